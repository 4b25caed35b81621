"""Tags in columns: CoNLL-2003, BIO and BIOES.

``conll2003`` has four columns (token, part of speech, chunk, tag; the two in the middle are empty here), a ``-DOCSTART-``
before every article, and actors under the label of their kind. ``bio`` and ``bioes`` have two columns with a tab between
them, ``# newdoc id`` before every article, and labels such as ``actor`` and ``claim.content``. An empty line ends a sentence.

``--set labels=kinds`` or ``layers`` chooses the other sort of labels; ``--set roles=yes`` gives a record of one part that another
points to the label of that slot: the mention of a claim's source is ``claim.source`` then.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from workbench.core.annotation import Annotations, Fragment, Header, Record
from workbench.core.article import Article, decode
from workbench.core.errors import FileError
from workbench.core.span import Span
from workbench.interchange.conll_labels import Labels, labelled_layer
from workbench.interchange.drafting import Drafts
from workbench.interchange.exchange import (
    LABELS,
    Brought,
    Document,
    ExchangeFormat,
    File,
    Given,
    Loss,
    Source,
    Surroundings,
)
from workbench.interchange.naming import made_article, steady_id
from workbench.interchange.tagging import TAG, Scheme, Stretch, sentence_ends, stretches, tags, tokens

_START = re.compile(r"-DOCSTART-(?: \((.*)\))?(?:[ \t].*)?")
_NEW = re.compile(r"# ?newdoc(?: id)?(?: ?= ?(.*))?")

LOSES = {
    "text": "white space",
    "records": "which stretches make one record, and its id",
    "values": "values, links, references, notes",
    "overlap": "stretches that overlap one that begins earlier or is longer",
    "unplaced": "records without a place",
    "metadata": "metadata of articles",
    "status": "whether an article is done",
    "refused": "what was refused or rejected",
}


# Writing


@dataclass(slots=True)
class _Sheets:
    """The text of each file, by annotator and part of the split."""

    rows: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def files(self, ending: str) -> Iterator[File]:
        """All of them; a folder an annotator where there are several."""
        several = len({annotator for annotator, _ in self.rows}) > 1
        for (annotator, part), rows in self.rows.items():
            name = f"{part or 'all'}{ending}"
            yield File(f"{annotator}/{name}" if several else name, "".join(rows).encode("utf-8"))


def _writer(columns: int, scheme: Scheme, ending: str) -> Callable[[Iterable[Document], Surroundings], Iterator[Given]]:
    def write(documents: Iterable[Document], around: Surroundings) -> Iterator[Given]:
        """One file an annotator and part of the split."""
        sheets = _Sheets()
        settings = around.options.settings
        kinds = settings.get("labels", "kinds" if columns == 4 else "layers") == "kinds"
        for document in documents:
            part = around.options.split.get(document.article.id, "")
            roles = settings.get("roles", "no") == "yes"
            labelled = [Labels(around, state, kinds=kinds, roles=roles) for state in document.annotations]
            for labels in labelled:
                yield from _losses(document.article, labels)
            text = str(document.article.text)
            found = tokens(text, (cut for labels in labelled for _, place in labels.chosen for cut in place[:2]))
            made = [_stretches(labels, found) for labels in labelled]
            ends = sentence_ends(text, found, [one for each in made for one in each], document.article.language)
            words = [text[start:end] for start, end in found]
            for labels, own in zip(labelled, made, strict=True):
                rows = sheets.rows.setdefault((labels.annotator, part), [])
                rows += _rows_of(document.article.id, words, tags(len(words), own, scheme), ends, columns)
        yield from sheets.files(ending)

    return write


def _losses(article: Article, labels: Labels) -> Iterator[Loss]:
    for record, part, what, rule in (*labels.lost, *labels.values()):
        yield Loss(article.id, f"{labels.annotator}/{record}", part, what, rule)


def _stretches(labels: Labels, found: list[Span]) -> list[Stretch]:
    """The labelled fragments as tokens."""
    starts = {token.start: at for at, token in enumerate(found)}
    made = []
    for label, place in labels.chosen:
        inside = [starts[at] for at in range(place.start, place.end) if at in starts]
        made.append(Stretch(inside[0], inside[-1] + 1, label))
    return made


def _rows_of(article_id: str, words: list[str], given: list[str], ends: list[int], columns: int) -> Iterator[str]:
    """The rows of one article with the tags of one annotator; words and sentences are the same for all of them."""
    yield f"-DOCSTART- ({article_id}) O O\n\n" if columns == 4 else f"# newdoc id = {article_id}\n"
    at = 0
    for end in ends:
        for word, tag in zip(words[at:end], given[at:end], strict=True):
            yield f"{word} -X- _ {tag}\n" if columns == 4 else f"{word}\t{tag}\n"
        yield "\n"
        at = end


# Reading


@dataclass(slots=True)
class _Read:
    """One article while its rows are read."""

    id: str
    annotator: str
    sentences: list[list[tuple[str, str]]] = field(default_factory=list)
    texts: dict[int, str] = field(default_factory=dict)
    """Number of a sentence → its text, where a comment gives it."""


def read_of(columns: int) -> Callable[[Source, Surroundings], Iterator[Brought]]:
    """The reader of files with so many columns (4: divided by blanks, no comments)."""

    def read(source: Source, around: Surroundings) -> Iterator[Brought]:
        """A document for every article that a file begins; the layers of labels that are new."""
        drafts = Drafts(around.codebook)
        found: list[_Read] = []
        for name in source.files:
            try:
                found += _rows(decode(source.files[name](), name), name, columns)
            except FileError as error:
                yield error.problem
        once = {one.id for one in found}
        for one in found:
            annotator = one.annotator if len(once) < len(found) else ""
            yield _document(one, annotator, drafts)
        yield from drafts.found()

    return read


def _rows(data: str, name: str, columns: int) -> list[_Read]:
    """The articles of one file. Raises FileError at the first line that cannot be read."""
    path = PurePosixPath(name)
    annotator = str(path.parent) if path.parent.name else ""
    found: list[_Read] = []
    rows: list[tuple[int, list[str]]] = []

    def begin(article_id: str | None) -> _Read:
        found.append(_Read(article_id or f"{path.stem}-{len(found) + 1}", annotator))
        return found[-1]

    for number, line in enumerate((*data.removeprefix("\ufeff").replace("\r\n", "\n").split("\n"), ""), 1):
        start = (_START if columns == 4 else _NEW).fullmatch(line)
        comment = columns != 4 and line.startswith("#") and "\t" not in line
        if not line.strip(" \t") or start or comment:
            if rows:
                (found[-1] if found else begin(None)).sentences.append(_sentence(rows, name))
                rows = []
            if start:
                begin(start[1])
            elif comment and line.startswith("# text = ") and found:
                found[-1].texts[len(found[-1].sentences)] = line.removeprefix("# text = ")
            continue
        rows.append((number, line.split("\t") if "\t" in line else line.split(" ")))
    return found


def _sentence(rows: list[tuple[int, list[str]]], name: str) -> list[tuple[str, str]]:
    """(token, tag) of every row. Raises FileError."""
    cells = [one for _, one in rows]
    width = len(cells[0])
    counted = width > 2 and all(one[0] == str(at) for at, one in enumerate(cells, 1))
    for number, one in rows:
        if len(one) != width or width < 2 or not one[int(counted)]:
            raise FileError(name, f"has {len(one)} columns, the sentence began with {width}", key=f"line {number}")
    fitting = [at for at in range(1, width) if all(TAG.fullmatch(one[at]) for one in cells)]
    if not fitting:
        bad = next(number for number, one in rows if not TAG.fullmatch(one[-1]))
        raise FileError(name, "has no tag such as O, B-PER or I-PER in its last column", key=f"line {bad}")
    return [(one[int(counted)], one[fitting[-1]]) for one in cells]


def _document(read: _Read, annotator: str, drafts: Drafts) -> Document:
    pieces: list[str] = []
    places: list[tuple[int, int, str]] = []
    at = 0
    for number, sentence in enumerate(read.sentences):
        text, spans = _laid_out([word for word, _ in sentence], read.texts.get(number, ""))
        for one in stretches([tag for _, tag in sentence]):
            places.append((at + spans[one.first][0], at + spans[one.end - 1][1], one.label))
        pieces.append(text)
        at += len(text) + 1
    whole = "".join(f"{piece}\n" for piece in pieces)
    article = made_article(read.id, whole)
    records: dict[str, Record] = {}
    for start, end, label in places:
        draft, part, values = labelled_layer(label, drafts)
        record_id = steady_id(draft.prefix, f"{start} {end} {label}", records)
        fragment = Fragment(start, end, whole[start:end])
        records[record_id] = Record(draft.name, record_id, {part: (fragment,)}, values)
    return Document(article, (Annotations(Header(read.id, article.sha256, annotator), records),))


def _laid_out(found: list[str], text: str) -> tuple[str, list[tuple[int, int]]]:
    """A sentence and the place of each of its tokens: in its own text, if that holds them all, else with blanks between."""
    spans: list[tuple[int, int]] = []
    at = 0
    for word in found:
        at = text.find(word, at)
        if at < 0:
            break
        spans.append((at, at + len(word)))
        at += len(word)
    if text and len(spans) == len(found) and "".join(found) == re.sub(r"\s", "", text):
        return text, spans
    spans, at = [], 0
    for word in found:
        spans.append((at, at + len(word)))
        at += len(word) + 1
    return " ".join(found), spans


def _format(
    name: str, title: str, columns: int, scheme: Scheme, ending: str, more: Mapping[str, str]
) -> ExchangeFormat:
    endings = (ending, ".conll", ".iob2", ".iob", ".tsv", ".txt") if ending != ".conll" else (ending, ".txt")
    keeps = "words, and one layer of labelled stretches that do not overlap"
    return ExchangeFormat(
        name,
        title,
        endings,
        read_of(columns),
        _writer(columns, scheme, ending),
        keeps,
        {**LOSES, **more},
        reads=endings,
        settings={**LABELS, "roles": ("yes", "no")},
    )


EXCHANGE = (
    _format("conll2003", "CoNLL-2003", 4, "bio", ".conll", {}),
    _format("bio", "BIO (IOB2) in two columns", 2, "bio", ".bio", {}),
    _format("bioes", "BIOES in two columns", 2, "bioes", ".bioes", {}),
)
