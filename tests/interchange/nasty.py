"""Documents that break what is not careful: nested, discontinuous and overlapping parts, emoji, right-to-left, CRLF."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.core.strategies import CODEBOOK, texts
from workbench.core.annotation import AUTHOR, Annotations, Decision, Fragment, Header, Record, Value
from workbench.core.article import PARTS, Metadata
from workbench.core.codebook import Layer, Slot
from workbench.core.entity import Catalogue, Entity
from workbench.interchange.exchange import Document
from workbench.interchange.naming import made_article

CATALOGUE = Catalogue.of(
    (
        Entity("haftar", "Khalifa Haftar", "person"),
        Entity("cameo:LBY", "Libya", "state"),
        Entity("习", "習近平", "person"),
    )
)

_lines = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_ids = st.text("0123456789abcdefghijklmnopqrstuvwxyz", min_size=6, max_size=6)


@st.composite
def _parts(draw: st.DrawFn, text: str) -> tuple[Fragment, ...]:
    """One to three fragments, none over another; they may touch."""
    count = draw(st.integers(1, 3))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), min_size=2 * count, max_size=2 * count)))
    pairs = [(cuts[at], cuts[at + 1]) for at in range(0, 2 * count, 2)]
    return tuple(Fragment(start, end, text[start:end]) for start, end in pairs if start < end)


@st.composite
def _value(draw: st.DrawFn, slot: Slot, records: dict[str, str]) -> Value | None:
    if slot.type == "link":
        pool = [*CATALOGUE.entities, "nil"] if slot.to == ("entity",) else list(CODEBOOK.issues_by_id)
        return draw(st.sampled_from(pool))
    if slot.type == "reference":
        pool = [record_id for record_id, layer in records.items() if layer in slot.to]
        pool += [f"entity:{one}" for one in CATALOGUE.entities] if "entity" in slot.to else []
        pool += [f"issue:{one}" for one in CODEBOOK.issues_by_id] if "issue" in slot.to else []
        pool += [AUTHOR] if AUTHOR in slot.to else []
        if not pool:
            return None
        if slot.many:
            return tuple(draw(st.lists(st.sampled_from(pool), min_size=1, max_size=3, unique=True)))
        return draw(st.sampled_from(pool))
    if slot.kind == "integer":
        return draw(st.integers(-9, 10**9))
    one = _lines.filter(bool) if slot.kind == "text" else st.sampled_from(slot.values)
    return tuple(draw(st.lists(one, min_size=1, max_size=2, unique=True))) if slot.many else draw(one)


@st.composite
def _record(draw: st.DrawFn, record_id: str, layer: Layer, text: str, records: dict[str, str]) -> Record | None:
    parts: dict[str, tuple[Fragment, ...]] = {}
    values: dict[str, Value] = {}
    others = {one: name for one, name in records.items() if one != record_id}
    for slot in layer.slots:
        if not slot.required and draw(st.booleans()):
            continue
        if slot.type == "part":
            if fragments := draw(_parts(text)):
                parts[slot.name] = fragments
        elif (value := draw(_value(slot, others))) is not None:
            values[slot.name] = value
    decision = draw(
        st.none() | st.builds(Decision, st.just(("coder/a-1", "b/a-2")), st.just("take"), _lines, st.just(""))
    )
    note = draw(st.just("") | _lines)
    origin = draw(st.sampled_from(("", "", "crf@0.91")))
    record = Record(layer.name, record_id, parts, values, note, draw(st.booleans()), origin, decision)
    return record if all(parts.get(slot.name) for slot in layer.parts if slot.required) else None


@st.composite
def states(draw: st.DrawFn, article_id: str, sha256: str, text: str, annotator: str) -> Annotations:
    """The annotations of somebody; every reference leads to a record that is there."""
    drawn = draw(st.lists(st.tuples(st.sampled_from(CODEBOOK.layers), _ids), max_size=6, unique_by=lambda one: one[1]))
    layers = {f"{layer.prefix}-{letters}": layer for layer, letters in drawn}
    kinds = {record_id: layer.name for record_id, layer in layers.items()}
    made = {one: record for one, layer in layers.items() if (record := draw(_record(one, layer, text, kinds)))}
    status = draw(st.sampled_from(("open", "done")))
    return Annotations(Header(article_id, sha256, annotator, status, 1), _whole(made))


def _whole(records: dict[str, Record]) -> dict[str, Record]:
    """The records without references to those that could not be made; what then lacks a required slot goes too."""
    while True:
        kept: dict[str, Record] = {}
        for record in records.values():
            layer = CODEBOOK.layer(record.layer)
            for slot in layer.of_type("reference"):
                there = record.references(slot.name)
                left = tuple(one for one in there if ":" in one or one == AUTHOR or one in records)
                if left != there:
                    record = record.with_value(slot.name, left if slot.many else None)
            if all(record.references(slot.name) for slot in layer.of_type("reference") if slot.required):
                kept[record.id] = record
        if len(kept) == len(records):
            return kept
        records = kept


@st.composite
def documents(draw: st.DrawFn, annotators: int = 2) -> list[Document]:
    """One or two articles, each with the annotations of one or more people (the same ones in each)."""
    names = ["coder-a", "coder-b"][: draw(st.integers(1, annotators))]
    found = []
    for article_id in ["libya", "deep/er folder/Zoë 1"][: draw(st.integers(1, 2))]:
        text = draw(texts)
        said = (draw(st.sampled_from(("", "Zoë & “<b>”"))) for _ in range(4))
        meta = Metadata(*said, split=draw(st.sampled_from(("", *PARTS))))
        article = made_article(article_id, text, meta)
        annotated = tuple(draw(states(article_id, article.sha256, text, name)) for name in names)
        found.append(Document(article, annotated))
    return found
