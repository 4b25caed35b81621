"""spaCy's DocBin (``.spacy``), to train and evaluate pipelines on; it needs the extra ``spacy``.

A ``Doc`` is an article of one annotator. ``doc.spans["sc"]`` holds every mark (see ``marks``), and ``doc.spans[label]``
those of one label; ``doc.ents`` holds of marks that overlap the longest, for a named entity recogniser takes no others.
Tokens are those of spaCy's tokenizer for the article's language, cut further where a mark begins or ends.
``doc.user_data`` has ``article``, ``annotator``, ``relations`` (record, record, label) and ``records`` with their values.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from workbench.core.annotation import Annotations
from workbench.core.article import Article
from workbench.core.errors import UsageError
from workbench.interchange.exchange import LABELS, Document, ExchangeFormat, File, Given, Loss, Surroundings
from workbench.interchange.marks import Drawing, Mark, drawn, relation_arcs
from workbench.interchange.tokens import spaced

ALL = "sc"
"""The group of spans that spaCy's span categorizer takes where it is told nothing else."""


def ready() -> None:
    """Raises UsageError, naming the extra, where spaCy is not installed."""
    _spacy("spacy")


def _spacy(module: str) -> Any:
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise UsageError(
            f"spaCy's format needs the extra “spacy”: pip install 'article-workbench[spacy]' ({error})"
        ) from error


@cache
def _tokenizer(language: str) -> Any:
    """spaCy's tokenizer of a language; that of all languages where it has none."""
    spacy = _spacy("spacy")
    try:
        return spacy.blank(language.partition("-")[0].lower())
    except ImportError:
        return spacy.blank("xx")


def write(documents: Iterable[Document], around: Surroundings) -> Iterator[Given]:
    """``all.spacy``, or one file for each part of a split (``train.spacy`` …).

    Raises UsageError where ``ents`` names a label that no mark has.
    """
    bins: dict[str, Any] = {}
    kinds = around.options.settings.get("labels") == "kinds"
    chosen = frozenset(filter(None, around.options.settings.get("ents", "").split(",")))
    labels: set[str] = set()
    for document in documents:
        split = around.options.split.get(document.article.id, "all")
        for state in document.annotations:
            drawing = drawn(state, around.codebook, kinds=kinds)
            labels.update(mark.label for mark in drawing.marks)
            doc, left_out = _doc(document.article, state, drawing, around, chosen)
            if split not in bins:
                bins[split] = _spacy("spacy.tokens").DocBin(store_user_data=True)
            bins[split].add(doc)
            who = state.header.annotator
            for mark in left_out:
                record, part, _ = mark.key.split("/")
                what = f"“{mark.label}” overlaps a longer mark and stands in doc.spans, not in doc.ents"
                yield Loss(document.article.id, f"{who}/{record}", part, what, "overlaps")
    if labels and (unknown := sorted(chosen - labels)):
        raise UsageError(
            f"--set ents: nothing is called {', '.join(unknown)} here; there are {', '.join(sorted(labels))}"
        )
    for split, found in bins.items():
        yield File(f"{split}.spacy", found.to_bytes())


def _doc(
    article: Article, state: Annotations, drawing: Drawing, around: Surroundings, chosen: frozenset[str]
) -> tuple[Any, list[Mark]]:
    text, nlp = str(article.text), _tokenizer(article.language)
    places = [place for mark in drawing.marks for place in ((mark.start, mark.end), _trimmed(text, mark))]
    cut = list(spaced(text, places, _stretches(nlp, text)))
    words, spaces = [text[start:end] for start, end, _ in cut], [space for _, _, space in cut]
    doc = _spacy("spacy.tokens").Doc(nlp.vocab, words=words, spaces=spaces)
    spans = [_span(doc, mark, (mark.start, mark.end), state) for mark in drawing.marks]
    doc.spans[ALL] = spans
    for label in dict.fromkeys(mark.label for mark in drawing.marks):
        doc.spans[label] = [span for span in spans if span.label_ == label]
    wanted = [mark for mark in drawing.marks if not chosen or mark.label in chosen]
    ents, left_out = _apart(wanted, text)
    doc.set_ents([_span(doc, mark, _trimmed(text, mark), state) for mark in ents], default="outside")
    doc.user_data.update(_user_data(article, state, drawing, around))
    return doc, left_out


def _stretches(nlp: Any, text: str) -> Iterator[tuple[int, int]]:
    """The tokens of spaCy's tokenizer, and the spaces between them."""
    for token in nlp.make_doc(text):
        end = token.idx + len(token.text)
        yield token.idx, end
        if token.whitespace_:
            yield end, end + 1


def _trimmed(text: str, mark: Mark) -> tuple[int, int]:
    """The place of a mark without blanks at its ends, which no entity may have."""
    words = text[mark.start : mark.end]
    start = mark.start + len(words) - len(words.lstrip())
    return start, start + len(words.strip())


def _span(doc: Any, mark: Mark, place: tuple[int, int], state: Annotations) -> Any:
    record = mark.key.split("/")[0]
    entity = state.records[record].text("entity")
    return doc.char_span(*place, label=mark.label, kb_id=entity, span_id=record)


def _apart(marks: Iterable[Mark], text: str) -> tuple[list[Mark], list[Mark]]:
    """The marks that do not overlap, the longest first, and those that are left out."""
    taken: list[Mark] = []
    left_out: list[Mark] = []
    covered = bytearray(len(text))
    for mark in sorted(marks, key=lambda one: (one.start - one.end, one.start, one.key)):
        start, end = _trimmed(text, mark)
        if start >= end or any(covered[start:end]):
            left_out.append(mark)
        else:
            covered[start:end] = b"\1" * (end - start)
            taken.append(mark)
    return sorted(taken, key=lambda one: one.start), left_out


def _user_data(article: Article, state: Annotations, drawing: Drawing, around: Surroundings) -> dict[str, object]:
    of = [mark.key.split("/")[0] for mark in drawing.marks]
    arcs: Sequence[object] = [
        {"head": of[arc.head], "child": of[arc.child], "label": arc.label}
        for arc in (*drawing.arcs, *relation_arcs(state, drawing, around.codebook))
        if of[arc.head] != of[arc.child]
    ]
    records = [
        {"id": record.id, "layer": record.layer, "values": {slot: record.text(slot) for slot in record.values}}
        for record in state.records.values()
    ]
    return {"article": article.id, "annotator": state.header.annotator, "relations": arcs, "records": records}


EXCHANGE = ExchangeFormat(
    "spacy",
    "spaCy DocBin",
    (".spacy",),
    None,
    write,
    settings={**LABELS, "ents": ()},
    keeps="every part as spans, those that do not overlap as ents, references as relations, values",
    loses={"overlaps": "of marks that overlap, `doc.ents` holds the longest; `doc.spans` holds all"},
    ready=ready,
)
