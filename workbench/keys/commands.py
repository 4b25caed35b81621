"""The one table of everything that a person can do with a key.

A command is declared here once; the footer, the help, the palette, the checks of a keymap and the README's key table
all come from it. A command that works in several contexts is *at home* in the first of them: a keymap lists it there,
and the others take the same keys unless the keymap lists it there too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from workbench.keys import sheet_rows as rows
from workbench.keys.sheet_rows import Rows

CONTEXTS: Mapping[str, str] = {
    "app": "Everywhere on the main screen",
    "article": "In the article",
    "pane": "In a pane of records",
    "review": "In a review",
    "form": "In a form",
    "mark": "While a form takes words from the article",
    "list": "In a list that filters while you type",
    "picker": "In the picker of entities and issues (with the keys of a list)",
    "field": "In a text field or note",
    "dialog": "In a question",
    "reader": "In a page to read (help, guideline, comparison)",
    "network": "In the network",
    "figures": "In the figures of agreement (with the keys of a list)",
    "matrix": "In a confusion matrix",
    "lesson": "In my review",
    "job": "While something is computed",
}
"""Every context with the words that name it, in the order of the key table."""

CHAINS: Mapping[str, tuple[str, ...]] = {
    **{context: (context,) for context in CONTEXTS},
    "article": ("article", "app"),
    "pane": ("pane", "app"),
    "review": ("review", "app"),
    "picker": ("picker", "list"),
    "figures": ("figures", "list"),
}
"""Where a key is looked up, narrowest first, when the focus is in a context."""

COUNTED = frozenset(("app", "article", "pane", "mark"))
"""Contexts where the digits 1 to 9 begin a count."""

TYPED = frozenset(("list", "picker", "field", "figures"))
"""Contexts where every printing key goes into a text."""

QUIET = TYPED | {"form"}
"""Contexts where a command that is at home elsewhere brings only its keys that print nothing."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something that a person can do; ``contexts`` with its home first, ``repeats`` where it takes a count."""

    id: str
    title: str
    help: str
    contexts: tuple[str, ...]
    repeats: bool = False

    @property
    def home(self) -> str:
        """The context that keymaps list the command in."""
        return self.contexts[0]


@dataclass(frozen=True, slots=True)
class LayerKey:
    """What the keys need to know of a layer of the codebook; ``key`` may be empty."""

    name: str
    title: str
    key: str


def _group(contexts: Sequence[str], rows: Rows, *, repeats: bool = False) -> tuple[Command, ...]:
    return tuple(Command(name, title, text, tuple(contexts), repeats) for name, title, text in rows)


_TEXT = ("article", "mark", "review")
_SELECT = ("article", "mark")
_RECORD = ("article", "pane")
_ALL = ("app", "form", "mark", "list", "field", "dialog", "reader", "network", "matrix", "lesson", "job")

