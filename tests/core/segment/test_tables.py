"""The tables that a linguist extends: spelled as their notes ask, so that every entry can be found."""

from __future__ import annotations

import pytest

from workbench.core.segment import HONORIFICS, sentences, words
from workbench.core.segment.tables import abbreviations, clausal, naming

_LISTS = {
    **{
        name: getattr(abbreviations, name)
        for name in ("NEVER_FINAL", "NUMBERED", "RARELY_FINAL", "CLOCK", "STARTERS", "TAG_VERBS")
    },
    **{name: getattr(clausal, name) for name in ("CONJUNCTIONS", "PREFIXES")},
    **{name: getattr(naming, name) for name in ("PARTICLES", "LEADING_PARTICLES", "ARTICLES", "MONTHS", "OPENERS")},
}


@pytest.mark.parametrize("name", _LISTS)
def test_languages_are_written_as_the_first_part_of_a_tag(name: str) -> None:
    odd = [language for language in _LISTS[name] if language and not (language.isalpha() and language.islower())]
    assert odd == []


@pytest.mark.parametrize("name", _LISTS)
def test_entries_end_without_a_full_stop(name: str) -> None:
    odd = [word for rows in _LISTS[name].values() for word in rows if word.endswith(".") or not word.strip()]
    assert odd == []


@pytest.mark.parametrize("language", sorted(abbreviations.STARTERS))
def test_starters_and_openers_are_capitalised_and_abbreviations_are_no_starters(language: str) -> None:
    words_at_start = abbreviations.STARTERS[language] | naming.OPENERS.get(language, frozenset())
    assert [word for word in words_at_start if not word[0].isupper()] == []


def test_particles_and_conjunctions_are_in_lower_case() -> None:
    tables = (naming.PARTICLES, naming.LEADING_PARTICLES, clausal.CONJUNCTIONS, clausal.PREFIXES)
    odd = [word for table in tables for rows in table.values() for word in rows if not word.islower()]
    assert odd == []


def test_honorifics_of_three_languages() -> None:
    assert len(HONORIFICS) >= 50
    wanted = {
        "General",
        "Gen.",
        "President",
        "Dr.",
        "Field Marshal",
        "Sen.",
        "Rep.",
        "Prof.",
        "Minister",
        "Kanzler",
        "Mme",
    }
    assert wanted <= HONORIFICS
    assert [title for title in HONORIFICS if not words(title)] == []


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_no_listed_title_ends_a_sentence(language: str) -> None:
    table = abbreviations.NEVER_FINAL[""] | abbreviations.NEVER_FINAL[language]
    ended = [word for word in table if len(sentences(f"Then came {word}. Haftar again.", language)) != 1]
    assert ended == []


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_no_honorific_with_a_full_stop_ends_a_sentence(language: str) -> None:
    titles = naming.HONORIFICS_BY_LANGUAGE[""] | naming.HONORIFICS_BY_LANGUAGE[language]
    ended = [
        title for title in titles if title.endswith(".") and len(sentences(f"Then came {title} Haftar.", language)) != 1
    ]
    assert ended == []
