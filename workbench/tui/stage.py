"""What is on the screen and how its parts hang together: the article open, whose records are shown, the current record.

Commands change the editor or the reader and then call ``took`` or ``moved`` here; widgets are told, never asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from workbench.core.annotation import Annotations, Record
from workbench.core.edit import Edit, Step
from workbench.core.errors import FileError
from workbench.core.span import Span
from workbench.desk.desk import Desk
from workbench.desk.places import Place, page_of
from workbench.desk.session import Session
from workbench.editor import Editor
from workbench.editor.labels import Labels
from workbench.editor.reader import Reader
from workbench.keys.live import LiveKeymap
from workbench.tui.bars import Detail, TitleBar, title_of
from workbench.tui.canvas import Canvas
from workbench.tui.describing import described
from workbench.tui.offering import Offering
from workbench.tui.pane import Pane
from workbench.tui.pane_lists import PaneLists
from workbench.tui.sheet_stack import SheetStack

if TYPE_CHECKING:
    from workbench.editor.proposals import Proposer

# The rules that propose are imported when somebody first asks for a proposal, or when the screen has been painted.


class Stage(SheetStack):
    """See the module's docstring."""

    def __init__(self, desk: Desk, keymap: LiveKeymap, wake_writer: Callable[[], None]) -> None:
        super().__init__()
        self.desk = desk
        self.keymap = keymap
        self.place: Place = desk.places.read()
        self.session: Session
        self.reader: Reader
        self.lists = PaneLists()
        self.detail: Detail
        self.title: TitleBar
        self.other = ""
        """Whose annotations are shown besides one's own."""
        self.others: Annotations | None = None
        self.current = ""
        self.unoffered: tuple[str, ...] = ()
        """Commands that mean nothing at the moment, and are not offered."""
        self.log: list[str] = []
        self.on_conflict: Callable[[], None] = lambda: None
        self.open_article: Callable[[str], None] = self.open
        self._wake_writer = wake_writer
        self._drafts: tuple[Record, ...] = ()
        self.offering = Offering(self)

    # What is open

    @property
    def panes(self) -> list[Pane]:
        """One pane a layer."""
        return self.lists.panes

    @property
    def focus(self) -> int:
        """The pane that the keys go to; -1 for the article."""
        return self.lists.focus

    @property
    def editor(self) -> Editor:
        """The editor of the open article."""
        return self.session.editor

    @property
    def state(self) -> Annotations:
        """The records that panes and detail show: one's own, or, read-only, somebody else's."""
        return self.others if self.others is not None and not self.editor.state.records else self.editor.state

    @property
    def read_only_owner(self) -> str:
        """Whose records the panes show, where they are not one's own."""
        return self.other if self.state is not self.editor.state else ""

    def labels(self) -> Labels:
        """Names for what the panes show."""
        return Labels(self.state, self.desk.codebook, self.desk.catalogue)

    def record(self, record_id: str) -> Record | None:
        """A record that is shown, one's own first."""
        return next(iter(self._shown_as(record_id)), None)

    def _shown_as(self, record_id: str) -> list[Record]:
        """A record as one's own, as somebody else's (copies of a file share ids), as an offer."""
        theirs = self.others.records.get(record_id) if self.others is not None else None
        found = (self.own(record_id), theirs, self.offering.record(record_id))
        return [record for record in found if record is not None]

    def own(self, record_id: str) -> Record | None:
        """A record of one's own."""
        return self.editor.state.records.get(record_id)

    def proposer(self) -> Proposer:
        """Proposals at this place."""
        from workbench.editor.proposals import Proposer

        desk = self.desk
        return Proposer(self.editor, self.reader, desk.index, desk.catalogue, desk.roster, desk.link_log)

    def _broken(self, record_id: str) -> bool:
        return self.editor.checked and record_id in self.editor.problems

    def check(self) -> None:
        """Check all records, once they are on the screen, and say how many are broken."""
        if broken := len(self.editor.problems):
            self.say(f"{broken} broken record{'s' * (broken > 1)}; {self.key('app.problems')} lists them", error=True)
            for pane in self.panes:
                pane.refresh()
            self._show_detail()
        elif self.editor.outdated and self.context != "review":
            self.say(f"{self.editor.outdated}; {self.key('record.repair')} takes it as it is", error=True)

    def open(self, article_id: str) -> None:
        """Open an article at the place where it was left. Raises FileError where it cannot be read."""
        article = self.desk.article(article_id)
        self.session = self.desk.session(article)
        self.reader = Reader(article.text, article.language, self.desk.known_names)
        self.place.article = article_id
        self.reader.move(self.place.offsets.get(article_id, 0))
        self.current, self.other, self.others = "", "", None
        self.show_records()
        self._first_look(article_id)
        self.relist()
        wrong = (self.session.read_only, self.session.trouble)
        for notice in filter(None, (*wrong, *self.session.notices)):
            self.say(notice, error=notice in wrong)
        self.moved()
        self.on_conflict()
        self.offering.begin()
        if not (self.session.saved or self.session.conflicts):  # the journal brought something back
            self._wake_writer()

    def show_records(self) -> None:
        """Show the article with one's own records."""
        self.view.show(self.editor.article.text, self.reader, self.editor.state.records.values())

    def _first_look(self, article_id: str) -> None:
        """Somebody without records of their own sees what another person made here, and how to begin."""
        names = self.desk.others(article_id)
        if self.editor.state.records or not names:
            return
        self.lay_over(self.place.others if self.place.others in names else names[0])
        begin, helps = self.key(f"make.{self.desk.codebook.layers[0].name}"), self.key("app.help")
        self.say(f"{self.other}’s work, read-only · {begin} on a name begins your own · {helps} helps", stays=True)

    def lay_over(self, name: str) -> None:
        """Show somebody else's records over the text; "" puts them away."""
        self.other, self.others = name, None
        if name:
            try:
                self.others = self.desk.read_other(name, self.place.article)
            except FileError as error:
                self.other = ""
                self.say(str(error), error=True)
        self.view.show_others(self.others.records.values() if self.others is not None else ())

    # What happened

    def say(self, text: str, *, error: bool = False, passing: bool = False, stays: bool = False) -> None:
        """Say something in the status line: until something else happens, for one key, or until something else is said."""
        self.log.append(text)
        self.status.show(text, error=error, passing=passing, stays=stays)

    def key(self, command_id: str) -> str:
        """The live key of a command, as it is shown."""
        return self.keymap.label_of(command_id)

    def took(self, step: Step, *, current: str | None = None, said: str = "", keep_others: bool = False) -> None:
        """A step was taken: show it. Other people's work is put away, unless one is deciding on it."""
        hidden = bool(self.other and self.editor.state.records) and not keep_others
        if hidden:
            self.lay_over("")
        self.show_edits(step.edits)
        undo = f" · {self.key('app.undo')} undoes"
        self.say((said or step.title) + (undo if not said else "") + (" · others’ work put away" if hidden else ""))
        if current is not None:
            self.point(current)
            if self.focus < 0 and self.lists.bring(self.own(current)):
                self.on_sheets()
        self._wake_writer()
        self.update_title()

    def show_edits(self, edits: Sequence[Edit]) -> None:
        """Records changed: tell the text, the panes and the detail."""
        for edit in edits:
            self.view.change(edit.before, edit.after)
        self.offering.took(edits)
        if self.lists.owner != self.read_only_owner:
            self.relist()
            return
        self.lists.change(edits, self.labels())
        if self.record(self.current) is None or (self.focus >= 0 and self.current != self.lists.chosen):
            self._point_anew()
        self._show_detail()

    def _point_anew(self) -> None:
        """The current record may be gone, or another one chosen in the pane with the keys."""
        self.point(self.current if self.record(self.current) is not None else self.lists.chosen)

    def relist_after_outside(self) -> None:
        """The editor took over changes from the file: show them all, and what an open form would make."""
        drafts, self._drafts = self._drafts, ()
        self.show_records()
        self.show_draft(drafts)
        self.offering.repaint()
        self.relist()
        self.moved()

    def relist(self) -> None:
        """Build the panes anew."""
        self.lists.show(self.desk.codebook, self.labels(), self.read_only_owner, self._broken)
        if self.focus >= 0:
            self._point_anew()
        self._show_detail()
        self.update_title()

    def update_title(self) -> None:
        """Article, place in the project, person, status, saved or not."""
        session = self.session
        self.title.show(*title_of(self.editor, session, self.desk.article_ids, self.desk.person.name))
        if session.trouble and not self.status.error:
            self.say(session.trouble, error=True)

    def show_draft(self, drafts: Sequence[Record]) -> None:
        """Show what a form would make in the text; () where no form is open."""
        for old in self._drafts:
            self.view.change(old, self.own(old.id))
        for new in drafts:
            self.view.change(self.own(new.id), new)
        self._drafts = tuple(drafts)
        self.view.point_to(drafts[-1].id if drafts else self.current, [*self._shown_as(self.current), *drafts])

    # Where one is

    def moved(self) -> None:
        """The reader moved: show it, and the record that lies there."""
        self.view.moved()
        self._current_here()
        self.follow()

    def moved_keeping_column(self) -> None:
        """The view moved the reader by rows and shows it already."""
        self._current_here()
        self.follow()

    def _current_here(self) -> None:
        """The record under the cursor; while a pane has the keys, it is the one that is chosen there."""
        if self.focus >= 0:
            return
        here = self.records_here()
        if here and self.current not in here:
            self.point(here[0])
        elif not here and self.current:
            self.point("")

    def records_here(self) -> list[str]:
        """The records under the cursor, one's own first, the innermost first."""
        offset = self.reader.cursor
        return [*self.view.marks.at(offset), *self.view.others.at(offset), *self.view.offers.at(offset)]

    def point(self, record_id: str) -> None:
        """Make a record the current one: in the text, its pane, the detail. A pane that does not list it loses the keys."""
        old, self.current = self.current, record_id
        self.view.point_to(record_id, [*self._shown_as(old), *self._shown_as(record_id), *self._drafts])
        if not self.lists.choose(record_id):
            self.on_sheets()
        self._show_detail()

    def go_to(self, record_id: str) -> None:
        """Bring a record's place into view, with the cursor on it."""
        record = self.record(record_id)
        if record is None:
            return
        place = (self.editor.state if self.own(record_id) else self.others or self.editor.state).place(record)
        if place is not None and 0 <= place.start < len(self.editor.article.text):
            self.reader.clear()
            self.reader.move(place.start)
            self.view.moved()
        self.point(record_id)
        self.follow()

    def go_to_span(self, span: Span) -> None:
        """Put the cursor at a span; a record there becomes the current one, also where a pane has the keys."""
        self.reader.clear()
        self.reader.move(span.start)
        self.moved()
        if (here := self.records_here()) and self.current not in here:
            self.point(here[0])

    def _show_detail(self) -> None:
        self.detail.show(described(self, record) if (record := self.record(self.current)) is not None else [])

    def follow(self) -> None:
        """Put the terminal's cursor at the point of attention: a sheet, the chosen row of a pane, or the text."""
        pane = self.panes[self.focus] if 0 <= self.focus < len(self.panes) and not self.sheets else None
        if pane is not None and pane.display and pane.region.width:
            self.view.put_caret(pane.caret())
        else:
            super().follow()

    @property
    def beside_text(self) -> Sequence[Canvas]:
        """The widgets beside the text, from top to bottom."""
        return (*self.panes, self.detail)

    @property
    def context(self) -> str:
        """The context of the keys."""
        if self.marking:
            return "mark"
        if self.sheets:
            return self.sheets[-1].context
        return "pane" if self.focus >= 0 else "article"

    @property
    def returning_to(self) -> int:
        """Where the article opens the next time."""
        return self.reader.cursor

    def note_place(self) -> None:
        """Note where the person is, and what is open, for their return."""
        at = self.returning_to
        self.place.offsets[self.place.article] = at
        self.place.page = page_of(self.place.article, self.editor.article.text, at)
        self.place.focus = str(self.focus)
        self.place.others = self.other
        self.place.typed = self.typed

    def remember_place(self) -> None:
        """Keep where the person is."""
        self.note_place()
        if said := self.desk.places.keep(self.place):
            self.log.append(said)
