"""Proposed entities in a review: accepted, merged, refused with the keys that decide, taken back, and not asked again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.reviewing import Sitting, coded, problems, record, saved_gold, sitting, two_coders
from workbench.core.codebook import Codebook
from workbench.core.entity import Entity
from workbench.desk.card import card_lines
from workbench.review.feedback import feedback
from workbench.store.annotation_file import AnnotationFile
from workbench.store.codebook_file import read_codebook
from workbench.store.entity_file import read_entities

PROPOSED = """\
format = 1

# A man of few words.
[[entity]]
id = "zorvath"
name = "Zorvath"
kind = "person"

[[entity]]
id = "keller-anna"
name = "Keller"
kind = "person"

[[entity.affiliation]]
entity = "port-union"
"""

SIZES = [(120, 40), (80, 24)]


@pytest.fixture
def study(project: Path) -> Path:
    """Two coders; Cid links Zorvath and a Keller to entities of his own making."""
    folder = project / "entities" / "proposed"
    folder.mkdir()
    (folder / "cid.toml").write_text(PROPOSED, encoding="utf-8")
    coded(
        project,
        "cid",
        record("actor", "a-ccccc1", {"mention": "Zorvath"}, entity="zorvath"),
        record("actor", "a-ccccc2", {"mention": "Mayor Anna Keller"}, entity="keller-anna"),
    )
    return two_coders(project)


async def stand_on(walk: Sitting, entity_id: str, name: str = "") -> None:
    """Go to the proposal of this entity, or of this name for it."""
    await walk.press(*("[",) * len(walk.review.items))
    for _ in walk.review.items:
        there = walk.item.proposal
        if there and (there.entity.id, there.name) == (entity_id, name):
            return
        await walk.press("]")
    raise AssertionError(f"{entity_id} is not asked about")


def kept(root: Path, name: str) -> dict[str, Entity]:
    """The entities of one file."""
    path = root / "entities" / name
    return {one.id: one for one in read_entities(path, name).entities} if path.exists() else {}


def codebook(root: Path) -> Codebook:
    """The project's codebook."""
    return read_codebook(root / "codebook.toml", "codebook.toml")


