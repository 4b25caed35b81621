"""Commands called in this process, and small projects to call them on."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from workbench.cli.main import main
from workbench.store.shipped import sample_project


class Called(NamedTuple):
    """What a command said and how it ended."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """The lines of its data."""
        return self.out.splitlines()

    @property
    def json(self) -> Any:
        """Its data as JSON."""
        return json.loads(self.out)


class Caller:
    """Calls ``workbench -C <project> …``."""

    def __init__(self, capsys: pytest.CaptureFixture[str], root: Path | None = None) -> None:
        self._capsys = capsys
        self.root = root

    def __call__(self, *arguments: str | Path) -> Called:
        before = ["-C", str(self.root)] if self.root is not None else []
        self._capsys.readouterr()
        status = main([*before, *map(str, arguments)])
        said = self._capsys.readouterr()
        return Called(status, said.out, said.err)


def sample(folder: Path) -> Path:
    """A copy of the sample project."""
    return Path(shutil.copytree(sample_project(), folder / "sample"))


def write(root: Path, name: str, text: str | bytes) -> Path:
    """A file of a project, its folders made."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    return path
