"""Web pages: the article's own text without menus and advertisements, found by trafilatura (the extra ``html``)."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import Any

from workbench.core.article import Metadata
from workbench.core.errors import Problem, UsageError
from workbench.interchange.incoming import ArticleFormat, Incoming


def ready() -> None:
    """Raises UsageError, naming the extra, where trafilatura is not installed or lacks something itself."""
    _library()


def _library() -> Any:
    try:
        return importlib.import_module("trafilatura")
    except ModuleNotFoundError as error:
        if error.name != "trafilatura":
            raise UsageError(f"trafilatura, which reads web pages, does not start: {error}") from error
        raise UsageError("web pages need the extra “html”: pip install 'article-workbench[html]'") from error
    except ImportError as error:
        first = str(error).partition("\n")[0]
        raise UsageError(f"trafilatura, which reads web pages, does not start: {first}") from error


def read(data: bytes, where: str) -> Iterator[Incoming | Problem]:
    """The text of a page, a paragraph a line, with what the page says about itself; a problem where it has no article."""
    library = _library()
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
