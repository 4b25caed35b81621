"""Corpora of others come in whole: what is counted in their own files is what the project has."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from workbench.core.annotation import Annotations
from workbench.core.codebook import Layer
from workbench.core.errors import FileError, Problem
from workbench.desk.growth import Growth
from workbench.interchange.exchange import Brought, Document, Loss, Source, Surroundings, exchange_format
from workbench.interchange.json_files import parsed
from workbench.interchange.ours import default, entity_id

from .fixtures import brought, fixture, states


def _json(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def _of(layer: str, found: list[Annotations]) -> list[Any]:
    return [record for state in found for record in state.of_layer(layer)]


def _articles(found: list[Brought]) -> dict[str, str]:
    return {one.article.id: str(one.article.text) for one in found if isinstance(one, Document)}


def _fits_a_new_project(found: list[Brought]) -> None:
    growth = Growth(default())
    for one in found:
        if isinstance(one, Layer):
            growth.add_layer(one)
    assert not growth.troubles


def test_seesaw() -> None:
    folder = fixture("seesaw")
    files = {path.stem: _json(path) for path in sorted((folder / "annotations").glob("*.json"))}
    rows = [one for file in files.values() for group in file["sentence-level stances"].values() for one in group]
    found = brought("seesaw", folder)
    stances = _of("stance", states(found))
    assert len(files) == len(_articles(found)) == 84
    assert len(rows) == 1363
    assert len(stances) == sum(len(row["annotators"]) for row in rows) == 1671
    by = Counter(state.header.annotator for state in states(found) for _ in state.records)
    assert by == Counter(name for row in rows for name in row["annotators"])
    polarity = Counter({"POS": "support", "NEG": "oppose"}[row["sentiment"]] for row in rows for _ in row["annotators"])
    assert Counter(one.values["polarity"] for one in stances) == polarity
    subjects = Counter(row["subject"] for row in rows for _ in row["annotators"])
    holders = Counter(one.values.get("holder") for one in stances)
    assert holders["entity:barack-obama"] == subjects["Barack Obama"] > 0
    assert holders[None] == subjects["None"] + subjects["Not in the list"]
    _fits_a_new_project(found)


def test_seesaw_evidence_is_the_sentence() -> None:
    folder = fixture("seesaw")
    name = "TRIPLET_000_DOCUMENT_0"
    sentences = [one["text"] for one in _json(folder / "articles" / f"{name}.json")["text"]]
    file = _json(folder / "annotations" / f"{name}.json")["sentence-level stances"]
    (state,) = [one for one in states(brought("seesaw", folder)) if one.header.article == name]
    said = Counter(one.parts["evidence"][0].quote for one in state.records.values())
    assert said == Counter({sentences[int(at)]: len(rows) for at, rows in file.items() if rows})


def test_basil() -> None:
    folder = fixture("basil")
    files = [_json(path) for path in sorted((folder / "annotations").rglob("*.json"))]
    phrases = [phrase for file in files for phrase in file["phrase-level-annotations"]]
    found = brought("basil", folder)
    stances = _of("stance", states(found))
    assert len(_articles(found)) == len(files) == 60
    assert len(stances) == len(phrases) == 346
    assert Counter(one.parts["evidence"][0].quote for one in stances) == Counter(one["txt"] for one in phrases)
    assert Counter(one.values["polarity"] for one in stances) == {"oppose": 284, "support": 62}
    assert Counter(one.values["bias"] for one in stances) == {"inf": 257, "lex": 89}
    assert Counter(one.values["target"] for one in stances)["entity:donald-trump"] == 85
    assert Counter(one.values.get("holder") for one in stances)["author"] == sum(not one["speaker"] for one in phrases)
    assert len([one for one in found if isinstance(one, Loss)]) == 60
    _fits_a_new_project(found)


def test_german_wikinews_quotations() -> None:
    folder = fixture("german_wikinews_quotes")
    files = [_json(path) for path in sorted((folder / "dev").glob("*.json"))]
    rows = [row for file in files for row in file["annotations"]]
    found = brought("wikinews-quotes", folder)
    claims = _of("claim", states(found))
    assert len(_articles(found)) == len(files) == 150
    assert len(claims) == len(rows) == 653
    assert sum("source" in one.values for one in claims) == sum(bool(row["speaker"]["spans"]) for row in rows)
    assert Counter(one.values["speech"] for one in claims) == Counter(row["type"] for row in rows)
    for part, key in (("content", "quote"), ("cue", "cue"), ("addressee", "addressee")):
        pieces = [len(one.parts.get(part, ())) for one in claims]
        assert Counter(pieces) == Counter(len(row[key]["spans"]) for row in rows), part
    merged = [one for one in found if isinstance(one, Loss)]
    assert {(one.key, one.rule) for one in merged} == {("frame", "overlap")}
    assert len(merged) == 2
    _fits_a_new_project(found)


def test_newsmtsc() -> None:
    path = fixture("newsmtsc") / "devtest_rw.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    targets = [target for row in rows for target in row["targets"]]
    found = brought("newsmtsc", path)
    stances = _of("stance", states(found))
    assert len(_articles(found)) == len(rows) == 1067
    assert len(stances) == len(targets) == 1146
    assert Counter(one.values["polarity"] for one in stances) == {"oppose": 429, "neutral": 455, "support": 262}
    mentions = Counter(one.parts["mention"][0].quote for one in _of("actor", states(found)))
    further = [one["mention"] for target in targets for one in target.get("further_mentions", ())]
    assert mentions == Counter([*(target["mention"] for target in targets), *further])


@pytest.mark.parametrize(
    ("name", "file", "data", "said"),
    [
        ("newsmtsc", "a.jsonl", b'{"primary_gid": "x"\n', "a.jsonl: line 1: "),
        ("newsmtsc", "a.jsonl", b"\n[1]\n", "a.jsonl: line 2: expected `object`, got `array`"),
        (
            "newsmtsc",
            "a.jsonl",
            b'{"primary_gid": "x", "sentence_normalized": "Ann ran.", "targets": '
            b'[{"from": 0, "to": 4, "mention": "Bob", "polarity": 2.0}]}',
            "a.jsonl: line 1: targets[0]: “Bob” does not stand at 0–4",
        ),
        ("newsmtsc", "a.txt", b"", "export: holds no .jsonl file"),
        ("basil", "x_ann.json", b"{", "x_ann.json: there is no article with its name"),
        ("wikinews-quotes", "x.json", b'{\n"annotations":\n[,]}', "x.json: line 3: "),
        ("seesaw", "annotations/x.json", b"{}", "annotations/x.json: there is no “articles/x.json” with its text"),
    ],
)
def test_what_is_broken_is_named_with_its_line(name: str, file: str, data: bytes, said: str) -> None:
    read = exchange_format(name).read
    assert read is not None
    found = list(read(Source("export", {file: lambda: data}), Surroundings(default())))
    problems = [str(one) for one in found if isinstance(one, Problem)]
    assert len(problems) == 1
    assert problems[0].startswith(said)
    assert not [one for one in found if isinstance(one, Document)]


def test_json_is_read_strictly() -> None:
    assert parsed(b"[1]", list[int], "x") == [1]
    with pytest.raises(FileError, match="x: line 2: "):
        parsed(b"[1,\n]", list[int], "x")
    with pytest.raises(FileError, match=r"x: \[1\]: expected `int`, got `str`"):
        parsed(b'[1, "a"]', list[int], "x")
    with pytest.raises(FileError, match="UTF-8"):
        parsed(b'["\xff"]', list[str], "x")
    with pytest.raises(FileError, match="nested too deeply"):
        parsed(b"[" * 100_000, list[object], "x")


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Michael_Steele", "michael-steele"),
        ("U.S.", "us"),
        ("Zoë’s", "zoes"),
        ("習近平", "xijinping"),
        ("—", "unnamed"),
    ],
)
def test_names_as_ids(name: str, made: str) -> None:
    assert entity_id(name) == made
