"""How INCEpTION and WebAnno lay out an exported project: ``annotation/<text>/<annotator>.<ending>``."""

from __future__ import annotations

from pathlib import PurePosixPath

_FOLDERS = ("annotation", "curation", "train", "dev", "test")


def named(name: str, annotator: str) -> tuple[str, str]:
    """The article and the annotator of a file, by its path: of an exported project they are its two last parts."""
    path = PurePosixPath(name)
    folders = [part for part in path.parts[:-1] if part not in _FOLDERS]
    if len(folders) == len(path.parts) - 1 or not folders:
        return path.stem, annotator
    text = "/".join(folders)
    ending = PurePosixPath(text).suffix
    return (text.removesuffix(ending) if ending in (".txt", ".tsv", ".xmi", ".xml") else text), annotator or path.stem
