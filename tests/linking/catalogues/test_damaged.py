"""Whatever becomes of a file on its way: every row is read, counted or named, and nothing else happens."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from workbench.core.entity import LONGEST
from workbench.core.errors import UsageError

from .reading import entities, rows
from .test_documented import CITY, ITEM, MORE, PAST, STATE, published
from .test_petrarch import DICTIONARY

PERSON = json.dumps(published("p", "Person", name=["Ann"], country=["ly"]))
TIE = json.dumps(published("e", "Membership", member=["p"], organization=["o"], startDate=["2001"]))
WHOLE = {
    "csv": 'id,name,alias,kind\n1,Ann Lee,"Lee, Ann",PER\n2,Union,,org\n',
    "tsv": "id\tname\talias\tkind\n1\tAnn Lee\tLee\tPER\n",
    "jsonl": '{"id": 7, "name": "Ann", "aliases": ["Lee"], "affiliations": [{"entity": "u", "role": "chair"}]}\n',
    "ftm": f"{PERSON}\n{TIE}\n",
    "wikidata": f"[\n{json.dumps(ITEM)},\n]\n",
    "geonames": CITY + STATE + PAST,
    "petrarch": DICTIONARY,
}
PIECES = [
    "",
    "\t",
    "\n",
    '"',
    ",",
    "²",
    "٣",
    "\x00",
    "9" * 5_000,
    "[",
    "]",
    "{",
    "}",
    "null",
    "-",
    "x" * 1_100,
    "\u0301",
]


@pytest.mark.parametrize("form", WHOLE)
@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 12), st.sampled_from(PIECES)), min_size=1, max_size=4),
    st.binary(max_size=3),
)
@example([(0.5, 0, "")], b"\x80")
@example([(0.244140625, 0, "")], b"\x80")
def test_damage_is_a_problem_of_a_row(form: str, damages: list[tuple[float, int, str]], raw: bytes) -> None:
    text = WHOLE[form]
    for share, cut, piece in damages:
        at = int(share * len(text))
        text = text[:at] + piece + text[at + cut :]
    at = int(damages[0][0] * len(text))
    data = text[:at].encode() + raw + text[at:].encode()
    try:
        found = rows(form, data, more=MORE if form == "geonames" else "")
    except UsageError:
        assert form in ("csv", "tsv")  # a column that is asked for is not there
        return
    for one in entities(found):
        assert one.id
        assert one.name
        assert max(map(len, (one.id, *one.names))) <= LONGEST
