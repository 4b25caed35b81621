"""Keys that arrive split and glued stay the keys that were pressed; pasted text is no keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual.message import Message

from tests.keys.terminal import sent
from workbench.desk.keymaps import layer_keys
from workbench.keys.keymap import resolve
from workbench.keys.portable import from_textual
from workbench.keys.reading import parse_keymap
from workbench.store.codebook_file import read_codebook
from workbench.store.shipped import default_codebook, shipped_keymaps
from workbench.store.strict import parse_toml, read_bytes
from workbench.tui import keyboard
from workbench.tui.keyboard import (
    HELD,
    HELD_BEGUN,
    HELD_PASTE,
    HELD_REMOTE,
    PASTE_BEGINS,
    PASTE_ENDS,
    KeyParser,
    held,
    keys_of,
)
from workbench.tui.pacing import ANSWERS
from workbench.tui.pasted import first_line, for_field, looks_pasted

TICK = 0.1
"""Seconds between two looks of the driver at what is held back."""


class Line:
    """A terminal's line to a parser: pieces arrive with pauses, and the driver looks in between."""

    def __init__(self, alt_keys: frozenset[str] = frozenset()) -> None:
        self.parser = KeyParser()
        self.parser.alt_keys = alt_keys  # type: ignore[misc]
        self.parser.now = lambda: self.clock  # type: ignore[misc]
        self.clock = 100.0
        self.got: list[Message] = []

    def send(self, data: str, pause: float = 0.0) -> None:
        """Some characters, and then nothing for a while."""
        self.got += self.parser.feed(data)
        self.got += self.parser.tick()
        end = self.clock + pause
        while self.clock + TICK <= end:
            self.clock += TICK
            self.got += self.parser.tick()
        self.clock = end

    @property
    def keys(self) -> list[str]:
        """What was pressed, in our spelling; pasted text as ``«text»``."""
        return list(_told(self.got))


def _told(got: Sequence[Message]) -> Iterator[str]:
    for event in got:
        if isinstance(event, events.Key):
            yield from_textual(event.key, event.character)
        elif isinstance(event, events.Paste):
            yield f"«{event.text}»"
        else:
            yield type(event).__name__


def pressed(*pieces: str, pause: float = 0.0, alt_keys: frozenset[str] = frozenset()) -> list[str]:
    """The keys of pieces with pauses between them, and a long one at the end."""
    line = Line(alt_keys)
    for piece in pieces[:-1]:
        line.send(piece, pause)
    line.send(pieces[-1], 1.0)
    return line.keys


def every_key() -> list[str]:
    """Every key of every shipped keymap, one by one, that has bytes of its own."""
    found: set[str] = set()
    for name, path in shipped_keymaps().items():
        keymap, _ = parse_keymap(parse_toml(read_bytes(path, path.name), path.name), name, path.name)
        live, _ = resolve(keymap, None, layer_keys(read_codebook(default_codebook(), "codebook.toml")))
        found |= {key for keys in live.slots.values() for several in keys for key in several.split()}
    return sorted(found)


KEYS = every_key()
SEQUENCES = [key for key in KEYS if len(sent(key)) > 1 and sent(key)[:1] == b"\x1b"]


def test_there_is_something_to_split() -> None:
    assert len(KEYS) > 60
    assert {"up", "down", "left", "right", "pagedown", "shift+tab", "shift+right"} <= set(SEQUENCES)


# Split


@pytest.mark.parametrize("key", SEQUENCES)
def test_every_split_of_every_sequence_is_the_key_however_late_its_tail(key: str) -> None:
    data = sent(key).decode()
    for count in range(len(data)):
        for cuts in combinations(range(1, len(data)), count):
            pieces = [data[a:b] for a, b in zip((0, *cuts), (*cuts, len(data)), strict=True)]
            for pause in (0.0, 0.02, 0.15):
                assert pressed(*pieces, pause=pause) == [key], (pieces, pause)


