"""The first page stands before Textual does, and the application takes it over without a cell flickering."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import pytest

from tests.pty.projects import sample, texts
from tests.pty.terminal import Screen, Terminal, environment, workbench
from tests.pty.test_review import project as reviewed
from workbench.core.annotation import Annotations, Fragment, Header, Record
from workbench.store.annotation_writer import annotation_bytes
from workbench.store.codebook_file import read_codebook
from workbench.store.shipped import default_codebook

STANDS = b"\x1b[?25h"
TEXTUAL = b"\x1b[?1004h"
MIXED = "Überraschung in Gdańsk: 北京 said “no”, العربية too, 🚢🇩🇪 and नमस्ते.\n\nA second paragraph follows here.\n"


def pages(terminal: Terminal, size: tuple[int, int]) -> list[Screen]:
    """The early page, and the screen after each further piece of what was sent."""
    raw = bytes(terminal.raw)
    end = raw.index(STANDS) + len(STANDS)
    assert raw.find(TEXTUAL) >= end, "the page was not early"
    found: list[Screen] = []
    for until in (end, *range(end + 200, len(raw), 200), len(raw)):
        screen = Screen(*size)
        screen.feed(raw[:until])
        found.append(screen)
    return found


def assert_taken_over(terminal: Terminal, size: tuple[int, int], *wanted: str) -> None:
    """The early page shows these words, and no character of it is ever another one afterwards."""
    terminal.settles(0.3)
    raw = bytes(terminal.raw)
    assert raw.count(b"\x1b[?1049h") == 1
    assert raw.count(b"\x1b[2J") == 1
    early, *later = pages(terminal, size)
    for one in wanted:
        assert one in early.text, early.text
    at = (early.cells.cursor.x, early.cells.cursor.y)
    for y in range(1, size[1] - 2):
        for x in range(size[0]):
            cell = early.cells.buffer[y][x]
            if cell.data.strip() and x >= 4:
                assert all(screen.cells.buffer[y][x].data == cell.data for screen in later), (y, x, cell)
    assert (later[-1].cells.cursor.x, later[-1].cells.cursor.y) == at


PAGE_ALONE = """
import sys
from workbench.cli.first_page import first_page
page = first_page(sys.argv[1:])
slow = {"pathlib", "hashlib", "_hashlib", "dataclasses", "wcwidth", "msgspec", "tomllib", "click", "textual"} & {*sys.modules}
page.leave()
print("imported:", *sorted(slow), "end")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems ask a library for the user's folders")
def test_the_page_waits_for_no_slow_import(tmp_path: Path) -> None:
    folder = texts(tmp_path, "“Zoë’s Straße – now…”, «Россия» said.\n" * 200)
    with workbench(tmp_path, "--annotator", "me", str(folder)) as terminal:
        terminal.sees("Zoë", "q quit")
        terminal.press("g", "j", "w", "q")
        assert terminal.ends() == 0
    call = [sys.executable, "-c", PAGE_ALONE, "--annotator", "me", str(folder)]
    with Terminal(call, environment(tmp_path), (120, 40), tmp_path) as terminal:
        assert terminal.ends() == 0
        assert "Zoë’s Straße – now…”, «Россия» said.".encode() in bytes(terminal.raw)
        assert b"imported: end" in bytes(terminal.raw)


SIZES = [(50, 15), (80, 24), (120, 40), (200, 60)]


@pytest.mark.parametrize(
    "size",
    [pytest.param(one, marks=[pytest.mark.slow] * (one[0] > 150)) for one in SIZES],
    ids=lambda size: f"{size[0]}x{size[1]}",
)
def test_a_project(tmp_path: Path, size: tuple[int, int]) -> None:
    with workbench(tmp_path, "--annotator", "me", str(sample(tmp_path, empty=False)), size=size) as terminal:
        terminal.sees("Donald Trump has", "begins")
        assert_taken_over(terminal, size, "Donald Trump has", "libya-haftar")
        terminal.press("q")
        assert terminal.ends() == 0


