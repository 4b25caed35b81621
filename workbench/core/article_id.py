"""What an article may be called; with nothing imported that takes time, because the first page asks too."""

from __future__ import annotations

import re

_PART = re.compile("[^/\\\\\x00-\x1f\ud800-\udfff]+")


def valid_id(article_id: str) -> bool:
    """Whether an article id stays inside ``articles/`` and can be written into a file: relative, no empty part, no ``..``, no
    control characters, no bytes that are not UTF-8 (Python keeps those of a file's name as surrogates).
    """
    parts = article_id.split("/")
    return all(_PART.fullmatch(part) and part not in {".", ".."} for part in parts)
