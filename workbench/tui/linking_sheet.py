"""The entity picker: candidates while one types, a new entity, none of these, no link."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from workbench.core.annotation import Record, Refused
from workbench.core.edit import Step
from workbench.core.entity import KINDS, NIL
from workbench.core.errors import EditError, WorkbenchError
from workbench.tui.asking import Asker
from workbench.tui.carding import show_card
from workbench.tui.field_sheet import DialogSheet
from workbench.tui.list_sheet import Item, ListSheet
from workbench.tui.stage import Stage

if TYPE_CHECKING:
    from workbench.linking.index import NameIndex
    from workbench.linking.query import Query
    from workbench.linking.rank import Candidate

_UNLINKED = object()
"""The row that leaves a mention unlinked."""


class Linking:
    """Opens the picker and does what is chosen there."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    def pick_for(self, draft: Record, made: Callable[[Step, Record], None]) -> None:
        """Pick an entity for a record that does not exist yet; choosing makes it, leaving the picker does not."""
        words = self._words(draft)

        def choose(entity_id: str | None) -> None:
            slot = self.stage.desk.codebook.layer(draft.layer).entity_slot
            record = draft.with_value(slot.name, entity_id) if slot is not None else draft
            step = self.stage.editor.make([record], self._title(record.layer, "made", entity_id))
            self.stage.pop()
            made(step, record)
            self._offer_alias(entity_id, words)

        self._open(f"{draft.layer} “{words}”", words, draft.text("kind"), choose, new=True)

    def link(self, record_ids: list[str], *, title: str = "") -> None:
        """Pick an entity for records that exist."""
        record = self.stage.editor.record(record_ids[0])
        if self.stage.editor.layer(record).entity_slot is None:
            raise EditError(f"a {record.layer} has no link to an entity")
        words = self._words(record)
        many = f" ({len(record_ids)} records)" if len(record_ids) > 1 else ""

        def choose(entity_id: str | None) -> None:
            self.stage.pop()
            called = self.stage.labels().entity(entity_id) if entity_id else ""
            step = self.stage.editor.link_all(record_ids, entity_id, self._refusal(record, entity_id), called=called)
            self.stage.took(step, current=record.id)
            self._offer_alias(entity_id, words)

        self._open(title or f"link “{words}”{many}", words, record.text("kind"), choose, new=False)

    def relink(self, record: Record) -> None:
        """Pick another entity for every record of this article that has this record's entity, or its words."""
        slot = self.stage.editor.layer(record).entity_slot
        if slot is None:
            raise EditError(f"a {record.layer} has no link to an entity")
        entity, words = record.text(slot.name), self._words(record).lower()
        same = [
            other.id
            for other in self.stage.editor.state.records.values()
            if other.layer == record.layer
            and (
                other.text(slot.name) == entity
                if entity
                else not other.text(slot.name) and self._words(other).lower() == words
            )
        ]
        self.link([record.id, *(one for one in same if one != record.id)])

    def _refusal(self, record: Record, entity_id: str | None) -> Refused | None:
        """Replacing a link by another, or by none of these, refuses the old one for these words."""
        slot = self.stage.editor.layer(record).entity_slot
        old = record.text(slot.name) if slot is not None else ""
        fragment = next((fragment for _, fragment in record.fragments()), None)
        if not old or old in (NIL, entity_id) or entity_id is None or fragment is None:
            return None
        return Refused(record.layer, fragment.start, fragment.end, fragment.quote, entity=old)

    # The picker

    def _open(self, title: str, words: str, kind: str, choose: Callable[[str | None], None], *, new: bool) -> None:
        from workbench.editor.proposals import plausible
        from workbench.editor.spot import CANDIDATES

        stage, desk = self.stage, self.stage.desk
        proposer = stage.proposer()

        def likely(candidate: Candidate) -> bool:
            """Words in small letters describe or only join; they are a name where the catalogue has just them."""
            return candidate.exact if words.islower() else plausible(candidate)

        def show(found: tuple[str, list[Candidate]] | WorkbenchError) -> None:
            self._show(sheet, found, likely if new else None)

        def search(query: str) -> tuple[str, list[Candidate]]:
            index, question = questions[query]
            return query, index.search(question, CANDIDATES)

        questions: dict[str, tuple[NameIndex, Query]] = {}
        asker = Asker(stage.in_background, search, show)

        def ask(query: str) -> None:
            questions[query] = desk.index, proposer.asked(query or words, bool(query), kind)
            asker.ask(query)

        def accept(values: list[object]) -> None:
            chosen = None if values[0] is _UNLINKED else str(values[0])
            if chosen is not None:
                desk.linked(chosen)
            choose(chosen)

        def more(command_id: str) -> bool:
            return self._more(sheet, command_id, words, choose)

        create, nil, unlink = (stage.key(f"picker.{name}") for name in ("create", "nil", "unlink"))
        sheet = ListSheet(title, (), accept, stage.pop, context="picker", more=more, ask=ask, foot=self._about)
        sheet.on_accepted = stage.on_accepted
        sheet.hint = f"{words}   ({create} new entity · {nil} none of these{'' if new else f' · {unlink} unlink'})"
        sheet.unoffered = ("picker.unlink",) if new else ()
        sheet.called = {"picker.create": "new entity"}
        sheet.begin()
        stage.push(sheet)

    def _show(
        self,
        sheet: ListSheet,
        found: tuple[str, list[Candidate]] | WorkbenchError,
        likely: Callable[[Candidate], bool] | None,
    ) -> None:
        """The candidates as rows; with ``likely`` also the row that leaves the words unlinked, first where none is."""
        stage = self.stage
        if isinstance(found, WorkbenchError):
            stage.say(str(found), error=True)
            found = ("", [])
        query, candidates = found
        items = [Item(one.name, self._told(one), one.id) for one in candidates]
        leave = Item("leave unlinked", "tag the words, link later", _UNLINKED, "dim")
        if likely is not None:
            found_one = candidates and (query or likely(candidates[0]))
            items = [*items, leave] if found_one else [leave, *items]
        sheet.answer(items)
        if stage.sheets and stage.sheets[-1] is sheet:
            stage.repaint_sheet()
            if said := stage.desk.index_said:
                stage.say(said)

    def _more(self, sheet: ListSheet, command_id: str, words: str, choose: Callable[[str | None], None]) -> bool:
        """The picker's own commands."""
        if command_id == "picker.nil":
            choose(NIL)
        elif command_id == "picker.unlink":
            choose(None)
        elif command_id == "picker.create":
            self._create(sheet.line.text.strip() or words, choose)
        elif command_id == "picker.card":
            chosen = sheet.chosen
            if chosen is None or chosen.value is _UNLINKED:
                raise EditError("this row is no entity")
            show_card(self.stage, str(chosen.value))
        else:
            return command_id.startswith("list.")
        return True

    def _told(self, found: Candidate) -> str:
        """A candidate in a few words: kind, how often it is linked, why it is here, what it is."""
        times = self.stage.offering.times_linked(found.id)
        linked = f"×{times}" if times else ""
        return " · ".join(part for part in (found.kind, linked, *found.reasons, found.description) if part)

    def _about(self, value: object) -> list[str]:
        """More about the chosen candidate."""
        stage = self.stage
        entity = stage.desk.catalogue.resolve(str(value)) if value is not _UNLINKED else None
        if entity is None:
            return []
        times = stage.offering.times_linked(entity.id)
        linked = f"linked {times} time{'s' * (times != 1)}" if times else "not linked yet"
        about = [entity.description or entity.kind, f"{linked} · from {stage.desk.origin(entity.id)}"]
        about.append(f"also {', '.join(entity.aliases)}" if entity.aliases else "")
        return [line for line in about if line]

    def _create(self, name: str, choose: Callable[[str | None], None]) -> None:
        """Propose a new entity: its kind is asked, then it is written and linked."""
        stage = self.stage

        def accept(values: list[object]) -> None:
            entity = stage.desk.propose_entity(name, cast("str", values[0]))
            stage.reader.forget_names()
            stage.pop()
            choose(entity.id)
            stage.say(
                f"{entity.name} proposed as {entity.id} and linked · {stage.key('app.undo')} undoes; the proposal stays"
            )

        items = [Item(kind, "", kind) for kind in KINDS]
        stage.push(ListSheet(f"what is “{name}”?", items, accept, stage.pop, hint="type to filter the kinds"))

    def _offer_alias(self, entity_id: str | None, words: str) -> None:
        """The words were no name of the entity yet: offer them as one."""
        from workbench.linking.proposal import new_alias

        stage = self.stage
        entity = stage.desk.catalogue.resolve(entity_id) if entity_id and entity_id != NIL else None
        alias = new_alias(entity, words) if entity is not None else None
        if entity is None or alias is None or (entity.id, alias) in stage.desk.refused_names:
            return

        done = stage.status.said

        def yes() -> None:
            stage.pop()
            stage.desk.propose_alias(entity.id, alias)
            stage.reader.forget_names()
            undo = stage.key("app.undo")
            stage.say(f"“{alias}” is a name of {entity.name} from here on · {undo} undoes the link; the name stays")

        def no() -> None:
            stage.pop()
            stage.say(done)

        question = f"“{alias}” is not yet a name of {entity.name}. Keep it as one, so that it is found from here on?"
        answers = f"({stage.key('dialog.yes')}/{stage.key('dialog.no')})"
        stage.push(DialogSheet("a new name", f"{question} {answers}", yes, no))

    def _words(self, record: Record) -> str:
        return " ".join(" ".join(fragment.quote.split()) for _, fragment in record.fragments())

    def _title(self, layer: str, verb: str, entity_id: str | None) -> str:
        if entity_id is None:
            return f"{layer} {verb}, not linked"
        if entity_id == NIL:
            return f"{layer} {verb}, none of the catalogue"
        entity = self.stage.desk.catalogue.resolve(entity_id)
        return f"{layer} {verb}: {entity.name if entity else entity_id}"