def texts(root: Path) -> dict[str, str]:
    """All files of entities."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted((root / "entities").rglob("*.toml"))}


@pytest.mark.parametrize("size", SIZES)
async def test_a_proposal_stands_among_the_items_with_what_each_key_would_make_of_it(
    study: Path, size: tuple[int, int]
) -> None:
    async with sitting(study, size) as walk:
        await stand_on(walk, "keller-anna")
        for words in (
            "Keller · person",
            "proposed by cid · used once",
            "1 accept it",
            "2 it is Anna Keller",
            "x refuse it",
        ):
            assert words in walk.screen


async def test_accepted_with_one_key_and_taken_back_to_the_byte(study: Path) -> None:
    before = texts(study)
    async with sitting(study) as walk:
        await stand_on(walk, "zorvath")
        count = len(walk.review.items)
        await walk.press("1")
        assert walk.said.startswith("Zorvath comes into the catalogue")
        assert len(walk.review.items) == count - 1
        assert kept(study, "town.toml")["zorvath"].name == "Zorvath"
        assert "# A man of few words." in texts(study)["town.toml"]
        assert "zorvath" not in kept(study, "proposed/cid.toml")
        after = texts(study)
        await walk.press("u")
        assert texts(study) == before
        assert walk.item.proposal is not None
        assert walk.item.proposal.entity.id == "zorvath"
        await walk.press("U")
        assert texts(study) == after


async def test_merged_into_what_is_offered_or_typed(study: Path) -> None:
    before = texts(study)
    async with sitting(study) as walk:
        await stand_on(walk, "keller-anna")
        await walk.press("2")
        assert "merged into Anna Keller" in walk.said
        (merged,) = [one for one in kept(study, "proposed/cid.toml").values() if one.id == "keller-anna"]
        assert (merged.merged_into, merged.affiliations[0].entity) == ("anna-keller", "port-union")
        await walk.press("u")
        assert texts(study) == before
        await stand_on(walk, "zorvath")
        await walk.press("e", *"harb", "enter")
        assert kept(study, "proposed/cid.toml")["zorvath"].merged_into == "harbour-authority"


async def test_a_refusal_is_remembered_in_the_gold_and_everywhere(study: Path) -> None:
    async with sitting(study) as walk:
        await walk.stand("cid/a-ccccc1")
        at = next(n for n, one in enumerate(walk.item.versions, 1) if "cid" in one.annotators)
        await walk.press(str(at))
        (made,) = walk.made_from("cid/a-ccccc1")
        assert made.values["entity"] == "zorvath"
        await stand_on(walk, "zorvath")
        await walk.press("x")
        assert walk.said.startswith("Zorvath refused")
        assert walk.gold.records[made.id].values["entity"] == "nil"
        await stand_on(walk, "keller-anna")
        await walk.press("x")
        await walk.quit()
    assert {one.entity for one in saved_gold(study).header.refused} == {"zorvath", "keller-anna"}
    text = (study / "annotations" / "cid" / "harbour.toml").read_text(encoding="utf-8")
    (study / "articles" / "pier.txt").write_bytes((study / "articles" / "harbour.txt").read_bytes())
    (study / "annotations" / "cid" / "pier.toml").write_text(text.replace('"harbour"', '"pier"'), encoding="utf-8")
    for article in ("harbour", "pier"):
        async with sitting(study, article=article) as walk:
            assert not any(item.proposal for item in walk.review.open)
            await walk.quit()
    async with sitting(study, article="pier") as walk:
        await walk.press("y")
        (made,) = walk.made_from("cid/a-ccccc1")
        assert made.values["entity"] == "nil"
        await walk.quit()
    async with sitting(study, article="harbour") as walk:
        await walk.press("u", "u")
        assert [item.proposal.entity.id for item in walk.review.open if item.proposal] == ["zorvath", "keller-anna"][
            ::-1
        ]


async def test_reason_and_note_go_where_the_decision_stands_and_reach_the_coder(study: Path) -> None:
    before = texts(study)
    async with sitting(study) as walk:
        await stand_on(walk, "zorvath")
        await walk.press("r", *"not-st", "enter", "m", *"a boat, no man", "enter")
        assert "the next decision gets: not-stated" in walk.screen
        assert "boat, no man”" in walk.screen
        await walk.press("x")
        assert walk.said.startswith("Zorvath refused · not-stated")
        (refused,) = walk.gold.header.refused
        assert (refused.entity, refused.reason, refused.note) == ("zorvath", "not-stated", "a boat, no man")
        assert refused.date == walk.review.date
        await stand_on(walk, "keller-anna")
        assert "the next decision gets" not in walk.screen
        await walk.press("r", *"double", "enter", "2")
        merged = kept(study, "proposed/cid.toml")["keller-anna"]
        assert (merged.merged_into, merged.reason, merged.note) == ("anna-keller", "double", "")
        await walk.press("u")
        assert texts(study) == before
        await stand_on(walk, "keller-anna")
        await walk.press("m", *"two of them", "enter", "1")
        assert kept(study, "town.toml")["keller-anna"].note == "two of them"
        await walk.stand("cid/a-ccccc1")
        await walk.press(str(next(n for n, one in enumerate(walk.item.versions, 1) if "cid" in one.annotators)))
        await walk.quit()
    gold = saved_gold(study)
    mine = AnnotationFile(study / "annotations/cid/harbour.toml", codebook(study), "cid", "harbour", "cid").load().state
    assert mine is not None
    (told,) = [one for one in feedback(gold, mine, codebook(study)) if one.mine and one.mine.id == "a-ccccc1"]
    assert (told.reason, told.note) == ("not-stated", "a boat, no man")


async def test_undo_of_yesterday_works_and_says_where_it_cannot(study: Path) -> None:
    before = texts(study)
    async with sitting(study) as walk:
        await stand_on(walk, "zorvath")
        await walk.press("1")
        await walk.quit()
    async with sitting(study) as walk:
        await walk.press("u")
        assert texts(study) == before
        await walk.press("U")
        path = study / "entities" / "town.toml"
        path.write_text(path.read_text(encoding="utf-8").replace('"Zorvath"', '"Zorvath the Silent"'), encoding="utf-8")
        after = texts(study)
        await walk.press("u")
        assert "entities/town.toml: changed since" in walk.said
        assert texts(study) == after


async def test_keys_for_versions_say_what_stands_here_instead(study: Path) -> None:
    async with sitting(study) as walk:
        await stand_on(walk, "zorvath")
        for key in ("a", "i", "s"):
            await walk.press(key)
            assert "a proposed entity stands here: 1 accepts it, x refuses it" in walk.said
        await walk.press("9")
        assert walk.said == "there is no choice 9 here"
        await walk.press("f", *"new entity", "enter")
        assert {item.layer for item in walk.review.items} == {"new entity"}
        assert walk.gold.records == {}


async def test_a_proposal_is_decided_as_the_last_one(study: Path) -> None:
    async with sitting(study) as walk:
        await stand_on(walk, "zorvath")
        await walk.press("&")
        assert walk.said == "no proposal was accepted or refused yet that could be repeated"
        await walk.press("r", *"not-st", "enter", "x")
        await stand_on(walk, "keller-anna")
        await walk.press("&")
        assert walk.said.startswith("Keller refused · not-stated")
        assert [one.reason for one in walk.gold.header.refused] == ["not-stated", "not-stated"]
        await walk.press("u", "u")
        await stand_on(walk, "keller-anna")
        await walk.press("2", "u")
        await walk.press("&")
        assert walk.said == "no proposal was accepted or refused yet that could be repeated"


async def test_a_blind_review_does_not_say_who_proposed(study: Path) -> None:
    async with sitting(study, blind=True) as walk:
        await stand_on(walk, "zorvath")
        assert "Zorvath · person" in walk.screen
        assert "used once" in walk.screen
        assert " cid" not in walk.screen


# Further names

NAMES = """\
format = 1

