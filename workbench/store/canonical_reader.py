"""Annotation files in exactly the canonical spelling, read without a TOML parser.

A TOML parser written in Python takes seconds over ten thousand records. What ``annotation_writer`` writes is so regular
that one pattern a layer finds every table of it. The patterns are as strict as the writer: order of keys, spelling of
numbers and escapes, no comment, no blank more or less. A file that does not fit them to the last byte is left to
``annotation_reader``, whose messages say what is wrong; so nothing is accepted here that is refused there, and nothing
is read differently.
"""

from __future__ import annotations

import gc
import itertools
import re
from dataclasses import dataclass
from typing import Final, cast

from workbench.core.annotation import Annotations, Decision, Fragment, Header, Record, Refused, Rejected, Value
from workbench.core.codebook import Codebook, Layer, Slot
from workbench.store.annotation_writer import Kept
from workbench.store.strict import FORMAT
from workbench.store.toml_text import value_text

_CHARS: Final = r'[^"\\\x00-\x08\x0a-\x1f\x7f]*'
_INSIDE: Final = rf"{_CHARS}(?:\\[ -~]{_CHARS})*"
_STRING: Final = f'"{_INSIDE}"'
_STRINGS: Final = rf"\[(?:{_STRING}(?:, {_STRING})*)?\]"
_INTEGER: Final = r"(?:0|-?[1-9][0-9]{0,17})"
_INTEGERS: Final = rf"\[(?:{_INTEGER}(?:, {_INTEGER})*)?\]"
_TEXT: Final = rf'"({_INSIDE})"\n'
_NUMBER: Final = rf"({_INTEGER})\n"
_PLACE: Final = rf"start = {_NUMBER}end = {_NUMBER}quote = {_TEXT}"


def _filled(*keys: str) -> str:
    """A pattern for keys that are written only where they hold something; each captures ``"value"``."""
    return "".join(rf'(?:{key} = ((?!""){_STRING})\n)?' for key in keys)


def _compile(pattern: str) -> re.Pattern[bytes]:
    return re.compile(pattern.encode("ascii"))


_HEADER = _compile(
    rf"format = {FORMAT}\narticle = {_TEXT}text_sha256 = {_TEXT}annotator = {_TEXT}"
    rf'status = "(open|done)"\ncodebook = {_NUMBER}'
)
_REFUSED = _compile(
    rf"(\n\[\[refused\]\]\nlayer = {_TEXT}{_PLACE}{_filled('entity', 'origin', 'reason', 'date', 'note')})"
)
_REJECTED = _compile(rf"(\n\[\[rejected\]\]\nfrom = ({_STRINGS})\n{_filled('reason', 'date', 'fingerprint', 'note')})")
_ONE_STRING = _compile(_STRING)
_ONE_INTEGER = _compile(_INTEGER)
_ESCAPE = re.compile(r"\\(?:u[0-9a-f]{4}|.)")
_ESCAPES = {value_text(char)[1:-1]: char for char in (*map(chr, range(0x20)), "\x7f", '"', "\\") if char != "\t"}

Row = tuple[bytes, ...]


class _Deviation(Exception):  # noqa: N818
    """The file is not canonical."""


@dataclass(frozen=True, slots=True)
class Canonical:
    """What was read; ``ordered`` says whether the records stand in their order, as they do in a canonical file."""

    state: Annotations
    kept: list[Kept]
    ordered: bool


