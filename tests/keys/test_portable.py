from __future__ import annotations

import string
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser

from workbench.keys.portable import (
    PLAIN_NAMES,
    SECOND_NAMES,
    Reach,
    from_textual,
    label,
    nearest_key,
    reach,
    sequence_reach,
    trouble,
)

from .terminal import BYTES, sent


def pressed(data: bytes) -> list[str]:
    """What a terminal's bytes become: through Textual's parser, then into our spelling."""
    parser = XTermParser()
    messages = [*parser.feed(data.decode("utf-8")), *parser.feed("")]
    return [from_textual(event.key, event.character) for event in messages if isinstance(event, events.Key)]


def test_every_plain_name_has_bytes_in_the_table_of_the_terminal() -> None:
    assert {name for name in PLAIN_NAMES if not name.startswith("ctrl+")} <= set(BYTES)


@pytest.mark.parametrize("key", sorted(PLAIN_NAMES))
def test_a_plain_name_comes_back_from_the_bytes_of_a_plain_terminal(key: str) -> None:
    assert pressed(sent(key)) == [key]


@pytest.mark.parametrize("key", [chr(code) for code in range(0x21, 0x7F)] + list("äöüßéèçàùåøæñ§°µ£¤½€я字"))
def test_a_printing_key_comes_back_as_its_character(key: str) -> None:
    assert reach(key) is Reach.PLAIN
    assert pressed(key.encode()) == [key]


@given(st.characters(categories=("Lu", "Ll", "Lo", "Nd", "Po", "Ps", "Pe", "Sm", "Sc", "So")))
def test_any_printing_character_comes_back_as_itself(key: str) -> None:
    if not key.isprintable():
        return
    name = key if key.isalnum() else unicodedata.name(key, key).lower().replace(" ", "_").replace("-", "_")
    assert from_textual(name, key) == key


@pytest.mark.parametrize(
    "key", ["shift+left", "shift+end", "ctrl+right", "alt+up", "f1", "f5", "f12", "alt+x", "alt+X", "ctrl+space"]
)
def test_a_second_key_comes_back_where_the_terminal_sends_it(key: str) -> None:
    assert reach(key) is Reach.SECOND
    assert pressed(sent(key)) == [key]


@pytest.mark.parametrize("key", ["ctrl+\\", "ctrl+]", "ctrl+^", "ctrl+_"])
def test_control_signs_come_back(key: str) -> None:
    assert pressed(bytes([ord(key[-1]) & 0x1F])) == [key]


@pytest.mark.parametrize(
    ("key", "arrives"), [("ctrl+h", "backspace"), ("ctrl+i", "tab"), ("ctrl+m", "enter"), ("ctrl+[", "escape")]
)
def test_a_control_letter_that_is_another_key_is_never_bound(key: str, arrives: str) -> None:
    assert pressed(bytes([ord(key[-1]) & 0x1F])) == [arrives]
    assert reach(key) is Reach.NEVER
    assert trouble(key) == f'a plain terminal cannot send "{key}": it arrives as {arrives}'


@pytest.mark.parametrize(
    ("key", "character", "ours"),
    [
        ("left_square_bracket", "[", "["),
        ("left_square_bracket", None, "["),
        ("slash", None, "/"),
        ("question_mark", None, "?"),
        ("full_stop", None, "."),
        ("minus", None, "-"),
        ("hyphen_minus", None, "-"),
        ("plus", None, "+"),
        ("quotation_mark", None, '"'),
        ("circumflex_accent", None, "^"),
        ("upper_a", None, "A"),
        ("A", "A", "A"),
        ("space", " ", "space"),
        ("shift+space", " ", "space"),
        ("enter", "\r", "enter"),
        ("return", None, "enter"),
        ("tab", "\t", "tab"),
        ("ctrl+@", "\x00", "ctrl+space"),
        ("ctrl+right_square_bracket", "\x1d", "ctrl+]"),
        ("alt+shift+a", "A", "alt+A"),
        ("shift+a", None, "A"),
        ("shift+tab", None, "shift+tab"),
        ("no_break_space", "\u00a0", "no_break_space"),
        ("<ignore>", None, "<ignore>"),
        ("", None, ""),
        ("+", "+", "+"),
    ],
)
def test_names_of_textual_become_ours(key: str, character: str | None, ours: str) -> None:
    assert from_textual(key, character) == ours


