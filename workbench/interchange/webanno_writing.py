"""Records as WebAnno TSV 3.3, one file for each annotator of an article.

The text is divided into sentences and tokens such that every character stands in one of the sentences: a sentence goes on to the
beginning of the next. What lies on no border of a token gets a row of its own. A stretch that begins or ends with blanks, which
the format cannot say, says its exact place in a feature.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import msgspec

from workbench.core.article import Article
from workbench.core.segment import sentences
from workbench.interchange.exchange import Document, File, Given, Loss, Surroundings
from workbench.interchange.offsets import Offsets
from workbench.interchange.things import LINKS, PLACE, Thing, things_of
from workbench.interchange.tokens import tokens
from workbench.interchange.webanno_columns import escaped, escaped_text

_ANY = "uima.tcas.Annotation"


class _Comment(msgspec.Struct, frozen=True):
    comment: str = ""


@dataclass(slots=True)
class _Unit:
    """A row: its place, and the things on it by type."""

    start: int
    end: int
    name: str = ""
    things: dict[str, list[int]] = field(default_factory=dict)


def write(documents: Iterable[Document], around: Surroundings) -> Iterator[Given]:
    """``annotation/<article>/<annotator>.tsv``; of a split ``<part>/<article>/<annotator>.tsv``."""
    for document in documents:
        article = document.article
        if not len(article.text):
            yield Loss(article.id, "", "text", "an article without a text has no rows", "empty")
            continue
        folder = around.options.split.get(article.id, "annotation")
        notes = [line for line in map(_comment, document.foreign) if line]
        text, offsets, cut = str(article.text), Offsets(str(article.text)), _cut(article)
        for state in document.annotations:
            things = things_of(article, state, around)
            lines = _Laid(text, things, cut, offsets).lines(notes)
            data = "".join(f"{line}\n" for line in lines).encode("utf-8")
            yield File(f"{folder}/{article.id}/{state.header.annotator}.tsv", data)


def _comment(line: str) -> str:
    try:
        said = msgspec.json.decode(line, type=_Comment).comment
    except msgspec.DecodeError:
        return ""
    return said if said.startswith("#") and "\n" not in said else ""


def _cut(article: Article) -> list[list[tuple[int, int]]]:
    """The tokens by sentence; blanks are no tokens, but for those at the beginning of the text."""
    text = str(article.text)
    starts = [span.start for span in sentences(text, article.language)]
    groups: list[list[tuple[int, int]]] = []
    last = -1
    for start, end in tokens(text, ((start, start) for start in starts)):
        if start and text[start:end].isspace():
            continue
        sentence = bisect_right(starts, start)
        if sentence != last or not groups:
            groups.append([])
            last = sentence
        groups[-1].append((start, end))
    return groups


class _Laid:
    """The things of one annotator on the rows of a text."""

    def __init__(
        self, text: str, things: Sequence[Thing], cut: Sequence[Sequence[tuple[int, int]]], offsets: Offsets
    ) -> None:
        self._text, self._things, self._cut, self._offsets = text, things, cut, offsets
        self._tokens = [token for group in cut for token in group]
        self._starts = [start for start, _ in self._tokens]
        self._ends = [end for _, end in self._tokens]
        self._units: list[list[_Unit]] = [[_Unit(start, end)] for start, end in self._tokens]
        self._of: list[list[_Unit]] = []
        for number, thing in enumerate(things):
            self._of.append(self._lay(number, thing))
        self._name()
        self._numbers = self._numbered()
        self._types = sorted({thing.type for thing in things})
        self._features = {
            kind: sorted({name for thing in things if thing.type == kind for name in thing.features})
            for kind in self._types
        }
        self._linked = {thing.type for thing in things if thing.links}
        columns = (max(1, len(self._features[kind])) + 2 * (kind in self._linked) for kind in self._types)
        self._nothing = "_\t" * sum(columns)

    def lines(self, notes: Iterable[str]) -> Iterator[str]:
        """The lines of the file."""
        yield "#FORMAT=WebAnno TSV 3.3"
        for kind in self._types:
            link = f"|ROLE_{kind}:{LINKS}_{kind}Link|{_ANY}" if kind in self._linked else ""
            yield f"#T_SP={kind}|{'|'.join(self._features[kind])}{link}"
        yield from notes
        yield ""
        at = 0
        for number, group in enumerate(self._cut):
            yield ""
            following = self._cut[number + 1][0][0] if number + 1 < len(self._cut) else len(self._text)
            for line in self._text[group[0][0] : following].split("\n"):
                yield f"#Text={escaped_text(line)}"
            for units in self._units[at : at + len(group)]:
                yield from map(self._row, units)
            at += len(group)

    def _lay(self, number: int, thing: Thing) -> list[_Unit]:
        """The rows of a thing, with its exact place where its ends are blank."""
        said = self._text[thing.start : thing.end]
        start = thing.start + len(said) - len(said.lstrip())
        end = start + len(said.strip())
        if thing.start == 0 and said:
            start = 0
        if (start, end) != (thing.start, thing.end) or (end <= start and thing.start < thing.end):
            thing.features[PLACE] = f"{thing.start}-{thing.end}"
        if end <= start:
            return [self._unit(*self._nearest(thing.start), number, thing)]
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        found = range(first, last)
        return [
            self._unit(token, max(start, self._starts[token]), min(end, self._ends[token]), number, thing)
            for token in found
        ]

    def _nearest(self, offset: int) -> tuple[int, int, int]:
        """The token that a place of no width belongs to, and the place in it."""
        token = max(0, bisect_right(self._starts, offset) - 1)
        place = min(max(offset, self._starts[token]), self._ends[token])
        return token, place, place

    def _unit(self, token: int, start: int, end: int, number: int, thing: Thing) -> _Unit:
        units = self._units[token]
        unit = next((one for one in units if (one.start, one.end) == (start, end)), None)
        if unit is None:
            unit = _Unit(start, end)
            units.append(unit)
        unit.things.setdefault(thing.type, []).append(number)
        return unit

    def _name(self) -> None:
        at = 0
        for sentence, group in enumerate(self._cut, 1):
            for token in range(1, len(group) + 1):
                units = self._units[at]
                units[1:] = sorted(units[1:], key=lambda unit: (unit.start, unit.end))
                for part, unit in enumerate(units):
                    unit.name = f"{sentence}-{token}.{part}" if part else f"{sentence}-{token}"
                at += 1

    def _numbered(self) -> dict[int, int]:
        """The things that need a number: on several rows, several on one, and what links lead to."""
        need = {number for number, units in enumerate(self._of) if len(units) > 1}
        need |= {target for thing in self._things for _, target in thing.links.get(LINKS, ())}
        for units in self._units:
            for unit in units:
                for stacked in unit.things.values():
                    if len(stacked) > 1:
                        need.update(stacked)
        return {number: place for place, number in enumerate(sorted(need), 1)}

    def _row(self, unit: _Unit) -> str:
        start, end = self._offsets.outward(unit.start), self._offsets.outward(unit.end)
        head = f"{unit.name}\t{start}-{end}\t{escaped_text(self._text[unit.start : unit.end])}"
        if not unit.things:
            return f"{head}\t{self._nothing}"
        cells = [head]
        for kind in self._types:
            here = unit.things.get(kind, [])
            cells += [self._cell(here, feature) for feature in self._features[kind] or [""]]
            if kind in self._linked:
                cells += self._links(here)
        return "\t".join([*cells, ""])

    def _cell(self, here: Sequence[int], feature: str) -> str:
        return "|".join(self._said(number, feature) for number in here) or "_"

    def _said(self, number: int, feature: str) -> str:
        value = self._things[number].features.get(feature, "")
        return (escaped(value) or "*") + self._tag(number)

    def _tag(self, number: int) -> str:
        return f"[{self._numbers[number]}]" if number in self._numbers else ""

    def _links(self, here: Sequence[int]) -> list[str]:
        roles, targets = [], []
        for number in here:
            links = self._things[number].links.get(LINKS, [])
            roles.append((";".join(escaped(role) for role, _ in links) or "_") + self._tag(number))
            targets.append(";".join(self._of[target][0].name + self._tag(target) for _, target in links) or "*")
        return ["|".join(roles) or "_", "|".join(targets) or "_"]
