"""Ids of records."""

from __future__ import annotations

import random
import re

from workbench.core.identity import new_id


def test_an_id_is_the_prefix_and_six_letters_or_digits() -> None:
    drawn = {new_id("a", (), random.Random(number).choice) for number in range(200)}
    assert len(drawn) == 200
    assert all(re.fullmatch("a-[0-9a-z]{6}", one) for one in drawn)
    assert {char for one in drawn for char in one[2:]} == set("0123456789abcdefghijklmnopqrstuvwxyz")


def test_an_id_that_is_taken_is_drawn_again() -> None:
    drawn = iter("aaaaaabbbbbb")
    assert new_id("c", {"c-aaaaaa"}, lambda _: next(drawn)) == "c-bbbbbb"
