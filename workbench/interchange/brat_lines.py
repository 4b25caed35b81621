"""The lines of a brat ``.ann`` file (brat's standoff format 1.3), read strictly and written.

    T1⇥Source 110 112;120 125⇥we there         a text-bound: type, one or more spans, their text joined by blanks
    E1⇥Attribution:T4 Content:T3 Cue:T2        an event: its trigger, then role:target
    R1⇥Family Arg1:T6 Arg2:T7                  a relation
    *⇥Equiv T2 T4 T5                           an equivalence
    A1⇥Mention T4 Name                         an attribute (M in older files); without a value it is just there
    N1⇥Reference T5 Wikipedia:64488⇥Name       a normalisation
    #1⇥AnnotatorNotes T1⇥What is this?         a note; its type may be any word

Offsets are code points of the text as it stands. Some tools leave line breaks inside the text of a T as they are; such a
line goes on where the span says that it does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.core.errors import Problem
from workbench.core.span import Span

_ID = re.compile(r"([TERAMN#])(\d[\w.-]*)\t|(\*)\t")
_SPANS = re.compile(r"(\S+) (\d+ \d+(?:;\d+ \d+)*)")
_SPACE = re.compile(r"\s+")
_BREAK = re.compile("[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Line:
    """One annotation of a file."""

    number: int
    raw: str
    """As it stands, without its last line break."""
    id: str
    """``T1``; of an equivalence, which has none, ``*`` and what it says."""
    type: str
    spans: tuple[Span, ...] = ()
    roles: tuple[tuple[str, str], ...] = ()
    """(role, id) of an event without its trigger, of a relation; an equivalence has empty roles."""
    target: str = ""
    """The trigger of an event; what an attribute, a normalisation or a note is of."""
    value: str = ""
    """Of an attribute, the id of a normalisation, the text of a note."""
    label: str = ""
    """The name that a normalisation gives."""

    @property
    def mentions(self) -> tuple[str, ...]:
        """The ids of the lines that this one needs."""
        return tuple(one for one in (self.target, *(target for _, target in self.roles)) if one)


def read_lines(data: str, text: str, where: str) -> Iterator[Line | Problem]:
    """The annotations of a file about ``text``, and what is wrong with the lines that are none."""
    rows = data.split("\n")
    at = 0
    while at < len(rows):
        row, number = rows[at], at + 1
        at += 1
        if not row.strip():
            continue
        found = _ID.match(row)
        if found is None:
            yield Problem(where, "is no annotation of brat: it begins with no id and tab", key=f"line {number}")
            continue
        if row[0] == "T":
            line, at = _text_bound(rows, at, text, where)
            yield line
            continue
        made = _other(row, number)
        yield made if isinstance(made, Line) else Problem(where, made, key=f"line {number}")


def _text_bound(rows: list[str], at: int, text: str, where: str) -> tuple[Line | Problem, int]:
    """The T that begins in the row before ``at``, and the row behind it."""
    number, first = at, rows[at - 1]
    key = f"line {number}"
    line_id, _, rest = first.partition("\t")
    head, tab, quote = rest.partition("\t")
    found = _SPANS.fullmatch(head)
    if found is None or not tab:
        return Problem(where, "should be T1⇥Type start end⇥text", key=key), at
    pairs = [tuple(map(int, one.split())) for one in found[2].split(";")]
    spans = tuple(Span(start, end) for start, end in pairs)
    for span in spans:
        if span.empty or span.end > len(text):
            what = f"{span.start}–{span.end} is no place in the text, which ends at {len(text)}"
            return Problem(where, what, key=key), at
    said = _plain(" ".join(text[start:end] for start, end in spans))
    raw = first
    while _plain(quote) != said:
        if at >= len(rows) or not said.startswith(_plain(quote)) or _ID.match(rows[at]):
            what = f"says “{_short(quote)}”, and the text there “{_short(said)}”"
            return Problem(where, what, key=key), at
        quote, raw = f"{quote}\n{rows[at]}", f"{raw}\n{rows[at]}"
        at += 1
    return Line(number, raw, line_id, found[1], spans), at


def _plain(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:25]}…{text[-12:]}"


def _other(row: str, number: int) -> Line | str:
    """An event, a relation, an attribute, a normalisation or a note; in words, what it should have been."""
    line_id, _, rest = row.partition("\t")
    head, _, tail = rest.partition("\t")
    words = head.split()
    kind = line_id[0]
    if kind == "E":
        pairs = [tuple(one.split(":", 1)) for one in words]
        if not pairs or any(len(one) != 2 or not all(one) for one in pairs):
            return "should be E1⇥Type:trigger Role:target …"
        roles = tuple((role, target) for role, target in pairs[1:])
        return Line(number, row, line_id, pairs[0][0], roles=roles, target=pairs[0][1])
    if kind == "R":
        pairs = [tuple(one.split(":", 1)) for one in words[1:]]
        if len(pairs) < 2 or any(len(one) != 2 or not all(one) for one in pairs):
            return "should be R1⇥Type Arg1:target Arg2:target"
        return Line(number, row, line_id, words[0], roles=tuple((role, target) for role, target in pairs))
    if kind == "*":
        if len(words) < 2:
            return "should be *⇥Type T1 T2 …"
        return Line(number, row, f"*{' '.join(words)}", words[0], roles=tuple(("", one) for one in words[1:]))
    if kind in "AM":
        if len(words) not in (2, 3):
            return "should be A1⇥Type target value, or A1⇥Type target"
        return Line(number, row, line_id, words[0], target=words[1], value=words[2] if len(words) == 3 else "")
    if kind == "N":
        if len(words) != 3:
            return "should be N1⇥Reference target database:id⇥name"
        return Line(number, row, line_id, words[0], target=words[1], value=words[2], label=tail)
    if len(words) != 2:
        return "should be #1⇥AnnotatorNotes target⇥text"
    return Line(number, row, line_id, words[0], target=words[1], value=tail)


class Numbers:
    """Gives lines ids that are not taken yet: one more than the highest of their letter."""

    def __init__(self, taken: Iterator[str]) -> None:
        self._highest: dict[str, int] = {}
        for one in taken:
            if (digits := re.match(r"\d+", one[1:])) is not None:
                self._highest[one[0]] = max(self._highest.get(one[0], 0), int(digits.group()))

    def next(self, letter: str) -> str:
        """The next id of a letter."""
        self._highest[letter] = self._highest.get(letter, 0) + 1
        return f"{letter}{self._highest[letter]}"


def text_bound(line_id: str, kind: str, spans: tuple[Span, ...], text: str) -> str:
    """A T line; line breaks and tabs of the text become blanks, because brat has one line for each."""
    quote = " ".join(text[start:end] for start, end in spans)
    places = ";".join(f"{start} {end}" for start, end in spans)
    return f"{line_id}\t{kind} {places}\t{_BREAK.sub(' ', quote)}"
