"""A new issue typed where one is chosen, and a codebook that others change while it is in use."""

from __future__ import annotations

import errno
import os
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.tui.journey import Journey, journey
from tests.tui.projects import annotation
from tests.tui.reviewing import sitting, two_coders
from tests.tui.test_journey_forms import flat, go_to_slot, make_claim
from workbench.core.errors import StorageError
from workbench.desk import codebook_in_use
from workbench.desk.jobs import check_project
from workbench.store.shipped import default_codebook

SIZES = [(120, 40), (80, 24)]
PORT = '\n[[issue]]\nid = "port-jobs"\ntitle = "Jobs at the port"\n'


def issues(project: Path) -> list[dict[str, Any]]:
    """The issues in the file, as a reader that is not ours sees them."""
    found: list[dict[str, Any]] = tomllib.loads((project / "codebook.toml").read_text(encoding="utf-8"))["issue"]
    return found


def append(project: Path, text: str) -> None:
    """Somebody changes the file."""
    path = project / "codebook.toml"
    path.write_bytes(path.read_bytes() + text.encode())


async def ask(walk: Journey, typed: str) -> None:
    """A new claim, and a query in its issue."""
    await walk.find("Mayor")
    await walk.press("c")
    await go_to_slot(walk, "Issue")
    await walk.press("/")
    await walk.type(typed)


async def come_back(walk: Journey) -> None:
    """The window has the focus again."""
    walk.app.saving.look_outside()
    await walk.settle()


# Making one


@pytest.mark.parametrize("size", SIZES)
async def test_what_fits_nothing_becomes_an_issue_by_enter(project: Path, size: tuple[int, int]) -> None:
    before = (project / "codebook.toml").read_bytes()
    async with journey(project, size) as walk:
        await ask(walk, "")
        assert "type a name or a title (^E new issue)" in walk.screen
        await walk.type("harbour closures")
        assert "▸ new issue “harbour closures”" in walk.screen
        assert "^E new issue" in walk.screen
        assert "none of these" not in walk.screen
        await walk.press("enter")
        assert "parent of “harbour closures”" in walk.screen
        assert "▸ none" in walk.screen
        await walk.press("enter")
        assert any("▸ Issue" in line and line.endswith("harbour closures") for line in walk.screen.splitlines())
        assert walk.said == "issue “harbour closures” put into codebook.toml; undo leaves it there"
        assert walk.context == "form"
        await walk.press("enter")
        assert walk.only("claim").text("issue") == "harbour-closures"
        await walk.saved()
        assert walk.app.stage.editor.problems == {}
        await walk.press("u")
        assert walk.records() == []
        await walk.press("U")
        await walk.saved()
    assert issues(project)[-1] == {"id": "harbour-closures", "title": "harbour closures"}
    assert (project / "codebook.toml").read_bytes().startswith(before)
    assert 'issue = "harbour-closures"' in annotation(project)
    assert "codebook = 1" in annotation(project)
    assert not list(check_project(project))


@pytest.mark.parametrize("size", SIZES)
async def test_the_key_makes_one_under_a_wider_issue_whatever_row_is_chosen(
    project: Path, size: tuple[int, int]
) -> None:
    async with journey(project, size) as walk:
        await ask(walk, "libya")
        assert "▸ US policy on Libya" in walk.screen
        assert "new issue “libya”" in walk.screen
        await walk.press("ctrl+e")
        await walk.type("russian infl")
        await walk.press("enter", "enter")
        assert walk.only("claim").text("issue") == "libya"
    assert issues(project)[-1] == {"id": "libya", "title": "libya", "parent": "russia-influence-libya"}


async def test_a_stance_takes_a_new_issue_as_its_target(project: Path) -> None:
    async with journey(project) as walk:
        await make_claim(walk)
        await walk.press("s")
        await go_to_slot(walk, "Target")
        await walk.press("/", *"harbour")
        assert "Harbour Authority" in walk.screen
        assert "▸ new issue" not in walk.screen
        await walk.type(" closures")
        rows = walk.screen.split("/ harbour closures")[1].splitlines()
        assert "▸ new issue “harbour closures”" in rows[1]
        assert any("some letters in" in row for row in rows[2:])
        await walk.press("enter", "enter", "-", "enter")
        stance = walk.only("stance")
        assert stance.text("target") == "issue:harbour-closures"
        assert "harbour closures" in walk.screen
        assert walk.app.stage.editor.problems == {}


