from __future__ import annotations

from pathlib import Path

import pytest

from .calls import Caller, sample


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Caller:
    """``workbench`` called in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return Caller(capsys)


@pytest.fixture
def call_sample(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Caller:
    """``workbench -C <copy of the sample>``."""
    return Caller(capsys, sample(tmp_path))


@pytest.fixture
def call_new(call: Caller, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Caller:
    """``workbench -C <new project>``."""
    assert call("init", "new").status == 0
    return Caller(capsys, tmp_path / "new")
