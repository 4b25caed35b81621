"""Large catalogues as they are written: entities one a line into a file beside, put in their place when all are there."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import msgspec
import tomli_w

from workbench.core.entity import Affiliation, Entity
from workbench.store.atomic import clear_temporaries, storage_error, sync_folder, write_atomic
from workbench.store.large import decode_entity
from workbench.store.project import Project
from workbench.store.strict import FORMAT


class _Affiliation(msgspec.Struct, frozen=True, omit_defaults=True, rename={"start": "from", "end": "to"}):
    entity: str
    role: str = ""
    start: str = ""
    end: str = ""


class _Line(msgspec.Struct, frozen=True, omit_defaults=True):
    id: str
    name: str
    kind: str = ""
    aliases: tuple[str, ...] = ()
    description: str = ""
    wikidata: str = ""
    cameo: str = ""
    country: str = ""
    merged_into: str = ""
    affiliations: tuple[_Affiliation, ...] = ()


class _Id(msgspec.Struct, frozen=True):
    id: str


_encoder = msgspec.json.Encoder()
_ids = msgspec.json.Decoder(_Id)


def encode_entity(entity: Entity) -> bytes:
    """An entity as one line, without its end. Raises UnicodeEncodeError where a text holds half a character."""
    affiliations = tuple(_Affiliation(one.entity, one.role, one.start, one.end) for one in entity.affiliations)
    return _encoder.encode(
        _Line(
            entity.id,
            entity.name,
            entity.kind,
            entity.aliases,
            entity.description,
            entity.wikidata,
            entity.cameo,
            entity.country,
            entity.merged_into,
            affiliations,
        )
    )


class LargeWriter:
    """Writes one large catalogue. Nothing stands at its place before ``finish``; leaving without it leaves nothing."""

    def __init__(self, project: Project, name: str) -> None:
        folder = project.root / "entities" / "large"
        self.path = folder / f"{name}.jsonl"
        self._beside = self.path.with_name(f".{self.path.name}.{os.getpid()}-{secrets.token_hex(4)}.tmp")
        self._file: BinaryIO
        self._names = 0

    def __enter__(self) -> Self:
        """Raises StorageError where nothing can be written there."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            clear_temporaries(self.path)
            self._file = self._beside.open("xb", buffering=1 << 20)
        except OSError as error:
            raise storage_error(self.path, error) from error
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Take away whatever was not put in its place."""
        with contextlib.suppress(OSError):
            self._file.close()
        for path in (self._beside, self._again):
            path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            self.path.parent.rmdir()  # where it was made for nothing

    @property
    def _again(self) -> Path:
        return self._beside.with_suffix(".again.tmp")

    def write(self, entity: Entity) -> None:
        """Add an entity. Raises StorageError, UnicodeEncodeError."""
        line = encode_entity(entity) + b"\n"
        self._names += 1 + len(entity.aliases)
        try:
            self._file.write(line)
        except OSError as error:
            raise storage_error(self.path, error) from error

    def finish(self, further: Mapping[str, tuple[list[str], list[Affiliation]]], about: Mapping[str, object]) -> int:
        """Put the catalogue in its place, with further names and affiliations of entities that were written.

        Returns how many names there are.

        Args:
            further: by id.
            about: title, source, licence, weight: what the settings file beside it says.

        Raises StorageError.
        """
        try:
            self._file.close()
            if further:
                self._merge(further)
            with self._beside.open("rb+") as file:
                os.fsync(file.fileno())
            text = tomli_w.dumps({"format": FORMAT, **{key: value for key, value in about.items() if value != ""}})
            write_atomic(self.path.with_suffix(".toml"), text.encode("utf-8"))
            os.replace(self._beside, self.path)
            sync_folder(self.path.parent)
        except OSError as error:
            raise storage_error(self.path, error) from error
        return self._names

    def _merge(self, further: Mapping[str, tuple[list[str], list[Affiliation]]]) -> None:
        """Write the lines once more, those of entities about which there is more with all of it."""
        with self._beside.open("rb") as lines, self._again.open("xb", buffering=1 << 20) as file:
            for line in lines:
                more = further.get(_ids.decode(line).id)
                if more is not None:
                    before = decode_entity(line)
                    entity = _with(before, *more)
                    self._names += len(entity.aliases) - len(before.aliases)
                    line = encode_entity(entity) + b"\n"
                file.write(line)
        os.replace(self._again, self._beside)


def _with(entity: Entity, names: Iterable[str], affiliations: Iterable[Affiliation]) -> Entity:
    aliases = dict.fromkeys((*entity.aliases, *names))
    aliases.pop(entity.name, None)
    return replace(
        entity, aliases=tuple(aliases), affiliations=tuple(dict.fromkeys((*entity.affiliations, *affiliations)))
    )