class CanonicalReader:
    """Reads files of one codebook; the patterns are made once."""

    def __init__(self, codebook: Codebook) -> None:
        self._layers = [_LayerReader(layer) for layer in codebook.layers]
        self._headers = [rf"[[{name}]]".encode() for name in (*codebook.by_name, "refused", "rejected")]

    def read(self, data: bytes) -> Canonical | None:
        """What ``AnnotationReader.read`` gives for these bytes; None where they are spelled in any other way."""
        collecting = gc.isenabled()
        gc.disable()  # all that is made here is kept, and nothing of it in a circle: collecting would take as long again
        try:
            return self._read(data)
        except (_Deviation, UnicodeDecodeError):
            return None
        finally:
            if collecting:
                gc.enable()

    def _read(self, data: bytes) -> Canonical:
        head = _HEADER.match(data)
        if head is None:
            raise _Deviation
        *regions, refused, rejected = self._regions(data, head.end())
        strings = _Strings()
        kept: list[Kept] = []
        firsts: list[int] = []
        for layer, region in zip(self._layers, regions, strict=True):
            firsts.append(len(kept))
            layer.read(region, strings, kept)
        records = {one.record.id: one.record for one in kept}
        if len(records) != len(kept):
            raise _Deviation
        article, sha256, annotator, status = (_plain(head[number]) for number in range(1, 5))
        header = Header(
            article,
            sha256,
            annotator,
            "done" if status == "done" else "open",
            int(head[5]),
            tuple(_refused(row) for row in _rows(_REFUSED, refused)),
            tuple(_rejected(row) for row in _rows(_REJECTED, rejected)),
        )
        state = Annotations(header, records)
        keys = [one.key or state.order_key(one.record) for one in kept]
        bounds = zip(firsts, [*firsts[1:], len(kept)], strict=True)
        return Canonical(state, kept, all(keys[a:b] == sorted(keys[a:b]) for a, b in bounds))

    def _regions(self, data: bytes, start: int) -> list[bytes]:
        """The tables of each layer, of the refused and of the rejected; empty where there are none."""
        starts: list[int] = []
        edge = start
        for header in self._headers:
            found = data.find(b"\n\n" + header + b"\n", edge - 1)
            starts.append(found + 1)
            edge = found + 1 or edge
        edges = [*filter(None, starts), len(data)]
        if edges[0] != start:
            raise _Deviation
        ends = dict(itertools.pairwise(edges))
        return [data[at : ends[at]] if at else b"" for at in starts]


class _Strings(dict[bytes, str]):
    """The strings of ids and slots by their spelling with quotation marks, each distinct one made and kept once."""

    def __missing__(self, raw: bytes) -> str:
        text = self[raw] = _plain(raw[1:-1])
        return text

    def many(self, raw: bytes) -> tuple[str, ...]:
        """A list of strings."""
        return tuple(self[one] for one in _ONE_STRING.findall(raw))


def _slot_pattern(slot: Slot) -> str:
    if slot.type == "attribute" and slot.kind == "integer":
        return _INTEGERS if slot.many else _INTEGER
    return _STRINGS if slot.many else _STRING


def _slot_value(slot: Slot, raw: bytes, strings: _Strings) -> Value:
    if slot.type == "attribute" and slot.kind == "integer":
        numbers = tuple(int(one) for one in _ONE_INTEGER.findall(raw))
        return cast("Value", numbers) if slot.many else numbers[0]
    return strings.many(raw) if slot.many else strings[raw]