@pytest.mark.parametrize("size", SIZES)
async def test_a_reviewer_makes_one_in_the_form_of_an_item(project: Path, size: tuple[int, int]) -> None:
    async with sitting(two_coders(project), size) as walk:
        await walk.stand("ann/c-aaaaa1")
        await walk.press("e")
        await go_to_slot(walk, "Issue")
        await walk.press("/", *"harbour closures")
        assert "▸ new issue “harbour closures”" in walk.screen
        await walk.press("enter", "enter")
        assert "put into codebook.toml" in walk.said
        await walk.press("enter")
        assert [one.text("issue") for one in walk.review.gold.records.values() if one.layer == "claim"] == [
            "harbour-closures"
        ]
    assert issues(project)[-1]["title"] == "harbour closures"


@pytest.mark.parametrize("size", SIZES)
async def test_a_title_nearly_there_is_the_first_row_and_the_new_one_the_next(
    project: Path, size: tuple[int, int]
) -> None:
    async with journey(project, size) as walk:
        await ask(walk, "US polcy on Lybia")
        rows = [line for line in walk.screen.splitlines() if "US policy on Libya" in line or "new issue “" in line]
        assert "▸ US policy on Libya  an issue close to this" in rows[0]
        assert "new issue “US polcy on Lybia”" in rows[1]
        await walk.press("enter", "enter")
        assert walk.only("claim").text("issue") == "us-libya-policy"
        count = len(issues(project))
        await walk.press("e")
        await go_to_slot(walk, "Issue")
        await walk.press("/", *"US polcy on Lybia", "ctrl+e")
        assert "“US policy on Libya” is an issue already. Make “US polcy on Lybia” another one? (y/n)" in flat(
            walk.screen
        )
        await walk.press("n")
        assert "/ US polcy on Lybia" in walk.screen
        await walk.press("ctrl+e", "y", "enter", "enter")
        assert walk.only("claim").text("issue") == "us-polcy-on-lybia"
    assert len(issues(project)) == count + 1


async def test_a_title_that_is_there_is_taken_by_the_key_and_offers_no_new_one(project: Path) -> None:
    before = (project / "codebook.toml").read_bytes()
    async with journey(project) as walk:
        await ask(walk, "us POLICY on libya")
        assert "new issue “" not in walk.screen
        await walk.press("ctrl+u", *"us policy, on libya")
        assert "▸ US policy on Libya" in walk.screen
        assert "new issue “" not in walk.screen
        await walk.press("ctrl+e")
        assert walk.said == "“US policy on Libya” is there already, and taken"
        await walk.press("enter")
        assert walk.only("claim").text("issue") == "us-libya-policy"
    assert (project / "codebook.toml").read_bytes() == before


async def test_without_a_title_nothing_is_made_and_escape_leads_back_to_what_was_typed(project: Path) -> None:
    before = (project / "codebook.toml").read_bytes()
    async with journey(project) as walk:
        await ask(walk, "")
        await walk.press("ctrl+e")
        assert walk.said == "type the title of the new issue first"
        await walk.press("ctrl+d")
        assert walk.said == "^D means nothing here"
        await walk.type("harbour closures")
        await walk.press("enter", "escape")
        assert "/ harbour closures" in walk.screen
        await walk.press("escape", "escape")
        assert walk.context == "article"
    assert (project / "codebook.toml").read_bytes() == before


