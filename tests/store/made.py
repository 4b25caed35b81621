"""A small codebook with every kind of slot, and annotations drawn at random over it."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import strategies as st

from workbench.core.annotation import Annotations, Decision, Fragment, Header, Record, Refused, Rejected, Value
from workbench.core.codebook import Layer, Slot
from workbench.store.codebook_file import parse_codebook

CODEBOOK = """
format = 1
version = 3
title = "A village quarrel"

[[layer]]
name = "speaker"
prefix = "p"
slot = [
  { name = "mention", type = "part", required = true },
  { name = "entity", type = "link", to = ["entity"] },
  { name = "role", type = "attribute", values = ["mayor", "baker", "other"] },
]

[[layer]]
name = "judgement"
prefix = "j"
slot = [
  { name = "holders", type = "reference", many = true, to = ["speaker", "entity", "author"] },
  { name = "about", type = "reference", to = ["speaker", "saying", "issue", "entity"] },
  { name = "weight", type = "attribute", kind = "integer" },
  { name = "grounds", type = "part" },
  { name = "degree", type = "attribute", kind = "ordinal", values = ["low", "high"] },
  { name = "remark", type = "attribute", kind = "text" },
]

[[layer]]
name = "saying"
prefix = "s"
slot = [
  { name = "source", type = "reference", to = ["speaker", "author"] },
  { name = "verb", type = "part" },
  { name = "words", type = "part", required = true },
  { name = "topic", type = "link", to = ["issue"] },
]

[[issue]]
id = "bridge"
title = "The old bridge"
"""

codebook = parse_codebook(CODEBOOK.encode(), "codebook.toml")

NASTY = (
    *(
        "",
        " ",
        "a",
        "\r\n",
        "\n",
        "\r",
        "\t",
        "\x00",
        "\x08",
        "\x0b",
        "\x0c",
        "\x1b[31m",
        "\x7f",
        "\x85",
        "\xa0",
        "\xad",
    ),
    *("\u2028", "\u2029", "\u200b", "\u202e", "\ufeff", "\ufffd", "\uffff", "\U0010ffff", "e\u0301", "👩‍👩‍👧", "🏳️‍🌈"),
    *(
        '"',
        '\\"',
        '"""',
        "'''",
        "\\",
        "\\n",
        "\\u0041",
        "“",
        "’",
        "# no comment",
        "x = 1",
        "[[speaker]]",
        "]]",
        "حفتر",
        "漢",
    ),
)
texts = st.one_of(
    st.lists(st.sampled_from(NASTY), max_size=4).map("".join),
    st.text(st.characters(codec="utf-8"), max_size=12),
    st.text("abc ", max_size=8),
)
filled = texts.filter(bool)
offsets = st.one_of(st.integers(0, 40), st.integers(0, 2000), st.integers(-(10**18), 10**18))
fragments = st.builds(Fragment, offsets, offsets, texts)
numbers = st.one_of(st.integers(-5, 5), st.integers(-(10**18), 10**18))
decisions = st.builds(Decision, st.lists(filled, min_size=1, max_size=3).map(tuple), texts, texts, texts, texts)


def _value(slot: Slot) -> st.SearchStrategy[Value]:
    if slot.kind == "integer":
        return numbers
    return st.lists(texts, max_size=3).map(tuple) if slot.many else texts


def _some(choices: Mapping[str, st.SearchStrategy[Value]]) -> st.SearchStrategy[dict[str, Value]]:
    return st.fixed_dictionaries({}, optional=dict(choices))


def _records(layer: Layer, number: int) -> st.SearchStrategy[Record]:
    values = _some({slot.name: _value(slot) for slot in layer.slots if slot.type != "part"})
    several = st.lists(fragments, min_size=1, max_size=3).map(tuple)
    parts = st.fixed_dictionaries({}, optional={slot.name: several for slot in layer.parts})
    ids = filled.filter(lambda text: ":" not in text).map(lambda text: f"{layer.prefix}-{number}{text}")
    note, origin = (st.one_of(st.just(""), texts) for _ in range(2))
    decided = st.one_of(st.none(), st.none(), decisions)
    return st.builds(Record, st.just(layer.name), ids, parts, values, note, st.booleans(), origin, decided)


headers = st.builds(
    Header,
    texts,
    texts,
    texts,
    st.sampled_from(["open", "done"]),
    st.integers(0, 9),
    st.lists(st.builds(Refused, texts, offsets, offsets, *[texts] * 6), max_size=2).map(tuple),
    st.lists(st.builds(Rejected, st.lists(texts, max_size=2).map(tuple), texts, texts, texts, texts), max_size=2).map(
        tuple
    ),
)


@st.composite
def annotations(draw: st.DrawFn) -> Annotations:
    """Any annotations that the values allow; the spans lie anywhere, the quotes say anything."""
    chosen = draw(st.lists(st.sampled_from(codebook.layers), max_size=6))
    records = [draw(_records(layer, number)) for number, layer in enumerate(chosen)]
    return Annotations(draw(headers), {record.id: record for record in records})
