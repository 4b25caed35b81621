"""A changed value changes its own line and no other; so git shows what was done."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.store.made import codebook
from tests.store.test_golden import CASES
from workbench.core.annotation import Annotations, Fragment, Record
from workbench.store.annotation_writer import annotation_bytes

BEFORE = CASES["every_kind"]


def _diff(after: Annotations, before: Annotations = BEFORE) -> list[str]:
    sides = (annotation_bytes(state, codebook).decode().splitlines() for state in (before, after))
    return [
        line
        for line in difflib.unified_diff(*sides, n=0, lineterm="")
        if line[0] in "+-" and line[:3] not in ("+++", "---")
    ]


def _changed(record_id: str, change: Callable[[Record], Record]) -> Annotations:
    return replace(BEFORE, records={**BEFORE.records, record_id: change(BEFORE.records[record_id])})


VALUES: dict[str, tuple[str, Callable[[Record], Record], str, str]] = {
    "link": ("p-ada001", lambda one: one.with_value("entity", "ada-b"), 'entity = "ada-brook"', 'entity = "ada-b"'),
    "choice": ("p-ada001", lambda one: one.with_value("role", "other"), 'role = "mayor"', 'role = "other"'),
    "integer": ("j-aaa001", lambda one: one.with_value("weight", 7), "weight = -2", "weight = 7"),
    "reference": (
        "s-ccc001",
        lambda one: one.with_value("source", "author"),
        'source = "p-ada001"',
        'source = "author"',
    ),
    "text": (
        "j-aaa001",
        lambda one: one.with_value("remark", "a\nb"),
        'remark = "for reasons of her own"',
        'remark = "a\\nb"',
    ),
    "many": (
        "j-aaa001",
        lambda one: one.with_value("holders", ("author",)),
        'holders = ["p-ada001", "entity:town:council", "author"]',
        'holders = ["author"]',
    ),
    "note": ("p-ada001", lambda one: replace(one, note="x"), 'note = "who leads the council"', 'note = "x"'),
}


@pytest.mark.parametrize("name", VALUES)
def test_a_changed_value_changes_its_own_line(name: str) -> None:
    record_id, change, old, new = VALUES[name]
    assert _diff(_changed(record_id, change)) == [f"-{old}", f"+{new}"]


def test_an_emptied_value_takes_its_line_away() -> None:
    assert _diff(_changed("p-ada001", lambda one: one.with_value("role", None))) == ['-role = "mayor"']
    assert _diff(_changed("p-ada001", lambda one: replace(one, flag=False))) == ["-flag = true"]


def test_a_new_value_adds_its_line() -> None:
    assert _diff(_changed("p-bak001", lambda one: replace(one, flag=True))) == ["+flag = true"]
    assert _diff(_changed("s-ccc000", lambda one: one.with_value("topic", "bridge"))) == ['+topic = "bridge"']


@pytest.mark.parametrize(
    ("moved", "lines"),
    [
        (
            Fragment(0, 15, "Mayor Ada Brook"),
            ["-start = 6", "+start = 0", '-quote = "Ada Brook"', '+quote = "Mayor Ada Brook"'],
        ),
        (Fragment(6, 9, "Ada"), ["-end = 15", '-quote = "Ada Brook"', "+end = 9", '+quote = "Ada"']),
    ],
)
def test_a_moved_boundary_changes_start_or_end_and_the_quote(moved: Fragment, lines: list[str]) -> None:
    assert sorted(_diff(_changed("p-ada001", lambda one: one.with_part("mention", (moved,))))) == sorted(lines)


def test_the_status_is_one_line() -> None:
    after = replace(BEFORE, header=replace(BEFORE.header, status="done"))
    assert _diff(after) == ['-status = "open"', '+status = "done"']


def test_a_record_that_is_made_adds_its_lines_and_touches_no_other() -> None:
    made = Record("speaker", "p-new", {"mention": (Fragment(16, 20, "said"),)})
    after = replace(BEFORE, records={**BEFORE.records, made.id: made})
    lines = _diff(after)
    assert len(lines) == 8
    assert all(line.startswith("+") for line in lines)


def test_the_order_of_values_in_memory_changes_nothing() -> None:
    """A record without a part stands where the first of its slots points, in the codebook's order of slots."""
    turned = _changed("j-bbb001", lambda one: replace(one, values=dict(reversed(one.values.items()))))
    assert _diff(turned) == []
