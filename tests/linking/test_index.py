from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.linking.catalogue import CATALOGUE
from workbench.core.entity import Catalogue, Entity
from workbench.linking.index import Candidate, CatalogueIndex, Mode, NameIndex, Query
from workbench.linking.shard import Shard
from workbench.linking.wide import WideIndex


def half_large(catalogue: Catalogue) -> WideIndex:
    """Every second entity is the project's own, the others stand in two large catalogues."""
    entities = list(catalogue)
    return WideIndex.of(Catalogue.of(entities[::2]), [Shard.of(entities[1::4]), Shard.of(entities[3::4])])


KINDS_OF_INDEX: dict[str, Callable[[Catalogue], NameIndex]] = {
    "in dictionaries": CatalogueIndex.of,
    "own beside none": lambda catalogue: WideIndex.of(catalogue, []),
    "large": lambda catalogue: WideIndex.of(Catalogue(), [Shard.of(catalogue)]),
    "half large": half_large,
}
INDEX: NameIndex = CatalogueIndex.of(CATALOGUE)
index_of: Callable[[Catalogue], NameIndex] = CatalogueIndex.of


@pytest.fixture(scope="module", autouse=True, params=KINDS_OF_INDEX)
def every_kind_of_index(request: pytest.FixtureRequest) -> Iterator[None]:
    """All that is tested here holds for every index."""
    global INDEX, index_of
    index_of = KINDS_OF_INDEX[request.param]
    INDEX = index_of(CATALOGUE)
    yield
    INDEX, index_of = CatalogueIndex.of(CATALOGUE), CatalogueIndex.of


def ids(query: Query, limit: int = 10, index: NameIndex | None = None) -> list[str]:
    return [candidate.id for candidate in (index or INDEX).search(query, limit)]


def only(query: Query, entity_id: str, index: NameIndex | None = None) -> Candidate:
    return next(candidate for candidate in (index or INDEX).search(query, 50) if candidate.id == entity_id)


@pytest.mark.parametrize(
    ("text", "expected", "mode"),
    [
        ("Khalifa Haftar", "khalifa-haftar", "mention"),
        ("Haftar", "khalifa-haftar", "mention"),
        ("Gen. Hifter", "khalifa-haftar", "mention"),
        ("Field Marshal Hiftar", "khalifa-haftar", "mention"),
        ("K. Haftar", "khalifa-haftar", "mention"),
        ("Haftar, Khalifa", "khalifa-haftar", "mention"),
        ("S. Haftar", "saddam-haftar", "mention"),
        ("Qadhafi", "muammar-gaddafi", "mention"),
        ("Moamer Kadhafi", "muammar-gaddafi", "mention"),
        ("President Obama", "barack-obama", "mention"),
        ("Mrs. Michelle Obama", "michelle-obama", "mention"),
        ("Vladmir Putin", "vladimir-putin", "mention"),
        ("Шойгу", "sergei-shoigu", "mention"),
        ("习近平", "xi-jinping", "mention"),
        ("J. F. Kennedy", "john-f-kennedy", "mention"),
        ("Ursula Mueller", "ursula-muller", "mention"),
        ("RUSI", "rusi", "mention"),
        ("the Royal United Service Institute", "rusi", "mention"),
        ("OPCW", "opcw", "mention"),
        ("EU", "eu", "mention"),
        ("U.N.", "un", "mention"),
        ("U.S.", "us", "mention"),
        ("US", "us", "mention"),
        ("USA", "us", "mention"),
        ("US Africa Command", "africom", "mention"),
        ("General Motors", "gm", "mention"),
        ("Al-Qa’ida", "al-qaeda", "mention"),
        ("Sanaa", "sanaa", "mention"),
        ("Zurich", "zurich", "mention"),
        ("Cote d'Ivoire", "ivory-coast", "mention"),
        ("Belqasim", "khalifa-haftar", "mention"),
        ("khal", "khalifa-haftar", "typing"),
        ("obama b", "barack-obama", "typing"),
        ("mich", "michelle-obama", "typing"),
        ("von der", "ursula-leyen", "typing"),
        ("rusi", "rusi", "typing"),
        ("unh", "unhcr", "typing"),
        ("washington p", "wapo", "typing"),
        ("libyan nat", "lna", "typing"),
        ("z", "zurich", "typing"),
        ("xi", "xi-jinping", "typing"),
        ("un", "un", "typing"),
        ("kind:media s", "spiegel", "typing"),
        ("kind:org africa", "africom", "typing"),
        ("obama :: president", "barack-obama", "typing"),
        ("Obama :: auth", "michelle-obama", "typing"),
        (":: carmaker", "gm", "typing"),
    ],
)
def test_the_right_entity_is_first(text: str, expected: str, mode: Mode) -> None:
    assert ids(Query(text, mode))[:1] == [expected]


