"""Every sign of ours has a stand-in where only ASCII can be shown: none becomes a question mark."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import workbench
from workbench.core.lettering import ASCII, FULL, SIGNS
from workbench.core.width import cells

ROOT = Path(workbench.__file__).parent


def said(room: str) -> Iterator[str]:
    """The texts that stand in the code of a room, without what explains it."""
    for path in (ROOT / room).glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        explaining = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explaining:
                yield node.value


@pytest.mark.parametrize("room", ["tui", "cli", "keys", "editor", "review"])
def test_every_sign_of_ours_can_be_told_in_ascii(room: str) -> None:
    signs = {char for text in said(room) for char in text if "~" < char < "\U0001f000" and char.isprintable()}
    assert {sign for sign in signs if ASCII.of(sign) == "?"} == set()
    assert {sign for sign in signs if cells(ASCII.of(sign)) != cells(sign)} == set()
    assert all(ASCII.of(sign).isascii() for sign in signs)


@pytest.mark.parametrize("signs", ["●■▲▼◆○", "⟦⟧⟨⟩⟪⟫", "✓✗≠▫⚑▸"], ids=["nodes", "brackets", "states"])
def test_signs_that_are_told_from_each_other_still_are(signs: str) -> None:
    for lettering in (FULL, SIGNS, ASCII):
        assert len(set(lettering.of(signs))) == len(signs)
