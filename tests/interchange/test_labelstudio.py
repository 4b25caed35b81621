from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings

from tests.interchange.hard_cases import (
    EMPTY,
    brought,
    documents_of,
    losses_of,
    plain,
    problems_of,
    projects,
    source,
    unsound,
    with_layers,
    written,
)
from workbench.core.annotation import Annotations
from workbench.interchange.exchange import Document
from workbench.interchange.labelstudio import EXCHANGE

TEXT = "😀 Haftar met العربية envoys; Serraj 👨‍👩‍👧 stayed."


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def region(text: str, label: str, name: str, **more: object) -> dict[str, Any]:
    """A region as the front end makes one: offsets in UTF-16 units."""
    start = units(TEXT[: TEXT.index(text)])
    value = {"start": start, "end": start + units(text), "text": text, "labels": [label]}
    return {
        "id": name,
        "from_name": "ner",
        "to_name": "txt",
        "type": "labels",
        "origin": "manual",
        "value": value,
        **more,
    }


def task(*results: object, **more: object) -> dict[str, Any]:
    """A task in the shape that the documentation of Label Studio gives."""
    annotation = {"id": 1001, "completed_by": 7, "result": list(results), "was_cancelled": False, "lead_time": 4.288}
    return {
        "id": 12, "data": {"body": TEXT, "url": "x"}, "annotations": [annotation | {"unique_id": "u-1"}],
        "predictions": [{"model_version": "m1", "result": []}], "meta": {"batch": 3}, "inner_id": 1, **more,
    }  # fmt: skip


def read(*tasks: object) -> list[Any]:
    return brought(EXCHANGE, source({"export.json": json.dumps(tasks).encode()}), EMPTY)


def only(found: list[Any]) -> Annotations:
    assert problems_of(found) == []
    (document,) = documents_of(found)
    return document.annotations[0]


@settings(max_examples=60)
@given(projects)
def test_what_we_wrote_comes_back_as_it_was(project: tuple[Document, ...]) -> None:
    files, losses = written(EXCHANGE, project)
    assert losses == []
    found = brought(EXCHANGE, source(files))
    assert problems_of(found) == []
    assert [plain(one) for one in documents_of(found)] == [plain(one) for one in project]


@settings(max_examples=30)
@given(projects)
def test_the_offsets_that_we_write_are_those_of_the_front_end(project: tuple[Document, ...]) -> None:
    files, _ = written(EXCHANGE, project)
    for one in json.loads(files["tasks.json"]):
        text = one["data"]["text"].encode("utf-16-le")
        for annotation in one["annotations"]:
            for result in annotation["result"]:
                if result["type"] == "labels":
                    value = result["value"]
                    assert text[2 * value["start"] : 2 * value["end"]].decode("utf-16-le") == value["text"]


@pytest.mark.slow
@settings(max_examples=20)
@given(projects)
def test_label_studios_own_library_accepts_the_tasks(project: tuple[Document, ...]) -> None:
    interface = pytest.importorskip("label_studio_sdk.label_interface", reason="label-studio-sdk is not installed")
    files, _ = written(EXCHANGE, project)
    config = interface.LabelInterface(files["config.xml"].decode("utf-8"))
    for one in json.loads(files["tasks.json"]):
        assert config.validate_task({"data": one["data"]})
        for annotation in one["annotations"]:
            assert config.validate_annotation(annotation)


def test_offsets_of_an_export_are_utf_16_units() -> None:
    state = only(
        read(task(region("Haftar", "PER", "r1"), region("Serraj", "Person", "r2"), region("👨‍👩‍👧", "emoji", "r3")))
    )
    assert [record.parts["mention"][0].quote for record in state.of_layer("actor")] == ["Haftar", "Serraj"]
    assert [record.parts["text"][0].quote for record in state.of_layer("span")] == ["👨‍👩‍👧"]
    assert state.header.annotator == "user-7"


def test_offsets_of_a_program_that_counted_code_points_are_told_by_the_text() -> None:
    one = region("Serraj", "PER", "r1")
    one["value"] |= {"start": TEXT.index("Serraj"), "end": TEXT.index("Serraj") + 6}
    assert [record.parts["mention"][0].quote for record in only(read(task(one))).of_layer("actor")] == ["Serraj"]