@pytest.mark.parametrize("whole", [True, False], ids=["folder", "text"])
def test_a_folder_and_a_text_in_many_scripts(tmp_path: Path, whole: bool) -> None:
    folder = texts(tmp_path, MIXED * 20)
    with workbench(tmp_path, str(folder if whole else folder / "words.txt"), size=(100, 30)) as terminal:
        terminal.sees("Überraschung", "q quit")
        assert_taken_over(terminal, (100, 30), "Gdańsk: 北", "🚢")
        terminal.press("q")
        assert terminal.ends() == 0


@pytest.mark.parametrize(
    "more",
    [
        {"NO_COLOR": "1"},
        {"TERM": "vt100"},
        {"LC_ALL": "C"},
        *(
            pytest.param(more, marks=pytest.mark.slow)
            for more in ({"TERM": "xterm"}, {"TERM": "linux"}, {"COLORTERM": "truecolor"}, {"LANG": ""})
        ),
    ],
    ids=lambda more: "".join(f"{name}={value}" for name, value in more.items()),
)
def test_whatever_the_terminal_can_show(tmp_path: Path, more: dict[str, str]) -> None:
    project = sample(tmp_path)
    settings = tmp_path / "config" / "article-workbench" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('theme = "dark"\n', encoding="utf-8")
    for path in [*(project / "entities").glob("*.toml"), *(project / "annotations").rglob("*.toml")]:
        path.unlink()  # names that are known are faint in the text, as suggestions are
    with workbench(tmp_path, "--annotator", "me", str(project), size=(100, 30), **more) as terminal:
        terminal.sees("Donald Trump has", "q quit")
        assert_taken_over(terminal, (100, 30), "Donald Trump has")
        early, *later = pages(terminal, (100, 30))
        for y in range(1, 28):
            for x in range(5, 60):
                one, other = early.cells.buffer[y][x], later[-1].cells.buffer[y][x]
                assert (one.fg, one.bg) == (other.fg, other.bg), (y, x)
        terminal.press("q")
        assert terminal.ends() == 0


def test_a_long_text_opens_where_it_was_left(tmp_path: Path) -> None:
    body = "".join(f"{MIXED.strip()} This is paragraph {number}.\n" for number in range(9_000))
    folder = texts(tmp_path, body)
    with workbench(tmp_path, "--annotator", "me", str(folder), size=(100, 30)) as terminal:
        terminal.sees("Überraschung", "q quit")
        terminal.press("/", *"paragraph", "space", *"7123", "enter")
        terminal.sees("found")
        terminal.press("q")
        assert terminal.ends() == 0
    (note,) = (tmp_path / "state").rglob("place-*.json")
    assert json.loads(note.read_bytes())["page"]["byte"] > 500_000
    for who in (["--annotator", "me"], []):
        with workbench(tmp_path, *who, str(folder), size=(100, 30)) as terminal:
            terminal.sees("words", "q quit")
            assert "7123." in pages(terminal, (100, 30))[0].text
            if who:
                assert_taken_over(terminal, (100, 30), "7123.", "7124.")
            terminal.press("q")
            assert terminal.ends() == 0


def test_keys_typed_ahead_are_neither_shown_nor_lost(tmp_path: Path) -> None:
    project = texts(tmp_path, "alpha beta gamma delta epsilon.\n")
    with workbench(tmp_path, "--annotator", "me", str(project), size=(80, 24)) as terminal:
        terminal.reads(STANDS)
        terminal.send(b"ww\x1b[Cwa\r")
        terminal.sees("Actors 1")
        raw = bytes(terminal.raw)
        assert raw[raw.index(STANDS) + len(STANDS) :].startswith(TEXTUAL)
        terminal.press("q")
        assert terminal.ends() == 0
    assert 'quote = "epsilon"' in (project / "annotations" / "me" / "words.toml").read_text(encoding="utf-8")