def terminals_sequences() -> list[str]:
    """Every sequence of a key that the parser knows, whichever terminal sends it, and reports of the mouse and of sizes."""
    keys = [
        one for one in ANSI_SEQUENCES_KEYS if len(one) > 2 and (one.startswith("\x1b[") or keyboard._SS3.match(one))
    ]
    return [*keys, "\x1b[<0;13;4M", "\x1b[<65;113;40m", "\x1b[I", "\x1b[?2026;2$y", "\x1b[48;40;120;800;1200t"]


@pytest.mark.parametrize("pause", [0.0, 0.15])
def test_every_sequence_of_any_terminal_is_the_same_wherever_it_is_cut(pause: float) -> None:
    sequences = terminals_sequences()
    assert len(sequences) > 200
    for data in sequences:
        *whole, last = pressed(data + "\r")
        assert last == "enter"
        assert not {"[", "O"} & set(whole), (data, whole)
        for cut in range(1, len(data)):
            assert pressed(data[:cut], data[cut:] + "\r", pause=pause) == [*whole, last], (data, cut)
        assert pressed(*data, "\r", pause=pause) == [*whole, last], data


@pytest.mark.parametrize("key", SEQUENCES)
@pytest.mark.parametrize("other", ["a", "escape", "down", "]", "enter"])
def test_glued_to_another_key_both_are_what_they_are_wherever_the_line_cuts(key: str, other: str) -> None:
    for first, second in ((key, other), (other, key)):
        data = (sent(first) + sent(second)).decode()
        for cut in range(1, len(data)):
            assert pressed(data[:cut], data[cut:], pause=0.15) == [first, second], (first, second, cut)
        assert pressed(data) == [first, second]


@given(st.lists(st.sampled_from(KEYS), min_size=1, max_size=6), st.data())
def test_keys_typed_ahead_keep_their_order(keys: list[str], data: st.DataObject) -> None:
    """``[`` and ``O`` right behind Esc are left out: in one packet they are the beginning of a sequence."""
    keys = [key for n, key in enumerate(keys) if not (n and keys[n - 1] == "escape" and key in ("[", "O", "]", "P"))]
    line = b"".join(sent(key) for key in keys).decode()
    if looks_pasted(line):
        return
    pieces, at = [], 0
    while at < len(line):
        size = data.draw(st.integers(1, len(line)))
        pieces.append(line[at : at + size])
        at += size
    assert pressed(*pieces, pause=data.draw(st.sampled_from([0.0, 0.05, 0.15]))) == keys


def test_a_tail_that_comes_after_esc_was_given_out_completes_the_key() -> None:
    assert pressed("\x1b", "[A", pause=0.6) == ["escape", "up"]
    assert pressed("\x1b", "OB", pause=0.6) == ["escape", "down"]
    assert pressed("\x1b", "[A\x1b[B", pause=0.6) == ["escape", "up", "down"]
    assert pressed("\x1b", "[", "A", pause=0.6) == ["escape", "[", "A"]
    assert pressed("\x1b", "[]", pause=0.6) == ["escape", "[", "]"]
    assert pressed("\x1b", "[A", pause=2.0) == ["escape", "[", "A"]


def test_esc_alone_is_not_held_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ESCDELAY", "SSH_CONNECTION", "SSH_TTY"):
        monkeypatch.delenv(name, raising=False)
    assert held() == HELD
    line = Line()
    line.send("\x1b", 0.1)
    assert line.keys == []
    line.send("a")
    assert line.keys == ["escape", "a"]
    line.send("\x1b", 0.3)
    assert line.keys == ["escape", "a", "escape"]
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22")
    assert held() == HELD_REMOTE > 0.25
    monkeypatch.setenv("ESCDELAY", "25")
    assert held() == 0.025
    for odd in ("", "soon", "-1", "0"):
        monkeypatch.setenv("ESCDELAY", odd)
        assert held() == HELD_REMOTE


# Glued


@pytest.mark.parametrize(
    "key", [key for key in KEYS if len(sent(key)) == 1 and key not in ("[", "O", "]", "P", "escape")]
)
def test_esc_and_the_next_key_in_one_packet_are_esc_and_that_key(key: str) -> None:
    assert pressed("\x1b" + sent(key).decode()) == ["escape", key]


