"""The commands of everything that lies over the text: forms, lists, pages, the network, figures, my review.

Each row is (id, title, what the help says).
"""

from __future__ import annotations

Rows = tuple[tuple[str, str, str], ...]
"""Rows of the table of commands."""

FORM: Rows = (
    ("form.next", "Next slot", "Go to the next slot."),
    ("form.previous", "Previous slot", "Go to the slot before."),
    ("form.accept", "Accept", "Save the record as it stands in the form."),
    ("form.cancel", "Cancel", "Leave the form; nothing is made, and the draft can be brought back."),
    ("form.query", "Type", "Type a query or a text for this slot."),
    ("form.mark", "From the text", "Set this slot, or the piece of it under the cursor, from the article."),
    ("form.add", "Add fragment", "Add one more piece of the article to this slot."),
    ("form.empty", "Empty", "Empty this slot; of several pieces, take the last one away."),
    ("form.note", "Note", "Write a note on this record."),
    ("form.help", "Help", "Show what every key does in this form."),
    ("form.value.next", "Next value", "Take the next value or proposal of this slot."),
    ("form.value.previous", "Previous value", "Take the value or proposal before."),
    *((f"form.proposal.{n}", f"Proposal {n}", f"Take proposal {n} of this slot.") for n in range(1, 10)),
)
MARK: Rows = (
    ("mark.accept", "Take", "Put the selected words into the slot and go back to the form."),
    ("mark.cancel", "Back", "Go back to the form and leave the slot as it was."),
)
LIST: Rows = (
    ("list.down", "Down", "Go to the next row."),
    ("list.up", "Up", "Go to the row before."),
    ("list.page.down", "Page down", "Go one page down."),
    ("list.page.up", "Page up", "Go one page up."),
    ("list.first", "First", "Go to the first row."),
    ("list.last", "Last", "Go to the last row."),
    ("list.accept", "Take", "Take this row, or all that are ticked."),
    ("list.cancel", "Cancel", "Leave the list; nothing is changed."),
    ("list.clear", "Clear", "Empty the filter."),
    ("list.tick", "Tick", "Tick this row, or take the tick off."),
    ("list.tick.all", "Tick all", "Tick every row, or none."),
)
PICKER: Rows = (
    (
        "picker.create",
        "New entity or issue",
        "Propose an entity of this name, or add an issue of this title, and take it.",
    ),
    ("picker.nil", "None of these", "Say that the catalogue does not have this entity."),
    ("picker.card", "Card", "Show what is known of this entity, and all its mentions in the project."),
    ("picker.unlink", "Unlink", "Take the link away."),
)
FIELD: Rows = (
    ("field.accept", "Accept", "Keep what was typed."),
    ("field.cancel", "Cancel", "Leave without a change."),
    ("field.editor", "Editor", "Write it in your own editor ($EDITOR)."),
)
DIALOG: Rows = (("dialog.yes", "Yes", "Answer yes."), ("dialog.no", "No", "Answer no."))
READER: Rows = (
    ("reader.down", "Down", "Scroll one line down."),
    ("reader.up", "Up", "Scroll one line up."),
    ("reader.page.down", "Page down", "Scroll one page down."),
    ("reader.page.up", "Page up", "Scroll one page up."),
    ("reader.first", "Top", "Scroll to the top."),
    ("reader.last", "Bottom", "Scroll to the bottom."),
    ("reader.close", "Close", "Close this page."),
)
NETWORK_STEPS: Rows = (
    ("network.down", "Down", "Go one row, edge, actor or window down."),
    ("network.up", "Up", "Go one row, edge, actor or window up."),
    ("network.right", "Right", "Go one issue to the right; in the picture, to the next actor."),
    ("network.left", "Left", "Go one issue to the left; in the picture, to the actor before."),
    ("network.page.down", "Page down", "Go ten rows down."),
    ("network.page.up", "Page up", "Go ten rows up."),
)
NETWORK: Rows = (
    ("network.first", "First", "Go to the first row."),
    ("network.last", "Last", "Go to the last row."),
    ("network.open", "Sentences", "Show the sentences behind this cell, edge, actor or window."),
    ("network.view.next", "Next view", "Matrix, picture, factions, over time."),
    ("network.view.previous", "Previous view", "The view before."),
    ("network.rule", "Rule", "Count statements for minus against, or all of them."),
    ("network.actor", "Actors", "Organizations, persons, or whoever speaks."),
    ("network.targets", "Targets", "Issues only, or actors that are targets too."),
    ("network.issue", "Issue", "Only one issue and those below it."),
    ("network.whose", "Whose", "Whose statements count."),
    ("network.step", "Unit of time", "Days, weeks, months, years."),
    ("network.save", "Picture file", "Write this view as a picture (SVG)."),
    ("network.close", "Close", "Go back to the article."),
)

FIGURES: Rows = (
    ("figures.articles", "By article", "Show this figure for each article, the lowest first."),
    ("figures.all", "All behind it", "List everything that this figure counts, not only what differs."),
    ("figures.methods", "Definitions", "Read the paragraph that defines every figure."),
)
MATRIX: Rows = (
    ("matrix.right", "Right", "Go to the next column."),
    ("matrix.left", "Left", "Go to the column before."),
    ("matrix.down", "Down", "Go to the next row."),
    ("matrix.up", "Up", "Go to the row before."),
    ("matrix.open", "Items", "List the items of this cell."),
    ("matrix.close", "Close", "Go back to the figures."),
)
LESSON_STEPS: Rows = (
    ("lesson.next", "Next", "Go to the next difference, in the next article where this one has no more."),
    ("lesson.previous", "Previous", "Go to the difference before."),
)
LESSON: Rows = (
    ("lesson.text", "To the text", "Leave the page and go to this place in the article."),
    ("lesson.note", "Note", "Write a note or a question on this; the reviewer will read it."),
    ("lesson.practice", "Practice", "Hide the gold until you answer, or show it again."),
    *((f"lesson.answer.{n}", f"Answer {n}", f"Give answer {n}.") for n in range(1, 10)),
    ("lesson.notes", "Notes", "List what you noted or asked in all articles, and what the reviewer says."),
    ("lesson.time", "Over time", "Show how far you and the gold agree, day by day."),
    ("lesson.close", "Close", "Leave my review."),
)
JOB: Rows = (("job.cancel", "Cancel", "Stop; nothing is changed."),)
