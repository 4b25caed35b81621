from __future__ import annotations

import json
from collections import Counter

from hypothesis import given, settings

from tests.interchange.hard_cases import (
    EMPTY,
    brought,
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
    written,
)
from workbench.interchange.exchange import Document
from workbench.interchange.prodigy import EXCHANGE


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
def test_tokens_and_spans_fit_as_prodigy_wants_them(project: tuple[Document, ...]) -> None:
    files, _ = written(EXCHANGE, project)
    for line in files["annotations.jsonl"].decode("utf-8").split("\n")[:-1]:
        task = json.loads(line)
        said = "".join(token["text"] + " " * token["ws"] for token in task["tokens"])
        assert said == task["text"]
        for span in task["spans"]:
            assert task["tokens"][span["token_start"]]["start"] == span["start"]
            assert task["tokens"][span["token_end"]]["end"] == span["end"]
            assert task["text"][span["start"] : span["end"]] == span["text"]


def test_the_relations_file_is_read_and_given_back() -> None:
    path = fixtures("prodigy") / "rel_annotations.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    found = brought(EXCHANGE, of_path(path), EMPTY)
    assert problems_of(found) == []
    assert unsound(found, EMPTY) == []
    counts = Counter(record.layer for one in documents_of(found) for record in one.annotations[0].records.values())
    refused = [row for row in rows if row["answer"] != "accept"]
    assert counts["span"] == sum(len(row["spans"]) for row in rows if row not in refused)
    assert counts["relation"] == sum(len(row["relations"]) for row in rows if row not in refused)
    assert len(losses_of(found)) == sum(bool(row["spans"]) for row in refused)
    files, losses = written(EXCHANGE, documents_of(found), with_layers(found))
    assert losses == []
    back = [json.loads(line) for line in files["annotations.jsonl"].decode("utf-8").splitlines()]
    for row, again in zip(rows, back, strict=True):
        for key in row.keys() - {"spans", "relations"}:
            assert again[key] == row[key], key
        for name in ("spans", "relations"):
            assert _without_keys(again[name]) == _without_keys(row[name])


def test_hashes_options_and_answers_of_a_linking_task_come_back() -> None:
    path = fixtures("prodigy") / "emerson_annotated_text.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    found = brought(EXCHANGE, of_path(path), EMPTY)
    assert problems_of(found) == []
    assert unsound(found, EMPTY) == []
    kinds = Counter(
        record.text("kind") for one in documents_of(found) for record in one.annotations[0].records.values()
    )
    labels = Counter(span["label"] for row in rows for span in row["spans"] if row["answer"] == "accept")
    assert (kinds["organization"], kinds["person"]) == (labels["ORG"], labels["PERSON"])
    files, _ = written(EXCHANGE, documents_of(found), with_layers(found))
    back = [json.loads(line) for line in files["annotations.jsonl"].decode("utf-8").splitlines()]
    for row, again in zip(rows, back, strict=True):
        assert {key: again[key] for key in row if key != "spans"} == {key: row[key] for key in row if key != "spans"}
        assert again["spans"][0].items() >= row["spans"][0].items()


def test_a_span_that_prodigy_moved_added_or_took_away_changes_its_record() -> None:
    text = "Haftar said that Serraj must go."
    task = {
        "text": text,
        "spans": [{"start": 0, "end": 6, "label": "PERSON"}, {"start": 17, "end": 23, "label": "PERSON"}],
    }
    (first,) = documents_of(brought(EXCHANGE, source({"a.jsonl": json.dumps(task).encode()})))
    files, _ = written(EXCHANGE, [first])
    row = json.loads(files["annotations.jsonl"])
    del row["spans"][1]
    row["spans"].append({"start": 12, "end": 16, "label": "claim.content"})
    (again,) = documents_of(brought(EXCHANGE, source({"b.jsonl": json.dumps(row).encode()})))
    records = again.annotations[0].records
    kept = next(record for record in first.annotations[0].records.values() if record.parts["mention"][0].start == 0)
    assert records[kept.id] == kept
    assert sorted(record.layer for record in records.values()) == ["actor", "claim"]


def test_a_broken_line_is_refused_with_its_number() -> None:
    good = b'{"text": "a b", "spans": []}\n'
    for bad, said in (
        (b"{", "line 2: "),
        (b'{"spans": []}', "line 2: object missing required field `text`"),
        (b'{"text": "ab", "spans": [{"start": 1, "end": 3}]}', "line 2: spans[0]: 1 to 3 is no stretch"),
        (b'{"text": "ab", "spans": [{"start": "1", "end": 3}]}', "line 2: spans[0].start: expected `int`"),
        (b'{"text": "\xff"}', "line 2: byte"),
        (b'{"text": "a", "workbench": {"article": 3}}', "line 2: workbench.article: expected `str`"),
    ):
        found = brought(EXCHANGE, source({"x.jsonl": good + bad}))
        assert documents_of(found) == []
        (problem,) = problems_of(found)
        assert str(problem).startswith(f"x.jsonl: {said}"), problem


def _without_keys(things: list[dict[str, object]]) -> list[str]:
    """What we added is left out: the key that says which mark of ours it is."""
    text = json.dumps(things, sort_keys=True)
    plain = json.loads(text, object_hook=lambda one: {name: value for name, value in one.items() if name != "key"})
    return sorted(json.dumps(one, sort_keys=True) for one in plain)
