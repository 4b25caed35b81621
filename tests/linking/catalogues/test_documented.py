"""Rows with every field that their formats document, in the shapes in which their publishers give them out.

FollowTheMoney: the model of the project (Thing, LegalEntity, Person, Territory, Interval and the edges) and the page of
OpenSanctions on its JSON. Wikidata: Wikibase/DataModel/JSON on mediawiki.org, and the description of the dumps. GeoNames: the
readme.txt of the export. All values are made up.
"""

from __future__ import annotations

import json

from workbench.core.entity import Affiliation
from workbench.linking.catalogues.rows import Further, LeftOut

from .reading import entities, problems, rows


def lines(*values: object) -> str:
    return "".join(f"{json.dumps(value, ensure_ascii=False)}\n" for value in values)


# FollowTheMoney


def published(entity_id: str, schema: str, caption: str = "", **properties: list[object]) -> dict[str, object]:
    """A line of entities.ftm.json: the entity and what the publisher says of it."""
    return {
        "id": entity_id,
        "caption": caption,
        "schema": schema,
        "properties": properties,
        "referents": ["ofac-1234", "gb-hmt-5678"],
        "datasets": ["us_ofac_sdn"],
        "first_seen": "2023-04-20T10:26:11",
        "last_seen": "2026-01-01T00:00:00",
        "last_change": "2025-06-01T00:00:00",
        "target": True,
    }


def test_every_name_and_country_of_a_person() -> None:
    row = published(
        "NK-25vcUaRbVbnQ7N6i6T7Gc4",
        "Person",
        "Ann Lee",
        name=["Ann Lee", "Энн Ли"],
        alias=["A. Lee"],
        weakAlias=["Annie"],
        previousName=["Ann Smith"],
        firstName=["Ann"],
        lastName=["Lee"],
        nationality=["ly"],
        birthDate=["1960-02-01"],
        topics=["role.pep", "sanction"],
        position=["Mayor of Benghazi"],
        wikidataId=["Q424242"],
        gender=["female"],
    )
    (one,) = entities(rows("ftm", lines(row)))
    assert one.names == ("Ann Lee", "Энн Ли", "A. Lee", "Ann Smith", "Annie")
    assert (one.kind, one.country, one.wikidata, one.description) == ("person", "LY", "Q424242", "Mayor of Benghazi")


def test_organizations_territories_and_positions() -> None:
    found = rows(
        "ftm",
        lines(
            published("a", "Company", name=["Lee Shipping"], abbreviation=["LSC"], jurisdiction=["mt"]),
            published("b", "PublicBody", name=["Port Authority"], mainCountry=["ly"]),
            published("c", "Organization", name=["Port Union"], country=["ly"], description=["a trade union"]),
            published("d", "LegalEntity", name=["Lee & Co"]),
            published("e", "Territory", name=["Libya"], country=["ly"], level=["country"], territoryCode=["ly"]),
            published("f", "Territory", name=["Cyrenaica"], country=["ly"], level=["adm1"], partOf=["e"]),
            published("g", "Position", name=["Mayor of Benghazi"], country=["ly"]),
            published("h", "Vessel", name=["Lee Star"], imoNumber=["9999999"]),
            published("i", "Address", full=["Quay 1, Benghazi"]),
        ),
    )
    kinds = {one.id: (one.kind, one.country, one.aliases) for one in entities(found)}
    assert kinds == {
        "a": ("organization", "MT", ("LSC",)),
        "b": ("organization", "LY", ()),
        "c": ("organization", "LY", ()),
        "d": ("other", "", ()),
        "e": ("state", "LY", ()),
        "f": ("place", "LY", ()),
        "g": ("other", "LY", ()),
    }
    assert [one for one in found if isinstance(one, LeftOut)] == [LeftOut("schema Vessel"), LeftOut("schema Address")]
    assert problems(found) == []


