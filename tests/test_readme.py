"""What the README says is so: its tables are those of the program, its commands are those of CI, its tour can be gone."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest

from tests.pty.terminal import Terminal, workbench
from tests.readme import COMMAND, README, blocks, written
from tests.screenshot import TARGET
from workbench.cli import exchange
from workbench.cli.main import COMMANDS
from workbench.core.codebook import Codebook
from workbench.desk.keymaps import live_keymap
from workbench.desk.person import PersonSettings
from workbench.interchange.exchange import exchange_format, exchange_formats
from workbench.keys.report import markdown_tables
from workbench.store.annotation_reader import AnnotationReader
from workbench.store.codebook_file import read_codebook
from workbench.store.entity_file import parse_entities
from workbench.store.places import config_folder
from workbench.store.shipped import default_codebook

from .cli.calls import write

TEXT = README.read_text("utf-8")
CI = (README.parent / ".ci" / "run").read_text("utf-8")


def _codebook() -> Codebook:
    return read_codebook(default_codebook(), "codebook.toml")


def _code_blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", TEXT, re.S)


@pytest.mark.parametrize("name", ["keys", "commands", "formats"])
def test_the_generated_tables_are_those_of_the_program(name: str) -> None:
    assert written()[name] == blocks()[name], f"write them anew: {COMMAND}"


def test_the_key_table_is_the_live_one_of_a_person_without_settings() -> None:
    live, problems = live_keymap("default", _codebook())
    assert problems == ()
    assert written()["keys"] == markdown_tables(live)


def test_the_command_table_has_every_command() -> None:
    table = written()["commands"]
    assert all(f"| `workbench {name}" in table for name in COMMANDS)


def test_the_format_table_has_every_format() -> None:
    table = written()["formats"]
    assert all(f"| `{name}` |" in table for name in exchange_formats())


def test_the_recipes_name_formats_and_options_that_there_are() -> None:
    calls = re.findall(r"^workbench (?:-C \S+ )?(import|export) ([\w-]+)(.*?)(?: +#.*)?$", TEXT, re.M)
    assert len(calls) >= 3
    for command, name, rest in calls:
        found = getattr(exchange_format(name), "read" if command == "import" else "write")
        assert found is not None, f"{command} {name}"
        known = {option for one in getattr(exchange, command).params for option in one.opts}
        assert set(re.findall(r"(--[\w-]+)", rest)) <= known


def test_the_two_commands_are_those_of_ci_and_of_the_project() -> None:
    run, tests = [
        line for block in _code_blocks("sh") for line in block.splitlines() if line.startswith("python3 -m venv")
    ]
    assert run == "python3 -m venv .venv && .venv/bin/pip install -q -e . && .venv/bin/workbench"
    assert tests == "python3 -m venv .venv && .venv/bin/pip install -q -e '.[dev]' && .venv/bin/pytest"
    assert f"  {tests}\n" in CI
    checks = re.findall(r"^\| (?:format|lint|types|imports|slow tests) \| `(.*)` \|$", TEXT, re.M)
    assert len(checks) == 5
    assert all(check in CI for check in checks)


def test_the_examples_of_files_can_be_read() -> None:
    annotations, entity, settings, keymap = _code_blocks("toml")
    state = AnnotationReader(_codebook()).read(annotations.encode(), "README.md")
    assert [record.layer for record in state.records.values()] == ["actor", "claim"]
    (found,) = parse_entities(entity.encode(), "README.md").entities
    assert found.aliases == ("RUSI",)
    assert msgspec.convert(tomllib.loads(settings), PersonSettings).keymap == "international"
    write(config_folder(), "keymaps/mine.toml", keymap)
    live, problems = live_keymap("mine", _codebook())
    assert problems == ()
    assert live.keys_of("record.delete") == ("d d",)


def test_every_room_of_the_package_is_described() -> None:
    rooms = {path.name for path in (README.parent / "workbench").iterdir() if (path / "__init__.py").is_file()}
    assert rooms == set(re.findall(r"^\| `(\w+)/` \|", TEXT, re.M))


def test_the_picture_is_there_and_needs_nothing_from_elsewhere() -> None:
    assert f"]({TARGET.relative_to(README.parent)})" in TEXT
    picture = TARGET.read_text("utf-8")
    assert "Harchaoui" in picture
    assert "@font-face" not in picture
    assert "url(http" not in picture


def _tour(name: str = "tour") -> list[tuple[list[str], str]]:
    table = TEXT.partition(f"<!-- {name}")[2].partition("\n\n")[2].partition("\n\n")[0]
    rows = [re.fullmatch(r"\| (.*?) \| (.*) \|", line) for line in table.splitlines()[2:]]
    return [(re.findall("`([^`]+)`", row[1]), row[2]) for row in rows if row is not None]


NAMES = {"Enter": "enter", "Esc": "escape", "Tab": "tab"}


def follow(terminal: Terminal, keys: Sequence[str]) -> None:
    """Press keys one by one, as a reader does: what comes in one piece would be a paste."""
    for key in keys:
        terminal.press(NAMES.get(key, key))
        terminal.reads_for(0.03)


@pytest.mark.slow
def test_the_tour_can_be_gone(tmp_path: Path) -> None:
    tour = _tour()
    assert len(tour) >= 15
    with workbench(tmp_path, "--annotator", "ann", size=(120, 36)) as terminal:
        terminal.sees("Donald Trump", "coder-a")
        for keys, does in tour[:-1]:
            follow(terminal, keys)
            terminal.sees(re.findall("`([^`]+)`", does)[-1])
            terminal.settles()  # the words may have stood there before
        follow(terminal, tour[-1][0])
        assert terminal.ends() == 0
    (made,) = tmp_path.rglob("annotations/ann/libya-haftar.toml")
    state = AnnotationReader(_codebook()).read(made.read_bytes(), "ann")
    assert sorted(record.layer for record in state.records.values()) == ["actor", "actor", "claim", "stance"]
    (claim,) = state.of_layer("claim")
    assert claim.text("issue") == "us-libya-policy"


@pytest.mark.slow
def test_the_tour_of_a_review_decides_three_differences_and_reads_the_figures(tmp_path: Path) -> None:
    tour = _tour("review tour")
    assert len(tour) >= 10
    with workbench(tmp_path, "--annotator", "rev", "review", size=(120, 36)) as terminal:
        terminal.sees("36 to decide")
        for keys, does in tour[:-1]:
            follow(terminal, keys)
            terminal.sees(re.findall("`([^`]+)`", does)[-1])
            terminal.settles()  # the words may have stood there before
        follow(terminal, tour[-1][0])
        assert terminal.ends() == 0
    (made,) = tmp_path.rglob("gold/libya-haftar.toml")
    state = AnnotationReader(_codebook()).read(made.read_bytes(), "gold")
    decided = [record.decision for record in state.records.values() if record.decision]
    assert sorted(one.decision for one in decided if one.decision != "agreed") == ["take", "take", "union"]
    assert [one.reason for one in decided if one.reason] == ["guideline"]
