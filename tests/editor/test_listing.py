"""Rows: an entity, or a wording, is one; what has no part stands where it points."""

from __future__ import annotations

from tests.core.strategies import CODEBOOK, actor, state_of
from workbench.core.annotation import Record
from workbench.editor.listing import Listing, ListRow

ACTORS, EVENTS = CODEBOOK.layer("actor"), CODEBOOK.layer("event")
STATE = state_of(
    actor("a-1", 40, entity="haftar"),
    actor("a-2", 10, quote="Saddam  Haftar"),
    actor("a-3", 0, entity="nil", quote="Experts"),
    actor("a-4", 20, entity="haftar", quote="him"),
    actor("a-5", 60, quote="saddam\nhaftar"),
    actor("a-6", 70, quote="experts"),
    Record("actor", "a-7"),
    Record("event", "e-1", {}, {"participants": ("a-1",)}),
    Record("event", "e-2", {}, {"participants": ("a-2",)}),
)


def test_mentions_are_grouped_by_entity_and_by_wording() -> None:
    listing = Listing(ACTORS, STATE)
    assert list(listing.rows()) == [
        ListRow("words:experts", ("a-3", "a-6")),
        ListRow("words:saddam haftar", ("a-2", "a-5")),
        ListRow("entity:haftar", ("a-4", "a-1")),
        ListRow("a-7", ("a-7",)),
    ]
    assert (listing.count, len(listing)) == (7, 4)
    assert [listing.number_of(one) for one in ("a-6", "a-5", "a-1", "a-7", "e-1")] == [0, 1, 2, 3, None]


def test_a_changed_mention_changes_its_row() -> None:
    listing = Listing(ACTORS, STATE)
    before, after = STATE.records["a-4"], actor("a-4", 20, quote="him")
    listing.change(before, after, state_of(*{**STATE.records, "a-4": after}.values()))
    assert listing.row(2) == ListRow("words:him", ("a-4",))
    assert listing.row(3) == ListRow("entity:haftar", ("a-1",))
    listing.change(after, None, STATE)
    listing.change(None, None, STATE)
    assert listing.number_of("a-4") is None
    assert (listing.count, len(listing)) == (6, 4)


def test_a_record_without_a_part_moves_with_what_it_points_to() -> None:
    listing = Listing(EVENTS, STATE)
    assert [row.group for row in listing.rows()] == ["e-2", "e-1"]
    moved = actor("a-1", 0, entity="haftar")
    state = state_of(*{**STATE.records, "a-1": moved}.values())
    listing.change(STATE.records["a-1"], moved, state)
    assert (
        list(listing.rows())
        == list(Listing(EVENTS, state).rows())
        == [ListRow("e-1", ("e-1",)), ListRow("e-2", ("e-2",))]
    )
