"""The live keymap: shipped, changed by the person's own, with every problem named by file and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.desk.keymaps import live_keymap, names_of_keymaps
from workbench.store.codebook_file import read_codebook
from workbench.store.places import config_folder
from workbench.store.shipped import default_codebook, shipped_keymaps

BOOK = read_codebook(default_codebook(), "default")


def own(text: str, name: str = "mine") -> Path:
    path = config_folder() / "keymaps" / f"{name}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", sorted(shipped_keymaps()))
def test_every_shipped_keymap_is_without_problems(name: str) -> None:
    live, problems = live_keymap(name, BOOK)
    assert problems == ()
    assert live.keys_of("make.claim") == ("c",)


def test_a_persons_own_keymap_changes_what_it_names() -> None:
    own('format = 1\ntitle = "mine"\nbase = "default"\n[app]\n"app.undo" = ["ctrl+r"]\n')
    live, problems = live_keymap("mine", BOOK)
    assert problems == ()
    assert live.keys_of("app.undo") == ("ctrl+r",)
    assert live.keys_of("app.redo") == ("U",)


def test_an_unknown_keymap_falls_back_and_says_which_there_are() -> None:
    live, problems = live_keymap("nosuch", BOOK)
    assert live.name == "default"
    assert "nosuch" in str(problems[0])
    assert "vim" in str(problems[0])


def test_problems_name_file_and_key_and_the_program_stays_usable() -> None:
    path = own(
        'format = 1\ntitle = "m"\nbase = "default"\n[article]\n"move.wrod.next" = ["l"]\n"select.toggle" = ["ctrl+h"]\n'
    )
    live, problems = live_keymap("mine", BOOK)
    said = [str(problem) for problem in problems]
    assert any(str(path) in one and "move.wrod.next" in one for one in said)
    assert any("ctrl+h" in one for one in said)
    assert live.keys_of("select.toggle") == ("v",)


def test_a_file_that_is_no_toml_leaves_the_shipped_keymap() -> None:
    path = own("format = 1\n[article\n")
    live, problems = live_keymap("mine", BOOK)
    assert str(path) in str(problems[0])
    assert live.keys_of("app.quit") == ("q",)


def test_own_keymaps_are_listed() -> None:
    own('format = 1\ntitle = "m"\n')
    assert set(names_of_keymaps()) == {*shipped_keymaps(), "mine"}
