from __future__ import annotations

import io
import json
import tomllib
from pathlib import Path

import pytest

from workbench.core.entity import Entity
from workbench.store.entity_edits import add_alias, add_entity

from .calls import Caller, write


def test_link_prints_rank_id_name_kind_score_and_reasons(call_sample: Caller) -> None:
    said = call_sample("link", "Hiftar", "--limit", "3")
    assert (said.status, said.err, len(said.lines)) == (0, "", 3)
    first = [cell for cell in said.lines[0].split("  ") if cell]
    assert first[:4] == ["1", "khalifa-haftar", "Khalifa Haftar", "person"]
    assert float(first[4]) > 100
    assert first[5] == "exact alias; known in this project"


def test_without_the_roster_nobody_is_known(call_sample: Caller) -> None:
    assert "known in this project" not in call_sample("link", "Hiftar", "--no-roster").out


def test_while_typing_a_beginning_is_enough(call_sample: Caller) -> None:
    found = call_sample("link", "harch", "--mode", "typing", "--json").json
    assert found["query"] == "harch"
    assert found["ms"] >= 0
    best = found["candidates"][0]
    assert best["id"] == "jalel-harchaoui"
    assert set(best) == {"id", "name", "alias", "kind", "score", "reasons"}


def test_nobody_like_that_is_said(call_new: Caller) -> None:
    assert call_new("link", "Xyzzy") == (0, "", "nobody in the catalogue is like that\n")
    assert call_new("link", "Xyzzy", "--json").json["candidates"] == []


def test_a_catalogue_that_is_broken_is_said_and_the_others_are_searched(call_sample: Caller) -> None:
    assert call_sample.root is not None
    write(call_sample.root, "entities/broken.toml", "[[entity]\n")
    for asked in (["link", "Hiftar"], ["link", "Hiftar", "--json"]):
        said = call_sample(*asked)
        assert said.status == 1
        assert "entities/broken.toml" in said.err
        assert "khalifa-haftar" in said.out


def test_a_batch_answers_line_by_line(call_sample: Caller, tmp_path: Path) -> None:
    queries = write(tmp_path, "q.txt", "\ufeffHifter\r\n\nKreml\nx\u2028y\n")
    said = call_sample("link", "--batch", queries, "--limit", "1")
    answers = [json.loads(line) for line in said.out.split("\n")[:-1]]
    assert [answer["query"] for answer in answers] == ["Hifter", "", "Kreml", "x\u2028y"]
    assert [answers[at]["candidates"][0]["id"] for at in (0, 2)] == ["khalifa-haftar", "russia"]
    assert all(set(answer) == {"query", "ms", "candidates"} for answer in answers)


def test_a_batch_comes_through_a_pipe(call_sample: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"RUSI\n")))
    assert json.loads(call_sample("link", "--batch", "-").out)["candidates"][0]["id"] == "rusi"
    assert call_sample("link", "x", "--batch", "-").status == 2


def test_entities_are_listed(call_sample: Caller) -> None:
    said = call_sample("entities", "list")
    assert (said.status, said.err) == (0, "")
    assert any(line.split()[:4] == ["rusi", "organization", "Royal", "United"] for line in said.lines)
    rows = call_sample("entities", "list", "--json").json
    assert len(rows) == len(said.lines)
    (trump,) = [row for row in rows if row["id"] == "donald-trump"]
    assert trump["wikidata"] == "Q22686"
    assert trump["affiliations"][0] == {
        "entity": "united-states",
        "role": "president",
        "from": "2017-01-20",
        "to": "2021-01-20",
    }


def test_broken_files_are_told_and_the_others_listed(call_sample: Caller) -> None:
    assert call_sample.root is not None
    write(call_sample.root, "entities/zz.toml", "[")
    said = call_sample("entities", "list")
    assert said.status == 1
    assert "russia" in said.out
    assert said.err.startswith("entities/zz.toml: is not TOML")


