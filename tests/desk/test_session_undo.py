"""Undo and redo without limit, over restarts: undo all gives the first bytes, redo all the last."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.desk.commands import AROUND, COMMANDS, Hand
from tests.desk.opened import Place, new_place, put, speaker

WORDS = st.sampled_from([*COMMANDS, *COMMANDS, *AROUND])


def _hand(place: Place, seed: int) -> Hand:
    return Hand(random.Random(seed), place, place.open(seed))


def _bytes(hand: Hand) -> bytes:
    return hand.session.file.render(hand.editor.state)[0]


def _saved(hand: Hand) -> bytes:
    hand.session.save()
    return hand.place.file.read_bytes()


def _assert_there_and_back(hand: Hand, first: bytes) -> None:
    """Undo all, redo all, with a restart at either end and one on the way."""
    while hand.editor.history.undone:
        hand.editor.redo()
    last, depth = _bytes(hand), len(hand.editor.history.done)
    for at in range(depth):
        if at == depth // 2:
            AROUND["die"](hand)
        hand.editor.undo()
    assert _bytes(hand) == first
    assert _saved(hand) == first
    AROUND["close"](hand)
    assert len(hand.editor.history.undone) == depth
    for at in range(depth):
        if at == depth // 2:
            AROUND["save and die"](hand)
        hand.editor.redo()
    assert _saved(hand) == last


@given(seed=st.integers(0, 10**6), words=st.lists(WORDS, max_size=25))
@settings(max_examples=150, deadline=None)
def test_undo_all_and_redo_all_whatever_was_done(
    seed: int, words: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = new_place(tmp_path_factory.mktemp("law"))
    put(place, speaker("first"), speaker("second", 51))
    first = place.file.read_bytes()
    hand = _hand(place, seed)
    for word in words:
        if word in COMMANDS:
            hand.give(word)
        else:
            AROUND[word](hand)
    _assert_there_and_back(hand, first)
    hand.session.close()


@pytest.mark.parametrize("seed", [1, 2])
def test_five_hundred_random_commands_with_restarts(seed: int, tmp_path: Path, tell: Callable[[str], None]) -> None:
    """Every kind is drawn, and most of them change something."""
    place = new_place(tmp_path)
    put(place)
    first = place.file.read_bytes()
    hand = _hand(place, seed)
    names = [*COMMANDS, *["make", "make saying", "make several", "note", "mark"] * 2]
    for number in range(500):
        undone = bool(hand.editor.history.undone)
        hand.give(hand.dice.choice([*names, *["undo", "redo", "redo"] * (8 * undone)]))
        if number % 40 == 17:
            AROUND[hand.dice.choice(list(AROUND))](hand)
    changing = sum(hand.changed.values())
    tell(f"500 commands of {len(COMMANDS)} kinds, {changing} of them changed something")
    assert set(hand.drawn) == set(COMMANDS)
    assert all(hand.changed[name] for name in COMMANDS)
    assert changing >= 0.6 * 500
    _assert_there_and_back(hand, first)
    hand.session.close()
