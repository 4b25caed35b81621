"""Labelled stretches of tokens as one tag a token, and back: BIO (IOB2), IOB1, BIOES, BILOU."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from workbench.core.segment import sentences, words
from workbench.core.span import Span

Scheme = Literal["bio", "bioes"]

TAG = re.compile(r"O|[BIESLU]-\S+")

_INK = re.compile(r"\S")


class Stretch(NamedTuple):
    """Tokens ``[first, end)`` under one label."""

    first: int
    end: int
    label: str


def tokens(text: str, cuts: Iterable[int] = ()) -> list[Span]:
    """The words and signs of a text; every character that is not blank lies in one of them.

    A token is also divided at ``cuts``, so that what is labelled begins and ends with one.
    """
    bounds = {0, len(text), *cuts}
    found = words(text)
    for span in found:
        bounds |= {span.start, span.end}
    held = bytearray(len(text))
    for start, end in found:
        held[start:end] = b"\x01" * (end - start)
    for match in _INK.finditer(text):
        if not held[match.start()]:
            bounds |= {match.start(), match.end()}
    ends = sorted(bounds)
    pieces = (Span(start, end) for start, end in pairwise(ends))
    return [found for piece in pieces for found in _inked(text, piece)]


def _inked(text: str, piece: Span) -> Iterator[Span]:
    """A piece without the blanks in and around it."""
    for match in re.finditer(r"\S+", text[piece.start : piece.end]):
        yield Span(piece.start + match.start(), piece.start + match.end())


def sentence_ends(text: str, found: Sequence[Span], stretches: Iterable[Stretch], language: str) -> list[int]:
    """The tokens that a sentence ends behind; none of them inside a stretch, which would be torn."""
    inside = {at for one in stretches for at in range(one.first + 1, one.end)}
    ends = [sentence.end for sentence in sentences(text, language)]
    kept: list[int] = []
    at = 0
    for number, token in enumerate(found):
        while at < len(ends) and ends[at] <= token.start:
            at += 1
            if number and number not in inside and (not kept or kept[-1] != number):
                kept.append(number)
    return [*kept, len(found)] if found else []


def tags(count: int, stretches: Iterable[Stretch], scheme: Scheme) -> list[str]:
    """The tag of each of ``count`` tokens; no two stretches may overlap."""
    made = ["O"] * count
    for first, end, label in stretches:
        for at in range(first, end):
            letter = "B" if at == first else "I"
            if scheme == "bioes" and at == end - 1:
                letter = "S" if at == first else "E"
            made[at] = f"{letter}-{label}"
    return made


def stretches(found: Sequence[str]) -> Iterator[Stretch]:
    """The stretches that tags of any of the schemes mean; an I that goes on with nothing begins one, as in IOB1."""
    first, label = 0, ""
    for at, tag in enumerate((*found, "O")):
        letter, _, name = tag.partition("-")
        if label and (letter in "OBSU" or name != label):
            yield Stretch(first, at, label)
            label = ""
        if name and not label:
            first, label = at, name
        if label and letter in "SEUL":
            yield Stretch(first, at + 1, label)
            label = ""
