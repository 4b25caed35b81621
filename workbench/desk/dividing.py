"""Articles divided into train, dev and test: by a hash of their ids, or as their metadata record it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from workbench.core.article import PARTS
from workbench.core.errors import FileError, UsageError
from workbench.store.article_file import read_metadata
from workbench.store.project import Project

RECORDED = "recorded"
"""Written in place of shares: the parts that the articles' metadata record."""

_NAMES = {2: (PARTS[0], PARTS[2]), 3: PARTS}


@dataclass(frozen=True, slots=True)
class Division:
    """How articles are divided."""

    shares: tuple[float, ...] = ()
    """Of train, dev and test, or of train and test; empty for what is recorded."""
    seed: int = 0

    def part(self, article_id: str) -> str:
        """The part that an article falls into: by a hash of seed and id, so that it never depends on the other articles."""
        digest = hashlib.sha256(f"{self.seed}\n{article_id}".encode("utf-8", "surrogatepass")).digest()
        at = int.from_bytes(digest[:8], "big") / 2**64 * sum(self.shares)
        names = _NAMES[len(self.shares)]
        for name, share in zip(names, self.shares, strict=True):
            at -= share
            if at < 0:
                return name
        return names[-1]


def read_division(split: str, seed: int | None) -> Division | None:
    """``80/10/10`` as shares of train, dev and test, ``80/20`` of train and test, or ``recorded``; None for nothing.

    Raises UsageError.
    """
    if not split or split == RECORDED:
        if seed is not None:
            raise UsageError("--seed draws the parts of --split 80/10/10; without shares there is nothing to draw")
        return Division() if split else None
    try:
        shares = tuple(float(one) for one in split.split("/"))
    except ValueError:
        shares = ()
    if len(shares) not in _NAMES or not all(0 <= one < 1e9 for one in shares) or not sum(shares):
        raise UsageError(f"“{split}” is no split; write 80/10/10 (train, dev, test) or 80/20 (train, test)")
    return Division(shares, seed or 0)


def divided(project: Project, ids: Sequence[str], division: Division) -> tuple[dict[str, str], list[str]]:
    """Article id → its part; and the articles whose metadata record another one.

    Raises UsageError where a recorded part is asked for and there is none, FileError where metadata cannot be read.
    """
    recorded = dict(_recorded(project, ids, division))
    if division.shares:
        parts = {one: division.part(one) for one in ids}
        return parts, [one for one in ids if recorded.get(one, "") not in ("", parts[one])]
    if without := [one for one in ids if not recorded[one]]:
        more = f" and {len(without) - 1} more" if len(without) > 1 else ""
        cure = 'write split = "train" into the .toml beside it, import with --split, or export with --split 80/10/10'
        raise UsageError(f"{without[0]}{more}: no part of a division is recorded; {cure}")
    return recorded, []


def _recorded(project: Project, ids: Iterable[str], division: Division) -> Iterator[tuple[str, str]]:
    paths = project.article_paths()
    for one in ids:
        beside = paths[one].with_suffix(".toml")
        try:
            yield one, read_metadata(beside, project.shown(beside)).split
        except FileError:
            if not division.shares:
                raise
            yield one, ""  # the file is named where the article is read
