"""What a terminal can show beyond ASCII, and the stand-ins where it cannot.

A stand-in takes as many cells as what it stands for, so that nothing moves. ``FULL`` shows everything; ``SIGNS`` replaces the
signs of ours that the fonts of consoles lack; ``ASCII`` shows nothing beyond ASCII: rules are ``|`` and ``-``, quotation
marks straight, letters without their accents, anything else ``?``.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_SIGNS = str.maketrans("⟦⟧⟨⟩⟪⟫❴❵┊▸⚑✓✗≠▫▏¹²³⁴⁵⁶⁷⁸⁹₁₂₃₄₅₆₇₈₉", "[]<>{}():>!vx#.|123456789123456789")
_ASCII_SIGNS = {
    "│": "|", "─": "-", "├": "+", "┤": "+", "┬": "+", "┴": "+", "┼": "+", "═": "=", "…": "~", "×": "x", "·": ".", "•": "*",
    "‘": "'", "’": "'", "‚": "'", "‹": "<", "›": ">", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-",
    "‐": "-", "‑": "-", "−": "-", "\xa0": " ", "→": ">", "←": "<", "↑": "^", "↓": "v", "ß": "s", "ø": "o", "Ø": "O",
    "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "æ": "a", "œ": "o", "█": "#", "▌": "|", "▐": "|", "░": ":", "▒": ":",
    "∙": "*", "●": "o", "■": "#", "▲": "A", "▼": "V", "◆": "%", "α": "a", "β": "b", "γ": "g", "κ": "k", "Δ": "D",
    "Σ": "S", "▓": "%", "ʼ": "'",
}  # fmt: skip


class Lettering:
    """How text is spelled on a terminal."""

    def __init__(self, signs: bool, ascii_only: bool) -> None:
        self._signs = signs
        self._ascii = ascii_only

    @property
    def full(self) -> bool:
        """Whether everything is shown as it is."""
        return not self._signs and not self._ascii

    def of(self, text: str) -> str:
        """``text``, which went through ``shown``, with stand-ins that take as many cells."""
        if self.full or text.isascii():
            return text
        text = text.translate(_SIGNS)
        return _in_ascii(text) if self._ascii and not text.isascii() else text


@lru_cache(maxsize=4096)
def _in_ascii(text: str) -> str:
    from workbench.core.width import grapheme_cells, graphemes_of

    return "".join(
        grapheme if grapheme.isascii() else _stand_in(grapheme).ljust(grapheme_cells(grapheme), "?")
        for grapheme in graphemes_of(text)
    )


def _stand_in(grapheme: str) -> str:
    """One character for a grapheme of one cell or more; none for one without a cell of its own."""
    from workbench.core.width import grapheme_cells

    if not grapheme_cells(grapheme):
        return ""
    if sign := _ASCII_SIGNS.get(grapheme):
        return sign
    base = unicodedata.normalize("NFKD", grapheme)[:1]
    return base if base.isascii() and base.isprintable() and grapheme_cells(grapheme) == 1 else "?"


FULL, SIGNS, ASCII = Lettering(False, False), Lettering(True, False), Lettering(True, True)


def lettering_of(setting: bool | None, term: str, locale: str) -> Lettering:
    """How to spell: as a person's setting ``plain`` says, else as their terminal and locale allow.

    ``term`` is TERM, ``locale`` the first of LC_ALL, LC_CTYPE and LANG that says something; "" says nothing.
    """
    if setting is not None:
        return ASCII if setting else FULL
    charset = locale.partition(".")[2].partition("@")[0].lower().replace("-", "")
    if term.startswith(("vt1", "vt2", "vt3", "vt4", "ansi")) or (locale and charset not in ("utf8", "")):
        return ASCII
    if locale in ("C", "POSIX"):
        return ASCII
    return SIGNS if term.partition("-")[0] == "linux" else FULL
