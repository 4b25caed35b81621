"""What the canonical reader takes, and what it leaves to the strict one."""

from __future__ import annotations

import gc

import pytest

from tests.store.made import codebook
from tests.store.village import good
from workbench.core.annotation import Annotations, Fragment, Header, Record
from workbench.core.errors import FileError
from workbench.store.annotation_reader import AnnotationReader
from workbench.store.annotation_writer import AnnotationWriter, annotation_bytes
from workbench.store.canonical_reader import CanonicalReader
from workbench.store.codebook_file import parse_codebook

quick = CanonicalReader(codebook)
strict = AnnotationReader(codebook)

VERB = '\n[[saying.verb]]\nstart = 16\nend = 20\nquote = "said"\n'
WORDS = '\n[[saying.words]]\nstart = 26\nend = 36\nquote = "old bridge"\n'
SPELLINGS = {
    "a comment": ("start = 6\n", "start = 6 # here\n"),
    "a comment line": ("start = 6\n", "# here\nstart = 6\n"),
    "a blank line more": ("\n\n[[saying]]", "\n\n\n[[saying]]"),
    "a blank line less": ("\n\n[[saying]]", "\n[[saying]]"),
    "a blank line at the end": ('quote = "agreed"\n', 'quote = "agreed"\n\n'),
    "no line break at the end": ('quote = "agreed"\n', 'quote = "agreed"'),
    "a comment at the end": ('quote = "agreed"\n', 'quote = "agreed"\n# end\n'),
    "Windows line breaks": ("start = 6\n", "start = 6\r\n"),
    "a blank before a key": ("start = 6\n", " start = 6\n"),
    "no blanks": ("start = 6\n", "start=6\n"),
    "a quoted key": ("start = 6\n", '"start" = 6\n'),
    "a plus sign": ("start = 6\n", "start = +6\n"),
    "hexadecimal": ("start = 6\n", "start = 0x6\n"),
    "an underscore": ("end = 15\n", "end = 1_5\n"),
    "minus nothing": ("weight = 0\n", "weight = -0\n"),
    "another order of keys": ("start = 6\nend = 15\n", "end = 15\nstart = 6\n"),
    "another order of slots": (
        'entity = "ada-brook"\nrole = "mayor"\n',
        'role = "mayor"\nentity = "ada-brook"\n',
    ),
    "a literal string": ('"Ada Brook"', "'Ada Brook'"),
    "a long string": ('"Ada Brook"', '"""Ada Brook"""'),
    "an escape too many": ("Ada Brook", "Ada\\u0020Brook"),
    "an escaped tab": ("Ada Brook", "Ada\\tBrook"),
    "large letters in an escape": ("Ada Brook", "Ada\\u001BBrook"),
    "a long escape": ("Ada Brook", "Ada\\U0000001bBrook"),
    "an escape among quotation marks": ("Ada Brook", '\\"Ada\\"\\tBrook'),
    "no flag": ('role = "baker"\n', 'role = "baker"\nflag = false\n'),
    "no note": ('role = "baker"\n', 'role = "baker"\nnote = ""\n'),
    "a list over lines": ('["p-bak001"]', '[\n  "p-bak001",\n]'),
    "a comma behind": ('["p-bak001"]', '["p-bak001",]'),
    "the parts in another order": (
        VERB + WORDS,
        WORDS + VERB,
    ),
    "a part in one line": (
        'flag = true\n\n[[speaker.mention]]\nstart = 6\nend = 15\nquote = "Ada Brook"\n',
        'flag = true\nmention = [{ start = 6, end = 15, quote = "Ada Brook" }]\n',
    ),
    "a reason without a decision": ('role = "baker"\n', 'role = "baker"\nreason = "why"\n'),
    "a decision without sources": ('role = "baker"\n', 'role = "baker"\ndecision = "take"\n'),
    "the head in another order": ('annotator = "rose"\nstatus = "open"\n', 'status = "open"\nannotator = "rose"\n'),
    "no status": ('status = "open"\n', ""),
}
REFUSED = {
    "an id twice": ('"p-bak001"\nrole', '"p-ada001"\nrole'),
    "an id with a colon": ('id = "p-bak001"', 'id = "p:1"'),
    "an empty id": ('id = "p-bak001"', 'id = ""'),
    "an unknown escape": ("Ada Brook", "Ada\\qBrook"),
    "a cut escape": ("Ada Brook", "Ada\\u12"),
    "half a character": ("Ada Brook", "\\ud800"),
    "an unknown status": ('"open"', '"shut"'),
    "a newer format": ("format = 1", "format = 2"),
    "an unknown layer": ("\n[[saying]]", '\n[[rumour]]\nid = "r"\n\n[[saying]]'),
    "an unknown key": ("flag = true\n", "flag = true\nhat = 1\n"),
    "leading noughts": ("end = 15\n", "end = 015\n"),
    "a part under another layer": (
        '\n[[judgement.grounds]]\nstart = 69\nend = 78\nquote = "it creaks"\n',
        '\n[[saying]]\nid = "s-0"\n\n[[judgement.grounds]]\nstart = 69\nend = 78\nquote = "it creaks"\n',
    ),
}


