from __future__ import annotations

import pytest

from workbench.core.entity import Affiliation

from .reading import FIXTURES, entities, problems, rows

pytest.importorskip("yaml", reason="PyYAML is not installed")

PEOPLE = """\
# legislators
- id:
    bioguide: L000001
    wikidata: Q1
    wikipedia: Ann Lee (politician)
  name: {first: Ann, middle: Mary, last: Lee, nickname: Annie, official_full: Ann M. Lee}
  bio: {gender: F}
  terms:
  - {type: rep, start: '2001-01-03', end: '2003-01-03', state: WA, district: 0, party: Democrat}
  - {type: sen, start: '2003-01-03', end: '2009-01-03', state: WA, party: Democrat}
- id: {bioguide: B1}
  name: !!python/object/apply:os.system ["true"]
  terms: []
- id: {bioguide: C1}
  name: {first: Carl}
  terms: []
- id: {govtrack: 5}
  name: {first: Dora, last: "Doe
- id: {govtrack: 6}
  name: {first: Eve, last: Ek}
  terms:
  - {type: prez, start: '2009-01-20', end: '2017-01-20', party: Independent}
"""


def test_people_have_their_names_and_terms() -> None:
    house, senate, lee, presidency, eve = entities(rows("congress", PEOPLE))
    assert (house.id, senate.name) == ("congress:house", "United States Senate")
    assert (lee.id, lee.name, lee.wikidata) == ("congress:L000001", "Ann M. Lee", "Q1")
    assert lee.aliases == ("Ann Lee", "Ann Mary Lee", "Annie Lee")
    assert lee.description == "US senator, WA, Democrat, 2003–2009"
    assert lee.affiliations[1] == Affiliation("congress:senate", "senator (WA, Democrat)", "2003-01-03", "2009-01-03")
    assert (presidency.id, eve.id) == ("congress:presidency", "congress:6")


def test_objects_and_broken_entries_are_refused_one_by_one() -> None:
    found = problems(rows("congress", PEOPLE))
    assert [text.split(": ")[1] for text in found] == ["line 11", "line 14", "line 17"]
    assert "could not determine a constructor for the tag" in found[0]
    assert "missing required field `last`" in found[1]


@pytest.mark.skipif(not FIXTURES.is_dir(), reason="../shared/fixtures is not here")
@pytest.mark.parametrize(("name", "count"), [("executive", 82), ("committees-current", 49)])
def test_the_published_files_are_read(name: str, count: int) -> None:
    found = rows("congress", (FIXTURES / "catalogues" / "congress-legislators" / f"{name}.yaml").read_bytes())
    assert problems(found) == []
    assert len(entities(found)) == count
