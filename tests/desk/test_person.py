"""Who is working: asked for, environment, settings, git, login, in this order."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from workbench.core.errors import FileError
from workbench.desk.person import PersonSettings, find_person, read_person_settings
from workbench.store.places import config_folder
from workbench.store.project import safe_name


def test_the_name_asked_for_comes_first(tmp_path: Path) -> None:
    person = find_person("Élodie Müller ", PersonSettings(annotator="other"), tmp_path)
    assert (person.name, person.display) == ("élodie-müller", "Élodie Müller")


def test_then_the_environment(tmp_path: Path) -> None:
    assert find_person("", PersonSettings(annotator="other"), tmp_path).name == "tester"


def test_then_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WORKBENCH_ANNOTATOR")
    assert find_person("", PersonSettings(annotator="Coder A"), tmp_path).name == "coder-a"


def test_then_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WORKBENCH_ANNOTATOR")
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    subprocess.run(["git", "-C", str(tmp_path), "config", "user.name", "Git Person"], check=True)
    assert find_person("", PersonSettings(), tmp_path).name == "git-person"


def test_then_the_login(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WORKBENCH_ANNOTATOR")
    monkeypatch.setenv("LOGNAME", "jdoe")
    assert find_person("", PersonSettings(), tmp_path).name == "jdoe"


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("Coder A", "coder-a"),
        ("../../etc", "etc"),
        ("", "annotator"),
        ("...", "annotator"),
        ("gold", "gold-1"),
        ("a/b\\c", "a-b-c"),
        ("张三", "张三"),
        ("x" * 100, "x" * 64),
    ],
)
def test_a_name_becomes_a_folder_that_stays_in_its_place(name: str, folder: str) -> None:
    assert safe_name(name) == folder


def test_a_misspelt_setting_is_named_with_its_file() -> None:
    path = config_folder() / "settings.toml"
    path.parent.mkdir(parents=True)
    path.write_text('anotator = "x"\n')
    with pytest.raises(FileError, match=r"settings\.toml.*anotator"):
        read_person_settings()


def test_settings_are_read() -> None:
    path = config_folder() / "settings.toml"
    path.parent.mkdir(parents=True)
    path.write_text('annotator = "me"\ntheme = "dark"\nmouse = true\n')
    assert read_person_settings() == PersonSettings(annotator="me", theme="dark", mouse=True)
