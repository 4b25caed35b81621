"""``workbench review`` from the command line: what it refuses before any screen opens, and what it opens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.calls import sample
from workbench.cli.main import main
from workbench.desk.reviewing import ReviewDesk


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> list[ReviewDesk]:
    """A terminal is there, and a screen that would open is caught."""
    caught: list[ReviewDesk] = []

    def run(desk: ReviewDesk, make: Callable[[str], object], page: object) -> int:
        assert page is None
        make("mono")
        caught.append(desk)
        return 0

    monkeypatch.setattr("workbench.cli.review.check_terminal", lambda: None)
    monkeypatch.setattr("workbench.cli.screen.run_screen", run)
    return caught


def test_without_a_terminal_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-C", str(tmp_path), "review"]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert "needs a terminal" in said.err


def test_it_opens_the_sample_with_what_was_asked_for(tmp_path: Path, terminal: list[ReviewDesk]) -> None:
    sample(tmp_path)
    assert main(["-C", str(tmp_path / "sample"), "review", "libya-haftar", "--blind", "--with-suggestions"]) == 0
    (desk,) = terminal
    assert (desk.blind, desk.with_suggestions) == (True, True)
    assert desk.takers("libya-haftar") == ["coder-a", "coder-b"]


def test_an_article_that_is_not_there_is_named(
    tmp_path: Path, terminal: list[ReviewDesk], capsys: pytest.CaptureFixture[str]
) -> None:
    sample(tmp_path)
    assert main(["-C", str(tmp_path / "sample"), "review", "moon"]) == 2
    assert "there is no article “moon” here" in capsys.readouterr().err
    assert terminal == []
