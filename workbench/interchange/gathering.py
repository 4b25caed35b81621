"""Marks and arcs of another tool as records of ours.

What we wrote ourselves is known by what stands under ``workbench`` (see ``carried``) and comes back as the same records.
A mark that is new and labelled as one of the project’s layers (``claim``, ``claim.cue``) is a record of that layer; named as
other schemes name people and powers (PER, ORG, GPE …) it is an actor of that kind; else it is a record of the layer
``span``, whose ``label`` it keeps. An arc is the reference that it is labelled as, else a record of the layer ``relation``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from workbench.core.annotation import Annotations, Header, Record
from workbench.core.article import Article
from workbench.core.codebook import Codebook, Layer, Slot
from workbench.core.entity import Entity
from workbench.core.span import Span
from workbench.interchange.carried import Carried
from workbench.interchange.exchange import Brought, Surroundings
from workbench.interchange.fragments import quoted
from workbench.interchange.kinds import kind_of
from workbench.interchange.marks import RELATION_LAYER, SPAN_LAYER, Arc, Mark, relation_layer, span_layer
from workbench.interchange.matching import matched
from workbench.interchange.naming import free_prefix, steady_id


@dataclass(slots=True)
class Gathered:
    """The records of one annotator, with the record that each mark and each arc became (by their places)."""

    state: Annotations
    marks: dict[int, str] = field(default_factory=dict)
    arcs: dict[int, str] = field(default_factory=dict)


class Gathering:
    """Makes the records of one import; the layers, issues and entities that it needs are said by ``needed``."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._codebook = around.codebook
        self._needed: dict[tuple[str, str], Brought] = {}
        self._new: set[tuple[str, str]] = set()
        self._wikidata: dict[str, str] | None = None

    def needed(self) -> Iterator[Brought]:
        """The layers, issues and entities that the project may not have, each once."""
        for key in sorted(self._new):
            yield self._needed[key]
        self._new.clear()

    def _need(self, kind: str, name: str, thing: Layer | Brought) -> None:
        if self._needed.get((kind, name)) != thing:
            self._needed[kind, name] = thing
            self._new.add((kind, name))

    def ours(self, carried: Carried) -> None:
        """Takes note of what the records of a file of ours need."""
        for layer in carried.layers:
            if self._codebook.by_name.get(layer.name) != layer:
                self._layer(layer)
        for issue in carried.issues:
            if issue.id not in self._codebook.issues_by_id:
                self._need("issue", issue.id, issue)
        for entity in carried.entities:
            if entity.id not in self._around.catalogue:
                self._need("entity", entity.id, entity)

    def entity(self, wanted: Entity) -> str:
        """The id of the entity with the same Wikidata id in the catalogue, else that of ``wanted``, which is needed then."""
        if self._wikidata is None:
            self._wikidata = {one.wikidata: one.id for one in self._around.catalogue if one.wikidata}
        if (known := self._wikidata.get(wanted.wikidata)) is not None:
            return known
        self._wikidata[wanted.wikidata] = wanted.id
        self._need("entity", wanted.id, wanted)
        return wanted.id

    def gathered(
        self,
        article: Article,
        marks: Sequence[Mark],
        arcs: Sequence[Arc] | None,
        carried: Carried | None = None,
        annotator: str = "",
        features: Mapping[int, Mapping[str, str]] | None = None,
    ) -> Gathered:
        """The records of these marks and arcs; ``features`` says more about a mark, by its place."""
        text = str(article.text)
        if carried is None:
            state = Annotations(Header(article.id, article.sha256, annotator))
            found = Gathered(state)
            new_arcs: Sequence[int] = range(len(arcs or ()))
        else:
            self.ours(carried)
            same = matched(text, carried, marks, arcs)
            keys = {number: key.split("/")[0] for number, key in same.keys.items()}
            found = Gathered(same.state, keys)
            new_arcs = same.new_arcs
        new_marks = [number for number in range(len(marks)) if number not in found.marks]
        if new_marks or new_arcs:
            making = _Making(self, article, text, marks, arcs or (), found, features or {})
            making.records(new_marks, new_arcs)
            records = {**found.state.records, **making.made}
            found.state = Annotations(found.state.header, records)
        return found

    @property
    def codebook(self) -> Codebook:
        """The project's codebook with the layers that this import added."""
        return self._codebook

    def _layer(self, layer: Layer) -> Layer:
        others = tuple(other for other in self._codebook.layers if other.name != layer.name)
        self._codebook = Codebook(self._codebook.version, self._codebook.title, (*others, layer), self._codebook.issues)
        self._need("layer", layer.name, layer)
        return layer

    def layer(self, name: str, wanted: Sequence[Slot]) -> Layer:
        """The layer of this name, with these slots besides those that it has."""
        old = self._codebook.by_name.get(name)
        if old is None:
            return self._layer(
                Layer(name, free_prefix(name, self._codebook), tuple(wanted), name.replace("_", " ").capitalize())
            )
        missing = tuple(slot for slot in wanted if slot.name not in old.by_name)
        return self._layer(replace(old, slots=(*old.slots, *missing), by_name={})) if missing else old

    def spans(self, features: Sequence[str] = ()) -> Layer:
        """The layer of marks that no other layer stands for."""
        return self.layer(SPAN_LAYER, span_layer("", tuple(features)).slots)

    def relations(self) -> Layer:
        """The layer of arcs that no reference stands for; it may lead from and to any record."""
        names = tuple(
            dict.fromkeys((*(one.name for one in self._codebook.layers if one.name != RELATION_LAYER), SPAN_LAYER))
        )
        return self.layer(RELATION_LAYER, relation_layer("", names).slots)