PROPOSED = """\
format = 1

# The mayor of the port.
[[entity]]
id = "ida-holm"
name = "Ida Holm"  # so the paper spells her
kind = "person"
aliases = [
  "Holm",
  "I. Holm",
]

[[entity.affiliation]]
entity = "libya"
role = "mayor"

# A strange one: its words look like a table.
[[entity]]
id = "odd"
name = "Odd"
description = '''
[[entity]]
# not one'''

[[alias]]
entity = "russia"
name = "RF"
"""


def _texts(root: Path, *names: str) -> list[str]:
    return [(root / "entities" / f"{name}.toml").read_text("utf-8") for name in names]


def test_a_proposal_moves_with_its_comments_and_leaves_the_rest_alone(call_sample: Caller) -> None:
    root = call_sample.root
    assert root is not None
    write(root, "entities/proposed/ann.toml", PROPOSED)
    (people,) = _texts(root, "people")
    assert call_sample("entities", "accept", "ida-holm") == (0, "ida-holm  entities/people.toml\n", "")
    kept, left = _texts(root, "people", "proposed/ann")
    start, end = PROPOSED.index("# The mayor"), PROPOSED.index("# A strange")
    assert kept == f"{people}\n{PROPOSED[start:end].rstrip()}\n"
    assert left == PROPOSED[:start] + PROPOSED[end:]
    assert call_sample("check") == (0, "", "")
    row = next(row for row in call_sample("entities", "list", "--json").json if row["id"] == "ida-holm")
    assert (row["proposed_by"], row["affiliations"][0]["role"]) == ("", "mayor")


def test_a_name_for_an_entity_of_a_large_catalogue_is_listed_and_accepted(call_sample: Caller, tmp_path: Path) -> None:
    root = call_sample.root
    assert root is not None
    call_sample(
        "entities", "import", "csv", write(tmp_path, "t.csv", "id,name\nx:1,Zurich Reinsurance\n"), "--name", "big"
    )
    write(root, "entities/proposed/ann.toml", '[[alias]]\nentity = "x:1"\nname = "Zürich Re"\n')
    assert "ann proposes “Zürich Re” as a name of x:1" in call_sample("entities", "list", "--proposed").err
    said = call_sample("entities", "accept", "x:1")
    assert (said.status, said.out) == (0, "x:1  entities/names.toml\n")
    assert call_sample("link", "Zurich Re", "--json").json["candidates"][0]["id"] == "x:1"
    assert "proposes" not in call_sample("entities", "list", "--proposed").err
    assert call_sample("check").status == 0


def test_what_the_screen_proposed_can_be_accepted(call_sample: Caller) -> None:
    root = call_sample.root
    assert root is not None
    path = root / "entities/proposed/ann.toml"
    add_entity(path, Entity("holm", "Ida Holm", "person"))
    add_alias(path, "holm", "Mayor Holm")
    add_entity(path, Entity("dock", "Dock 7", "place"))
    add_alias(path, "russia", "RF")
    said = call_sample("entities", "accept", "holm", "dock", "russia")
    assert said.lines == [
        "holm  entities/people.toml",
        "dock  entities/places.toml",
        "russia  entities/states.toml",
    ]
    assert said.err == "holm: new names: Mayor Holm\nrussia: new names: RF\n"
    assert tomllib.loads(path.read_text("utf-8")) == {"format": 1}
    assert call_sample("check") == (0, "", "")
    assert call_sample("link", "RF", "--json").json["candidates"][0]["id"] == "russia"


def test_new_names_leave_the_comments_of_the_catalogue_alone(call_sample: Caller) -> None:
    root = call_sample.root
    assert root is not None
    write(root, "entities/proposed/ann.toml", PROPOSED)
    (before,) = _texts(root, "states")
    assert call_sample("entities", "accept", "russia").err == "russia: new names: RF\n"
    after, left = _texts(root, "states", "proposed/ann")
    changed = [(old, new) for old, new in zip(before.splitlines(), after.splitlines(), strict=True) if old != new]
    assert changed == [
        ('aliases = ["Russian Federation", "Moscow", "Kremlin", "Россия"]',
         'aliases = ["Russian Federation", "Moscow", "Kremlin", "Россия", "RF"]')
    ]  # fmt: skip
    assert left.rstrip() == PROPOSED[: PROPOSED.index("[[alias]]")].rstrip()


