from __future__ import annotations

import pytest

from workbench.core.entity import Affiliation
from workbench.linking.catalogues.petrarch import cased
from workbench.linking.catalogues.rows import LeftOut

from .reading import FIXTURES, entities, problems, rows

DICTIONARY = """\
# a comment
LIBYA_  [LBY]
+LYBIA_

KHALIFA_HAFTAR_ ; # CountryInfo
+FIELD_MARSHAL_HAFTAR_
\t[LBYMIL 690101-860101]
\t[LBYREB 20140516-151231]
\t[LBYMIL >160101]
NATO_ [IGOWSTNAT]
RED_CELLS_ [GRCREB] # a group
MINISTER_ [~GOV]
"""


def test_roles_keep_their_dates() -> None:
    state, haftar, nato, cells = entities(rows("petrarch", DICTIONARY.replace(" ;", "")))
    assert (state.id, state.name, state.aliases, state.kind) == ("cameo:LBY", "Libya", ("Lybia",), "state")
    assert (haftar.name, haftar.kind, haftar.cameo, haftar.country) == ("Khalifa Haftar", "person", "LBYMIL", "LBY")
    assert haftar.aliases == ("Field Marshal Haftar",)
    assert haftar.affiliations == (
        Affiliation("cameo:LBY", "MIL (military)", "1969-01-01", "1986-01-01"),
        Affiliation("cameo:LBY", "REB (rebels)", "2014-05-16", "2015-12-31"),
        Affiliation("cameo:LBY", "MIL (military)", "2016-01-01", ""),
    )
    assert haftar.description == "Libya MIL (military), 2016-01-01 to …"
    assert (nato.name, nato.kind, cells.kind) == ("NATO", "organization", "armed-group")


def test_agents_are_left_out_and_faults_are_named() -> None:
    found = rows("petrarch", "+NOBODY_\nMINISTER_ [~GOV]\nANN_LEE_ [USAGOV 2004017-060101]\nBOBBY_\nCARL_ [USA\n")
    assert LeftOut("agent (a common noun, no actor)") in found
    assert problems(found) == [
        "f: line 1: belongs to no actor: none stands above it",
        "f: line 3: “2004017-060101” is no period such as 010120-050120",
        "f: line 4: “Bobby” has no code such as [USAGOV]",
        "f: line 5: has a code with no end: a ] is missing",
    ]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("BAN_KI-MOON_", "Ban Ki-Moon"),
        ("U.N._", "U.N."),
        ("BANK_OF_THE_SOUTH_", "Bank of the South"),
        ("MUHAMMED'S_ARMY", "Muhammed's Army"),
        ("UN_ENVOY", "UN Envoy"),
        ("UN_Secy_Gen", "UN Secy Gen"),
        ("ISLAMIC_ARMY_(IAA)_", "Islamic Army (IAA)"),
        ("ÇELIK_", "Çelik"),
    ],
)
def test_names_in_capitals_are_written_as_people_do(written: str, read: str) -> None:
    assert cased(written) == read


@pytest.mark.skipif(not FIXTURES.is_dir(), reason="../shared/fixtures is not here")
def test_the_published_dictionaries_are_read() -> None:
    path = FIXTURES / "catalogues" / "petrarch2" / "Phoenix.International.actors.txt"
    found = rows("petrarch", path.read_bytes())
    annan = next(one for one in entities(found) if one.name == "Kofi Annan")
    assert Affiliation("cameo:IGO", "UNO", "1997-01-01", "2006-12-31") in annan.affiliations
    assert len(entities(found)) > 6000
    assert len(problems(found)) < 30
