"""Web pages: the article's own text without menus and advertisements, found by trafilatura (the extra ``html``)."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterator
from typing import Any

from workbench.core.article import Metadata
from workbench.core.errors import Problem, UsageError
from workbench.interchange.incoming import ArticleFormat, Incoming

_LIBRARY = "trafilatura"


def ready() -> None:
    """Raises UsageError, naming the extra, where trafilatura is not installed."""
    if importlib.util.find_spec(_LIBRARY) is None:
        raise UsageError("web pages need the extra “html”: pip install 'article-workbench[html]'")


def read(data: bytes, where: str) -> Iterator[Incoming | Problem]:
    """The text of a page, a paragraph a line, with what the page says about itself; a problem where it has no article."""
    ready()
    library: Any = importlib.import_module(_LIBRARY)
    page = library.load_html(data)
    found = None
    if page is not None:
        found = library.bare_extraction(page, with_metadata=True, include_comments=False, include_tables=False)
    text = str(getattr(found, "text", None) or "").strip()
    if not text:
        yield Problem(where, "holds no article that could be told from the page around it; save its text as .txt")
        return
    meta = Metadata(*(_field(found, *names) for names in _FIELDS))
    yield Incoming(f"{text}\n".encode(), ending=".txt", meta=meta, where=where)


_FIELDS = (("title",), ("sitename", "hostname"), ("url",), ("author",), ("date",), ("language",))


def _field(found: object, *names: str) -> str:
    return next((str(value) for name in names if (value := getattr(found, name, None))), "")


ARTICLES = ArticleFormat("html", (".html", ".htm", ".xhtml"), read, ready)
