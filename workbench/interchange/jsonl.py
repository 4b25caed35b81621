"""JSON lines: one object a line, ``{"id", "text", "title", "source", "url", "author", "date", "language"}``.

Only ``text`` is required. An id may be a number. What else an object holds is named and left behind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from workbench.core.article import Metadata
from workbench.core.errors import Problem, in_a_sentence
from workbench.interchange.incoming import ArticleFormat, Incoming

_META = ("title", "source", "url", "author", "date", "language")


class _Line(msgspec.Struct, frozen=True):
    text: str
    id: str | int | None = None
    title: str | None = None
    source: str | None = None
    url: str | None = None
    author: str | None = None
    date: str | None = None
    language: str | None = None


def read(data: bytes, where: str) -> Iterator[Incoming | Problem]:
    """The article of every line; empty lines are passed over, a line that cannot be read is a problem of its own."""
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if line.strip():
            yield _article(line, f"{where}: line {number}")


def _article(line: bytes, where: str) -> Incoming | Problem:
    try:
        found = msgspec.json.decode(line, type=dict[str, object])
        row = msgspec.convert(found, _Line)
    except UnicodeDecodeError as error:
        return Problem(where, f"byte {error.start} of the line is not UTF-8; save the file as UTF-8")
    except RecursionError:
        return Problem(where, "is nested too deeply")
    except msgspec.DecodeError as error:
        what, _, place = str(error).partition(" - at `$")
        return Problem(where, in_a_sentence(what), key=place.strip("`.").removeprefix("."))
    if not row.text.strip():
        return Problem(where, "is empty; an article needs a text", key="text")
    meta = Metadata(**{key: _plain(found, key) for key in _META})
    dropped = tuple(sorted(key for key in found if key not in (*_META, "id", "text")))
    return Incoming(row.text.encode("utf-8"), "" if row.id is None else str(row.id), ".txt", meta, where, dropped)


def _plain(found: Mapping[str, object], key: str) -> str:
    value = found.get(key)
    return value if isinstance(value, str) else ""


ARTICLES = ArticleFormat("jsonl", (".jsonl", ".ndjson"), read, many=True)