@given(st.text(), st.none() | st.text(max_size=3))
@example("\ud800_lone", None)
@example("f" * 10_000, "")
def test_no_event_is_too_strange_and_a_key_of_ours_is_never_a_control_character(
    key: str, character: str | None
) -> None:
    ours = from_textual(key, character)
    assert ours == key or ours.isprintable()


@given(st.sampled_from(sorted(PLAIN_NAMES | SECOND_NAMES) + list(string.printable[:94])))
def test_our_spelling_is_read_as_itself(key: str) -> None:
    assert from_textual(key, None) == key
    assert trouble(key) == ""


@pytest.mark.parametrize(
    ("key", "near"),
    [
        ("ctlr+n", "ctrl+n"),
        ("control+n", "ctrl+n"),
        ("Ctrl+S", "ctrl+s"),
        ("ctrl-s", "ctrl+s"),
        ("esc", "escape"),
        ("Enter", "enter"),
        ("pgdn", "pagedown"),
        ("PageDown", "pagedown"),
        ("left_square_bracket", "["),
        ("slash", "/"),
        ("spcae", "space"),
        ("shft+tab", "shift+tab"),
    ],
)
def test_a_misspelt_key_is_told_with_the_nearest(key: str, near: str) -> None:
    assert reach(key) is Reach.UNKNOWN
    assert nearest_key(key) == near
    assert trouble(key) == f'"{key}" is no key; did you mean "{near}"?'


def test_a_word_that_is_near_to_no_key_is_told_without_one() -> None:
    assert trouble("qqqqqqqq") == '"qqqqqqqq" is no key'


@pytest.mark.parametrize("key", ["", " ", "g  g", " g", "g "])
def test_blanks_too_many_are_told(key: str) -> None:
    assert "one blank between" in trouble(key)


def test_the_space_bar_has_a_name() -> None:
    assert 'the space bar is written "space"' in trouble(" ")


@pytest.mark.parametrize(
    ("key", "cure"),
    [
        ("ctrl+shift+x", ""),
        ("super+a", ""),
        ("ctrl+1", ""),
        ("ctrl+enter", ""),
        ("shift+enter", ""),
        ("alt+1", ""),
        ("alt+b", ""),
        ("shift+a", ': write "A"'),
        ("ctrl+F", ': write "ctrl+f"'),
    ],
)
def test_what_a_plain_terminal_cannot_send_is_told(key: str, cure: str) -> None:
    assert trouble(key) == f'a plain terminal cannot send "{key}"{cure}'


def test_a_sequence_is_as_far_as_its_weakest_key() -> None:
    assert sequence_reach("g g") is Reach.PLAIN
    assert sequence_reach("g f1") is Reach.SECOND
    assert sequence_reach("g ctrl+m") is Reach.NEVER
    assert trouble("g ctlr+x").startswith('"ctlr+x" is no key')
    assert "lets go of a sequence" in trouble("g escape")


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("enter", "Enter"),
        ("escape", "Esc"),
        ("space", "Space"),
        ("ctrl+s", "^S"),
        ("ctrl+]", "^]"),
        ("pagedown", "PgDn"),
        ("left", "←"),
        ("shift+tab", "Shift+Tab"),
        ("shift+right", "Shift+→"),
        ("ctrl+space", "Ctrl+Space"),
        ("alt+x", "Alt+x"),
        ("f1", "F1"),
        ("g g", "g g"),
        ("space w", "Space w"),
        ("A", "A"),
        ("+", "+"),
        ("[", "["),
    ],
)
def test_keys_are_shown_as_people_call_them(key: str, shown: str) -> None:
    assert label(key) == shown
