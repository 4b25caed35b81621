"""A project that two people have coded, written by hand, and a reviewer in front of it."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from tests.tui.journey import Journey
from tests.tui.projects import HARBOUR
from workbench.core.annotation import Annotations, Fragment, Header, Record, Value
from workbench.desk.gold_editor import GoldEditor
from workbench.desk.jobs import check_project
from workbench.desk.reviewing import ReviewDesk
from workbench.review.item import Item
from workbench.review.state import Review
from workbench.store.annotation_file import AnnotationFile
from workbench.store.annotation_writer import annotation_bytes
from workbench.store.codebook_file import read_codebook
from workbench.tui.review_app import ReviewApp


def piece(words: str) -> Fragment:
    """The first place of these words in the article."""
    start = HARBOUR.index(words)
    return Fragment(start, start + len(words), words)


def record(layer: str, name: str, parts: Mapping[str, str], note: str = "", **values: Value) -> Record:
    """A record; ``parts`` gives the words of each part."""
    return Record(layer, name, {part: (piece(words),) for part, words in parts.items()}, values, note)


def coded(root: Path, annotator: str, *records: Record) -> Path:
    """Write the file of an annotator for the article about the harbour; below ``suggestions/`` where so named."""
    codebook = read_codebook(root / "codebook.toml", "codebook.toml")
    sha256 = hashlib.sha256(HARBOUR.encode()).hexdigest()
    header = Header("harbour", sha256, annotator.removeprefix("suggestions/"), "open", codebook.version)
    folder = root / annotator if annotator.startswith("suggestions/") else root / "annotations" / annotator
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "harbour.toml"
    path.write_bytes(annotation_bytes(Annotations(header, {one.id: one for one in records}), codebook))
    return path


def two_coders(root: Path) -> Path:
    """Ann and Bob agree on the mayor, and differ in a boundary, a link, values, a content, and a mention that Ann lacks."""
    coded(
        root,
        "ann",
        record("actor", "a-aaaaa1", {"mention": "Anna Keller"}, entity="anna-keller"),
        record("actor", "a-aaaaa2", {"mention": "Port Union"}, entity="port-union"),
        record("actor", "a-aaaaa3", {"mention": "Omar Haddad"}, entity="omar-haddad"),
        record(
            "claim",
            "c-aaaaa1",
            {"cue": "said", "content": "that the harbour will close in May"},
            note="is this hers?",
            source="a-aaaaa1",
            kind="prediction",
            certainty="asserted",
            quotation="indirect",
        ),
    )
    coded(
        root,
        "bob",
        record("actor", "a-bbbbb1", {"mention": "Anna Keller"}, entity="anna-keller"),
        record("actor", "a-bbbbb2", {"mention": "the Port Union"}, entity="port-union"),
        record("actor", "a-bbbbb3", {"mention": "Omar Haddad"}, entity="port-union"),
        record("actor", "a-bbbbb4", {"mention": "Zorvath"}, kind="person"),
        record(
            "claim",
            "c-bbbbb1",
            {"cue": "said", "content": "the harbour will close"},
            source="a-bbbbb1",
            kind="assertion",
            certainty="asserted",
            quotation="indirect",
        ),
    )
    return root


class Sitting(Journey):
    """A reviewer at the keyboard."""

    @property
    def review(self) -> Review:
        """The review of the open article."""
        editor = self.app.stage.editor
        assert isinstance(editor, GoldEditor)
        return editor.review

    @property
    def item(self) -> Item:
        """The current item."""
        assert self.review.current is not None
        return self.review.current

    @property
    def gold(self) -> Annotations:
        """The gold as it stands."""
        return self.review.gold

    async def stand(self, source: str) -> None:
        """Go from item to item until one holds this record (annotator/id)."""
        for _ in range(len(self.review.items)):
            await self.press("[")
        for _ in range(len(self.review.items)):
            if source in self.item.key.split("+"):
                return
            await self.press("]")
        raise AssertionError(f"{source} is not among the open items")

    def made_from(self, source: str) -> list[Record]:
        """The gold records that were made from this record."""
        return [one for one in self.gold.records.values() if one.decision and source in one.decision.sources]


@asynccontextmanager
async def sitting(
    root: Path,
    size: tuple[int, int] = (120, 40),
    *,
    article: str = "",
    blind: bool = False,
    with_suggestions: bool = False,
    only: tuple[str, ...] = (),
) -> AsyncIterator[Sitting]:
    """The reviewer's screen open on a project."""
    desk, _ = ReviewDesk.open(root, "rev")
    desk.blind, desk.with_suggestions, desk.only = blind, with_suggestions, only
    app = ReviewApp(desk, desk.first_article(article, desk.places.read()))
    async with app.run_test(size=size) as pilot:
        walk = Sitting(app, pilot)
        await walk.settle()
        yield walk


def saved_gold(root: Path, article: str = "harbour") -> Annotations:
    """The gold as it lies on disk."""
    codebook = read_codebook(root / "codebook.toml", "codebook.toml")
    found = AnnotationFile(root / "gold" / f"{article}.toml", codebook, "gold", article, "gold").load()
    assert found.state is not None
    assert found.canonical
    return found.state


def problems(root: Path) -> list[str]:
    """What ``workbench check`` says of a project."""
    return [str(one) for one in check_project(root)]