_HELP: Rows = (("app.help", "Help", "Show what every key does here."),)
_APP: Rows = (
    ("app.palette", "Commands", "Find any command by typing a part of its name."),
    ("app.save", "Save", "Write the annotations to their file at once."),
    ("app.quit", "Quit", "Save and leave the program."),
    ("app.articles", "Articles", "List the articles, with progress, and open one."),
    ("app.others", "Others", "Show or hide what other people annotated here."),
    ("app.codebook", "Codebook", "Read the codebook and its guideline."),
    ("app.issue", "New issue", "Add an issue to the codebook; in a form it can be typed where an issue stands."),
    ("app.agreement", "Agreement", "Show how far the annotators agree, and what they differ in."),
    ("app.theme", "Theme", "Change to the next colour theme."),
    ("app.problems", "Problems", "List broken records and the messages so far."),
    ("app.draft", "Draft", "Bring back the form that was cancelled last."),
    ("pane.next", "Next pane", "Go to the next pane, and round to the article."),
    ("article.done", "Done", "Mark this article as done, or open it again."),
)
_APP_REPEATED: Rows = (
    ("app.undo", "Undo", "Take back the last step."),
    ("app.redo", "Redo", "Do again what was undone last."),
    ("article.next", "Next article", "Open the next article."),
    ("article.previous", "Previous article", "Open the article before this one."),
)
_ANYWHERE: Rows = (
    ("app.redraw", "Redraw", "Paint the whole screen again."),
    ("app.suspend", "Suspend", "Go back to the shell; fg brings the program back."),
)
_MOTIONS: Rows = (
    ("move.word.next", "Next word", "Move to the next word."),
    ("move.word.previous", "Previous word", "Move to the word before."),
    ("move.line.down", "Line down", "Move one line of the screen down."),
    ("move.line.up", "Line up", "Move one line of the screen up."),
    ("move.sentence.next", "Next sentence", "Move to the start of the next sentence."),
    ("move.sentence.previous", "Previous sentence", "Move to the start of this sentence, then of the one before."),
    ("move.paragraph.next", "Next paragraph", "Move to the start of the next paragraph."),
    ("move.paragraph.previous", "Previous paragraph", "Move to the start of this paragraph, then of the one before."),
    ("move.page.down", "Page down", "Move one screen down."),
    ("move.page.up", "Page up", "Move one screen up."),
    ("move.character.next", "Next character", "Move to the next character."),
    ("move.character.previous", "Previous character", "Move to the character before."),
)
_SELECTING: Rows = (
    ("select.grow", "Grow", "Grow the selection to the word, name, clause, sentence, paragraph."),
    ("select.shrink", "Shrink", "Shrink the selection to the unit that it grew from."),
    ("select.end.next", "End right", "Move the end of the selection one character to the right."),
    ("select.end.previous", "End left", "Move the end of the selection one character to the left."),
)
_HITS: Rows = (
    ("search.next", "Next hit", "Go to the next place that the search found."),
    ("search.previous", "Previous hit", "Go to the place before that the search found."),
)
_PLACES: Rows = (
    ("move.line.start", "Line start", "Move to the start of the line."),
    ("move.line.end", "Line end", "Move to the end of the line."),
    ("move.article.start", "Article start", "Move to the start of the article."),
    ("move.article.end", "Article end", "Move to the end of the article."),
)
_SELECTION: Rows = (
    ("select.toggle", "Select", "Start to select at the word under the cursor, or stop."),
    ("select.swap", "Other end", "Go to the other end of the selection."),
)
_SEARCH: Rows = (("search.start", "Search", "Search the text of the article."),)
_INSPECT: Rows = (
    ("text.inspect", "Inspect", "Name the characters that are shown by stand-ins here, with their offsets."),
)
_LET_GO: Rows = (("select.clear", "Let go", "Let go of the selection."),)
_ITEM_STEPS: Rows = (
    ("item.next", "Next item", "Go to the next open item."),
    ("item.previous", "Previous item", "Go to the open item before."),
)
_ITEMS: Rows = (
    *((f"item.take.{n}", f"Take {n}", f"Version {n} is right.") for n in range(1, 10)),
    ("item.union", "Union", "All that any version marks is right; the values are those of one version."),
    ("item.intersection", "Intersection", "What every version marks is right; the values are those of one version."),
    ("item.both", "Both", "Several versions are right, side by side; of three or more you tick which."),
    ("item.none", "None", "None of the versions is right."),
    ("item.edit", "Edit", "Make the right record yourself, in its form; the versions are proposals there."),
    ("item.defer", "Defer", "Put this item behind all others, or back."),
    ("item.repeat", "Repeat", "Decide this item as the last one, with the same reason and note."),
    ("item.agreed", "Accept agreed", "Accept everything on which all agree."),
    (
        "item.everything",
        "Accept all of one",
        "Take the versions of one annotator wherever the filter lets an item through.",
    ),
    ("item.reason", "Reason", "Give a reason code to the decision that comes next."),
    ("item.note", "Note", "Write a note on the decision that comes next."),
    ("item.list", "Items", "List the open items and go to one."),
    ("item.here", "Item here", "Go to the open item under the cursor; again: to the next one there."),
    ("item.filter", "Filter", "Show only items of a layer, a kind, an annotator or a label."),
    ("item.order", "Order", "Most contested items first, or in the order of the text."),
    ("item.decided", "Decided", "List what is decided, and open one again."),
    ("item.notes", "Notes", "List what coders noted or asked here, and answer."),
)
_RECORD_STEPS: Rows = (
    ("record.next", "Next record", "Go to the next record in the text."),
    ("record.previous", "Previous record", "Go to the record before in the text."),
)
_RECORDS: Rows = (
    ("record.walk", "Walk", "Step through the records that lie under the cursor."),
    ("record.link", "Link", "Link this record to an entity of the catalogue."),
    ("record.card", "Entity card", "Show what is known of this record’s entity, and all its mentions in the project."),
    ("record.edit", "Edit", "Change this record in its form."),
    ("record.delete", "Delete", "Delete this record; undo brings it back."),
    ("record.propagate", "All occurrences", "Offer every other occurrence of this mention, to tick."),
    (
        "record.propagate.project",
        "All in the project",
        "Offer every other occurrence of this mention in all articles that are not done.",
    ),
    ("record.note", "Note", "Write a note on this record."),
    ("record.flag", "Flag", "Put a flag on this record, or take it off."),
    ("record.again", "Again", "Make the last record once more here."),
    ("record.repair", "Repair", "Find the words of a broken record in the text again."),
    ("record.relink", "Link all", "Link all mentions of this entity in the article anew."),
)
_FEEDBACK: Rows = (
    ("lesson.open", "My review", "Step through what the gold has otherwise than you, with the reasons."),
)
_SUGGESTION_STEPS: Rows = (
    ("suggestion.next", "Next suggestion", "Go to the next suggestion."),
    ("suggestion.previous", "Previous suggestion", "Go to the suggestion before."),
)
_SUGGESTIONS: Rows = (
    (
        "suggestion.accept",
        "Accept",
        "Make this suggestion a record of yours; on a walk through them, go on.",
    ),
    ("suggestion.accept.all", "Accept all", "Accept every name of this entity that is suggested in the article."),
    ("suggestion.reject", "Reject", "Refuse this suggestion, so that it does not come back, and go on to the next."),
)
_PANE_STEPS: Rows = (
    ("pane.down", "Down", "Go to the next record of the list."),
    ("pane.up", "Up", "Go to the record before in the list."),
    ("pane.page.down", "Page down", "Go one page down in the list."),
    ("pane.page.up", "Page up", "Go one page up in the list."),
)
_PANE: Rows = (
    ("pane.first", "First", "Go to the first record of the list."),
    ("pane.last", "Last", "Go to the last record of the list."),
    ("pane.open", "Show in text", "Go to this record in the article."),
    ("pane.filter", "Filter", "Show only the records that hold what you type."),
    ("pane.leave", "Leave", "Show all again where a filter is set; else go back to the article."),
)
_SHOWN: Rows = (
    ("app.network", "Network", "Show who stands where, who agrees with whom, factions, and polarity over time."),
)

