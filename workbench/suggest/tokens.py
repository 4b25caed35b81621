"""Light tokens for the proposals' grammar: words with their clitics split off, signs, and nothing that a model would know."""

from __future__ import annotations

import re
from dataclasses import dataclass

from workbench.core.span import Span

CLOSERS = "”’\"'»›)]}“"
FINAL = ".!?…;:,"
_TITLES = "Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Rev|Prof|St|Jr|Sr|vs|Jan|Feb|Aug|Sept|Oct|Nov|Dec|Mt|Inc|Corp|Co|Hr|Fr|bzw|usw"
_TOKEN = re.compile(
    rf"(?:[^\W\d_]\.){{2,}}(?:[-‑]\w+)*|\b(?:{_TITLES})\.(?=\s)|\b[A-Z]\.(?=\s[A-Z])"
    r"|\d+(?:[.,:]\d+)*%?"
    r"|[’'](?:s|ve|ll|re|d|m)\b"
    r"|[@#]?\w+(?:(?:[-‑‐]|[’'](?!(?:s|ve|ll|re|d|m)\b))\w+)*[!]?(?<!!)"
    r"|''|``|\.\.+|--+|[^\w\s]",
    re.UNICODE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word or sign of a window: code points ``[start, end)`` of its text, as written and in lower case."""

    start: int
    end: int
    text: str
    low: str

    @property
    def word(self) -> bool:
        """Whether it is a word, a number or a clitic (not a sign)."""
        return self.text[0].isalnum() or (len(self.text) > 1 and self.text[-1].isalnum())

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


def tokenize(text: str, start: int, end: int) -> list[Token]:
    """The tokens of ``text[start:end]``, in order; offsets count from the start of ``text``."""
    found = _TOKEN.finditer(text, start, end)
    return [Token(m.start(), m.end(), m.group(), m.group().lower()) for m in found]


def trimmed(text: str, start: int, end: int, signs: str = "") -> Span:
    """``[start, end)`` without blanks at its ends and without ``signs`` at its end."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in signs):
        end -= 1
    return Span(start, end)


def without_final(text: str, span: Span) -> Span:
    """The span without blanks, and without the sentence's last sign where that does not stand inside a quotation."""
    return trimmed(text, span.start, span.end, FINAL)
