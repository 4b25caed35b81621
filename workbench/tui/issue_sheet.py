"""A new issue, typed where one is chosen: what is close to it stands first, its parent is asked, then it is written and taken.

Here too the open article follows the codebook, after an issue was added and after the file was changed by somebody else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workbench.core.codebook import Issue
from workbench.core.errors import EditError
from workbench.editor.form import Choice, Form
from workbench.editor.issue_titles import close_issues, same_issue
from workbench.tui.describing import without_issues
from workbench.tui.field_sheet import DialogSheet, FieldSheet
from workbench.tui.form_sheet import FormSheet
from workbench.tui.list_sheet import Item, ListSheet
from workbench.tui.stage import Stage

_NOT_FOR_ISSUES = ("picker.nil", "picker.card", "picker.unlink")


@dataclass(frozen=True, slots=True)
class _New:
    """The row that makes an issue of what was typed."""

    title: str


class NewIssues:
    """Lets the list of a slot that issues can stand in make one of what is typed there. ``changed`` paints the form."""

    def __init__(self, stage: Stage, form: Form, changed: Callable[[], None]) -> None:
        self._stage = stage
        self._form = form
        self._changed = changed

    def offer(self, sheet: ListSheet) -> None:
        """Give the list its rows and the key for new issues."""
        accept, create = sheet.accept, self._stage.key("picker.create")
        found = sheet.search or (lambda _: ())

        def take(values: list[object]) -> None:
            if values and isinstance(values[0], _New):
                self._make(values[0].title)
            else:
                accept(values)

        def more(command_id: str) -> bool:
            if command_id in _NOT_FOR_ISSUES:
                raise EditError(f"{self._stage.key(command_id)} means nothing here")
            if command_id == "picker.create":
                self._create(sheet.line.text.strip())
            return command_id == "picker.create" or command_id.startswith("list.")

        none = without_issues(self._stage)
        sheet.hint = f"no issues yet: a title makes one ({create})" if none else f"{sheet.hint} ({create} new issue)"
        sheet.search = lambda query: self._rows(query, found(query))
        sheet.accept, sheet.more = take, more
        sheet.context, sheet.unoffered = "picker", _NOT_FOR_ISSUES
        sheet.called = {"picker.create": "new issue"}

    def _rows(self, query: str, found: Sequence[Item]) -> list[Item]:
        """What fits, but first the issue of this title, or those close to it.

        A title that is not there is a new issue behind what fits, before what hardly does.
        """
        issues = self._stage.desk.codebook.issues
        known = same_issue(query, issues) if query else None
        close = [known] if known else close_issues(query, issues) if query else []
        there = {one.value.value for one in found if isinstance(one.value, Choice)}
        choices = [self._choice(one) for one in close]
        near = [Item(one.label, "an issue close to this", one) for one in choices if one.value not in there]
        if known is not None or not query:
            return [*near, *found]
        new = Item(f"new issue “{query}”", f"put into {self._stage.desk.codebooks.shown_as}", _New(query), "dim")
        doubtful = [one for one in found if isinstance(one.value, Choice) and one.value.doubtful]
        return [*near, *(one for one in found if one not in doubtful), new, *doubtful]

    def _choice(self, issue: Issue) -> Choice:
        return Choice(
            issue.label, f"issue {issue.id}", issue.id if self._form.slot.type == "link" else f"issue:{issue.id}"
        )

    def _create(self, title: str) -> None:
        """By the key, whatever row is chosen: a title that is close to another one is asked about."""
        if not title:
            raise EditError("type the title of the new issue first")
        known = same_issue(title, self._stage.desk.codebook.issues)
        if known is not None:
            self._take(known, f"“{known.label}” is there already, and taken")
        else:
            _unless_close(self._stage, title, lambda: self._make(title))

    def _make(self, title: str) -> None:
        _ask_parent(self._stage, title, self._take)

    def _take(self, issue: Issue, said: str) -> None:
        """Back in the form with the issue in its slot."""
        self._stage.pop()
        choice = self._choice(issue)
        if not self._form.holds(choice):
            self._form.take(choice)
        self._changed()
        self._stage.say(said)


def ask_issue(stage: Stage) -> None:
    """Ask for the title of a new issue, outside any form."""

    def accept(text: str) -> None:
        title = text.strip()
        if not title:
            raise EditError("type the title of the new issue first")
        known = same_issue(title, stage.desk.codebook.issues)
        if known is not None:
            done(known, f"“{known.label}” is there already")
        else:
            _unless_close(stage, title, lambda: _ask_parent(stage, title, done))

    def done(_: Issue, said: str) -> None:
        stage.pop()
        stage.say(said)

    hint = f"its title; put into {stage.desk.codebooks.shown_as}"
    stage.push(FieldSheet("new issue", accept, stage.pop, hint))


def _unless_close(stage: Stage, title: str, make: Callable[[], None]) -> None:
    close = close_issues(title, stage.desk.codebook.issues)
    if not close:
        make()
        return

    def yes() -> None:
        stage.pop()
        make()

    question = f"“{close[0].label}” is an issue already. Make “{title}” another one?"
    answers = f"({stage.key('dialog.yes')}/{stage.key('dialog.no')})"
    stage.push(DialogSheet("close to another issue", f"{question} {answers}", yes, stage.pop))


def _ask_parent(stage: Stage, title: str, done: Callable[[Issue, str], None]) -> None:
    """Ask what wider issue it belongs under, then write it; ``done`` gets it and what to say, the list away."""
    codebooks = stage.desk.codebooks

    def accept(values: list[object]) -> None:
        added = codebooks.add_issue(title, str(values[0]))
        _renew(stage, relist=bool(added.news))
        stage.pop()
        where = codebooks.shown_as
        made = f"issue “{added.issue.label}” put into {where}; undo leaves it there"
        there = f"“{added.issue.label}” stands in {where} already, and is taken"
        done(added.issue, " · ".join(filter(None, (made if added.new else there, added.news))))

    wider = [Item(one.label, f"under {one.parent}" if one.parent else "", one.id) for one in codebooks.codebook.issues]
    items = [Item("none", "a topic of its own", ""), *wider]
    hint = f"{stage.key('list.accept')}: none · type to find a wider issue"
    stage.push(ListSheet(f"parent of “{title}”", items, accept, stage.pop, hint=hint))


def follow_codebook(stage: Stage) -> str:
    """Go by ``codebook.toml`` as it stands, where it changed and no form or list is open; what to say of it, or ""."""
    if stage.sheets:
        return ""
    news = stage.desk.codebooks.look()
    if news is None:
        return ""
    if not news.taken:
        return news.said
    _renew(stage, relist=True)
    broken = len(stage.editor.problems) if stage.editor.checked else 0
    return f"{news.said} · {stage.key('app.problems')} lists {broken} broken" if broken else news.said


def _renew(stage: Stage, *, relist: bool) -> None:
    """The codebook in use is another one: the open article goes by it, and what is shown is named by it."""
    stage.editor.take_codebook(stage.desk.codebook)
    for sheet in stage.sheets:
        if isinstance(sheet, FormSheet):
            sheet.no_issues = without_issues(stage)
    if relist:
        stage.relist()
