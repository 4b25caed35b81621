"""What a removal does to the records that point to what is removed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.strategies import actor, fragment, state_of
from tests.editor.commands import editor_of
from workbench.core.annotation import Record
from workbench.core.errors import EditError
from workbench.editor import Editor

TEXT = "Haftar said that Saddam Haftar would come. Haftar left."
HAFTAR = actor("a-1", 0, entity="haftar")
SADDAM = actor("a-2", 17, quote="Saddam Haftar")
CLAIM = Record("claim", "c-1", {"content": (fragment(TEXT, "that Saddam Haftar would come"),)}, {"source": "a-1"})
STANCE = Record("stance", "s-1", {}, {"holder": "a-1", "target": "a-2", "polarity": "mixed"})
GROUP = Record("event", "e-1", {}, {"participants": ("a-1", "a-2", "entity:haftar")})


def _editor(*records: Record) -> Editor:
    return editor_of(TEXT, *records)


def _now(editor: Editor, record_id: str) -> Record:
    return editor.state.records[record_id]


def test_what_points_to_a_removed_mention_points_to_its_entity() -> None:
    editor = _editor(HAFTAR, SADDAM, CLAIM, STANCE.with_value("target", "issue:war"), GROUP)
    assert editor.remove(["a-1"]).title == "actor a-1 deleted"
    assert _now(editor, "c-1").values["source"] == "entity:haftar"
    assert _now(editor, "s-1").values["holder"] == "entity:haftar"
    assert _now(editor, "e-1").values["participants"] == ("entity:haftar", "a-2")
    editor.undo()
    assert _now(editor, "e-1") == GROUP
    assert editor.problems == {}


def test_what_points_to_a_removed_mention_without_entity_is_emptied() -> None:
    for entity in ("", "nil"):
        editor = _editor(actor("a-1", 0, entity=entity), SADDAM, CLAIM, GROUP)
        editor.remove(["a-1"])
        assert _now(editor, "c-1").values == {}
        assert _now(editor, "e-1").values["participants"] == ("a-2", "entity:haftar")
        editor.remove(["a-2"])
        assert _now(editor, "e-1").values["participants"] == ("entity:haftar",)


def test_a_record_that_is_needed_is_not_removed() -> None:
    editor = _editor(HAFTAR, SADDAM, STANCE)
    with pytest.raises(EditError, match="stance s-1 has it as its target; change or delete that first"):
        editor.remove(["a-2"])
    assert editor.remove(["a-2", "s-1", "a-2"]).title == "2 records deleted"
    assert editor.state.records == state_of(HAFTAR).records
    with pytest.raises(EditError, match="that changes nothing"):
        editor.remove([])


def test_only_slots_that_take_entities_get_one() -> None:
    editor = _editor(CLAIM, HAFTAR, STANCE.with_value("target", "c-1"), replace(GROUP, values={"remark": "a-1"}))
    with pytest.raises(EditError, match="stance s-1 has it as its target"):
        editor.remove(["c-1"])
    editor.remove(["a-1"])
    assert _now(editor, "e-1").values == {"remark": "a-1"}
