"""A real file system that is full: a tmpfs of 256 KB, where the tests run as root on Linux; skipped elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

BLOCK = 4096


def mount(folder: Path, *options: str) -> None:
    """Mount, or mount anew with other options."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("only root on Linux can mount a tiny file system")
    done = subprocess.run(["mount", *options, str(folder)], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"this system does not let us mount: {done.stderr.strip()}")


@contextmanager
def tiny_disk(folder: Path) -> Iterator[Path]:
    """A file system of 256 KB at this folder, which is made."""
    folder.mkdir()
    mount(folder, "-t", "tmpfs", "-o", "size=256k", "tmpfs")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder: Path, *, leave: int = 0) -> Path:
    """Fill a file system but for so many blocks of 4 KB."""
    filler = folder / "filler"
    with filler.open("ab", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * BLOCK)
        except OSError:
            os.truncate(filler, max(0, filler.stat().st_size // BLOCK - leave) * BLOCK)
    return filler