def _respelled(old: str, new: str) -> bytes:
    assert old in good()
    return good().replace(old, new, 1).encode()


@pytest.mark.parametrize("name", SPELLINGS)
def test_another_spelling_is_left_to_the_strict_reader(name: str) -> None:
    data = _respelled(*SPELLINGS[name])
    assert quick.read(data) is None
    assert annotation_bytes(strict.read(data, "x.toml"), codebook) != data


@pytest.mark.parametrize("name", REFUSED)
def test_what_the_strict_reader_refuses_is_not_taken(name: str) -> None:
    data = _respelled(*REFUSED[name])
    assert quick.read(data) is None
    with pytest.raises(FileError):
        strict.read(data, "x.toml")


def test_bytes_that_are_no_utf8_are_not_taken_wherever_they_stand() -> None:
    data = good().encode()
    for word in (b"Ada Brook", b"p-bak001", b"the council", b"rose", b"crf@"):
        assert quick.read(data.replace(word, word + b"\xc3", 1)) is None


@pytest.mark.parametrize("text", ["", "format = 1\n", "[[speaker]]\n", "\n\n", '"'])
def test_what_has_no_head_is_not_taken(text: str) -> None:
    assert quick.read(text.encode()) is None


def test_a_head_alone_is_a_file_without_records() -> None:
    state = Annotations(Header("a", "b", "c"))
    found = quick.read(annotation_bytes(state, codebook))
    assert found is not None
    assert (found.state, found.kept, found.ordered) == (state, [], True)


def _speakers(*starts: int) -> list[Record]:
    return [
        Record("speaker", f"p-{at}", {"mention": (Fragment(start, start + 1, "x"),)}) for at, start in enumerate(starts)
    ]


def _file(*records: Record) -> bytes:
    """The records in this order, whatever the right one is."""
    head = annotation_bytes(Annotations(Header("a", "b", "c")), codebook)
    return head + b"".join(
        annotation_bytes(Annotations(Header("a", "b", "c"), {r.id: r}), codebook)[len(head) :] for r in records
    )


def test_records_in_another_order_are_read_and_seen() -> None:
    one, two, three = _speakers(3, 9, 20)
    for records, ordered in (((one, two, three), True), ((two, one, three), False), ((one, three, two), False)):
        found = quick.read(_file(*records))
        assert found is not None
        assert found.ordered is ordered
        assert list(found.state.records.values()) == list(records)


def test_the_order_is_by_start_then_end_then_id() -> None:
    def place(name: str, start: int, end: int) -> Record:
        return Record("speaker", name, {"mention": (Fragment(start, end, "x"),)})

    right = [place("p-b", 1, 5), place("p-a", 2, 3), place("p-c", 2, 9), place("p-d", 2, 9)]
    state = Annotations(Header("a", "b", "c"), {one.id: one for one in reversed(right)})
    assert annotation_bytes(state, codebook) == _file(*right)
    for at in range(3):
        wrong = [*right[:at], right[at + 1], right[at], *right[at + 2 :]]
        found = quick.read(_file(*wrong))
        assert found is not None
        assert not found.ordered


