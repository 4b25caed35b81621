"""The client against a service on the loopback interface, judged by the protocol's own schemas where these are at hand."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest

from workbench.core.errors import UsageError
from workbench.linking.catalogues.reconciliation import candidates, greet

from .reading import FIXTURES, entities, problems

SPEC = FIXTURES / "reconciliation"
MANIFEST = {"versions": ["0.2"], "name": "Town register", "identifierSpace": "http://x/id", "schemaSpace": "http://x/s"}


class Service:
    """What the service answers, and what it was asked."""

    def __init__(self) -> None:
        self.manifest: bytes = json.dumps(MANIFEST).encode()
        self.answers: dict[str, Any] = {}
        self.asked: list[dict[str, Any]] = []
        self.status = 200
        self.address = ""


@pytest.fixture
def service() -> Iterator[Service]:
    known = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(known.manifest)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            queries = json.loads(parse_qs(body)["queries"][0])
            known.asked.append(queries)
            found = {
                k: {"result": known.answers[q["query"]]} for k, q in queries.items() if q["query"] in known.answers
            }
            self._answer(json.dumps(found).encode())

        def _answer(self, body: bytes) -> None:
            self.send_response(known.status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """The tests are quiet."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    known.address = f"http://127.0.0.1:{server.server_port}/reconcile"
    yield known
    server.shutdown()
    server.server_close()
    thread.join()


def test_candidates_become_entities(service: Service) -> None:
    service.answers = {
        "Haftar": [
            {
                "id": "Q1",
                "name": "Khalifa Haftar",
                "score": 9,
                "match": True,
                "description": "officer",
                "type": ["Q5", "human"],
            },
            {"id": "7", "name": "Haftar", "score": 2, "match": False, "type": [{"id": "x", "name": "City"}]},
        ],
        "Nobody": [],
    }
    met = greet(service.address)
    assert (met.name, met.space) == ("Town register", "http://x/id")
    found = [row for _, row in candidates(met, ["Haftar", "Nobody"], "town")]
    one, two = entities(found)
    assert (one.id, one.name, one.aliases, one.kind, one.wikidata) == (
        "town:Q1",
        "Khalifa Haftar",
        ("Haftar",),
        "person",
        "Q1",
    )
    assert (two.id, two.aliases, two.kind) == ("town:7", (), "place")


def test_names_are_sent_in_batches_and_nothing_else_is(service: Service) -> None:
    names = [f"Name {number}" for number in range(23)]
    service.answers = {name: [] for name in names}
    assert list(candidates(greet(service.address), names, "t", limit=3)) == []
    assert [len(batch) for batch in service.asked] == [10, 10, 3]
    assert [query for batch in service.asked for query in batch.values()] == [{"query": n, "limit": 3} for n in names]


def test_a_name_without_an_answer_is_a_problem(service: Service) -> None:
    service.answers = {"B": [{"name": "no id"}]}
    found = problems([row for _, row in candidates(greet(service.address), ["A", "B"], "t")])
    assert "“A”: was not answered" in found[0]
    assert "missing required field `id`" in found[1]


def test_what_is_no_service_is_said(service: Service) -> None:
    service.manifest = b"<html>"
    with pytest.raises(UsageError, match="no reconciliation service"):
        greet(service.address)
    service.status = 503
    with pytest.raises(UsageError, match="the service refuses: 503"):
        greet(service.address)
    for address in ("file:///etc/passwd", "ftp://127.0.0.1/x", "localhost"):
        with pytest.raises(UsageError, match="begins with http"):
            greet(address)


@pytest.mark.skipif(not SPEC.is_dir(), reason="../shared/fixtures/reconciliation is not here")
def test_the_protocol_s_schemas_and_examples_agree(service: Service) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    service.answers = {"Ann": [], "Müller": []}
    list(candidates(greet(service.address), ["Ann", "Müller"], "t"))
    schema = json.loads((SPEC / "schemas" / "reconciliation-query-batch.json").read_text("utf-8"))
    jsonschema.validate(service.asked[0], schema)
    example = json.loads((SPEC / "examples/reconciliation-result-batch/valid/example-full.json").read_text("utf-8"))
    service.answers = {"Hans-Eberhard Urbaniak": example["q1"]["result"], "Ernst Schwanhold": example["q2"]["result"]}
    found = [row for _, row in candidates(greet(service.address), list(service.answers), "gnd")]
    assert problems(found) == []
    assert [one.id for one in entities(found)][:2] == ["gnd:120333937", "gnd:1127147390"]
    assert entities(found)[0].kind == "person"
