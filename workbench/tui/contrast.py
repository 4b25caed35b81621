"""Versions of a record against each other: what differs stands in brackets, what is common is shortened."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from workbench.core.annotation import Fragment
from workbench.core.width import cells
from workbench.tui.canvas import words

OPEN, CLOSE = "⟦", "⟧"
GAP = " … "
_SHORTEST = 5


class Stretch(NamedTuple):
    """Some text of a version, and whether all versions have it."""

    text: str
    common: bool


def stretches(fragments: Sequence[Fragment], others: Sequence[Sequence[Fragment]]) -> list[Stretch]:
    """The words of one version's part, cut where the other versions begin to have them or to lack them."""
    found: list[Stretch] = []
    for number, fragment in enumerate(sorted(fragments)):
        if number:
            found.append(Stretch(GAP, True))
        edges = {fragment.start, fragment.end}
        for other in others:
            edges.update(edge for one in other for edge in (one.start, one.end) if one.start < fragment.end)
        ordered = sorted(edge for edge in edges if fragment.start <= edge <= fragment.end)
        for start, end in pairwise(ordered):
            common = all(any(one.start <= start and end <= one.end for one in other) for other in others)
            text = " ".join(fragment.quote[start - fragment.start : end - fragment.start].split("\n"))
            if found and found[-1].common == common and found[-1].text != GAP:
                found[-1] = Stretch(found[-1].text + text, common)
            else:
                found.append(Stretch(text, common))
    return found


def line(found: Sequence[Stretch], room: int) -> list[tuple[str, bool]]:
    """Stretches in about ``room`` cells as (text, whether it differs); common ones are shortened first."""
    shown = [Stretch(words(one.text), one.common) for one in found]
    if all(not one.common for one in shown):  # nothing is common: brackets would say nothing
        return [(shortened("".join(one.text for one in shown), room), True)]
    differing = sum(cells(one.text) + 2 for one in shown if not one.common)
    commons = [one for one in shown if one.common]
    left = max(_SHORTEST * len(commons), room - differing)
    if differing + left > room:
        count = max(1, len(shown) - len(commons))
        each = max(_SHORTEST, (room - left) // count - 2)
    else:
        each = room
    pieces: list[tuple[str, bool]] = []
    for one in shown:
        if one.common:
            pieces.append((shortened(one.text, max(_SHORTEST, left // len(commons))), False))
        else:
            pieces.append((f"{OPEN}{shortened(one.text, each)}{CLOSE}", True))
    return pieces


def shortened(text: str, room: int) -> str:
    """A text with its middle left out where it is wider than ``room`` cells."""
    if cells(text) <= room:
        return text
    half = max(1, (room - 1) // 2)
    head, tail = text[:half], text[len(text) - (room - 1 - half) :] if room - 1 > half else ""
    return f"{head}…{tail}"
