"""The parts of the early page that are worked out beforehand agree with what the application does."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.color import ColorSystem
from textual.geometry import Size

from tests.tui.journey import journey
from tests.tui.projects import harbour
from workbench.cli.first_page import WINDOW, _text
from workbench.core.text import Text
from workbench.desk.places import page_of
from workbench.tui.early_styles import early_styles
from workbench.tui.measures import article_columns
from workbench.tui.output import _attributes
from workbench.tui.palette import PALETTES

SYSTEMS = {"truecolor": ColorSystem.TRUECOLOR, "256": ColorSystem.EIGHT_BIT, "16": ColorSystem.STANDARD}


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize("system", SYSTEMS)
def test_the_styles_are_those_of_the_palette(theme: str, system: str) -> None:
    fresh = [PALETTES[theme].style(role) for role in ("text", "dim", "bar")]
    assert early_styles(theme, system) == tuple(_attributes(style, SYSTEMS[system]) for style in fresh)


@pytest.mark.parametrize("size", [(40, 12), (59, 20), (60, 20), (61, 24), (80, 24), (99, 30), (120, 40), (177, 50)])
async def test_the_article_is_as_wide_as_in_the_application(tmp_path: Path, size: tuple[int, int]) -> None:
    async with journey(harbour(tmp_path), size=size) as person:
        assert person.app.size == Size(*size)
        assert person.app.stage.view.size.width == article_columns(size[0])


def test_only_the_page_is_read_where_the_place_is_known(tmp_path: Path) -> None:
    whole = "Ein Satz über Gdańsk, 北京 und 🚢.\n" * 20_000
    text, offset = Text(whole), 300_011
    page = page_of("long", text, offset)
    data = bytearray(whole.encode())
    data[: page.byte] = b"\xff" * page.byte
    data[page.byte + WINDOW :] = b"\xff"
    path = tmp_path / "long.txt"
    path.write_bytes(data)
    place = {
        "offsets": {"long": offset},
        "page": {"article": "long", "offset": offset, "block": page.block, "byte": page.byte},
    }
    found = _text(str(path), "long", place)
    assert found is not None
    assert found[0].startswith("Ein Satz")
    assert found[0][found[1] : found[1] + 40] == whole[offset : offset + 40]


def test_a_place_of_which_only_the_offset_is_known_is_found(tmp_path: Path) -> None:
    whole = "Ein Satz über Gdańsk, 北京 und 🚢.\n" * 2_000
    path = tmp_path / "long.txt"
    path.write_bytes(whole.encode())
    found = _text(str(path), "long", {"offsets": {"long": 30_011}})
    assert found is not None
    assert found[0].startswith("Ein Satz")
    assert found[0][found[1] : found[1] + 40] == whole[30_011:30_051]
