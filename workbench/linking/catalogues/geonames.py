"""GeoNames tables: the main table (``allCountries.txt``, ``cities15000.txt``, ``DE.txt``, …), nineteen columns between tabs.

Its column of alternate names gives names without their languages; ``alternateNamesV2.txt`` beside it, where it is given,
adds those of the languages asked for. Columns as in the readme.txt of the GeoNames export.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.core.entity import Entity
from workbench.core.errors import Problem
from workbench.linking.catalogues.rows import CatalogueFormat, Further, LeftOut, Row, Source, distinct, made, tidy

_WIDTH = 19
_CLASSES = {
    "A": "administrative area",
    "H": "water",
    "L": "area",
    "P": "populated place",
    "R": "road or railway",
    "S": "building or site",
    "T": "mountain or island",
    "U": "place under the sea",
    "V": "forest or heath",
}
_CODES = {
    "PPLC": "capital",
    "PPLA": "regional capital",
    "ADM1": "first-order administrative division",
    "ADM2": "second-order administrative division",
    "AIRP": "airport",
    "ISL": "island",
    "STM": "stream",
    "MT": "mountain",
    "LK": "lake",
}
_STATES = ("PCL", "PCLI", "PCLD", "PCLF", "PCLIX", "PCLS", "PCLH")
"""Political entities; the last one is of the past."""
_NO_NAMES = frozenset(("link", "post", "iata", "icao", "faac", "unlc", "wkdt", "tcid", "phon", "piny", "fr_1793"))
"""Codes in the column of the language that tell of no name."""
_BIG = 1_000_000
_NUMBER = re.compile(r"[0-9]{1,15}")


def read(source: Source) -> Iterator[Row]:
    """The places of the main table, then the further names."""
    for number, line in source.numbered():
        if line.strip():
            yield _place(line, source.at(number))
    if source.more_names is not None:
        yield from _further(source)


def _place(line: bytes, where: str) -> Entity | Problem:
    try:
        cells = line.decode("utf-8").rstrip("\r\n").split("\t")
    except UnicodeDecodeError as error:
        return Problem(where, f"byte {error.start} of the line is not UTF-8; save the file as UTF-8")
    if len(cells) != _WIDTH or not cells[0].isdigit():
        return Problem(where, f"is no row of the main table of GeoNames ({_WIDTH} columns, the first a number)")
    name, ascii_name, others, feature, code, country = (cells[at] for at in (1, 2, 3, 6, 7, 8))
    what = _CODES.get(code) or _CLASSES.get(feature, "place")
    people = int(cells[14]) if _NUMBER.fullmatch(cells[14]) else 0
    size = f", {people / _BIG:.1f} million people" if people >= _BIG else f", {people:,} people" if people else ""
    kind = "state" if feature == "A" and code in _STATES else "place"
    told = what if kind != "state" else "former state" if code == "PCLH" else "state"
    aliases = distinct((ascii_name, *others.split(",")), without=tidy(name))
    description = f"{told}{' in ' + country if country and kind != 'state' else ''}{size}"
    return made(Entity(f"gn:{cells[0]}", tidy(name), kind, aliases, description, country=country), where)


def _further(source: Source) -> Iterator[Row]:
    """``alternateNameId, geonameid, language, name, …``, of the languages asked for and of none.

    A language may have a country behind a hyphen (``pt-BR``); abbreviations (``abbr``) are of none.
    """
    assert source.more_names is not None
    for number, line in enumerate(source.more_names, 1):
        cells = line.decode("utf-8", "replace").rstrip("\r\n").split("\t")
        if len(cells) < 4 or not cells[1].isdigit():
            yield Problem(f"alternate names: line {number}", "is no row of alternateNamesV2.txt of GeoNames")
        elif cells[2] in _NO_NAMES:
            yield LeftOut(f"alternate name that is a {cells[2]}")
        elif not source.languages or {cells[2], cells[2].partition("-")[0]} & {"", "abbr", *source.languages}:
            yield Further(f"gn:{cells[1]}", distinct((cells[3],)))


GEONAMES = CatalogueFormat("geonames", read, licence="CC BY 4.0 (GeoNames)")
