"""Data is data: escape sequences, controls, overrides and markup in it never reach the terminal as what they are."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sys
from pathlib import Path

import pytest

from tests.pty.terminal import Terminal, environment, workbench
from workbench.store.shipped import sample_project

PAYLOADS = {
    "clipboard": "\x1b]52;c;aGFja2Vk\x07",
    "mode": "\x1b[?1337h",
    "title": "\x1b]0;owned\x1b\\",
    "string": "\x1bP+q544e\x1b\\",
    "bell": "\x07",
    "c1": "\x9b31m\x9d52;c;eA==\x9c",
    "bidi": "\u202eright\u202c\u2066left\u2069",
    "hidden": "a\u200bb\ufeffc\u2060d\u00ade",
    "tags": "\U000e0041\U000e007f",
    "nul": "\x00\x08\x7f",
    "separators": "\u2028\u2029\x0b\x0c\x85",
}
HOSTILE = "".join(PAYLOADS.values())

FORBIDDEN = (
    *(payload.encode() for payload in PAYLOADS.values()),
    b"\x1b]52",
    b"\x1b[?1337",
    b"owned\x1b\\",
    b"\x1bP+q",
    b"\x07",
    b"\x00",
    b"\x7f",
    b"\x0b",
    b"\x0c",
    *(
        character.encode()
        for character in "\x85\x9b\x9c\x9d\u202e\u202c\u2066\u2069\u200b\ufeff\u2060\u00ad\u2028\u2029"
    ),
    *(character.encode() for character in "\U000e0041\U000e007f"),
)
POINTER = re.compile(rb"\x1b\]22;[a-z]*\x07")
MARKUP = "[bold]loud[/bold] [@click=app.quit]x[/]"
ARTICLE = f"Anna {HOSTILE} said that {HOSTILE} {MARKUP} will close. Zorvath {HOSTILE} doubts it.\r\n\tThe end.\n"


def toml(text: str) -> str:
    """A TOML string in which every control is written as an escape."""
    return "".join(
        character if character in " !" or (character.isalnum() and character.isascii()) else f"\\U{ord(character):08x}"
        for character in text
    ).join('""')


def hostile_project(folder: Path) -> Path:
    """A project in which every text that can be shown holds the payloads."""
    root = folder / "hostile"
    for name in ("articles", "entities", "annotations/coder\x1b[?1337hb"):
        (root / name).mkdir(parents=True)
    (root / "articles" / "first.txt").write_bytes(ARTICLE.encode())
    bad, loud = toml(f"N{HOSTILE}"), toml(f"{MARKUP}{HOSTILE}")
    (root / "articles" / "first.toml").write_text(
        f"title = {loud}\nsource = {bad}\nauthor = {bad}\nurl = {bad}\n", encoding="utf-8"
    )
    (root / "articles" / "other\x1b]52;c;eA==\x07\u202e.txt").write_bytes(ARTICLE.encode())
    (root / "entities" / "people.toml").write_text(
        f'[[entity]]\nid = "anna"\nname = {toml("Anna " + HOSTILE)}\nkind = "person"\n'
        f'aliases = ["Anna", {loud}]\ndescription = {bad}\n',
        encoding="utf-8",
    )
    codebook = (sample_project() / "codebook.toml").read_text(encoding="utf-8")
    codebook = codebook.replace('title = "US foreign policy"', f"title = {loud}")
    codebook = codebook.replace('title = "Claims"', f"title = {loud}").replace('title = "Cue"', f"title = {loud}")
    codebook = codebook.replace('title = "Actors, stances and claims"', f"title = {loud}")
    codebook = codebook.replace('help = "The words that report it, as a rule the verb alone."', f"help = {loud}")
    (root / "codebook.toml").write_text(codebook, encoding="utf-8")
    (root / "guidelines.md").write_bytes(f"# {HOSTILE}\n{MARKUP}\n{HOSTILE}\n".encode())
    (root / "workbench.toml").write_text(f"format = 1\ntitle = {loud}\n", encoding="utf-8")
    sha256 = hashlib.sha256(ARTICLE.encode()).hexdigest()
    for annotator in ("me", "coder\x1b[?1337hb"):
        target = root / "annotations" / annotator
        target.mkdir(exist_ok=True)
        (target / "first.toml").write_text(
            f'format = 1\narticle = "first"\ntext_sha256 = "{sha256}"\nannotator = {toml(annotator)}\nstatus = "open"\n'
            f'codebook = 1\n\n[[actor]]\nid = "a-000001"\nentity = "anna"\nnote = {loud}\n\n'
            '[[actor.mention]]\nstart = 0\nend = 4\nquote = "Anna"\n\n'
            f'[[actor]]\nid = "a-000002"\nentity = {bad}\nnote = {bad}\n\n'
            f"[[actor.mention]]\nstart = 5\nend = 9\nquote = {bad}\n",
            encoding="utf-8",
        )
    return root


def assert_clean(raw: bytes) -> None:
    """Nothing of the payloads stands in these bytes as it is; the shape of the pointer is Textual's own."""
    raw = POINTER.sub(b"", raw)
    for payload in FORBIDDEN:
        at = raw.find(payload)
        assert at < 0, f"{payload!r} reached the terminal: {raw[max(0, at - 60) : at + 40]!r}"


