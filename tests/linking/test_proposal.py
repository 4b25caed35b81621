from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.linking.catalogue import CATALOGUE
from workbench.linking.proposal import new_alias, proposed_id


@pytest.mark.parametrize(
    ("entity_id", "words", "alias"),
    [
        ("khalifa-haftar", "Gen. Hefter", "Hefter"),
        ("khalifa-haftar", "Field Marshal Khalifa Hefter’s", "Khalifa Hefter"),
        ("khalifa-haftar", "General Haftar", None),
        ("khalifa-haftar", "HAFTAR", None),
        ("khalifa-haftar", "Haftar's", None),
        ("khalifa-haftar", "“Khalifa\n  Hafter”,", "Khalifa Hafter"),
        ("khalifa-haftar", "he", None),
        ("khalifa-haftar", "His", None),
        ("khalifa-haftar", "General", None),
        ("khalifa-haftar", "Prime Minister", None),
        ("khalifa-haftar", "the commander", None),
        ("khalifa-haftar", "H", None),
        ("khalifa-haftar", "2011", None),
        ("khalifa-haftar", "—", None),
        ("khalifa-haftar", "", None),
        ("gm", "General Electric", "General Electric"),
        ("russia", "the Kremlin", "Kremlin"),
        ("us", "USA", "USA"),
        ("us", "U.S.A.", "U.S.A."),
        ("russia", "US", "US"),
        ("russia", "us", None),
        ("libya", "Jamahiriya.", "Jamahiriya"),
        ("libya", "Jamahiriya (Libya)", "Jamahiriya (Libya)"),
        ("libya", "(Jamahiriya)", "Jamahiriya"),
        ("libya", "ليبيا", "ليبيا"),
    ],
)
def test_the_alias_to_offer(entity_id: str, words: str, alias: str | None) -> None:
    assert new_alias(CATALOGUE.entities[entity_id], words) == alias


@given(st.text(max_size=30), st.sampled_from(sorted(CATALOGUE.entities)))
def test_an_alias_once_taken_is_not_offered_again(words: str, entity_id: str) -> None:
    entity = CATALOGUE.entities[entity_id]
    alias = new_alias(entity, words)
    if alias is not None:
        assert sum(map(str.isalpha, alias)) >= 2
        assert new_alias(replace(entity, aliases=(*entity.aliases, alias)), words) is None


@pytest.mark.parametrize(
    ("name", "taken", "slug"),
    [
        ("Jalel Harchaoui", (), "jalel-harchaoui"),
        ("Jalel Harchaoui", ("jalel-harchaoui",), "jalel-harchaoui-2"),
        ("Jalel Harchaoui", ("jalel-harchaoui", "jalel-harchaoui-2"), "jalel-harchaoui-3"),
        ("Conor O’Brien", (), "conor-obrien"),
        ("Zürich", (), "zurich"),
        ("خليفة حفتر", (), "khlyfh-hftr"),
        ("习近平", (), "xijinping"),
        ("!!!", (), "entity"),
        ("", ("entity",), "entity-2"),
        ("NIL", (), "nil-2"),
    ],
)
def test_the_id_of_a_new_entity(name: str, taken: tuple[str, ...], slug: str) -> None:
    assert proposed_id(name, taken) == slug


@given(st.text(), st.frozensets(st.sampled_from(["entity", "a", "b", "a-2", "nil"])))
def test_an_id_is_free_and_plain(name: str, taken: frozenset[str]) -> None:
    proposed = proposed_id(name, taken)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", proposed)
    assert proposed not in taken
    assert proposed != "nil"
    assert len(proposed) <= 70
