"""What every test gets: a home of its own, so that nothing of the person who runs them is read or written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# A test is never failed by a clock: the machine may be busy with the others. Where a change is judged, the same examples
# are drawn each time; on a person's machine others each time, so that what nobody thought of is found.
settings.register_profile("workbench", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("workbench")


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder, with all that belongs to the user inside it; the annotator is ``tester``."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(folder))
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.setenv("WORKBENCH_ANNOTATOR", "tester")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    return folder
