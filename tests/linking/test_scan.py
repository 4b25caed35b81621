from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.linking.catalogue import CATALOGUE
from workbench.core.entity import Catalogue, Entity
from workbench.core.span import Span
from workbench.linking.fold import fold
from workbench.linking.scan import Found, Scanner

SCANNER = Scanner(CATALOGUE)


def found(text: str, scanner: Scanner = SCANNER) -> list[tuple[str, str]]:
    return [(text[span.start : span.end], "+".join(ids)) for span, ids in scanner.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("General Khalifa Haftar said", [("Khalifa Haftar", "khalifa-haftar")]),
        ("Haftar’s son, Saddam Haftar's men", [("Haftar", "khalifa-haftar"), ("Saddam Haftar", "saddam-haftar")]),
        ("Khalifa\nHaftar", [("Khalifa\nHaftar", "khalifa-haftar")]),
        ("Khalifa\n\nHaftar", [("Haftar", "khalifa-haftar")]),
        ("haftar HAFTAR Haftars", [("HAFTAR", "khalifa-haftar")]),
        ("Belqasim", [("Belqasim", "khalifa-haftar")]),
        ("the US told us, Us and US-backed", [("US", "us"), ("US", "us")]),
        ("the U.S. and the U.S.’s plan in the U.S.", [("U.S.", "us")] * 3),
        ("U.S.-Russia ties", [("U.S.", "us"), ("Russia", "russia")]),
        ("u.s. U.S.S.R. A.U.S.", []),
        ("the U.S. Africa Command", [("U.S. Africa Command", "africom")]),
        ("United States of America", [("United States of America", "us")]),
        ("United States of Mind", [("United States", "us")]),
        ("Al-Qaeda, al‑Qaeda and al Qaeda", [(name, "al-qaeda") for name in ("Al-Qaeda", "al‑Qaeda", "al Qaeda")]),
        ("al-qaeda", []),
        ("natal Qaeda", []),
        ("Sana'a Sana’a Sanaa sanaa", [(name, "sanaa") for name in ("Sana'a", "Sana’a", "Sanaa")]),
        ("l’Algérie, L'Algérie, d’Algerie", [("Algérie", "algeria")] * 2 + [("Algerie", "algeria")]),
        ("Côte d'Ivoire’s", [("Côte d'Ivoire", "ivory-coast")]),
        ("Ursula Mu\u0308ller", [("Ursula Mu\u0308ller", "ursula-muller")]),
        ("Haf\u00adtar", [("Haf\u00adtar", "khalifa-haftar")]),
        ("in Washington, Post said", [("Washington", "washington")]),
        ("Washington, D.C., today", [("Washington, D.C.", "washington")]),
        ("Mr. von der Leyen", [("von der Leyen", "ursula-leyen")]),
        ("قال خليفة حفتر إن", [("خليفة حفتر", "khalifa-haftar")]),
        ("主席习近平在", [("习近平", "xi-jinping")]),
        ("Владимир Путин", [("Владимир Путин", "vladimir-putin")]),
        ("“Russia”", [("Russia", "russia")]),
        ("Russia_Libya", [("Russia", "russia"), ("Libya", "libya")]),
        ("NATO and Nato", [("NATO", "nato"), ("Nato", "nato")]),
        ("\U0001f600 Haftar \U0001f600", [("Haftar", "khalifa-haftar")]),
        ("", []),
    ],
)
def test_names_in_running_text(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("name", "text"),
    [("Don", "Don’t"), ("Brien", "Conor O’Brien"), ("Brien", "o’Brien"), ("X", "X"), ("Who", "who"), ("Foo™", "Foo")],
)
def test_what_is_no_match(name: str, text: str) -> None:
    assert (
        found(text, Scanner.of_names([(name, "it")]) if len(name) > 1 else Scanner(Catalogue.of([Entity("x", name)])))
        == []
    )


def test_a_name_of_two_entities_gives_both_and_a_merged_one_its_target() -> None:
    entities = [Entity("a", "Jo Doe"), Entity("b", "Jo Doe"), Entity("c", "Jo Doe", merged_into="a")]
    assert Scanner(Catalogue.of(entities)).find("Jo Doe") == [(Span(0, 6), ("a", "b"))]


