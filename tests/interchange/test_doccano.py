from __future__ import annotations

import json

from hypothesis import given, settings

from tests.interchange.hard_cases import (
    EMPTY,
    brought,
    documents_of,
    fixtures,
    of_path,
    plain,
    problems_of,
    projects,
    source,
    unsound,
    with_layers,
    written,
)
from workbench.interchange.doccano import EXCHANGE
from workbench.interchange.exchange import Document

TEXT = "Google was founded by Larry Page."


@settings(max_examples=60)
@given(projects)
def test_what_we_wrote_comes_back_as_it_was(project: tuple[Document, ...]) -> None:
    files, losses = written(EXCHANGE, project)
    assert losses == []
    found = brought(EXCHANGE, source(files))
    assert problems_of(found) == []
    by_name = {one.article.id: plain(one) for one in documents_of(found)}
    assert by_name == {one.article.id: plain(one) for one in project}


@settings(max_examples=30)
@given(projects)
def test_it_comes_back_from_doccano_which_numbers_entities_anew(project: tuple[Document, ...]) -> None:
    files, _ = written(EXCHANGE, project)
    through = {name: b"\n".join(map(_through_doccano, data.splitlines())) for name, data in files.items()}
    found = brought(EXCHANGE, source(through))
    by_name = {one.article.id: plain(one) for one in documents_of(found)}
    assert by_name == {one.article.id: plain(one) for one in project}


def _through_doccano(line: bytes) -> bytes:
    """What doccano keeps: text, entities and relations with numbers of its own, and any other key as metadata."""
    row = json.loads(line)
    keys = ("start_offset", "end_offset", "label")
    row["entities"] = [{"id": 900 + one["id"], **{key: one[key] for key in keys}} for one in row["entities"]]
    for one in row["relations"]:
        one |= {"id": 7, "from_id": one["from_id"] + 900, "to_id": one["to_id"] + 900}
    return json.dumps({"id": 4, **row, "Comments": []}).encode()


def test_every_example_of_doccano_is_read_and_given_back() -> None:
    folder = fixtures("doccano")
    for name in ("relation_extraction/example.jsonl", "sequence_labeling/example_overlapping.jsonl"):
        path = folder / name
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        found = brought(EXCHANGE, of_path(path), EMPTY)
        assert problems_of(found) == []
        assert unsound(found, EMPTY) == []
        for document, row in zip(documents_of(found), rows, strict=True):
            records = document.annotations[0].records.values()
            spans = [record for record in records if record.layer != "relation"]
            assert len(spans) == len(row.get("entities", row.get("label")))
            assert len(records) - len(spans) == len(row.get("relations", ()))
        (data,) = written(EXCHANGE, documents_of(found), with_layers(found))[0].values()
        for again, row in zip(map(json.loads, data.splitlines()), rows, strict=True):
            assert {key: again[key] for key in row} == row


def test_names_are_actors_and_other_labels_spans() -> None:
    path = fixtures("doccano") / "relation_extraction/example.jsonl"
    (document,) = documents_of(brought(EXCHANGE, of_path(path), EMPTY))
    state = document.annotations[0]
    assert [record.text("kind") for record in state.of_layer("actor")] == ["organization", "person", "person"]
    assert [record.text("label") for record in state.of_layer("span")] == ["DATE"]
    ends = [(record.text("head"), record.text("label")) for record in state.of_layer("relation")]
    first = state.of_layer("actor")[0].id
    assert sorted(ends) == [(first, "foundedAt"), (first, "foundedBy"), (first, "foundedBy")]


def test_a_line_without_a_text_is_refused_with_its_number() -> None:
    found = brought(EXCHANGE, of_path(fixtures("doccano") / "sequence_labeling/example.jsonl"))
    assert documents_of(found) == []
    assert [str(one) for one in problems_of(found)] == ["example.jsonl: line 3: text: has no text"]


def test_a_file_is_its_annotators() -> None:
    files = {f"{name}.jsonl": json.dumps({"id": 1, "text": TEXT, "label": [[0, 6, label]]}).encode() for name, label in
             (("ann", "ORG"), ("bob", "PER"), ("all", "LOC"))}  # fmt: skip
    (document,) = documents_of(brought(EXCHANGE, source(files)))
    assert [state.header.annotator for state in document.annotations] == ["ann", "bob", ""]


def test_what_is_broken_is_refused_with_its_line() -> None:
    for bad, said in (
        ({"text": TEXT, "label": [[5, 5, "X"]]}, "x.jsonl: line 1: entities[0]: 5 to 5 is no stretch"),
        ({"text": TEXT, "entities": [], "relations": [{"from_id": 1, "to_id": 2, "type": "x"}]}, "there is no entity 1"),
        ({"text": TEXT, "label": [[1, "b", "X"]]}, "x.jsonl: line 1: label[0][1]: expected `int`"),
        ({"text": "\ud800"}, "line 1"),
    ):  # fmt: skip
        found = brought(EXCHANGE, source({"x.jsonl": json.dumps(bad).encode()}))
        assert documents_of(found) == []
        (problem,) = problems_of(found)
        assert said in str(problem)
