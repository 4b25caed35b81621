"""Saving, conflicts with the file, and leaving."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from workbench.core.errors import ConflictError, WorkbenchError
from workbench.tui.conflict_sheet import conflict_sheet
from workbench.tui.field_sheet import DialogSheet
from workbench.tui.issue_sheet import follow_codebook
from workbench.tui.moving import Command
from workbench.tui.stage import Stage
from workbench.tui.writer import Writer

Spawn = Callable[[Coroutine[Any, Any, None]], None]


class Saving:
    """See the module's docstring. ``spawn`` runs something beside the keys, ``leave`` ends the program."""

    def __init__(self, stage: Stage, spawn: Spawn, leave: Callable[[], None]) -> None:
        self.stage = stage
        self.writer = Writer(lambda: self.stage.session, self.saved)
        self.beside: Callable[[], None] = lambda: None
        """Asks what else is to be decided here, where the open file itself leaves nothing to ask."""
        self._late = False
        """Whether a form or a list was open when one came back, so that the codebook is still to be looked at."""
        self._spawn = spawn
        self._exit = leave

    def commands(self) -> dict[str, Command]:
        """Command id → what it does."""
        return {"app.save": lambda _: self.save_now(), "app.quit": lambda _: self.quit()}

    def changed(self) -> None:
        """Something is to be saved."""
        self.writer.wake()

    def saved(self, said: str, error: bool) -> None:
        """A save ended."""
        if said and not error:
            self.stage.relist_after_outside()
        news = follow_codebook(self.stage)
        if said or news:
            self.stage.say(" · ".join(filter(None, (said, news))), error=error)
        self.stage.update_title()
        self.conflict()

    def look_outside(self) -> None:
        """The window has the focus again: did somebody change the file, or the codebook, meanwhile?"""
        session = self.stage.session
        self._late = bool(self.stage.sheets)
        if news := follow_codebook(self.stage):
            self.stage.say(news)
        try:
            if session.changed_outside() and not session.conflicts:
                said = session.take_over()
                self.stage.relist_after_outside()
                self.stage.say(" · ".join(filter(None, (news, said))))
                self.conflict()
        except WorkbenchError as error:
            self.stage.say(str(error), error=True)

    def conflict(self) -> None:
        """Records were changed both here and in the file, or on two branches that git merged: ask, once."""
        stage = self.stage
        if any(sheet.title.startswith("changed twice") for sheet in stage.sheets):
            return
        if stage.session.conflicts:
            stage.push(conflict_sheet(stage, self.changed))
            return
        if stage.session.undecided is not None and not stage.session.trouble:
            self.changed()  # git's marks stand in the file, but no record differs: saving takes them away
        self.beside()

    def save_now(self) -> None:
        """Save at once, and say so."""

        async def save() -> None:
            if await self.writer.save():
                self.stage.say(f"saved: {self.stage.session.file.shown_as}")

        self._spawn(save())

    def leave_article(self) -> None:
        """Save the article that is left. Raises WorkbenchError where that fails; then one stays."""
        if not self.stage.session.saved:
            try:
                self.stage.session.save()
            except ConflictError:
                self.conflict()
                raise
        self.stage.remember_place()

    def quit(self) -> None:
        """Save and leave; where that fails, ask."""

        async def leave() -> None:
            if await self.writer.save():
                self.end_quietly()
                self._exit()
                return
            why = self.stage.session.trouble or "there are records to decide on"
            question = f"Not saved: {why}. Leave all the same? Your work stays in the journal and comes back."
            self.stage.push(DialogSheet("not saved", question, self._leave_unsaved, self.stage.pop))

        self._spawn(leave())

    def _leave_unsaved(self) -> None:
        self.stage.remember_place()
        self.stage.session.close()
        self._exit()

    def hung_up(self) -> None:
        """The connection or the session ends: save and go."""
        try:
            self.end_quietly()
        finally:
            self._exit()

    def keep_open(self) -> None:
        """Nobody has typed for a while: keep the place and what is open, beside the keys."""
        if self._late and not self.stage.sheets:
            self.look_outside()
        self.stage.on_keeping()
        self.stage.note_place()
        if (keeping := self.stage.desk.places.keeping(self.stage.place)) is not None:
            self.stage.in_background(keeping, self._kept)

    def _kept(self, trouble: str) -> None:
        if trouble and trouble not in self.stage.log:
            self.stage.log.append(trouble)

    def end_quietly(self) -> None:
        """Save, remember the place, let go of the journal; what cannot be saved stays in the journal."""
        try:
            self.stage.session.save()
        except WorkbenchError as error:
            self.stage.log.append(str(error))
        self.stage.on_keeping()
        self.stage.remember_place()
        self.stage.session.close()
