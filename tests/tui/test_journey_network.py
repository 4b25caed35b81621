"""The network on the screen: from the matrix, the picture, the factions and time to the very sentences, and back."""

from __future__ import annotations

import hashlib
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.tui.journey import Journey, journey
from workbench.tui.network_state import VIEWS

ARTICLES = {
    "one": ("2024-01-10", "Ann likes oil. Bob hates oil. Cleo likes oil."),
    "two": ("2024-03-20", "Ann hates coal. Bob likes coal. Dan hates coal, 石油 and Ann."),
}
STANCES = {
    "one": [("ann", "us-libya-policy", "support", 0, 14), ("bob", "us-libya-policy", "oppose", 15, 29),
            ("cleo", "us-libya-policy", "support", 30, 45)],
    "two": [("ann", "haftar-alignment", "oppose", 0, 15), ("bob", "haftar-alignment", "support", 16, 31),
            ("dan", "haftar-alignment", "oppose", 32, 59)],
}  # fmt: skip
ENTITIES = {"ann": "Ann Ltd", "bob": "Bob & Sons", "cleo": "Cleo \x1b[31m red", "dan": "石油輸出国機構"}


@pytest.fixture
def debate(project: Path) -> Path:
    """Two articles with three stances each, by somebody else."""
    tables = [
        f'[[entity]]\nid = "{key}"\nname = {_quoted(name)}\nkind = "organization"\n' for key, name in ENTITIES.items()
    ]
    (project / "entities" / "debate.toml").write_text("\n".join(tables), "utf-8")
    for name, (date, text) in ARTICLES.items():
        (project / "articles" / f"{name}.txt").write_bytes(text.encode())
        (project / "articles" / f"{name}.toml").write_text(f'date = "{date}"\n', "utf-8")
        digest = hashlib.sha256(text.encode()).hexdigest()
        lines = [
            f'format = 1\narticle = "{name}"\ntext_sha256 = "{digest}"\nannotator = "coder-z"\nstatus = "open"\ncodebook = 1\n'
        ]
        for number, (holder, issue, polarity, start, end) in enumerate(STANCES[name]):
            lines.append(
                f'[[stance]]\nid = "s-00000{number}"\nholder = "entity:{holder}"\ntarget = "issue:{issue}"\n'
                f'polarity = "{polarity}"\n\n[[stance.evidence]]\nstart = {start}\nend = {end}\nquote = "{text[start:end]}"\n'
            )
        folder = project / "annotations" / "coder-z"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.toml").write_text("\n".join(lines), "utf-8")
    return project


def _quoted(text: str) -> str:
    return '"' + text.replace("\x1b", "\\u001b") + '"'


async def view(walk: Journey, wanted: str) -> None:
    """Open the network at one of its views."""
    await walk.press("H")
    assert walk.context == "network"
    while walk.app.networking.state.view != wanted:
        await walk.press("tab")


async def test_from_a_cell_to_its_sentence_and_back(debate: Path) -> None:
    async with journey(debate) as walk:
        await view(walk, "matrix")
        assert "Bob & Sons" in walk.screen
        assert "+1" in walk.screen
        assert "-1" in walk.screen
        await walk.press("j")
        assert walk.app.networking.state.cell == ("bob", "issue:haftar-alignment")
        assert "1 statement: 1 for, 0 against" in walk.screen
        await walk.press("enter")
        assert walk.context == "list"
        assert "Bob likes coal." in walk.screen
        await walk.press("enter")
        assert walk.app.stage.editor.article.id == "two"
        assert walk.app.stage.current == "s-000001"
        assert walk.app.stage.reader.cursor == 16
        assert walk.app.stage.other == "coder-z"
        await walk.press("H")
        assert walk.app.networking.state.cell == ("bob", "issue:haftar-alignment")
        await walk.press("escape")
        assert walk.context == "article"


async def test_from_an_edge_to_its_sentences(debate: Path) -> None:
    async with journey(debate) as walk:
        await view(walk, "picture")
        tie = walk.app.networking.state.chosen_tie
        assert tie is not None
        assert {tie.a, tie.b} == {"ann", "bob"}
        assert (tie.congruence, tie.conflict) == (0, 2)
        assert "×" in walk.screen
        assert "Ann Ltd" in walk.screen
        await walk.press("enter")
        for words in ("Ann likes oil.", "Bob hates oil.", "Ann hates coal.", "Bob likes coal."):
            assert words in walk.screen
        await walk.press("down", "enter")
        assert walk.app.stage.editor.article.id in ARTICLES
        assert walk.context == "article"


