"""A file in which git left a merge: the screens ask for each record, one key each, and write what was decided."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from tests.tui.journey import journey
from tests.tui.projects import HARBOUR, annotation
from tests.tui.reviewing import coded, problems, record, saved_gold, sitting, two_coders
from workbench.core.annotation import Annotations, Decision, Header, Record
from workbench.core.merge import merge
from workbench.store.codebook_file import read_codebook
from workbench.store.undecided import undecided_bytes

MAYOR = record("actor", "a-mayor1", {"mention": "Anna Keller"}, entity="anna-keller")
UNION = record("actor", "a-union1", {"mention": "Port Union"}, entity="port-union")
OMAR = record("actor", "a-omar01", {"mention": "Omar Haddad"}, entity="omar-haddad")
SIZES = [(120, 40), (80, 24)]


def left_by_git(root: Path, annotator: str, base: list[Record], ours: list[Record], theirs: list[Record]) -> Path:
    """The file of an annotator as the merge driver leaves it."""
    codebook = read_codebook(root / "codebook.toml", "codebook.toml")
    head = Header("harbour", hashlib.sha256(HARBOUR.encode()).hexdigest(), annotator, codebook=codebook.version)
    merged = merge(*(Annotations(head, {one.id: one for one in side}) for side in (base, ours, theirs)))
    path = root / "gold" / "harbour.toml" if annotator == "gold" else root / "annotations" / annotator / "harbour.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(undecided_bytes(merged, codebook))
    return path


def two_conflicts(root: Path, annotator: str = "me") -> Path:
    """The mayor linked twice differently, the union changed here and deleted there; Omar added on one branch."""
    ours = [MAYOR.with_value("entity", "omar-haddad"), replace(UNION, note="which one?")]
    theirs = [MAYOR.with_value("entity", "harbour-authority"), OMAR]
    return left_by_git(root, annotator, [MAYOR, UNION], ours, theirs)


@pytest.mark.parametrize("size", SIZES)
async def test_the_coder_is_asked_and_one_key_a_record_decides(project: Path, size: tuple[int, int]) -> None:
    path = two_conflicts(project)
    marks = path.read_bytes()
    assert len([one for one in problems(project) if "a merge left it undecided" in one]) == 2
    async with journey(project, size) as walk:
        assert "changed twice: 2 records" in walk.screen
        assert "[x] ours: entity omar-haddad" in walk.screen
        assert "[ ] theirs: entity harbour-authority" in walk.screen
        assert "[x] ours: note which one?" in walk.screen
        assert "[ ] theirs: (deleted)" in walk.screen
        await walk.press("a", "backspace")
        assert walk.context == "list"
        assert path.read_bytes() == marks
        await walk.press("tab")
        assert "[ ] ours: entity omar-haddad" in walk.screen
        assert "[x] theirs: entity harbour-authority" in walk.screen
        await walk.press("enter")
        await walk.saved()
        assert {one.id for one in walk.records()} == {MAYOR.id, UNION.id, OMAR.id}
    assert "<<<" not in annotation(project)
    assert annotation(project).count("harbour-authority") == 1
    assert 'note = "which one?"' in annotation(project)
    assert problems(project) == []


async def test_esc_leaves_it_undecided_and_saving_or_leaving_asks_again(project: Path) -> None:
    path = two_conflicts(project)
    marks = path.read_bytes()
    async with journey(project) as walk:
        await walk.press("escape")
        assert walk.context == "article"
        assert "^S asks again" in walk.said
        await walk.find("Zorvath")
        await walk.press("a", "enter")
        assert "first choose" in walk.said
        await walk.press("escape", "J")
        assert "changed twice: 2 records" in walk.screen
        await walk.press("escape", "ctrl+s")
        assert walk.context == "list"
        await walk.press("escape", "q")
        await walk.until(lambda: walk.context == "dialog")
        assert path.read_bytes() == marks
        await walk.press("y")
        await walk.until(lambda: walk.app._exit)
    assert path.read_bytes() == marks
    async with journey(project) as walk:
        await walk.press("tab", "tab", "enter")
        await walk.saved()
        assert {one.id for one in walk.records()} == {MAYOR.id, OMAR.id}


async def test_no_record_is_decided_that_a_filter_hides(project: Path) -> None:
    path = two_conflicts(project)
    marks = path.read_bytes()
    async with journey(project) as walk:
        await walk.press(*"port", "tab", "enter")
        assert walk.context == "list"
        assert "1 row that would be taken too was hidden" in walk.said
        assert "harbour-authority" in walk.screen
        assert path.read_bytes() == marks
        await walk.press("enter")
        await walk.saved()
        assert {one.id for one in walk.records()} == {MAYOR.id, OMAR.id}


async def test_the_text_follows_the_record_that_is_asked_about(project: Path) -> None:
    two_conflicts(project)
    async with journey(project) as walk:
        await walk.press("down")
        assert walk.cursor_at("Port Union")
        await walk.press("up")
        assert walk.cursor_at("Anna Keller")


async def test_all_of_ours_is_a_decision_too_and_takes_the_marks_away(project: Path) -> None:
    two_conflicts(project)
    async with journey(project) as walk:
        await walk.press("enter")
        await walk.saved()
    assert "<<<" not in annotation(project)
    assert 'entity = "omar-haddad"' in annotation(project)
    assert "harbour-authority" not in annotation(project)


async def test_left_undecided_the_file_stays_as_it_is(project: Path) -> None:
    path = two_conflicts(project)
    marks = path.read_bytes()
    async with journey(project) as walk:
        await walk.press("ctrl+s")
        assert walk.context == "list"
    assert path.read_bytes() == marks
    async with journey(project) as walk:
        assert "changed twice: 2 records" in walk.screen


async def test_a_merge_while_the_article_is_open_is_noticed(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Anna")
        await walk.press("a", "enter")
        await walk.saved()
        two_conflicts(project)
        walk.app.saving.look_outside()
        await walk.settle()
        assert "changed twice: 2 records" in walk.screen
        await walk.press("tab", "tab", "enter")
        await walk.saved()
        assert {one.id for one in walk.records()} == {MAYOR.id, OMAR.id}


async def test_marks_around_records_that_do_not_differ_are_taken_away_without_a_question(project: Path) -> None:
    path = coded(project, "me", MAYOR, UNION)
    text = path.read_text()
    at = text.index("\n[[actor]]", text.index(MAYOR.id))
    union = text[at:]
    path.write_text(f"{text[:at]}<<<<<<< HEAD\n{union}=======\n{union}>>>>>>> topic\n")
    async with journey(project) as walk:
        assert walk.context == "article"
        await walk.saved()
    assert path.read_text() == text


@pytest.mark.parametrize("size", SIZES)
async def test_the_review_asks_for_the_gold(project: Path, size: tuple[int, int]) -> None:
    two_coders(project)
    decided = replace(MAYOR, decision=Decision(("ann/a-aaaaa1", "bob/a-bbbbb1"), "agreed", date="2026-01-02"))
    ours, theirs = decided.with_value("entity", "omar-haddad"), decided.with_value("entity", "harbour-authority")
    left_by_git(project, "gold", [decided], [ours], [theirs])
    async with sitting(project, size) as walk:
        assert "changed twice: 1 record" in walk.screen
        await walk.press("tab", "enter")
        await walk.saved()
        assert walk.gold.records[MAYOR.id].text("entity") == "harbour-authority"
    assert saved_gold(project).records[MAYOR.id].text("entity") == "harbour-authority"


@pytest.mark.parametrize("blind", [False, True])
async def test_the_review_asks_for_a_coders_file_which_then_takes_part(project: Path, blind: bool) -> None:
    two_coders(project)
    path = two_conflicts(project, "cleo")
    async with sitting(project, blind=blind) as walk:
        assert f"changed twice: 2 records of {'one of them' if blind else 'cleo'}" in walk.screen
        await walk.press("tab", "tab", "enter")
        assert "decided and saved: annotations/cleo/harbour.toml" in walk.said
        assert "cleo" in walk.app.stage.gold.files
    assert b"<<<" not in path.read_bytes()
    assert annotation(project, "cleo").count("[[actor]]") == 2


async def test_a_coders_file_that_is_left_undecided_is_left_out_and_as_it_is(project: Path) -> None:
    two_coders(project)
    path = two_conflicts(project, "cleo")
    marks = path.read_bytes()
    async with sitting(project) as walk:
        await walk.press("escape")
        assert walk.context == "review"
        assert "cleo" not in walk.app.stage.gold.files
        await walk.press("y")
        await walk.saved()
        assert walk.context == "review"
    assert path.read_bytes() == marks
