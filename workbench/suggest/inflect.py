"""English verb forms: every form of the verbs in the tables, found by the regular endings and a list of exceptions."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from workbench.suggest.tables import en

_VOWELS = "aeiou"
_DOUBLED = frozenset(
    "admit rebut refer commit permit quip brag rap stop plan ban slam cut drop drag pet chat nod beg trigger".split()
) - {"trigger"}


class Form(NamedTuple):
    """What a word may be: its lemma and ``b`` base, ``s`` third person, ``d`` past, ``n`` participle or ``g`` -ing form."""

    lemma: str
    kind: str


class Verb(NamedTuple):
    """A reporting verb's row of the table."""

    frames: str
    prepositions: tuple[str, ...]
    strength: int


class Noun(NamedTuple):
    """A reporting noun's row of the table."""

    frames: str
    prepositions: tuple[str, ...]
    strength: int


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.split("|")]


@cache
def verbs() -> dict[str, Verb]:
    """The reporting verbs by lemma; a lemma in two rows has the frames of both and the greater strength."""
    found: dict[str, Verb] = {}
    for row in en.VERBS.strip().splitlines():
        lemmas, frames, prepositions, strength = _cells(row)
        for lemma in lemmas.split():
            old = found.get(lemma, Verb("", (), 0))
            merged = (*old.prepositions, *(p for p in prepositions.split() if p not in old.prepositions))
            found[lemma] = Verb(old.frames + frames, merged, max(old.strength, int(strength)))
    return found


@cache
def phrases() -> dict[str, list[tuple[tuple[str, ...], Verb]]]:
    """Cues of several words by the lemma of their verb: the words after the verb and the row, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Verb]]] = {}
    for row in en.PHRASES.strip().splitlines():
        words, frames, strength = _cells(row)
        lemma, *rest = words.split()
        found.setdefault(lemma, []).append((tuple(rest), Verb(frames, (), int(strength))))
    for rows in found.values():
        rows.sort(key=lambda row: -len(row[0]))
    return found


@cache
def nouns() -> dict[str, Noun]:
    """The reporting nouns, singular and plural."""
    found: dict[str, Noun] = {}
    for row in en.NOUNS.strip().splitlines():
        lemmas, frames, prepositions, strength = _cells(row)
        for lemma in lemmas.split():
            noun = Noun(frames, tuple(prepositions.split()), int(strength))
            found[lemma] = noun
            plural = lemma[:-1] + "ies" if lemma[-1] == "y" and lemma[-2] not in _VOWELS else lemma + "s"
            found[plural] = noun
    return found


@cache
def forms() -> dict[str, tuple[Form, ...]]:
    """Every known verb form and what it may be."""
    found: dict[str, list[Form]] = {}
    irregular = _irregular()
    lemmas = [*verbs(), *phrases(), *en.OTHER_VERBS.split()]
    for lemma in dict.fromkeys(lemmas):
        if lemma in ("be", "have", "do"):
            continue
        for word, kind in _inflected(lemma, irregular):
            entry = Form(lemma, kind)
            if entry not in found.setdefault(word, []):
                found[word].append(entry)
    return {word: tuple(entries) for word, entries in found.items()}


def _irregular() -> dict[str, tuple[str, str]]:
    rows = (row.split() for row in en.IRREGULAR.replace("\n", " ").split(";"))
    return {row[0]: (row[1], row[2]) for row in rows if row}


def _inflected(lemma: str, irregular: dict[str, tuple[str, str]]) -> list[tuple[str, str]]:
    consonant_y = lemma[-1] == "y" and lemma[-2] not in _VOWELS
    stem = lemma[:-1] + "i" if consonant_y else lemma
    hissing = lemma.endswith(("s", "sh", "ch", "x", "z")) or consonant_y or lemma in ("go", "undergo", "echo", "veto")
    third = stem + ("es" if hissing else "s")
    doubled = lemma + lemma[-1] if lemma in _DOUBLED or _short(lemma) else lemma
    past = lemma + "d" if lemma.endswith("e") else (stem if consonant_y else doubled) + "ed"
    silent = lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")) and len(lemma) > 2
    going = (lemma[:-2] + "y" if lemma.endswith("ie") else lemma[:-1] if silent else doubled) + "ing"
    first, second = irregular.get(lemma, (past, past))
    return [(lemma, "b"), (third, "s"), (first, "d"), (second, "n"), (going, "g")]


def _short(lemma: str) -> bool:
    """One syllable that ends in consonant, vowel, consonant (*slam*, *plan*), whose last letter is doubled."""
    if len(lemma) < 3 or lemma[-1] in _VOWELS + "wxy" or lemma[-2] not in _VOWELS or lemma[-3] in _VOWELS:
        return False
    return sum(letter in _VOWELS for letter in lemma) == 1