def test_it_goes_where_it_is_sent(call_sample: Caller) -> None:
    root = call_sample.root
    assert root is not None
    write(root, "entities/proposed/ann.toml", PROPOSED)
    assert call_sample("entities", "accept", "odd", "--into", "strange.toml").lines == ["odd  entities/strange.toml"]
    (text,) = _texts(root, "strange")
    assert text.startswith("# A strange one")
    assert tomllib.loads(text)["entity"][0]["description"] == "[[entity]]\n# not one"
    assert call_sample("entities", "accept", "ida-holm", "--into", "states").lines == ["ida-holm  entities/states.toml"]


def test_an_empty_catalogue_gets_its_first_file(call_new: Caller) -> None:
    assert call_new.root is not None
    write(call_new.root, "entities/proposed/ann.toml", '[[entity]]\nid = "e"\nname = "E"\n')
    assert call_new("entities", "accept", "e").lines == ["e  entities/accepted.toml"]
    assert call_new("check").status == 0


def test_of_two_proposals_of_one_id_one_is_chosen(call_new: Caller) -> None:
    assert call_new.root is not None
    for name in ("ann", "bob"):
        write(call_new.root, f"entities/proposed/{name}.toml", f'[[entity]]\nid = "e"\nname = "{name}"\n')
    said = call_new("entities", "accept", "e")
    assert said.status == 2
    assert "“e” was proposed by ann, bob; say whose counts with --from" in said.err
    assert call_new("entities", "accept", "e", "--from", "bob").status == 0
    assert tomllib.loads(_texts(call_new.root, "accepted")[0])["entity"][0]["name"] == "bob"


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["nobody"], "there is no proposal “nobody”; there are: ida-holm, odd, russia"),
        (["ida-holm", "russia-x"], "there is no proposal “russia-x”"),
        (["ida-holm", "--from", "bob"], "bob has not proposed “ida-holm”"),
        (["ida-holm", "--into", "../x"], "--into: “../x” is no file of the project's entities/"),
    ],
)
def test_what_cannot_be_accepted_changes_nothing(call_sample: Caller, arguments: list[str], what: str) -> None:
    root = call_sample.root
    assert root is not None
    write(root, "entities/proposed/ann.toml", PROPOSED)
    before = {path: path.read_bytes() for path in root.rglob("*.toml")}
    said = call_sample("entities", "accept", *arguments)
    assert (said.status, said.out) == (2, "")
    assert what in said.err
    assert {path: path.read_bytes() for path in root.rglob("*.toml")} == before


@pytest.mark.parametrize(
    ("kept", "proposed", "what"),
    [
        ('[[entity]]\nid = "e"\nname = "E"\n', '[[entity]]\nid = "e"\nname = "F"\n', "entity e: is there already"),
        ("", 'entity = [{id = "e", name = "E"}]\n', "cannot be moved"),
        ('entity = [{id = "x", name = "X"}]\n', '[[entity]]\nid = "e"\nname = "E"\n', "entities/accepted.toml: "),
        ("[", '[[entity]]\nid = "e"\nname = "E"\n', "is not TOML"),
        ("", '[[alias]]\nentity = "e"\nname = "E"\n', "which stands in no catalogue"),
    ],
)
def test_files_that_cannot_take_or_give_are_left_as_they_are(
    call_new: Caller, kept: str, proposed: str, what: str
) -> None:
    root = call_new.root
    assert root is not None
    write(root, "entities/accepted.toml", kept)
    write(root, "entities/proposed/ann.toml", proposed)
    said = call_new("entities", "accept", "e")
    assert said.status == 2
    assert what in said.err
    assert _texts(root, "accepted", "proposed/ann") == [kept, proposed]