@pytest.mark.parametrize(
    ("text", "entity_id", "mode", "reason"),
    [
        ("Haftar", "khalifa-haftar", "mention", "exact alias"),
        ("khalifa HAFTAR", "khalifa-haftar", "mention", "exact name"),
        ("General Haftar", "khalifa-haftar", "mention", "exact alias"),
        ("Khalyfa Heftar", "khalifa-haftar", "mention", "same consonants"),
        ("RUSI", "rusi", "mention", "acronym of Royal United Services Institute"),
        ("M. Obama", "michelle-obama", "mention", "initials fit"),
        ("Obama", "barack-obama", "mention", "shares whole words"),
        ("vlad", "vladimir-putin", "typing", "starts with"),
        ("Benghasy", "benghazi", "mention", "same consonants"),
        ("Merkle", "angela-merkel", "mention", "similar spelling"),
    ],
)
def test_every_candidate_says_why(text: str, entity_id: str, mode: Mode, reason: str) -> None:
    assert reason in only(Query(text, mode), entity_id).reasons


def test_persons_have_no_acronym() -> None:
    assert not any(
        reason.startswith("acronym")
        for c in INDEX.search(Query("BO"), 50)
        for reason in c.reasons
        if c.kind == "person"
    )


def test_a_candidate_carries_what_a_picker_shows() -> None:
    found = INDEX.search(Query("Hifter"), 1)[0]
    assert (found.name, found.alias, found.kind) == ("Khalifa Haftar", "Khalifa Hifter", "person")
    assert found.description == "commander in eastern Libya"


def test_the_roster_decides_between_equals() -> None:
    kennedys = {"john-f-kennedy", "robert-kennedy"}
    for known in kennedys:
        found = INDEX.search(Query("Kennedy", roster=frozenset({known})), 2)
        assert found[0].id == known
        assert "known in this project" in found[0].reasons
        assert {c.id for c in found} == kennedys


def test_an_entity_linked_in_this_article_comes_before_one_of_the_roster() -> None:
    query = Query("Kennedy", linked=frozenset({"robert-kennedy"}), roster=frozenset({"john-f-kennedy"}))
    assert ids(query)[0] == "robert-kennedy"
    assert "linked in this article" in only(query, "robert-kennedy").reasons


def test_a_link_to_an_entity_that_was_merged_counts_for_its_target() -> None:
    candidate = only(Query("Hafter", linked=frozenset({"old-haftar"})), "khalifa-haftar")
    assert "linked in this article" in candidate.reasons


def test_being_linked_lifts_nothing_above_an_exact_name() -> None:
    query = Query("Libya", linked=frozenset({"lna"}), roster=frozenset({"lna", "khalifa-haftar"}))
    assert ids(query)[0] == "libya"


def test_the_kind_of_the_mention_pulls() -> None:
    entities = [Entity("town", "Springfield", "place"), Entity("paper", "Springfield", "media")]
    index = index_of(Catalogue.of(entities))
    for entity in entities:
        found = index.search(Query("Springfield", kind=entity.kind), 2)
        assert found[0].id == entity.id
        assert "same kind" in found[0].reasons


def test_what_was_refused_does_not_come_back_first_and_is_not_lost() -> None:
    query = Query("Haftar", refused=frozenset({"khalifa-haftar"}))
    found = ids(query, 3)
    assert found[0] == "saddam-haftar"
    assert found[-1] == "khalifa-haftar"
    assert "refused before" in only(query, "khalifa-haftar").reasons


def test_a_query_without_words_lists_the_article_then_the_project() -> None:
    query = Query("", linked=frozenset({"wagner"}), roster=frozenset({"brak", "algeria"}))
    assert ids(query) == ["wagner", "algeria", "brak"]
    assert ids(Query(" ")) == []


def test_filters_let_only_what_they_name_through() -> None:
    assert set(ids(Query("kind:media"))) == {"wapo", "spiegel"}
    assert {c.kind for c in INDEX.search(Query("kind:per haftar"), 50)} == {"person"}
    assert ids(Query("Obama :: carmaker")) == []
    assert ids(Query(":: militia")) == ["lna"]


@pytest.mark.parametrize("text", ["haftar", "H", "the", "kind:org u", "Obama :: president"])
def test_the_limit_is_kept(text: str) -> None:
    assert len(ids(Query(text), 2)) <= 2
    assert ids(Query(text), 0) == []


def test_a_merged_entity_is_never_a_candidate() -> None:
    assert "old-haftar" not in ids(Query("Khalifa Belqasim Haftar"), 50)
    assert only(Query("Belqasim"), "khalifa-haftar").alias == "Belqasim"


