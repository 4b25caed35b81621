"""What a format needs to make articles, records and layers of things that carry other names: the same ones each time."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container, Iterable
from pathlib import PurePosixPath

from anyascii import anyascii

from workbench.core.article import Article, Metadata
from workbench.core.codebook import RESERVED, Codebook
from workbench.core.identity import ALPHABET, LENGTH
from workbench.core.text import Text

_OTHER = re.compile(r"[^a-z0-9]+")
_TAKEN = RESERVED | {"entity", "issue", "author"}


_PARTS = {
    **{name: "train" for name in ("train", "training")},
    **{name: "dev" for name in ("dev", "devel", "development", "valid", "validation", "val")},
    **{name: "test" for name in ("test", "testing")},
}


def part_named(name: str) -> str:
    """The part of a division for training that a data set calls so; empty where it is no such name."""
    return _PARTS.get(name.lower(), "")


def part_of_path(*names: str) -> str:
    """The part that folders or a file of a source are called after, the innermost first; empty where none is."""
    parts = PurePosixPath(*names).parts
    return next((part for name in reversed(parts) if (part := part_named(name.partition(".")[0]))), "")


def made_article(article_id: str, text: str, meta: Metadata | None = None) -> Article:
    """An article of this text, which will be written as UTF-8. Raises ValueError where it holds half a character."""
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return Article(article_id, Text(text), digest, meta or Metadata())


def steady_id(prefix: str, of: str, taken: Container[str]) -> str:
    """A record id that is drawn from a hash of ``of``, so that the same thing has the same id at every import."""
    number = 0
    while True:
        rest = int.from_bytes(hashlib.sha256(f"{of}\n{number}".encode("utf-8", "surrogatepass")).digest()[:8], "big")
        letters = ""
        for _ in range(LENGTH):
            rest, digit = divmod(rest, len(ALPHABET))
            letters += ALPHABET[digit]
        if f"{prefix}-{letters}" not in taken:
            return f"{prefix}-{letters}"
        number += 1


def layer_name(name: str) -> str:
    """A foreign name as that of a layer or slot: ``Be-born`` → ``be_born``; one that the files use gets a ``x_`` before it."""
    plain = _OTHER.sub("_", anyascii(name).lower()).strip("_") or "x"
    return plain if plain not in _TAKEN and not plain[0].isdigit() else f"x_{plain}"


def free_prefix(name: str, codebook: Codebook, taken: Iterable[str] = ()) -> str:
    """The shortest beginning of a layer's name (longer with a number) that begins the ids of no other layer."""
    others = {layer.prefix for layer in codebook.layers} | set(taken)
    plain = name.replace("_", "")
    beginnings = [plain[:length] for length in range(1, len(plain) + 1)]
    return next((one for one in beginnings if one not in others), None) or next(
        f"{plain}{number}" for number in range(2, len(others) + 3) if f"{plain}{number}" not in others
    )
