"""The main job by keyboard alone: Harchaoui's claim and a stance on it, from bytes in to TOML out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pty.projects import records, sample
from tests.pty.terminal import workbench

GOLDEN = Path(__file__).parent / "golden"
MOST_KEYS = 14
SENTENCE = "Jalel Harchaoui"

PLAIN = [
    ("c", "new claim"),
    ("enter", "claim made"),
    ("s", "new stance"),
    ("-", "▸ Polarity        oppose"),
    ("enter", "stance made"),
]
"""(key, what the screen shows after it): the claim is the target of the stance."""

ON_ISSUE = [
    ("c", "new claim"),
    ("tab", "▸ Organization"),
    ("tab", "▸ Cue"),
    ("tab", "▸ Content"),
    ("tab", "▸ Issue"),
    ("/", "type a name"),
    ("enter", "Issue           US policy on Libya"),
    ("enter", "claim made"),
    ("s", "new stance"),
    ("-", "▸ Polarity        oppose"),
    ("enter", "stance made"),
]
"""The issue is chosen by a query typed after ``/``; the stance is on the issue."""


@pytest.mark.parametrize(
    ("keys", "query", "golden"),
    [(PLAIN, "", "claim.toml"), (ON_ISSUE, "policy on", "claim_on_issue.toml")],
    ids=["plain", "issue"],
)
def test_claim_and_stance_in_at_most_14_keys(
    tmp_path: Path, keys: list[tuple[str, str]], query: str, golden: str
) -> None:
    project = sample(tmp_path)
    pressed = 0
    with workbench(tmp_path, "--annotator", "me", str(project)) as terminal:
        terminal.sees("Donald Trump has expressed", "q quit")
        terminal.press("/", *SENTENCE, "enter")
        terminal.sees(f"found “{SENTENCE}”")
        for key, shown in keys:
            terminal.press(key)
            pressed += 1
            terminal.sees(shown)
            if key == "/":
                terminal.press(*query)
                terminal.sees("▸ US policy on Libya")
        terminal.sees("saved")
        terminal.press("q")
        assert terminal.ends() == 0
    assert pressed <= MOST_KEYS
    assert records(project) == (GOLDEN / golden).read_text(encoding="utf-8")


def test_harchaoui_is_the_source_and_not_the_think_tank(tmp_path: Path) -> None:
    project = sample(tmp_path)
    with workbench(tmp_path, "--annotator", "me", str(project)) as terminal:
        terminal.sees("q quit")
        terminal.press("/", *SENTENCE, "enter")
        terminal.sees("found")
        terminal.press("c")
        shown = terminal.sees("new claim", "Cue             noted")
        assert "▸ Source          Jalel Harchaoui" in shown
        assert "Content         that the … administrations" in shown
        terminal.press("escape")
        terminal.loses("new claim")
        terminal.press("q")
        assert terminal.ends() == 0
    assert not (project / "annotations").exists()
