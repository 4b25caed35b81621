"""The Editor: the annotations of one annotator in one article, and the verbs that change them.

Every verb is one step of the history. A step is handed to ``on_move`` (the journal) before the state changes, so that
whatever is painted has been written down. A verb that would break a rule raises EditError and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from workbench.core.annotation import Annotations, Fragment, Header, Record, Refused, Status, Value
from workbench.core.article import Article
from workbench.core.check import ANOTHER_TEXT, Surroundings, record_label, record_problems
from workbench.core.codebook import Codebook, Layer
from workbench.core.edit import Edit, History, Step, difference
from workbench.core.entity import NIL
from workbench.core.errors import EditError, Problem
from workbench.core.identity import new_id
from workbench.core.log import Did, Move, Redid, Synced, Undid
from workbench.core.span import Span
from workbench.editor.anchoring import found_again, of_this_text
from workbench.editor.labels import in_short
from workbench.editor.nearby import Nearby
from workbench.editor.removal import removal_edits


def _ignore(_: Move) -> None:
    """Nobody keeps a journal."""


class Editor:
    """One article under the hands of one annotator."""

    def __init__(
        self,
        article: Article,
        codebook: Codebook,
        state: Annotations,
        *,
        choose: Callable[[str], str],
        history: History | None = None,
        entity_exists: Callable[[str], bool] | None = None,
        on_move: Callable[[Move], None] = _ignore,
    ) -> None:
        self.article = article
        self.codebook = codebook
        self.state = state
        self.history = history or History()
        self.version = 0
        self._problems: dict[str, list[Problem]] | None = None
        self._choose = choose
        self._entity_exists = entity_exists
        self._on_move = on_move
        self._nearby: Nearby | None = None

    # What stands here

    def fragment(self, span: Span) -> Fragment:
        """The fragment at ``span``, with the text that stands there."""
        return Fragment(span.start, span.end, self.article.quote(span))

    @property
    def problems(self) -> dict[str, list[Problem]]:
        """What is wrong with which record. All records are checked when somebody first asks."""
        if self._problems is None:
            self._problems = {}
            self._check(self.state.records.values())
        return self._problems

    @property
    def checked(self) -> bool:
        """Whether the records have been checked already, so that ``problems`` costs nothing."""
        return self._problems is not None

    @property
    def outdated(self) -> str:
        """That the records were made on another text than the article's, until ``repair``; "" where they were not."""
        return ANOTHER_TEXT if self.state.header.text_sha256 != self.article.sha256 else ""

    @property
    def nearby(self) -> Nearby:
        """Which records lie near a place; built when it is first asked for."""
        if self._nearby is None:
            self._nearby = Nearby(self.state.records.values())
        return self._nearby

    def around(self, span: Span) -> list[Record]:
        """The records with a fragment that overlaps or touches ``span``, in the order of the files."""
        found = [self.state.records[one] for one in self.nearby.around(span)]
        near = [
            record
            for record in found
            if any(fragment.start <= span.end and span.start <= fragment.end for _, fragment in record.fragments())
        ]
        return sorted(near, key=self.state.order_key)

    def take_codebook(self, codebook: Codebook) -> None:
        """Go by this codebook from here on: it has other issues, and the layers that the one before has.

        Broken records are checked anew, and those that point to an issue that is gone.
        """
        gone = self.codebook.issues_by_id.keys() - codebook.issues_by_id.keys()
        self.codebook = codebook
        if self._problems is None:
            return
        lost = gone | {f"issue:{one}" for one in gone}
        found = self.state.records.values()
        pointing = [one.id for one in found if any(not lost.isdisjoint(one.references(name)) for name in one.values)]
        touched = [*self._problems, *pointing]
        for record_id in touched:
            self._problems.pop(record_id, None)
        self._check(self.state.records[one] for one in dict.fromkeys(touched) if one in self.state.records)

    def record(self, record_id: str) -> Record:
        """The record with this id. Raises EditError where there is none."""
        try:
            return self.state.records[record_id]
        except KeyError:
            raise EditError(f"there is no record {record_id}") from None

    def layer(self, record: Record) -> Layer:
        """The layer of a record."""
        return self.codebook.layer(record.layer)

    def fresh_id(self, layer: str, taken: Iterable[str] = ()) -> str:
        """An id that no record of this file has, nor any in ``taken``."""
        also = frozenset(taken)
        while (found := new_id(self.codebook.layer(layer).prefix, self.state.records, self._choose)) in also:
            pass
        return found

    # The verbs

    def make(self, records: Sequence[Record], title: str = "") -> Step:
        """Add these records as one step. Raises EditError where one exists already or breaks a rule."""
        if not records:
            raise EditError("there is nothing to make")
        for record in records:
            if record.id in self.state.records:
                raise EditError(f"{record.id} exists already")
        return self._do(title or f"{records[0].layer} made", [Edit(None, record) for record in records])

    def change(self, records: Sequence[Record], title: str) -> Step:
        """Put these records in the place of those with their ids, as one step; new ids are added."""
        return self._do(title, [Edit(self.state.records.get(record.id), record) for record in records])

    def set(self, record_id: str, slot: str, value: Value | None) -> Step:
        """Set one value of a record; None empties it."""
        record = self.record(record_id)
        changed = record.with_value(slot, value)
        return self.change([changed], f"{self._label(record, slot)} {'set' if slot in changed.values else 'emptied'}")

    def mark(self, record_id: str, part: str, spans: Sequence[Span]) -> Step:
        """Set the fragments of one part."""
        record = self.record(record_id)
        fragments = tuple(self.fragment(span) for span in spans)
        return self.change([record.with_part(part, fragments)], f"{self._label(record, part)} marked")

    def resize(self, record_id: str, part: str, number: int, span: Span) -> Step:
        """Move the boundaries of one fragment."""
        fragments = list(self.record(record_id).parts.get(part, ()))
        if not 0 <= number < len(fragments):
            raise EditError(f"{part} has no fragment {number + 1}")
        fragments[number] = self.fragment(span)
        return self.change([self.record(record_id).with_part(part, tuple(fragments))], "boundary moved")

    def remove(self, record_ids: Sequence[str], title: str = "") -> Step:
        """Remove records; what points to them is emptied or points to their entity. See ``removal_edits``."""
        removed = [self.record(one) for one in dict.fromkeys(record_ids)]
        edits = removal_edits(self.state, self.codebook, removed)
        what = record_label(removed[0]) if len(removed) == 1 else f"{len(removed)} records"
        return self._do(title or f"{what} deleted", edits)

    def link(self, record_id: str, entity_id: str | None) -> Step:
        """Link a record to an entity, to ``nil``, or (None) to nothing."""
        return self.link_all([record_id], entity_id)

    def link_all(
        self, record_ids: Sequence[str], entity_id: str | None, refused: Refused | None = None, *, called: str = ""
    ) -> Step:
        """Link several records as one step; ``refused`` keeps with it what was turned down for them.

        ``called`` is the entity's name, for the title.
        """
        changed: list[Record] = []
        for record_id in dict.fromkeys(record_ids):
            record = self.record(record_id)
            slot = self.layer(record).entity_slot
            if slot is None:
                raise EditError(f"{record.layer} has no link to an entity")
            changed.append(record.with_value(slot.name, slot.shaped(entity_id)))
        many = f" ({len(changed)} records)" if len(changed) > 1 else ""
        linked = "linked to none" if entity_id == NIL else f"linked to {called or entity_id}"
        title = "unlinked" if entity_id is None else linked
        header = self.state.header
        if refused is not None and refused not in header.refused:
            header = replace(header, refused=(*header.refused, refused))
        return self._do(title + many, [Edit(self.record(one.id), one) for one in changed], header)

    def propagate(self, record_id: str, spans: Sequence[Span], beside: tuple[str, ...] = ()) -> Step:
        """Make the same record at other places: its values without references, its main part there.

        ``beside`` is what is made along with it in other articles, see ``Step``.
        """
        record = self.record(record_id)
        layer = self.layer(record)
        if layer.main_part is None:
            raise EditError(f"{layer.label} has no part in the text")
        if not spans and not beside:
            raise EditError("there is nothing to make")
        values = kept_values(record, layer)
        made: list[Record] = []
        for span in spans:
            made_id = self.fresh_id(layer.name, [other.id for other in made])
            made.append(Record(layer.name, made_id, {layer.main_part.name: (self.fragment(span),)}, values))
        title = "more made, in other articles too" if beside else f"{len(made)} more made"
        return self._do(title, [Edit(None, one) for one in made], None, beside)

    def note(self, record_id: str, note: str) -> Step:
        """Set the note of a record; "" removes it."""
        return self.change([replace(self.record(record_id), note=note)], "note set" if note else "note removed")

    def flag(self, record_id: str) -> Step:
        """Flag a record, or take its flag away."""
        record = self.record(record_id)
        return self.change([replace(record, flag=not record.flag)], "flag removed" if record.flag else "flagged")

    def set_status(self, status: Status) -> Step:
        """Declare the article done, or open it again."""
        title = "article done" if status == "done" else "article open again"
        return self._do(title, [], replace(self.state.header, status=status))

    def refuse(self, refused: Refused) -> Step:
        """Keep what the person turned down, so that it does not come back."""
        if refused in self.state.header.refused:
            raise EditError("this was refused already")
        header = replace(self.state.header, refused=(*self.state.header.refused, refused))
        return self._do(f"refused {in_short(' '.join(refused.quote.split()))}", [], header)

    def repair(self, record_ids: Sequence[str]) -> Step:
        """Put the fragments of broken records where their quotes stand; with none, take the article's text over as it is.

        Raises EditError where a quote stands nowhere.
        """
        changed: list[Record] = []
        for record_id in dict.fromkeys(record_ids):
            record = self.record(record_id)
            for part, fragments in record.parts.items():
                moved = tuple(found_again(self.article.text, fragment) for fragment in fragments)
                record = record.with_part(part, moved)
            changed.append(record)
        edits = [Edit(self.record(one.id), one) for one in changed]
        mended = sum(edit.before != edit.after for edit in edits)
        header = None if mended else replace(self.state.header, text_sha256=self.article.sha256)
        return self._do(f"{mended} repaired" if mended else "text taken as it is", edits, header)

    def undo(self) -> Step:
        """Take back the newest step; returns it. Raises EditError where there is none or it does not fit any more."""
        if not self.history.done:
            raise EditError("nothing to undo")
        back = self.history.done[-1].inverse
        state = back.apply(self.state)
        self._on_move(Undid())
        step = self.history.undo()
        self._take(state, back)
        return step

    def redo(self) -> Step:
        """Do the step undone last again; returns it. Raises EditError where there is none."""
        if not self.history.undone:
            raise EditError("nothing to redo")
        state = self.history.undone[-1].apply(self.state)
        self._on_move(Redid())
        step = self.history.redo()
        self._take(state, step)
        return step

    def adopt(self, state: Annotations) -> Step:
        """Take over what changed outside, beside the history."""
        step = difference("changed outside", self.state, state)
        if not step.empty:
            self._on_move(Synced(step))
            self._take(state, step)
        return step

    # How a step is done

    def _do(
        self, title: str, edits: Sequence[Edit], header: Header | None = None, beside: tuple[str, ...] = ()
    ) -> Step:
        headers = (self.state.header, header) if header is not None and header != self.state.header else None
        step = Step(title, tuple(edit for edit in edits if edit.before != edit.after), headers, beside)
        if step.empty:
            raise EditError("that changes nothing")
        step = of_this_text(step, self.state, self.article)
        state = step.apply(self.state)
        for edit in step.edits:
            if edit.after is not None:
                self._refuse_broken(edit, state)
        self._on_move(Did(step))
        self.history.push(step)
        self._take(state, step)
        return step

    def _label(self, record: Record, slot: str) -> str:
        found = self.layer(record).by_name.get(slot)
        if found is None:
            raise EditError(f"{record.layer} has no {slot}")
        return found.label

    def _refuse_broken(self, edit: Edit, state: Annotations) -> None:
        """An edit may leave what was broken as it was, but break nothing new."""
        if edit.after is None:
            return
        known = {(problem.key, problem.what) for problem in self.problems.get(edit.id, [])}
        for problem in record_problems(edit.after, state, self._around()):
            if (problem.key, problem.what) not in known:
                raise EditError(f"{problem.key}: {problem.what}")

    def _take(self, state: Annotations, step: Step) -> None:
        problems = self.problems
        if self._nearby is not None:
            for record_id in {edit.id for edit in step.edits}:
                self._nearby.change(self.state.records.get(record_id), state.records.get(record_id))
        self.state = state
        self.version += 1
        touched = {edit.id for edit in step.edits}
        if gone := {edit.id for edit in step.edits if edit.after is None}:
            touched.update(record.id for record in state.referring_to(gone))
        if any(edit.before is None for edit in step.edits):
            touched.update(problems)
        for record_id in touched:
            problems.pop(record_id, None)
        self._check(state.records[one] for one in touched if one in state.records)

    def _check(self, records: Iterable[Record]) -> None:
        around = self._around()
        for record in records:
            if found := record_problems(record, self.state, around):
                self.problems[record.id] = found

    def _around(self) -> Surroundings:
        return Surroundings(self.codebook, self.article.text, self.article.sha256, entity_exists=self._entity_exists)


def kept_values(record: Record, layer: Layer) -> dict[str, Value]:
    """What a record has in common with itself made again elsewhere: its values without references."""
    keep = {slot.name for slot in layer.slots if slot.type in ("link", "attribute")}
    return {name: value for name, value in record.values.items() if name in keep}