# What Cid calls her.
[[alias]]
entity = "anna-keller"
name = "Mayor Anna"

[[alias]]
entity = "anna-keller"
name = "the Mayor"

[[alias]]
entity = "zurich-re"
name = "Zorvath"
"""
LARGE = '{"id": "zurich-re", "name": "Zurich Reinsurance", "kind": "organization"}\n'


@pytest.fixture
def named(project: Path) -> Path:
    """Two coders; Cid and Dee propose names of Anna Keller, Cid one of an entity in a large catalogue."""
    for name, text in (("cid", NAMES), ("dee", NAMES.split("\n\n[[alias]]")[0].replace("Cid", "Dee") + "\n")):
        (project / "entities/proposed").mkdir(exist_ok=True)
        (project / f"entities/proposed/{name}.toml").write_text(text, encoding="utf-8")
    (project / "entities/large").mkdir()
    (project / "entities/large/firms.jsonl").write_text(LARGE, encoding="utf-8")
    coded(
        project,
        "cid",
        record("actor", "a-ccccc1", {"mention": "Zorvath"}, entity="zurich-re"),
        record("actor", "a-ccccc2", {"mention": "Mayor Anna Keller"}, entity="anna-keller"),
    )
    return two_coders(project)


@pytest.mark.parametrize("size", SIZES)
async def test_a_proposed_name_stands_where_it_is_used(named: Path, size: tuple[int, int]) -> None:
    async with sitting(named, size) as walk:
        asked = {one.proposal.name for one in walk.review.open if one.proposal}
        assert asked == {"Mayor Anna", "Zorvath"}  # nobody's link has the words “the Mayor”
        await stand_on(walk, "anna-keller", "Mayor Anna")
        for words in (
            "“Mayor Anna” for Anna Keller",
            "proposed by cid, dee · used once",
            "1 accept it",
            "x refuse it",
        ):
            assert words in walk.screen
        for key, said in (("2", "there is no choice 2 here"), ("e", "a proposed name stands here: 1 accepts it")):
            await walk.press(key)
            assert said in walk.said


async def test_a_name_accepted_is_one_of_the_entity_s_and_goes_back_to_the_byte(named: Path) -> None:
    before = texts(named)
    async with sitting(named) as walk:
        await stand_on(walk, "anna-keller", "Mayor Anna")
        await walk.press("1")
        assert "“Mayor Anna” is a name in the catalogue" in walk.said
        assert "Mayor Anna" in kept(named, "town.toml")["anna-keller"].aliases
        left = texts(named)
        assert "Mayor Anna" not in left["cid.toml"] + left["dee.toml"]
        assert 'name = "the Mayor"' in left["cid.toml"]
        await walk.press("u")
        assert texts(named) == before
        assert walk.item.proposal is not None
        assert walk.item.proposal.name == "Mayor Anna"
        await walk.press("r", *"guideline", "enter", "1")
        assert 'name = "Mayor Anna"\nreason = "guideline"' in texts(named)["town.toml"]
        assert "Mayor Anna" in walk.app.stage.desk.catalogue.entities["anna-keller"].names
        await walk.press("u")
        assert texts(named) == before


async def test_a_name_of_an_entity_in_a_large_catalogue_stands_in_a_file_of_names(named: Path) -> None:
    before = texts(named)
    async with sitting(named) as walk:
        await stand_on(walk, "zurich-re", "Zorvath")
        await walk.press("1")
        assert texts(named)["names.toml"] == 'format = 1\n\n[[alias]]\nentity = "zurich-re"\nname = "Zorvath"\n'
        await walk.press("u")
        assert texts(named) == before


async def test_a_name_refused_finds_nobody_and_is_not_asked_about_again(named: Path) -> None:
    async with sitting(named) as walk:
        await stand_on(walk, "anna-keller", "Mayor Anna")
        await walk.press("r", *"wrong-e", "enter", "m", *"there are two", "enter", "x")
        assert walk.said.startswith("“Mayor Anna” refused · wrong-entity")
        await walk.quit()
    for name in ("cid", "dee"):
        assert 'refused = true\nreason = "wrong-entity"\nnote = "there are two"' in texts(named)[f"{name}.toml"]
    assert not problems(named)
    async with sitting(named) as walk:
        assert {one.proposal.name for one in walk.review.open if one.proposal} == {"Zorvath"}
        desk = walk.app.stage.desk
        assert "Mayor Anna" not in desk.catalogue.entities["anna-keller"].names
        told = dict(card_lines(desk, desk.catalogue.entities["anna-keller"]))
        assert told["refused"] == "Mayor Anna (wrong-entity · there are two)"
        await walk.press("u")
        assert walk.item.proposal is not None
        assert walk.item.proposal.name == "Mayor Anna"
