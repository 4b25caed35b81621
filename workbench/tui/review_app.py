"""The reviewer's screen: the coder's application with other widgets beside the text and other commands."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from workbench.core.errors import EditError
from workbench.desk.reviewing import ReviewDesk, UndecidedFile
from workbench.keys.live import LiveKeymap
from workbench.tui.answering import Answering
from workbench.tui.app import WorkbenchApp
from workbench.tui.bars import StatusBar, TitleBar
from workbench.tui.conflict_sheet import undecided_sheet
from workbench.tui.forming import Forming
from workbench.tui.items_pane import ItemsPane
from workbench.tui.list_sheet import Item, ListSheet
from workbench.tui.measures import WIDE, review_area
from workbench.tui.moving import Command
from workbench.tui.review_commands import Deciding
from workbench.tui.review_stage import ReviewStage
from workbench.tui.review_view import ReviewView
from workbench.tui.review_walking import Walking
from workbench.tui.sheet import SheetView
from workbench.tui.versions_view import VersionsView

if TYPE_CHECKING:
    from workbench.review.scene import Item as FigureItem
    from workbench.tui.surveying import Surveying

_OVERVIEW = (
    "app.help",
    "app.palette",
    "app.articles",
    "article.next",
    "article.previous",
    "article.done",
    "app.codebook",
    "app.issue",
)


class ReviewApp(WorkbenchApp):
    """One project, one reviewer, one article at a time."""

    stage: ReviewStage
    desk: ReviewDesk

    def __init__(self, desk: ReviewDesk, article_id: str = "", *, theme_name: str = "terminal") -> None:
        super().__init__(desk, article_id, theme_name=theme_name)
        self.saving.beside = self._undecided

    def _new_stage(self, keymap: LiveKeymap) -> ReviewStage:
        return ReviewStage(self.desk, keymap, lambda: self.saving.writer.wake())

    def _commands(self) -> dict[str, Command]:
        stage = self.stage
        self.forming = Forming(stage, begin=stage.draft_form, go=stage.go_to_key)
        self.deciding = Deciding(stage, self.forming, self._edit_outside)
        self.walking = Walking(stage)
        keymap = stage.keymap
        moving = {
            name: act
            for name, act in self.moving.commands().items()
            if (command := keymap.command(name)) is not None and "mark" in command.contexts
        }
        overview = {name: act for name, act in self.overview.commands().items() if name in _OVERVIEW}
        table = self._own_commands() | self.saving.commands() | moving | overview | self.forming.commands()
        return table | {
            "app.others": lambda _: self._participants(),
            "app.problems": lambda _: self._messages(),
            **self.deciding.commands(),
            **self.walking.commands(),
            **Answering(stage).commands(),
        }

    @cached_property
    def _survey(self) -> Surveying:
        """The figures of agreement, from which one comes to the items of the review."""
        from workbench.tui.going import go_reviewing
        from workbench.tui.surveying import Surveying

        stage = self.stage

        def go(item: FigureItem) -> None:
            go_reviewing(stage, item, self.overview.open)

        hidden, only = stage.review.blind, self.desk.only
        return Surveying(stage, self.jobs, self.saving.leave_article, go, hidden=hidden, only=only)

    # Building

    def compose(self) -> ComposeResult:
        """Title, article beside items and versions, a sheet when one is open, status."""
        stage = self.stage
        stage.title = TitleBar(id="title")
        stage.view = ReviewView(self.desk.codebook, on_caret=self.caret.put, id="article")
        stage.items = ItemsPane(id="items")
        stage.detail = VersionsView(id="versions")
        stage.sheet_view = SheetView(id="sheet", on_caret=self.caret.put)
        stage.status = StatusBar(id="status")
        stage.on_sheets, stage.view.on_laid = self._arrange, self._laid
        yield stage.title
        with Horizontal(id="body"):
            yield stage.view
            with Vertical(id="side"):
                yield stage.items
                yield stage.detail
            yield stage.sheet_view
        yield stage.status

    def _arrange(self) -> None:
        """Items and versions beside the text; where it is narrow the versions under it."""
        stage = self.stage
        stage.wide = self.size.width >= WIDE
        body, side = self.query_one("#body"), self.query_one("#side", Vertical)
        body.styles.layout = "horizontal" if stage.wide else "vertical"
        stage.view.styles.height = "100%" if stage.wide else "1fr"
        side.styles.width = "38%" if stage.wide else "100%"
        side.styles.height = "100%" if stage.wide else review_area(*self.size)[1]
        stage.items.display = stage.wide
        if self._arranged_for[0] != self.size:
            self._arranged_for = (self.size, -1)
            self.call_after_refresh(self._laid)
        self._offer()

    def _undecided(self) -> None:
        """Git left a merge in somebody's file of this article: ask for each record which branch is right."""
        waiting, self.desk.undecided = self.desk.undecided, ()
        for one in reversed(waiting):
            whose = "one of them" if self.desk.blind else one.name
            self.stage.push(undecided_sheet(self.stage, one, whose, partial(self._settle, one)))

    def _settle(self, one: UndecidedFile, take_theirs: frozenset[str]) -> None:
        """Write what was decided; when nothing more is asked, the file takes part."""
        article_id = self.stage.editor.article.id
        self.desk.settle(one, article_id, take_theirs)
        if not self.stage.sheets:
            self.overview.open(article_id)
        self.stage.say(f"decided and saved: {one.file.shown_as}; git add it")

    # Pages of its own

    def _participants(self) -> None:
        """Who takes part, and what was said about files."""
        stage = self.stage
        if stage.review.blind:
            raise EditError("names are hidden in a blind review")
        items = [
            Item(name, f"{len(state.records)} records · {state.header.status}", name)
            for name, state in stage.gold.files.items()
        ]
        items += [Item(notice, "", "", "error") for notice in stage.session.notices]
        stage.push(ListSheet("who takes part", items, lambda _: stage.pop(), stage.pop))

    def _messages(self) -> None:
        """What is wrong with the gold, and the messages so far."""
        stage = self.stage
        items = [
            Item(
                f"{record_id}: {problem.key}" + ("" if stage.review.blind else f": {problem.what}"),
                "",
                record_id,
                "error",
            )
            for record_id, problems in stage.editor.problems.items()
            for problem in problems
        ]
        items += [Item(text, "", "", "dim") for text in reversed(stage.log[-200:])]

        def accept(chosen: list[object]) -> None:
            stage.pop()
            if chosen[0]:
                stage.go_to(str(chosen[0]))

        stage.push(ListSheet("problems and messages", items, accept, stage.pop))