@pytest.mark.parametrize("size", SIZES)
async def test_the_first_issue_of_a_new_codebook_and_the_list_of_the_next_form(
    project: Path, size: tuple[int, int]
) -> None:
    (project / "codebook.toml").write_bytes(default_codebook().read_bytes())
    async with journey(project, size) as walk:
        await ask(walk, "")
        assert "no issues yet: a title makes one (^E)" in walk.screen
        await walk.type("harbour closures")
        await walk.press("enter", "enter")
        assert "no issues yet" not in walk.screen
        await walk.press("enter", "escape")
        await walk.find("On Tuesday")
        await walk.press("c")
        await go_to_slot(walk, "Issue")
        assert "1 harbour closures" in walk.screen
    assert [one["id"] for one in issues(project)] == ["harbour-closures"]


async def test_an_issue_is_made_outside_a_form_too(project: Path) -> None:
    async with journey(project) as walk:
        await walk.press(":", *"new issue", "enter")
        await walk.type("harbour closures")
        await walk.press("enter", "enter")
        assert walk.context == "article"
        assert "put into codebook.toml" in walk.said
        await walk.press("ctrl+e", *"Harbour Closures", "enter")
        assert walk.said == "“harbour closures” is there already"
        await walk.press("ctrl+e", *"harbour closure", "enter")
        assert walk.context == "dialog"
        await walk.press("n")
        assert "harbour closure" in walk.screen
        await walk.press("escape")
    assert [one["id"] for one in issues(project)][-1] == "harbour-closures"


async def test_the_keys_page_and_the_palette_name_it(project: Path) -> None:
    async with journey(project, (120, 40)) as walk:
        await walk.press(":", *"issue")
        assert "New issue  ^E" in walk.screen
        await walk.press("escape", "?")
        pages = [walk.screen]
        for _ in range(12):
            await walk.press("pagedown")
            pages.append(walk.screen)
        shown = "\n".join(pages)
        assert "Add an issue to the codebook" in shown
        assert "add an issue of this title" in flat(shown)


