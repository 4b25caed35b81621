from __future__ import annotations

import json
import os
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from tests.interchange.hard_cases import made, projects, with_options, written
from workbench.core.errors import UsageError
from workbench.interchange import huggingface
from workbench.interchange.exchange import Document, ExchangeFormat
from workbench.interchange.huggingface import EXCHANGE

JSONL, PARQUET = EXCHANGE


def _datasets(home: Path) -> Any:
    """The library, told to stay offline and within a folder of the test."""
    os.environ |= {"HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1", "HF_HOME": str(home / "hf")}
    return pytest.importorskip("datasets", reason="Hugging Face's datasets is not installed")


@pytest.mark.parametrize("form", EXCHANGE, ids=lambda form: form.name)
def test_datasets_loads_the_folder(form: ExchangeFormat, tmp_path: Path) -> None:
    datasets = _datasets(tmp_path)
    rich, other = made("rich"), made("empty")
    empty = replace(other, annotations=other.annotations[1:])
    project = [empty, rich]
    split = {rich.article.id: "dev", empty.article.id: "train"}
    files, losses = written(form, project, with_options(split=split))
    assert losses == []
    for name, data in files.items():
        path = tmp_path / "set" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    found = datasets.load_dataset(str(tmp_path / "set"), cache_dir=str(tmp_path / "cache"))
    assert sorted(found) == ["train", "validation"]
    for part, document in (("train", empty), ("validation", rich)):
        rows = list(found[part])
        assert [row["text"] for row in rows] == [str(document.article.text)] * len(document.annotations)
        for row, state in zip(rows, document.annotations, strict=True):
            fragments = [one for record in state.records.values() for _, one in record.fragments()]
            assert Counter((one["start"], one["end"], one["text"]) for one in row["spans"]) == Counter(fragments)
            assert Counter(one["id"] for one in row["records"]) == Counter(state.records.keys())
    features = found["train"].features
    assert features == found["validation"].features
    assert [features["id"].dtype, features["text"].dtype] == ["string", "string"]
    assert set(features) == set(huggingface.COLUMNS)


@settings(max_examples=20)
@given(projects)
def test_a_row_is_an_article_of_one_annotator(project: tuple[Document, ...]) -> None:
    files, losses = written(JSONL, project)
    assert losses == []
    rows = [json.loads(line) for line in files["data/train.jsonl"].decode("utf-8").split("\n")[:-1]]
    assert [(row["id"], row["annotator"]) for row in rows] == [
        (document.article.id, state.header.annotator) for document in project for state in document.annotations
    ]
    for row in rows:
        assert set(row) == set(huggingface.COLUMNS)
        for span in row["spans"]:
            assert row["text"][span["start"] : span["end"]] == span["text"]


def test_where_pyarrow_is_not_installed_it_is_said_which_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"article-workbench\[parquet\]"):
        PARQUET.ready()