STEPS: list[tuple[bytes, str]] = [
    (b"c", "new "),
    (b"\t\t", "▸ "),
    (b"\x1b", "nothing made"),
    (b"A", "filter"),
    (b"g", "filter"),
    (b"G", "filter"),
    (b"C\t", "a actor"),
    (b"O", "articles"),
    (b"\x1b", "a actor  s stance"),
    (b"B", "codebook"),
    (b" ", "close"),
    (b"  ", "close"),
    (b"\x1b", "a actor  s stance"),
    (b"?", "keys"),
    (b" ", "close"),
    (b"\x1b", "a actor  s stance"),
    (b":claim", "commands"),
    (b"\x1b", "a actor  s stance"),
    (b"!", "problems and messages"),
    (b"\x1b", "a actor  s stance"),
    (b"V", "whose work"),
    (b"\r", "read-only"),
    (b"g]m", "note on"),
    (b"\x1b", "a actor  s stance"),
    (b"L", "link “"),
    (b"\x1b", "a actor  s stance"),
    (b"/Zorvath\r", "found"),
    (b"a", "actor “Zorvath"),
    (b"\x1b", "a actor  s stance"),
    (b"v)a", "actor “"),
    (b"\x05", "filter the kinds"),
    (b"\r", "actor a-"),
    (b"s", "new stance"),
    (b"/", "/"),
    (b"\x1b", "new stance"),
    (b"\x1b", "nothing made"),
]
"""Bytes, and what is on the screen after them: through every place that shows data."""


@pytest.mark.parametrize(
    "size", [pytest.param((120, 40), id="wide"), pytest.param((80, 24), id="narrow", marks=pytest.mark.slow)]
)
def test_nothing_of_hostile_data_reaches_the_terminal_raw(tmp_path: Path, size: tuple[int, int]) -> None:
    project = hostile_project(tmp_path)
    with workbench(tmp_path, "--annotator", "me", str(project), size=size) as terminal:
        terminal.sees("Anna", "a actor")
        terminal.press("u")
        for data, shown in STEPS:
            terminal.send(data)
            terminal.until(lambda text, shown=shown: shown in text, repr((data, shown)))  # type: ignore[misc]
            assert_clean(bytes(terminal.raw))
        terminal.press("q")
        terminal.ends()
        assert_clean(bytes(terminal.raw))


def test_markup_is_shown_as_it_is_written(tmp_path: Path) -> None:
    project = hostile_project(tmp_path)
    with workbench(tmp_path, "--annotator", "me", str(project), size=(200, 50)) as terminal:
        shown = terminal.sees("Anna", "a actor")
        assert shown.count("[bold]loud[/bold]") >= 2
        terminal.press("q")
        assert terminal.ends() == 0


def test_a_hostile_path_is_not_echoed_raw(tmp_path: Path) -> None:
    argv = [sys.executable, "-m", "workbench", "no\x1b[?1337h\u202ewhere"]
    with Terminal(argv, environment(tmp_path), (80, 24), tmp_path) as terminal:
        assert terminal.ends() == 2
        assert b"where" in terminal.raw
        assert_clean(bytes(terminal.raw))


def test_a_hostile_name_of_an_annotator_is_not_shown_raw(tmp_path: Path) -> None:
    project = hostile_project(tmp_path)
    with workbench(tmp_path, "--annotator", "m\x1b]52;c;eA==\u202ee", str(project)) as terminal:
        terminal.sees("Anna", "a actor")
        terminal.press("q")
        assert terminal.ends() == 0
        assert_clean(bytes(terminal.raw))