@pytest.mark.parametrize("size", SIZES)
async def test_what_cannot_be_written_is_said_and_the_form_stays_with_what_was_typed(
    project: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (project / "codebook.toml").read_bytes()

    def full(path: Path, _: bytes) -> os.stat_result:
        raise StorageError(f"{path}: not saved: {os.strerror(errno.ENOSPC)}")

    async with journey(project, size) as walk:
        await ask(walk, "harbour closures")
        with monkeypatch.context() as patch:
            patch.setattr(codebook_in_use, "write_atomic", full)
            await walk.press("enter", "enter")
        assert "not saved: No space left on device" in walk.said
        assert walk.app.stage.status.error
        assert "parent of “harbour closures”" in walk.screen
        append(project, "[[issue]\n")
        await walk.press("enter")
        assert walk.said.startswith("codebook.toml: is not TOML: ")
        await walk.press("escape")
        assert "/ harbour closures" in walk.screen
        (project / "codebook.toml").write_bytes(before)
        await walk.press("enter", "enter", "enter")
        assert walk.only("claim").text("issue") == "harbour-closures"


async def test_what_others_added_meanwhile_is_said_with_the_new_issue(project: Path) -> None:
    async with journey(project) as walk:
        await ask(walk, "harbour closures")
        append(project, PORT)
        await walk.press("enter", "enter")
        assert walk.said.endswith("undo leaves it there · codebook.toml changed: issue “Jobs at the port” added")
    assert [one["id"] for one in issues(project)][-2:] == ["port-jobs", "harbour-closures"]


# A codebook that others change


@pytest.mark.parametrize("size", SIZES)
async def test_issues_of_others_are_there_when_one_comes_back(project: Path, size: tuple[int, int]) -> None:
    async with journey(project, size) as walk:
        await ask(walk, "us policy on")
        await walk.press("enter", "enter")
        await walk.saved()
        text = (project / "codebook.toml").read_text(encoding="utf-8").replace('"US policy on Libya"', '"Libya policy"')
        (project / "codebook.toml").write_text(text + PORT, encoding="utf-8")
        await come_back(walk)
        assert walk.said == "codebook.toml changed: issue “Jobs at the port” added, issue “Libya policy” changed"
        assert "Libya policy" in walk.screen
        await walk.press("e")
        await go_to_slot(walk, "Issue")
        await walk.press("/", *"jobs", "enter", "enter")
        assert walk.only("claim").text("issue") == "port-jobs"


async def test_an_issue_that_is_gone_leaves_its_records_broken_and_one_that_comes_mends_them(project: Path) -> None:
    append(project, PORT)
    async with journey(project) as walk:
        await ask(walk, "jobs")
        await walk.press("enter", "enter")
        await walk.saved()
        whole = (project / "codebook.toml").read_bytes()
        (project / "codebook.toml").write_bytes(whole.removesuffix(PORT.encode()))
        await come_back(walk)
        assert walk.said == "codebook.toml changed: issue “Jobs at the port” removed · ! lists 1 broken"
        assert [list(walk.app.stage.editor.problems)] == [[walk.only("claim").id]]
        (project / "codebook.toml").write_bytes(whole)
        await come_back(walk)
        assert walk.said == "codebook.toml changed: issue “Jobs at the port” added"
        assert walk.app.stage.editor.problems == {}


async def test_a_save_and_another_article_look_at_the_codebook_too(project: Path) -> None:
    async with journey(project) as walk:
        append(project, PORT)
        await walk.find("Anna")
        await walk.press("a", "enter")
        await walk.until(lambda: "port-jobs" in walk.app.desk.codebook.issues_by_id)
        assert walk.said == "codebook.toml changed: issue “Jobs at the port” added"
        append(project, PORT.replace("port-jobs", "peace").replace("Jobs at the port", "Peace"))
        await walk.press("J")
        assert walk.said.startswith("codebook.toml changed: issue “Peace” added")
        assert walk.app.stage.editor.codebook is walk.app.desk.codebook


async def test_an_open_form_is_left_alone_until_it_is_closed(project: Path) -> None:
    async with journey(project) as walk:
        await ask(walk, "jobs")
        append(project, PORT)
        await come_back(walk)
        assert "port-jobs" not in walk.app.desk.codebook.issues_by_id
        await walk.press("escape", "escape")
        walk.app.saving.keep_open()  # nobody has typed for a while
        assert walk.said == "codebook.toml changed: issue “Jobs at the port” added"


@pytest.mark.parametrize("size", SIZES)
async def test_other_layers_are_said_and_not_half_taken(project: Path, size: tuple[int, int]) -> None:
    async with journey(project, size) as walk:
        before = walk.app.desk.codebook
        append(project, PORT + '\n[[layer]]\nname = "frame"\nprefix = "f"\n[[layer.slot]]\nname = "w"\ntype = "part"\n')
        await come_back(walk)
        assert walk.said == "the codebook’s layers changed; start again to use them"
        assert walk.app.desk.codebook is before
        assert walk.app.stage.editor.codebook is before
        await make_claim(walk)
        await walk.saved()
    async with journey(project, size) as walk:
        assert "port-jobs" in walk.app.desk.codebook.issues_by_id
        assert "frame" in walk.app.desk.codebook.by_name


@pytest.mark.parametrize("size", SIZES)
async def test_a_broken_codebook_is_said_with_its_place_and_the_old_one_stays(
    project: Path, size: tuple[int, int]
) -> None:
    async with journey(project, size) as walk:
        append(project, '\n[[issue]]\nid = "peace"\nparent = "nowhere"\n')
        await come_back(walk)
        number = len(issues(project)) - 1
        what = f"codebook.toml: issue[{number}].parent: there is no issue “nowhere”; the codebook stays as it was read"
        assert walk.said == what
        await ask(walk, "us policy on")
        await walk.press("enter", "enter")
        assert walk.only("claim").text("issue") == "us-libya-policy"


async def test_a_reviewer_sees_new_titles_too(project: Path) -> None:
    async with sitting(two_coders(project)) as walk:
        append(project, PORT)
        await come_back(walk)
        assert walk.said == "codebook.toml changed: issue “Jobs at the port” added"
        assert walk.app.stage.editor.codebook is walk.app.desk.codebook
