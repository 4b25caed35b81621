"""Statements to count: some made by hand, and those of DNA's own sample, read here without the program's reader."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from workbench.core.span import Span
from workbench.network.statement import Statement

SAMPLE = Path(__file__).parents[3] / "shared" / "fixtures" / "dna" / "sample.dna"


def said(
    actor: str, concept: str, side: int | None = 1, day: str = "2024-01-01", article: str = "x", record: str = "s-1"
) -> Statement:
    """One statement of an organization."""
    when = datetime.fromisoformat(day) if day else None
    return Statement(article, "coder-a", record, "stance", f"issue:{concept}", actor, "", actor, side, when, Span(0, 1))


def dna_statements() -> list[Statement]:
    """The statements of the sample; skips where the fixtures are absent."""
    if not SAMPLE.exists():
        pytest.skip("../shared/fixtures/dna is not here")
    connection = sqlite3.connect(f"file:{SAMPLE}?mode=ro&immutable=1", uri=True)
    names = dict(connection.execute("SELECT ID, Value FROM ENTITIES"))
    rows = connection.execute(
        "SELECT S.ID, S.DocumentId, S.Start, S.Stop, D.Date, B.Value FROM STATEMENTS S "
        "JOIN DOCUMENTS D ON D.ID = S.DocumentId JOIN DATABOOLEAN B ON B.StatementId = S.ID"
    ).fetchall()
    found = []
    for number, document, start, stop, date, agreement in rows:
        texts = connection.execute("SELECT VariableId, Entity FROM DATASHORTTEXT WHERE StatementId = ?", (number,))
        person, organization, concept = (names[entity] for _, entity in sorted(texts))
        when = datetime.fromtimestamp(date, UTC).replace(tzinfo=None)
        side = 1 if agreement else -1
        found.append(
            Statement(
                str(document), "coder-1", f"s-{number:06}", "stance", f"issue:{concept}",
                person, person, organization, side, when, Span(start, stop),
            )
        )  # fmt: skip
    connection.close()
    return found


def plain(node: str) -> str:
    """A label where the ids are names already."""
    return node


def sums(cells: Sequence[Sequence[float]]) -> list[float]:
    """The sums of the rows."""
    return [sum(row) for row in cells]
