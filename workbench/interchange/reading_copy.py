"""Reading copies: an article with its marks, and below it the records, as one HTML page or one Markdown file each.

In both a mark carries the number of its record. The pages need nothing from elsewhere and run nothing; what an article
holds of control characters and of characters without width is shown as stand-ins, as on the screen.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator

from workbench.core.annotation import Annotations, Record
from workbench.core.article import Article
from workbench.core.codebook import Slot
from workbench.core.display import shown
from workbench.interchange.event_list import BETWEEN, called, name_of
from workbench.interchange.exchange import Document, ExchangeFormat, File, Given, Loss, Surroundings
from workbench.interchange.marked_text import Piece, numbered, pieces

_LOSES = {"ids": "ids of records, and what only a program needs: it is made to be read"}

_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_COLORS = {
    "cyan": "#0e7490",
    "magenta": "#a21caf",
    "green": "#15803d",
    "yellow": "#a16207",
    "blue": "#1d4ed8",
    "red": "#b91c1c",
}
_LINES = ("solid", "dotted", "dashed", "double", "wavy")
"""Styles of underlining, by which layers are told apart without colour."""

_STYLE = """
body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1.05rem/1.9 Georgia, serif; color: #1a1a1a;
  background: #fdfdfb }
h1 { font-size: 1.5rem; line-height: 1.3 } h2 { font-size: 1.1rem } .meta, footer { color: #666; font-size: .85rem }
.text { white-space: pre-wrap; overflow-wrap: break-word }
sup { font: .65rem/0 sans-serif; margin: 0 1px } a { color: inherit; text-decoration: none }
ol { padding-left: 2.5rem } li { margin: .5rem 0 } li:target { background: #fff3bf } q { quotes: "“" "”" }
dt { float: left; clear: left; min-width: 7rem; color: #666; font-size: .9rem } dd { margin-left: 7.5rem }
@media print { body { margin: 0; max-width: none } }
"""


def _each(
    ending: str, page: Callable[[Article, Annotations, Surroundings], str]
) -> Callable[[Iterable[Document], Surroundings], Iterator[Given]]:
    def write(documents: Iterable[Document], around: Surroundings) -> Iterator[Given]:
        """A file for every article and annotator."""
        for document in documents:
            part = around.options.split.get(document.article.id, "")
            folder = f"{part}/" if part else ""
            for state in document.annotations:
                name = f"{folder}{state.header.annotator}/{document.article.id}{ending}"
                yield File(name, page(document.article, state, around).encode("utf-8", "backslashreplace"))
                for key in ("refused", "rejected"):
                    if getattr(state.header, key):
                        yield Loss(document.article.id, state.header.annotator, key, "is not shown", "ids")

    return write


def _lines(text: str) -> Iterator[str]:
    """The lines of a stretch of text, each as it may be shown."""
    at = 0
    for found in _BREAK.finditer(text):
        yield shown(text[at : found.start()])
        at = found.end()
    yield shown(text[at:])


def _details(record: Record, state: Annotations, around: Surroundings) -> Iterator[tuple[str, str, bool]]:
    """(slot, what it holds, whether these are words of the article) of a record, what is empty left out."""
    for slot in around.codebook.layer(record.layer).slots:
        if slot.type == "part":
            words = BETWEEN.join(one.quote for one in record.parts.get(slot.name, ()))
            if words:
                yield slot.label, words, True
        elif value := _value(record, slot, state, around):
            yield slot.label, value, False
    if record.note:
        yield "Note", record.note, False


def _value(record: Record, slot: Slot, state: Annotations, around: Surroundings) -> str:
    if slot.type == "attribute":
        return record.text(slot.name)
    return ", ".join(called(target, slot, state, around) for target in record.references(slot.name))


# HTML


def _page(article: Article, state: Annotations, around: Surroundings) -> str:
    numbers = numbered(state, around.codebook)
    title = _escaped(article.title)
    meta = " · ".join(_escaped(one) for one in (article.meta.source, article.meta.author, article.meta.date) if one)
    text = str(article.text)
    body = "".join(_spanned(piece, text, around, numbers) for piece in pieces(len(text), state, numbers))
    rows = [
        "<!doctype html>",
        f'<html lang="{_escaped(article.language)}">',
        '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{title}</title>",
        f"<style>{_STYLE}{_layer_styles(around)}</style></head>",
        f'<body><h1 dir="auto">{title}</h1>',
        f'<p class="meta">{meta}</p>' if meta else "",
        f'<div class="text" dir="auto">{body}</div>',
        *_html_lists(state, around, numbers),
        f"<footer>{_escaped(article.id)} · {_escaped(state.header.annotator)}</footer>",
        "</body></html>",
    ]
    return "\n".join(row for row in rows if row) + "\n"


def _escaped(text: str) -> str:
    return html.escape(shown(text))


def _layer_styles(around: Surroundings) -> str:
    book = around.codebook
    rows = []
    for at, layer in enumerate(book.layers):
        color, line = _COLORS[book.color(layer)], at % len(_LINES)
        rows.append(f"span.l{at} {{ text-decoration: underline {_LINES[line]} 2px {color}; ")
        rows.append(f"text-underline-offset: {2 + 3 * line}px }} h2.l{at}, sup.l{at} {{ color: {color} }}\n")
    return "".join(rows)


def _spanned(piece: Piece, text: str, around: Surroundings, numbers: dict[str, int]) -> str:
    """One piece within the spans of its marks, the number of each where it begins."""
    order = {layer.name: at for at, layer in enumerate(around.codebook.layers)}
    before = "".join(
        f'<sup class="l{order[mark.record.layer]}"><a href="#r{mark.number}">{mark.number}</a></sup>'
        for mark in piece.begins
    )
    inner = "\n".join(html.escape(line) for line in _lines(text[piece.start : piece.end]))
    for mark in reversed(piece.over):
        slot = around.codebook.layer(mark.record.layer).by_name[mark.part]
        said = html.escape(f"{mark.number} {slot.label}")
        inner = f'<span class="l{order[mark.record.layer]}" title="{said}">{inner}</span>'
    return before + inner


def _html_lists(state: Annotations, around: Surroundings, numbers: dict[str, int]) -> Iterator[str]:
    for at, layer in enumerate(around.codebook.layers):
        records = state.of_layer(layer.name)
        if not records:
            continue
        yield f'<h2 class="l{at}">{_escaped(layer.label)}</h2>\n<ol>'
        for record in records:
            number = numbers[record.id]
            rows = "".join(
                f'<dt>{_escaped(label)}</dt><dd dir="auto">{f"<q>{_escaped(value)}</q>" if words else _escaped(value)}</dd>'
                for label, value, words in _details(record, state, around)
            )
            yield f'<li id="r{number}" value="{number}"><dl>{rows}</dl></li>'
        yield "</ol>"


# Markdown

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~&$^]")
_LINE_START = re.compile(r"(?m)^([ \t]*)([-+=]|(?<!\d)\d+(?=[.)]))")


def _plain(text: str) -> str:
    """Text that Markdown takes for text, but for what it means at the start of a line."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def _started(text: str) -> str:
    """Paragraphs of which none is taken for a list, a heading or code; their blank lines one each."""
    lines = re.sub(r"\n{3,}", "\n\n", text).strip("\n").split("\n")
    return "\n".join(_LINE_START.sub(_escape_start, line.lstrip(" \t")) for line in lines)


def _escape_start(found: re.Match[str]) -> str:
    return f"{found[2]}\\" if found[2].isdigit() else f"\\{found[2]}"


def _copy(article: Article, state: Annotations, around: Surroundings) -> str:
    numbers = numbered(state, around.codebook)
    meta = " · ".join(shown(one) for one in (article.meta.source, article.meta.author, article.meta.date) if one)
    text = str(article.text)
    body = "".join(_bracketed(piece, text) for piece in pieces(len(text), state, numbers))
    rows = [f"# {_plain(shown(article.title))}", "", *([f"*{_plain(meta)}*", ""] if meta else ()), _started(body), ""]
    for layer in around.codebook.layers:
        records = state.of_layer(layer.name)
        if records:
            rows += [f"## {_plain(shown(layer.label))}", ""]
        for record in records:
            name = _plain(shown(name_of(record, state, around)))
            rows.append(f"- **{numbers[record.id]}** {name}")
            for label, value, words in _details(record, state, around):
                said = _plain(shown(value))
                rows.append(f"  - {_plain(shown(label))}: {f'“{said}”' if words else said}")
        rows += [""] if records else []
    rows.append(f"{_plain(shown(article.id))} · {_plain(shown(state.header.annotator))}")
    return "\n".join(rows) + "\n"


def _bracketed(piece: Piece, text: str) -> str:
    """One piece between ``⟦¹`` and ``⟧`` of the marks that begin and end with it; a line break is a paragraph's end."""
    begins = "".join(f"⟦{_small(mark.number)}" for mark in piece.begins)
    ends = "".join(f"⟧{_small(mark.number)}" if len(piece.over) > 1 else "⟧" for mark in piece.ends)
    return begins + "\n\n".join(_plain(line) for line in _lines(text[piece.start : piece.end])) + ends


def _small(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))


EXCHANGE = (
    ExchangeFormat(
        "html",
        "HTML reading copy",
        (".html",),
        write=_each(".html", _page),
        keeps="the text with every mark, nested and overlapping, and each record in words",
        loses=_LOSES,
    ),
    ExchangeFormat(
        "markdown",
        "Markdown reading copy",
        (".md",),
        write=_each(".md", _copy),
        keeps="the text with every mark in brackets, and each record in words",
        loses=_LOSES,
    ),
)
