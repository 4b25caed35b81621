"""The picture of the README, made from the running program: ``python -m tests.screenshot``."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

from workbench.desk.desk import Desk
from workbench.store.shipped import sample_project
from workbench.tui.app import WorkbenchApp

TARGET = Path(__file__).resolve().parents[1] / ".github" / "screenshot.svg"
SIZE = (120, 40)
KEYS = ("C", "j", "j", "j", "j", "enter")
"""To the claims, the fifth of them, and over to its place in the article."""

CELL = 12.2
"""The width of a cell in Textual's SVG."""

_FONTS = re.compile(r"\s*@font-face \{.*?\}", re.S)
_TEXT = re.compile(
    r'(<text [^>]*?x=")([\d.]+)(" y="[\d.]+" textLength=")([\d.]+)("[^>]*>)((?:&#160;)*)(.*?)((?:&#160;)*)(</text>)'
)


async def picture(home: Path) -> str:
    """The screen over the sample, as SVG; ``home`` takes what the program writes."""
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        os.environ[f"XDG_{name}_HOME"] = str(home / name.lower())
    os.environ["HOME"] = str(home)
    root = shutil.copytree(sample_project(), home / "sample")
    desk, _ = Desk.open(root, "coder-a")
    app = WorkbenchApp(desk, desk.article_ids[0], theme_name="dark")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        for key in KEYS:
            await pilot.press(key)
            await pilot.pause()
        svg = app.export_screenshot(title="workbench")
    return _TEXT.sub(_without_blanks, _FONTS.sub("", svg))


def _without_blanks(found: re.Match[str]) -> str:
    """A piece of text without the blanks at its ends, which not every viewer draws; one of blanks alone is left out."""
    head, x, between, length, rest, left, words, right, end = found.groups()
    if not words:
        return ""
    before, after = left.count(";"), right.count(";")
    start, width = float(x) + CELL * before, float(length) - CELL * (before + after)
    return f"{head}{start:.1f}{between}{width:.1f}{rest}{words}{end}"


def main() -> int:
    """Write the picture."""
    with tempfile.TemporaryDirectory() as home:
        svg = asyncio.run(picture(Path(home)))
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(svg, encoding="utf-8")
    sys.stdout.write(f"{TARGET}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
