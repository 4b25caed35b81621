"""Dates of articles as moments."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_PARTIAL = re.compile(r"\d{4}(-\d{2})?\Z")


def moment(text: str) -> datetime | None:
    """An ISO date or time as a moment in UTC, without a zone; a year or month alone is its first day.

    None where the text is no such date.
    """
    text = text.strip()
    if _PARTIAL.match(text):
        text = f"{text}-01-01"[:10]
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.astimezone(UTC).replace(tzinfo=None) if found.tzinfo else found
