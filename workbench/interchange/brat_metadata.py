"""What a brat corpus says of its articles: a table beside the texts, and folders called after the parts of a division.

brat itself has no place for it. PolNeAR (Newell and others 2018) ships ``metadata.tsv``, a row for each file: ``filename``,
``publisher``, ``publication_date``, ``author``, ``title``, ``compartment`` and more. A table with our own names for the
columns is read too. The whole table is kept, and given back by an export.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from workbench.core.article import decode
from workbench.interchange.exchange import Source
from workbench.interchange.naming import part_named, part_of_path

TABLE = "metadata.tsv"

FIELDS = ("title", "source", "url", "author", "date", "language", "split")

_COLUMNS = {
    **{name: name for name in FIELDS},
    "publisher": "source",
    "publication_date": "date",
    "compartment": "split",
}
_FILE = "filename"
_NOTHING = frozenset(("", "None", "NA"))

Told = dict[str, dict[str, str]]
"""File name without its ending → fields of the metadata; what is empty is left out."""


def told(source: Source) -> Told:
    """What the tables of a source say. Raises FileError where one is not UTF-8."""
    found: Told = {}
    for name, load in source.files.items():
        if PurePosixPath(name).name != TABLE:
            continue
        head, *rows = [line.removesuffix("\r").split("\t") for line in decode(load(), name).split("\n")]
        if _FILE not in head:
            continue
        for cells in rows:
            row = dict(zip(head, cells, strict=False))
            about = {_COLUMNS[key]: cell for key, cell in row.items() if key in _COLUMNS and cell not in _NOTHING}
            about["split"] = part_named(about.get("split", ""))
            found.setdefault(
                row.get(_FILE, "").removesuffix(".txt"), {key: said for key, said in about.items() if said}
            )
    return found


def metadata(about: Told, txt: str) -> dict[str, str]:
    """What is known of the article of a text file: what a table says, else the part that its folder is called after."""
    said = about.get(PurePosixPath(txt).stem)
    if said is not None:
        return said
    part = part_of_path(*PurePosixPath(txt).parts[:-1])
    return {"split": part} if part else {}


def known(meta: dict[str, str]) -> dict[str, str]:
    """The fields that article metadata have, each with a value that it may have."""
    said = {key: meta.get(key, "") for key in FIELDS}
    said["split"] = part_named(said["split"])
    return {key: value for key, value in said.items() if value}