def test_merges_in_a_circle_are_nobody() -> None:
    index = index_of(Catalogue.of([Entity("a", "Ada", merged_into="b"), Entity("b", "Ada B", merged_into="a")]))
    assert ids(Query("Ada"), index=index) == []


def test_a_new_entity_is_found_and_the_first_index_stays_as_it_was() -> None:
    wider = INDEX.with_entity(Entity("jalel-harchaoui", "Jalel Harchaoui", "person"))
    assert ids(Query("Harshawi"), index=wider)[0] == "jalel-harchaoui"
    assert "jalel-harchaoui" not in ids(Query("Jalel Harchaoui"), 50)


def test_a_new_alias_is_found() -> None:
    wider = INDEX.with_alias("wagner", "The Musicians")
    found = wider.search(Query("the musicians"), 1)[0]
    assert (found.id, found.alias) == ("wagner", "The Musicians")
    with pytest.raises(KeyError):
        INDEX.with_alias("nobody", "Nobody")


def test_a_replaced_entity_loses_its_old_names() -> None:
    renamed = INDEX.with_entity(Entity("zurich", "Turicum", "place"))
    assert ids(Query("Turicum"), index=renamed)[0] == "zurich"
    assert not any(c.exact for c in renamed.search(Query("Zürich"), 50))
    again = renamed.with_entity(Entity("zurich", "Tsüri", "place"))
    assert not any(c.exact for c in again.search(Query("Turicum"), 50))


def test_a_merge_takes_effect_at_once_and_can_be_taken_back() -> None:
    entity = CATALOGUE.entities["saddam-haftar"]
    merged = INDEX.with_entity(replace(entity, merged_into="khalifa-haftar"))
    assert ids(Query("Saddam Haftar"), 50, merged)[0] == "khalifa-haftar"
    assert "saddam-haftar" not in ids(Query("Saddam Haftar"), 50, merged)
    assert ids(Query("Saddam Haftar"), 50, merged.with_entity(entity))[0] == "saddam-haftar"


def test_a_target_that_comes_later_takes_what_was_merged_into_it() -> None:
    index = index_of(Catalogue.of([Entity("old", "Old Name", merged_into="new")]))
    assert ids(Query("Old Name"), index=index) == []
    later = index.with_entity(Entity("new", "New Name"))
    assert only(Query("Old Name", roster=frozenset({"old"})), "new", later).reasons == (
        "exact alias",
        "known in this project",
    )


def test_many_additions_are_all_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.linking.index._FRESH", 64)
    index = index_of(Catalogue.of([Entity("first", "Firstborn")]))
    for number in range(70):
        index = index.with_entity(Entity(f"e{number}", f"Serial {number}x"))
    for number in (0, 35, 63, 64, 69):
        assert ids(Query(f"Serial {number}x"), 1, index) == [f"e{number}"]
    assert ids(Query("Firstborn"), 1, index) == ["first"]


def test_order_does_not_depend_on_the_order_of_the_catalogue() -> None:
    backwards = index_of(Catalogue.of(reversed(list(CATALOGUE))))
    for text in ("Kennedy", "United", "Haftar", "u", "Obama"):
        assert ids(Query(text), 20) == ids(Query(text), 20, backwards)


NAMES = st.sampled_from([name for entity in CATALOGUE for name in entity.names])
TEXTS = st.one_of(
    NAMES, NAMES.flatmap(lambda name: st.integers(0, len(name)).map(lambda at: name[:at])), st.text(max_size=20)
)
QUERIES = st.builds(
    Query,
    text=TEXTS,
    mode=st.sampled_from(["mention", "typing"]),
    kind=st.sampled_from(["", "person", "media"]),
    linked=st.frozensets(st.sampled_from(sorted(CATALOGUE.entities)), max_size=3),
    roster=st.frozensets(st.sampled_from(sorted(CATALOGUE.entities)), max_size=9),
    refused=st.frozensets(st.sampled_from(sorted(CATALOGUE.entities)), max_size=2),
)


@given(QUERIES, st.integers(1, 60))
def test_no_entity_comes_twice_scores_fall_and_every_candidate_has_a_reason(query: Query, limit: int) -> None:
    found = INDEX.search(query, limit)
    assert len({candidate.id for candidate in found}) == len(found) <= limit
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)
    assert all(c.reasons and all(c.reasons) for c in found)
    assert all(CATALOGUE.resolve(c.id) is CATALOGUE.entities[c.id] for c in found)
    assert all(
        c.alias in {name for e in CATALOGUE if CATALOGUE.resolve(e.id).id == c.id for name in e.names} for c in found
    )


@given(NAMES, st.sampled_from(["mention", "typing"]))
def test_every_name_finds_an_entity_that_has_it_first(name: str, mode: Mode) -> None:
    found = INDEX.search(Query(name, mode), 1)[0]
    assert found.exact
