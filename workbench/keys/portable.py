"""The keys that a plain terminal sends, how keymap files spell them, and how they are shown.

Our spelling: a printing key is the character itself (``a`` ``A`` ``[`` ``/`` ``ö``); the others have a name in lower
case (``enter`` ``escape`` ``space`` ``pagedown``), with modifiers before it (``ctrl+f`` ``shift+tab``). Several keys one
after another are separated by one blank (``g g``).

What each terminal sends is the table of xterm's control sequences (ctlseqs, "PC-Style Function Keys").
"""

from __future__ import annotations

import string
import unicodedata
from enum import Enum


class Reach(Enum):
    """How far a key can be relied on."""

    PLAIN = "plain"  # every terminal sends it
    SECOND = "second"  # many send it, so it may stand beside a plain key
    NEVER = "never"  # a plain terminal sends nothing for it, or the bytes of another key
    UNKNOWN = "unknown"  # no key is spelt so


ARROWS = ("up", "down", "left", "right")
NAMED = (
    *("enter", "escape", "tab", "space", "backspace", "delete", "home", "end", "pageup", "pagedown"),
    *ARROWS,
    "shift+tab",
)
"""Named keys that every terminal sends."""

TAKEN_BY_BYTES = {
    "ctrl+h": "backspace",
    "ctrl+i": "tab",
    "ctrl+j": "a line feed, which some terminals send for enter",
    "ctrl+m": "enter",
    "ctrl+[": "escape",
}
"""Control letters whose byte is the byte of another key."""

_FAR = ("home", "end", "pageup", "pagedown", "delete")
# ESC b and ESC f are how some terminals send ctrl+arrow; ESC O begins the code of a function key.
_ALT_LETTERS = tuple(letter for letter in string.ascii_letters if letter not in "bfO")

PLAIN_NAMES = frozenset(NAMED) | {f"ctrl+{letter}" for letter in string.ascii_lowercase} - TAKEN_BY_BYTES.keys()
"""Every plain key that has a name; printing keys come on top."""

SECOND_NAMES = frozenset(
    (
        "insert",
        *(f"f{number}" for number in range(1, 25)),
        *(f"{modifier}+{key}" for modifier in ("shift", "ctrl", "alt") for key in (*ARROWS, *_FAR)),
        *(f"alt+{letter}" for letter in _ALT_LETTERS),
        *("ctrl+space", "ctrl+\\", "ctrl+]", "ctrl+^", "ctrl+_"),
    )
)
"""Keys that may stand beside a plain one, and never alone."""

OTHER_SPELLINGS = {
    "esc": "escape",
    "return": "enter",
    "newline": "enter",
    "spacebar": "space",
    "pgdn": "pagedown",
    "pgdown": "pagedown",
    "page_down": "pagedown",
    "pgup": "pageup",
    "page_up": "pageup",
    "del": "delete",
    "bs": "backspace",
    "backtab": "shift+tab",
    "ctrl+@": "ctrl+space",
    "ctrl-at": "ctrl+space",
    "ctrl+at": "ctrl+space",
}
"""Names that people and libraries use for a key, and ours."""

# Names that Textual gives to characters, where they are not the character's Unicode name.
_CHARACTER_NAMES = {
    "slash": "/",
    "backslash": "\\",
    "at": "@",
    "minus": "-",
    "hyphen_minus": "-",
    "plus": "+",
    "underscore": "_",
}
_MODIFIERS = frozenset(("ctrl", "shift", "alt", "super", "hyper", "meta"))
_LABELS = {
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "space": "Space",
    "backspace": "Backspace",
    "delete": "Del",
    "insert": "Ins",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}


def steps(keys: str) -> tuple[str, ...]:
    """The keys of a sequence in order: ``"g g"`` is ``("g", "g")``; empty parts show a blank too many."""
    return tuple(keys.split(" "))


def printing(key: str) -> bool:
    """Whether one key types a character (a blank too)."""
    return key == "space" or _character(key)


def _character(key: str) -> bool:
    return len(key) == 1 and key.isprintable() and not key.isspace() and not unicodedata.combining(key)


def reach(key: str) -> Reach:
    """How far one key (not a sequence) in our spelling can be relied on."""
    if _character(key) or key in PLAIN_NAMES:
        return Reach.PLAIN
    if key in SECOND_NAMES:
        return Reach.SECOND
    modifiers, name = _split(key)
    known = _character(name) or name in PLAIN_NAMES or name in SECOND_NAMES
    if modifiers and known and set(modifiers) <= _MODIFIERS:
        return Reach.NEVER
    return Reach.UNKNOWN


