"""Things of other programs (see ``things``) as records: each type a layer of its own, its features attributes.

Types of named entities (``NamedEntity``) whose value names a kind of actor are actors. A link becomes a reference of the layer,
with the roles beside it; a relation (``Governor``, ``Dependent``) is a record with ``head`` and ``child``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from workbench.core.annotation import Annotations, Header, Record, Value
from workbench.core.article import Article
from workbench.core.codebook import Slot
from workbench.core.entity import Entity
from workbench.interchange.exchange import Loss
from workbench.interchange.gathering import Gathering
from workbench.interchange.kinds import kind_of
from workbench.interchange.marks import quoted
from workbench.interchange.naming import layer_name, steady_id
from workbench.interchange.things import RECORD, Thing, carried_by, is_ours, records_of

ENDS = {"Governor": "head", "Dependent": "child"}
"""The features at the ends of a relation → the slots of ours."""

_NAMES = ("namedentity", "named_entity", "ner")
_WIKIDATA = "http://www.wikidata.org/entity/"


class Layering:
    """Makes the records of one annotator's things in one article."""

    def __init__(self, gathering: Gathering, article: Article, things: Sequence[Thing], annotator: str) -> None:
        self._gathering, self._things = gathering, things
        self._ours = carried_by(things)
        if self._ours is not None:
            gathering.ours(self._ours)
            article = replace(article, id=self._ours.article, meta=self._ours.meta)
            header = self._ours.state.header
        else:
            header = Header(article.id, article.sha256, annotator)
        self.article = article
        self._text = str(article.text)
        self._header = header
        self._ids: dict[int, str] = {}
        self._records: dict[str, Record] = {}
        self._layers: dict[tuple[str, tuple[str, ...]], str] = {}
        self._types = tuple(dict.fromkeys(layer_name(_short(thing.type)) for thing in things if not is_ours(thing)))
        self.losses: list[Loss] = []

    def state(self) -> Annotations:
        """The records; what was left out stands in ``losses``. Raises FileError."""
        ours = {one.name: one for one in (*self._gathering.codebook.layers, *(self._ours.layers if self._ours else ()))}
        self._records = records_of(self._text, self._things, ours)
        for number, thing in enumerate(self._things):
            if is_ours(thing):
                self._ids[number] = thing.features.get(RECORD, "")
            elif thing.placed and not thing.links.keys() & ENDS.keys():
                self._span(number, thing)
        for number, thing in enumerate(self._things):
            if not is_ours(thing) and number not in self._ids and thing.links.keys() & ENDS.keys():
                self._relation(number, thing)
        for number, thing in enumerate(self._things):
            if not is_ours(thing) and number in self._ids:
                self._links(number, thing)
        return Annotations(self._header, self._records)

    def _span(self, number: int, thing: Thing) -> None:
        if thing.start >= thing.end:
            what = f"has no width, at {thing.start}; ours stand on words"
            self.losses.append(Loss(self.article.id, thing.where, thing.type, what, "empty"))
            return
        values: dict[str, Value] = dict(self._actor(thing))
        name, part = "actor", "mention"
        if not values:
            name, part = self._layer(thing, (Slot("text", "part", required=True),)), "text"
            values = {layer_name(feature): value for feature, value in thing.features.items() if value}
        parts = {part: (quoted(self._text, thing.start, thing.end),)}
        self._take(number, Record(name, "", parts, values), f"{thing.start} {thing.end}")

    def _actor(self, thing: Thing) -> dict[str, Value]:
        """The values of an actor, where the thing is the name of one; else none."""
        actor = self._gathering.codebook.by_name.get("actor")
        known = _short(thing.type).lower() in _NAMES and not thing.features.keys() - {"value", "identifier"}
        kind = kind_of(thing.features.get("value", "")) if known and not thing.links else ""
        slot = actor.by_name.get("kind") if actor else None
        if slot is None or kind not in slot.values or not actor or not actor.by_name.get("mention"):
            return {}
        entity = self._entity(thing, kind) if "entity" in actor.by_name else ""
        return {**({"entity": entity} if entity else {}), "kind": kind}

    def _entity(self, thing: Thing, kind: str) -> str:
        """The entity that an identifier names: that of the catalogue with this Wikidata id, else a new one."""
        iri = thing.features.get("identifier", "")
        if not iri.startswith(_WIKIDATA):
            return ""
        name = iri.removeprefix(_WIKIDATA)
        entity = Entity(name.lower(), self._text[thing.start : thing.end], kind, wikidata=name)
        return self._gathering.entity(entity)

    def _relation(self, number: int, thing: Thing) -> None:
        ends = {slot: self._ids.get(thing.links[end][0][1], "") for end, slot in ENDS.items() if thing.links.get(end)}
        if len(ends) < 2 or not all(ends.values()):
            what = "leads from or to something that makes no record of ours"
            self.losses.append(Loss(self.article.id, thing.where, thing.type, what, "links"))
            return
        name = self._layer(thing, tuple(Slot(end, "reference", required=True, to=self._all()) for end in ENDS.values()))
        said = {layer_name(feature): value for feature, value in thing.features.items() if value}
        self._take(number, Record(name, "", {}, {**ends, **said}), " ".join(ends.values()))

    def _links(self, number: int, thing: Thing) -> None:
        """Sets the references that the links of a thing are."""
        for feature, links in thing.links.items():
            found = [(role, self._ids[target]) for role, target in links if self._ids.get(target)]
            if len(found) < len(links):
                what = f"{len(links) - len(found)} of its links lead to something that makes no record of ours"
                self.losses.append(Loss(self.article.id, thing.where, f"{thing.type}:{feature}", what, "links"))
            if not found or feature in ENDS:
                continue
            slot = layer_name(feature)
            roles = tuple(role or "-" for role, _ in found)
            wanted = [Slot(slot, "reference", many=True, to=self._all())]
            record = self._records[self._ids[number]].with_value(slot, tuple(target for _, target in found))
            if any(role for role, _ in found):
                wanted.append(Slot(f"{slot}_roles", "attribute", many=True, kind="text"))
                record = record.with_value(f"{slot}_roles", roles)
            self._gathering.layer(record.layer, wanted)
            self._records[record.id] = record

    def _layer(self, thing: Thing, first: tuple[Slot, ...]) -> str:
        """The name of the layer of a thing's type, with a slot for each of its features."""
        said = tuple(feature for feature, value in thing.features.items() if value)
        if (known := self._layers.get((thing.type, said))) is not None:
            return known
        name = layer_name(_short(thing.type))
        own = self._gathering.codebook.by_name.get(name)
        if own is not None and any(
            slot.required and slot.name not in {one.name for one in first} for slot in own.slots
        ):
            name = f"x_{name}"
        slots = (Slot(layer_name(feature), "attribute", kind="text") for feature in said)
        self._layers[thing.type, said] = self._gathering.layer(name, (*first, *slots)).name
        return self._layers[thing.type, said]

    def _all(self) -> tuple[str, ...]:
        """Every layer that a record can be of by the time."""
        return tuple(dict.fromkeys((*(layer.name for layer in self._gathering.codebook.layers), *self._types)))

    def _take(self, number: int, record: Record, place: str) -> None:
        prefix = self._gathering.codebook.layer(record.layer).prefix
        of = f"{self.article.id}\n{self._header.annotator}\n{record.layer} {place}"
        made = replace(record, id=steady_id(prefix, of, self._records))
        self._records[made.id] = made
        self._ids[number] = made.id


def _short(name: str) -> str:
    """The last word of a type's name."""
    return name.rpartition(".")[2]


def unplaced(article: str, things: Sequence[Thing]) -> Iterator[Loss]:
    """Says what stands nowhere in the text and therefore makes no record, once for each type."""
    for kind in dict.fromkeys(
        thing.type for thing in things if not thing.placed and not thing.links.keys() & ENDS.keys()
    ):
        yield Loss(article, "", kind, "stands on no words of the text", "empty")
