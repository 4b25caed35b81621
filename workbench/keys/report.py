"""The live keys as a text table, as plain values for JSON, and as the Markdown of the README's key table."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.keys.commands import CONTEXTS
from workbench.keys.live import LiveKeymap, Row
from workbench.keys.portable import label


def key_rows(live: LiveKeymap) -> tuple[dict[str, object], ...]:
    """One mapping a row: context, command, title, help, keys (as keymaps spell them), labels, repeats."""
    return tuple(
        {
            "context": row.context,
            "command": row.command.id,
            "title": row.command.title,
            "help": row.command.help,
            "keys": list(row.keys),
            "labels": [label(key) for key in row.keys],
            "repeats": row.command.repeats,
        }
        for row in live.rows()
    )


def text_lines(live: LiveKeymap) -> tuple[str, ...]:
    """The key table for a terminal: a heading a context, then keys, command and help in columns."""
    rows = live.rows()
    keys_width = max((len(_shown(row)) for row in rows), default=0)
    name_width = max((len(row.command.id) for row in rows), default=0)
    lines: list[str] = []
    for context, title in CONTEXTS.items():
        here = [row for row in rows if row.context == context]
        if not here:
            continue
        lines.extend(([""] if lines else []) + [f"{title} [{context}]"])
        lines.extend(
            f"  {_shown(row):<{keys_width}}  {row.command.id:<{name_width}}  {row.command.help}" for row in here
        )
    return tuple(lines)


def markdown_tables(live: LiveKeymap) -> str:
    """The key table in Markdown: a heading and a table for each context, every command with its keys and help."""
    parts: list[str] = []
    for context, title in CONTEXTS.items():
        here = [row for row in live.rows() if row.context == context]
        if here:
            parts.append("\n".join((f"**{title}**", "", *_table(here))))
    return "\n\n".join(parts) + "\n"


def _table(rows: Sequence[Row]) -> list[str]:
    lines = ["| keys | command | does |", "|---|---|---|"]
    for row in rows:
        keys = " ".join(code(label(key)) for key in row.keys) or "–"
        lines.append(f"| {keys} | {code(row.command.id)} | {_cell(row.command.help)} |")
    return lines


def code(text: str) -> str:
    """A text as Markdown code within a table: the fence is longer than any run of backticks in it, bars are escaped."""
    fence = "``" if "`" in text else "`"
    pad = " " if "`" in text else ""
    return f"{fence}{pad}{text}{pad}{fence}".replace("|", "\\|")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _shown(row: Row) -> str:
    """The keys of a row for a person; two blanks stand between keys, because one stands within a sequence."""
    return "  ".join(label(key) for key in row.keys) or "–"
