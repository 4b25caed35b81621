"""Entities and the catalogue that resolves merges."""

from __future__ import annotations

import pytest

from workbench.core.entity import KINDS, NIL, Catalogue, Entity

HAFTAR = Entity("haftar", "Khalifa Haftar", "person", ("Haftar", "Hifter", "Haftar"))
CATALOGUE = Catalogue.of(
    (
        HAFTAR,
        Entity("old", "Hiftar", merged_into="older"),
        Entity("older", "Belqasim", merged_into="haftar"),
        Entity("lost", "Lost", merged_into="gone"),
        Entity("round", "Round", merged_into="about"),
        Entity("about", "About", merged_into="round"),
        Entity("self", "Self", merged_into="self"),
        Entity("haftar", "Another"),
    )
)


@pytest.mark.parametrize(
    ("entity_id", "found"),
    [
        ("haftar", "haftar"),
        ("older", "haftar"),
        ("old", "haftar"),
        ("lost", None),
        ("gone", None),
        ("round", None),
        ("self", None),
        (NIL, None),
    ],
)
def test_an_id_resolves_through_merges(entity_id: str, found: str | None) -> None:
    entity = CATALOGUE.resolve(entity_id)
    assert (entity.id if entity else None) == found


def test_the_first_of_two_entities_with_one_id_counts() -> None:
    assert CATALOGUE.resolve("haftar") is HAFTAR
    assert len(CATALOGUE) == 7
    assert [entity.id for entity in CATALOGUE][:2] == ["haftar", "old"]
    assert "old" in CATALOGUE
    assert "gone" not in CATALOGUE


def test_an_entity_is_added_or_put_in_the_place_of_another() -> None:
    more = CATALOGUE.with_entity(Entity("gone", "Gone"))
    assert (len(more), len(CATALOGUE)) == (8, 7)
    assert more.resolve("lost") == Entity("gone", "Gone")
    other = Entity("haftar", "K. Haftar")
    assert CATALOGUE.with_entity(other).resolve("old") is other
    assert [entity.id for entity in CATALOGUE.with_entity(other)] == [entity.id for entity in CATALOGUE]


def test_names_are_told_once_the_name_first() -> None:
    assert HAFTAR.names == ("Khalifa Haftar", "Haftar", "Hifter")
    assert Entity("x", "X", aliases=("Y", "X")).names == ("X", "Y")
    assert Entity("x", "X").kind in KINDS
