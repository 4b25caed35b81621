"""The shared real data that formats are judged by, where they are at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.core.annotation import Annotations
from workbench.core.codebook import Codebook
from workbench.core.errors import Problem
from workbench.core.progress import Quiet
from workbench.desk.sources import Reading
from workbench.interchange.exchange import Brought, Document, Surroundings, exchange_format
from workbench.interchange.ours import default

SHARED = Path(__file__).parents[3] / "shared" / "fixtures"


def fixture(name: str) -> Path:
    """A folder of the shared fixtures; the test is skipped where they are not here."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"../shared/fixtures/{name} is not here")
    return path


def brought(name: str, path: Path, codebook: Codebook | None = None) -> list[Brought]:
    """Everything that a format brings from a file or folder, which holds nothing broken."""
    read = exchange_format(name).read
    assert read is not None
    found = list(read(Reading(path, Quiet()).source, Surroundings(codebook or default())))
    assert not [str(one) for one in found if isinstance(one, Problem)]
    return found


def states(found: list[Brought]) -> list[Annotations]:
    """The annotations among what was brought."""
    return [state for one in found if isinstance(one, Document) for state in one.annotations]
