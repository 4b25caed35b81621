"""Dates, as exact as they are written."""

from __future__ import annotations

from datetime import datetime

import pytest

from workbench.core.moment import moment


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2024", datetime(2024, 1, 1)),
        ("2024-05", datetime(2024, 5, 1)),
        ("2024-05-17", datetime(2024, 5, 17)),
        ("2024-05-17T12:30:00+02:00", datetime(2024, 5, 17, 10, 30)),
        ("17 May 2024", None),
        ("", None),
        ("0000", None),
    ],
)
def test_dates(text: str, found: datetime | None) -> None:
    assert moment(text) == found
