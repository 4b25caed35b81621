"""What the writer writes, compared with files that were written by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.made import codebook
from workbench.core.annotation import Annotations, Decision, Fragment, Header, Record, Refused, Rejected
from workbench.store.annotation_reader import AnnotationReader
from workbench.store.annotation_writer import annotation_bytes
from workbench.store.canonical_reader import CanonicalReader

GOLDEN = Path(__file__).parent / "golden"
SHA256 = "4c2d9fa68b9f0bafeb660080425ca372f38982fba4461eb04cb31f989a145c48"

ADA = Fragment(6, 15, "Ada Brook")
BAKER = Fragment(51, 60, "the baker")
CREAKS = Fragment(69, 78, "it creaks")
AGREED = Fragment(61, 67, "agreed")

EVERY_KIND = [
    Record("saying", "s-ccc000", {"words": (AGREED,)}, {"source": "author"}),
    Record(
        "saying",
        "s-ccc001",
        {"words": (Fragment(26, 36, "old bridge"), Fragment(37, 44, "must go")), "verb": (Fragment(16, 20, "said"),)},
        {"topic": "bridge", "source": "p-ada001"},
    ),
    Record("judgement", "j-bbb001", {}, {"about": "s-ccc001", "holders": ("p-bak001",)}),
    Record("judgement", "j-aaa000", {}, {"about": "entity:town:council", "holders": (), "weight": 0}),
    Record(
        "judgement",
        "j-aaa001",
        {"grounds": (Fragment(22, 44, "the old bridge must go"), CREAKS)},
        {
            "remark": "for reasons of her own",
            "degree": "high",
            "weight": -2,
            "about": "issue:bridge",
            "holders": ("p-ada001", "entity:town:council", "author"),
        },
    ),
    Record("speaker", "p-bak001", {"mention": (BAKER,)}, {"role": "baker"}, origin="crf@0.91"),
    Record(
        "speaker",
        "p-ada001",
        {"mention": (ADA,)},
        {"role": "mayor", "entity": "ada-brook"},
        note="who leads the council",
        flag=True,
    ),
]

GOLD = [
    Record(
        "speaker",
        "p-ada001",
        {"mention": (Fragment(0, 15, "Mayor Ada Brook"),)},
        {"entity": "nil"},
        decision=Decision(("rose/p-ada001", "tom/p-xyz123"), "union", "the title belongs to it", "2024-05-04", "9f2c"),
    ),
    Record("saying", "s-ccc001", {"words": (AGREED,)}, flag=True, decision=Decision(("rose/s-ccc001",), "agreed")),
]

NASTY = [
    Record(
        "speaker",
        "p-1",
        {
            "mention": (
                Fragment(0, 0, ""),
                Fragment(
                    -4,
                    2**100,
                    "'''  # not a comment [[speaker]] \u2028\u2029\x85 e\u0301 漢 حفتر "
                    "\U0001f469\u200d\U0001f469\u200d\U0001f467 \ufeff \xad \u202e \\u0041",
                ),
            )
        },
        {"entity": ""},
        note='two\nlines\r\nand a "quote", a back\\slash, a\ttab, \x00 \x08 \x0b \x0c \x1b[31m \x7f',
    )
]


def _state(header: Header, records: list[Record]) -> Annotations:
    return Annotations(header, {record.id: record for record in records})


CASES = {
    "every_kind": _state(Header("village/bridge", SHA256, "rose", codebook=3), EVERY_KIND),
    "gold": _state(
        Header(
            "village/bridge",
            SHA256,
            "gold",
            "done",
            3,
            (
                Refused("speaker", 51, 60, "the baker", entity="baker-street"),
                Refused("saying", 69, 78, "it creaks", origin="crf@0.91"),
            ),
            (
                Rejected(("rose/j-aaa001", "tom/j-qqq111"), "neither reads the text", "2024-05-05", "77aa", "ask both"),
                Rejected(()),
            ),
        ),
        GOLD,
    ),
    "nasty": _state(Header("village/bridge", "", "rose"), NASTY),
}


def _golden(name: str) -> bytes:
    return (GOLDEN / f"{name}.toml").read_bytes()


@pytest.mark.parametrize("name", CASES)
def test_the_writer_writes_what_a_person_wrote_by_hand(name: str) -> None:
    assert annotation_bytes(CASES[name], codebook).decode() == _golden(name).decode()


@pytest.mark.parametrize("name", CASES)
def test_the_strict_reader_reads_it_back(name: str) -> None:
    assert AnnotationReader(codebook).read(_golden(name), f"{name}.toml") == CASES[name]


@pytest.mark.parametrize("name", ["every_kind", "gold"])
def test_the_canonical_reader_reads_the_same(name: str) -> None:
    found = CanonicalReader(codebook).read(_golden(name))
    assert found is not None
    assert found.ordered
    assert found.state == CASES[name]
    assert b"".join(one.data for one in found.kept) in _golden(name)


def test_a_number_beyond_any_text_is_left_to_the_strict_reader() -> None:
    assert CanonicalReader(codebook).read(_golden("nasty")) is None
    small = _golden("nasty").replace(str(2**100).encode(), b"12")
    found = CanonicalReader(codebook).read(small)
    assert found is not None
    assert found.state == AnnotationReader(codebook).read(small, "")
    assert found.state.records["p-1"].note == NASTY[0].note


def test_every_golden_file_has_its_case() -> None:
    assert {path.stem for path in GOLDEN.glob("*.toml")} == set(CASES)