def test_the_first_fragment_counts_for_the_order_even_if_it_stands_last() -> None:
    late = Record("speaker", "p-1", {"mention": (Fragment(9, 10, "x"), Fragment(1, 2, "x"), Fragment(1, 9, "x"))})
    other = Record("speaker", "p-2", {"mention": (Fragment(1, 5, "x"),)})
    assert annotation_bytes(Annotations(Header("a", "b", "c"), {"p-2": other, "p-1": late}), codebook) == _file(
        late, other
    )
    found = quick.read(_file(late, other))
    assert found is not None
    assert found.ordered
    assert [one.key for one in found.kept] == [(1, 2, "p-1"), (1, 5, "p-2")]


def test_a_layer_in_another_place_is_left_to_the_strict_reader() -> None:
    speaker = Record("speaker", "p-1", {"mention": (Fragment(0, 1, "x"),)})
    saying = Record("saying", "s-1", {"words": (Fragment(0, 1, "x"),)})
    assert quick.read(_file(speaker, saying)) is not None
    for records in ((saying, speaker), (speaker, saying, Record("speaker", "p-2", speaker.parts))):
        data = _file(*records)
        assert quick.read(data) is None
        assert len(strict.read(data, "x.toml")) == len(records)


LISTS = """
format = 1
[[layer]]
name = "vote"
prefix = "v"
slot = [{ name = "counts", type = "attribute", kind = "integer", many = true }]
[[layer]]
name = "group"
prefix = "g"
slot = [{ name = "members", type = "reference", many = true, to = ["entity"] }]
[[layer]]
name = "mark"
prefix = "m"
slot = []
"""


def test_layers_of_nothing_but_lists_or_of_nothing_at_all() -> None:
    book = parse_codebook(LISTS.encode(), "codebook.toml")
    records = [
        Record("vote", "v-1", {}, {"counts": (3, -1, 0)}),  # type: ignore[dict-item]
        Record("vote", "v-2", {}, {"counts": ()}),
        Record("group", "g-1", {}, {"members": ("entity:a, b", 'entity:"]')}),
        Record("mark", "m-1"),
    ]
    state = Annotations(Header("a", "b", "c"), {one.id: one for one in records})
    data = annotation_bytes(state, book)
    found = CanonicalReader(book).read(data)
    assert found is not None
    assert found.state == state == AnnotationReader(book).read(data, "x.toml")


@pytest.mark.parametrize("data", [good().encode(), b"x"])
@pytest.mark.parametrize("collecting", [True, False])
def test_the_collector_is_left_as_it_was(data: bytes, collecting: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if collecting else gc.disable)()
        quick.read(data)
        assert gc.isenabled() is collecting
    finally:
        (gc.enable if before else gc.disable)()


def test_an_empty_part_is_no_part() -> None:
    data = good().replace("[[speaker.mention]]", "#", 1).replace('role = "mayor"', 'role = "mayor"\nmention = []', 1)
    cut = data.index("#")
    data = data[:cut] + data[data.index("\n[[speaker]]", cut) + 1 :]
    assert quick.read(data.encode()) is None
    assert strict.read(data.encode(), "x.toml").records["p-ada001"].parts == {}


def test_what_is_gone_is_forgotten_in_time() -> None:
    writer = AnnotationWriter(codebook)
    many = {record.id: record for record in _speakers(*range(300))}
    writer.data(Annotations(Header("a", "b", "c"), many))
    few = Annotations(Header("a", "b", "c"), dict(list(many.items())[:10]))
    writer.data(few)
    assert len(writer._kept) == 10
    assert writer.data(few) == annotation_bytes(few, codebook)


def test_equal_strings_of_slots_are_kept_once() -> None:
    records = [Record("speaker", f"p-{at}", {}, {"entity": "a-long-name", "role": "mayor"}) for at in range(3)]
    found = quick.read(_file(*records))
    assert found is not None
    assert len({id(record.values["entity"]) for record in found.state.records.values()}) == 1


def test_what_was_read_is_not_dumped_again() -> None:
    found = quick.read(good().encode())
    assert found is not None
    writer = AnnotationWriter(codebook)
    writer.remember(one._replace(data=one.data.upper()) for one in found.kept)
    written = writer.data(found.state)
    assert written != good().encode()
    assert written.lower() == good().encode().lower()
