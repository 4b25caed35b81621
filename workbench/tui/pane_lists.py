"""The panes and what they list, kept in step with the records."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workbench.core.annotation import Record
from workbench.core.codebook import Codebook
from workbench.core.edit import Edit
from workbench.editor.labels import Labels
from workbench.editor.listing import Listing
from workbench.tui.pane import Pane


class PaneLists:
    """One pane and one listing a layer."""

    def __init__(self) -> None:
        self.panes: list[Pane] = []
        self.shown = 0
        """The pane that is visible where there is room for one only."""
        self.focus = -1
        """The pane that the keys go to; -1 for the article."""
        self.owner = ""
        """Whose records are listed, where they are not one's own."""
        self._listings: list[Listing] = []

    def show(self, codebook: Codebook, labels: Labels, owner: str, broken: Callable[[str], bool]) -> None:
        """List all records anew."""
        self.owner = owner
        self._listings = [Listing(layer, labels.state) for layer in codebook.layers]
        for pane, listing in zip(self.panes, self._listings, strict=True):
            pane.owner, pane.broken = owner, broken
            pane.show(listing, labels)

    def change(self, edits: Sequence[Edit], labels: Labels) -> None:
        """Records changed. Panes whose layer was not touched stay as they are, unless a label in them may be another."""
        touched: set[str] = set()
        for edit in edits:
            side = edit.after or edit.before
            if side is None:
                continue
            touched.add(side.layer)
            for listing in self._listings:
                listing.change(edit.before, edit.after, labels.state)
        relabelled = any(edit.before is not None for edit in edits)
        for pane, listing in zip(self.panes, self._listings, strict=True):
            pane.labels = labels
            if relabelled or listing.layer.name in touched:
                pane.show(listing, labels, keep=True)

    def activate(self, number: int) -> None:
        """Give the keys to a pane, or (-1) to the article."""
        self.focus = number
        if number >= 0:
            self.shown = number
        for index, pane in enumerate(self.panes):
            pane.active = index == number
            pane.refresh()

    @property
    def chosen(self) -> str:
        """The record that is chosen in the pane with the keys; "" where it shows none, or where the article has them."""
        return self.panes[self.focus].chosen if self.focus >= 0 else ""

    def choose(self, record_id: str) -> bool:
        """Choose a record in the pane that lists it; False where the pane with the keys does not, and the article has them
        from here on.
        """
        for pane in self.panes:
            pane.choose(record_id)
        if not record_id or self.focus < 0 or self.chosen == record_id:
            return True
        self.activate(-1)
        return False

    def bring(self, record: Record | None) -> bool:
        """Show the pane that lists a record, where there is room for one only; False where it is shown already."""
        layers = [listing.layer.name for listing in self._listings]
        number = layers.index(record.layer) if record is not None and record.layer in layers else self.shown
        before, self.shown = self.shown, number
        return before != number

    def follow(self) -> None:
        """Bring chosen rows into view. While one goes on typing the panes stand still."""
        for pane in self.panes:
            pane.follow()
