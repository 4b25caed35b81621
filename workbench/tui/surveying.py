"""Commands about agreement: the figures, from each of them the items behind it, and from an item to its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workbench.core.entity import Catalogue
from workbench.core.errors import UsageError
from workbench.core.progress import Progress
from workbench.core.width import cells, fit
from workbench.desk.agreeing import Agreement, agreement, stamp
from workbench.editor.labels import Labels
from workbench.review.methods import methods
from workbench.review.scene import Item
from workbench.review.survey import Line, MatrixWalk, Survey, behind, records_of
from workbench.tui.jobs import Jobs
from workbench.tui.list_sheet import Item as Row
from workbench.tui.list_sheet import ListSheet
from workbench.tui.matrix_sheet import MatrixSheet
from workbench.tui.page_sheet import PageSheet
from workbench.tui.sheet import Sheet
from workbench.tui.stage import Stage


class Surveying:
    """See the module's docstring.

    ``save`` writes what is open, so that figures are of what is shown; ``go`` brings an item of any article into view;
    ``hidden`` says that names are; ``only`` names the annotators of whom the figures are, where not of all.
    """

    def __init__(
        self,
        stage: Stage,
        jobs: Jobs,
        save: Callable[[], None],
        go: Callable[[Item], None],
        *,
        hidden: bool = False,
        only: Sequence[str] = (),
    ) -> None:
        self.stage = stage
        self._jobs = jobs
        self._save = save
        self._go = go
        self._hidden = hidden
        self._only = only
        self._found: tuple[int, Agreement] | None = None
        self._left: list[Sheet] = []
        """The sheets that were open when an item was gone to."""

    def open(self) -> None:
        """The figures, computed where files changed since; else as they were left. Raises UsageError in a blind review."""
        if self._hidden:
            raise UsageError("names are hidden in a blind review")
        self._save()
        project = self.stage.desk.project
        now = stamp(project)
        if self._found is not None and self._found[0] == now:
            left, self._left = self._left, []
            for sheet in left or [self._figures(self._found[1])]:
                self.stage.push(sheet)
            return

        def work(progress: Progress) -> Agreement:
            return agreement(project, self._only, progress=progress)

        def then(found: Agreement) -> None:
            if not found.figures:
                raise UsageError("agreement needs the files of two annotators for one article; there are none here")
            self._found, self._left = (now, found), []
            self.stage.push(self._figures(found))
            out = found.coded.left_out
            self.stage.say(f"{out} files could not take part: {found.coded.problems[0]}" if out else "figures computed")

        self._jobs.run("agreement", work, then)

    # The figures

    def _figures(self, found: Agreement) -> ListSheet:
        survey = Survey(found.figures)
        count = len(found.coded.files)
        sets = {line.who for line in survey.lines}
        among = f" · {sets.pop()}" if len(sets) == 1 else ""
        drawn = any(line.figure.low is not None for line in survey.lines)
        intervals = f" · 95 % intervals of {found.rounds:,} rounds" if drawn else ""
        title = f"agreement · {count} article{'s' * (count != 1)}{among}{intervals}"

        def more(line: Line, command_id: str) -> bool:
            if command_id == "figures.articles":
                self._articles(found, survey.by_article(line), line)
                return True
            return False

        return self._sheet(found, title, survey.lines, more)

    def _articles(self, found: Agreement, lines: Sequence[Line], line: Line) -> None:
        title = f"{line.about} · {line.figure.measure} · {line.who} · by article"
        self.stage.push(self._sheet(found, title, lines, lambda *_: False))

    def _sheet(
        self, found: Agreement, title: str, lines: Sequence[Line], more: Callable[[Line, str], bool]
    ) -> ListSheet:
        stage = self.stage

        def accept(chosen: list[object]) -> None:
            if isinstance(chosen[0], Line):
                self._behind(found, chosen[0])

        def command(command_id: str) -> bool:
            if command_id == "figures.methods":
                said = methods(found.figures, rounds=found.rounds, seed=found.seed)
                stage.push(PageSheet("how the figures are defined", [("", said)], stage.pop))
                return True
            line = sheet.chosen.value if sheet.chosen is not None else None
            if not isinstance(line, Line):
                return command_id.startswith(("list.", "figures."))
            if command_id == "figures.all":
                named = f"{line.about} · {line.figure.measure} · {line.who}"
                self._items(found, f"all of {named}", behind(line.figure, everything=True), line)
                return True
            return more(line, command_id) or command_id.startswith(("list.", "figures."))

        sheet = ListSheet(title, _rows(lines), accept, stage.pop, context="figures", more=command)
        sheet.hint = "type a layer, a slot, a measure or an annotator"
        return sheet

    # What lies behind

    def _behind(self, found: Agreement, line: Line) -> None:
        if line.matrix is None:
            self._items(found, _named(line), behind(line.figure), line)
            return

        def open_items(title: str, items: Sequence[Item]) -> None:
            self._items(found, title, items, line)

        self.stage.push(MatrixSheet(MatrixWalk(line.matrix), open_items, self.stage.pop))

    def _items(self, found: Agreement, title: str, items: Sequence[Item], line: Line) -> None:
        if not items:
            self.stage.say(f"{title}: no item lies behind that")
            return
        coded = found.coded
        rows = [Row(*_described(one, found, line, coded.catalogue), one) for one in items]

        def accept(chosen: list[object]) -> None:
            item = chosen[0]
            if isinstance(item, Item):
                self._left = list(self.stage.sheets)
                while self.stage.sheets:
                    self.stage.pop()
                self._go(item)

        count = len(items)
        title = f"{count} item{'s' * (count != 1)} · {title}"
        self.stage.push(ListSheet(title, rows, accept, self.stage.pop, whole=True))


def _named(line: Line) -> str:
    differ = "differing in " if line.figure.different else "agreed on "
    article = f" · {line.figure.article}" if line.figure.article else ""
    return f"{differ}{line.about} · {line.figure.measure} · {line.who}{article}"


def _rows(lines: Sequence[Line]) -> list[Row]:
    """Lines in columns; who is compared is said only where that is not the same in all."""
    values = max((len(line.value) for line in lines), default=0)
    wide = max((cells(line.about) for line in lines), default=0)
    several = len({line.figure.annotators for line in lines}) > 1
    found: list[Row] = []
    for line in lines:
        who = f"{line.who} · " if several else ""
        what = line.figure.article or f"{fit(line.about, wide)}  {line.measure}"
        role = "dim" if line.figure.value is None and line.matrix is None else "text"
        found.append(Row(f"{line.value:<{values}}  {what}", f"{who}{line.beside}", line, role))
    return found


def _described(item: Item, found: Agreement, line: Line, catalogue: Catalogue) -> tuple[str, str]:
    """An item in words: where it is and what it says, and what each annotator has there."""
    coded = found.coded
    records = records_of(item, coded.files)
    said: list[str] = []
    first = ""
    for name in line.figure.annotators:
        record = records.get(name)
        if record is None:
            said.append(f"{name}: –")
            continue
        labels = Labels(coded.files[item.article][name], coded.codebook, catalogue)
        slot = coded.codebook.layer(record.layer).by_name.get(line.figure.on)
        first = first or labels.line(record)
        what = labels.value(record, slot) if slot is not None else labels.line(record)
        said.append(f"{name}: {what or '–'}")
    where = f"{item.article}  " if len(coded.files) > 1 else ""
    return f"{where}{first or 'records that are gone'}", " · ".join(said)
