"""Projects for the journeys on a terminal, and what was written there."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from workbench.store.shipped import sample_project


def sample(folder: Path, *, empty: bool = True) -> Path:
    """A copy of the sample project in ``folder``; ``empty`` leaves the coders' annotations out."""
    target = folder / "libya"
    shutil.copytree(sample_project(), target)
    if empty:
        shutil.rmtree(target / "annotations")
    return target


def texts(folder: Path, text: str, name: str = "words.txt") -> Path:
    """A folder with one text and nothing else."""
    root = folder / "texts"
    root.mkdir()
    (root / name).write_bytes(text.encode())
    return root


def records(project: Path, annotator: str = "me", article: str = "libya-haftar") -> str:
    """An annotation file with the ids replaced by their order of appearance (``id-1``, ``id-2``, …)."""
    text = (project / "annotations" / annotator / f"{article}.toml").read_text(encoding="utf-8")
    declared = re.findall(r'^id = "([^"]+)"$', text, re.MULTILINE)
    for number, one in enumerate(declared, 1):
        text = re.sub(rf'"{re.escape(one)}"', f'"id-{number}"', text)
    return text