def test_hostile_text_is_tamed_on_the_early_page_too(tmp_path: Path) -> None:
    project = texts(tmp_path, "one \x1b]52;c;eA==\x07 two \x1b[?1337h \u202ethree\x9b31m\x00\n")
    with workbench(tmp_path, str(project), size=(80, 24)) as terminal:
        terminal.reads(STANDS)
        raw = bytes(terminal.raw)
        assert "␛]52;c;eA==␇".encode() in raw
        assert all(one.encode() not in raw for one in ("\x1b]52", "\x07", "\x1b[?1337", "\u202e", "\x9b", "\x00"))


@pytest.mark.parametrize("broken", ["workbench.toml", "codebook.toml"])
def test_what_cannot_be_opened_takes_the_page_away_and_says_why(tmp_path: Path, broken: str) -> None:
    project = sample(tmp_path)
    (project / broken).write_text("format = 1\nwrong", encoding="utf-8")
    with workbench(tmp_path, str(project), size=(80, 24)) as terminal:
        assert terminal.ends() == 2
        raw = bytes(terminal.raw)
        assert raw.index(b"\x1b[?1049h") < raw.index(b"\x1b[?1049l") < raw.index(broken.encode(), 200)


@pytest.mark.parametrize(
    "options", [(), ("--blind",), pytest.param(("--annotators", "x,y"), marks=pytest.mark.slow)], ids=" ".join
)
@pytest.mark.parametrize(
    "size", [pytest.param((80, 24), id="80x24"), pytest.param((120, 40), id="120x40", marks=pytest.mark.slow)]
)
def test_a_review_opens_where_it_begins_and_where_it_goes_on(
    tmp_path: Path, size: tuple[int, int], options: tuple[str, ...]
) -> None:
    call = ["-C", str(reviewed(tmp_path / "study")), "--annotator", "me", "review", *options]
    with workbench(tmp_path, *call, size=size) as terminal:
        terminal.sees("Person00", "to decide", "q quit")
        assert_taken_over(terminal, size, "review  people", "Person00 Smith")
        assert title_stood_alone(terminal)
        for _ in range(3):
            terminal.press("1")
            terminal.sees("undoes")
            terminal.settles()
        terminal.press("]", "]", "q")
        assert terminal.ends() == 0
    with workbench(tmp_path, *call, size=size) as terminal:
        terminal.sees("review  people", "to decide", "q quit")
        following = (
            "Person03 Smith" if "x,y" in options else "Person06 Smith"
        )  # three people make an item more contested
        assert_taken_over(terminal, size, "review  people", following)
        assert not title_stood_alone(terminal)
        terminal.press("q")
        assert terminal.ends() == 0


def title_stood_alone(terminal: Terminal) -> bool:
    """Whether a review began with its title, and the text came once it was known where the review begins."""
    return b" review" in terminal.raw and b"people" not in terminal.raw[: terminal.raw.index(b" review") + 60]


def test_a_review_of_a_long_article_begins_far_in_it(tmp_path: Path) -> None:
    root, text = (
        tmp_path / "study",
        "".join(f"{MIXED.strip()} This is paragraph {number}.\n" for number in range(2_000)),
    )
    for name in ("articles", "annotations/x", "annotations/y"):
        (root / name).mkdir(parents=True)
    (root / "workbench.toml").write_bytes(b"format = 1\n")
    (root / "articles" / "long.txt").write_bytes(text.encode())
    codebook, start = read_codebook(default_codebook(), "codebook"), text.index("Gdańsk", text.index("paragraph 1499"))
    for name, length in (("x", 6), ("y", 10)):
        words = Fragment(start, start + length, text[start : start + length])
        header = Header("long", hashlib.sha256(text.encode()).hexdigest(), name, "open", codebook.version)
        state = Annotations(header, {"a-000001": Record("actor", "a-000001", {"mention": (words,)})})
        (root / "annotations" / name / "long.toml").write_bytes(annotation_bytes(state, codebook))
    with workbench(tmp_path, "-C", str(root), "review", size=(100, 30)) as terminal:
        terminal.sees("1 to decide", "q quit")
        assert_taken_over(terminal, (100, 30), "review  long", "Gdańsk", "1500.", "1501.")
        terminal.press("q")
        assert terminal.ends() == 0


