from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.linking.fold import acronym, compact, fold, initials, skeleton, strip_honorifics


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Khalifa Haftar", "khalifa haftar"),
        ("  Sana’a  ", "sanaa"),
        ("Sana'a", "sanaa"),
        ("Saʿdun ʾal-Dulaimi", "sadun al dulaimi"),
        ("U.S.-Russia", "u s russia"),
        ("Đức Phổ", "duc pho"),
        ("Straße", "strasse"),
        ("Владимир Путин", "vladimir putin"),
        ("Гоголь", "gogol"),
        ("ＮＡＴＯ", "nato"),
        ("Haf\u00adtar", "haftar"),
        ("Cafe\u0301", "cafe"),
        ("snake_case", "snake case"),
        ("O´Brien", "obrien"),
        ("…—!", ""),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_a_folded_name_holds_only_letters_digits_and_single_spaces(text: str) -> None:
    folded = fold(text)
    assert all(character in "abcdefghijklmnopqrstuvwxyz0123456789 " for character in folded)
    assert folded == " ".join(folded.split())


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz  ", max_size=40).map(fold))
def test_a_skeleton_has_as_many_words_as_the_name_and_no_vowel_within_one(folded: str) -> None:
    words = skeleton(folded).split()
    assert len(words) == len(folded.split())
    assert not any(vowel in word[1:] for word in words for vowel in "aeiou")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Haftar", "Hifter"),
        ("Haftar", "Hiftar"),
        ("Haftar", "Khaftar"),
        ("Gaddafi", "Qadhafi"),
        ("Gaddafi", "Kaddafi"),
        ("Mohammed", "Muhamad"),
        ("Osama", "Usama"),
        ("Sayyed", "Saied"),
        ("Abdullah", "Abdulla"),
        ("Shoigu", "Shoygu"),
        ("Mousa", "Musa"),
    ],
)
def test_spellings_of_one_sound_share_their_consonants(one: str, other: str) -> None:
    assert skeleton(fold(one)) == skeleton(fold(other))


@pytest.mark.parametrize(("one", "other"), [("Haftar", "Hamdan"), ("Obama", "Osama"), ("Putin", "Peskov")])
def test_other_names_have_other_consonants(one: str, other: str) -> None:
    assert skeleton(fold(one)) != skeleton(fold(other))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Royal United Services Institute", "rusi"),
        ("Organisation for the Prohibition of Chemical Weapons", "opcw"),
        ("United States of America", "usa"),
        ("United States of America", "usoa"),
        ("The Washington Post", "wp"),
        ("The Washington Post", "twp"),
        ("National Front (NFR)", "nfr"),
        ("Inter-Services Intelligence", "isi"),
    ],
)
def test_an_acronym_is_among_the_keys(name: str, key: str) -> None:
    assert key in acronym(name)


@pytest.mark.parametrize("name", ["Russia", "", "Lotta (politician)"])
def test_one_word_has_no_acronym(name: str) -> None:
    assert acronym(name) == frozenset()


def test_initials() -> None:
    assert initials("khalifa al haftar") == "kah"
    assert initials("") == ""


def test_compact_joins_single_letters_only_where_they_stand_together() -> None:
    assert compact("u s africa command") == "us africa command"
    assert compact("john f kennedy") == "john f kennedy"


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Gen. Haftar", "Haftar"),
        ("General Khalifa Haftar", "Khalifa Haftar"),
        ("Field Marshal Haftar", "Haftar"),
        ("former Prime Minister Fayez al-Sarraj", "Fayez al-Sarraj"),
        ("Prof. Dr. Ursula Müller", "Ursula Müller"),
        ("U.N. Secretary-General Guterres", "U.N. Secretary-General Guterres"),
        ("Haftar", "Haftar"),
        ("General", "General"),
        ("Prime Minister", "Prime Minister"),
        ("King King", "King"),
        ("M. Obama", "M. Obama"),
        ("", ""),
    ],
)
def test_titles_are_taken_off(name: str, bare: str) -> None:
    assert strip_honorifics(name) == bare
