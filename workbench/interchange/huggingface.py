"""Datasets for Hugging Face's ``datasets``: a folder with a dataset card and the data as JSON lines or Parquet.

Format: https://huggingface.co/docs/hub/datasets-manual-configuration. A row is an article of one annotator. The card names
the files of each split and the columns with their types, so that ``datasets.load_dataset`` on the folder needs no guess.
"""

from __future__ import annotations

import importlib
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from workbench.core.annotation import Annotations
from workbench.core.article import Article
from workbench.core.errors import UsageError
from workbench.interchange.exchange import LABELS, Document, ExchangeFormat, File, Given, Surroundings
from workbench.interchange.json_files import one_line
from workbench.interchange.marks import drawn, relation_arcs

Columns = Mapping[str, "str | Columns"]
"""Column → its type, or the columns of the objects that it lists."""

SPLITS = {"": "train", "train": "train", "dev": "validation", "test": "test"}
"""Our names of the parts of a split → those of ``datasets``."""

COLUMNS: Columns = {
    "id": "string", "annotator": "string", "status": "string", "title": "string", "source": "string", "url": "string",
    "author": "string", "date": "string", "language": "string", "text": "string",
    "spans": {
        "record": "string", "layer": "string", "part": "string", "label": "string", "start": "int64", "end": "int64",
        "text": "string",
    },
    "relations": {"head": "string", "child": "string", "label": "string"},
    "records": {"id": "string", "layer": "string", "note": "string", "flag": "bool", "origin": "string"},
    "values": {"record": "string", "slot": "string", "value": "string"},
}  # fmt: skip

_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))

Row = dict[str, object]


def write_jsonl(documents: Iterable[Document], around: Surroundings) -> Iterator[Given]:
    """``README.md`` and ``data/<split>.jsonl``."""
    return _write(documents, around, "jsonl", lambda rows: "".join(f"{one_line(row)}\n" for row in rows).encode())


def write_parquet(documents: Iterable[Document], around: Surroundings) -> Iterator[Given]:
    """``README.md`` and ``data/<split>.parquet``."""
    return _write(documents, around, "parquet", _parquet)


def ready() -> None:
    """Raises UsageError, naming the extra, where pyarrow is not installed."""
    _arrow("pyarrow")


def _arrow(module: str) -> Any:
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise UsageError(
            f"Parquet needs the extra “parquet”: pip install 'article-workbench[parquet]' ({error})"
        ) from error


def _write(
    documents: Iterable[Document], around: Surroundings, ending: str, packed: Callable[[Sequence[Row]], bytes]
) -> Iterator[Given]:
    splits: dict[str, list[Row]] = {}
    languages: dict[str, None] = {}
    kinds = around.options.settings.get("labels") == "kinds"
    for document in documents:
        split = SPLITS.get(around.options.split.get(document.article.id, ""), "train")
        languages[document.article.language] = None
        for state in document.annotations:
            splits.setdefault(split, []).append(_row(document.article, state, around, kinds))
    for split, rows in splits.items():
        yield File(f"data/{split}.{ending}", packed(rows))
    if splits:
        yield File("README.md", _card(splits, languages, ending, around).encode("utf-8"))


