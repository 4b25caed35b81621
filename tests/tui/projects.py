"""A small project written by hand: two articles, four entities, the codebook of the sample."""

from __future__ import annotations

from pathlib import Path

from workbench.store.shipped import sample_project

HARBOUR = (
    "Mayor Anna Keller said that the harbour will close in May. Keller’s critics, among them Omar Haddad of the "
    "Port Union, doubt it.\n\n"
    "On Tuesday the Port Union warned: “Nobody asked the workers.” Anna Keller rejected the criticism and promised new "
    "jobs. Zorvath stayed silent, and Keller smiled.\n"
)
MARKET = "The market opens at six. Omar Haddad sells fish there.\n"

ENTITIES = """\
[[entity]]
id = "anna-keller"
name = "Anna Keller"
kind = "person"
aliases = ["Keller"]

[[entity]]
id = "omar-haddad"
name = "Omar Haddad"
kind = "person"
aliases = []

[[entity]]
id = "port-union"
name = "Port Union"
kind = "organization"
aliases = ["the union"]

[[entity]]
id = "harbour-authority"
name = "Harbour Authority"
kind = "organization"
aliases = []
"""


def harbour(folder: Path, *, more_codebook: str = "") -> Path:
    """The project in ``folder``; ``more_codebook`` is added to its codebook."""
    root = folder / "project"
    (root / "articles").mkdir(parents=True)
    (root / "entities").mkdir()
    (root / "articles" / "harbour.txt").write_bytes(HARBOUR.encode())
    (root / "articles" / "harbour.toml").write_bytes(b'title = "The harbour closes"\nlanguage = "en"\n')
    (root / "articles" / "market.txt").write_bytes(MARKET.encode())
    (root / "entities" / "town.toml").write_bytes(ENTITIES.encode())
    codebook = (sample_project() / "codebook.toml").read_text(encoding="utf-8")
    (root / "codebook.toml").write_bytes((codebook + more_codebook).encode())
    (root / "workbench.toml").write_bytes(b'format = 1\ntitle = "Harbour"\nlanguage = "en"\n')
    return root


def annotation(root: Path, annotator: str = "me", article: str = "harbour") -> str:
    """The text of an annotation file; empty where there is none."""
    path = root / "annotations" / annotator / f"{article}.toml"
    return path.read_text(encoding="utf-8") if path.exists() else ""
