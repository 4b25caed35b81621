"""From any attributes to any others by one short sequence that every terminal reads alike."""

from __future__ import annotations

import re

import pyte
from hypothesis import given
from hypothesis import strategies as st

from workbench.tui.attributes import Attributes, attributes_of, change

CODES = st.frozensets(st.sampled_from(["1", "3", "4", "7", "9"]))
COLORS = st.sampled_from(["", "31", "97", "38;5;188", "38;5;0", "38;2;216;222;228", "38;2;255;255;0"])
GROUNDS = st.sampled_from(["", "40", "107", "48;5;16", "48;5;0", "48;2;0;0;0", "48;2;0;48;92"])
ATTRIBUTES = st.builds(Attributes, CODES, COLORS, GROUNDS)


def shown(*sequences: str) -> pyte.screens.Char:
    """How a letter looks that is written behind these sequences."""
    screen = pyte.Screen(4, 1)
    pyte.Stream(screen).feed("".join(sequences) + "x")
    return screen.buffer[0][0]


@given(ATTRIBUTES, ATTRIBUTES)
def test_a_change_leads_to_what_is_wanted_whatever_was_set(before: Attributes, after: Attributes) -> None:
    assert shown(before.sequence, change(before, after)) == shown(after.sequence)
    assert len(change(before, after)) <= len(after.sequence)


@given(ATTRIBUTES, ATTRIBUTES)
def test_no_parameter_is_left_out_as_some_terminals_pass_over_it(before: Attributes, after: Attributes) -> None:
    for sequence in (after.sequence, change(before, after)):
        assert re.fullmatch(r"(?:\x1b\[(?:\d+(?:;\d+)*)?m)?", sequence), repr(sequence)


@given(ATTRIBUTES)
def test_a_sequence_is_read_as_what_it_sets(one: Attributes) -> None:
    assert attributes_of(one.sequence) == one
