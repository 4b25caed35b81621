"""The sample project: what a new user sees, and what a review of it finds."""

from __future__ import annotations

import hashlib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from workbench.core.annotation import Annotations, Fragment, Record, target_kind
from workbench.desk.jobs import check_project
from workbench.store.annotation_file import AnnotationFile
from workbench.store.catalogue import load_catalogue
from workbench.store.codebook_file import read_codebook
from workbench.store.project import open_project
from workbench.store.shipped import default_codebook, sample_project

SHARED = Path(__file__).resolve().parents[2] / "shared" / "libya-haftar.txt"
ROOT = sample_project()
ARTICLE = "libya-haftar"


@cache
def annotations(annotator: str) -> Annotations:
    """The sample's annotations by one coder."""
    project, _ = open_project(ROOT)
    codebook = read_codebook(project.codebook_path, "codebook.toml")
    path = project.annotation_path(annotator, ARTICLE)
    found = AnnotationFile(path, codebook, project.shown(path), ARTICLE, annotator).load()
    assert found.state is not None
    assert found.canonical
    return found.state


@pytest.mark.skipif(not SHARED.exists(), reason="../shared/libya-haftar.txt is not here")
def test_the_article_is_the_original_byte_for_byte() -> None:
    assert (ROOT / "articles" / "libya-haftar.txt").read_bytes() == SHARED.read_bytes()


def test_check_finds_nothing_wrong() -> None:
    assert [str(problem) for problem in check_project(ROOT)] == []


def test_both_coders_are_done_and_worked_on_this_text() -> None:
    digest = hashlib.sha256((ROOT / "articles" / "libya-haftar.txt").read_bytes()).hexdigest()
    for annotator in ("coder-a", "coder-b"):
        header = annotations(annotator).header
        assert (header.annotator, header.status, header.text_sha256) == (annotator, "done", digest)


def test_the_codebook_is_the_default_one_with_a_handful_of_issues() -> None:
    ours = read_codebook(ROOT / "codebook.toml", "codebook.toml")
    default = read_codebook(default_codebook(), "the default codebook")
    assert ours.layers == default.layers
    assert 5 <= len(ours.issues) <= 12
    assert any(issue.parent for issue in ours.issues)


def test_the_catalogue_has_the_names_that_news_uses() -> None:
    loaded = load_catalogue(open_project(ROOT)[0])
    assert loaded.problems == ()
    assert 27 <= len(loaded.catalogue) <= 36
    named = {name: entity.id for entity in loaded.catalogue for name in entity.names}
    for names in (
        ("Haftar", "Hifter", "Hiftar", "Khalifa Haftar"),
        ("RUSI", "Royal United Services Institute"),
        ("AFRICOM", "Africa Command", "US Africa Command"),
        ("Brak", "Brak al-Shati", "Brak al-Shati airbase"),
        ("Pentagon", "US Department of Defense"),
        ("U.S.", "US", "United States"),
    ):
        assert len({named[name] for name in names}) == 1, names
    kinds = Counter(entity.kind for entity in loaded.catalogue)
    assert set(kinds) >= {"person", "organization", "state", "armed-group", "place", "media"}
    people = [entity for entity in loaded.catalogue if entity.kind == "person"]
    assert sum(bool(entity.affiliations) for entity in people) >= 8


# What the files say


def entity(state: Annotations, reference: str) -> str:
    """Who or what a reference comes down to: an entity's id, else the words of the mention, else the reference."""
    kind, target = target_kind(reference)
    record = state.records.get(target) if kind == "record" else None
    if record is None:
        return target or kind
    linked = record.text("entity")
    return linked if linked not in ("", "nil") else " ".join(one.quote for one in record.parts["mention"]).lower()


def claims(annotator: str) -> list[tuple[str, Record]]:
    """(source, claim) for every claim of a coder."""
    state = annotations(annotator)
    return [(entity(state, record.text("source")), record) for record in state.of_layer("claim")]


def stances(annotator: str) -> set[tuple[str, str, str]]:
    """(holder, target, polarity) for every stance of a coder."""
    state = annotations(annotator)
    return {
        (entity(state, one.text("holder")), entity(state, one.text("target")), one.text("polarity"))
        for one in state.of_layer("stance")
    }