def test_relations_and_choices_of_a_region_become_records_and_values() -> None:
    first, second = region("Haftar", "PER", "r1"), region("envoys", "role", "r2")
    said = {
        **second,
        "type": "choices",
        "from_name": "Side taken",
        "value": {**second["value"], "choices": ["pro", "con"]},
    }
    arc = {"type": "relation", "from_id": "r1", "to_id": "r2", "direction": "right", "labels": ["met"]}
    found = read(task(first, second, said, arc))
    assert unsound(found, EMPTY) == []
    state = only(found)
    (span,), (actor,), (relation,) = (state.of_layer(name) for name in ("span", "actor", "relation"))
    assert dict(span.values) == {"label": "role", "side_taken": "pro, con"}
    assert dict(relation.values) == {"head": actor.id, "child": span.id, "label": "met"}


def test_everything_of_a_task_comes_back() -> None:
    whole = {"type": "choices", "id": "q", "from_name": "topic", "to_name": "txt", "value": {"choices": ["war"]}}
    page = region("Haftar", "PER", "h", type="hypertextlabels")
    page["value"] = {"start": "/p[1]/text()[1]", "end": "/p[1]/text()[1]", "startOffset": 1, "hypertextlabels": ["PER"]}
    arc = {"type": "relation", "from_id": "r1", "to_id": "r2", "direction": "left", "labels": ["met"], "zz": 1}
    skipped = {"id": 5, "completed_by": 8, "was_cancelled": True, "result": [region("met", "VERB", "s")]}
    one = task(region("Haftar", "PER", "r1", score=0.5), region("Serraj", "X", "r2"), whole, page, arc)
    one["annotations"].append(skipped)
    found = read(one)
    assert [loss.rule for loss in losses_of(found)] == ["elsewhere", "skipped"]
    files, _ = written(EXCHANGE, documents_of(found), with_layers(found))
    (again,) = json.loads(files["tasks.json"])
    data = again.pop("data")
    assert {key: data[key] for key in one["data"]} == one.pop("data")
    annotations = again.pop("annotations")
    for before, after in zip(one.pop("annotations"), annotations, strict=True):
        results = [
            {key: value for key, value in result.items() if key != "workbench"} for result in after.pop("result")
        ]
        assert sorted(map(json.dumps, map(_ordered, results))) == sorted(
            map(json.dumps, map(_ordered, before.pop("result")))
        )
        assert {key: after[key] for key in before} == before
    assert again == one


def _ordered(value: object) -> object:
    return json.loads(json.dumps(value, sort_keys=True))


def test_the_short_form_of_an_export_is_read() -> None:
    one = {"id": 3, "text": TEXT, "annotator": 2, "lead_time": 1.5, "ner": [region("Haftar", "PER", "r")["value"]]}
    state = only(read(one))
    assert state.header.annotator == "user-2"
    assert [record.text("kind") for record in state.of_layer("actor")] == ["person"]


def test_what_is_broken_is_refused_with_its_line() -> None:
    outside, inside = region("Haftar", "PER", "r"), region("Haftar", "PER", "r")
    outside["value"] |= {"end": 999}
    inside["value"] |= {"start": 1}
    arc = {"type": "relation", "from_id": "r1", "to_id": "nowhere"}
    for bad, said in (
        (task(outside), "annotations[0].result[0].value: offset 999 lies outside"),
        (task(inside), "annotations[0].result[0].value: offset 1 lies inside a character"),
        (task(arc), "annotations[0].result[0]: there is no region “r1” or “nowhere”"),
        ({"id": 1, "data": {"n": 3}, "annotations": []}, "data: has no text"),
        ({"id": 1, "data": {"text": "a"}, "annotations": [{"result": 3}]}, "annotations[0].result: expected `array`"),
    ):
        lines = "[\n" + json.dumps(task()) + ",\n" + json.dumps(bad) + "]"
        found = brought(EXCHANGE, source({"e.json": lines.encode()}))
        assert documents_of(found) == []
        (problem,) = problems_of(found)
        assert str(problem).startswith(f"e.json: line 3: {said}"), problem
    (problem,) = problems_of(brought(EXCHANGE, source({"e.json": b'[\n{"a":}\n]'})))
    assert str(problem).startswith("e.json: line 2: ")