COMMANDS: tuple[Command, ...] = (
    *_group(("app", "mark", "network", "matrix", "lesson"), _HELP),
    *_group(("app",), _APP),
    *_group(("app",), _APP_REPEATED, repeats=True),
    *_group(_ALL, _ANYWHERE),
    *_group(_TEXT, _MOTIONS, repeats=True),
    *_group(_SELECT, _SELECTING, repeats=True),
    *_group(_TEXT, _HITS, repeats=True),
    *_group(_TEXT, _PLACES),
    *_group(_SELECT, _SELECTION),
    *_group(_TEXT, _SEARCH),
    *_group(("article",), _LET_GO),
    *_group(("article",), _INSPECT),
    *_group(("article", "pane", "mark"), _RECORD_STEPS, repeats=True),
    *_group(_RECORD, _RECORDS),
    *_group(_RECORD, _FEEDBACK),
    *_group(("article",), _SUGGESTION_STEPS, repeats=True),
    *_group(("article",), _SUGGESTIONS),
    *_group(("pane",), _PANE_STEPS, repeats=True),
    *_group(("pane",), _PANE),
    *_group(("review",), _ITEM_STEPS, repeats=True),
    *_group(("review",), _ITEMS),
    *_group(("form",), rows.FORM),
    *_group(("mark",), rows.MARK),
    *_group(("list",), rows.LIST),
    *_group(("picker",), rows.PICKER),
    *_group(("field",), rows.FIELD),
    *_group(("dialog",), rows.DIALOG),
    *_group(("reader",), rows.READER),
    *_group(("article", "pane"), _SHOWN),
    *_group(("network",), rows.NETWORK_STEPS, repeats=True),
    *_group(("network",), rows.NETWORK),
    *_group(("figures",), rows.FIGURES),
    *_group(("matrix",), rows.MATRIX),
    *_group(("lesson",), rows.LESSON_STEPS, repeats=True),
    *_group(("lesson",), rows.LESSON),
    *_group(("job",), rows.JOB),
)
"""Every command that does not depend on the codebook."""


def by_id(commands: Iterable[Command] = COMMANDS) -> dict[str, Command]:
    """The commands under their ids."""
    return {command.id: command for command in commands}


_STATIC_IDS = frozenset(command.id for command in COMMANDS)


def make_id(layer: str) -> str:
    """The id of the command that makes a record of a layer."""
    return f"make.{layer}"


def pane_id(layer: str) -> str:
    """The id of the command that goes to a layer's pane; a layer called like a command of panes stands apart."""
    name = f"pane.{layer}"
    return f"{name}.layer" if name in _STATIC_IDS else name


def layer_commands(layer: LayerKey) -> tuple[Command, Command]:
    """The two commands of one layer: make a record of it, and go to its pane."""
    what = layer.name.replace("_", " ")
    made = f"Make a record of “{layer.title}” from the selection, or from the words under the cursor."
    return (
        Command(make_id(layer.name), f"Make {what}", made, ("article",)),
        Command(pane_id(layer.name), f"Pane: {layer.title}", f"Go to the pane “{layer.title}”.", ("article", "pane")),
    )


def commands_for(layers: Sequence[LayerKey]) -> tuple[Command, ...]:
    """All commands of a project: the static ones, and those of its layers before the commands on records."""
    pairs = [layer_commands(layer) for layer in layers]
    made = [pair[0] for pair in pairs] + [pair[1] for pair in pairs]
    place = next(index for index, command in enumerate(COMMANDS) if command.id == "record.next")
    return (*COMMANDS[:place], *made, *COMMANDS[place:])
