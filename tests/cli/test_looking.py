from __future__ import annotations

from pathlib import Path

import pytest

from workbench.keys.report import markdown_tables
from workbench.store.places import config_folder

from .calls import Caller, write


def test_status_is_a_table_of_articles_and_annotators(call_sample: Caller) -> None:
    assert call_sample.root is not None
    write(call_sample.root, "articles/second.md", "Two.")
    write(call_sample.root, "annotations/coder-b/second.toml", 'status = "open"\n[[actor]]\n[[actor.mention]]\n')
    said = call_sample("status")
    assert (said.status, said.err) == (0, "")
    assert [" | ".join(line.split("  ")).replace(" ", "") for line in said.lines]
    rows = [[cell.strip() for cell in line.split("  ") if cell.strip()] for line in said.lines]
    assert rows == [
        ["article", "coder-a", "coder-b"],
        ["libya-haftar", "done 95", "done 90"],
        ["second", "–", "open 1"],
        ["2 articles", "1 done, 0 open, 95 records", "1 done, 1 open, 91 records"],
    ]
    assert len({line.rstrip().rfind("  ") for line in said.lines}) == 1


def test_status_as_json(call_sample: Caller) -> None:
    found = call_sample("status", "--json").json
    assert found == {
        "title": "US and Russia in Libya",
        "articles": [
            {
                "id": "libya-haftar",
                "annotations": {
                    "coder-a": {"status": "done", "records": 95},
                    "coder-b": {"status": "done", "records": 90},
                },
            }
        ],
        "annotators": {
            "coder-a": {"done": 1, "open": 0, "records": 95},
            "coder-b": {"done": 1, "open": 0, "records": 90},
        },
    }


def test_status_counts_the_gold_and_bears_what_cannot_be_read(call_sample: Caller) -> None:
    assert call_sample.root is not None
    write(call_sample.root, "gold/libya-haftar.toml", 'status = "open"\n[[rejected]]\n')
    (call_sample.root / "annotations/coder-b/libya-haftar.toml").unlink()
    (call_sample.root / "annotations/coder-b/libya-haftar.toml").mkdir()
    said = call_sample("status")
    (line,) = [line for line in said.lines if line.startswith("libya")]
    assert line.split() == ["libya-haftar", "done", "95", "cannot", "be", "read", "open", "0"]
    assert said.status == 1
    status = call_sample("status", "--json").json
    assert status["articles"][0]["annotations"]["coder-b"]["status"] == "unreadable"


@pytest.mark.parametrize("how", ["cut", "no TOML", "conflict", "bytes"])
def test_status_does_not_pass_a_broken_file_off_as_work(call_sample: Caller, how: str) -> None:
    assert call_sample.root is not None
    path = call_sample.root / "annotations" / "coder-b" / "libya-haftar.toml"
    good = path.read_bytes()
    spoilt = {
        "cut": good[: len(good) // 2].rstrip(b"\n"),
        "no TOML": b"x = [\n",
        "conflict": good.replace(b"[[stance]]", b"<<<<<<< HEAD\n[[stance]]", 1),
        "bytes": b"\xff" + good.replace(b"status", b"state"),
    }
    path.write_bytes(spoilt[how])
    said = call_sample("status")
    assert (said.status, said.err) == (1, "1 file cannot be read; workbench check says why\n")
    (line,) = [line for line in said.lines if line.startswith("libya")]
    assert line.split() == ["libya-haftar", "done", "95", "cannot", "be", "read"]
    assert call_sample("status", "--json").status == 1
    assert path.read_bytes() == spoilt[how]


def test_status_of_an_empty_project(call_new: Caller) -> None:
    assert call_new("status").lines == ["article", "0 articles"]


def test_the_project_around_the_folder_is_found(
    call_sample: Caller, call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert call_sample.root is not None
    monkeypatch.chdir(call_sample.root / "annotations/coder-a")
    assert call("status").out == call_sample("status").out


def test_keys_outside_a_project_are_the_default_ones(call: Caller) -> None:
    said = call("keys")
    assert (said.status, said.err) == (0, "")
    assert "  c                make.claim" in said.out
    found = call("keys", "--json").json
    assert (found["keymap"], found["problems"]) == ("default", [])
    (row,) = [row for row in found["rows"] if row["command"] == "app.undo"]
    assert row["keys"] == ["u"]


def test_keys_of_another_keymap_and_as_markdown(call: Caller) -> None:
    assert call("keys", "--keymap", "vim", "--json").json["keymap"] == "vim"
    said = call("keys", "--markdown")
    assert said.out.startswith("**Everywhere on the main screen**\n\n| keys | command | does |\n")
    assert said.out.count("| keys | command | does |") == len([line for line in said.lines if line.startswith("**")])
    assert markdown_tables.__doc__


def test_the_layers_of_a_project_have_their_keys(call_sample: Caller) -> None:
    assert call_sample.root is not None
    book = call_sample.root / "codebook.toml"
    layer = '\n[[layer]]\nname = "event"\nprefix = "e"\nkey = "i"\n[[layer.slot]]\nname = "words"\ntype = "part"\n'
    book.write_text(book.read_text("utf-8") + layer, "utf-8")
    rows = call_sample("keys", "--json").json["rows"]
    assert [row["keys"] for row in rows if row["command"] == "make.event"] == [["i"]]


def test_a_persons_own_keymap_is_live_and_its_problems_are_told(call: Caller) -> None:
    write(config_folder(), "settings.toml", 'keymap = "mine"\n')
    text = 'format = 1\ntitle = "Mine"\nbase = "default"\n[app]\n"app.undo" = ["z"]\n"app.redo" = ["ctrl+m"]\n"app.fly" = ["F"]\n'
    path = write(config_folder(), "keymaps/mine.toml", text)
    said = call("keys", "--json")
    assert said.status == 1
    (row,) = [row for row in said.json["rows"] if row["command"] == "app.undo"]
    assert row["keys"] == ["z"]
    assert [problem["path"] for problem in said.json["problems"]] == [str(path)] * 2
    assert said.err.count("\n") == 2
    assert "app.fly" in said.err
    assert "ctrl+m" in said.err


def test_a_keymap_that_is_set_and_missing_falls_back_and_says_so(call: Caller) -> None:
    write(config_folder(), "settings.toml", 'keymap = "gone"\n')
    said = call("keys")
    assert said.status == 1
    assert "there is no keymap “gone”" in said.err
    assert "app.undo" in said.out


def test_settings_and_codebook_that_cannot_be_read_stop_the_list_of_keys(call_sample: Caller) -> None:
    assert call_sample.root is not None
    write(call_sample.root, "codebook.toml", "[")
    said = call_sample("keys")
    assert (said.status, said.out) == (2, "")
    assert said.err.startswith("workbench: codebook.toml: is not TOML")


def test_the_project_of_a_file_is_the_one_around_it(call_sample: Caller, call: Caller, tmp_path: Path) -> None:
    assert call_sample.root is not None
    said = call("-C", call_sample.root / "articles/libya-haftar.txt", "status")
    assert said.out == call_sample("status").out