def test_a_hostile_keymap_is_reported_without_harm(tmp_path: Path) -> None:
    project = hostile_project(tmp_path)
    keymaps = tmp_path / "config" / "article-workbench" / "keymaps"
    keymaps.mkdir(parents=True)
    (keymaps / "default.toml").write_text(
        f'format = 1\ntitle = {toml(HOSTILE)}\n[article]\n"move.{"x" * 3}" = [{json.dumps("q")}, {toml(HOSTILE)}]\n',
        encoding="utf-8",
    )
    with workbench(tmp_path, "--annotator", "me", str(project)) as terminal:
        terminal.sees("Anna", "keymap")
        terminal.press("!")
        terminal.sees("problems and messages")
        assert_clean(bytes(terminal.raw))


def test_a_broken_file_with_hostile_bytes_is_reported_without_harm(tmp_path: Path) -> None:
    project = hostile_project(tmp_path)
    (project / "annotations" / "me" / "first.toml").write_bytes(f'format = 1\n"{HOSTILE}" = {HOSTILE}\n'.encode())
    with workbench(tmp_path, "--annotator", "me", str(project)) as terminal:
        terminal.sees("Anna", "read-only")
        terminal.press("!")
        terminal.sees("problems and messages")
        assert_clean(bytes(terminal.raw))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
@pytest.mark.parametrize("end", ["quit", "signal"])
def test_names_of_broken_bytes_are_left_out_or_shown_and_hinder_nothing(tmp_path: Path, end: str) -> None:
    project = hostile_project(tmp_path)
    (project / "articles" / "aa\udcff\x9b31m.txt").write_text("Nobody reads this.\n", encoding="utf-8")
    theirs = project / "annotations" / "z\udcff\udc9b31m" / "first.toml"
    theirs.parent.mkdir()
    shutil.copy(project / "annotations" / "me" / "first.toml", theirs)
    with workbench(tmp_path, "--annotator", "me", str(project)) as terminal:
        terminal.sees("Anna", "a actor")
        terminal.press("!")
        terminal.sees("problems and messages", "aa��31m.txt")
        terminal.press("escape", "V")
        terminal.sees("z��31m")
        terminal.press("z", "enter")
        terminal.sees("does not belong here")
        if end == "quit":
            terminal.press("q")
        else:
            terminal.signal(15)
        assert terminal.ends() == 0
        assert "Nobody reads this" not in bytes(terminal.raw).decode()
        assert_clean(bytes(terminal.raw))
    assert not list(tmp_path.rglob("crash-*"))


@pytest.mark.parametrize("command", ["check", "status"])
def test_a_command_on_a_terminal_writes_nothing_of_hostile_data_raw(tmp_path: Path, command: str) -> None:
    argv = [sys.executable, "-m", "workbench", "-C", str(hostile_project(tmp_path)), command]
    with Terminal(argv, environment(tmp_path), (120, 40), tmp_path) as terminal:
        assert terminal.ends() in (0, 1)
        assert b"first" in terminal.raw
        assert_clean(bytes(terminal.raw))


@pytest.mark.parametrize("more", [{"LC_ALL": "C"}, {"LANG": "de_DE.ISO-8859-1"}, {"TERM": "vt100"}], ids=str)
def test_a_command_sends_nothing_beyond_ascii_where_that_might_be_a_control(
    tmp_path: Path, more: dict[str, str]
) -> None:
    """The second byte of ``\u011b`` is CSI to a terminal without UTF-8."""
    project = hostile_project(tmp_path)
    name = toml("P\u011btka 31m \u5317\u4eac")
    (project / "entities" / "more.toml").write_text(f'[[entity]]\nid = "p"\nname = {name}\nkind = "person"\n')
    calls = (["entities", "list"], ["entities", "list", "--json"], ["check"], ["agree", "--help"], ["stauts"])
    for call in (*calls, ["no\u011b31m"], ["add", "no\u011b31m"]):
        argv = [sys.executable, "-m", "workbench", *call]
        with Terminal(argv, environment(tmp_path) | more, (120, 40), project) as terminal:
            assert terminal.ends() in (0, 1, 2)
            assert terminal.raw.isascii(), call
            assert len(terminal.raw) > 20
            if call == ["entities", "list"]:
                assert b"Petka 31m ????" in terminal.raw


def test_settings_decide_how_commands_spell(tmp_path: Path) -> None:
    settings = tmp_path / "config" / "article-workbench" / "settings.toml"
    settings.parent.mkdir(parents=True)
    for plain, ascii_only in (("true", True), ("false", False)):
        settings.write_text(f"plain = {plain}\n", encoding="utf-8")
        argv = [sys.executable, "-m", "workbench", "stauts"]
        with Terminal(argv, environment(tmp_path) | {"LC_ALL": "C"}, (120, 40), tmp_path) as terminal:
            assert terminal.ends() == 2
            assert terminal.raw.isascii() == ascii_only