@pytest.mark.parametrize("key", [*"0123456789bfO[]P-=é漢", "tab", "backspace", "enter", "space"])
def test_esc_and_a_key_that_could_begin_something_too(key: str) -> None:
    data = "\x1b" + sent(key).decode()
    assert pressed(data) == ["escape", key]
    assert pressed(data + "x") == ["escape", key, "x"]


def test_esc_twice_and_esc_before_a_sequence() -> None:
    assert pressed("\x1b\x1b") == ["escape", "escape"]
    assert pressed("\x1b\x1b[A") == ["escape", "up"]
    assert pressed("\x1b[\x1b") == ["escape", "[", "escape"]


def test_an_alt_key_that_is_bound_stays_one_key() -> None:
    assert pressed("\x1ba", alt_keys=frozenset({"alt+a"})) == ["alt+a"]
    assert pressed("\x1ba\x1bb", alt_keys=frozenset({"alt+a"})) == ["alt+a", "escape", "b"]


# What only a terminal sends


@pytest.mark.parametrize(
    "data",
    [
        "\x1b[1;99X",
        "\x1b[?62;4c",
        "\x1b[>1;10;0c",
        "\x1b]11;rgb:1e1e/1e1e/1e1e\x07",
        "\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\",
        "\x1bP>|xterm(370)\x1b\\",
        "\x1b[201~",
        "\x1b[?1;0$y",
    ],
)
def test_answers_and_unknown_sequences_are_no_keys(data: str) -> None:
    assert pressed(data + "j") == ["j"]
    for cut in range(2, len(data)):
        assert pressed(data[:cut], data[cut:] + "j", pause=0.15) == ["j"], cut


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("cut", [1, 2, 3, 4])
def test_that_the_terminal_is_well_is_told_and_is_no_key(answer: str, cut: int) -> None:
    parser, told = KeyParser(), list[str]()
    parser.on_answer = lambda: told.append("well")
    found = [*parser.feed("a" + answer[:cut]), *parser.feed(answer[cut:] + "b")]
    assert [one.key for one in found if isinstance(one, events.Key)] == ["a", "b"]
    assert len(found) == 2
    assert told == ["well"]


ARRIVES = (
    (f"{PASTE_BEGINS}to the point{PASTE_ENDS}", ["«to the point»"]),
    ("the line is «pasted» here", ["«the line is «pasted» here»"]),
    ("\x1b[A", ["up"]),
    ("\x1b", ["escape"]),
)


@pytest.mark.parametrize(("data", "wanted"), ARRIVES)
def test_an_answer_in_the_middle_of_what_arrives_is_no_part_of_it(data: str, wanted: list[str]) -> None:
    for at in range(len(data) + 1):
        line, told = Line(), list[str]()
        line.parser.on_answer = lambda told=told: told.append("well")  # type: ignore[misc]
        line.send(data[:at] + ANSWERS[0] + data[at:], 1.0)
        assert (line.keys, told) == (wanted, ["well"]), at


def test_an_answer_is_told_while_pasted_text_still_arrives() -> None:
    line, told = Line(), list[str]()
    line.parser.on_answer = lambda: told.append("well")
    line.send(PASTE_BEGINS + "half" + ANSWERS[0][:2])
    line.send(ANSWERS[0][2:] + " of it")
    assert told == ["well"]
    line.send(PASTE_ENDS)
    assert line.keys == ["«half of it»"]


def test_an_answer_whose_tail_comes_after_esc_was_given_out_is_no_key() -> None:
    assert pressed("\x1b", "[0n", pause=0.6) == ["escape"]


def test_pasted_text_is_left_alone_where_nobody_asked() -> None:
    assert pressed(f"{PASTE_BEGINS}a{ANSWERS[0]}b{PASTE_ENDS}") == [f"«a{ANSWERS[0]}b»"]


def test_a_torn_sequence_is_dropped_and_what_follows_is_not() -> None:
    assert pressed("\x1b[1;5") == []
    assert pressed("\x1b[1;5\x1b[Aj") == ["up", "j"]
    assert pressed("\x1b]11;rgb:1e1e") == []


