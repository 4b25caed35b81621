"""Record ids: the layer's prefix and six letters or digits, stable for ever."""

from __future__ import annotations

from collections.abc import Callable, Container

ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"
LENGTH = 6


def new_id(prefix: str, taken: Container[str], choose: Callable[[str], str]) -> str:
    """An id that is not in ``taken``; ``choose`` draws one character of an alphabet."""
    while True:
        candidate = f"{prefix}-{''.join(choose(ALPHABET) for _ in range(LENGTH))}"
        if candidate not in taken:
            return candidate