class _LayerReader:
    """Reads the tables of one layer. A row of its pattern is either the head of a record or a fragment."""

    def __init__(self, layer: Layer) -> None:
        self._name = layer.name
        self._parts = {slot.name.encode(): (rank, slot.name) for rank, slot in enumerate(layer.parts)}
        self._slots = [slot for slot in layer.slots if slot.type != "part"]
        self._after = 6 + len(self._slots)
        self._simple = all(_slot_pattern(slot) == _STRING for slot in self._slots)
        self._names = [slot.name for slot in self._slots]
        self._values: dict[Row, dict[str, Value]] = {}
        parts = "|".join(slot.name for slot in layer.parts) or "(?!)"
        values = "".join(rf"(?:{slot.name} = ({_slot_pattern(slot)})\n)?" for slot in self._slots)
        decision = rf"(?:from = ({_STRINGS})\ndecision = ({_STRING})\n{_filled('reason', 'date', 'fingerprint')})?"
        self._pattern = _compile(
            rf"(\n\[\[{layer.name}(?:\.({parts})\]\]\n{_PLACE}|\]\]\nid = ({_STRING})\n{values}{_filled('note')}"
            rf"(flag = true\n)?{_filled('origin')}{decision}))"
        )

    def read(self, region: bytes, strings: _Strings, kept: list[Kept]) -> None:
        """Append the records of this layer. Raises _Deviation."""
        head: Row = ()
        fragments: list[Row] = []
        begin = at = 0
        for row in _rows(self._pattern, region):
            if row[1]:
                fragments.append(row)
            else:
                if head:
                    kept.append(self._record(head, fragments, region[begin:at], strings))
                    fragments = []
                head, begin = row, at
            at += len(row[0])
        if head:
            kept.append(self._record(head, fragments, region[begin:at], strings))

    def _record(self, row: Row, fragments: list[Row], data: bytes, strings: _Strings) -> Kept:
        record_id = strings[row[5]]
        if not record_id or ":" in record_id:
            raise _Deviation
        key, parts = self._places(fragments)
        values = self._shared_values(row[6 : self._after], strings)
        if any(row[self._after :]):
            note, flag, origin, *decided = row[self._after :]
            decision = _decision(decided, strings) if decided[0] else None
            record = Record(
                self._name, record_id, parts, values, _plain(note[1:-1]), bool(flag), strings[origin], decision
            )
        else:
            record = Record(self._name, record_id, parts, values)
        return Kept(record, data, (*key, record_id) if key else None)

    def _shared_values(self, raws: Row, strings: _Strings) -> dict[str, Value]:
        """The values of a record; records with the same ones share one table, which nobody changes."""
        found = self._values.get(raws)
        if found is None:
            if self._simple:
                found = {name: strings[raw] for name, raw in zip(self._names, raws, strict=True) if raw}
            else:
                slots = zip(self._slots, raws, strict=True)
                found = {slot.name: _slot_value(slot, raw, strings) for slot, raw in slots if raw}
            self._values[raws] = found
        return found

    def _places(self, fragments: list[Row]) -> tuple[tuple[int, int] | None, dict[str, tuple[Fragment, ...]]]:
        """The least (start, end) and the fragments of each part, the parts in the codebook's order."""
        make = tuple.__new__
        parts: dict[str, tuple[Fragment, ...]] = {}
        current, rank, name = b"", -1, ""
        least: tuple[int, int] | None = None
        for row in fragments:
            place = (int(row[2]), int(row[3]))
            fragment = make(Fragment, (*place, _plain(row[4])))
            if row[1] == current:
                parts[name] += (fragment,)
            else:
                before, (rank, name) = rank, self._parts[row[1]]
                if rank <= before:
                    raise _Deviation
                current, parts[name] = row[1], (fragment,)
            if least is None or place < least:
                least = place
        return least, parts


def _decision(row: list[bytes], strings: _Strings) -> Decision:
    sources, decided, *why = row
    return Decision(strings.many(sources), strings[decided], *(_plain(one[1:-1]) for one in why))


def _rows(pattern: re.Pattern[bytes], region: bytes) -> list[Row]:
    """The tables of a region. Raises _Deviation where they do not fill it."""
    rows: list[Row] = pattern.findall(region)
    if sum(len(row[0]) for row in rows) != len(region):
        raise _Deviation
    return rows


def _refused(row: Row) -> Refused:
    _, layer, start, end, quote, *others = row
    return Refused(_plain(layer), int(start), int(end), _plain(quote), *(_plain(one[1:-1]) for one in others))


def _rejected(row: Row) -> Rejected:
    sources = tuple(_plain(one[1:-1]) for one in _ONE_STRING.findall(row[1]))
    return Rejected(sources, *(_plain(one[1:-1]) for one in row[2:]))


def _plain(raw: bytes) -> str:
    """The string that stands between quotation marks. Raises _Deviation at an escape that the writer does not use."""
    text = raw.decode()
    if "\\" not in text:
        return text
    if text.count("\\") == text.count('\\"'):
        return text.replace('\\"', '"')
    return _ESCAPE.sub(_unescaped, text)


def _unescaped(found: re.Match[str]) -> str:
    char = _ESCAPES.get(found.group())
    if char is None:
        raise _Deviation
    return char
