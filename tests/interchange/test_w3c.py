from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings

from tests.interchange.hard_cases import (
    EMPTY,
    brought,
    documents,
    documents_of,
    fixtures,
    losses_of,
    of_path,
    plain,
    problems_of,
    projects,
    source,
    unsound,
    with_layers,
    with_options,
    written,
)
from workbench.interchange.exchange import Document
from workbench.interchange.w3c import EXCHANGE

TEXT = "😀 Haftar met Serraj. Haftar left."


def annotation(*selectors: dict[str, object], **more: object) -> dict[str, Any]:
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld", "id": "http://example.org/a1", "type": "Annotation",
        "creator": {"id": "http://example.org/u", "name": "A. Person"}, "created": "2015-10-13T13:00:00Z",
        "body": [{"type": "TextualBody", "purpose": "tagging", "value": "PER"}],
        "target": {"source": "http://example.org/news/a.txt", "selector": list(selectors)}, **more,
    }  # fmt: skip


def read(*rows: object, text: str = TEXT) -> list[Any]:
    lines = "[\n" + ",\n".join(map(json.dumps, rows)) + "]"
    return brought(EXCHANGE, source({"a.json": lines.encode(), "a.txt": text.encode()}), EMPTY)


@settings(max_examples=25)
@given(projects)
def test_what_we_wrote_comes_back_as_it_was(project: tuple[Document, ...]) -> None:
    files, losses = written(EXCHANGE, project)
    assert losses == []
    found = brought(EXCHANGE, source(files))
    assert problems_of(found) == []
    assert losses_of(found) == []
    assert [plain(one) for one in documents_of(found)] == [plain(one) for one in project]


@cache
def _musts() -> list[Any]:
    """A check of every assertion that the W3C's test suite has under MUST."""
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
    referencing = pytest.importorskip("referencing")
    folder = fixtures("w3c", "tests")
    kind = referencing.jsonschema.DRAFT4
    shared = {path.name: json.loads(path.read_text()) for path in (folder / "definitions").glob("*.json")}
    resources = [(name, referencing.Resource(one, kind)) for name, one in shared.items()]
    registry = referencing.Registry().with_resources(resources)
    suite = json.loads((folder / "annotations" / "annotationMusts.test").read_text())
    found = []
    for name in suite["assertions"]:
        schema = json.loads((folder / name).read_text())
        found.append((name, jsonschema.Draft4Validator(schema, registry=registry), schema["expectedResult"] == "valid"))
    return found


def _failing(one: object) -> list[str]:
    return [name for name, validator, wanted in _musts() if validator.is_valid(one) != wanted]


@settings(max_examples=3)
@given(documents())
def test_every_annotation_holds_what_the_model_demands(document: Document) -> None:
    files, _ = written(EXCHANGE, [document])
    (page,) = (json.loads(data) for name, data in files.items() if name.endswith(".jsonld"))
    for one in page["items"]:
        assert _failing(one) == []


def test_the_judge_is_strict() -> None:
    good = annotation({"type": "TextPositionSelector", "start": 0, "end": 1})
    assert _failing(good) == []
    assert _failing({key: value for key, value in good.items() if key != "target"}) != []
    assert _failing(annotation({"type": "TextPositionSelector", "start": -1, "end": 1})) != []


@settings(max_examples=10)
@given(documents())
def test_a_json_ld_processor_reads_the_places(document: Document) -> None:
    jsonld = pytest.importorskip("pyld.jsonld", reason="pyld is not installed")
    context = json.loads((fixtures("w3c", "context") / "anno.jsonld").read_text())

    def offline(url: str, options: object) -> dict[str, object]:
        assert url == "http://www.w3.org/ns/anno.jsonld"
        return {"contextUrl": None, "documentUrl": url, "document": context, "contentType": "application/ld+json"}

    files, _ = written(EXCHANGE, [document])
    (page,) = (json.loads(data) for name, data in files.items() if name.endswith(".jsonld"))
    expanded = jsonld.expand(page, {"documentLoader": offline, "base": "http://example.org/folder/page"})
    text, oa, found = str(document.article.text), "http://www.w3.org/ns/oa#", []
    for one in _nodes(expanded):
        if f"{oa}start" in one:
            found.append((int(one[f"{oa}start"][0]["@value"]), int(one[f"{oa}end"][0]["@value"])))
        if f"{oa}hasSource" in one and f"{oa}hasSelector" in one:
            assert one[f"{oa}hasSource"][0]["@id"].startswith("http://example.org/folder/")
    records = [record for state in document.annotations for record in state.records.values()]
    assert sorted(found) == sorted((f.start, f.end) for record in records for _, f in record.fragments())
    exact = sorted(one[f"{oa}exact"][0]["@value"] for one in _nodes(expanded) if f"{oa}exact" in one)
    assert exact == sorted(text[start:end] for start, end in found)