def test_focus_size_and_modes_are_told() -> None:
    assert pressed("\x1b[I\x1b[O\x1b[3;7R\x1b[?2026;2$y\x1b[48;40;120;800;1200t\x1b[<0;3;4M") == [
        "AppFocus",
        "AppBlur",
        "CursorPosition",
        "TerminalSupportsSynchronizedOutput",
        "Resize",
        "MouseDown",
    ]


# Pasted

PASTE = "\x1b[200~q\x1b[Ax:quit\r\x1b[201~"


def test_marked_text_is_one_paste_wherever_the_line_cuts_it() -> None:
    wanted = ["«q\x1b[Ax:quit\r»", "j"]
    assert pressed(PASTE + "j") == wanted
    for cut in range(1, len(PASTE)):
        assert pressed(PASTE[:cut], PASTE[cut:] + "j", pause=0.15) == wanted, cut
    assert pressed(*PASTE, "j", pause=0.15) == wanted


def test_marked_text_that_lost_its_end_gives_the_keyboard_back() -> None:
    line = Line()
    line.send("\x1b[200~some words", HELD_PASTE - 1)
    assert line.keys == []
    line.send(" more", HELD_PASTE + 1)
    assert line.keys == ["«some words more»"]
    line.send("j")
    assert line.keys[-1] == "j"


WORDS = "Haftar said that he will turn to Moscow, and the U.S. noted it."


@pytest.mark.parametrize(
    "text",
    [
        WORDS,
        WORDS + "\r",
        "Ada Brook\rthe baker\rthe mayor\r",
        "quit now please",
        "https://example.org/libya",
        "name\tkind\tcountry\ra\tb\tc\r" * 4,
        "خليفة حفتر قائد",
        "习近平 和 普京 会谈",
        "2024-05-04 12:30",
    ],
)
def test_a_burst_that_is_not_marked_is_no_keys(text: str) -> None:
    assert pressed(text) == [f"«{text}»"]
    got = Line()
    got.send(text)
    assert isinstance(got.got[0], keyboard.Burst)


def test_a_burst_in_pieces_is_no_keys_to_its_end() -> None:
    line = Line()
    line.send(WORDS[:40], 0.01)
    line.send(WORDS[40:43], 0.02)
    line.send(WORDS[43:], 0.5)
    assert line.keys == [f"«{WORDS[:40]}»", f"«{WORDS[40:43]}»", f"«{WORDS[43:]}»"]
    line.send("jj")
    assert line.keys[-2:] == ["j", "j"]


@pytest.mark.parametrize(
    "keys",
    [
        "jjjjjjjjjjjjjjjjjjjjjjjjjj",
        "12" * 20,
        "12a1]2x1[2i1s2]1a",
        "wwwwvvlla\r",
        "]]V\rga\rp",
        "/noted\rc\t\t\t\t/on Lib\r\rs-\ruuUU?",
        "Haftar\r",
        "c\t\t\t\t/\x0eabcdefgh",
    ],
)
def test_keys_typed_ahead_are_no_paste(keys: str) -> None:
    assert not looks_pasted(keys)
    assert len(pressed(keys)) == len(keys)


def test_what_goes_into_a_field() -> None:
    assert for_field("Khalifa Haftar") == ("Khalifa Haftar", False)
    assert for_field("Khalifa Haftar\r") == ("Khalifa Haftar", True)
    assert for_field("one\rtwo\r") == ("one two", False)
    assert for_field("one\r\ntwo") == ("one two", False)
    assert for_field("one\r\r") == ("one", False)
    assert for_field("\r") == ("", True)
    assert first_line("/noted\rquit\r") == ("/noted\r", "quit\r")
    assert first_line("/noted") == ("/noted", "")
    assert keys_of("a/\r") == [("a", "a"), ("slash", "/"), ("enter", "\r")]


def test_the_beginning_of_a_sequence_is_held_longer_than_a_tail_is_late() -> None:
    assert min(HELD, HELD_BEGUN) > 0.15
