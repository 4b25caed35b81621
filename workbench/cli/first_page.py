"""Finds what the first page shows, without reading more than that: before anything is imported that takes time.

Whatever is unclear here (no terminal, an unknown path, a damaged note of the last place) means that no page is painted
early; the screen then opens all the same, and says what is wrong.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from workbench.cli.call import cursor_can_be_placed, parse_call

if TYPE_CHECKING:
    from workbench.core.lettering import Lettering
    from workbench.tui.early import EarlyPage

WINDOW = 1 << 16
"""How many bytes of an article are read from the place on; a screen shows fewer."""

_ENDINGS = (".txt", ".md")
_OURS = ("annotations", "entities", "gold", "suggestions", "foreign", "remarks")
_PARAGRAPH = "\n\r\x0b\x0c\x85\u2028\u2029"


def first_page(arguments: Sequence[str]) -> EarlyPage | None:
    """Paint the first page of what is about to be opened, with the terminal set for keys; None where there is none."""
    if sys.platform == "win32" or not (os.isatty(0) and os.isatty(1)):
        return None
    if not cursor_can_be_placed(os.environ.get("TERM", "")) or os.environ.get("WORKBENCH_PLAIN_OUTPUT", "0") != "0":
        return None
    try:
        found = _opening(*parse_call(arguments))
        if found is None:
            return None
        from workbench.tui.early import EarlyPage, Opening

        article_id, text, at, layers, theme, lettering = found
        page = EarlyPage(Opening(article_id, text, at, layers, theme, lettering), os.get_terminal_size(1), colors())
        page.stand()
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return page


def colors() -> str:
    """The colours of this terminal: "truecolor", "256" or "16"."""
    if os.environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return "truecolor"
    return "256" if os.environ.get("TERM", "").rpartition("-")[2] in ("256color", "kitty") else "16"


def spelling(plain: bool | None) -> Lettering:
    """How text is spelled on this terminal; ``plain`` is the person's setting."""
    from workbench.core.lettering import lettering_of

    names = ("LC_ALL", "LC_CTYPE", "LANG")
    said = [os.environ.get(name, "") for name in names]
    if sys.flags.utf8_mode and said[1] == "C.UTF-8":
        said[1] = ""  # Python itself sets it where the locale is C or nothing
    return lettering_of(plain, os.environ.get("TERM", ""), next((one for one in said if one), ""))


def _opening(folder: str, annotator: str, path: str) -> tuple[str, str, int, int, str, Lettering] | None:
    from workbench.store.folders import config_name, data_name, place_name, project_state_name, safe_name

    named = os.path.join(folder or ".", path) if path else folder
    start = os.path.abspath(named) if named else os.getcwd()
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
    settings = _settings(os.path.join(config_name(), "settings.toml"))
    read = _text(os.path.join(articles, file), article_id, place)
    if read is None:
        return None
    theme = "mono" if os.environ.get("NO_COLOR") else settings.get("theme") or str(place.get("theme") or "terminal")
    plain = {"true": True, "false": False}.get(settings.get("plain", ""))
    return article_id.replace(os.sep, "/"), *read, _layers(root), theme, spelling(plain)


def _surrounding(start: str) -> str:
    """The nearest folder at or above ``start`` that holds a project."""
    while not os.path.isfile(os.path.join(start, "workbench.toml")):
        above = os.path.dirname(start)
        if above == start:
            return ""
        start = above
    return start


def _last_place(state: str) -> str:
    """The note of the place that was left last, whoever left it: asking git for the name would take longer than all else."""
    notes = [one.path for one in os.scandir(state) if _is_note(one.name)] if os.path.isdir(state) else []
    return max(notes, key=os.path.getmtime, default="")


def _is_note(name: str) -> bool:
    return name.startswith("place-") and name.endswith(".json") and not name.startswith("place-review-")


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
        if one.name.startswith(".") or one.name in skipped:
            continue
        name = f"{below}{one.name}"
        if one.is_dir(follow_symlinks=False):
            yield from _texts(top, f"{name}/", ())
        elif name.endswith(_ENDINGS):
            yield os.path.splitext(name)[0], name


def _inside(path: str, root: str) -> bool:
    return os.path.realpath(path).startswith(os.path.realpath(root) + os.sep)


def _settings(path: str) -> dict[str, str]:
    """What a person's settings say of the look: lines ``theme = "…"`` and ``plain = …``."""
    if not os.path.exists(path):
        return {}
    with open(path, encoding="utf-8") as file:
        return dict(re.findall(r'^(theme|plain) *= *"?([a-z-]+)"? *(?:#.*)?$', file.read(), re.MULTILINE))


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