def test_keys_typed_before_it_is_known_where_a_review_begins_are_neither_shown_nor_lost(tmp_path: Path) -> None:
    root = reviewed(tmp_path / "study")
    with workbench(tmp_path, "-C", str(root), "--annotator", "me", "review", size=(80, 24)) as terminal:
        terminal.reads(b" review")
        terminal.send(b"11~?")
        terminal.sees("close")
        before = bytes(terminal.raw[: terminal.raw.index(TEXTUAL)])
        assert b"~" not in before
        terminal.press("escape")
        terminal.sees("38 to decide")
        terminal.press("q")
        assert terminal.ends() == 0


def test_a_review_whose_files_are_others_begins_with_its_title_alone(tmp_path: Path) -> None:
    root = reviewed(tmp_path / "study")
    call = ["-C", str(root), "--annotator", "me", "review"]

    def knows_the_page(*more: str) -> bool:
        with workbench(tmp_path, *call, *more) as terminal:
            terminal.sees("Person00", "q quit")
            terminal.press("q")
            assert terminal.ends() == 0
            assert terminal.raw.index(STANDS) < terminal.raw.index(TEXTUAL)
            return not title_stood_alone(terminal)

    assert [knows_the_page(), knows_the_page()] == [False, True]
    assert [knows_the_page("--blind"), knows_the_page("--blind")] == [False, True]
    with (root / "annotations" / "z" / "people.toml").open("ab") as file:
        file.write(b"\n")
    assert [knows_the_page("--blind"), knows_the_page("--blind")] == [False, True]


def test_a_review_of_what_is_not_there_takes_its_title_away_and_says_why(tmp_path: Path) -> None:
    call = ["-C", str(reviewed(tmp_path / "study")), "--annotator", "me", "review", "nowhere"]
    with workbench(tmp_path, *call) as terminal:
        assert terminal.ends() == 2
        raw = bytes(terminal.raw)
        assert raw.index(b"\x1b[?1049h") < raw.index(b"\x1b[?1049l") < raw.index("“nowhere”".encode())
        assert raw.rindex(b"\x1b[?25h") > raw.index(b"\x1b[?1049l"), "the cursor is there again"


def test_a_path_that_is_not_there_shows_no_other_article(tmp_path: Path) -> None:
    project = sample(tmp_path)
    with workbench(tmp_path, "nosuch.txt", cwd=project) as terminal:
        assert terminal.ends() == 2
        assert b"Donald" not in terminal.raw
        assert b"nosuch.txt: there is no such file" in terminal.raw


def test_a_review_that_cannot_be_opened_takes_the_page_away_and_says_why(tmp_path: Path) -> None:
    root = reviewed(tmp_path / "study")
    call = ["-C", str(root), "--annotator", "me", "review"]
    with workbench(tmp_path, *call) as terminal:
        terminal.sees("Person00", "q quit")
        terminal.press("q")
        assert terminal.ends() == 0
    (tmp_path / "config" / "article-workbench").mkdir(parents=True)
    (tmp_path / "config" / "article-workbench" / "settings.toml").write_text("wrong", encoding="utf-8")
    with workbench(tmp_path, *call) as terminal:
        assert terminal.ends() == 2
        raw = bytes(terminal.raw)
        assert raw.index(b"\x1b[?1049h") < raw.index(b"\x1b[?1049l") < raw.index(b"settings.toml")
