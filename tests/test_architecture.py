"""The rooms: import contracts hold and can fail, and nothing but the screen ever loads Textual."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from workbench.cli.main import COMMANDS

from .cli.calls import sample, write

ROOT = Path(__file__).resolve().parents[1]
PURE = {"editor", "suggest", "review", "network"}
LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
ROOMS = sorted(path.name for path in (ROOT / "workbench").iterdir() if (path / "__init__.py").is_file())

QUIET_ROOMS = """
import importlib, pkgutil, sys
room = importlib.import_module("workbench." + sys.argv[1])
for module in pkgutil.walk_packages(room.__path__, room.__name__ + "."):
    importlib.import_module(module.name)
assert "textual" not in sys.modules, "textual was imported"
"""

QUIET_COMMANDS = """
import sys
from workbench.cli.main import main
status = main(sys.argv[1:])
assert "textual" not in sys.modules, "textual was imported"
sys.exit(status)
"""


def _python(code: str, *arguments: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", check=False, cwd=cwd, env=os.environ | environment
    )


def _contracts() -> list[dict[str, Any]]:
    found = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    assert isinstance(found, list)
    return found


def test_the_contracts_hold() -> None:
    done = _python(LINT)
    assert done.returncode == 0, done.stdout
    assert f"{len(_contracts())} kept, 0 broken" in done.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("module", "imported", "broken"),
    [
        ("core/bad.py", "workbench.store.atomic", "Rooms import to the right only"),
        ("keys/bad.py", "workbench.linking.fold", "Rooms import to the right only"),
        ("gossip/__init__.py", "workbench.core.span", "Rooms import to the right only"),
        ("editor/bad.py", "workbench.store.atomic", "The pure rooms never reach a file"),
        ("desk/bad.py", "textual.app", "Only the tui knows Textual"),
        ("cli/bad.py", "workbench.tui.app", "Only the tui knows Textual"),
        ("core/bad.py", "msgspec", "The core knows no library"),
    ],
)
def test_a_contract_can_be_broken(tmp_path: Path, module: str, imported: str, broken: str) -> None:
    shutil.copytree(ROOT / "workbench", tmp_path / "workbench", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    write(tmp_path / "workbench", module, f"import {imported}\n")
    done = _python(f"import sys; sys.path.insert(0, '.'); {LINT}", cwd=tmp_path, PYTHONPATH=str(tmp_path))
    assert done.returncode == 1, done.stdout + done.stderr
    assert any(line.startswith(broken) and " BROKEN" in line for line in done.stdout.splitlines()), done.stdout


def test_every_room_that_is_there_stands_in_the_contracts() -> None:
    layers, pure, textual = _contracts()[:3]
    rooms = {name.strip(" ()") for layer in layers["layers"] for name in layer.split("|")}
    assert set(ROOMS) <= rooms
    assert {f"workbench.{name}" for name in PURE & set(ROOMS)} == set(pure["source_modules"])
    assert {f"workbench.{name}" for name in set(ROOMS) - {"tui"}} == set(textual["source_modules"])


@pytest.mark.parametrize("room", [room for room in ROOMS if room != "tui"])
def test_importing_a_room_leaves_textual_out(room: str) -> None:
    done = _python(QUIET_ROOMS, room)
    assert done.returncode == 0, done.stderr


CALLS = {
    "init": ["init", "new"],
    "add": ["-C", "sample", "add", "a.txt"],
    "status": ["-C", "sample", "status"],
    "check": ["-C", "sample", "check"],
    "link": ["-C", "sample", "link", "Hifter"],
    "entities": ["-C", "sample", "entities", "list"],
    "keys": ["keys"],
    "import": ["-C", "sample", "import", "brat", "brat"],
    "export": ["-C", "sample", "export", "brat", "--out", "out"],
    "agree": ["-C", "sample", "agree", "--rounds", "5"],
    "network": ["-C", "sample", "network"],
    "diff": ["diff", "--json", *["sample/annotations/coder-a/libya-haftar.toml"] * 2],
    "merge": ["merge", "--stdout", *["sample/annotations/coder-a/libya-haftar.toml"] * 3],
    "git-setup": ["git-setup", "--help"],
}


@pytest.mark.parametrize("command", [*(one for one in COMMANDS if one != "review"), "--help", "--version"])
def test_running_a_command_leaves_textual_out(tmp_path: Path, command: str) -> None:
    sample(tmp_path)
    write(tmp_path, "a.txt", "One.")
    write(tmp_path, "brat/a.txt", "One.")
    write(tmp_path, "brat/a.ann", "T1\tPerson 0 3\tOne\n")
    done = _python(QUIET_COMMANDS, *CALLS.get(command, [command]), cwd=tmp_path, PYTHONPATH=str(ROOT))
    assert (done.returncode, done.stderr.count("Traceback")) == (0, 0), done.stderr
    assert done.stdout or command == "check"


@pytest.mark.parametrize("path", ["nowhere", "--no-such-option", "review"])
def test_a_screen_that_cannot_open_says_so_without_textual(tmp_path: Path, path: str) -> None:
    done = _python(QUIET_COMMANDS, path, cwd=tmp_path, PYTHONPATH=str(ROOT))
    assert done.returncode == 2
    assert done.stderr.startswith("workbench: ")
    assert done.stderr.count("\n") == 1
