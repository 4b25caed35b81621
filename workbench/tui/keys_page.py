"""The page that says what every key does: those of the place where one is come first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from workbench.keys.commands import CHAINS, CONTEXTS
from workbench.keys.live import Row
from workbench.keys.portable import label
from workbench.tui.form_sheet import FormSheet
from workbench.tui.page_sheet import Line, PageSheet
from workbench.tui.stage import Stage

_GROUPS = ("make", "item", "record", "select", "move", "search", "suggestion", "pane")
_RANK = {group: number for number, group in enumerate(_GROUPS)} | {"app": len(_GROUPS) + 1}


def rank(row: Row) -> int:
    """The order of commands within a context: what one came to do stands first, what works everywhere last."""
    return _RANK.get(row.command.id.split(".")[0], len(_GROUPS))


def show_keys(stage: Stage) -> None:
    """Lay the page over the panes."""
    keymap, lines = stage.keymap, list[Line]()
    here = stage.context
    elsewhere = ("article", "pane", "network") if here == "review" else ("review",)
    order = [context for context in CONTEXTS if context not in elsewhere]
    for context in dict.fromkeys((*CHAINS[here], *order)):
        rows = keymap.rows_in((context,))
        if rows:
            lines.append(("", f"# {CONTEXTS[context]}"))
        lines += _lines(sorted(rows, key=rank))
        if context == "form":
            lines += _values(stage)
    stage.push(PageSheet(f"keys · keymap {keymap.name}", lines, stage.pop))


def _lines(rows: Iterable[Row]) -> list[Line]:
    """Keys and what they do. Commands that differ by a number alone (``item.take.1``, ``item.take.2`` …) share a line where
    their keys follow each other as the numbers do.
    """
    lines: list[Line] = []
    for _, family in groupby(rows, key=_family):
        group = list(family)
        keys = [label(row.keys[0]) for row in group]
        numbers = [row.command.id.rpartition(".")[2] for row in group]
        if len(group) > 1 and all(len(row.keys) == 1 for row in group) and _follow_each_other(keys):
            several = f"{numbers[0]} … {numbers[-1]}"
            lines.append((f"{keys[0]} … {keys[-1]}", group[0].command.help.replace(numbers[0], several, 1)))
        else:
            lines += [(" ".join(label(key) for key in row.keys), row.command.help) for row in group]
    return lines


def _family(row: Row) -> str:
    stem, _, last = row.command.id.rpartition(".")
    return stem if last.isdigit() else row.command.id


def _follow_each_other(keys: Sequence[str]) -> bool:
    return all(len(a) == len(b) == 1 and ord(b) - ord(a) == 1 for a, b in pairwise(keys))


def _values(stage: Stage) -> list[Line]:
    """The keys of the values of the slot in hand."""
    sheet = stage.sheets[-1] if stage.sheets else None
    if not isinstance(sheet, FormSheet) or not sheet.form.slot.values:
        return []
    slot = sheet.form.slot
    return [("", f"# {slot.label}"), *slot.value_keys().items()]