def _nodes(value: object) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [node for one in value for node in _nodes(one)]
    if isinstance(value, dict):
        return [value, *(node for one in value.values() for node in _nodes(one))]
    return []


def test_every_sample_of_the_w3c_is_read_and_what_has_no_text_is_named() -> None:
    paths = sorted((fixtures("w3c") / "samples" / "correct").glob("*.json"))
    assert len(paths) == 45
    for path in paths:
        found = brought(EXCHANGE, of_path(path))
        assert problems_of(found) == [], path.name
        assert {loss.rule for loss in losses_of(found)} == {"texts"}, path.name


@pytest.mark.parametrize(
    ("selectors", "words", "start"),
    [
        ([{"type": "TextPositionSelector", "start": 2, "end": 8}], "Haftar", 2),
        ([{"type": "TextQuoteSelector", "exact": "Haftar", "prefix": ". ", "suffix": " left"}], "Haftar", 21),
        ([{"type": "TextQuoteSelector", "exact": "Haftar"}], "Haftar", 2),
        ([{"type": "TextPositionSelector", "start": 22, "end": 28}, {"type": "TextQuoteSelector", "exact": "Haftar"}],
         "Haftar", 21),
        ([{"type": "FragmentSelector", "value": "char=13,19"}], "Serraj", 13),
    ],
)  # fmt: skip
def test_selectors_find_their_words(selectors: list[dict[str, object]], words: str, start: int) -> None:
    (document,) = documents_of(read(annotation(*selectors)))
    (record,) = document.annotations[0].records.values()
    assert document.annotations[0].header.annotator == "A. Person"
    assert record.text("kind") == "person"
    assert record.parts["mention"] == ((start, start + len(words), words),)


def test_an_annotation_of_somebody_else_comes_back_whole() -> None:
    note = {"type": "TextualBody", "purpose": "commenting", "value": "who?"}
    one = annotation({"type": "TextPositionSelector", "start": 2, "end": 8}, rights="http://example.org/r", zz=3)
    two = annotation({"type": "TextQuoteSelector", "exact": "met"}, body=note, id="http://example.org/a2")
    found = read(one, two)
    assert unsound(found, EMPTY) == []
    files, _ = written(EXCHANGE, documents_of(found), with_layers(found))
    again = {row["id"]: row for row in json.loads(files["a.jsonld"])["items"]}
    for row in (one, two):
        assert {key: again[row["id"]][key] for key in row if key != "target"} == {
            k: v for k, v in row.items() if k != "target"
        }
    span = next(record for record in documents_of(found)[0].annotations[0].records.values() if record.layer == "span")
    assert span.text("comment") == "who?"


def test_what_has_no_place_is_named() -> None:
    rows = [annotation({"type": "TextQuoteSelector", "exact": "Sarraj"}), annotation({"type": "CssSelector", "value": "p"}),
            annotation(target="http://example.org/news/a.txt"), annotation(target="http://example.org/b.txt")]  # fmt: skip
    assert [loss.rule for loss in losses_of(read(*rows))] == ["places", "places", "places", "texts"]


def test_what_is_broken_is_refused_with_its_line() -> None:
    good = annotation({"type": "TextPositionSelector", "start": 2, "end": 8})
    for bad, said in (
        (annotation({"type": "TextPositionSelector", "start": 2, "end": 99}), "target[0]: 2 to 99 is no stretch"),
        (annotation({"type": "TextPositionSelector", "start": "2", "end": 8}), "target.selector[0].start: expected"),
    ):
        found = read(good, bad)
        assert documents_of(found) == []
        (problem,) = problems_of(found)
        assert str(problem).startswith(f"a.json: line 3: {said}"), problem


def test_parts_of_a_split_lie_in_folders() -> None:
    documents = documents_of(read(annotation({"type": "TextPositionSelector", "start": 2, "end": 8})))
    files, _ = written(EXCHANGE, documents, with_options(split={"a": "train"}))
    assert sorted(files) == ["train/a.jsonld", "train/a.txt"]
    (again,) = documents_of(brought(EXCHANGE, source(files)))
    assert plain(again) == plain(documents[0])
