"""Commands that show the network of the project, and lead from it to the sentences."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.core.errors import FileError, WorkbenchError
from workbench.tui.field_sheet import FieldSheet
from workbench.tui.list_sheet import Item, ListSheet
from workbench.tui.moving import Command
from workbench.tui.stage import Stage

if TYPE_CHECKING:
    from workbench.desk.networking import Statements
    from workbench.network.statement import Statement
    from workbench.tui.network_state import NetworkState

# The network room is imported when somebody first asks for a network.

AT_ONCE = 200
"""Up to so many annotation files are read while the person waits; more are read beside the keys."""
_SIGNS = {1: "+", -1: "-", 0: "0", None: " "}


class Networking:
    """See the module's docstring. ``open_article`` leaves the article for another, ``spawn`` runs something beside the keys."""

    def __init__(
        self,
        stage: Stage,
        open_article: Callable[[str], None],
        before_reading: Callable[[], None],
        spawn: Callable[[Coroutine[Any, Any, None]], None],
    ) -> None:
        self.stage = stage
        self._open_article = open_article
        self._before_reading = before_reading
        self._spawn = spawn
        self._state: NetworkState | None = None
        self._whose: tuple[str, ...] = ()
        self._reading = False

    def commands(self) -> dict[str, Command]:
        """Command id → what it does."""
        return {"app.network": lambda _: self._show()}

    # Reading

    def _show(self) -> None:
        self._before_reading()
        desk = self.stage.desk
        files = sum(len(desk.project.annotated(name)) for name in (*desk.project.annotators(), "gold"))
        if files <= AT_ONCE:
            self._shown(self._read())
        elif self._reading:
            self.stage.say("the files are being read")
        else:
            self._reading = True
            self.stage.say(f"reading {files:,} files of annotations …")
            self._spawn(self._read_beside())

    def _read(self) -> Statements:
        from workbench.desk.networking import read_statements

        desk = self.stage.desk
        return read_statements(desk.project, self._whose, codebook=desk.codebook, catalogue=desk.catalogue)

    async def _read_beside(self) -> None:
        import asyncio

        try:
            found = await asyncio.to_thread(self._read)
        except WorkbenchError as error:
            self.stage.say(str(error), error=True)
            return
        finally:
            self._reading = False
        if self.stage.sheets:
            self.stage.say(f"the network is read; {self.stage.key('app.network')} shows it")
        else:
            self._shown(found)

    def _shown(self, found: Statements) -> None:
        from workbench.tui.network_sheet import NetworkSheet
        from workbench.tui.network_state import NetworkState

        if self._state is None:
            self._state = NetworkState(found, self.stage.desk.person.name)
        else:
            self._state.taken_anew(found)
        if not (self.stage.sheets and isinstance(self.stage.sheets[-1], NetworkSheet)):
            self.stage.push(NetworkSheet(self._state, self._act, self.stage.key))
        if found.problems:
            self.stage.say(f"{found.problems[0]} (left out)", error=True)
        elif found.twice:
            counts = "article counts" if found.twice == 1 else "articles count"
            self.stage.say(f"{found.twice} {counts} from several people; {self.stage.key('network.whose')} takes one")

    # What the page asks for

    def _act(self, command_id: str) -> bool:
        acts = {
            "network.open": self._behind,
            "network.whose": self._choose_whose,
            "network.issue": self._choose_issue,
            "network.save": self._save,
            "network.close": self.stage.pop,
        }
        if command_id not in acts:
            return False
        acts[command_id]()
        return True

    @property
    def state(self) -> NetworkState:
        """The state of the page. Raises ValueError before it was ever shown."""
        if self._state is None:
            raise ValueError("the network was not shown yet")
        return self._state

    def _behind(self) -> None:
        title, found = self.state.behind()
        if not found:
            self.stage.say("no statement lies behind this")
            return
        texts: dict[str, str] = {}
        items = [self._item(one, texts) for one in found]

        def accept(values: list[object]) -> None:
            chosen = values[0]
            one = next(each for each in found if each is chosen)
            self._go(one)

        self.stage.push(ListSheet(f"{title} · {len(found)} statements", items, accept, self.stage.pop, whole=True))

    def _item(self, one: Statement, texts: dict[str, str]) -> Item:
        state = self.state
        if one.article not in texts:
            try:
                texts[one.article] = str(self.stage.desk.article(one.article).text)
            except FileError:
                texts[one.article] = ""
        quote = " ".join(texts[one.article][one.span.start : one.span.end].split()) if one.span else ""
        when = f"{one.when:%Y-%m-%d} · " if one.when else ""
        label = f"{_SIGNS[one.qualifier]} {state.label(one.holder)}: “{quote}”"
        return Item(label, f"{when}{state.label(one.concept)} · {one.article} · {one.annotator}", one)

    def _go(self, one: Statement) -> None:
        """Open the article at the record, in the text."""
        stage = self.stage
        while stage.sheets:
            stage.pop()
        if stage.editor.article.id != one.article:
            self._open_article(one.article)
        if stage.editor.article.id != one.article:
            return
        if one.annotator != stage.desk.person.name:
            stage.lay_over(one.annotator)
            stage.relist()
        stage.go_to(one.record)
        stage.say(f"{one.layer} {one.record} of {one.annotator} · {stage.key('app.network')} goes back to the network")

    def _choose_whose(self) -> None:
        project = self.stage.desk.project
        names = [name for name in ("gold", *project.annotators()) if project.annotated(name)]
        items = [Item(name, "", (name,)) for name in names]
        items.append(Item("everybody", "the gold where there is one, else all", ()))

        def accept(values: list[object]) -> None:
            self.stage.pop()
            self._whose = tuple(str(one) for one in values[0]) if isinstance(values[0], tuple) else ()
            self._shown(self._read())

        self.stage.push(ListSheet("whose statements count", items, accept, self.stage.pop))

    def _choose_issue(self) -> None:
        items = [Item("all issues", "", "")]
        items += [
            Item(issue.label, f"under {issue.parent}" if issue.parent else "", issue.id) for issue in self.state.issues
        ]

        def accept(values: list[object]) -> None:
            self.stage.pop()
            self.state.choose_issue(str(values[0]))

        self.stage.push(ListSheet("only this issue and those below it", items, accept, self.stage.pop))

    # The picture file

    def _save(self) -> None:
        def accept(text: str) -> None:
            from workbench.desk.networking import write_picture

            self.stage.pop()
            path = Path(text.strip()).expanduser()
            write_picture(path, self._picture())
            self.stage.say(f"the picture is written: {path}")

        sheet = FieldSheet("picture file (SVG)", accept, self.stage.pop, "a path; a file that is there stays")
        sheet.line.type(f"network-{self.state.view}.svg")
        self.stage.push(sheet)

    def _picture(self) -> str:
        from dataclasses import replace

        from workbench.network.building import build
        from workbench.network.graph import graph_of, title_of
        from workbench.network.svg import matrix_svg, network_svg, timeline_svg

        state = self.state
        if state.view == "matrix":
            return matrix_svg(state.pair.matrix, title_of(state.pair), state.label)
        if state.view == "time":
            return timeline_svg(state.moments, "Polarity over time")
        recipe = replace(state.pair.recipe, network="actors", rule="subtract")
        made = build(state.found.gathered, state.found.codebook, recipe)
        return network_svg(graph_of(made, camps=state.camps))
