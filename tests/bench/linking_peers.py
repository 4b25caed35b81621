"""Other ways to find a name among a million, asked the same queries in the same run."""

from __future__ import annotations

import sqlite3
import subprocess
import tempfile
from pathlib import Path

from rapidfuzz import fuzz, process

from tests.bench.linking_data import Answer
from workbench.core.entity import Catalogue
from workbench.linking.fold import fold

Names = list[tuple[str, str]]
"""(folded name, entity id)."""


def folded_names(catalogue: Catalogue) -> Names:
    """Every name as we fold it, which helps the peers."""
    return [(fold(name), entity.id) for entity in catalogue for name in entity.names]


def scored(names: Names, scorer: object) -> Answer:
    """One ratio over every name."""
    texts = [text for text, _ in names]

    def answer(text: str, _: str) -> list[str]:
        hits = process.extract(fold(text), texts, scorer=scorer, limit=50)  # type: ignore[arg-type]
        return list(dict.fromkeys(names[at][1] for _, _, at in hits))

    return answer


def sqlite_trigrams(names: Names) -> Answer:
    """FTS5 with its trigram tokenizer: the 200 best by BM25 that share a trigram, ordered by WRatio."""
    base = sqlite3.connect(":memory:")
    base.execute("create virtual table names using fts5(name, id unindexed, tokenize='trigram')")
    base.executemany("insert into names values (?, ?)", names)

    def answer(text: str, _: str) -> list[str]:
        asked = fold(text)
        grams = dict.fromkeys(asked[at : at + 3] for at in range(len(asked) - 2)) or {asked: None}
        wanted = " OR ".join(f'"{gram}"' for gram in grams)
        sql = "select name, id from names where names match ? order by rank limit 200"
        rows = base.execute(sql, (wanted,)).fetchall()
        hits = process.extract(asked, [name for name, _ in rows], scorer=fuzz.WRatio, limit=50)
        return list(dict.fromkeys(rows[at][1] for _, _, at in hits))

    return answer


def fzf(names: Names) -> Answer:
    """``fzf --filter`` over a file of names."""
    folder = Path(tempfile.mkdtemp())
    path = folder / "names"
    path.write_text("\n".join(f"{name}\t{at}" for at, (name, _) in enumerate(names)), "utf-8")

    def answer(text: str, _: str) -> list[str]:
        command = ["fzf", "--filter", fold(text), "--delimiter", "\t", "--nth", "1"]
        with path.open("rb") as lines:
            out = subprocess.run(command, stdin=lines, capture_output=True, check=False).stdout
        hits = [line.rpartition(b"\t")[2] for line in out.splitlines()[:50]]
        return list(dict.fromkeys(names[int(hit)][1] for hit in hits))

    return answer


__all__ = ["folded_names", "fuzz", "fzf", "scored", "sqlite_trigrams"]
