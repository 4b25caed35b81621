"""A draft, slot by slot; nothing exists until it is confirmed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.core.strategies import CODEBOOK, actor
from tests.editor.commands import editor_of
from workbench.core.annotation import Fragment, Record
from workbench.core.codebook import Slot
from workbench.core.errors import EditError
from workbench.core.span import Span
from workbench.editor import Editor
from workbench.editor.form import Choice, Form

TEXT = "Haftar said that Saddam Haftar would come. Haftar left."
HAFTAR = actor("a-1", 0)
NEW = actor("a-9", 43)
CHOICES = (
    Choice("Haftar", value="a-1"),
    Choice("Haftar", "new", "a-9", companion=NEW),
    Choice("the author", value="author"),
)


def _choices(form: Form, slot: Slot, query: str) -> Sequence[Choice]:
    if slot.type == "part":
        return [Choice("said", spans=(Span(7, 11),)), Choice("left", spans=(Span(50, 54),))]
    if slot.type == "attribute":
        return [Choice(value, value=value) for value in slot.values]
    return [choice for choice in CHOICES if query in choice.label and (choice.value != "author" or "author" in slot.to)]


def _form(layer: str, record: Record | None = None, editor: Editor | None = None) -> Form:
    editor = editor or editor_of(TEXT, HAFTAR, *([record] if record else []))
    return Form(editor, CODEBOOK.layer(layer), record or Record(layer, "x-1"), record is None, _choices)


def test_slots_are_walked_round() -> None:
    form = _form("stance")
    assert [slot.name for slot in form.slots] == ["holder", "target", "polarity", "evidence"]
    form.said = "something"
    form.go(-1)
    assert (form.slot.name, form.said) == ("evidence", "")
    form.go(2)
    assert form.slot.name == "target"
    form.go_to("polarity")
    assert form.slot.name == "polarity"


def test_a_choice_is_put_into_the_slot() -> None:
    form = _form("claim")
    form.take(form.choices()[0])
    assert form.record.values == {"source": "a-1"}
    assert [form.holds(choice) for choice in form.choices()] == [True, False, False]
    form.take(Choice("nothing"))
    assert form.record.values == {"source": "a-1"}
    form.go_to("cue")
    form.take(form.choices()[1])
    assert form.record.parts == {"cue": (Fragment(50, 54, "left"),)}
    assert [form.holds(choice) for choice in form.choices()] == [False, True]


def test_choices_are_asked_for_once_until_the_draft_changes() -> None:
    asked: list[str] = []

    def choices(form: Form, slot: Slot, query: str) -> Sequence[Choice]:
        asked.append(f"{slot.name} {query}".strip())
        return _choices(form, slot, query)

    form = _form("claim")
    form.choices_of = choices
    assert form.choices() == form.choices()
    assert form.choices("author") == [CHOICES[2]]
    assert asked == ["source", "source author"]
    form.press("s")
    form.take(CHOICES[0])
    form.choices()
    assert asked[2:] == ["source"]


def test_a_list_gathers_choices_and_lets_go_of_one_chosen_again() -> None:
    form = _form("event")
    form.take(CHOICES[0])
    form.take(CHOICES[1])
    assert form.record.values == {"participants": ("a-1", "a-9")}
    assert [form.holds(choice) for choice in form.choices()] == [True, True]
    form.take(CHOICES[0])
    assert form.record.values == {"participants": ("a-9",)}
    form.take(Choice("both", value=("a-9", "a-1")))
    assert form.record.values == {"participants": ("a-1",)}
    form.go_to("topics")
    assert form.press("w")
    assert form.press("o")
    assert form.record.values["topics"] == ("war", "oil")
    assert form.press("w")
    assert form.record.values["topics"] == ("oil",)


def test_a_key_sets_a_value_here_or_in_the_only_slot_that_knows_it() -> None:
    form = _form("stance")
    assert form.press("-")
    assert (form.record.values, form.said) == ({"polarity": "oppose"}, "polarity: oppose")
    form.go_to("polarity")
    assert form.press("~")
    assert (form.record.values, form.said) == ({"polarity": "mixed"}, "")
    assert not form.press("z")
    event = _form("event")
    assert not event.press("2")
    assert event.press("l")
    assert event.record.values == {"severity": "low"}
    assert event.press("w")
    ambiguous = _form("event")
    assert not ambiguous.press("a") or ambiguous.record.values == {"topics": ("aid",)}


def test_values_and_proposals_are_walked_through() -> None:
    form = _form("stance")
    form.go_to("polarity")
    seen = []
    for _ in range(4):
        form.cycle(1)
        seen.append(form.record.values["polarity"])
    assert seen == ["support", "oppose", "mixed", "support"]
    form.cycle(-1)
    assert form.record.values["polarity"] == "mixed"
    other = _form("stance")
    other.go_to("polarity")
    other.cycle(-1)
    assert other.record.values["polarity"] == "mixed"
    other.go_to("holder")
    for expected in ("a-1", "a-9", "author", "a-1"):
        other.cycle(1)
        assert other.record.values["holder"] == expected
    other.cycle(-1)
    assert other.record.values["holder"] == "author"
    fresh = _form("stance")
    fresh.cycle(-1)
    assert fresh.record.values["holder"] == "author"
    fresh.go_to("evidence")
    fresh.cycle(1)
    fresh.cycle(1)
    assert fresh.record.parts["evidence"][0].quote == "left"


def test_walking_through_a_list_changes_the_last_one_that_it_holds() -> None:
    form = _form("event")
    form.cycle(1)
    assert form.record.values["participants"] == ("a-1",)
    form.cycle(1)
    assert form.record.values["participants"] == ("a-9",)
    form.take(CHOICES[0])
    assert form.record.values["participants"] == ("a-9", "a-1")
    form.go_to("topics")
    form.cycle(1)
    form.cycle(1)
    assert form.record.values["topics"] == ("oil",)
    form.go_to("remark")
    form.cycle(1)
    assert "remark" not in form.record.values


def test_texts_and_numbers_are_typed() -> None:
    form = _form("event")
    form.go_to("victims")
    form.set_text("0")
    assert form.record.values == {"victims": 0}
    for wrong in ("two", "1.5"):
        with pytest.raises(EditError, match=f"victims: “{wrong}” is not a whole number"):
            form.set_text(wrong)
    form.set_text("")
    assert form.record.values == {}
    form.go_to("remark")
    form.set_text("as the text says")
    assert form.record.values == {"remark": "as the text says"}
    form.go_to("severity")
    form.set_text("hi")
    assert form.record.values["severity"] == "high"
    form.set_text("low")
    assert form.record.values["severity"] == "low"
    with pytest.raises(EditError, match="severity: “x” is none of low, high"):
        form.set_text("x")
    stance = _form("stance")
    stance.go_to("polarity")
    with pytest.raises(EditError, match="none of support, oppose, mixed"):
        stance.set_text("z")
    stance.set_text("")
    assert stance.record.values == {}


def test_fragments_are_set_added_and_taken_away_from_the_end() -> None:
    form = _form("claim")
    form.go_to("content")
    form.set_spans([Span(17, 23)])
    form.add_span(Span(7, 11))
    assert [one.quote for one in form.record.parts["content"]] == ["said", "Saddam"]
    for span in (Span(10, 13), Span(17, 23)):
        with pytest.raises(EditError, match="overlaps a fragment that is there already"):
            form.add_span(span)
    form.add_span(Span(11, 12))
    form.empty()
    assert [one.quote for one in form.record.parts["content"]] == ["said", " "]
    form.empty()
    form.empty()
    form.empty()
    assert form.record.parts == {}
    form.go_to("source")
    form.take(CHOICES[0])
    form.empty()
    assert form.record.values == {}


def test_a_required_slot_that_is_empty_is_named_and_gone_to() -> None:
    form = _form("stance")
    form.take(CHOICES[0])
    assert [slot.name for slot in form.missing()] == ["target", "polarity"]
    form.go_to("evidence")
    with pytest.raises(EditError, match="target is missing"):
        form.commit()
    assert form.slot.name == "target"
    assert len(form.editor.state) == 1
    claim = _form("claim")
    with pytest.raises(EditError, match="content is missing"):
        claim.commit()
    assert claim.slot.name == "content"


def test_companions_are_made_only_where_the_record_points_to_them() -> None:
    form = _form("stance")
    form.take(CHOICES[1])
    form.go_to("target")
    form.take(CHOICES[0])
    form.press("+")
    assert form.commit().title == "stance made, with 1 actor"
    assert form.editor.state.records.keys() == {"a-1", "a-9", "x-1"}
    other = _form("stance")
    other.take(CHOICES[1])
    other.take(CHOICES[2])
    other.go_to("target")
    other.take(CHOICES[0])
    other.press("+")
    assert other.commit().title == "stance made"
    assert other.editor.state.records.keys() == {"a-1", "x-1"}
    form.editor.undo()
    assert form.editor.state.records.keys() == {"a-1"}


def test_two_companions_are_told() -> None:
    form = _form("event")
    form.take(CHOICES[1])
    form.take(Choice("Saddam", value="a-8", companion=actor("a-8", 24)))
    form.go_to("words")
    form.set_spans([Span(0, 5)])
    assert form.commit().title == "event made, with 2 actors"


def test_a_companion_for_the_same_words_is_the_same() -> None:
    form = _form("stance")
    form.take(CHOICES[1])
    again = Choice("Haftar", "new", "a-7", companion=actor("a-7", 43))
    form.go_to("target")
    form.choices_of = lambda *_: [again]
    assert form.choices() == [Choice("Haftar", "new", "a-9", companion=NEW)]
    form.take(again)
    assert form.record.values == {"holder": "a-9", "target": "a-9"}
    assert list(form.companions) == ["a-9"]


def test_a_record_is_changed_in_its_form() -> None:
    claim = Record("claim", "c-1", {"content": (Fragment(7, 11, "said"),)}, {"source": "a-1"})
    form = _form("claim", claim)
    form.take(CHOICES[1])
    assert form.commit().title == "claim changed, with 1 actor"
    assert form.editor.state.records["c-1"].values == {"source": "a-9"}
    same = _form("claim", claim)
    with pytest.raises(EditError, match="that changes nothing"):
        same.commit()


def test_a_record_that_was_changed_meanwhile_is_not_overwritten() -> None:
    claim = Record("claim", "c-1", {"content": (Fragment(7, 11, "said"),)})
    for change in (lambda editor: editor.flag("c-1"), lambda editor: editor.remove(["c-1"])):
        form = _form("claim", claim)
        form.take(CHOICES[0])
        change(form.editor)
        state = form.editor.state
        with pytest.raises(EditError, match="c-1 was changed meanwhile"):
            form.commit()
        assert form.editor.state is state
