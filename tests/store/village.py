"""A project of one article, written by hand, with everything in order."""

from __future__ import annotations

from pathlib import Path

from tests.store.made import CODEBOOK

TEXT = "Mayor Ada Brook said “the old bridge must go”, and the baker agreed: it creaks."

PEOPLE = """\
# kept by the town clerk
format = 1

[[entity]]
id = "ada-brook"
name = "Ada Brook"      # since 2019
kind = "person"

[[entity]]
id = "baker-street"
name = "Baker"
kind = "person"
aliases = ["the baker"]

[[entity]]
id = "town:council"
name = "Town council"
kind = "organization"
"""

SETTINGS = 'format = 1\ntitle = "Village"\nkeymap = "default"\ncatalogues = [{ file = "big.csv", weight = 0.5 }]\n'
ANNOTATIONS = "annotations/rose/bridge.toml"


def good() -> str:
    """The annotations of rose, canonical and without a problem."""
    golden = Path(__file__).parent / "golden" / "every_kind.toml"
    return golden.read_bytes().decode().replace("village/bridge", "bridge")


def village(root: Path) -> Path:
    """The project, made in ``root``."""
    files = {
        "workbench.toml": SETTINGS,
        "codebook.toml": CODEBOOK,
        "articles/bridge.txt": TEXT,
        "articles/bridge.toml": 'title = "The bridge"\ndate = 2024-05-04\n',
        "entities/people.toml": PEOPLE,
        ANNOTATIONS: good(),
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return root
