"""Remarks of a coder on what is not theirs: ``remarks/<annotator>/<article>.toml``.

A note on one's own record stands in that record. A remark is a note on a record of the gold that its coder does not have,
so that there is no such place. It is nobody's record and takes part in no comparison.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import tomli_w

from workbench.store.atomic import write_atomic
from workbench.store.strict import FORMAT, check_format, convert, parse_toml, read_bytes


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody noted or asked about a record of the gold, by its id."""

    about: str
    note: str


class _Row(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    about: str
    note: str


class _File(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    format: int
    remark: list[_Row] = []


def read_remarks(path: Path, shown_as: str) -> tuple[Remark, ...]:
    """The remarks of one file, in its order; none where there is no file. Raises FileError."""
    if not path.exists():
        return ()
    tables = parse_toml(read_bytes(path, shown_as), shown_as)
    check_format(tables, shown_as)
    return tuple(Remark(row.about, row.note) for row in convert(tables, _File, shown_as).remark)


def write_remarks(path: Path, remarks: Sequence[Remark]) -> None:
    """Put these remarks in the place of those before, durably. Raises StorageError."""
    rows = [f"\n[[remark]]\n{tomli_w.dumps({'about': one.about, 'note': one.note})}" for one in remarks]
    write_atomic(path, f"format = {FORMAT}\n{''.join(rows)}".encode())