async def test_the_picture_steps_through_edges_and_actors(debate: Path) -> None:
    async with journey(debate) as walk:
        await view(walk, "picture")
        state, seen = walk.app.networking.state, set()
        for _ in state.ties:
            tie = state.chosen_tie
            assert tie is not None
            seen.add(frozenset((tie.a, tie.b)))
            await walk.press("j")
        assert len(seen) == len(state.ties) == 5
        first = state.chosen_tie
        await walk.press("l")
        assert state.chosen_tie is not None
        assert first is not None
        assert state.chosen_tie.a != first.a


async def test_factions_and_time(debate: Path) -> None:
    async with journey(debate) as walk:
        await view(walk, "factions")
        assert "polarization" in walk.screen
        assert "faction 2" in walk.screen
        await walk.press("enter")
        assert "statements" in walk.screen
        await walk.press("escape", "tab")
        assert walk.app.networking.state.view == "time"
        assert "2024-01-10" in walk.screen
        while walk.app.networking.state.step != "months":
            await walk.press("u")
        assert "2024-03-10" in walk.screen
        await walk.press("G", "enter")
        assert "Dan hates coal" in walk.screen


async def test_issue_rule_whose_and_actors(debate: Path) -> None:
    async with journey(debate) as walk:
        await view(walk, "matrix")
        state = walk.app.networking.state
        await walk.press("i", *"libya policy", "enter")
        assert state.pair.matrix.columns == ("issue:us-libya-policy",)
        await walk.press("i", "enter", "r")
        assert state.rule == "ignore"
        assert state.pair.matrix.total == 6
        await walk.press("a")
        assert state.actor == "person"
        assert "No statement counts here for persons." in walk.screen
        await walk.press("a", "t")
        assert (state.actor, state.targets_too) == ("holder", True)
        await walk.press("w", *"coder-z", "enter")
        assert state.found.annotators == ("coder-z",)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_every_setting_stands_behind_its_key(debate: Path, size: tuple[int, int]) -> None:
    async with journey(debate, size) as walk:
        await view(walk, "matrix")
        assert " r for - against  a organizations  t issues  i all  w coder-z" in walk.screen
        await walk.press("r", "t")
        assert " r all statements  a organizations  t issues, actors  i all  w coder-z" in walk.screen
        await walk.press("a", "i", *"libya policy", "enter")
        assert " a persons  t issues, actors  i only US policy on Libya  w" in walk.screen
        await view(walk, "time")
        assert " u by " in walk.screen
        assert " r all" not in walk.screen


async def test_a_picture_is_written_once(debate: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with journey(debate) as walk:
        for name in VIEWS:
            await view(walk, name)
            await walk.press("s", "enter")
            assert walk.context == "network"
            ElementTree.parse(tmp_path / f"network-{name}.svg")
            await walk.press("escape")
        await view(walk, "matrix")
        before = (tmp_path / "network-matrix.svg").read_bytes()
        await walk.press("s", "enter")
        assert "there is a file already" in walk.said
        assert (tmp_path / "network-matrix.svg").read_bytes() == before


async def test_names_are_shown_harmless_and_in_their_width(debate: Path) -> None:
    async with journey(debate) as walk:
        for name in VIEWS:
            await view(walk, name)
            assert "\x1b[31m" not in walk.screen
            await walk.press("escape")
        await view(walk, "picture")
        assert "石油輸出国機構" in walk.screen
        assert "Cleo ␛[31m red" in walk.screen


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_without_statements_the_page_says_what_makes_one(project: Path, size: tuple[int, int]) -> None:
    async with journey(project, size) as walk:
        await walk.press("H")
        assert "No statement counts here for speakers." in walk.screen
        assert "a claim with a source and an issue, is a statement." in " ".join(walk.screen.split())
        for name in VIEWS:
            await view(walk, name)
            await walk.press("j", "l", "enter", "escape")


async def test_many_files_are_read_beside_the_keys(debate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.tui.networking.AT_ONCE", 1)
    async with journey(debate) as walk:
        await walk.press("H")
        for _ in range(200):
            if walk.context == "network":
                break
            await walk.pilot.pause(0.02)
        assert walk.context == "network"
