"""A small text, a small codebook, and records on it, for the tests of this room."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from workbench.core.annotation import Annotations, Fragment, Header, Record, Rejected, Value
from workbench.core.codebook import Codebook, Issue, Layer, Slot
from workbench.store.annotation_reader import AnnotationReader
from workbench.store.codebook_file import read_codebook

TEXT = (
    "Mayor Ann Lee said the new bridge must be built before winter, and the port union agreed. "
    "Critics, among them the former engineer Bo Strand, warned that the river will not wait and that money is short."
)

ACTOR = Layer(
    "actor",
    "a",
    (
        Slot("mention", "part", required=True),
        Slot("entity", "link", to=("entity",)),
        Slot("kind", "attribute", values=("person", "group")),
    ),
)
STANCE = Layer(
    "stance",
    "s",
    (
        Slot("holder", "reference", required=True, to=("actor", "entity", "author")),
        Slot("target", "reference", required=True, many=True, to=("actor", "entity", "issue", "claim")),
        Slot("polarity", "attribute", values=("support", "oppose"), required=True),
        Slot("evidence", "part"),
    ),
)
CLAIM = Layer(
    "claim",
    "c",
    (
        Slot("source", "reference", to=("actor", "entity", "author")),
        Slot("cue", "part"),
        Slot("content", "part", required=True),
        Slot("issue", "link", to=("issue",)),
        Slot("certainty", "attribute", values=("asserted", "hedged"), default="asserted"),
    ),
)
CODEBOOK = Codebook(1, "Small", (ACTOR, STANCE, CLAIM), (Issue("bridge"), Issue("money")))

SAMPLE = Path(__file__).parents[2] / "seeds" / "libya"


def place(words: str | tuple[int, int]) -> Fragment:
    """The fragment of these words, which stand in the text, or of this span."""
    if isinstance(words, str):
        start = TEXT.index(words)
        return Fragment(start, start + len(words), words)
    return Fragment(*words, TEXT[words[0] : words[1]])


def record(layer: Layer, record_id: str, *, note: str = "", origin: str = "", **slots: object) -> Record:
    """A record; a part is given by its words (or a list of words), a value by itself."""
    parts: dict[str, tuple[Fragment, ...]] = {}
    values: dict[str, Value] = {}
    for name, given in slots.items():
        if layer.by_name[name].type == "part":
            parts[name] = tuple(place(one) for one in (given if isinstance(given, list) else [given]))
        else:
            assert isinstance(given, str | int | tuple)
            values[name] = given
    return Record(layer.name, record_id, parts, values, note, False, origin)


def actor(record_id: str, mention: object, entity: str = "", **slots: object) -> Record:
    """A mention of an actor."""
    if entity:
        slots["entity"] = entity
    return record(ACTOR, record_id, mention=mention, **slots)  # type: ignore[arg-type]


def claim(record_id: str, content: object, **slots: object) -> Record:
    """A claim."""
    return record(CLAIM, record_id, content=content, **slots)  # type: ignore[arg-type]


def stance(record_id: str, holder: str, target: str, polarity: str = "support", **slots: object) -> Record:
    """A stance."""
    return record(STANCE, record_id, holder=holder, target=(target,), polarity=polarity, **slots)  # type: ignore[arg-type]


def file(annotator: str, *records: Record, rejected: Iterable[Rejected] = (), sha: str = "abc") -> Annotations:
    """A file of these records."""
    header = Header("small", sha, annotator, rejected=tuple(rejected))
    return Annotations(header, {one.id: one for one in records})


def sample() -> tuple[list[tuple[str, Annotations]], Codebook]:
    """The two coders of the sample project, and its codebook."""
    codebook = read_codebook(SAMPLE / "codebook.toml", "codebook.toml")
    reader = AnnotationReader(codebook)
    files = []
    for name in ("coder-a", "coder-b"):
        path = SAMPLE / "annotations" / name / "libya-haftar.toml"
        files.append((name, reader.read(path.read_bytes(), name)))
    return files, codebook
