"""Help, palette, articles, codebook, other people's work, themes."""

from __future__ import annotations

import hashlib
from pathlib import Path

from tests.tui.journey import journey
from tests.tui.projects import annotation, harbour
from workbench.keys.commands import COMMANDS
from workbench.store.places import config_folder
from workbench.tui.palette import PALETTES


def coder(root: Path, annotator: str, words: str = "Omar Haddad") -> None:
    """Give somebody an annotation file with one actor, at the first place of ``words``."""
    text = (root / "articles" / "harbour.txt").read_text(encoding="utf-8")
    start = text.index(words)
    folder = root / "annotations" / annotator
    folder.mkdir(parents=True)
    (folder / "harbour.toml").write_text(
        f"""format = 1
article = "harbour"
text_sha256 = "{hashlib.sha256(text.encode()).hexdigest()}"
annotator = "{annotator}"
status = "open"
codebook = 1

[[actor]]
id = "a-000001"
entity = "omar-haddad"

[[actor.mention]]
start = {start}
end = {start + len(words)}
quote = "{words}"
""",
        encoding="utf-8",
    )


async def test_help_shows_the_live_keys_and_scrolls(project: Path) -> None:
    async with journey(project) as walk:
        await walk.press("?")
        assert walk.context == "reader"
        first = walk.screen
        assert "keys" in first
        await walk.press("space")
        assert walk.screen != first
        await walk.press("g")
        assert walk.screen == first
        seen = ""
        for _ in range(40):
            seen += walk.screen
            await walk.press("space")
        for title in ("In a form", "In the picker of entities and issues", "In a question"):
            assert title in seen
        await walk.press("q")
        assert walk.context == "article"


async def test_questions_and_lists_name_the_keys_of_a_persons_own_keymap(project: Path) -> None:
    path = config_folder() / "keymaps" / "default.toml"
    path.parent.mkdir(parents=True)
    path.write_text(
        'format = 1\n[list]\n"list.accept" = ["ctrl+y"]\n"list.tick" = ["ctrl+w"]\n'
        '[dialog]\n"dialog.yes" = ["j"]\n"dialog.no" = ["k"]\n',
        encoding="utf-8",
    )
    async with journey(project) as walk:
        await walk.find("Anna Keller")
        await walk.press("a", "ctrl+y", "p")
        assert "^Y makes those ticked; ^W unticks" in walk.screen
        await walk.press("ctrl+w", "escape", "L", *"harb", "ctrl+y")
        assert "(j/k)" in walk.screen
        await walk.press("k")
        assert walk.context == "article"
        assert walk.only("actor").text("entity") == "harbour-authority"


async def test_help_of_a_pane_begins_with_the_pane(project: Path) -> None:
    async with journey(project) as walk:
        await walk.press("A", "?")
        assert "In a pane of records" in walk.screen


async def test_the_palette_finds_a_command_and_runs_it(project: Path) -> None:
    async with journey(project) as walk:
        await walk.press(":")
        await walk.type("article end")
        assert "▸ Article end" in walk.screen
        await walk.press("enter")
        assert walk.cursor_at("smiled")
        assert walk.context == "article"


async def test_the_palette_offers_every_command_of_the_article(project: Path) -> None:
    async with journey(project) as walk:
        await walk.press(":")
        sheet = walk.app.stage.sheets[-1]
        offered = {item.value for _, item in sheet.visible()}  # type: ignore[attr-defined]
        wanted = {command.id for command in COMMANDS if command.home in ("article", "app")}
        assert wanted - offered <= {"app.palette"}
        assert {"make.actor", "make.stance", "make.claim"} <= offered


async def test_the_palette_has_what_has_no_key_too(tmp_path: Path) -> None:
    path = config_folder() / "keymaps" / "default.toml"
    path.parent.mkdir(parents=True)
    path.write_text('format = 1\n[article]\n"record.flag" = []\n', encoding="utf-8")
    event = (
        '[[layer]]\nname = "event"\nprefix = "ev"\ntitle = "Events"\n{}[[layer.slot]]\nname = "words"\ntype = "part"\n'
    )
    for key in ("", 'key = "e"\n'):  # none at all, and one that is taken and therefore left out
        async with journey(harbour(tmp_path / f"with{key[-2:-1]}", more_codebook=event.format(key)), (80, 24)) as walk:
            assert "[Ev]" in walk.screen or "Events" in walk.screen
            assert "claim  event" not in walk.screen.splitlines()[-1]
            await walk.find("Anna")
            await walk.press(":", *"make event", "enter")
            assert "new event" in walk.screen
            await walk.press("enter")
            await walk.press(":", *"flag", "enter")
            assert walk.only("event").flag
            await walk.press(":", *"pane: events", "enter")
            assert walk.app.stage.focus == 3


