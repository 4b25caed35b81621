from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.linking.flat import flatten, keys_of_name

SIGNS = st.sampled_from(
    ["a", "É", "ß", "œ", ".", ". ", " ", "  ", "\n", "\r\n", "’", "\u0301", "\u00ad", "Ж", "习", "—", "ﬁ"]
)


@pytest.mark.parametrize(
    ("text", "flat"),
    [
        ("U.S. Army", b" u s army "),
        ("Straße  Œuvre", b" strasse oeuvre "),
        ("Mu\u0308ller’s", b" muller s "),
        ("Путин", b" putin "),
        ("a,  b", b" a b "),
        ("a\r\n  b", b" a b "),
        ("", b"  "),
    ],
)
def test_text_is_flattened(text: str, flat: bytes) -> None:
    assert flatten(text).data == flat


@given(st.lists(SIGNS, max_size=30).map("".join))
def test_every_place_leads_back_to_its_sign(text: str) -> None:
    flat = flatten(text)
    for at, sign in enumerate(flat.data):
        if sign == ord("a") and (place := flat.back(at)) < len(text) and text[place] in "aÉ":
            assert text[place] == "a"
    found = {flat.back(at) for at, sign in enumerate(flat.data) if sign == ord("a")}
    assert {at for at, sign in enumerate(text) if sign == "a"} <= found
    ends = [flat.back(at) for at in range(1, len(flat.data))]
    assert ends == sorted(ends)
    assert all(0 <= at <= len(text) for at in ends)


def test_a_name_has_a_key_for_each_way_to_write_it() -> None:
    assert keys_of_name("Washington, D.C.") == [b" washington d c "]
    assert keys_of_name("Sana'a") == [b" sana a ", b" sanaa "]
    assert keys_of_name("!?") == []


@given(st.text())
def test_any_text_can_be_flattened(text: str) -> None:
    assert set(flatten(text).data) <= set(b" abcdefghijklmnopqrstuvwxyz0123456789")


@given(st.lists(SIGNS, max_size=40).map("".join), st.data())
def test_in_bulk_a_text_becomes_the_same(text: str, data: st.DataObject) -> None:
    one, bulk = flatten(text), flatten(text, in_bulk=True)
    assert (one.data, one.cased, one.unspaced) == (bulk.data, bulk.cased, bulk.unspaced)
    places = range(1, len(one.data))
    assert [one.back(at) for at in places] == [bulk.back(at) for at in places]
    letters = [at for at in places if one.data[at] != ord(" ")]
    drawn = data.draw(st.lists(st.tuples(st.sampled_from(letters), st.sampled_from(letters)))) if letters else []
    hits = [(min(pair) - 1 << 32) - max(pair) - 2 for pair in drawn]
    assert list(one.in_order(hits, [(1, 2)], 7)) == list(bulk.in_order(hits, [(1, 2)], 7))


def test_capitals_are_kept_beside_and_a_letter_without_case_counts_as_one() -> None:
    assert flatten("Éa ßÆ Жж ح1").cased == b" Ea ssAE Zz H1 "
    assert flatten("Strauß, x").back(7) == flatten("Strauß, x").back(6) == 5


@given(st.lists(SIGNS, max_size=12).map("".join))
def test_the_key_of_a_name_is_its_flat_words(name: str) -> None:
    flat = b" ".join(flatten(name).data.split())
    assert keys_of_name(name)[:1] == ([b" %b " % flat] if flat else [])