@pytest.mark.parametrize("annotator", ["coder-a", "coder-b"])
def test_everybody_who_says_something_has_a_claim(annotator: str) -> None:
    sources = Counter(source for source, _ in claims(annotator))
    assert sources["jalel-harchaoui"] == 2
    wanted = {"ben-fishman", "mohamed-eljarh", "umberto-profazio", "recent reports", "experts", "donald-trump"}
    assert wanted <= set(sources)


def test_one_claim_of_harchaoui_holds_haftars_own() -> None:
    inner = next(record for source, record in claims("coder-a") if source == "khalifa-haftar")
    outer = [record for source, record in claims("coder-a") if source == "jalel-harchaoui"]
    (first,) = inner.parts["content"]
    holds = [
        any(one.start < first.start and first.end < one.end for one in record.parts["content"]) for record in outer
    ]
    assert sorted(holds) == [False, True]


def test_the_stances_of_the_article_are_there() -> None:
    found = stances("coder-a")
    assert found >= {
        ("donald-trump", "vladimir-putin", "support"),
        ("khalifa-haftar", "russia", "support"),
        ("khalifa-haftar", "united-states", "mixed"),
        ("united-states", "russia-influence-libya", "oppose"),
        ("saddam-haftar", "united-states", "support"),
    }
    for analyst in ("jalel-harchaoui", "ben-fishman", "mohamed-eljarh", "umberto-profazio"):
        for annotator in ("coder-a", "coder-b"):
            assert any(one[:2] == (analyst, "haftar-alignment") for one in stances(annotator)), (annotator, analyst)


# How the two coders differ


class Pair(NamedTuple):
    """One record of each coder about the same words."""

    a: Record
    b: Record


def _overlap(a: Record, b: Record, part: str) -> int:
    pairs = ((x, y) for x in a.parts.get(part, ()) for y in b.parts.get(part, ()))
    return sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x, y in pairs)


def aligned(layer: str, part: str) -> tuple[list[Pair], list[Record], list[Record]]:
    """Records that share characters of their main part, the greatest overlap first, and what is left of each coder."""
    left, right = annotations("coder-a").of_layer(layer), annotations("coder-b").of_layer(layer)
    ranked = sorted(((_overlap(a, b, part), a, b) for a in left for b in right), key=lambda one: -one[0])
    pairs: list[Pair] = []
    for shared, a, b in ranked:
        taken = any(a is pair.a or b is pair.b for pair in pairs)
        if shared and not taken:
            pairs.append(Pair(a, b))
    used = {id(one) for pair in pairs for one in pair}
    return pairs, [one for one in left if id(one) not in used], [one for one in right if id(one) not in used]


MAIN = {"actor": "mention", "stance": "evidence", "claim": "content"}
PAIRS = {layer: aligned(layer, part) for layer, part in MAIN.items()}
EVERY = [pair for pairs, _, _ in PAIRS.values() for pair in pairs]


def _places(record: Record) -> dict[str, tuple[Fragment, ...]]:
    return {part: tuple(fragments) for part, fragments in record.parts.items() if fragments}


def _different(slots: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [
        (pair.a.id, slot) for pair in EVERY for slot in slots[pair.a.layer] if pair.a.text(slot) != pair.b.text(slot)
    ]


def test_records_are_missing_on_both_sides() -> None:
    missing = [one for _, only_a, only_b in PAIRS.values() for one in (*only_a, *only_b)]
    assert len(missing) >= 2
    assert all(len(pairs) >= 6 for pairs, _, _ in PAIRS.values())


def test_boundaries_differ() -> None:
    assert len([pair for pair in EVERY if _places(pair.a) != _places(pair.b)]) >= 2


def test_attributes_differ() -> None:
    slots = {"actor": ("kind",), "stance": ("polarity",), "claim": ("kind", "certainty", "quotation")}
    assert len(_different(slots)) >= 2


def test_links_differ() -> None:
    assert len(_different({"actor": ("entity",), "stance": (), "claim": ("issue",)})) >= 2


def test_references_differ() -> None:
    a, b = annotations("coder-a"), annotations("coder-b")
    slots = {"actor": (), "stance": ("holder", "target"), "claim": ("source",)}
    different = [
        (pair.a.id, slot)
        for pair in EVERY
        for slot in slots[pair.a.layer]
        if entity(a, pair.a.text(slot)) != entity(b, pair.b.text(slot))
    ]
    assert len(different) >= 2
