"""The user's folders are where the library for all systems says they are."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import platformdirs
import pytest

from workbench.store.places import config_folder, data_folder, key_of, project_state, state_folder

FOLDERS = {
    "XDG_DATA_HOME": (data_folder, platformdirs.user_data_dir),
    "XDG_CONFIG_HOME": (config_folder, platformdirs.user_config_dir),
    "XDG_STATE_HOME": (state_folder, platformdirs.user_state_dir),
}


@pytest.mark.skipif(sys.platform != "linux", reason="the rule is worked out for Linux alone")
@pytest.mark.parametrize("value", [None, "", " ", "/elsewhere", "/else where/deep", "~/mine", "relative"])
@pytest.mark.parametrize("variable", FOLDERS)
def test_the_folders_are_those_of_the_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str | None
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv(variable, raising=False)
    if value is not None:
        monkeypatch.setenv(variable, value)
    ours, theirs = FOLDERS[variable]
    assert ours() == Path(theirs("article-workbench", appauthor=False))


@pytest.mark.parametrize("text", ["", "me", "Zoë", "/a path/of bytes \udcff"])
def test_a_short_name_is_the_beginning_of_the_hash(text: str) -> None:
    assert key_of(text) == hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def test_a_project_has_one_state_folder_by_whatever_way_it_is_reached(tmp_path: Path) -> None:
    (tmp_path / "project" / "articles").mkdir(parents=True)
    (tmp_path / "link").symlink_to("project")
    wanted = state_folder() / "projects" / key_of(str((tmp_path / "project").resolve()))
    ways = ("project", "link", "project/articles/..", "link/articles/../../link")
    assert {project_state(tmp_path / way) for way in ways} == {wanted}
