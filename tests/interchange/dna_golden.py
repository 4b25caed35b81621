"""The golden document as a DNA database, written out as SQL so that a change can be read.

``python -m tests.interchange.dna_golden`` writes the file anew; look at what changed before it is kept.
"""

from __future__ import annotations

import re
import sys

from .dna_base import opened
from .golden_case import FOLDER, made

COMMAND = "python -m tests.interchange.dna_golden"
FILE = FOLDER / "dna" / "project.sql"
_PASSWORD = re.compile(r"'[A-Za-z0-9+/]{64}'")


def sql() -> str:
    """The database as SQL; the passwords, whose salt is drawn each time, are left out."""
    (data,) = made("dna").values()
    return _PASSWORD.sub("'PASSWORD'", "\n".join(opened(data).iterdump()) + "\n")


def main() -> int:
    """Write the file anew."""
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_bytes(sql().encode("utf-8"))
    sys.stdout.write(f"{FILE}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