class _Making:
    """The new records of one annotator in one article."""

    def __init__(
        self,
        gathering: Gathering,
        article: Article,
        text: str,
        marks: Sequence[Mark],
        arcs: Sequence[Arc],
        found: Gathered,
        features: Mapping[int, Mapping[str, str]],
    ) -> None:
        self._gathering = gathering
        self._name = f"{article.id}\n{found.state.header.annotator}"
        self._text = text
        self._marks, self._arcs = marks, arcs
        self._found = found
        self._features = features
        self.made: dict[str, Record] = {}

    def records(self, new_marks: Sequence[int], new_arcs: Sequence[int]) -> None:
        """Fills ``made``, and what the marks and arcs became in ``found``."""
        joined = self._joined(new_marks, new_arcs)
        for head, members in joined.items():
            self._of_layer(head, members, new_arcs)
        for number in new_marks:
            if number not in self._found.marks:
                self._single(number)
        for number in new_arcs:
            if number not in self._found.arcs:
                self._relation(number)

    def _joined(self, new_marks: Sequence[int], new_arcs: Sequence[int]) -> dict[int, list[int]]:
        """The marks that are labelled as parts of our layers: the first of each record → all of it."""
        group = {number: [number] for number in new_marks if self._part(number) is not None}
        children: set[int] = set()
        for number in new_arcs:
            arc = self._arcs[number]
            head, child = self._part_layer(arc.head), self._part_layer(arc.child)
            same = arc.child not in children and arc.head not in children and arc.head != arc.child
            if (
                same
                and arc.head in group
                and arc.child in group
                and head == child
                and self._labels(arc.child, arc.label)
            ):
                group[arc.head].extend(group.pop(arc.child))
                children.add(arc.child)
                self._found.arcs[number] = ""
        return group

    def _labels(self, mark: int, label: str) -> bool:
        part = self._part(mark)
        return part is not None and label == f"{part[0].name}.{part[1].name}"

    def _part(self, number: int) -> tuple[Layer, Slot] | None:
        name, _, part = self._marks[number].label.partition(".")
        layer = self._gathering.codebook.by_name.get(name)
        if layer is None or name in (SPAN_LAYER, RELATION_LAYER):
            return None
        slot = layer.by_name.get(part) if part else layer.main_part
        return (layer, slot) if slot is not None and slot.type == "part" else None

    def _part_layer(self, number: int) -> str:
        part = self._part(number) if number < len(self._marks) else None
        return part[0].name if part else ""

    def _of_layer(self, head: int, members: list[int], new_arcs: Sequence[int]) -> None:
        """One record of one of our layers; nothing where it would lack what the layer requires."""
        part = self._part(head)
        if part is None:
            return
        layer = part[0]
        record = self._record(layer, {}, members)
        defaults = {slot.name: slot.default for slot in layer.slots if slot.default is not None}
        values = {**defaults, **self._known(layer, head)}
        required = {slot.name for slot in layer.slots if slot.required and slot.type != "part"} - values.keys()
        parts = {slot.name for slot in layer.parts if slot.required} - record.parts.keys()
        if not required and not parts:
            self._take(replace(record, values=values), members)

    def _known(self, layer: Layer, number: int) -> dict[str, str]:
        """What the format says of a mark and the layer has an attribute for."""
        said = self._features.get(number, {})
        return {
            name: value
            for name, value in said.items()
            if (slot := layer.by_name.get(name)) is not None
            and slot.type == "attribute"
            and (slot.kind == "text" or value in slot.values)
        }

    def _single(self, number: int) -> None:
        mark = self._marks[number]
        actor = self._gathering.codebook.by_name.get("actor")
        said = self._features.get(number, {})
        if actor is not None and (kind := kind_of(mark.label)) and not said:
            slot, main = actor.by_name.get("kind"), actor.main_part
            needed = [one for one in actor.slots if one.required and one is not main]
            if main is not None and slot is not None and kind in slot.values and not needed:
                self._take(self._record(actor, {"kind": kind}, [number], main.name), [number])
                return
        layer = self._gathering.spans(tuple(said))
        self._take(self._record(layer, {"label": mark.label, **said}, [number], "text"), [number])

    def _record(self, layer: Layer, values: Mapping[str, str], members: Sequence[int], part: str = "") -> Record:
        parts: dict[str, list[Span]] = {}
        for number in members:
            mark, own = self._marks[number], self._part(number)
            name = part or (own[1].name if own else "")
            parts.setdefault(name, []).append(Span(mark.start, mark.end))
        sound = {name: quoted(spans, self._text) for name, spans in parts.items()}
        first = self._marks[members[0]]
        of = f"{self._name}\n{first.start} {first.end} {first.label}"
        made = steady_id(layer.prefix, of, {**self._found.state.records, **self.made})
        return Record(layer.name, made, sound, {name: value for name, value in values.items() if value != ""})

    def _take(self, record: Record, members: Sequence[int]) -> None:
        self.made[record.id] = record
        self._found.marks.update(dict.fromkeys(members, record.id))

    def _relation(self, number: int) -> None:
        arc = self._arcs[number]
        head, child = self._found.marks[arc.head], self._found.marks[arc.child]
        if not {head, child} <= self._found.state.records.keys() | self.made.keys():
            return  # a record that what was carried along names, and has not
        if self._reference(arc.label, head, child):
            self._found.arcs[number] = head
            return
        layer = self._gathering.relations()
        of = f"{self._name}\n{head} {child} {arc.label}"
        made = steady_id(layer.prefix, of, {**self._found.state.records, **self.made})
        values = {"head": head, "child": child, **({"label": arc.label} if arc.label else {})}
        self.made[made] = Record(RELATION_LAYER, made, {}, values)
        self._found.arcs[number] = made

    def _reference(self, label: str, head: str, child: str) -> bool:
        """Sets the reference that an arc is labelled as; False where the layers have no such."""
        records = {**self._found.state.records, **self.made}
        name, _, slot_name = label.partition(".")
        record, target = records[head], records[child]
        layer = self._gathering.codebook.by_name.get(name)
        slot = layer.by_name.get(slot_name) if layer and record.layer == name else None
        if slot is None or slot.type != "reference" or target.layer not in slot.to or head == child:
            return False
        old = record.references(slot.name)
        if old and not slot.many:
            return False
        changed = record.with_value(slot.name, (*old, child) if slot.many else child)
        self.made[head] = changed
        return True
