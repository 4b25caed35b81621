"""Entities of large catalogues found by their ids, without an index: the place of each line is kept, not the entity."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from workbench.core.entity import Entity
from workbench.core.errors import FileError, Problem
from workbench.store.large import LargeFile, decode_entity


class LargeLookup:
    """By the id of an entity, its file and the place of its line; of two with one id the first counts."""

    def __init__(self, files: Iterable[LargeFile], report: Callable[[Problem], None]) -> None:
        """Read the files once; lines and files that cannot be read are told to ``report``."""
        self._places: dict[str, tuple[Path, int]] = {}
        self.merged: dict[str, tuple[str, str]] = {}
        """By the id of an entity that is merged into another: where it stands, as people see it, and that other's id."""
        for file in files:
            try:
                self._read(file, report)
            except (OSError, EOFError) as error:
                what = f"cannot be read: {getattr(error, 'strerror', '') or error}"
                report(FileError(file.shown_as, what).problem)

    def __call__(self, entity_id: str) -> Entity | None:
        """The entity with this id; None where no catalogue has it."""
        if entity_id not in self._places:
            return None
        path, place = self._places[entity_id]
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as lines:
            lines.seek(place)
            return decode_entity(lines.readline())

    def _read(self, file: LargeFile, report: Callable[[Problem], None]) -> None:
        place = 0
        with gzip.open(file.path) if file.path.suffix == ".gz" else file.path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    try:
                        entity = decode_entity(line)
                        here = file.path, place
                        if self._places.setdefault(entity.id, here) == here and entity.merged_into:
                            self.merged[entity.id] = f"{file.shown_as}: line {number}", entity.merged_into
                    except (msgspec.DecodeError, ValueError) as error:
                        report(Problem(f"{file.shown_as}: line {number}", str(error)))
                place += len(line)
