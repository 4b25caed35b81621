"""Laws of the canonical spelling: what is written is read back, and written again is the same to the byte."""

from __future__ import annotations

import hashlib
import re
import tomllib
from pathlib import Path

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.made import annotations, codebook, texts
from workbench.core.annotation import Annotations
from workbench.store.annotation_file import AnnotationFile
from workbench.store.annotation_reader import AnnotationReader
from workbench.store.annotation_writer import AnnotationWriter, annotation_bytes
from workbench.store.canonical_reader import CanonicalReader
from workbench.store.codebook_file import read_codebook
from workbench.store.shipped import sample_project
from workbench.store.toml_text import flat_table, value_text

strict = AnnotationReader(codebook)
quick = CanonicalReader(codebook)


@given(annotations())
@settings(max_examples=80, deadline=None)
def test_what_is_written_is_read_back_and_written_again_the_same(state: Annotations) -> None:
    data = annotation_bytes(state, codebook)
    assert strict.read(data, "x.toml") == state
    assert annotation_bytes(strict.read(data, "x.toml"), codebook) == data


@given(annotations())
@settings(max_examples=80, deadline=None)
def test_the_canonical_reader_reads_what_the_strict_one_reads(state: Annotations) -> None:
    data = annotation_bytes(state, codebook)
    found = quick.read(data)
    if found is None:
        assert any(len(word.lstrip(b"-")) > 18 for word in data.split() if word.lstrip(b"-").isdigit())
        return
    assert found.state == state
    assert list(found.state.records) == list(strict.read(data, "").records)
    assert found.ordered
    writer = AnnotationWriter(codebook)
    writer.remember(found.kept)
    assert writer.data(found.state) == data


_TOKENS = (
    b"\n", b"\r\n", b"\n\n", b" ", b'"', b"\\", b"\\t", b"\\u0041", b"\\u001B", b"#", b"0", b"-", b"\x00", b"\xff",
    b"\xef\xbb\xbf", b"\n[[saying]]\n", b"\n[[speaker.mention]]\n", b"note = \"\"\n", b"flag = false\n", b"id = \"p-1\"\n",
)  # fmt: skip


def _blocks(data: bytes) -> list[bytes]:
    """The head, and each record with the tables of its parts."""
    return re.split(rb"(?=\n\[\[\w+\]\]\n)", data)


@st.composite
def spoiled(draw: st.DrawFn) -> bytes:
    """A canonical file with one to three small changes: a piece taken out, doubled, moved, put in or respelled."""
    data = annotation_bytes(draw(annotations()), codebook)
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(["cut", "token", "digit", "letter", "lines", "tables", "records", "records"]))
        at = draw(st.integers(0, len(data) - 1))
        if kind == "cut":
            data = data[:at] + data[at + draw(st.integers(1, 3)) :]
        elif kind == "token":
            data = data[:at] + draw(st.sampled_from(_TOKENS)) + data[at:]
        elif kind in ("digit", "letter"):
            pattern, new = (rb"[0-9]", b"7") if kind == "digit" else (rb"[a-z](?=[^\n]*\"\n)", b"z")
            places = [found.start() for found in re.finditer(pattern, data)]
            at = draw(st.sampled_from(places))
            data = data[:at] + new + data[at + 1 :]
        elif kind == "lines":
            lines = data.split(b"\n")
            line = draw(st.integers(0, len(lines) - 1))
            lines[line : line + 2] = draw(st.permutations(lines[line : line + 2] * 2))[: draw(st.integers(0, 4))]
            data = b"\n".join(lines)
        elif kind == "tables":
            data = b"\n\n".join(draw(st.permutations(data.split(b"\n\n"))))
        else:
            head, *records = _blocks(data)
            data = head + b"".join(draw(st.permutations(records)))
    return data


@given(spoiled())
@settings(max_examples=150, deadline=None)
def test_a_spoiled_file_is_read_the_same_or_left_to_the_strict_reader(data: bytes) -> None:
    found = quick.read(data)
    if found is None:
        return
    state = strict.read(data, "x.toml")
    assert found.state == state
    assert found.ordered == (annotation_bytes(state, codebook) == data)


@given(annotations(), annotations())
@settings(max_examples=40, deadline=None)
def test_a_writer_that_remembers_writes_what_a_new_one_writes(first: Annotations, second: Annotations) -> None:
    writer = AnnotationWriter(codebook)
    for state in (first, second, Annotations(second.header, {**first.records, **second.records}), first):
        assert writer.data(state) == annotation_bytes(state, codebook)


@given(st.one_of(texts, st.text(st.characters(codec="utf-8")), st.integers(), st.booleans()))
@settings(max_examples=200, deadline=None)
def test_a_value_is_spelled_as_tomli_w_spells_it(value: str | int | bool) -> None:
    assert flat_table({"x": value}) == tomli_w.dumps({"x": value})
    assert tomllib.loads(f"x = {value_text(value)}\n")["x"] == value


@given(st.lists(texts, max_size=4))
@settings(deadline=None)
def test_a_list_is_one_line_that_toml_reads(values: list[str]) -> None:
    line = flat_table({"x": values})
    assert line.count("\n") == 1
    assert tomllib.loads(line)["x"] == values


@pytest.mark.parametrize("annotator", ["coder-a", "coder-b"])
def test_the_sample_is_canonical_and_stays_as_it_is(annotator: str, tmp_path: Path) -> None:
    root = sample_project()
    book = read_codebook(root / "codebook.toml", "codebook.toml")
    data = (root / "annotations" / annotator / "libya-haftar.toml").read_bytes()
    path = tmp_path / "a.toml"
    path.write_bytes(data)
    file = AnnotationFile(path, book, "a.toml", "libya-haftar", annotator)
    found = file.load()
    assert found.state is not None
    assert found.canonical
    assert found.sha256 == hashlib.sha256(data).hexdigest()
    assert len(found.state) > 20
    file.write(*file.render(found.state))
    assert path.read_bytes() == data
    assert annotation_bytes(AnnotationReader(book).read(data, "a.toml"), book) == data


@given(annotations())
@settings(max_examples=25, deadline=None)
def test_save_load_save_through_a_file(tmp_path_factory: pytest.TempPathFactory, state: Annotations) -> None:
    path = tmp_path_factory.mktemp("law") / "x.toml"
    header = state.header
    first = AnnotationFile(path, codebook, "x.toml", header.article, header.annotator)
    first.write(*first.render(state))
    data = path.read_bytes()
    second = AnnotationFile(path, codebook, "x.toml", header.article, header.annotator)
    found = second.load()
    assert found.state == state
    assert found.canonical
    assert not first.changed()
    second.write(*second.render(state))
    assert path.read_bytes() == data
