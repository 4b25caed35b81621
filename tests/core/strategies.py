"""Texts, records and annotations to try the values on."""

from __future__ import annotations

import re

from hypothesis import strategies as st

from workbench.core.annotation import Annotations, Fragment, Header, Record, Refused, Rejected
from workbench.core.codebook import Codebook, Issue, Layer, Slot

NASTY = (
    *("Haftar", "said", "U.S.", "Zoë", "a", "b", " ", " ", "  ", "\t", "\n", "\r\n", "\r", "\x0b", "\x0c", "\x85"),
    *(
        "\u2028",
        "\u2029",
        "\ufeff",
        "\u00a0",
        "e\u0301",
        "\u0301",
        "Z" + "\u0335\u0343\u0360\u0310" * 3,
        "👍🏽",
        "🇱🇾",
        "🇷",
    ),
    *(
        "👩\u200d👩\u200d👧\u200d👦",
        "❤\ufe0f",
        "1\ufe0f\u20e3",
        "\u200d",
        "\u200b",
        "\u202e",
        "\u2066",
        "習近平",
        "语",
        "한국",
        "ᄒ",
    ),
    *(
        "ᅡ",
        "ᆫ",
        "خليفة حفتر",
        "\u064e",
        "שָׁלוֹם",
        "हिन्दी",
        "क्षि",
        "กำ",
        "\U000e0041",
        "葛\U000e0100",
        "\x1b[31m",
        "“",
        "”",
        ".",
    ),
)
"""Pieces of text that break what is not careful: graphemes of many characters, separators, what has no width."""

texts = st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=4)), max_size=24).map("".join)

_ACTOR = Layer(
    "actor",
    "a",
    (
        Slot("mention", "part", required=True),
        Slot("entity", "link", to=("entity",)),
        Slot("kind", "attribute", values=("person", "state", "other"), keys=("p", "s", "x")),
    ),
    key="a",
)
_STANCE = Layer(
    "stance",
    "s",
    (
        Slot("holder", "reference", to=("actor", "entity", "author"), required=True),
        Slot("target", "reference", to=("actor", "entity", "issue", "claim"), required=True),
        Slot("polarity", "attribute", values=("support", "oppose", "mixed"), keys=("+", "-", "~"), required=True),
        Slot("evidence", "part"),
    ),
    key="s",
)
_CLAIM = Layer(
    "claim",
    "c",
    (
        Slot("source", "reference", to=("actor", "entity", "author")),
        Slot("cue", "part"),
        Slot("content", "part", required=True),
        Slot("issue", "link", to=("issue",)),
        Slot("certainty", "attribute", values=("asserted", "hedged"), default="asserted"),
    ),
    key="c",
)
_EVENT = Layer(
    "event",
    "e",
    (
        Slot("participants", "reference", to=("actor", "entity", "event"), many=True),
        Slot("words", "part"),
        Slot("victims", "attribute", kind="integer"),
        Slot("remark", "attribute", kind="text"),
        Slot("severity", "attribute", kind="ordinal", values=("low", "high")),
        Slot("topics", "attribute", values=("war", "oil", "aid"), many=True),
    ),
    title="Events",
)
CODEBOOK = Codebook(
    1,
    "Four layers",
    (_ACTOR, _STANCE, _CLAIM, _EVENT),
    (Issue("war", "The war"), Issue("oil", "Oil", "war")),
)
"""Actors, stances, claims, and a layer of another project's making with lists, numbers and free text."""

HEADER = Header("libya", "0" * 64, "coder")


def fragment(text: str, words: str, *, nth: int = 0) -> Fragment:
    """The ``nth`` place of these words in a text."""
    found = list(re.finditer(re.escape(words), text))[nth]
    return Fragment(found.start(), found.end(), words)


def actor(record_id: str, start: int = 0, *, entity: str = "", quote: str = "Haftar") -> Record:
    """A mention of this length at ``start``."""
    values = {"entity": entity} if entity else {}
    return Record("actor", record_id, {"mention": (Fragment(start, start + len(quote), quote),)}, values)


def state_of(*records: Record, header: Header = HEADER) -> Annotations:
    """Annotations of these records."""
    return Annotations(header, {record.id: record for record in records})


IDS = ("a-000001", "a-000002", "a-000003", "a-000004")

_records = st.builds(
    actor,
    st.just(""),
    st.integers(0, 5),
    entity=st.sampled_from(("", "haftar", "nil")),
    quote=st.sampled_from(("Haftar", "Hifter")),
)
_refused = st.lists(
    st.builds(
        Refused,
        st.just("actor"),
        st.integers(0, 2),
        st.integers(3, 4),
        st.just("x"),
        st.just("e"),
        reason=st.sampled_from(("", "double")),
        note=st.sampled_from(("", 'twice "here"')),
    ),
    max_size=3,
    unique=True,
).map(tuple)
_rejected = st.lists(st.builds(Rejected, st.just(("a/x",)), st.sampled_from("uv")), max_size=2, unique=True).map(tuple)

headers = st.builds(
    Header,
    st.just("libya"),
    st.sampled_from(("0" * 64, "1" * 64)),
    st.just("coder"),
    st.sampled_from(("open", "done")),
    st.integers(1, 2),
    _refused,
    _rejected,
)
"""Heads of one file at different times."""


def _keyed(records: dict[str, Record]) -> dict[str, Record]:
    return {record_id: Record(one.layer, record_id, one.parts, one.values) for record_id, one in records.items()}


states = st.builds(Annotations, headers, st.dictionaries(st.sampled_from(IDS), _records, max_size=len(IDS)).map(_keyed))
"""States of one file, with few ids, so that two of them often share some."""
