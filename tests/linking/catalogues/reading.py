"""Catalogues read from text that stands in a test."""

from __future__ import annotations

import io
from pathlib import Path

from workbench.core.entity import Entity
from workbench.core.errors import Problem
from workbench.linking.catalogues.formats import format_called
from workbench.linking.catalogues.rows import Row, Source

FIXTURES = Path(__file__).parents[4] / "shared" / "fixtures"


def rows(form: str, text: str | bytes, mapping: str = "", more: str = "", **given: object) -> list[Row]:
    """Every row that a format reads."""
    from workbench.linking.catalogues.tables import parse_mapping

    data = text.encode("utf-8") if isinstance(text, str) else text
    names = io.BytesIO(more.encode("utf-8")) if more else None
    source = Source(io.BytesIO(data), "f", parse_mapping(mapping), more_names=names, **given)  # type: ignore[arg-type]
    return list(format_called(form).read(source))


def entities(found: list[Row]) -> list[Entity]:
    """The entities among rows."""
    return [row for row in found if isinstance(row, Entity)]


def problems(found: list[Row]) -> list[str]:
    """The problems among rows, as they are said."""
    return [str(row) for row in found if isinstance(row, Problem)]
