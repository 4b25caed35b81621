"""How this person's terminal spells what is shown: everything, or what a console or plain ASCII has.

A terminal without UTF-8 takes some bytes of it for controls (0x9B in ``ě`` is CSI), so that this is a matter of safety too.
Nothing is imported here that takes time: the first page asks as well.
"""

from __future__ import annotations

import os
import re
import sys
from functools import cache
from typing import TYPE_CHECKING

from workbench.core.display import shown

if TYPE_CHECKING:
    from workbench.core.lettering import Lettering


def spelling(plain: bool | None) -> Lettering:
    """How text is spelled on this terminal; ``plain`` is the person's setting."""
    from workbench.core.lettering import lettering_of

    names = ("LC_ALL", "LC_CTYPE", "LANG")
    said = [os.environ.get(name, "") for name in names]
    if sys.flags.utf8_mode and said[1] == "C.UTF-8":
        said[1] = ""  # Python itself sets it where the locale is C or nothing
    return lettering_of(plain, os.environ.get("TERM", ""), next((one for one in said if one), ""))


def look() -> tuple[str, Lettering]:
    """The theme that the person's settings name ("" for none), and how text is spelled."""
    from workbench.store.folders import config_name

    settings = _settings(os.path.join(config_name(), "settings.toml"))
    return settings.get("theme", ""), spelling({"true": True, "false": False}.get(settings.get("plain", "")))


def spelled(text: str) -> str:
    """``text`` as it may be sent to this terminal."""
    return _own().of(shown(text))


@cache
def _own() -> Lettering:
    try:
        return look()[1]
    except (OSError, ValueError):
        return spelling(None)


def _settings(path: str) -> dict[str, str]:
    """What a person's settings say of the look: lines ``theme = "…"`` and ``plain = …``."""
    if not os.path.exists(path):
        return {}
    with open(path, encoding="utf-8") as file:
        return dict(re.findall(r'^(theme|plain) *= *"?([a-z-]+)"? *(?:#.*)?$', file.read(), re.MULTILINE))
