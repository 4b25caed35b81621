"""The large catalogues of a project: opened where they are compiled, compiled in a child process where they are not.

A person may start work meanwhile: ``Indexing`` is asked how far it is and gives the shards when they are there.
"""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.core.entity import Catalogue, Entity
from workbench.core.errors import Problem, StorageError, WorkbenchError
from workbench.core.progress import Progress, Quiet
from workbench.store.large import LargeFile, large_files
from workbench.store.project import Project

if TYPE_CHECKING:
    from workbench.linking.shard import Shard
    from workbench.linking.wide import WideIndex


_AGAIN = 60.0
"""Seconds after an attempt that failed until a search makes another one."""


class Indexing:
    """The large catalogues of a project, to be had at hand; where that fails it is tried again, as ``start`` says."""

    def __init__(self, project: Project, catalogue: Catalogue, on_change: Callable[[], None] | None = None) -> None:
        self._project = project
        self._catalogue = catalogue
        self._on_change = on_change or (lambda: None)
        self.files, self.problems = large_files(project)
        self.index: WideIndex | None = None
        """What searches the catalogue together with the large ones, once it is there."""
        self.failed = ""
        self._done = 0
        self._what = ""
        self._thread: threading.Thread | None = None
        self._ended = 0.0
        self._starting = threading.Lock()

    @property
    def ready(self) -> bool:
        """Whether everything that the project has can be searched."""
        return not self.files or self.index is not None

    @property
    def said(self) -> str:
        """How far it is, or why there is nothing, in a few words for the person; empty when it is ready."""
        if self.ready:
            return ""
        if self.failed:
            return self.failed
        how_far = f": {self._done} %" if self._what else ""
        return (
            f"the index of the large catalogues is being built{how_far}; until then only the project's own are searched"
        )

    def start(self) -> None:
        """Begin in the background; nothing where the project has no large catalogue, or it is there or on its way already.

        Every search comes by here. After an attempt that failed, one begins a new attempt once a minute is over; until
        that has come off, ``failed`` says why nothing is there.
        """
        with self._starting:
            if self.ready or (self._thread is not None and not self._may_try_again()):
                return
            self._thread = threading.Thread(target=self._run, name="large catalogues", daemon=True)
            self._thread.start()

    def _may_try_again(self) -> bool:
        return bool(self.failed) and bool(self._ended) and time.monotonic() - self._ended >= _AGAIN

    def wait(self, progress: Progress | None = None) -> WideIndex | None:
        """Have it ready before going on; None where the project has no large catalogue. Raises WorkbenchError."""
        if not self.files:
            return None
        self.index = self._prepared(progress or Quiet())
        return self.index

    def _run(self) -> None:
        self._ended = 0.0
        try:
            self.index = self._prepared(_Noting(self._note))
        except WorkbenchError as error:
            self.failed = f"the large catalogues cannot be searched: {error}"
            self._ended = time.monotonic()
        self._on_change()

    def _note(self, done: int, what: str) -> None:
        self._done, self._what = done, what
        self._on_change()

    def _prepared(self, progress: Progress) -> WideIndex:
        from workbench.linking.wide import WideIndex

        shards = self._opened()
        if shards is None:
            self._build(progress)
            shards = self._opened()
        if shards is None:
            raise StorageError("the index of the large catalogues was built and is damaged again; is the disk failing?")
        return WideIndex.of(self._catalogue, shards)

    def _opened(self) -> list[Shard] | None:
        """The shards of all catalogues; None where one of them has to be built. Raises StorageError."""
        from workbench.linking.index_cache import key_of, opened

        shards: list[Shard] = []
        for file in self.files:
            try:
                shard = opened(file, key_of(file))
            except OSError as error:
                raise StorageError(f"{file.shown_as}: cannot be read: {error.strerror or error}") from error
            if shard is None:
                return None
            shards.append(shard)
        return shards

    def _build(self, progress: Progress) -> None:
        """Compile in a child process. Raises StorageError with what it says, or with how it ended."""
        import msgspec

        from workbench.desk.compiling import Told

        command = [sys.executable, "-m", "workbench.desk.compiling", str(self._project.root)]
        decode = msgspec.json.Decoder(Told).decode
        failed = ""
        with subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=_environment()
        ) as child:
            assert child.stdout is not None
            assert child.stderr is not None
            try:
                for line in child.stdout:
                    told = decode(line)
                    if told.problem is not None:
                        self.problems.append(Problem(*told.problem))
                    failed = told.failed or failed
                    progress.step(told.done, 100, told.what)
                talk = child.stderr.read().decode("utf-8", "replace").strip().rpartition("\n")[2]
            except BaseException:
                child.kill()
                raise
        if child.returncode:
            ended = (
                f"its builder ended with {child.returncode}{': ' if talk else ''}{talk}; it is tried again in a minute"
            )
            raise StorageError(failed or f"the index of the large catalogues is not there: {ended}")


class _Noting:
    """Progress that is only noted."""

    cancelled = False

    def __init__(self, note: Callable[[int, str], None]) -> None:
        self._note = note

    def step(self, done: int, total: int, what: str) -> None:
        """Note it in hundredths."""
        self._note(100 * done // total, what)


def whole_catalogue(project: Project, catalogue: Catalogue, progress: Progress | None = None) -> Catalogue:
    """The catalogue with the large ones behind it, which are compiled first where they are not. Raises WorkbenchError."""
    index = Indexing(project, catalogue).wait(progress)
    return catalogue if index is None else replace(catalogue, beyond=index.catalogue.beyond)


def with_names(catalogue: Catalogue, further: tuple[tuple[str, str], ...]) -> list[Entity]:
    """Entities of large catalogues that annotators proposed further names for, with these names."""
    found: dict[str, Entity] = {}
    for entity_id, name in further:
        entity = found.get(entity_id) or catalogue.get(entity_id)
        if entity is not None and name not in entity.names:
            found[entity_id] = replace(entity, aliases=(*entity.aliases, name))
    return list(found.values())


def _environment() -> dict[str, str]:
    """The child finds the program where this process has it."""
    import os

    root = str(Path(__file__).parents[2])
    paths = os.environ.get("PYTHONPATH", "")
    return {**os.environ, "PYTHONPATH": f"{root}{os.pathsep}{paths}" if paths else root}


__all__ = ["Indexing", "LargeFile", "whole_catalogue", "with_names"]
