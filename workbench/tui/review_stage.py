"""What is on the screen in a review: the article, the open items, the versions of the current one."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.core.edit import Edit, Step
from workbench.core.errors import EditError
from workbench.desk.gold_editor import GoldEditor
from workbench.desk.reviewing import ReviewDesk
from workbench.editor.form import Form
from workbench.editor.labels import Labels
from workbench.review.item import AGREED, Filter, Item, Version
from workbench.review.state import Review
from workbench.tui.canvas import Canvas
from workbench.tui.covering import LEAST_ROWS, over_text
from workbench.tui.items_pane import ItemsPane
from workbench.tui.list_sheet import ListSheet
from workbench.tui.proposal_rows import proposal_rows
from workbench.tui.review_view import ReviewView
from workbench.tui.sheet import RowOfRoles, wrapped
from workbench.tui.stage import Stage
from workbench.tui.versions_view import Shown, VersionsView
from workbench.tui.writer import saved_words

_ON_SEVERAL = ("item.take.2", "item.both", "item.union", "item.intersection")
_ON_ONE = ("item.take.1", "item.none", "item.edit", "item.reason")
"""Commands that are not offered where there is one version, and where there is none."""


class ReviewStage(Stage):
    """See the module's docstring."""

    desk: ReviewDesk
    view: ReviewView
    detail: VersionsView
    items: ItemsPane

    # What is open

    @property
    def gold(self) -> GoldEditor:
        """The gold of the open article. Raises TypeError where the desk opened something else."""
        editor = self.session.editor
        if not isinstance(editor, GoldEditor):
            raise TypeError("a review needs the editor of a gold")
        return editor

    @property
    def review(self) -> Review:
        """The review of the open article."""
        return self.gold.review

    @property
    def item(self) -> Item:
        """The current item. Raises EditError where nothing is open."""
        if self.review.current is None:
            raise EditError(" · ".join(self.nothing_left()))
        return self.review.current

    @property
    def context(self) -> str:
        """The context of the keys."""
        inner = super().context
        return "review" if inner in ("article", "pane") else inner

    @property
    def beside_text(self) -> Sequence[Canvas]:
        """A list leaves the versions in sight, where it has room beside them."""
        top, room = self.sheets[-1] if self.sheets else None, self.wide or self.view.size.height > LEAST_ROWS
        if isinstance(top, ListSheet) and room and not over_text(top):
            return (self.items,)
        return (self.items, self.detail)

    def labels_of(self, version: Version) -> Labels:
        """Names for what a version holds, in the words of whoever made it."""
        return Labels(self.gold.surroundings_of(version), self.desk.codebook, self.desk.catalogue)

    def named(self, number: int, version: Version) -> str:
        """A version in a list: its number and whose it is, where that may be said."""
        name = self.review.name(version)
        return f"{number} {name}" if name else f"version {number}"

    @property
    def filtered(self) -> str:
        """What the filter lets through, in words; "" where none is set."""
        return filter_words(self.review.shown[0])

    def line_of(self, item: Item) -> str:
        """An item in one line."""
        if item.proposal is not None and item.proposal.names:
            return f"“{item.proposal.name}” for {item.proposal.entity.name}"
        if item.proposal is not None:
            return f"{item.proposal.entity.name} ({item.proposal.entity.kind})"
        if not item.versions:
            return "every record is gone"
        version = item.versions[0]
        return self.labels_of(version).line(version.record)

    @property
    def returning_to(self) -> int:
        """At the item that comes first then; where nothing is open, at the cursor."""
        item = self.review.opening
        return (
            item.place[0] if item is not None and item.place[0] < len(self.editor.article.text) else self.reader.cursor
        )

    def note_place(self) -> None:
        """Note where the review goes on, and of what files that holds."""
        self.place.stamp = self.desk.stamp(self.place.article)
        super().note_place()

    # What is shown

    def open(self, article_id: str) -> None:
        """Open an article at its first item."""
        super().open(article_id)
        self.go_to_item()
        notices = self.session.notices
        if len(notices) > 1:
            self.say(f"{notices[-1]} · {self.key('app.problems')} lists {len(notices)} messages", error=True)
        elif not (notices or self.session.read_only or self.session.trouble):
            self.say(self.summary())

    def _first_look(self, article_id: str) -> None:
        """Everybody's versions are what a review shows; nobody's work is laid over the text."""

    def _current_here(self) -> None:
        """The current item is chosen by its own keys, wherever the cursor is."""

    def _show_detail(self) -> None:
        """The versions stand there."""

    def point(self, record_id: str) -> None:
        """Records of the gold are not pointed out."""

    def relist(self) -> None:
        """Show the items anew: they, or the records, are others than they were."""
        self.view.show_items(self.review.items, len(self.editor.article.text))
        self.restand()

    def restand(self) -> None:
        """Show the current item anew: it is another one, or the reason that waits is."""
        review = self.review
        item = review.current
        number, count = review.position
        first = "most contested first" if review.shown[1] == "contested" else "in the order of the text"
        only = f"only {self.filtered} · " if self.filtered else ""
        self.items.title = f"Open items {number or ''}{'/' if count else ''}{count} · {only}{first}"
        self.items.empty = "nothing fits the filter" if self.filtered else "nothing is open"
        self.items.show(review.items, max(0, number - 1), self.line_of, review.deferred)
        self.view.show_versions(item.versions if item is not None else ())
        several = item is not None and (len(item.versions) > 1 or item.proposal is not None)
        here = () if several else _ON_SEVERAL if item is not None else (*_ON_SEVERAL, *_ON_ONE)
        self.unoffered = here if any(one.agreeing for one in review.open) else (*here, "item.agreed")
        if item is not None and item.proposal is not None:
            self.unoffered = (
                *self.unoffered,
                "item.take.2",
                "item.both",
                "item.union",
                "item.intersection",
                *(("item.edit",) if item.proposal.names else ()),
            )
            room = max(24, self.detail.size.width - 2)
            waiting = [part for one in self._waiting() for part in wrapped(one, room)]
            self.detail.compare(None, proposal_rows(item.proposal, self.review.blind, self.key, waiting))
        else:
            said: list[RowOfRoles] = [[(f" {one}", "text")] for one in self.nothing_left()]
            self.detail.compare(self._shown(item) if item is not None else None, said)
        self.update_title()

    def _shown(self, item: Item) -> Shown:
        names = tuple(self.review.name(version) for version in item.versions)
        kinds = ", ".join(sorted(item.kinds)) or item.status
        deferred = " · deferred" if self.review.deferred(item) else ""
        heading = f"{item.layer} · {kinds} · contested {item.contest:.2f}{deferred}"
        layer = self.desk.codebook.layer(item.layer)
        return Shown(item, layer, heading, names, self.labels_of, tuple(self._notes(item)))

    def _notes(self, item: Item) -> list[str]:
        """Who has no record, what became of an earlier decision, what coders noted, and the reason that waits."""
        blind = self.review.blind
        found: list[str] = []
        absent = [name for name in self.gold.files if name not in item.records]
        if absent:
            count = len(absent)
            lacking = f"{count} annotator{'s have' if count > 1 else ' has'} no record here"
            found.append(lacking if blind else f"no record by {', '.join(absent)}")
        if "split" in item.kinds:
            found.append("one has here as one record what another has as two")
        if item.rejected is not None:
            found.append("refused before" + (f": {item.rejected.reason}" if item.rejected.reason else ""))
        if item.status == "changed":
            who = "" if blind else f": {', '.join(item.changed)}"
            found.append(f"changed since it was decided{who}")
        elif item.status == "twice":
            found.append("two reviewers decided it, and git put both decisions together")
        elif item.status == "added":
            found.append("somebody added a record since it was decided")
        for number, version in enumerate(item.versions, 1):
            notes = {item.records[name].note for name in version.annotators if name in item.records} - {""}
            found += [f"note on {number}: {note}" for note in sorted(notes)]
        return [*found, *self._waiting()]

    def _waiting(self) -> list[str]:
        """The reason and the note that the next decision gets."""
        why = self.gold.why
        given = " · ".join(one for one in (why.reason, f"“{why.note}”" if why.note else "") if one)
        return [f"the next decision gets: {given}"] if given else []

    @property
    def all_again(self) -> str:
        """How the filter is taken away."""
        return f"{self.key('item.filter')} {self.key('list.accept')} shows all again"

    def nothing_left(self) -> list[str]:
        """What to say where no item is shown."""
        review = self.review
        if review.items:
            return []
        if left := [item for item in review.open if not item.agreeing]:
            return [f"only {self.filtered}: nothing is left; {_items(len(left))} open", self.all_again]
        agreed = len(review.agreeing)
        if agreed:
            return [f"all differences are decided; {self.key('item.agreed')} accepts the {agreed} that agree"]
        status, ids = review.gold.header.status, self.desk.article_ids
        ways = [f"{self.key('article.done')} done"] if status != "done" else []
        if self.editor.article.id not in ids[-1:]:
            ways.append(f"{self.key('article.next')} next article")
        said = (
            f"nothing is open: {_records(len(review.gold))} in the gold{', which is done' if status == 'done' else ''}"
        )
        return [said, " · ".join(ways or [f"{self.key('app.quit')} quit"])]

    def summary(self) -> str:
        """How much is left, and how many notes there are."""
        noted = sum(bool(record.note) for state in self.gold.files.values() for record in state.records.values())
        notes = f" · {self.key('item.notes')} lists {noted} note{'s' * (noted != 1)}" if noted else ""
        if not self.review.items:
            return " · ".join(self.nothing_left()) + notes
        agreed = len(self.review.agreeing)
        accepts = f" · {self.key('item.agreed')} accepts {agreed} on which all agree" if agreed else ""
        return f"{len(self.review.items)} to decide{accepts}{notes} · {self.key('app.help')} helps"

    def check(self) -> None:
        """Check the gold; while items are open, that its records point to what is not decided yet is no news."""
        if not self.review.open:
            super().check()

    def update_title(self) -> None:
        """Article, how far its review is, saved or not."""
        article, review, ids = self.editor.article, self.review, self.desk.article_ids
        number = ids.index(article.id) + 1 if article.id in ids else 0
        differ = sum(not item.agreeing for item in review.open)
        only = (f"only {self.filtered}", f"{len(review.items)} of {differ} to decide")
        gold = f"gold {review.gold.header.status}, {_records(len(review.gold))}"
        parts = (
            *((f"article {number} of {len(ids)}",) if len(ids) > 1 and not self.filtered else ()),
            *(("blind",) if review.blind else ()),
            *(only if self.filtered else (f"{differ} to decide", gold)),
            saved_words(self.session),
        )
        left = article.id if article.title == article.id else f"{article.id}  {article.title}"
        self.title.show(f"review  {left}", " · ".join(parts))
        if self.session.trouble and not self.status.error:
            self.say(self.session.trouble, error=True)

    # What happened

    def took(self, step: Step, *, current: str | None = None, said: str = "", keep_others: bool = False) -> None:
        """A step of the gold was taken: show what is open, and go to the item that comes now."""
        self.relist()
        self.go_to_item()
        undoes = "" if said.startswith(("undone", "redone")) else f" · {self.key('app.undo')} undoes"
        only = f", only {self.filtered}" if self.filtered else ""
        self.say(f"{said or step.title} · {len(self.review.items)} left{only}{undoes}")
        self._wake_writer()
        self.update_title()

    def show_edits(self, edits: Sequence[Edit]) -> None:
        """Records of the gold changed."""
        self.relist()

    def draft_form(self) -> Form:
        """The form of the record that is right for the current item."""
        return self.gold.draft_form(self.proposer().choices, self.desk.catalogue)

    def go_to_key(self, key: str) -> None:
        """Go to the item of this key, where one is not there. Raises EditError where it is not open, or not shown."""
        if self.review.current is not None and self.review.current.key == key:
            return
        try:
            self.review.go(key)
        except EditError:
            raise EditError("the item of this form is decided, changed or not shown by the filter") from None
        self.restand()
        self.go_to_item()

    def go_to_item(self) -> None:
        """Bring the current item into view, with the cursor on its first word."""
        item = self.review.current
        if item is None:
            self.follow()
            return
        start, end, _ = item.place
        if start < len(self.editor.article.text):
            self.reader.clear()
            self.reader.move(start)
            self.view.moved()
            ends = [one.end for version in item.versions for _, one in version.record.fragments()]
            if self.view.y_of(max(start, min(max(ends, default=end), len(self.editor.article.text)) - 1)) is None:
                self.view.center()
        self.follow()


def _records(count: int) -> str:
    return f"{count} record{'s' * (count != 1)}"


def _items(count: int) -> str:
    return f"{count} items are" if count > 1 else f"{count} item is"


def filter_words(shown: Filter) -> str:
    """A filter in words."""
    parts = [shown.layer, shown.kind, shown.annotator, shown.label and f"“{shown.label}”"]
    agreed = "with those that agree" if shown.agreed and shown.kind != AGREED else ""
    return ", ".join(one for one in (*parts, agreed) if one)
