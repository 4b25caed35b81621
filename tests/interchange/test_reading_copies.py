"""Reading copies and the event list: opened by other programs, whatever the article holds."""

from __future__ import annotations

import csv
import io
import re
from html.parser import HTMLParser

from hypothesis import HealthCheck, given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.core.strategies import CODEBOOK
from workbench.core.display import shown
from workbench.interchange.exchange import Document, File, Loss, Options, Surroundings, exchange_format
from workbench.interchange.marked_text import numbered, pieces

from .golden_case import CATALOGUE, document
from .nasty import documents

VOID = {"meta"}
OURS = {
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "h1",
    "h2",
    "p",
    "div",
    "span",
    "sup",
    "a",
    "ol",
    "li",
    "dl",
} | {
    "dt",
    "dd",
    "q",
    "footer",
}


class _Page(HTMLParser):
    """Reads a page, checks that every tag is closed where it should be, and keeps the text of the article."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.items: list[str] = []
        self.text = ""
        self._reading = False
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in VOID:
            self.open.append(tag)
        given_ = dict(attrs)
        if tag == "div":
            self._reading = True
        if tag == "li":
            self.items.append(given_.get("id") or "")
        assert not [name for name in given_ if name.startswith("on") or name in ("src", "background")]
        assert tag != "a" or (given_["href"] or "").startswith("#r")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if tag == "div":
            self._reading = False

    def handle_data(self, data: str) -> None:
        if self._reading and "sup" not in self.open:
            self.text += data


def _files(name: str, given_: list[Document], **options: dict[str, str]) -> dict[str, str]:
    write = exchange_format(name).write
    assert write is not None
    around = Surroundings(CODEBOOK, CATALOGUE, Options(**options))
    return {one.name: one.data.decode("utf-8") for one in write(given_, around) if isinstance(one, File)}


@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(documents())
def test_a_page_is_well_formed_and_shows_the_whole_text(given_: list[Document]) -> None:
    pages = _files("html", given_)
    assert len(pages) == sum(len(one.annotations) for one in given_)
    for one in given_:
        for state in one.annotations:
            page = _Page(pages[f"{state.header.annotator}/{one.article.id}.html"])
            lines = re.split("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]", str(one.article.text))
            bounds = {at for record in state.records.values() for _, part in record.fragments() for at in part[:2]}
            if not bounds:
                assert page.text == "\n".join(shown(line) for line in lines)
            assert len(page.text.replace("\n", "")) == sum(map(len, lines)) or any(
                str(one.article.text)[at - 1 : at + 1] == "\r\n" for at in bounds
            )
            assert len(page.items) == len(set(page.items)) == len(state)
            assert page.tags <= OURS


@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(documents())
def test_markdown_takes_nothing_of_the_article_for_markdown(given_: list[Document]) -> None:
    for text in _files("markdown", given_).values():
        found = MarkdownIt("commonmark").parse(text)
        kinds = {one.type for one in found} | {one.type for block in found for one in block.children or ()}
        assert kinds <= {
            *("heading_open", "heading_close", "inline", "paragraph_open", "paragraph_close", "text", "text_special"),
            *("em_open", "em_close", "strong_open", "strong_close", "softbreak", "hardbreak"),
            *("bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"),
        }
        assert _headings(found) <= {"h1", "h2"}


def _headings(found: list[Token]) -> set[str]:
    return {one.tag for one in found if one.type == "heading_open"}


def test_markdown_is_read_as_what_was_written() -> None:
    (text,) = _files("markdown", [document()]).values()
    plain = "".join(one.content for block in MarkdownIt("commonmark").parse(text) for one in block.children or ())
    for words in ("Haftar & <Zoë>", "told *Zoë* ⟦⁸that ⟦⁴Libya⟧⁴", "=1+1 | `code`", "<b>⟦⁷said⟧</b>"):
        assert words in plain


@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(documents())
def test_pieces_cover_the_text_and_every_mark_once(given_: list[Document]) -> None:
    for one in given_:
        for state in one.annotations:
            length = len(one.article.text)
            found = list(pieces(length, state, numbered(state, CODEBOOK)))
            assert [piece.start for piece in found] == [0, *(piece.end for piece in found[:-1])][: len(found)]
            assert not found or found[-1].end == length
            marks = sum(len(list(record.fragments())) for record in state.records.values())
            assert sum(len(piece.begins) for piece in found) == sum(len(piece.ends) for piece in found) == marks


@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(documents())
def test_a_row_for_every_record_and_no_formula(given_: list[Document]) -> None:
    (table,) = _files("csv", given_).values()
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    assert len(rows) == sum(len(state) for one in given_ for state in one.annotations)
    ids = [(row["article"], row["annotator"], row["id"]) for row in rows]
    assert set(ids) == {
        (one.article.id, state.header.annotator, record)
        for one in given_
        for state in one.annotations
        for record in state.records
    }
    for cell in (cell for row in rows for cell in row.values()):
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")) or re.fullmatch(r"[+-]?\d+(\.\d+)?", cell)


def test_cells_say_names_and_ids() -> None:
    (table,) = _files("csv", [document()]).values()
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(table, newline=""))}
    claim, stance = rows["c-000001"], rows["s-000001"]
    assert (claim["slot_source"], claim["slot_source_id"]) == ("Khalifa Haftar", "a-000001")
    assert (claim["issue"], claim["issue_id"], claim["content"]) == ("The war", "war", "We will 👍🏽 win, […] soon.")
    assert (stance["holder"], stance["holder_id"], stance["start"]) == ("خليفة حفتر", "a-000002", "")
    assert rows["a-000004"]["note"] == "'=SUM(1)"
    assert rows["e-000001"]["victims"] == "-3"


def test_what_a_table_cannot_hold_is_listed() -> None:
    write = exchange_format("csv").write
    assert write is not None
    lost = [one for one in write([document()], Surroundings(CODEBOOK, CATALOGUE)) if isinstance(one, Loss)]
    assert {(one.record, one.key, one.rule) for one in lost} == {
        ("coder/a-000004", "note", "formula"),
        ("coder/c-000001", "decision, origin", "header"),
        ("coder/e-000001", "decision, origin", "header"),
    }


def test_a_split_names_tables_and_folders() -> None:
    assert list(_files("csv", [document()], split={"libya": "dev"})) == ["dev.csv"]
    assert list(_files("html", [document()], split={"libya": "dev"})) == ["dev/coder/libya.html"]
