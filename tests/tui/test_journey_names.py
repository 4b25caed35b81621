"""Names of the roster in the text: offered faintly, taken or refused by single keys, each one step."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.journey import Journey, journey
from tests.tui.projects import annotation


async def looked(walk: Journey) -> None:
    """Wait until the names of the open article are found."""
    await walk.until(lambda: not walk.app.stage.offering.looking)
    await walk.settle()


def offered(walk: Journey) -> list[tuple[str, str]]:
    """The words and entities that are still offered."""
    return [(f.quote, one.text("entity")) for one in walk.app.stage.offering.open() for _, f in one.fragments()]


KELLER = "anna-keller"
ALL = [
    ("Anna Keller", KELLER),
    ("Keller", KELLER),
    ("Omar Haddad", "omar-haddad"),
    ("Port Union", "port-union"),
    ("Port Union", "port-union"),
    ("Anna Keller", KELLER),
    ("Keller", KELLER),
]


async def test_every_name_of_the_roster_is_offered_when_an_article_opens(project: Path) -> None:
    async with journey(project) as walk:
        await looked(walk)
        assert offered(walk) == ALL
        row = next(line for line in walk.screen.splitlines() if "Mayor∙Anna Keller" in line)
        assert "·" in row.split("│")[0]
        await walk.press("J")
        await looked(walk)
        assert offered(walk) == [("Omar Haddad", "omar-haddad")]
    assert annotation(project) == ""


async def test_next_accept_refuse_and_undo_are_single_keys(project: Path) -> None:
    async with journey(project) as walk:
        await looked(walk)
        await walk.press("g", "t")
        assert "1 of 7 to decide: Anna Keller" in walk.said
        await walk.press("y")
        actor = walk.only("actor")
        assert (actor.text("entity"), actor.origin) == (KELLER, "names")
        assert offered(walk) == ALL[1:]
        assert walk.said == "actor accepted: Anna Keller · u undoes · 1 of 6 to decide: Anna Keller"
        await walk.press("r")
        assert offered(walk) == ALL[2:]
        assert "1 of 5 to decide: Omar Haddad" in walk.said
        await walk.press("T")
        assert "5 of 5 to decide: Anna Keller" in walk.said
        await walk.press("u")
        assert offered(walk) == ALL[1:]
        await walk.press("u")
        assert offered(walk) == ALL
        await walk.press("U", "U")
        assert offered(walk) == ALL[2:]
        await walk.saved()
    text = annotation(project)
    assert text.count("[[actor]]") == 1
    assert 'origin = "names"' in text
    assert text.count("[[refused]]") == 1


async def test_names_are_taken_one_after_the_other_by_one_key_each(project: Path) -> None:
    async with journey(project, (80, 24)) as walk:
        await looked(walk)
        await walk.press("g", "t", "y", "y", "r", "y")
        assert walk.quotes("actor", "mention") == ["Anna Keller", "Keller", "Port Union"]
        assert walk.said == "actor accepted: Port Union · u undoes · 1 of 3 to decide: Port Union"
        await walk.press("y", "y", "y")
        assert walk.said.endswith("u undoes · nothing is left to decide here")
        assert len(walk.records("actor")) == 6


async def test_a_name_that_was_met_while_reading_is_taken_and_stays_in_hand(project: Path) -> None:
    async with journey(project) as walk:
        await looked(walk)
        await walk.find("Keller’s")
        await walk.press("y")
        assert walk.cursor_at("Keller’s")
        assert walk.app.stage.current == walk.only("actor").id
        await walk.press("Y")
        assert walk.said.startswith("3 mentions accepted: Anna Keller")
        assert offered(walk) == ALL[2:5]
        await walk.press("Y")
        assert walk.said == "no other name of Anna Keller is left to decide here"
        await walk.press("u")
        assert offered(walk) == [ALL[0], *ALL[2:]]


async def test_all_names_of_one_entity_are_one_step(project: Path) -> None:
    async with journey(project) as walk:
        await looked(walk)
        await walk.press("g", "t", "Y")
        assert sorted(walk.quotes("actor", "mention")) == ["Anna Keller", "Anna Keller", "Keller", "Keller"]
        assert offered(walk) == ALL[2:5]
        assert "4 mentions accepted: Anna Keller" in walk.said
        await walk.press("u")
        assert (walk.records(), offered(walk)) == ([], ALL)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_refusal_says_what_was_refused_and_undo_goes_back_there(project: Path, size: tuple[int, int]) -> None:
    async with journey(project, size) as walk:
        await looked(walk)
        await walk.press("g", "t", "r")
        assert walk.said == f"refused “Anna Keller” · u undoes · 1 of {len(ALL) - 1} to decide: Anna Keller"
        assert walk.said in walk.screen
        assert not walk.cursor_at("Anna Keller said")
        await walk.press("u")
        assert walk.said == "undone: refused “Anna Keller”"
        assert walk.cursor_at("Anna Keller said")
        assert offered(walk) == ALL
        await walk.press(*("r" * len(ALL)))
        assert walk.said.endswith("u undoes · nothing is left to decide here")


async def test_what_was_refused_stays_away(project: Path) -> None:
    async with journey(project) as walk:
        await looked(walk)
        await walk.press("g", "t", "r")
        await walk.saved()
        await walk.quit()
    async with journey(project) as walk:
        await looked(walk)
        assert offered(walk) == ALL[1:]


async def test_a_mention_of_ones_own_covers_the_offer(project: Path) -> None:
    async with journey(project) as walk:
        await looked(walk)
        await walk.find("Omar")
        await walk.press("a", "enter")
        assert ("Omar Haddad", "omar-haddad") not in offered(walk)
        await walk.press("x")
        assert ("Omar Haddad", "omar-haddad") in offered(walk)


async def test_an_offer_is_nobody_s_until_it_is_accepted(project: Path) -> None:
    async with journey(project) as walk:
        await looked(walk)
        await walk.find("Omar")
        assert "offered: a name of the roster" in walk.screen
        await walk.press("x")
        assert "only offered; y makes it yours" in walk.said
        assert walk.records() == []


async def test_a_name_of_two_entities_is_linked_to_the_one_that_is_linked_more_often(project: Path) -> None:
    entities = project / "entities" / "more.toml"
    entities.write_text('[[entity]]\nid = "other"\nname = "Otto Keller"\nkind = "person"\naliases = ["Keller"]\n')
    async with journey(project) as walk:
        await looked(walk)
        assert [entity for words, entity in offered(walk) if words == "Keller"] == ["", ""]
    coder = project / "annotations" / "coder"
    coder.mkdir(parents=True)
    (coder / "market.toml").write_text('status = "open"\n[[actor]]\nid = "a-000000"\nentity = "other"\n')
    async with journey(project) as walk:
        await looked(walk)
        assert [entity for words, entity in offered(walk) if words == "Keller"] == ["other", "other"]


async def test_offers_stay_when_the_file_changes_outside(project: Path) -> None:
    async with journey(project) as walk:
        await looked(walk)
        await walk.press("g", "t", "y")
        await walk.saved()
        path = project / "annotations" / "me" / "harbour.toml"
        path.write_text(path.read_text().replace('status = "open"', 'status = "done"'))
        walk.app.saving.look_outside()
        await walk.settle()
        assert walk.app.stage.editor.state.header.status == "done"
        row = next(line for line in walk.screen.splitlines() if "Omar Haddad" in line)
        assert "·" in row.split("│")[0] or "A" in row.split("│")[0]
        assert offered(walk) == ALL[1:]
        assert len(walk.app.stage.view.offers.within(0, 400)) == len(ALL) - 1


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_refusal_made_again_takes_the_offer_away_everywhere(project: Path, size: tuple[int, int]) -> None:
    async with journey(project, size) as walk:
        await looked(walk)
        await walk.press("g", "t", "r", "u")
        assert "· offered: a" in walk.screen
        assert "accept" in walk.screen.splitlines()[-1]
        await walk.press("U")
        assert walk.said == "redone: refused “Anna Keller”"
        assert offered(walk) == ALL[1:]
        assert "· offered: a" not in walk.screen
        assert "accept" not in walk.screen.splitlines()[-1]
        await walk.press("y")
        assert "no suggestion under the cursor" in walk.said
        assert walk.records() == []
        await walk.press("u")
        assert offered(walk) == ALL
        assert "· offered: a" in walk.screen
        await walk.press("y")
        assert walk.only("actor").text("entity") == KELLER


async def test_what_was_accepted_is_offered_again_when_it_is_undone(project: Path) -> None:
    async with journey(project) as walk:
        await looked(walk)
        await walk.press("g", "t", "y", "g", "u")
        assert walk.records() == []
        assert walk.cursor_at("Anna Keller")
        assert "· offered: a" in walk.screen
        await walk.press("U")
        assert "· offered: a" not in walk.screen
        assert walk.only("actor").text("entity") == KELLER
