"""How INCEpTION and WebAnno lay out an exported project: ``annotation/<text>/<annotator>.<ending>``, and what was curated as
``curation/<text>/CURATION_USER.<ending>``.
"""

from __future__ import annotations

from pathlib import PurePosixPath

_CURATED = "CURATION_USER"
_FOLDERS = ("annotation", "curation", "train", "dev", "test")


def named(name: str) -> tuple[str, str]:
    """The article and the annotator of a file, by its path: of an exported project they are its two last parts.

    A file that lies in no such folder says nobody; what was curated is the gold.
    """
    path = PurePosixPath(name)
    folders = [part for part in path.parts[:-1] if part not in _FOLDERS]
    if len(folders) == len(path.parts) - 1 or not folders:
        return path.stem, ""
    text = "/".join(folders)
    ending = PurePosixPath(text).suffix
    article = text.removesuffix(ending) if ending in (".txt", ".tsv", ".xmi", ".xml") else text
    return article, "gold" if path.stem == _CURATED else path.stem
