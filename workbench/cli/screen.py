"""Opening a screen: ``workbench [PATH]`` and ``workbench review``; nothing else of this room imports the tui."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli.call import cursor_can_be_placed, parse_call
from workbench.cli.spelling import spelled, spelling
from workbench.core.errors import UsageError, WorkbenchError

if TYPE_CHECKING:
    from workbench.desk.desk import Desk
    from workbench.desk.reviewing import ReviewDesk
    from workbench.tui.app import WorkbenchApp
    from workbench.tui.early import EarlyPage


def open_screen(arguments: Sequence[str], page: EarlyPage | None = None) -> int:
    """Open a project, a folder of texts or one text; without a PATH the project around, else the sample.

    ``page`` is the first page where it stands on the terminal already.
    """
    try:
        folder, annotator, path = _call(arguments)
        check_terminal()
        from workbench.desk.desk import Desk

        desk, article_id = Desk.open(project_path(folder, path), annotator)
        first = desk.first_article(article_id, desk.places.read())
        return run_screen(desk, lambda theme: _coding(desk, first, theme), page)
    except WorkbenchError as error:
        return _failed(page, str(error))
    except OSError as error:
        return _failed(page, f"{error.filename}: {error.strerror}" if error.filename else f"{error.strerror or error}")


def _call(arguments: Sequence[str]) -> tuple[str, str, str]:
    try:
        return parse_call(arguments)
    except ValueError as error:
        raise UsageError(str(error)) from error


def _failed(page: EarlyPage | None, what: str) -> int:
    if page is not None:
        page.leave()
    print(f"workbench: {spelled(what)}", file=sys.stderr)  # noqa: T201
    return 2


def project_path(folder: str, path: str) -> Path:
    """What to open: the path, the folder of ``-C``, the project around the current folder, else the sample."""
    from workbench.desk.sample import own_sample
    from workbench.store.project import surrounding

    if path:
        return Path(folder or ".") / path
    if folder:
        return Path(folder)
    return surrounding(Path.cwd()) or own_sample()


def check_terminal() -> None:
    """The screen needs a terminal that can place the cursor."""
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        raise UsageError("the screen needs a terminal; for scripts there are commands, see workbench --help")
    term = os.environ.get("TERM", "")
    if not cursor_can_be_placed(term):
        said = f"TERM is “{term}”" if term else "TERM is not set"
        raise UsageError(f"{said}, which cannot show a screen; try TERM=xterm-256color workbench, or ssh -t")


def run_screen(desk: Desk, make: Callable[[str], WorkbenchApp], page: EarlyPage | None = None) -> int:
    """Import Textual as late as possible and with the settings that a terminal at the end of a line wants.

    ``make`` makes the application with a theme. Raises UsageError where the person's settings name no theme.
    """
    import gc

    remote = bool(os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY"))
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    if remote:
        os.environ.setdefault("TEXTUAL_FPS", "20")
        os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    theme = "mono" if os.environ.get("NO_COLOR") else ""
    gc.disable()
    from workbench.tui.palette import PALETTES
    from workbench.tui.spare_memory import keep_large_blocks_apart

    keep_large_blocks_apart()
    wanted = theme or desk.settings.theme
    if not wanted and (kept := desk.places.read().theme) in PALETTES:
        wanted = kept
    if wanted and wanted not in PALETTES:
        raise UsageError(f"settings.toml: theme: “{wanted}” is none of {', '.join(PALETTES)}")
    app = make(wanted or "terminal")
    app.use_terminal(spelling(desk.settings.plain), page)
    mouse = desk.settings.mouse if desk.settings.mouse is not None else False
    app.run(mouse=mouse)
    return app.return_code or 0


def _coding(desk: Desk, article_id: str, theme: str) -> WorkbenchApp:
    from workbench.tui.app import WorkbenchApp

    return WorkbenchApp(desk, article_id, theme_name=theme)


def open_review(desk: ReviewDesk, article_id: str, page: EarlyPage | None = None) -> int:
    """Open the reviewer's screen."""
    return run_screen(desk, lambda theme: _reviewing(desk, article_id, theme), page)


def _reviewing(desk: ReviewDesk, article_id: str, theme: str) -> WorkbenchApp:
    from workbench.tui.review_app import ReviewApp

    return ReviewApp(desk, article_id, theme_name=theme)
