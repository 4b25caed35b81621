"""The floor that the program is compared with: an empty Textual app with a footer."""

from textual.app import App, ComposeResult
from textual.widgets import Footer, Static


class Empty(App[None]):
    """One line of text and a footer."""

    BINDINGS = [("q", "quit", "Quit")]  # noqa: RUF012

    def compose(self) -> ComposeResult:
        """A text and the footer."""
        yield Static("ready-to-measure")
        yield Footer()


if __name__ == "__main__":
    Empty().run(mouse=False)
