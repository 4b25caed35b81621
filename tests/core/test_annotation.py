"""Records and the states that hold them."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given

from tests.core.strategies import actor, state_of, states
from workbench.core.annotation import Annotations, Fragment, Header, Record, target_kind
from workbench.core.span import Span

TWO = Record(
    "claim",
    "c-000001",
    {"content": (Fragment(20, 24, "what"), Fragment(30, 34, "more")), "cue": (Fragment(12, 16, "said"),)},
    {"source": "a-000001", "certainty": "hedged"},
)


def _refers(record_id: str, *targets: str, many: bool = False) -> Record:
    return Record("event", record_id, {}, {"participants": targets if many else targets[0]})


def test_the_fragments_come_with_the_names_of_their_parts() -> None:
    assert [(part, fragment.quote) for part, fragment in TWO.fragments()] == [
        ("content", "what"),
        ("content", "more"),
        ("cue", "said"),
    ]


def test_a_record_stands_where_its_first_fragment_stands() -> None:
    assert TWO.span == Span(12, 16)
    assert Record("claim", "c", {"a": (Fragment(3, 9, "x"),), "b": (Fragment(3, 5, "x"),)}).span == Span(3, 5)
    assert Record("claim", "c").span is None
    assert Fragment(3, 5, "ab").span == Span(3, 5)


def test_a_value_is_read_as_text_or_as_references() -> None:
    many = _refers("e", "a", "b", many=True)
    assert TWO.text("certainty") == "hedged"
    assert TWO.text("issue") == ""
    assert many.text("participants") == "a, b"
    assert Record("event", "e", {}, {"victims": 0}).text("victims") == "0"
    assert many.references("participants") == ("a", "b")
    assert TWO.references("source") == ("a-000001",)
    assert TWO.references("issue") == ()
    assert TWO.with_value("source", "").references("source") == ()
    assert Record("claim", "c", {}, {"source": ""}).references("source") == ()


def test_a_value_is_set_replaced_and_emptied() -> None:
    other = TWO.with_value("certainty", "asserted")
    assert other.values == {"source": "a-000001", "certainty": "asserted"}
    assert TWO.values["certainty"] == "hedged"
    for empty in (None, "", ()):
        assert TWO.with_value("certainty", empty).values == {"source": "a-000001"}
    assert TWO.with_value("victims", 0).values["victims"] == 0


def test_a_part_is_set_in_the_order_of_the_text_and_emptied() -> None:
    late, early = Fragment(9, 12, "two"), Fragment(1, 4, "one")
    assert TWO.with_part("cue", (late, early)).parts["cue"] == (early, late)
    assert TWO.with_part("cue", (late,)).parts["content"] == TWO.parts["content"]
    assert "cue" not in TWO.with_part("cue", ()).parts


def test_a_new_file_is_open_and_of_the_first_codebook() -> None:
    header = Header("libya", "0" * 64, "coder")
    assert (header.status, header.codebook, header.refused, header.rejected) == ("open", 1, (), ())


def test_records_come_in_the_order_of_the_files() -> None:
    state = state_of(actor("a-b", 5), actor("a-c", 2), actor("a-a", 5), actor("a-d", 5, quote="Al"), TWO)
    assert [record.id for record in state.of_layer("actor")] == ["a-c", "a-d", "a-a", "a-b"]
    assert state.order_key(TWO) == (12, 16, "c-000001")
    assert len(state) == 5
    assert len(state_of()) == 0


def test_a_record_without_a_part_stands_where_what_it_refers_to_stands() -> None:
    plain, through = _refers("e-1", "gone", "a-1", many=True), _refers("e-2", "e-1")
    state = state_of(actor("a-1", 7), plain, through, _refers("e-3", "entity:a-1"))
    assert state.place(plain) == Span(7, 13)
    assert state.order_key(through) == (7, 13, "e-2")
    assert state.place(state.records["e-3"]) is None
    assert state.order_key(state.records["e-3"]) == (sys.maxsize, sys.maxsize, "e-3")


def test_records_that_refer_to_each_other_in_a_circle_have_no_place() -> None:
    circle = [_refers(f"e-{n}", *(f"e-{m}" for m in range(30)), many=True) for n in range(30)]
    state = state_of(*circle)
    assert state.place(circle[0]) is None
    assert state_of(*circle, actor("a-1", 3)).place(circle[0]) is None
    beside = state_of(*circle[1:], _refers("e-0", "e-1", "a-1", many=True), actor("a-1", 3))
    assert beside.place(beside.records["e-29"]) == Span(3, 9)


def test_who_points_to_a_record() -> None:
    state = state_of(
        actor("a-1"), _refers("e-1", "a-2", "a-1", many=True), _refers("e-2", "a-1"), _refers("e-3", "a-2")
    )
    assert [record.id for record in state.referring("a-1")] == ["e-1", "e-2"]
    assert [record.id for record in state.referring_to({"a-1", "a-2"})] == ["e-1", "e-2", "e-3"]
    assert state.referring("a-") == []


@given(states)
def test_nothing_points_to_what_nobody_names(state: Annotations) -> None:
    assert state.referring("a-000001") == []


@pytest.mark.parametrize(
    ("reference", "kind"),
    [
        ("author", ("author", "")),
        ("entity:haftar", ("entity", "haftar")),
        ("entity:cameo:LBY", ("entity", "cameo:LBY")),
        ("issue:war", ("issue", "war")),
        ("a-19d2xe", ("record", "a-19d2xe")),
    ],
)
def test_a_reference_says_what_kind_of_thing_it_points_to(reference: str, kind: tuple[str, str]) -> None:
    assert target_kind(reference) == kind


def test_annotations_without_a_record_are_not_nothing() -> None:
    assert Annotations(Header("a", "", "me"))
    assert len(Annotations(Header("a", "", "me"))) == 0
