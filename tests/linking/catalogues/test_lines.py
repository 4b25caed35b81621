"""The formats of JSON lines: our own, FollowTheMoney, Wikidata."""

from __future__ import annotations

import json

from workbench.core.entity import Affiliation
from workbench.linking.catalogues.rows import Further, LeftOut

from .reading import entities, problems, rows


def lines(*values: object) -> str:
    return "".join(f"{json.dumps(value)}\n" for value in values)


def test_our_own_lines() -> None:
    value = {
        "id": 7,
        "name": " Ann  Lee ",
        "kind": "person",
        "aliases": ["Lee", "Ann Lee"],
        "country": None,
        "prior": 0.3,
        "affiliations": [{"entity": "union", "role": "chair", "from": "2001", "to": None}],
    }
    found = rows("jsonl", "\ufeff" + lines(value) + "\n")
    (one,) = entities(found)
    assert (one.id, one.name, one.kind, one.aliases, one.country) == ("7", "Ann Lee", "person", ("Lee",), "")
    assert one.affiliations == (Affiliation("union", "chair", "2001", ""),)
    assert LeftOut("field “prior”") in found


def test_a_broken_line_is_named_and_the_rest_is_read() -> None:
    found = rows(
        "jsonl", '{"id": "a"}\n{"id": "b", "name": 3}\nnonsense\n{"id": "nil", "name": "n"}\n' + "[" * 2000 + "\n"
    )
    assert [text.partition(": ")[2].partition(":")[0] for text in problems(found)] == [f"line {n}" for n in range(1, 6)]
    assert entities(rows("jsonl", b'\xff\n{"id": "b", "name": "Ann"}\n'))[0].id == "b"


def test_names_that_are_none_are_named_and_skipped() -> None:
    long = {"id": "a", "name": "Ann", "aliases": ["x" * 1_001]}
    marks = {"id": "b", "name": "\u0301\u0302", "aliases": ["\u200d", "Bo"]}
    found = rows("jsonl", lines(long, marks, {"id": "y" * 1_001, "name": "Cid"}))
    assert problems(found) == [
        "f: line 1: has a name of 1,001 characters; 1,000 are the most",
        "f: line 3: has an id of 1,001 characters; 1,000 are the most",
    ]
    assert [one.id for one in entities(found)] == ["b"]


def test_follow_the_money_keeps_names_and_edges() -> None:
    person = {
        "id": "Q42",
        "schema": "Person",
        "caption": "Ann Lee",
        "properties": {"name": ["Ann Lee", "Энн Ли"], "weakAlias": ["Lee"], "country": ["ly"], "position": ["Mayor"]},
    }
    edge = {
        "id": "e1",
        "schema": "Membership",
        "properties": {
            "member": ["Q42"],
            "organization": [{"id": "union", "schema": "Organization"}],
            "role": ["chair"],
            "startDate": ["2010-05"],
        },
    }
    found = rows("ftm", lines(person, edge, {"id": "a", "schema": "Address"}, {"id": "e2", "schema": "Ownership"}))
    (one,) = entities(found)
    assert (one.name, one.aliases, one.country, one.wikidata) == ("Ann Lee", ("Энн Ли", "Lee"), "LY", "Q42")
    assert (one.kind, one.description) == ("person", "Mayor")
    assert Further("Q42", (), (Affiliation("union", "chair", "2010-05", ""),)) in found
    assert LeftOut("schema Address") in found
    assert problems(found) == ["f: line 4: a Ownership needs owner and asset"]


def item(**more: object) -> dict[str, object]:
    return {"id": "Q1", "type": "item", "labels": {"en": {"language": "en", "value": "Ann Lee"}}, **more}


def claim(target: str, rank: str = "normal", **dates: str) -> dict[str, object]:
    value = {"entity-type": "item", "id": target}
    qualifiers = {key: [{"datavalue": {"value": {"time": time}, "type": "time"}}] for key, time in dates.items()}
    return {
        "mainsnak": {"datavalue": {"value": value, "type": "wikibase-entityid"}},
        "qualifiers": qualifiers,
        "rank": rank,
    }


def test_wikidata_takes_the_languages_asked_for() -> None:
    value = item(
        labels={one: {"value": name} for one, name in (("en", "Ann"), ("de", "Anna"), ("ru", "Анна"))},
        aliases={"de": [{"value": "Anni"}], "ru": [{"value": "Аня"}]},
        descriptions={"de": {"value": "eine Person"}},
    )
    dump = f"[\n{json.dumps(value)},\n]\n"
    (one,) = entities(rows("wikidata", dump, languages=("de", "en")))
    assert (one.name, one.aliases, one.description) == ("Anna", ("Ann", "Anni"), "eine Person")
    (every,) = entities(rows("wikidata", dump, languages=()))
    assert set(every.names) == {"Ann", "Anna", "Анна", "Anni", "Аня"}
    assert rows("wikidata", dump, languages=("fr",)) == [LeftOut("item without a label in fr")]


def test_wikidata_tells_kinds_and_dated_ties() -> None:
    claims = {
        "P31": [claim("Q5")],
        "P102": [claim("Q7", P580="+2001-00-00T00:00:00Z", P582="+2009-05-00T00:00:00Z"), claim("Q8", "deprecated")],
        "P39": [{"mainsnak": {"snaktype": "somevalue"}}],
    }
    (one,) = entities(rows("wikidata", lines(item(claims=claims, aliases=[], descriptions=[]))))
    assert one.kind == "person"
    assert one.affiliations == (Affiliation("Q7", "member of the party", "2001", "2009-05"),)


def test_wikidata_leaves_out_what_is_no_item() -> None:
    found = rows("wikidata", lines({"id": "P31", "type": "property"}) + '{"id": 3}\n')
    assert found[0] == LeftOut("property (only items are entities)")
    assert problems(found)[0].startswith("f: line 2: id: expected `str`")
