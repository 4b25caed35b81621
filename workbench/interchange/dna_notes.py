"""What DNA has no place for, kept where it keeps it: the copy of a text that DNA counts in, and a line in a document's notes.

DNA counts UTF-16 units over a text without carriage returns, but cuts statements by characters, so the copy has neither
carriage returns nor characters of two units; where they stood is kept. A line of the notes that begins with ``[workbench]``
holds, as JSON, the article's id and metadata, and the records as they are with a digest of the statement that was made of
each: as long as nobody changed the statement in DNA, the record comes back whole.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from workbench.core.annotation import Decision, Fragment, Record, Value
from workbench.core.article import Metadata
from workbench.interchange.naming import part_named

STAND_IN = "\u25a1"
"""What stands in the copy for a character of two UTF-16 units."""
MARK = "[workbench] "
_BMP_END = "\U00010000"
_DIGEST = 16


@dataclass(frozen=True, slots=True)
class Copy:
    """A text as DNA holds it; offsets of what was changed are those of the original."""

    text: str
    returns: tuple[int, ...] = ()
    """Where carriage returns stood."""
    wide: tuple[tuple[int, str], ...] = ()
    """Characters that have a stand-in."""
    _before: list[int] = field(default_factory=list, repr=False, compare=False)
    """Before which places of the copy carriage returns were left out; filled when it is first asked for."""

    @classmethod
    def of(cls, text: str) -> Copy:
        """The copy of a text."""
        returns = tuple(at for at, char in enumerate(text) if char == "\r") if "\r" in text else ()
        wide: tuple[tuple[int, str], ...] = ()
        if not text.isascii():
            wide = tuple((at, char) for at, char in enumerate(text) if char >= _BMP_END)
            text = "".join(STAND_IN if char >= _BMP_END else char for char in text)
        return cls(text.replace("\r", ""), returns, wide)

    def outward(self, offset: int) -> int:
        """An offset of the original in the copy."""
        return offset - bisect_left(self.returns, offset)

    def inward(self, place: int) -> int:
        """Where the character at this place of the copy stands in the original."""
        if self.returns and not self._before:
            self._before.extend(at - number for number, at in enumerate(self.returns))
        return place + bisect_right(self._before, place)

    def original(self) -> str:
        """The text that this is the copy of. Raises ValueError where the places do not fit the text."""
        chars = list(self.text)
        if self.returns:
            chars = self._with_returns(chars)
        for at, char in self.wide:
            if not 0 <= at < len(chars) or chars[at] != STAND_IN:
                raise ValueError(f"no stand-in at {at}")
            chars[at] = char
        return "".join(chars)

    def _with_returns(self, chars: list[str]) -> list[str]:
        whole: list[str] = []
        rest = iter(chars)
        total = len(chars) + len(self.returns)
        places = set(self.returns)
        for at in range(total):
            char = "\r" if at in places else next(rest, "")
            if not char:
                raise ValueError("the carriage returns do not fit")
            whole.append(char)
        return whole


class KeptRecord(msgspec.Struct, array_like=True, frozen=True):
    """A record as it is, with the statement that was made of it."""

    statement: int
    """The statement's id; 0 for a record that has no place in the text, so that no statement could be made."""
    digest: str
    annotator: str
    layer: str
    id: str
    parts: dict[str, list[tuple[int, int]]]
    values: dict[str, str | int | list[str]]
    note: str = ""
    flag: bool = False
    origin: str = ""
    decision: list[str] = []

    def record(self, text: str) -> Record | None:
        """The record over its text; None where a place lies outside."""
        parts = {}
        for name, places in self.parts.items():
            if any(not 0 <= start < end <= len(text) for start, end in places):
                return None
            parts[name] = tuple(Fragment(start, end, text[start:end]) for start, end in places)
        values: dict[str, Value] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in self.values.items()
        }
        decision = None
        if self.decision:
            how, reason, date, fingerprint, *sources = (*self.decision, *[""] * max(0, 4 - len(self.decision)))
            decision = Decision(tuple(sources), how, reason, date, fingerprint)
        return Record(self.layer, self.id, parts, values, self.note, self.flag, self.origin, decision)


class Kept(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a document's notes keep."""

    article: str
    text: str
    """The digest of the copy."""
    meta: dict[str, str] = {}
    crlf: bool = False
    """Every line feed has its carriage return, and there is no other."""
    returns: list[int] = []
    wide: list[tuple[int, str]] = []
    files: list[tuple[str, str, int]] = []
    """(annotator, status, codebook version) of every annotation file."""
    records: list[KeptRecord] = []

    def metadata(self) -> Metadata:
        """The article's metadata."""
        said = {name: self.meta.get(name, "") for name in METADATA}
        return Metadata(**{**said, "split": part_named(said["split"])})


METADATA = ("title", "source", "url", "author", "date", "language", "split")


def kept_record(record: Record, annotator: str, statement: int, statement_digest: str) -> KeptRecord:
    """What is kept of a record."""
    decision: list[str] = []
    if record.decision is not None:
        one = record.decision
        decision = [one.decision, one.reason, one.date, one.fingerprint, *one.sources]
    return KeptRecord(
        statement,
        statement_digest,
        annotator,
        record.layer,
        record.id,
        {name: [(one.start, one.end) for one in fragments] for name, fragments in record.parts.items()},
        {name: list(value) if isinstance(value, tuple) else value for name, value in record.values.items()},
        record.note,
        record.flag,
        record.origin,
        decision,
    )


def with_kept(notes: str, kept: Kept) -> str:
    """A document's notes with what is kept, as their last line."""
    line = MARK + msgspec.json.encode(kept).decode("utf-8")
    return f"{notes}\n{line}" if notes else line


def without_kept(notes: str) -> tuple[str, Kept | None]:
    """A document's notes without that line, and what it keeps; None where there is none, or it cannot be read."""
    before, _, line = notes.rpartition("\n")
    if not line.startswith(MARK):
        return notes, None
    try:
        kept = msgspec.json.decode(line.removeprefix(MARK), type=Kept)
    except msgspec.DecodeError:
        return notes, None
    return before, kept


def copy_of(kept: Kept, text: str) -> Copy:
    """The copy that these notes speak of."""
    returns = tuple(kept.returns)
    if kept.crlf:
        returns = tuple(at + number for number, at in enumerate(at for at, char in enumerate(text) if char == "\n"))
    return Copy(text, returns, tuple(kept.wide))


def is_crlf(copy: Copy) -> bool:
    """Whether the original's line ends are carriage return and line feed throughout."""
    breaks = [at for at, char in enumerate(copy.text) if char == "\n"]
    return bool(breaks) and copy.returns == tuple(at + number for number, at in enumerate(breaks))


def digest(*values: object) -> str:
    """A short digest of values that JSON can hold."""
    return hashlib.sha256(msgspec.json.encode(values, order="sorted")).hexdigest()[:_DIGEST]


def document_digest(article: str, meta: Metadata) -> str:
    """The digest of what DNA sees of an article; its language, which a project may fill in, is not among that."""
    return digest(article, meta.title, meta.source, meta.url, meta.author, meta.date)


def record_digest(record: Record) -> str:
    """The digest of a record."""
    return digest(msgspec.to_builtins(kept_record(record, "", 0, "")))


def statement_digest(label: str, start: int, stop: int, values: Mapping[str, object]) -> str:
    """The digest of a statement; what is empty does not count."""
    said = sorted((name, str(value)) for name, value in values.items() if value not in ("", None))
    return digest(label, start, stop, said)