def test_the_ends_of_every_edge_that_is_kept() -> None:
    dates = {"startDate": ["2009-03"], "endDate": ["2012"]}
    found = rows(
        "ftm",
        lines(
            published("1", "Membership", member=["p"], organization=["o"], **dates),
            published("2", "Directorship", director=["p"], organization=["o"], role=["Chair"], **dates),
            published("3", "Employment", employee=["p"], employer=["o"], **dates),
            published(
                "4", "Occupancy", holder=["p"], post=["o"], status=["ended"], periodStart=["2009"], periodEnd=["2012"]
            ),
            published("5", "Ownership", owner=["p"], asset=["o"], percentage=["51"], **dates),
            published("6", "Family", person=["p"], relative=["q"], relationship=["sister"]),
            published("7", "Sanction", entity=["p"], authority=["OFAC"]),
        ),
    )
    ties = [one.affiliations[0] for one in found if isinstance(one, Further)]
    assert ties == [
        Affiliation("o", "member", "2009-03", "2012"),
        Affiliation("o", "Chair", "2009-03", "2012"),
        Affiliation("o", "employee", "2009-03", "2012"),
        Affiliation("o", "holds the post", "2009", "2012"),
        Affiliation("o", "owner", "2009-03", "2012"),
    ]
    assert found[-2:] == [LeftOut("schema Family"), LeftOut("schema Sanction")]


def test_what_is_nested_is_counted() -> None:
    inner = published("s", "Sanction", authority=["OFAC"])
    found = rows("ftm", lines(published("p", "Person", name=["Ann Lee"], sanctions=[inner], addressEntity=["a-1"])))
    assert [one.id for one in entities(found)] == ["p"]
    assert found[1:] == [LeftOut("what is nested in sanctions (entities.ftm.json has it line by line)")]


# Wikidata


def term(language: str, value: str) -> dict[str, str]:
    return {"language": language, "value": value}


def snak(prop: str, value: object, kind: str, datatype: str) -> dict[str, object]:
    return {
        "snaktype": "value",
        "property": prop,
        "hash": "d103e3541cc531fa54adcaffebde6bef28d87d32",
        "datavalue": {"value": value, "type": kind},
        "datatype": datatype,
    }


def to_item(prop: str, number: int) -> dict[str, object]:
    value = {"entity-type": "item", "numeric-id": number, "id": f"Q{number}"}
    return snak(prop, value, "wikibase-entityid", "wikibase-item")


def at_time(prop: str, time: str, precision: int = 11) -> dict[str, object]:
    value = {
        "time": time,
        "timezone": 0,
        "before": 0,
        "after": 0,
        "precision": precision,
        "calendarmodel": "http://www.wikidata.org/entity/Q1985727",
    }
    return snak(prop, value, "time", "time")


def statement(main: dict[str, object], rank: str = "normal", **qualifiers: dict[str, object]) -> dict[str, object]:
    return {
        "mainsnak": main,
        "type": "statement",
        "qualifiers": {key: [one] for key, one in qualifiers.items()},
        "qualifiers-order": list(qualifiers),
        "id": "q42$F078E5B3-F9A8-480E-B7AC-D97778CBBEF9",
        "rank": rank,
        "references": [{"hash": "x", "snaks": {"P248": [to_item("P248", 54919)]}, "snaks-order": ["P248"]}],
    }


ITEM: dict[str, object] = {
    "type": "item",
    "id": "Q4242",
    "labels": {"en": term("en", "Ann Lee"), "ar": term("ar", "آن لي"), "mul": term("mul", "Ann Lee")},
    "descriptions": {"en": term("en", "mayor"), "it": term("it", "sindaca")},
    "aliases": {"en": [term("en", "A. Lee"), term("en", "Lee")], "fr": [term("fr", "Anne Lee")]},
    "claims": {
        "P31": [statement(to_item("P31", 5))],
        "P102": [
            statement(
                to_item("P102", 29552),
                "preferred",
                P580=at_time("P580", "+2001-12-31T00:00:00Z"),
                P582=at_time("P582", "+2009-00-00T00:00:00Z", 9),
            ),
            statement({"snaktype": "somevalue", "property": "P102", "hash": "x", "datatype": "wikibase-item"}),
            statement(to_item("P102", 7), "deprecated"),
        ],
        "P39": [statement({"snaktype": "novalue", "property": "P39", "hash": "x", "datatype": "wikibase-item"})],
        "P569": [statement(at_time("P569", "-0044-03-15T00:00:00Z"))],
        "P18": [statement(snak("P18", "Ann Lee.jpg", "string", "commonsMedia"))],
        "P2048": [statement(snak("P2048", {"amount": "+1.7", "unit": "1"}, "quantity", "quantity"))],
    },
    "sitelinks": {"enwiki": {"site": "enwiki", "title": "Ann Lee", "badges": []}},
    "lastrevid": 195301613,
    "pageid": 186,
    "ns": 0,
    "title": "Q4242",
    "modified": "2020-02-10T12:42:02Z",
}