def sequence_reach(keys: str) -> Reach:
    """The reach of a whole sequence: that of its weakest key."""
    order = (Reach.PLAIN, Reach.SECOND, Reach.NEVER, Reach.UNKNOWN)
    return max((reach(key) for key in steps(keys)), key=order.index)


def trouble(keys: str) -> str:
    """What is wrong with a key or sequence as it is spelt, as the end of a sentence; empty where nothing is."""
    if keys.strip() != keys or "  " in keys or not keys:
        cure = '; the space bar is written "space"' if keys == " " else ""
        return f'"{keys}" is no key: keys of a sequence stand with one blank between them{cure}'
    parts = steps(keys)
    for key in parts:
        kind = reach(key)
        if kind is Reach.UNKNOWN:
            near = nearest_key(key)
            return f'"{key}" is no key' + (f'; did you mean "{near}"?' if near else "")
        if kind is Reach.NEVER:
            return f'a plain terminal cannot send "{key}"' + _reason(key)
    if len(parts) > 1 and "escape" in parts:
        return f'"{keys}" holds "escape", which lets go of a sequence that is begun'
    return ""


def _reason(key: str) -> str:
    if key in TAKEN_BY_BYTES:
        return f": it arrives as {TAKEN_BY_BYTES[key]}"
    modifiers, name = _split(key)
    if modifiers == ("shift",) and len(name) == 1 and name.upper() != name:
        return f': write "{name.upper()}"'
    if modifiers == ("ctrl",) and len(name) == 1 and name.isupper():
        return f': write "ctrl+{name.lower()}"'
    return ""


def nearest_key(key: str) -> str:
    """The known key whose spelling is nearest to a misspelt one; empty where none is near."""
    lowered = key.lower()
    if (ours := from_textual(lowered, None)) != key and reach(ours) in (Reach.PLAIN, Reach.SECOND):
        return ours
    from difflib import get_close_matches  # only where something is wrong, so that a start does not pay for it

    known = sorted(PLAIN_NAMES) + sorted(SECOND_NAMES)
    found = get_close_matches(lowered.replace("-", "+").replace("control", "ctrl"), known, n=1, cutoff=0.6)
    return found[0] if found else ""


def _split(key: str) -> tuple[tuple[str, ...], str]:
    """Modifiers and the name of a key: ``ctrl+shift+a`` is ``(("ctrl", "shift"), "a")``; ``ctrl++`` is ctrl and plus."""
    if len(key) > 1 and key.endswith("++"):
        return tuple(key[:-2].split("+")), "+"
    if len(key) <= 1 or "+" not in key:
        return (), key
    *modifiers, name = key.split("+")
    return tuple(modifiers), name


def from_textual(key: str, character: str | None) -> str:
    """A key event of Textual (its ``key`` and ``character``) in our spelling.

    Total: a key that we have no spelling for comes back as it is, and matches no binding.
    """
    if key in OTHER_SPELLINGS:
        return OTHER_SPELLINGS[key]
    modifiers, name = _split(key)
    if not modifiers:
        return character if character is not None and _character(character) else _plain(name)
    bare = _plain(name)
    if "shift" in modifiers and (bare == "space" or (len(bare.upper()) == 1 and bare.isalpha())):
        # Shift is part of the character: a plain terminal sends only the character.
        modifiers = tuple(part for part in modifiers if part != "shift")
        bare = bare if bare == "space" else bare.upper()
    return "+".join((*modifiers, bare))


def _plain(name: str) -> str:
    """The name of a key without modifiers, in our spelling."""
    if name in OTHER_SPELLINGS:
        return OTHER_SPELLINGS[name]
    if name in PLAIN_NAMES or name in SECOND_NAMES or len(name) <= 1:
        return name
    if name in _CHARACTER_NAMES:
        return _CHARACTER_NAMES[name]
    if name.startswith("upper_") and len(name) == len("upper_") + 1:
        return name[-1].upper()
    for spelt in (name.replace("_", " "), name.replace("_", "-"), name.replace("_", " ").replace(" ", "-", 1)):
        try:
            found = unicodedata.lookup(spelt)
        except (KeyError, UnicodeEncodeError):
            continue
        if _character(found):
            return found
    return name


def label(keys: str) -> str:
    """A key or sequence as it is shown: ``Enter`` ``Esc`` ``Space`` ``^S`` ``PgDn`` ``←`` ``Shift+Tab`` ``g g``."""
    return " ".join(_label(key) for key in steps(keys))


def _label(key: str) -> str:
    modifiers, name = _split(key)
    shown = _LABELS.get(name) or (name.upper() if name in SECOND_NAMES else name)
    if modifiers == ("ctrl",) and len(name) == 1:
        return f"^{name.upper()}"
    return "+".join((*(part.capitalize() for part in modifiers), shown))
