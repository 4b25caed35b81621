"""``python -m workbench.desk.compiling PROJECT``: the large catalogues of a project compiled, in a process of its own.

A process of its own, because the work keeps a processor busy for some seconds and takes memory that the screen never
gives back. It tells its progress on stdout, one JSON object a line (``Told``), and ends with 0, or with 1 after a line
with ``failed``.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import msgspec

from workbench.core.errors import Problem, WorkbenchError
from workbench.core.progress import Progress


class Told(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line of the child: how far it is, in hundredths, or what is wrong."""

    done: int = 0
    what: str = ""
    problem: tuple[str, str, str, str] | None = None
    failed: str = ""


class _Teller:
    """Progress as lines on stdout."""

    cancelled = False

    def __init__(self) -> None:
        self._last: tuple[int, str] = (-1, "")
        self.first, self.share = 0.0, 1.0

    def step(self, done: int, total: int, what: str) -> None:
        """Tell how far it is, where that changed."""
        part = self.first + self.share * done / total
        told = (int(100 * part), what)
        if told != self._last:
            self._last = told
            tell(Told(*told))

    def problem(self, problem: Problem) -> None:
        """Tell what is wrong with a line of a catalogue."""
        tell(Told(problem=(problem.path, problem.what, problem.record, problem.key)))


def tell(told: Told) -> None:
    """Write one line; nobody may be listening any more."""
    try:
        sys.stdout.buffer.write(msgspec.json.encode(told) + b"\n")
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        sys.exit(1)


def compile_all(root: Path, teller: _Teller) -> None:
    """Build what is missing for the project at ``root``. Raises WorkbenchError."""
    from workbench.linking.index_cache import build, key_of
    from workbench.store.large import large_files
    from workbench.store.project import open_project

    project, _ = open_project(root)
    files, _ = large_files(project)
    sizes = [file.path.stat().st_size or 1 for file in files]
    for at, file in enumerate(files):
        teller.first, teller.share = sum(sizes[:at]) / sum(sizes), sizes[at] / sum(sizes)
        build(file, key_of(file), teller, teller.problem)


def main(root: str) -> int:
    """Compile and tell; the exit status.

    What is made of a catalogue has no cycles, so that looking for them among a million names is left out.
    """
    gc.disable()
    teller: _Teller = _Teller()
    _: Progress = teller
    try:
        compile_all(Path(root), teller)
    except WorkbenchError as error:
        tell(Told(failed=str(error)))
        return 1
    except OSError as error:
        tell(Told(failed=f"{root}: {error.strerror or error}"))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