async def test_the_list_of_articles_with_progress_and_filter(project: Path) -> None:
    coder(project, "coder-b")
    async with journey(project) as walk:
        await walk.find("Omar")
        await walk.press("a", "enter", "D")
        assert "done" in walk.screen.splitlines()[0]
        await walk.press("O")
        assert "1 of 2 done" in walk.screen
        assert "✓ harbour" in walk.screen
        assert "1 record" in walk.screen
        await walk.type("mark")
        assert "harbour  done" not in walk.screen
        await walk.press("enter")
        assert "The market opens at six" in walk.screen
        assert "article 2 of 2" in walk.screen
        await walk.press("K")
        assert "article 1 of 2" in walk.screen
        assert walk.cursor_at("Omar")
        await walk.press("K")
        assert "first article" in walk.said
        await walk.press("J", "J")
        assert "last article" in walk.said
    assert 'status = "done"' in annotation(project)


async def test_done_and_open_again_can_be_undone(project: Path) -> None:
    async with journey(project) as walk:
        seen = []
        for key in ("D", "D", "u"):
            await walk.press(key)
            seen.append(walk.app.stage.editor.state.header.status)
        assert seen == ["done", "open", "done"]
        assert "done" in walk.screen.splitlines()[0]
        await walk.saved()
    assert 'status = "done"' in annotation(project)


async def test_leaving_an_article_saves_it(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Omar")
        await walk.press("a", "enter", "J")
        assert "omar-haddad" in annotation(project)
        assert walk.records() == []
        await walk.press("u")
        assert "nothing" in walk.said.lower()
        await walk.press("K")
        assert len(walk.records()) == 1


async def test_the_codebook_and_its_issues_can_be_read(project: Path) -> None:
    (project / "guidelines.md").write_text("# How to code\n\nBe brief.\n", encoding="utf-8")
    async with journey(project, size=(120, 60)) as walk:
        await walk.press("B")
        seen = ""
        for _ in range(20):
            seen += walk.screen
            await walk.press("space")
        assert "Polarity" in seen
        assert "US policy on Libya" in seen
        assert "Be brief." in seen
        await walk.press("escape")
        assert walk.context == "article"


async def test_other_peoples_work_is_shown_read_only_and_put_away(project: Path) -> None:
    coder(project, "coder-b")
    coder(project, "coder-c", "Port Union")
    async with journey(project) as walk:
        assert walk.app.stage.other == "coder-b"
        await walk.press("]", "x")
        assert "read-only" in walk.said
        await walk.press("V")
        await walk.type("coder-c")
        await walk.press("enter")
        assert "coder-c" in walk.said
        await walk.press("g", "]")
        assert walk.cursor_at("Port Union")
        await walk.press("V")
        await walk.type("nobody")
        await walk.press("enter", "g", "]")
        assert walk.cursor == 0


async def test_a_new_user_sees_a_coders_work_and_how_to_begin(project: Path) -> None:
    coder(project, "coder-a")
    async with journey(project) as walk:
        assert "coder-a" in walk.said
        assert "read-only" in walk.said
        assert "a " in walk.said
        assert "Omar Haddad" in "\n".join(line[70:] for line in walk.screen.splitlines())
        await walk.press("a", "enter")
        assert walk.app.stage.other == ""
        assert len(walk.records()) == 1


async def test_nobody_else(project: Path) -> None:
    async with journey(project) as walk:
        await walk.press("V")
        assert "nobody else" in walk.said


async def test_every_theme_paints(project: Path) -> None:
    async with journey(project) as walk:
        seen = [walk.app.palette_name]
        text = walk.screen.splitlines()[1:-2]
        for _ in PALETTES:
            await walk.press("ctrl+t")
            seen.append(walk.app.palette_name)
            assert walk.screen.splitlines()[1:-2] == text
        assert seen[0] == seen[-1]
        assert set(seen) == set(PALETTES)


async def test_messages_can_be_read_again(project: Path) -> None:
    async with journey(project) as walk:
        await walk.press("Q", "/", *"nowhere", "enter", "!")
        assert "not found" in walk.screen
        await walk.press("escape")
        assert walk.context == "article"


async def test_the_list_of_articles_counts_one_record_as_one(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Anna")
        await walk.press("a", "enter", "O")
        assert "harbour  open · 1 record" in walk.screen
        assert "1 records" not in walk.screen


async def test_a_list_that_is_open_is_laid_anew_when_the_terminal_has_another_size(project: Path) -> None:
    async with journey(project, (80, 24)) as walk:
        await walk.press("O")
        for width, height in ((120, 40), (80, 24), (50, 20), (120, 40)):
            await walk.resize(width, height)
            assert walk.screen.count("articles · 0 of 2 done") == 1
            assert walk.screen.count("market") == 1
        await walk.press("escape")
        assert walk.screen.count("market") == 0
