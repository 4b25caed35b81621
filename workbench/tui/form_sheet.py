"""The form of a record: its slots, the proposals of the slot in hand, and the keys that work there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workbench.core.annotation import Annotations
from workbench.core.codebook import Slot
from workbench.core.entity import Catalogue
from workbench.core.errors import EditError
from workbench.core.width import cells, ends, fit
from workbench.editor.form import LISTED, Form
from workbench.editor.labels import Labels
from workbench.tui.canvas import words
from workbench.tui.sheet import RowOfRoles, wrapped


@dataclass(slots=True)
class FormSheet:
    """Paints a Form and turns commands into its verbs. What needs the rest of the screen is asked of ``host``."""

    form: Form
    catalogue: Catalogue
    accept: Callable[[], None]
    cancel: Callable[[], None]
    mark: Callable[[bool], None]
    """Set the slot from the article; True to add a fragment."""
    query: Callable[[], None]
    note: Callable[[], None]
    keys: Callable[[], None]
    """Show what every key does."""
    say: Callable[[str], None]
    label_of: Callable[[str], str]
    """The key of a command as it is shown."""
    changed: Callable[[], None]
    no_issues: str = ""
    """What to say where an issue could stand and there is none."""
    context: str = "form"
    _caret: tuple[int, int] = (0, 0)

    @property
    def title(self) -> str:
        """What is being made or changed."""
        form = self.form
        verb = "new" if form.new else "edit"
        return f"{verb} {form.layer.name} {'' if form.new else form.record.id}".strip()

    def how(self) -> str:
        """What Enter does now: it saves, or asks for what is missing; before it a value that a letter set elsewhere."""
        accept = self.label_of("form.accept")
        title = f"{self.form.said} · {self.title}" if self.form.said else self.title
        if not self.form.missing():
            return f"{title}: {accept} saves it as it stands"
        *others, last = [slot.label for slot in self.form.missing()]
        lacking = f"{', '.join(others)} and {last} are" if others else f"{last} is"
        return f"{title}: {lacking} still to be set, then {accept} saves it"

    def typed(self, text: str) -> bool:
        """A letter or sign sets the value that has it as its key."""
        if len(text) == 1 and self.form.press(text):
            self.changed()
            return True
        return False

    def command(self, command_id: str, count: int) -> bool:
        """The verbs of a form."""
        form = self.form
        simple: dict[str, Callable[[], None]] = {
            "form.next": lambda: form.go(1),
            "form.previous": lambda: form.go(-1),
            "form.accept": self.accept,
            "form.cancel": self.cancel,
            "form.query": self.query,
            "form.mark": lambda: self._mark(False),
            "form.add": lambda: self._mark(True),
            "form.empty": form.empty,
            "form.note": self.note,
            "form.help": self.keys,
            "form.value.next": lambda: form.cycle(1),
            "form.value.previous": lambda: form.cycle(-1),
        }
        if command_id in simple:
            simple[command_id]()
        elif command_id.startswith("form.proposal."):
            self._take(int(command_id.rsplit(".", 1)[1]) - 1)
        else:
            return False
        self.changed()
        return True

    def _mark(self, add: bool) -> None:
        if self.form.slot.type != "part":
            raise EditError(
                f"{self.form.slot.label} is no place in the text; type a query ({self.label_of('form.query')})"
            )
        self.mark(add)

    def _take(self, number: int) -> None:
        choices = self.form.choices()
        if number >= len(choices):
            raise EditError(f"{self.form.slot.label} has {len(choices)} proposals")
        self.form.take(choices[number])

    def caret(self) -> tuple[int, int] | None:
        """At the slot in hand."""
        return self._caret

    # Painting

    def rows(self, width: int, height: int) -> list[RowOfRoles]:
        """One row a slot, the proposals under the one in hand, the form's keys at the foot."""
        records = {**self.form.editor.state.records, **self.form.companions}
        labels = Labels(Annotations(self.form.editor.state.header, records), self.form.editor.codebook, self.catalogue)
        foot = self._foot(width, height - len(self.form.slots) - 2)
        room = max(1, height - len(foot) - len(self.form.slots))
        rows: list[RowOfRoles] = []
        for number, slot in enumerate(self.form.slots):
            chosen = number == self.form.index
            if chosen:
                self._caret = (1, len(rows))
            rows.append(self._slot_row(slot, labels, chosen, width))
            if chosen:
                rows.extend(self._choice_rows(slot, room, width))
        if self.form.record.note and room > 1:
            rows.append([(fit(f"   note: {words(self.form.record.note)}", width), "dim")])
        rows = self._in_sight(rows, max(1, height - len(foot)))
        rows += [[("", "text")]] * (height - len(foot) - len(rows))
        return rows + foot

    def _in_sight(self, rows: list[RowOfRoles], room: int) -> list[RowOfRoles]:
        """As many rows as there is room for, those of the slot in hand among them."""
        x, y = self._caret
        top = max(0, min(y - room // 3, len(rows) - room))
        self._caret = x, y - top
        return rows[top : top + room]

    def _slot_row(self, slot: Slot, labels: Labels, chosen: bool, width: int) -> RowOfRoles:
        size = min(15, width // 3)
        value = (
            self._part(slot, width - size - 3) if slot.type == "part" else words(labels.value(self.form.record, slot))
        )
        empty = "(missing)" if slot.required else "–"
        new = [one for one in self.form.record.references(slot.name) if one in self.form.companions]
        if slot.type == "reference" and new and new[0] not in self.form.editor.state.records:
            value += " (new mention)"
        mark = "▸" if chosen else " "
        role = "error" if not value and slot.required else "text" if value else "dim"
        return [
            (f"{mark} ", "accent"),
            (fit(words(slot.label), size) + " ", "title" if chosen else "dim"),
            (fit(value or empty, width - size - 3), role),
        ]

    def _part(self, slot: Slot, room: int) -> str:
        """The words of a part, or where they are many their beginning and end; of several pieces also how many they are."""
        fragments = self.form.record.parts.get(slot.name, ())
        count = f" · {len(fragments)} pieces" if len(fragments) > 1 else ""
        return ends(words(" … ".join(fragment.quote for fragment in fragments)), room - cells(count)) + count

    def _choice_rows(self, slot: Slot, room: int, width: int) -> list[RowOfRoles]:
        if slot.type == "attribute":
            return self._value_rows(slot, width)
        rows: list[RowOfRoles] = []
        choices = self.form.choices()
        shown = min(LISTED, room, len(choices))
        more = f" … {len(choices) - shown} more: {self.label_of('form.query')}" if slot.type != "part" else ""
        for number, choice in enumerate(choices[:shown], 1):
            tail = more if number == shown < len(choices) else ""
            held = self.form.holds(choice)
            label, detail = words(choice.label), words(choice.detail)
            size = width - cells(tail)
            left = max(8, min(cells(label), size - 7 - min(cells(detail) + 2, (size - 7) // 2)))
            rows.append(
                [
                    (f"   {number} ", "key"),
                    (fit(ends(label, left) if slot.type == "part" else label, left), "title" if held else "text"),
                    (fit(f"  {detail}", size - 5 - left), "dim"),
                    (tail, "key"),
                ]
            )
        if "issue" in slot.to and self.no_issues and len(rows) < room:
            rows += [[(f"   {line}", "dim")] for line in wrapped(self.no_issues, width - 4)]
        return rows

    def _value_rows(self, slot: Slot, width: int) -> list[RowOfRoles]:
        if not slot.values:
            return [
                [(f"   {self.label_of('form.query')} types a {'number' if slot.kind == 'integer' else 'text'}", "dim")]
            ]
        pairs = list(slot.value_keys().items())
        keys = {value: "/".join(key for key, other in pairs if other == value) for value in slot.values}
        rows: list[RowOfRoles] = []
        line: list[tuple[str, str]] = [("   ", "text")]
        used = 3
        for value in slot.values:
            held = self.form.record.text(slot.name) == value
            text = f" {value}  "
            size = cells(text) + cells(keys[value])
            if used + size > width and len(line) > 1:
                rows.append(line)
                line, used = [("   ", "text")], 3
            line += [(keys[value], "key"), (text.rstrip(), "chosen" if held else "text"), ("  ", "text")]
            used += size
        return [*rows, line]

    def _foot(self, width: int, spare: int) -> list[RowOfRoles]:
        """What was said or the slot's help, and the keys: as much as there are rows to spare, but one row of keys."""
        is_part = self.form.slot.type == "part"
        own = (("form.mark", "from text"), ("form.add", "add fragment")) if is_part else (("form.query", "query"),)
        missing = self.form.missing()
        hints = [
            ("form.accept", f"needs {missing[0].label}" if missing else "save"),
            ("form.cancel", "cancel"),
            ("form.help", "keys"),
            ("form.next", "next slot"),
            *own,
            ("form.empty", "empty"),
            ("form.note", "note"),
        ]
        text = " · ".join(f"{self.label_of(command)} {what}" for command, what in hints if self.label_of(command))
        said = self.form.said or self.form.slot.help
        keys: list[RowOfRoles] = [
            [(fit(f" {line.removesuffix(' ·')}", width), "dim")] for line in wrapped(text, width - 2)[: max(1, spare)]
        ]
        help_rows = wrapped(said, width - 2)[: min(2, max(0, spare - len(keys)))] if said else []
        return [[(fit(f" {line}", width), "text")] for line in help_rows] + keys
