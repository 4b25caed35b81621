"""German verb forms: every form of the verbs in the tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from workbench.suggest.tables import de


@dataclass(frozen=True, slots=True)
class Verb:
    frames: str
    prepositions: tuple[str, ...]
    strength: int
    particle: str
    participle: bool


@cache
def forms() -> dict[str, list[Verb]]:
    strong = {row.split()[0]: row.split()[1:] for row in de.STRONG.replace("\n", " ").split(";") if row.strip()}
    found: dict[str, list[Verb]] = {}
    for row in de.VERBS.strip().splitlines():
        words, frames, prepositions, strength = (cell.strip() for cell in row.split("|"))
        for word in words.split():
            particle, _, base = word.rpartition("/")
            for form, participle in _inflected(base, particle, strong):
                verb = Verb(frames, tuple(prepositions.split()), int(strength), particle, participle)
                found.setdefault(form, []).append(verb)
    return found


def _inflected(base: str, particle: str, strong: dict[str, list[str]]) -> Iterator[tuple[str, bool]]:
    stem = base.removesuffix("en") if base.endswith("en") else base.removesuffix("n")
    if base in strong:
        present, past, participle = strong[base]
        plural = past + ("n" if past.endswith("e") else "en")
    else:
        link = "e" if stem.endswith(("t", "d", "chn", "ffn")) else ""
        present, past = stem + link + "t", stem + link + "te"
        plural = past + "n"
        unstressed = base.startswith(("be", "er", "ver", "ent", "wider", "unter", "wieder")) or base.endswith("ieren")
        participle = ("" if unstressed else "ge") + stem + link + "t"
    for form in (base, present, past, plural, stem + "e"):
        yield form, False
        if particle:
            yield particle + form, False
    yield particle + participle, True
