"""The WebAnno TSV that we write, as web-anno-tsv reads it, a program of somebody else for this format.

What that program reads: the text of every sentence, the tokens and the parts of tokens at their UTF-16 offsets (it refuses what
does not stand there), and of one column the labels, stacked ones too, joined over rows by their ``[n]``. So each column
is judged in a table of its own, cut out of our file. What it does not read, and what is left out or judged elsewhere:

* Relations, links from one annotation to another and chains: dkpro-cassis judges those in ``test_webanno``.
* Escapes. By the format, ``\\t`` in a text is a tab; it leaves the two characters, and then finds the words elsewhere than
  the offsets say. INCEpTION's own file with a tab shows that the fault is its own. The texts here hold no such characters;
  the backslashes that it leaves in labels are taken off.
* Annotations of no width at the beginning of a sentence, which INCEpTION writes and it refuses. Rows of no width are cut out.
* An annotation over several sentences is one piece in each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.interchange.hard_cases import (
    EMPTY,
    brought,
    documents_of,
    fixtures,
    made,
    of_path,
    problems_of,
    source,
    states,
    with_layers,
    written,
)
from workbench.core.annotation import Annotations, Fragment, Record
from workbench.desk.exporting import Chosen, export_annotations
from workbench.interchange.exchange import Document, exchange_format
from workbench.interchange.naming import made_article
from workbench.interchange.things import PREFIX
from workbench.interchange.webanno import EXCHANGE
from workbench.store.project import open_project

web_anno_tsv = pytest.importorskip("web_anno_tsv", reason="web-anno-tsv is not installed")

SAMPLE = Path(__file__).parents[2] / "seeds" / "libya"

Piece = tuple[int, int, str]
"""(start, end, label), in code points of the whole text."""


def columns(data: bytes) -> dict[tuple[str, str], int]:
    """(type, feature) → the cell that holds it, by the head of the file. Links have two cells, and are passed over."""
    found: dict[tuple[str, str], int] = {}
    at = 3
    for line in data.decode("utf-8").split("\n"):
        if line.startswith("#T_SP="):
            kind, *features = line.removeprefix("#T_SP=").split("|")
            for feature in features:
                if not feature.startswith("ROLE_") and feature != "uima.tcas.Annotation":
                    found[kind, feature] = at
                at += 1
        elif line.startswith("#T_"):
            at += line.count("|")
    return found


def cut(data: bytes, column: int) -> str:
    """The file with one column, twice: the judge reads the second one of a table."""
    lines = []
    for line in data.decode("utf-8").split("\n"):
        cells = line.split("\t")
        if line.startswith("#Text=") or len(cells) < 4:
            lines.append(line)
        elif cells[2]:
            lines.append("\t".join([*cells[:3], cells[column], cells[column], ""]))
    head = [line for line in lines if line.startswith("#") and not line.startswith("#Text=")]
    return "\n".join(["#FORMAT=WebAnno TSV 3.3", "#T_SP=x|one|two", "", *lines[len(head) + 1 :]])


def judged(data: bytes, column: int) -> tuple[list[str], list[Piece]]:
    """What the judge reads: the text of the sentences, and the annotations of a column with a label."""
    texts: list[str] = []
    pieces: list[Piece] = []
    with TemporaryDirectory() as folder:
        path = Path(folder) / "judged.tsv"
        path.write_text(cut(data, column), "utf-8", newline="")
        with web_anno_tsv.open_web_anno_tsv(str(path)) as sentences:
            for sentence in sentences:
                before = sum(map(len, texts))
                texts.append(sentence.text)
                pieces += [(before + one.start, before + one.stop, one.label) for one in sentence.annotations]
    return texts, [(start, end, label.replace("\\", "")) for start, end, label in pieces if label != "*"]


def in_sentences(pieces: Iterable[Piece], texts: Iterable[str]) -> Iterator[Piece]:
    """The pieces as far as they lie in each sentence, without the blanks at their ends, on which there are no tokens."""
    wanted = list(pieces)
    before = 0
    for text in texts:
        for start, end, label in wanted:
            first, last = max(start - before, 0), min(end - before, len(text))
            said = text[first:last] if first < last else ""
            if said.strip():
                first += len(said) - len(said.lstrip())
                yield before + first, before + first + len(said.strip()), label
        before += len(text)


def host(record: Record, main: str) -> Fragment:
    """The fragment whose row says the values of a record."""
    return (record.parts.get(main) or next(record.fragments())[1:])[0]


def agrees(document: Document, state: Annotations, data: bytes) -> Counter[str]:
    """The judge sees text, spans and labels of a file as they are in the document; how many pieces it saw, by feature."""
    seen: Counter[str] = Counter()
    text = str(document.article.text)
    cells = columns(data)
    for layer, main in (("actor", "mention"), ("claim", "content"), ("stance", "evidence")):
        placed = [record for record in state.of_layer(layer) if record.parts]
        said: dict[str, list[Piece]] = {"recordId": [], "recordPart": []}
        for record in placed:
            for part, one in record.fragments():
                said["recordId"].append((one.start, one.end, record.id))
                said["recordPart"].append((one.start, one.end, part))
            for slot in ("entity", "kind", "polarity", "certainty", "issue", "quotation"):
                if record.text(slot):
                    one = host(record, main)
                    said.setdefault(slot, []).append((one.start, one.end, record.text(slot)))
        for feature, pieces in said.items():
            if not pieces:
                continue
            texts, found = judged(data, cells[PREFIX + layer, feature])
            assert "".join(texts) == text
            assert Counter(found) == Counter(in_sentences(pieces, texts)), (layer, feature)
            seen[feature] += len(found)
    return seen


PIECES = (
    "Haftar", " ", " ", "said", ".", "\n", "\n\n", "  ", "0", "😀", "👨‍👩‍👧", "العربية", "שלום", "é", "中文", "_", "*", "|",
    "[1]", ";", "->", "<a&b>", '"', "\ufeff", "1,000.5", "U.S.", "\u200f", ". The ", "? ",
)  # fmt: skip
"""Pieces of texts without a character that the format escapes."""


@st.composite
def plain_documents(draw: st.DrawFn) -> Document:
    text = "H" + "".join(draw(st.lists(st.sampled_from(PIECES), min_size=4, max_size=30)))
    article = made_article("news", text)
    return Document(article, (draw(states(article, "coder-a")),))


@settings(max_examples=25)
@given(plain_documents())
def test_another_program_reads_the_same_text_spans_and_labels(document: Document) -> None:
    """Nested, overlapping, stacked and discontinuous parts of three layers; emoji, right-to-left, several sentences."""
    files, losses = written(EXCHANGE, [document])
    assert losses == []
    (data,) = files.values()
    agrees(document, document.annotations[0], data)


def test_another_program_reads_stacked_discontinuous_and_right_to_left_annotations() -> None:
    first = made("news")
    article = made_article("news", str(first.article.text).replace("\r\n", " \n"))
    document = Document(article, first.annotations)
    files, _ = written(EXCHANGE, [document])
    data = files["annotation/news/coder-a.tsv"]
    cells = columns(data)
    texts, found = judged(data, cells[f"{PREFIX}claim", "recordId"])
    assert len(texts) > 2
    said = [(str(article.text)[start:end], label) for start, end, label in found]
    assert Counter(said) == Counter(
        [("said", "c-000001"), ("that", "c-000001"), ("Serraj 👨‍👩‍👧 must go", "c-000001"), ("told", "c-000002"),
         ("Serraj 👨‍👩‍👧 must", "c-000002")]
    )  # fmt: skip
    _, kinds = judged(data, cells[f"{PREFIX}actor", "kind"])
    assert [(str(article.text)[start:end], label) for start, end, label in kinds] == [
        ("العربية", "media"),
        ("Serraj 👨‍👩‍👧", "person"),
    ]
    assert agrees(document, document.annotations[0], data)["recordId"] == 9


def test_another_program_reads_the_sample_project(tmp_path: Path) -> None:
    project = open_project(SAMPLE)[0]
    export_annotations(project, exchange_format("webanno"), str(tmp_path / "out"), Chosen())
    seen: Counter[str] = Counter()
    for annotator in ("coder-a", "coder-b"):
        data = (tmp_path / "out" / "annotation" / "libya-haftar" / f"{annotator}.tsv").read_bytes()
        (document,) = documents_of(brought(EXCHANGE, source({f"annotation/libya-haftar/{annotator}.tsv": data})))
        assert str(document.article.text) == (SAMPLE / "articles" / "libya-haftar.txt").read_text("utf-8")
        seen += agrees(document, document.annotations[0], data)
    assert seen["recordId"] > 100
    assert min(seen[slot] for slot in ("entity", "polarity", "certainty", "issue", "quotation")) > 10


@pytest.mark.parametrize("name", ["GUM_news_crane", "GUM_interview_ants"])
def test_another_program_reads_a_text_of_gum_the_same_before_and_after(name: str) -> None:
    path = fixtures("gum_wikinews") / "webanno_tsv" / f"{name}.tsv"
    theirs = path.read_bytes()
    found = brought(EXCHANGE, of_path(path), EMPTY)
    (ours,) = written(EXCHANGE, documents_of(found), with_layers(found))[0].values()
    text = str(documents_of(found)[0].article.text)
    before, after = columns(theirs), columns(ours)
    for feature, slot in (("entity", "x_entity"), ("infstat", "infstat"), ("centering", "centering")):
        wanted = list(spread(text, *judged(theirs, before["webanno.custom.Referent", feature])))
        texts, back = judged(ours, after[f"{PREFIX}referent", slot])
        assert "".join(texts) == text
        assert len(back) > 70
        assert Counter(back) == Counter(in_sentences(wanted, texts)), feature


def spread(text: str, texts: list[str], pieces: list[Piece]) -> Iterator[Piece]:
    """Pieces of sentences that were put end to end, at their places in the text, which has line breaks between them."""
    at = before = 0
    for one in texts:
        at = text.index(one, at)
        inside = (piece for piece in pieces if before <= piece[0] < before + len(one))
        yield from ((start - before + at, end - before + at, label) for start, end, label in inside)
        at += len(one)
        before += len(one)


def test_we_read_what_another_program_writes(tmp_path: Path) -> None:
    """It numbers annotations from 0; INCEpTION, and so we, take 0 for no number, so it is told to begin with 1."""
    note = web_anno_tsv.Annotation
    texts = ["😀 Ann met Bob Lee", "שלום said the U.S."]
    marks = [[note("PER", "Ann", 2, 5), note("PER", "Bob Lee", 10, 17), note("ORG", "ob", 11, 13)],
             [note("LOC", "שלום said", 0, 9), note("ORG", "U.S.", 14, 18)]]  # fmt: skip
    path = tmp_path / "theirs.tsv"
    with web_anno_tsv.open_web_anno_tsv(str(path), "w") as out:
        out.annotation_id = 1
        for text, annotations in zip(texts, marks, strict=True):
            out.write(sentence(text, annotations))
    found = brought(EXCHANGE, of_path(path), EMPTY)
    assert problems_of(found) == []
    (document,) = documents_of(found)
    assert str(document.article.text) == "\n".join(texts)
    records = document.annotations[0].records.values()
    said = {
        (fragment.quote, record.layer, record.text("kind")) for record in records for _, fragment in record.fragments()
    }
    assert {("Ann", "actor", "person"), ("Bob Lee", "actor", "person"), ("U.S.", "actor", "organization")} <= said
    assert {quote for quote, _, _ in said} == {"Ann", "Bob Lee", "ob", "שלום said", "U.S."}


def sentence(text: str, annotations: list[Any]) -> Any:
    """A sentence of the judge's, its words divided at blanks."""
    tokens, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        tokens.append(web_anno_tsv.web_anno_tsv.Span(word, at, at + len(word), is_token=True))
        at += len(word)
    return web_anno_tsv.web_anno_tsv.AnnotatedSentence(text, tokens, annotations)


def test_what_it_refuses_is_what_inception_writes() -> None:
    """A tab in a text, and an annotation of no width: our reader takes both as INCEpTION means them, the judge neither."""
    suite = fixtures("inception", "webanno_tsv", "tsv3-suite")
    error = web_anno_tsv.web_anno_tsv.ReadException
    for name in ("testSentenceWithTab", "testZeroLengthSpansWithFeatureValues"):
        path = suite / name / "reference.tsv"
        assert problems_of(brought(EXCHANGE, of_path(path), EMPTY)) == []
        with pytest.raises((error, IndexError)), web_anno_tsv.open_web_anno_tsv(str(path)) as sentences:
            list(sentences)
