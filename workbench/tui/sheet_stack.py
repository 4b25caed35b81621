"""The sheets that lie one over the other, and where the point of attention is: on the uppermost, or in the text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workbench.tui.article_view import ArticleView
from workbench.tui.background import Background
from workbench.tui.bars import StatusBar
from workbench.tui.canvas import Canvas
from workbench.tui.covering import covered_by
from workbench.tui.field_sheet import FieldSheet
from workbench.tui.sheet import Sheet, SheetView


class SheetStack:
    """Part of a stage: what it needs of the rest are the text, the widgets beside it, and the status bar."""

    def __init__(self) -> None:
        self.view: ArticleView
        self.status: StatusBar
        self.sheet_view: SheetView
        self.sheets: list[Sheet] = []
        self.wide = True
        """Whether a sheet lies over the panes, beside the text; else over the lower rows of everything."""
        self.room_for_panes = True
        """Whether the terminal is wide enough for anything beside the text."""
        self.on_sheets: Callable[[], None] = lambda: None
        self.on_accepted: Callable[[], None] = lambda: None
        """A row of a list was taken that had been chosen before the rows were there."""
        self.on_keeping: Callable[[], None] = lambda: None
        """What is open is to be kept, because the program ends, asked or not, or could end unasked."""
        self.in_background: Background = lambda work, then: then(work())
        """Does work beside the keys, then something with what came of it; at once where nobody runs such work."""
        self._marking_at = 0

    def push(self, sheet: Sheet) -> None:
        """Lay a sheet over the panes."""
        self.sheets.append(sheet)
        self.status.show("")
        self._sheets_changed()

    def pop(self) -> None:
        """Take the uppermost sheet away."""
        self.sheets.pop()
        self._sheets_changed()

    def _sheets_changed(self) -> None:
        self._show_sheet()
        self.on_sheets()

    def repaint_sheet(self) -> None:
        """The uppermost sheet changed."""
        if self.sheets:
            self._show_sheet()
        self.follow()

    @property
    def beside_text(self) -> Sequence[Canvas]:
        """The widgets beside the text, from top to bottom."""
        raise NotImplementedError

    def _show_sheet(self) -> None:
        sheet = self.sheets[-1] if self.sheets else None
        panes = [one for one in self.beside_text if one.display and one.size.width]
        before = self.view.room
        self.sheet_view.show(sheet, *covered_by(sheet, self.view, panes, wide=self.wide))
        if self.view.room != before:
            self.view.fit_room()

    def follow(self) -> None:
        """Put the terminal's cursor at the point of attention."""
        if self.sheets and not self.marking:
            self.sheet_view.follow()
        else:
            self.view.follow()

    @property
    def typed(self) -> str:
        """What is being typed into a line, and which; "" where nothing is."""
        lines = (sheet for sheet in self.sheets if isinstance(sheet, FieldSheet) and sheet.begun)
        return "; ".join(f"{sheet.title}: “{sheet.line.text}”" for sheet in lines)

    @property
    def marking(self) -> bool:
        """Whether the form on top waits while one of its slots is set in the article."""
        return 0 < self._marking_at == len(self.sheets)

    def mark_from_text(self, marking: bool) -> None:
        """A slot of the form on top is being set in the article, or is set."""
        self._marking_at = len(self.sheets) if marking else 0
        self.on_sheets()
