from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from workbench import __version__
from workbench.cli.commands import group
from workbench.cli.main import COMMANDS, INTERRUPTED, main
from workbench.cli.printing import out_file, out_text
from workbench.store.places import state_folder

from .calls import Caller, sample, write


def test_help_names_every_command_and_how_to_write_a_path_like_one(call: Caller) -> None:
    for option in ("--help", "-h"):
        said = call(option)
        assert said.status == 0
        assert all(f"\n  {name} " in said.out for name in COMMANDS)
        assert "./check" in said.out
        assert said.err == ""


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(call: Caller, name: str) -> None:
    said = call(name, "--help")
    assert said.status == 0
    assert said.out.startswith(f"Usage: workbench {name}")
    assert said.err == ""


def test_the_version_is_one_line(call: Caller) -> None:
    assert call("--version") == (0, f"workbench {__version__}\n", "")
    assert call("-C", "nowhere", "--version").out == f"workbench {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["add"], "workbench: Missing argument 'FILE...'. (see workbench add --help)\n"),
        (["check", "--xml"], "workbench: No such option '--xml'. (see workbench check --help)\n"),
        (["-C", "nowhere", "check"], "there is no such file or folder\n"),
        (["check"], "workbench: no project lies around this folder; name one with -C DIR"),
        (["status"], "workbench init DIR"),
        (["entities"], "workbench: Missing command."),
        (["entities", "burn"], "workbench: No such command 'burn'."),
        (["link"], "workbench: link needs a QUERY, or --batch FILE\n"),
        (["link", "x", "--limit", "0"], "workbench: Invalid value for '--limit'"),
        (["link", "--batch", "nowhere"], "workbench: "),
        (["keys", "--keymap", "qwertz"], "there is no keymap “qwertz”; there are default, "),
        (["add", "nowhere.txt"], "workbench: "),
        (["-C"], "workbench: "),
        (["./check"], "workbench: "),
        (["pictures"], "workbench: "),
    ],
)
def test_what_could_not_run_says_why_in_one_line(call: Caller, arguments: list[str], said: str) -> None:
    answer = call(*arguments)
    assert answer.status == 2
    assert said in answer.err
    assert answer.err.startswith("workbench: ")
    assert answer.err.count("\n") == 1
    assert answer.out == ""


def test_the_table_of_commands_and_the_commands_agree() -> None:
    assert list(group.list_commands(group.make_context("workbench", ["--version"]))) == list(COMMANDS)
    for name in COMMANDS:
        command = group.get_command(group.make_context("workbench", ["--version"]), name)
        assert command is not None
        assert command.name == name


def test_a_path_spelled_like_a_command_opens_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[list[str]] = []
    monkeypatch.setattr("workbench.cli.screen.open_screen", lambda arguments, _: opened.append(arguments) or 0)
    for arguments in (["./check"], [], ["-C", "check"], ["--annotator", "add", "./add"], ["--", "check"], ["./review"]):
        assert main(arguments) == 0
        assert opened.pop() == arguments


def test_an_interrupt_ends_quietly(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("workbench.desk.jobs.check_project", interrupted)
    write(Path.cwd(), "workbench.toml", "format = 1\n")
    assert call("check") == (INTERRUPTED, "", "")
    monkeypatch.setattr("workbench.cli.screen.open_screen", interrupted)
    assert main([]) == INTERRUPTED


def _run(*arguments: str, **more: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "workbench", *arguments]
    return subprocess.run(command, stderr=subprocess.PIPE, check=False, **more)  # type: ignore[call-overload,no-any-return]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no /dev/full")
def test_a_full_disk_under_stdout_is_one_line(tmp_path: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = _run("keys", stdout=full)
    assert done.returncode == 2
    assert done.stderr.startswith(b"workbench: ")
    assert done.stderr.count(b"\n") == 1


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    read, written = os.pipe()
    os.close(read)
    done = _run("keys", stdout=written)
    os.close(written)
    assert (done.returncode, done.stderr) == (141, b"")


def test_an_output_that_lacks_a_letter_gets_an_escape(tmp_path: Path) -> None:
    root = sample(tmp_path)
    environment = os.environ | {"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    done = _run("-C", str(root), "entities", "list", stdout=subprocess.PIPE, env=environment)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\\u0420\\u043e\\u0441\\u0441\\u0438\\u044f" in done.stdout


def test_what_reaches_a_terminal_is_harmless(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    write(Path.cwd(), "workbench.toml", "format = 1\n")
    write(Path.cwd(), "entities/x.toml", '[[entity]]\nid = "e"\nname = "\\u001b[31mRed\\u202e\\nline"\n')
    piped = call("entities", "list")
    assert piped.out == "e  other  \x1b[31mRed\u202e line\n"
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert call("entities", "list").out == "e  other  ␛[31mRed▫ line\n"
    as_json = call("entities", "list", "--json")
    assert "\u202e" not in as_json.out
    assert as_json.json[0]["name"] == "\x1b[31mRed\u202e\nline"


def test_texts_and_files_are_harmless_on_a_terminal_and_else_as_they_are(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    data = "a,\x1b[31m\u202eb\r\nc\n".encode()
    out_file(data)
    assert capsysbinary.readouterr().out == data
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    out_file(data + b"\xff\n")
    out_text("x\x9b\ny")
    assert capsysbinary.readouterr().out.decode() == "a,␛[31m▫b\nc\n\ufffd\nx\ufffd\ny\n"


def test_a_screen_in_a_folder_that_is_gone_says_so(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    code = "import os, sys; os.rmdir(os.getcwd()); from workbench.cli import screen; screen.check_terminal = lambda: None\n"
    code += "sys.exit(screen.open_screen([]))"
    done = subprocess.run([sys.executable, "-c", code], cwd=gone, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("workbench: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["staus"], "status"),
        (["-C", "study", "chek"], "check"),
        (["exprt", "conll", "--out", "x"], "export"),
        (["git-stup"], "git-setup"),
        (["help"], "--help"),
        (["stat\x1b[us"], "status"),
    ],
)
def test_a_mistyped_command_is_met_with_the_one_that_was_meant(call: Caller, typed: list[str], meant: str) -> None:
    said = call(*typed)
    assert (said.status, said.out) == (2, "")
    assert said.err.endswith(f"; did you mean “workbench {meant}”?\n")
    assert "\x1b" not in said.err


@pytest.mark.parametrize("typed", [["texts"], ["./staus"], ["staus.txt"], ["-C", "study", "staus"], ["chek"]])
def test_what_is_a_path_or_like_no_command_is_taken_for_a_path(call: Caller, typed: list[str]) -> None:
    write(Path.cwd(), "study/staus/one.txt", "One.")
    write(Path.cwd(), "chek", "A text.")
    said = call(*typed)
    assert said.status == 2
    assert "the screen needs a terminal" in said.err


def test_an_error_on_a_terminal_is_harmless_too(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    write(Path.cwd(), "workbench.toml", "format = 1\n")
    name = "\x1b]0;title\x07\u202e.txt"
    assert name in call("add", name).err
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert "workbench: ␛]0;title␇▫.txt: there is no such file" in call("add", name).err


def test_an_error_of_the_program_itself_is_a_sentence_and_a_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> int:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr("workbench.cli.commands.run", broken)
    assert main(["status"]) == 2
    said = capsys.readouterr().err
    assert "Traceback" not in said
    (details,) = state_folder().glob("crash-*.txt")
    assert str(details) in said
    assert "a fault of ours" in details.read_text()
