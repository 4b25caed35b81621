from __future__ import annotations

import json
import re

import pytest

from workbench.keys.commands import COMMANDS, CONTEXTS, LayerKey
from workbench.keys.report import code, key_rows, markdown_tables, text_lines

from .maps import LAYERS, NAMES, live


@pytest.mark.parametrize("name", NAMES)
def test_rows_survive_json_and_name_every_command(name: str) -> None:
    rows = key_rows(live(name=name))
    assert json.loads(json.dumps(rows)) == [dict(row) for row in rows]
    assert {row["command"] for row in rows} >= {command.id for command in COMMANDS} | {"make.claim", "pane.claim"}


def test_a_row_says_all_about_its_command() -> None:
    (row,) = [row for row in key_rows(live()) if row["command"] == "move.page.down"]
    assert row == {
        "context": "article",
        "command": "move.page.down",
        "title": "Page down",
        "help": "Move one screen down.",
        "keys": ["space", "pagedown", "ctrl+f"],
        "labels": ["Space", "PgDn", "^F"],
        "repeats": True,
    }


def test_the_text_table_stands_in_columns_under_the_contexts() -> None:
    lines = text_lines(live(name="vim"))
    assert lines[0] == "Everywhere on the main screen [app]"
    headings = [line for line in lines if line and not line.startswith(" ")]
    assert headings == [f"{title} [{context}]" for context, title in CONTEXTS.items()]
    (line,) = [line for line in lines if " record.delete " in line]
    assert line.split("  ")[:3] == ["", "d d", "x"]
    column = lines[1].index("app.help")
    assert line.index("record.delete") == column


def test_a_command_without_a_key_shows_a_dash() -> None:
    keymap = live('[article]\n"search.start" = []\n')
    assert "| – | `search.start` |" in markdown_tables(keymap)
    assert any(re.match(r"  –\s+search\.start", line) for line in text_lines(keymap))


def test_the_markdown_has_a_table_for_each_context_with_three_cells_a_row() -> None:
    text = markdown_tables(live())
    assert text.count("| keys | command | does |\n|---|---|---|\n") == len(CONTEXTS)
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    assert all(len(re.findall(r"(?<!\\)\|", line)) == 4 for line in rows)
    assert "| `h` `b` `←` | `move.word.previous` | Move to the word before. |" in rows
    assert text.endswith("|\n")


def test_a_bar_or_backtick_in_a_key_or_title_does_not_break_the_table() -> None:
    assert code("|") == "`\\|`"
    assert code("`") == "`` ` ``"
    layers = (*LAYERS, LayerKey("event", "This | that", "i"))
    text = markdown_tables(live('[article]\n"search.start" = ["|", "`"]\n', layers=layers))
    assert "| `\\|` `` ` `` | `search.start` |" in text
    assert "“This \\| that”" in text
