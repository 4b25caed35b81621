"""What every test gets: a home of its own, so that nothing of the person who runs them is read or written."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

# A test is never failed by a clock: the machine may be busy with the others. Where a change is judged, the same examples
# are drawn each time; on a person's machine others each time, so that what nobody thought of is found.
settings.register_profile("workbench", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("workbench")

# Nobody watches the frames of a journey: it goes on as soon as one is painted, not with the next sixtieth of a second.
os.environ["TEXTUAL_FPS"] = "1000"


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Prints a figure at the end of the run, in whichever process the test ran."""
    return lambda text: record_property("told", text)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What tests counted."""
    reports = [one for some in terminalreporter.stats.values() for one in some if isinstance(one, pytest.TestReport)]
    told = [
        (report.nodeid, value)
        for report in reports
        for name, value in report.user_properties
        if (name, report.when) == ("told", "call")
    ]
    if told:
        terminalreporter.section("counted", "-")
    for test, text in sorted(told):
        terminalreporter.line(f"{test.rpartition('::')[2]}: {text}")


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