def test_within_a_span_only_what_lies_wholly_in_it_is_found() -> None:
    text = "Haftar met Haftar, Don’t Haftar"
    assert [f.span for f in SCANNER.find(text, Span(3, 18))] == [Span(11, 17)]
    assert SCANNER.find(text, Span(11, 14)) == []
    assert Scanner.of_names([("Don", "d")]).find(text, Span(19, 22)) == []


def test_hundreds_of_names_in_small_letters() -> None:
    scanner = Scanner.of_names([(f"ab{chr(97 + n // 26)}{chr(97 + n % 26)} Town", str(n)) for n in range(200)])
    assert found("in abaa Town, not xabaa Town; abhr Town", scanner) == [("abaa Town", "0"), ("abhr Town", "199")]


FOLDS = {fold(name) for entity in CATALOGUE for name in entity.names}
PIECES = st.one_of(
    st.sampled_from([name for entity in CATALOGUE for name in entity.names]),
    st.sampled_from(["’s", "'", ".", " ", "-", "\n", "l’", "O’", "the", "us", "\u0301", ", ", "_"]),
    st.text(max_size=5),
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)


@given(TEXTS)
def test_every_span_is_a_known_name_and_no_two_overlap(text: str) -> None:
    end = 0
    for span, ids in SCANNER.find(text):
        assert fold(text[span.start : span.end]) in FOLDS
        assert span.start >= end
        assert ids
        end = span.end


@given(TEXTS, st.data())
def test_a_local_scan_finds_what_the_whole_scan_finds_there(text: str, data: st.DataObject) -> None:
    everything = SCANNER.find(text)
    cuts = sorted({0, len(text), *(end for found in everything for end in found.span)})
    start, end = sorted(data.draw(st.tuples(st.sampled_from(cuts), st.sampled_from(cuts))))
    within = Span(start, end)
    inside = [f for f in everything if within.contains(f.span)]
    local = SCANNER.find(text, within)
    assert all(f in local or any(f.span.overlaps(other.span) for other in local) for f in inside)
    assert all(within.contains(f.span) for f in local)


@given(st.sampled_from([n for e in CATALOGUE for n in e.names]), st.sampled_from([" ", "“", "(", "\n"]))
def test_every_name_is_found_where_it_stands_alone(name: str, before: str) -> None:
    text = f"{before}{name}{before}"
    assert [f.span for f in SCANNER.find(text)] == [Span(1, 1 + len(name))]


class _Careful(Scanner):
    """Reads every place word by word."""

    def _read_alone(self, written: str) -> tuple[str, ...] | None:
        return None


@given(TEXTS)
def test_the_quick_way_finds_what_the_careful_way_finds(text: str) -> None:
    assert SCANNER.find(text) == _Careful(CATALOGUE).find(text)


def test_a_long_text_is_read_as_its_paragraphs_are() -> None:
    """One that is read in many pieces and in bulk; names stand at the edges of paragraphs, and over the end of one."""
    paragraph = (
        "Haftar’s  men, the U.S. Africa\nCommand. Sana'a Straße " + "and so on, us and them; " * 40 + "Saddam Haftar"
    )
    text = "\n\n".join([paragraph] * 1200)
    assert len(text) > 1 << 20
    apart = [
        Found(found.span.shift(number * (len(paragraph) + 2)), found.entity_ids)
        for number in range(1200)
        for found in SCANNER.find(paragraph)
    ]
    assert SCANNER.find(text) == apart
    assert len(apart) == 1200 * 4


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("THE", "the The THE tHE", ["THE"]),
        ("Voters", "voters Voters vOters", ["Voters", "vOters"]),
        ("van Gogh", "van Gogh, Van Gogh, VAN GOGH", ["van Gogh", "Van Gogh", "VAN GOGH"]),
        ("ÆR", "ær Ær ÆR", ["ÆR"]),
        ("U.S. Army", "the U.S.\nArmy", ["U.S.\nArmy"]),
    ],
)
def test_case_decides_before_a_name_is_read(name: str, text: str, expected: list[str]) -> None:
    assert [written for written, _ in found(text, Scanner.of_names([(name, "it")]))] == expected
