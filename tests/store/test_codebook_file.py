"""Codebooks, and the files that come with the program."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from workbench.core.errors import FileError
from workbench.store.codebook_file import parse_codebook, read_codebook
from workbench.store.places import config_folder, data_folder, project_state, state_folder
from workbench.store.shipped import default_codebook, sample_project, shipped, shipped_keymaps


def test_every_field_of_a_codebook_is_read() -> None:
    text = """
format = 1
version = 4
title = "T"
[[layer]]
name = "note_taken"
title = "Notes"
prefix = "n"
key = "n"
color = "red"
help = "h"
[[layer.slot]]
name = "topic"
type = "reference"
title = "Topic"
help = "th"
required = true
many = true
to = ["issue", "author"]
[[layer.slot]]
name = "mood"
type = "attribute"
values = ["good", "bad"]
keys = ["g", "b"]
default = "good"
[[layer.slot]]
name = "size"
type = "attribute"
kind = "integer"
default = 3
[[issue]]
id = "a"
title = "A"
help = "ah"
[[issue]]
id = "b"
parent = "a"
"""
    book = parse_codebook(text.encode(), "codebook.toml")
    [layer] = book.layers
    topic, mood, size = layer.slots
    assert (book.version, book.title) == (4, "T")
    assert (layer.name, layer.title, layer.prefix, layer.key, layer.color, layer.help) == (
        "note_taken",
        "Notes",
        "n",
        "n",
        "red",
        "h",
    )
    assert (topic.type, topic.title, topic.help, topic.required, topic.many, topic.to) == (
        "reference", "Topic", "th", True, True, ("issue", "author"),
    )  # fmt: skip
    assert (mood.values, mood.keys, mood.default, mood.kind) == (("good", "bad"), ("g", "b"), "good", "choice")
    assert (size.kind, size.default, size.many, size.required) == ("integer", 3, False, False)
    assert [(one.id, one.title, one.parent, one.help) for one in book.issues] == [
        ("a", "A", "", "ah"),
        ("b", "", "a", ""),
    ]


def test_what_is_shipped_can_be_read() -> None:
    assert [layer.name for layer in read_codebook(default_codebook(), "codebook.toml").layers] == [
        "actor",
        "stance",
        "claim",
    ]
    assert {"default", "vim", "international"} <= set(shipped_keymaps())
    assert (sample_project() / "workbench.toml").is_file()
    with pytest.raises(Exception, match="nothing/ is missing from this installation"):
        shipped("nothing")


def test_the_users_own_folders_lie_in_their_home(home: Path, tmp_path: Path) -> None:
    for folder in (data_folder(), config_folder(), state_folder()):
        assert home in folder.parents
        assert folder.name == "article-workbench"
    one, two = project_state(tmp_path / "a"), project_state(tmp_path / "b")
    assert one != two
    assert one == project_state(tmp_path / "x" / ".." / "a")
    assert (one.parent, len(one.name)) == (state_folder() / "projects", 16)
    assert os.path.commonpath([one, home]) == str(home)


@pytest.mark.parametrize(
    ("first", "what"),
    [
        ("format = 2", "2 is newer than this program reads"),
        ("format = true", "True is not a format"),
        ("version = 1", "the first line should be `format = 1`"),
    ],
)
def test_a_codebook_of_another_format_is_refused(first: str, what: str) -> None:
    text = f'{first}\n[[layer]]\nname = "x"\nprefix = "x"\n[[layer.slot]]\nname = "y"\ntype = "part"\n'
    with pytest.raises(FileError, match=what):
        parse_codebook(text.encode(), "codebook.toml")
