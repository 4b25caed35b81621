"""Whether a review begins where it was left: a stamp of the files that decide it, taken without reading them.

Strings only, as in ``folders``: the first page of a review is found with it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence

from workbench.store.folders import key_of


def review_stamp(root: str, article_id: str, only: Sequence[str], with_suggestions: bool, blind: bool) -> str:
    """A short text that is another one where a file of the review of an article, or how it is called, is another one."""
    people = [name for name in _folders(root, "annotations") if name in (only or (name,))]
    sources = _folders(root, "suggestions") if with_suggestions else []
    files = [
        *(f"articles/{article_id}{ending}" for ending in (".txt", ".md")),
        *(f"annotations/{name}/{article_id}.toml" for name in people),
        *(f"suggestions/{name}/{article_id}.toml" for name in sources),
        *(f"gold/{article_id}.toml", "codebook.toml", "workbench.toml"),
        *_tomls(root, "entities"),
        *_tomls(root, "entities/proposed"),
    ]
    return key_of("\n".join((str(blind), *_stamped(root, files))))


def _folders(root: str, below: str) -> list[str]:
    try:
        with os.scandir(os.path.join(root, below)) as entries:
            return sorted(one.name for one in entries if one.is_dir() and not one.name.startswith("."))
    except OSError:
        return []


def _tomls(root: str, below: str) -> list[str]:
    try:
        names = os.listdir(os.path.join(root, below))
    except OSError:
        return []
    return [f"{below}/{name}" for name in sorted(names) if name.endswith(".toml")]


def _stamped(root: str, files: Iterable[str]) -> Iterator[str]:
    for name in files:
        try:
            found = os.stat(os.path.join(root, name))
        except OSError:
            continue
        yield f"{name}\0{found.st_mtime_ns}\0{found.st_size}"