def test_an_item_of_a_dump() -> None:
    empty = {**ITEM, "id": "Q4243", "labels": [], "aliases": [], "descriptions": [], "claims": []}
    property_row = {"type": "property", "datatype": "wikibase-item", "id": "P31", "labels": {}, "claims": {}}
    dump = "[\n" + ",\n".join(json.dumps(one) for one in (ITEM, property_row, empty)) + "\n]\n"
    for text in (dump, dump.replace("\n", "\r\n")):
        found = rows("wikidata", text, languages=("en", "ar"))
        (one,) = entities(found)
        assert (one.id, one.wikidata, one.kind, one.description) == ("Q4242", "Q4242", "person", "mayor")
        assert one.names == ("Ann Lee", "آن لي", "A. Lee", "Lee")
        assert one.affiliations == (Affiliation("Q29552", "member of the party", "2001-12-31", "2009"),)
        assert [row for row in found if isinstance(row, LeftOut)] == [
            LeftOut("property (only items are entities)"),
            LeftOut("item without a label in en, ar"),
        ]
        assert problems(found) == []


def test_an_old_item_id_is_a_type_and_a_number() -> None:
    old = snak("P31", {"entity-type": "item", "numeric-id": 6256}, "wikibase-entityid", "wikibase-item")
    (one,) = entities(rows("wikidata", lines({**ITEM, "claims": {"P31": [statement(old)]}})))
    assert one.kind == "state"


# GeoNames

CITY = (
    "88319\tBanghāzī\tBanghazi\tBEN,Bengasi,Benghazi,Бенгази,بنغازي\t32.11486\t20.06859\tP\tPPLA\tLY\tLY,EG\t54\t\t\t\t"
    "650629\t\t10\tAfrica/Tripoli\t2019-09-05\n"
)
STATE = (
    "2215636\tState of Libya\tState of Libya\tLibia,Libya,Libyen\t28\t17\tA\tPCLI\tLY\t\t00\t\t\t\t6678567\t\t340\t"
    "Africa/Tripoli\t2024-01-01\n"
)
PAST = (
    "8505033\tSerbia and Montenegro\tSerbia and Montenegro\t\t43\t20.5\tA\tPCLH\t\t\t00\t\t\t\t10829175\t\t0\t\t"
    "2015-05-18\n"
)
MORE = (
    "1\t88319\ten\tBenghazi\t1\t\t\t\t\t\n"
    "2\t88319\ten-GB\tBengazi\t\t\t1\t\t\t\n"
    "3\t88319\tabbr\tBGZ\t\t1\t\t\t\t\n"
    "4\t88319\tla\tBerenice\t\t\t\t1\t-250\t700\n"
    "5\t88319\tlink\thttps://en.wikipedia.org/wiki/Benghazi\t\t\t\t\t\t\n"
    "6\t88319\twkdt\tQ40816\t\t\t\t\t\t\n"
    "7\t88319\tiata\tBEN\t\t\t\t\t\t\n"
    "8\t88319\t\tHesperides\t\t\t\t1\t\t\n"
)


def test_the_nineteen_columns() -> None:
    city, state, past = entities(rows("geonames", CITY + STATE + PAST))
    assert (city.id, city.kind, city.country) == ("gn:88319", "place", "LY")
    assert city.names == ("Banghāzī", "Banghazi", "BEN", "Bengasi", "Benghazi", "Бенгази", "بنغازي")
    assert city.description == "regional capital in LY, 650,629 people"
    assert (state.kind, state.description) == ("state", "state, 6.7 million people")
    assert (past.kind, past.description, past.country) == ("state", "former state, 10.8 million people", "")


def test_the_ten_columns_of_alternate_names() -> None:
    found = rows("geonames", CITY, more=MORE, languages=("en",))
    assert [one.aliases[0] for one in found if isinstance(one, Further)] == ["Benghazi", "Bengazi", "BGZ", "Hesperides"]
    assert [one.what.rpartition(" ")[2] for one in found if isinstance(one, LeftOut)] == ["link", "wkdt", "iata"]
    everything = rows("geonames", CITY, more=MORE, languages=())
    assert "Berenice" in [one.aliases[0] for one in everything if isinstance(one, Further)]
    assert problems(found) == problems(everything) == []
