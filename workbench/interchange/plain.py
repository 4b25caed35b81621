"""Plain text and Markdown: the bytes are the article."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.core.article import decode
from workbench.core.errors import FileError, Problem
from workbench.interchange.incoming import ArticleFormat, Incoming, Read


def _reader(ending: str) -> Read:
    def read(data: bytes, where: str) -> Iterator[Incoming | Problem]:
        """The one article of a file, byte for byte; a problem where the bytes are not UTF-8."""
        try:
            decode(data, where)
        except FileError as error:
            yield error.problem
        else:
            yield Incoming(data, ending=ending, where=where)

    return read


ARTICLES = (
    ArticleFormat("text", (".txt", ".text"), _reader(".txt")),
    ArticleFormat("markdown", (".md", ".markdown"), _reader(".md")),
)
