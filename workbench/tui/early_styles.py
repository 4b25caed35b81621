"""The sequences that set the styles of the early page: those of ``palette``, which needs a library, worked out beforehand.

A test holds them against the palettes.
"""

from __future__ import annotations

TEXT, DIM, BAR = 0, 1, 2

_STYLES = {
    "terminal": {
        "truecolor": ("\x1b[m", "\x1b[0;90m", "\x1b[0;7m"),
        "256": ("\x1b[m", "\x1b[0;90m", "\x1b[0;7m"),
        "16": ("\x1b[m", "\x1b[0;90m", "\x1b[0;7m"),
    },
    "dark": {
        "truecolor": (
            "\x1b[0;38;2;216;222;228;48;2;20;24;29m",
            "\x1b[0;38;2;125;135;145;48;2;20;24;29m",
            "\x1b[0;7;38;2;216;222;228;48;2;20;24;29m",
        ),
        "256": ("\x1b[0;38;5;188;48;5;16m", "\x1b[0;38;5;244;48;5;16m", "\x1b[0;7;38;5;188;48;5;16m"),
        "16": ("\x1b[0;97;40m", "\x1b[0;37;40m", "\x1b[0;7;97;40m"),
    },
    "light": {
        "truecolor": (
            "\x1b[0;38;2;29;35;41;48;2;251;250;247m",
            "\x1b[0;38;2;107;113;120;48;2;251;250;247m",
            "\x1b[0;7;38;2;29;35;41;48;2;251;250;247m",
        ),
        "256": ("\x1b[0;38;5;16;48;5;231m", "\x1b[0;38;5;242;48;5;231m", "\x1b[0;7;38;5;16;48;5;231m"),
        "16": ("\x1b[0;30;107m", "\x1b[0;90;107m", "\x1b[0;7;30;107m"),
    },
    "contrast": {
        "truecolor": (
            "\x1b[0;38;2;255;255;255;48;2;0;0;0m",
            "\x1b[0;38;2;224;224;224;48;2;0;0;0m",
            "\x1b[0;7;38;2;255;255;255;48;2;0;0;0m",
        ),
        "256": ("\x1b[0;38;5;231;48;5;16m", "\x1b[0;38;5;253;48;5;16m", "\x1b[0;7;38;5;231;48;5;16m"),
        "16": ("\x1b[0;97;40m", "\x1b[0;97;40m", "\x1b[0;7;97;40m"),
    },
    "mono": {
        "truecolor": ("\x1b[m", "\x1b[0;2m", "\x1b[0;7m"),
        "256": ("\x1b[m", "\x1b[0;2m", "\x1b[0;7m"),
        "16": ("\x1b[m", "\x1b[0;2m", "\x1b[0;7m"),
    },
}


def early_styles(theme: str, color_system: str) -> tuple[str, str, str]:
    """The sequences for text, dim signs and the bar of a theme, with "truecolor", "256" or "16" colours. Raises KeyError."""
    return _STYLES[theme][color_system]
