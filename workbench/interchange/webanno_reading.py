"""The annotations of a WebAnno TSV file as things of its text."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.core.errors import FileError
from workbench.interchange.offsets import Offsets
from workbench.interchange.things import PLACE, PREFIX, Thing
from workbench.interchange.webanno_columns import Row, Sentence, Table, Tsv, cells_of, numbered, split, value_of


def text_of(tsv: Tsv, where: str) -> str:
    """The text: the sentences, each at the offset of its first row; a gap between two is a line break, or blanks and one.

    Raises FileError where a token is not what the text says.
    """
    pieces: list[str] = []
    length = 0
    for sentence in tsv.sentences:
        start = _begin(sentence, length, where)
        if start < length:
            line = sentence.rows[0].line
            raise FileError(f"{where}: line {line}", f"the sentence begins at {start}, within the one before it")
        gap = start - length
        pieces.append(" " * (gap - 1) + "\n" if gap and pieces else " " * gap)
        pieces.append(sentence.text)
        length = start + _units(sentence.text)
    return "".join(pieces)


def _begin(sentence: Sentence, length: int, where: str) -> int:
    """Where a sentence begins, in UTF-16 units: its first token may stand behind blanks."""
    if not sentence.rows:
        return length + (1 if length else 0)
    first = sentence.rows[0]
    at = sentence.text.find(first.form)
    if at < 0:
        raise FileError(f"{where}: line {first.line}", f"“{first.form}” is not in the text of its sentence")
    return first.start - _units(sentence.text[:at])


def _units(text: str) -> int:
    return Offsets(text).outward(len(text))


class Spelled:
    """The things that a file spells out."""

    def __init__(self, tsv: Tsv, text: str, where: str) -> None:
        self._tsv, self._text, self._where = tsv, text, where
        self._offsets = Offsets(text)
        self.things: list[Thing] = []
        self._by_id: dict[tuple[int, str, int], int] = {}
        """(table, the unit where none is numbered, number) → thing."""
        self._at: dict[str, list[int]] = {}
        """Unit → the things that have a row there."""
        self._rows = {row.unit: row for sentence in tsv.sentences for row in sentence.rows}
        self._links: list[tuple[int, str, str, str, int]] = []

    def read(self) -> list[Thing]:
        """The things, spans first. Raises FileError with the line."""
        for sentence in self._tsv.sentences:
            for row in sentence.rows:
                self._check(row)
        for number, table in enumerate(self._tsv.tables):
            if table.kind == "SP":
                self._spans(number, table)
            elif table.kind == "CH":
                self._chains(number, table)
        for number, table in enumerate(self._tsv.tables):
            if table.kind == "RL":
                self._relations(number, table)
        for host, feature, role, target, line in self._links:
            found = self._target(target, self._link_type(host, feature), line)
            self.things[host].links.setdefault(feature, []).append((role, found))
        for thing in self.things:
            _restore_place(thing, self._text)
        return self.things

    def _link_type(self, host: int, feature: str) -> str:
        tables = (table for table in self._tsv.tables if table.type == self.things[host].type)
        return next(
            (c.target for table in tables for c in table.columns if c.feature == feature and c.kind == "targets"), ""
        )

    def _check(self, row: Row) -> None:
        start, end = self._place(row)
        if self._text[start:end] != row.form:
            what = f"the text says “{self._text[start:end]}” at {row.start}, not “{row.form}”"
            raise FileError(f"{self._where}: line {row.line}", what)

    def _place(self, row: Row) -> tuple[int, int]:
        try:
            return self._offsets.inward(row.start), self._offsets.inward(row.end)
        except ValueError as error:
            raise FileError(f"{self._where}: line {row.line}", str(error)) from error

    def _extend(self, key: tuple[int, str, int], table: Table, row: Row) -> tuple[int, bool]:
        """The thing of this identity, made longer by the row; and whether it is new."""
        start, end = self._place(row)
        number = self._by_id.get(key)
        if number is None:
            number = self._by_id[key] = len(self.things)
            self.things.append(Thing(table.type, start, end, where=f"{self._where}: line {row.line}"))
        thing = self.things[number]
        thing.start, thing.end = min(thing.start, start), max(thing.end, end)
        self._at.setdefault(row.unit, []).append(number)
        return number, thing.where.endswith(f" {row.line}")

    def _spans(self, index: int, table: Table) -> None:
        """The spans of a layer; the numbers in a column of targets are those of the targets."""
        for row, cells in cells_of(self._tsv, index):
            for place, (number, stack) in enumerate(_stacks(cells, table)):
                thing, new = self._extend((index, "" if number else f"{row.unit} {place}", number), table, row)
                if new:
                    self._say(thing, table, stack, row)

    def _say(self, thing: int, table: Table, stack: list[str], row: Row) -> None:
        for at, column in enumerate(table.columns):
            if column.kind == "feature" and column.feature and (value := value_of(stack[at])):
                self.things[thing].features[column.feature] = value
            elif column.kind == "roles" and stack[at + 1] not in ("*", "_"):
                roles = [value_of(numbered(role)[0]) for role in split(stack[at], ";")]
                for role, unit in zip(roles, stack[at + 1].split(";"), strict=False):
                    self._links.append((thing, column.feature, role, unit, row.line))

    def _relations(self, index: int, table: Table) -> None:
        base = next((column.target for column in table.columns if column.kind == "base"), "")
        for row, cells in cells_of(self._tsv, index):
            columns = [split(cell) for cell in cells]
            for place, source in enumerate(columns[-1]):
                unit, _, ids = source.partition("[")
                first, _, second = ids.rstrip("]").partition("_")
                head = self._target(f"{unit}[{first}]" if first not in ("", "0") else unit, base, row.line)
                end = f"{row.unit}[{second}]" if second not in ("", "0") else row.unit
                child = self._target(end, base, row.line)
                said = {
                    column.feature: value
                    for column, found in zip(table.columns[:-1], columns, strict=False)
                    if place < len(found) and (value := value_of(numbered(found[place])[0]))
                }
                links = {"Governor": [("", head)], "Dependent": [("", child)]}
                start, end_at = self._place(row)
                where = f"{self._where}: line {row.line}"
                self.things.append(Thing(table.type, start, end_at, said, links, where, placed=False))

    def _target(self, address: str, kind: str, line: int) -> int:
        """The thing at ``1-2`` or ``1-2[3]``; on a token without one, a new one of the type. Raises FileError."""
        unit, _, number = address.rstrip("]").partition("[")
        here = self._at.get(unit, [])
        things = [one for one in here if kind in (self.things[one].type, "uima.tcas.Annotation")]
        tables = range(len(self._tsv.tables))
        if number.isdigit():
            named = {self._by_id.get((index, "", int(number))) for index in tables}
            things = [one for one in things if one in named]
        else:
            alone = {self._by_id.get((index, f"{unit} 0", 0)) for index in tables}
            things = [one for one in things if one in alone] or things
        if things:
            return things[0]
        row = self._rows.get(unit)
        if row is None or number:
            raise FileError(f"{self._where}: line {line}", f"there is no annotation “{address}”")
        start, end = self._place(row)
        self.things.append(Thing(kind, start, end, where=f"{self._where}: line {row.line}"))
        self._at.setdefault(unit, []).append(len(self.things) - 1)
        return len(self.things) - 1

    def _chains(self, index: int, table: Table) -> None:
        """The links of chains, each with a link to the next."""
        order: dict[tuple[int, int], int] = {}
        for row, cells in cells_of(self._tsv, index):
            by_kind = {column.kind: split(cell) for column, cell in zip(table.columns, cells, strict=True)}
            kinds = {number: piece for piece, number in map(numbered, by_kind.get("type", []))}
            for cell in by_kind.get("relation", []):
                entry, arrow, place = cell.rpartition("->")
                chain, _, link = place.partition("-")
                if not arrow or not chain.isdigit() or not link.isdigit():
                    raise FileError(f"{self._where}: line {row.line}", f"“{cell}” is no link of a chain")
                thing, new = self._extend((index, place, 0), table, row)
                order[int(chain), int(link)] = thing
                if new:
                    said = {"chain": chain, "referenceRelation": value_of(entry)}
                    said["referenceType"] = value_of(kinds.get(int(chain), "_"))
                    self.things[thing].features = {name: value for name, value in said.items() if value}
        for (number, place_in), thing in order.items():
            if (following := order.get((number, place_in + 1))) is not None:
                self.things[thing].links["next"] = [("", following)]


def _stacks(cells: tuple[str, ...], table: Table) -> list[tuple[int, list[str]]]:
    """The annotations on a row: the number of each (0 for none), and its piece of every column.

    Numbered pieces go to their number (GUM leaves the pieces out that say nothing), others to their place.
    """
    columns = [split(cell) for cell in cells]
    found = [
        [(piece, 0) for piece in pieces] if column.kind == "targets" else [numbered(piece) for piece in pieces]
        for column, pieces in zip(table.columns, columns, strict=True)
    ]
    numbers = list(dict.fromkeys(number for pieces in found for _, number in pieces if number))
    if not numbers:
        height = max(map(len, found))
        return [(0, [pieces[place][0] if place < len(pieces) else "_" for pieces in found]) for place in range(height)]
    stacks = []
    for number in numbers:
        places = [next((at for at, (_, one) in enumerate(pieces) if one == number), -1) for pieces in found]
        for at, column in enumerate(table.columns):
            if column.kind == "targets" and -1 < places[at - 1] < len(found[at]):
                places[at] = places[at - 1]
        stacks.append((number, [found[at][place][0] if place >= 0 else "_" for at, place in enumerate(places)]))
    return stacks


def _restore_place(thing: Thing, text: str) -> None:
    """The exact place of one of ours, where only blanks at its ends were cut off."""
    place = thing.features.pop(PLACE, "") if thing.type.startswith(PREFIX) else ""
    start, _, end = place.partition("-")
    if start.isdigit() and end.isdigit() and int(start) <= int(end) <= len(text):
        exact = text[int(start) : int(end)]
        first = int(start) and int(start) + len(exact) - len(exact.lstrip())
        same = (thing.start, thing.end) == (first, int(start) + len(exact.rstrip()))
        if same if exact.strip() else thing.start >= thing.end:
            thing.start, thing.end = int(start), int(end)


def comments(tsv: Tsv) -> Iterator[str]:
    """The lines that say something and are no part of the format."""
    yield from (line for line in tsv.comments if not line.startswith("#Sentence."))
