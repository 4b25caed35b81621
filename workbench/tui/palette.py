"""Five themes: the terminal's own sixteen colours, dark, light, one of high contrast, and none at all.

A role is what something is, a style how a theme shows it; marks differ by attributes in every theme.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rich.style import Style


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme; an empty string is the terminal's own."""

    name: str
    text: str = ""
    ground: str = ""
    dim: str = ""
    accent: str = ""
    error: str = ""
    current: str = ""
    """The ground of the record that the cursor is on."""
    layers: Mapping[str, str] | None = None

    def style(self, role: str) -> Style:
        """The style of a role: text, dim, title, accent, error, chosen, key, bar."""
        return _style(self.name, role)

    def layer(self, color: str) -> str:
        """The colour of a layer by its name in the codebook."""
        return self.layers.get(color, color) if self.layers is not None else ""


_DARK = {
    "cyan": "#6fd3e0",
    "magenta": "#e39bd8",
    "green": "#9bd17e",
    "yellow": "#e2c26a",
    "blue": "#86b4f5",
    "red": "#f08a80",
}
_LIGHT = {
    "cyan": "#00697a",
    "magenta": "#93248a",
    "green": "#2f6b12",
    "yellow": "#7a5a00",
    "blue": "#1a4fb0",
    "red": "#b3261e",
}
_CONTRAST = {
    "cyan": "#5ff5ff",
    "magenta": "#ffa6ff",
    "green": "#8cff66",
    "yellow": "#ffff00",
    "blue": "#a6ccff",
    "red": "#ffb0a8",
}
_ANSI = {color: color for color in _DARK}

PALETTES = {
    palette.name: palette
    for palette in (
        Palette("terminal", dim="bright_black", accent="yellow", error="red", layers=_ANSI),
        Palette("dark", "#d8dee4", "#14181d", "#7d8791", "#f0b866", "#f08a80", "#2a333d", _DARK),
        Palette("light", "#1d2329", "#fbfaf7", "#6b7178", "#8a5300", "#b3261e", "#e4e9ee", _LIGHT),
        Palette("contrast", "#ffffff", "#000000", "#e0e0e0", "#ffff00", "#ffb0a8", "#00305c", _CONTRAST),
        Palette("mono"),
    )
}
"""The themes by name, in the order in which a key steps through them."""


@lru_cache(maxsize=256)
def _style(name: str, role: str) -> Style:
    palette = PALETTES[name]
    colors = {"dim": palette.dim, "accent": palette.accent, "error": palette.error, "key": palette.accent}
    color = colors.get(role, palette.text) or palette.text
    return Style(
        color=color or None,
        bgcolor=palette.ground or None,
        bold=role in ("title", "accent", "error", "key") or None,
        dim=(role == "dim" and name == "mono") or None,
        reverse=role in ("chosen", "bar") or None,
    )


@lru_cache(maxsize=4096)
def mark_style(
    name: str,
    color: str,
    underline: bool,
    bold: bool,
    italic: bool,
    dotted: bool,
    current: bool,
    selected: bool,
    faint: bool = False,
    hit: bool = False,
) -> Style:
    """The style of a stretch of text, by the marks that lie over it; ``faint`` where it is only offered.

    Without any colour too: what is current is bold and underlined; what is reversed is selected, and where it is bold as
    well, a search hit.
    """
    palette = PALETTES[name]
    foreground = palette.layer(color) if color else palette.dim if faint else palette.text
    return Style(
        color=foreground or None,
        bgcolor=(palette.current if current and palette.current else palette.ground) or None,
        underline=underline or faint or current or None,
        bold=hit or ((bold or current) and not selected) or None,
        italic=italic or None,
        underline2=None,
        dim=((dotted or faint) and name == "mono") or None,
        reverse=selected or hit or None,
    )
