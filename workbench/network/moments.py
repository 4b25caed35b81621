"""Steps of seconds to years from a moment, and between two."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal, get_args

Unit = Literal["seconds", "minutes", "hours", "days", "weeks", "months", "years"]
UNITS: tuple[Unit, ...] = get_args(Unit)

_MONTHS = 12
_LENGTHS = {
    "seconds": timedelta(seconds=1),
    "minutes": timedelta(minutes=1),
    "hours": timedelta(hours=1),
    "days": timedelta(days=1),
    "weeks": timedelta(weeks=1),
}


def moved(when: datetime, unit: Unit, by: int) -> datetime:
    """``when`` moved by so many units; the 31st becomes the last day of a shorter month.

    Moves that lead out of the calendar end at its first or last day.
    """
    try:
        if unit in _LENGTHS:
            return when + by * _LENGTHS[unit]
        months = when.year * _MONTHS + when.month - 1 + by * (_MONTHS if unit == "years" else 1)
        year, month = divmod(months, _MONTHS)
        return when.replace(year=year, month=month + 1, day=min(when.day, _days_in(year, month + 1)))
    except (OverflowError, ValueError):
        return datetime.min if by < 0 else datetime.max


def distance(start: datetime, stop: datetime, unit: Unit) -> float:
    """How many units lie between two moments; months and years count whole ones, the others fractions too."""
    if unit in _LENGTHS:
        return (stop - start) / _LENGTHS[unit]
    sign = 1 if stop >= start else -1
    early, late = (start, stop) if sign > 0 else (stop, start)
    months = (late.year - early.year) * _MONTHS + late.month - early.month
    months -= late.day < early.day
    return sign * (months // _MONTHS if unit == "years" else months)


def _days_in(year: int, month: int) -> int:
    following = datetime(year + month // _MONTHS, month % _MONTHS + 1, 1)
    return (following - timedelta(days=1)).day
