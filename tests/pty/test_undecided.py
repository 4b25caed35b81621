"""From a merge that git stops at to the commit that ends it: the driver, the screen, git again."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.desk.branches import CODEBOOK, CODER, GOLD, TEXT, Pair, Repository
from tests.pty.terminal import workbench
from workbench.core.annotation import Annotations, Fragment, Header, Record
from workbench.store.annotation_writer import annotation_bytes


@pytest.mark.parametrize(
    ("path", "command"),
    [
        (CODER, ["--annotator", "rose", "{root}"]),
        (CODER, ["-C", "{root}", "review"]),
        (GOLD, ["-C", "{root}", "review"]),
    ],
    ids=["coder", "review of a coder", "review of the gold"],
)
def test_a_merge_is_decided_on_the_screen_and_committed(tmp_path: Path, path: str, command: list[str]) -> None:
    repository = Repository(tmp_path / "levy")
    head = Header("levy", hashlib.sha256(TEXT.encode()).hexdigest(), "gold" if path == GOLD else "rose")
    one = Record("actor", "a-one", {"mention": (Fragment(0, 7, TEXT[:7]),)}, {"kind": "person"})
    two = Record("actor", "a-two", {"mention": (Fragment(60, 69, TEXT[60:69]),)}, {"kind": "state"})

    def data(*records: Record) -> bytes:
        return annotation_bytes(Annotations(head, {record.id: record for record in records}), CODEBOOK)

    pair = Pair(path, data(one), data(one.with_value("kind", "media")), data(one.with_value("kind", "place"), two))
    repository.merge(pair)
    assert repository.unmerged()
    marks = (repository.root / path).read_bytes()
    with workbench(tmp_path, *(word.format(root=repository.root) for word in command), size=(80, 24)) as terminal:
        shown = terminal.sees("changed twice: 1 record", "ours: kind media", "theirs: kind place")
        assert "Enter" in shown
        assert (repository.root / path).read_bytes() == marks
        terminal.press("tab", "enter")
        terminal.sees("git add", "saved")
        terminal.press("q")
        assert terminal.ends() == 0
    assert (repository.root / path).read_bytes() == data(one.with_value("kind", "place"), two)
    repository.git("add", path)
    repository.git("commit", "-q", "-m", "merged")
    assert not repository.unmerged()
