"""Canonical TOML text: array-of-tables headers of our own, each flat table as tomli-w writes it."""

from __future__ import annotations

from collections.abc import Mapping

import tomli_w

Plain = str | int | float | bool
Flat = Mapping[str, "Plain | list[str]"]


def value_text(value: Plain) -> str:
    """One value as TOML. A string of printable characters needs no escapes and is quoted as it is."""
    if isinstance(value, str) and value.isprintable() and '"' not in value and "\\" not in value:
        return f'"{value}"'
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return tomli_w.dumps({"x": value})[4:-1]


def flat_table(table: Flat) -> str:
    """``key = value`` lines of one flat table; a list stands on one line, so that a change is one line of a diff."""
    lines: list[str] = []
    for key, value in table.items():
        if isinstance(value, list):
            lines.append(f"{key} = [{', '.join(value_text(one) for one in value)}]\n")
        else:
            lines.append(f"{key} = {value_text(value)}\n")
    return "".join(lines)


def table_text(header: str, table: Flat) -> str:
    """One table under ``[[header]]``, with the blank line that stands before it."""
    return f"\n[[{header}]]\n{flat_table(table)}"
