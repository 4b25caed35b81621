"""The user's folders are where the library for all systems says they are."""

from __future__ import annotations

import sys
from pathlib import Path

import platformdirs
import pytest

from workbench.store.places import config_folder, data_folder, state_folder

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
