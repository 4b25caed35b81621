"""Opening the screen: ``workbench [PATH]``."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from workbench.core.display import shown
from workbench.core.errors import UsageError, WorkbenchError

USAGE = "workbench [-C DIR] [--annotator NAME] [PATH]"


def open_screen(arguments: Sequence[str]) -> int:
    """Open a project, a folder of texts or one text; without a PATH the project around, else the sample."""
    try:
        folder, annotator, path = _parse(arguments)
        _check_terminal()
        from workbench.desk.desk import Desk

        desk, article_id = Desk.open(_target(folder, path), annotator)
        first = desk.first_article(article_id, desk.place())
        return _run(desk, first)
    except WorkbenchError as error:
        return _failed(str(error))
    except OSError as error:
        return _failed(f"{error.filename}: {error.strerror}" if error.filename else f"{error.strerror or error}")


def _failed(what: str) -> int:
    print(f"workbench: {shown(what)}", file=sys.stderr)  # noqa: T201
    return 2


def _parse(arguments: Sequence[str]) -> tuple[str, str, str]:
    folder = annotator = path = ""
    rest = list(arguments)
    while rest:
        one = rest.pop(0)
        if one in ("-C", "--annotator"):
            if not rest:
                raise UsageError(f"{one} needs a value: {USAGE}")
            value = rest.pop(0)
            folder, annotator = (value, annotator) if one == "-C" else (folder, value)
        elif one.startswith("--annotator="):
            annotator = one.partition("=")[2]
        elif one == "--" and rest:
            path = rest.pop(0)
        elif one.startswith("-"):
            raise UsageError(f"there is no option {one}: {USAGE}; workbench --help lists everything")
        elif path:
            raise UsageError(f"one PATH at a time: {USAGE}")
        else:
            path = one
    return folder, annotator, path


def _target(folder: str, path: str) -> Path:
    from workbench.desk.sample import own_sample
    from workbench.store.project import surrounding

    if path:
        return Path(folder or ".") / path
    if folder:
        return Path(folder)
    return surrounding(Path.cwd()) or own_sample()


def _check_terminal() -> None:
    """The screen needs a terminal that can place the cursor."""
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        raise UsageError("the screen needs a terminal; for scripts there are commands, see workbench --help")
    term = os.environ.get("TERM", "")
    if term in ("", "dumb", "unknown") and os.name == "posix":
        said = f"TERM is “{term}”" if term else "TERM is not set"
        raise UsageError(f"{said}, which cannot show a screen; try TERM=xterm-256color workbench, or ssh -t")


def _run(desk: object, article_id: str) -> int:
    """Import Textual as late as possible and with the settings that a terminal at the end of a line wants."""
    import gc

    remote = bool(os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY"))
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    if remote:
        os.environ.setdefault("TEXTUAL_FPS", "20")
        os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    else:
        os.environ.setdefault("ESCDELAY", "25")
    theme = "mono" if os.environ.get("NO_COLOR") else ""
    gc.disable()
    from workbench.desk.desk import Desk
    from workbench.tui.app import WorkbenchApp
    from workbench.tui.palette import PALETTES

    if not isinstance(desk, Desk):
        raise TypeError("a desk is needed")
    wanted = theme or desk.settings.theme
    if not wanted and (kept := desk.place().theme) in PALETTES:
        wanted = kept
    if wanted and wanted not in PALETTES:
        raise UsageError(f"settings.toml: theme: “{wanted}” is none of {', '.join(PALETTES)}")
    app = WorkbenchApp(desk, article_id, theme_name=wanted or "terminal")
    gc.enable()
    gc.collect()
    gc.freeze()
    mouse = desk.settings.mouse if desk.settings.mouse is not None else False
    app.run(mouse=mouse)
    return app.return_code or 0
