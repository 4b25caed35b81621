"""The layers of the default codebook, for formats whose records are actors, stances and claims by another name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from anyascii import anyascii

from workbench.core.codebook import Codebook, Layer, Slot
from workbench.store.codebook_file import read_codebook
from workbench.store.shipped import default_codebook


@cache
def default() -> Codebook:
    """The codebook that a new project gets."""
    return read_codebook(default_codebook(), "the default codebook")


def needed(name: str, slots: tuple[str, ...], more: tuple[Slot, ...] = ()) -> Layer:
    """A layer of the default codebook with these of its slots, and some that a format brings."""
    layer = default().layer(name)
    kept = tuple(slot for slot in layer.slots if slot.name in slots)
    return Layer(layer.name, layer.prefix, (*kept, *more), layer.title, layer.key, layer.color, layer.help)


def entity_id(name: str) -> str:
    """A name as the id of an entity or issue: ``Michael_Steele`` → ``michael-steele``."""
    return "-".join(_words(name)) or "unnamed"


def _words(name: str) -> Iterator[str]:
    word = ""
    for char in anyascii(name).lower():
        if char.isalnum():
            word += char
        elif word and char not in "'’.":
            yield word
            word = ""
    if word:
        yield word
