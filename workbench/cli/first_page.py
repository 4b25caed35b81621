"""Finds what the first page shows, without reading more than that: before anything is imported that takes time.

Whatever is unclear here (no terminal, an unknown path, a damaged note of the last place) means that no page is painted
early; the screen then opens all the same, and says what is wrong.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from workbench.cli.call import ReviewCall, cursor_can_be_placed, parse_call
from workbench.cli.spelling import look
from workbench.core.article_id import valid_id

if TYPE_CHECKING:
    from workbench.core.lettering import Lettering
    from workbench.tui.early import EarlyPage

    _Found = tuple[str, str | None, int, int, str, Lettering]
    """Article, text, the place in it, layers, theme and spelling, as in ``Opening``."""

WINDOW = 1 << 16
"""How many bytes of an article are read from the place on; a screen shows fewer."""

_ENDINGS = (".txt", ".md")
_OURS = ("annotations", "entities", "gold", "suggestions", "foreign", "remarks")
_REVIEW_LAYERS = 3
"""The gutter of a review is as wide as that of three layers."""
_PARAGRAPH = "\n\r\x0b\x0c\x85\u2028\u2029"


def first_page(arguments: Sequence[str]) -> EarlyPage | None:
    """Paint the first page of what is about to be opened, with the terminal set for keys; None where there is none."""
    return _stand(lambda: _opening(*parse_call(arguments)))


def first_review_page(arguments: Sequence[str]) -> EarlyPage | None:
    """The same for a call of ``review``: only its title, unless it begins at the item at which it was left, by the files it
    is of. What stands below the title is painted once it is known (``EarlyPage.turn_to``).
    """
    return _stand(lambda: _review_opening(ReviewCall(arguments)), review=True)


def _stand(find: Callable[[], _Found | None], *, review: bool = False) -> EarlyPage | None:
    if sys.platform == "win32" or not (os.isatty(0) and os.isatty(1)):
        return None
    if not cursor_can_be_placed(os.environ.get("TERM", "")) or os.environ.get("WORKBENCH_PLAIN_OUTPUT", "") not in (
        "",
        "0",
    ):
        return None
    try:
        found = find()
        if found is None:
            return None
        from workbench.tui.early import EarlyPage, Opening

        article_id, text, at, layers, theme, lettering = found
        opening = Opening(article_id, text, at, layers, theme, lettering, review)
        page = EarlyPage(opening, os.get_terminal_size(1), colors())
        page.stand()
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return page


def colors() -> str:
    """The colours of this terminal: "truecolor", "256" or "16"."""
    if os.environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return "truecolor"
    return "256" if os.environ.get("TERM", "").rpartition("-")[2] in ("256color", "kitty") else "16"


def _opening(folder: str, annotator: str, path: str) -> _Found | None:
    from workbench.store.folders import data_name, place_name, project_state_name, safe_name

    named = os.path.join(folder or ".", path) if path else folder
    start = os.path.abspath(named) if named else os.getcwd()
    if not os.path.exists(start):
        return None
    root = _surrounding(start) or ("" if named else os.path.join(data_name(), "sample"))
    articles, only = os.path.join(root, "articles"), ""
    if not root:
        root, only = os.path.split(start) if os.path.isfile(start) else (start, "")
        articles = root
    elif os.path.isfile(start) and start.startswith(articles + os.sep):
        only = os.path.relpath(start, articles)
    state = project_state_name(root)
    annotator = annotator or os.environ.get("WORKBENCH_ANNOTATOR", "")
    place = _place(place_name(state, safe_name(annotator)) if annotator else _last_place(state))
    file = only or _file(articles, str(place.get("article", ""))) or _first(articles, root)
    if not file or not _inside(os.path.join(articles, file), root):
        return None
    article_id, ending = os.path.splitext(file)
    if ending not in _ENDINGS:
        return None
    read = _text(os.path.join(articles, file), article_id, place)
    return (article_id.replace(os.sep, "/"), *read, _layers(root), *_look(place)) if read is not None else None


def _review_opening(call: ReviewCall) -> _Found | None:
    from workbench.store.folders import data_name, place_name, project_state_name, safe_name

    start = os.path.abspath(call.folder) if call.folder else os.getcwd()
    root = _surrounding(start) or ("" if call.folder else os.path.join(data_name(), "sample"))
    if not root:
        return None
    state = project_state_name(root)
    annotator = call.annotator or os.environ.get("WORKBENCH_ANNOTATOR", "")
    name = place_name(state, safe_name(annotator), "review-") if annotator else _last_place(state, "place-review-")
    place = _place(name)
    article_id, text, at = _where_it_was_left(call, root, place) or ("", None, 0)
    return (article_id, text, at, _REVIEW_LAYERS, *_look(place))


def _where_it_was_left(call: ReviewCall, root: str, place: dict[str, Any]) -> tuple[str, str, int] | None:
    """Article, text and the place in it; None where the review may begin elsewhere."""
    from workbench.store.stamp import review_stamp

    article_id = call.article or str(place.get("article", ""))
    file = _file(os.path.join(root, "articles"), article_id)
    path = os.path.join(root, "articles", file)
    if not file or (place.get("page") or {}).get("article") != article_id or not _inside(path, root):
        return None
    if place.get("stamp") != review_stamp(root, article_id, call.only, call.with_suggestions, call.blind):
        return None
    read = _text(path, article_id, place)
    return (article_id, *read) if read is not None else None


def _look(place: dict[str, Any]) -> tuple[str, Lettering]:
    """The theme, and how text is spelled."""
    theme, lettering = look()
    return "mono" if os.environ.get("NO_COLOR") else theme or str(place.get("theme") or "terminal"), lettering


def _surrounding(start: str) -> str:
    """The nearest folder at or above ``start`` that holds a project."""
    while not os.path.isfile(os.path.join(start, "workbench.toml")):
        above = os.path.dirname(start)
        if above == start:
            return ""
        start = above
    return start


def _last_place(state: str, kind: str = "place-") -> str:
    """The note of the place that was left last, whoever left it: asking git for the name would take longer than all else."""
    notes = [one.path for one in os.scandir(state) if _is_note(one.name, kind)] if os.path.isdir(state) else []
    return max(notes, key=os.path.getmtime, default="")


def _is_note(name: str, kind: str) -> bool:
    return name.startswith(kind) and name.endswith(".json") and "-" not in name.removeprefix(kind)


def _place(path: str) -> dict[str, Any]:
    if not path or not os.path.exists(path):
        return {}
    import json

    with open(path, "rb") as file:
        found = json.load(file)
    return found if isinstance(found, dict) else {}


def _file(articles: str, article_id: str) -> str:
    if not article_id or ".." in article_id.split("/") or article_id.startswith("/"):
        return ""
    return next((article_id + end for end in _ENDINGS if os.path.isfile(os.path.join(articles, article_id + end))), "")


def _first(articles: str, root: str) -> str:
    """The file of the article whose id comes first."""
    skipped = _OURS if articles == root else ()
    found = min(_texts(articles, "", skipped), default=("", ""), key=lambda one: (one[0], not one[1].endswith(".txt")))
    return found[1]


def _texts(top: str, below: str, skipped: Sequence[str]) -> Iterator[tuple[str, str]]:
    for one in os.scandir(os.path.join(top, below)):
        if one.name.startswith(".") or one.name in skipped or not valid_id(one.name):
            continue
        name = f"{below}{one.name}"
        if one.is_dir(follow_symlinks=False):
            yield from _texts(top, f"{name}/", ())
        elif name.endswith(_ENDINGS):
            yield os.path.splitext(name)[0], name


def _inside(path: str, root: str) -> bool:
    return os.path.realpath(path).startswith(os.path.realpath(root) + os.sep)


def _layers(root: str) -> int:
    """How many layers the codebook declares; the default one has three."""
    try:
        with open(os.path.join(root, "codebook.toml"), encoding="utf-8") as file:
            return max(1, len(re.findall(r"^\[\[layer\]\]", file.read(), re.MULTILINE)))
    except FileNotFoundError:
        return 3


def _text(path: str, article_id: str, place: dict[str, Any]) -> tuple[str, int] | None:
    """The text around the place that was left, from the beginning of a block on, and the place in it."""
    offset = place.get("offsets", {}).get(article_id.replace(os.sep, "/"), 0)
    page = place.get("page") or {}
    with open(path, "rb") as file:
        if page.get("article") == article_id and page.get("offset") == offset:
            file.seek(page["byte"])
            return _decoded(file.read(WINDOW)), offset - page["block"]
        if not offset:
            return _decoded(file.read(WINDOW)), 0
        whole = file.read(4 * offset + WINDOW).decode("utf-8", "ignore")
    start = max(whole.rfind(end, 0, offset) for end in _PARAGRAPH) + 1
    return (whole[start : offset + WINDOW], offset - start) if offset - start < WINDOW else None


def _decoded(data: bytes) -> str:
    """The text of a piece of an article, whose last character may be cut; ValueError where it is no text."""
    import codecs

    return codecs.getincrementaldecoder("utf-8")().decode(data)
