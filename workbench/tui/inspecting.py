"""What a stand-in in the text stands for, and at which offset."""

from __future__ import annotations

from workbench.core.display import shown
from workbench.core.span import Span
from workbench.core.stand_in import StandIn, name_of, stand_ins
from workbench.tui.list_sheet import Item, ListSheet
from workbench.tui.moving import Command
from workbench.tui.stage import Stage


class Inspecting:
    """See the module's docstring."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    def commands(self) -> dict[str, Command]:
        """Command id → what it does."""
        return {"text.inspect": lambda _: self.inspect()}

    def inspect(self) -> None:
        """Name the stand-ins of the selection, else of the word under the cursor with what follows it; else the character."""
        stage, reader = self.stage, self.stage.reader
        text = stage.view.text
        span = reader.selection or Span(reader.cursor, max(reader.next_start(reader.cursor, "word"), reader.cursor + 1))
        found = stand_ins(text.slice(span.start, span.end), span.start)
        if len(found) > 1:
            self._list(found)
        elif found:
            stage.say(f"{found[0].sign} at {found[0].offset} stands for {found[0].name}")
        elif character := text.slice(span.start, span.start + 1):
            stage.say(
                f"{shown(character)} at {span.start} is {name_of(character)}; nothing here is shown by a stand-in"
            )

    def _list(self, found: list[StandIn]) -> None:
        stage = self.stage

        def accept(chosen: list[object]) -> None:
            stage.pop()
            offset = int(str(chosen[0]))
            stage.go_to_span(Span(offset, offset))

        items = [Item(f"{one.sign}  {one.name}", f"at {one.offset}", one.offset) for one in found]
        stage.push(ListSheet(f"{len(found)} stand-ins and what they are", items, accept, stage.pop))
