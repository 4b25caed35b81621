"""The program, with a note of every marked string that it paints: in which widget, and in a sheet made by which function.

python -m tests.pty.watched NOTES [ARGUMENTS…]
"""

from __future__ import annotations

import functools
import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Iterable, Iterator
from typing import Any

import workbench.tui

MARKER = re.compile(r"q\d{4}z")
AS_WRITTEN = ("[bold]loud[/bold]", "[@click=app.quit]x[/]")
"""Markup that some of the strings hold."""
SHEETS = (
    "ListSheet", "FieldSheet", "DialogSheet", "PageSheet", "FormSheet", "JobSheet", "ConflictSheet", "NetworkSheet",
    "MatrixSheet", "LessonSheet",
)  # fmt: skip
"""Every class of sheets.

A widget paints them; what makes one is noted by its function.
"""


def modules() -> Iterator[Any]:
    """Every module of the screen's room."""
    for one in pkgutil.iter_modules(workbench.tui.__path__):
        yield importlib.import_module(f"workbench.tui.{one.name}")


def classes() -> dict[str, type]:
    """Every class of the room by its name."""
    return {
        name: found
        for module in modules()
        for name, found in vars(module).items()
        if inspect.isclass(found) and found.__module__ == module.__name__
    }


def watch(path: str) -> None:
    """Have widgets and sheets write down what they paint."""
    from workbench.tui.canvas import Canvas
    from workbench.tui.sheet import SheetView

    notes = open(path, "a", encoding="utf-8")  # noqa: SIM115 - it lives as long as the program
    made: dict[int, str] = {}

    def note(where: str, text: str) -> None:
        notes.writelines(f"{where} {marker}\n" for marker in set(MARKER.findall(text)))
        if any(one in text for one in AS_WRITTEN):
            notes.write(f"{where} markup\n")
        notes.flush()

    paint, lay = Canvas.render_lines, SheetView.pieces

    def painted(self: Any, crop: Any) -> Any:
        strips = paint(self, crop)
        if self.cover is None:
            note(type(self).__name__, "\n".join(strip.text for strip in strips))
        return strips

    def laid(self: Any, y: int, width: int) -> Iterable[Any]:
        pieces = list(lay(self, y, width))
        if self.sheet is not None:
            text = "".join(one for one, _ in pieces)
            note("SheetView", text)
            note(made.get(id(self.sheet), "?"), text)
        return pieces

    Canvas.render_lines, SheetView.pieces = painted, laid  # type: ignore[method-assign]
    for name in SHEETS:
        sheet = classes()[name]
        sheet.__init__ = _noting(sheet.__init__, made)  # type: ignore[misc]


def _noting(init: Any, made: dict[int, str]) -> Any:
    @functools.wraps(init)
    def noted(self: Any, *arguments: Any, **options: Any) -> None:
        code = sys._getframe(1).f_code
        module = code.co_filename.rpartition("/")[2].removesuffix(".py")
        made[id(self)] = f"{module}.{code.co_name}"
        init(self, *arguments, **options)

    return noted


if __name__ == "__main__":
    watch(sys.argv[1])
    from workbench.cli.main import main

    sys.exit(main(sys.argv[2:]))