def _row(article: Article, state: Annotations, around: Surroundings, kinds: bool) -> Row:
    drawing, meta = drawn(state, around.codebook, kinds=kinds), article.meta
    records = sorted(state.records.values(), key=state.order_key)
    keys = [mark.key.split("/") for mark in drawing.marks]
    spans = [
        {"record": key[0], "layer": state.records[key[0]].layer, "part": key[1], "label": mark.label}
        | {"start": mark.start, "end": mark.end, "text": article.text.slice(mark.start, mark.end)}
        for key, mark in zip(keys, drawing.marks, strict=True)
    ]
    arcs = (*drawing.arcs, *relation_arcs(state, drawing, around.codebook))
    relations = [
        {"head": keys[arc.head][0], "child": keys[arc.child][0], "label": arc.label}
        for arc in arcs
        if keys[arc.head][0] != keys[arc.child][0]
    ]
    values = [
        {"record": one.id, "slot": slot, "value": value}
        for one in records
        for slot, held in one.values.items()
        for value in (held if isinstance(held, tuple) else (str(held),))
    ]
    about = {name: getattr(meta, name) for name in ("title", "source", "url", "author", "date")}
    return {
        "id": article.id,
        "annotator": state.header.annotator,
        "status": state.header.status,
        **about,
        "language": article.language,
        "text": str(article.text),
        "spans": spans,
        "relations": relations,
        "records": [
            {"id": r.id, "layer": r.layer, "note": r.note, "flag": r.flag, "origin": r.origin} for r in records
        ],
        "values": values,
    }


def _parquet(rows: Sequence[Row]) -> bytes:
    arrow, parquet = _arrow("pyarrow"), _arrow("pyarrow.parquet")

    def kind(said: str | Columns) -> Any:
        if isinstance(said, str):
            return getattr(arrow, "bool_" if said == "bool" else said)()
        return arrow.list_(arrow.struct([(name, kind(one)) for name, one in said.items()]))

    schema = arrow.schema([(name, kind(said)) for name, said in COLUMNS.items()])
    out = io.BytesIO()
    parquet.write_table(arrow.Table.from_pylist(rows, schema=schema), out)
    return out.getvalue()


def _card(splits: Mapping[str, Sequence[Row]], languages: Iterable[str], ending: str, around: Surroundings) -> str:
    number = sum(map(len, splits.values()))
    size = next((name for most, name in _SIZES if number < most), "n>1M")
    title = around.codebook.title or "Annotated articles"
    files = "".join(f"      - split: {split}\n        path: data/{split}.{ending}\n" for split in splits)
    named = "".join(f"  - {one_line(language)}\n" for language in languages)
    counts = "".join(f"| {split} | {len(rows)} | {_count(rows)} |\n" for split, rows in splits.items())
    layers = "".join(f"* `{layer.name}`: {layer.help or layer.label}\n" for layer in around.codebook.layers)
    return (
        f"---\npretty_name: {one_line(title)}\nlanguage:\n{named}task_categories:\n  - token-classification\n"
        f"size_categories:\n  - {size}\nconfigs:\n  - config_name: default\n    data_files:\n{files}"
        f"dataset_info:\n  features:\n{''.join(_features(COLUMNS, 4))}---\n\n# {title}\n\n"
        "A row is an article as one annotator coded it. `spans` are the parts of its records (offsets count Unicode code\n"
        "points), `relations` lead from record to record, `values` are what the slots of the records hold.\n\n"
        f"| split | rows | spans |\n|---|---|---|\n{counts}\nLayers:\n\n{layers}"
    )


def _count(rows: Sequence[Row]) -> int:
    return sum(len(spans) for row in rows if isinstance(spans := row["spans"], list))


def _features(columns: Columns, depth: int) -> Iterator[str]:
    blank = " " * depth
    for name, said in columns.items():
        yield f"{blank}- name: {name}\n"
        if isinstance(said, str):
            yield f"{blank}  dtype: {said}\n"
        else:
            yield f"{blank}  list:\n"
            yield from _features(said, depth + 4)


_KEEPS = "text, metadata, parts as spans, references as relations, values, notes"

EXCHANGE = (
    ExchangeFormat(
        "huggingface",
        "Hugging Face dataset (JSON lines)",
        (".jsonl",),
        None,
        write_jsonl,
        keeps=_KEEPS,
        settings=LABELS,
    ),
    ExchangeFormat(
        "parquet",
        "Hugging Face dataset (Parquet)",
        (".parquet",),
        None,
        write_parquet,
        keeps=_KEEPS,
        settings=LABELS,
        ready=ready,
    ),
)
