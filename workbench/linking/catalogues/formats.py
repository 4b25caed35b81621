"""Every format that a catalogue can be read from, by its name."""

from __future__ import annotations

from workbench.core.errors import UsageError
from workbench.linking.catalogues.congress import CONGRESS
from workbench.linking.catalogues.ftm import FTM
from workbench.linking.catalogues.geonames import GEONAMES
from workbench.linking.catalogues.jsonl import JSONL
from workbench.linking.catalogues.petrarch import PETRARCH
from workbench.linking.catalogues.rows import CatalogueFormat
from workbench.linking.catalogues.tables import CSV, TSV
from workbench.linking.catalogues.wikidata import WIKIDATA

FORMATS = {one.name: one for one in (CSV, TSV, JSONL, FTM, WIKIDATA, GEONAMES, PETRARCH, CONGRESS)}
"""The formats of files; a reconciliation service is asked, not read."""


def format_called(name: str) -> CatalogueFormat:
    """The format of this name, ready to be read. Raises UsageError where there is none or something is not installed."""
    if name not in FORMATS:
        raise UsageError(f"there is no format “{name}” of catalogues; there are {', '.join(FORMATS)}, reconciliation")
    FORMATS[name].ready()
    return FORMATS[name]
