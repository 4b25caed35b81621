"""Commands about the whole: articles, help, palette, codebook, other people's work, problems."""

from __future__ import annotations

from collections.abc import Callable

from workbench.core.errors import FileError
from workbench.keys.commands import CHAINS
from workbench.keys.live import LiveKeymap, Row
from workbench.keys.portable import label
from workbench.tui.describing import without_issues
from workbench.tui.issue_sheet import ask_issue, follow_codebook
from workbench.tui.keys_page import rank, show_keys
from workbench.tui.list_sheet import Item, ListSheet
from workbench.tui.moving import Command
from workbench.tui.page_sheet import Line, PageSheet
from workbench.tui.stage import Stage


class Overview:
    """See the module's docstring."""

    def __init__(self, stage: Stage, run: Callable[[str], None], before_leaving: Callable[[], None]) -> None:
        self.stage = stage
        self._run = run
        self._before_leaving = before_leaving

    def commands(self) -> dict[str, Command]:
        """Command id → what it does."""
        return {
            "app.help": lambda _: show_keys(self.stage),
            "app.palette": lambda _: self._palette(),
            "app.articles": lambda _: self._articles(),
            "article.next": lambda count: self._beside(count),
            "article.previous": lambda count: self._beside(-count),
            "article.done": lambda _: self._done(),
            "app.others": lambda _: self._others(),
            "app.codebook": lambda _: self._codebook(),
            "app.issue": lambda _: ask_issue(self.stage),
            "app.problems": lambda _: self._problems(),
        }

    # Articles

    def open(self, article_id: str) -> None:
        """Leave this article for another one."""
        self._before_leaving()
        news = follow_codebook(self.stage)
        self.stage.session.close()
        try:
            self.stage.open(article_id)
            self.stage.check()
        except FileError as error:
            self.stage.open(self.stage.editor.article.id)
            self.stage.say(str(error), error=True)
        if news:
            status = self.stage.status
            self.stage.say(" · ".join(filter(None, (news, status.said))), error=status.error)

    def _beside(self, by: int) -> None:
        ids = self.stage.desk.article_ids
        at = ids.index(self.stage.editor.article.id) + by
        if 0 <= at < len(ids):
            self.open(ids[at])
        else:
            self.stage.say("this is the last article" if by > 0 else "this is the first article", passing=True)

    def _articles(self) -> None:
        desk = self.stage.desk
        self._before_leaving()
        items: list[Item] = []
        done = 0
        for article_id in desk.article_ids:
            row = desk.article_row(article_id)
            done += row.mine.status == "done"
            mine = f"{row.mine.status} · {_many(row.mine.records, 'record')}" if row.mine.status else "new"
            mine = mine if row.mine.readable else "cannot be read"
            others = f" · {_many(row.others, 'other')}" if row.others else ""
            mark = {"done": "✓", "open": "·"}.get(row.mine.status, " ")
            items.append(Item(f"{mark} {article_id}", mine + others, article_id))

        def accept(values: list[object]) -> None:
            self.stage.pop()
            self.open(str(values[0]))

        sheet = ListSheet(f"articles · {done} of {len(items)} done", items, accept, self.stage.pop)
        sheet.index = desk.article_ids.index(self.stage.editor.article.id)
        self.stage.push(sheet)

    def _done(self) -> None:
        editor = self.stage.editor
        self.stage.took(editor.set_status("open" if editor.state.header.status == "done" else "done"))

    # Others

    def _others(self) -> None:
        stage = self.stage
        names = stage.desk.others(stage.editor.article.id)
        if not names:
            stage.say("nobody else has annotated this article")
            return
        items = [Item(name, "shown now" if name == stage.other else "", name) for name in names]
        items.append(Item("nobody", "only my own", ""))

        def accept(values: list[object]) -> None:
            stage.pop()
            stage.lay_over(str(values[0]))
            stage.relist()
            stage.moved()
            if stage.other == values[0]:  # else it could not be read, and why is said
                stage.say(f"{values[0]}’s work is shown, read-only" if values[0] else "only your own work is shown")

        sheet = ListSheet("whose work to show", items, accept, stage.pop)
        sheet.index = len(items) - 1 if stage.other else 0
        stage.push(sheet)

    # Pages

    def _palette(self) -> None:
        context = self.stage.context
        items = [
            Item(
                row.command.title,
                f"{' '.join(label(key) for key in row.keys)}  {row.command.help}".strip(),
                row.command.id,
            )
            for row in sorted(_reachable(self.stage.keymap, context), key=rank)
        ]

        def accept(values: list[object]) -> None:
            self.stage.pop()
            self._run(str(values[0]))

        self.stage.push(ListSheet("commands", items, accept, self.stage.pop, hint="type a part of a command’s name"))

    def _codebook(self) -> None:
        codebook = self.stage.desk.codebook
        lines: list[Line] = [("", f"# {codebook.title or 'Codebook'} · version {codebook.version}")]
        for layer in codebook.layers:
            lines.append(("", f"# {layer.label} ({self.stage.key(f'make.{layer.name}')})"))
            if layer.help:
                lines.append(("", layer.help))
            for slot in layer.slots:
                values = f" [{', '.join(slot.values)}]" if slot.values else ""
                lines.append((slot.label, f"{slot.help or slot.type}{values}{' · required' if slot.required else ''}"))
        if codebook.issues:
            lines.append(("", "# Issues"))
            lines += [
                (issue.id, issue.label + (f" (under {issue.parent})" if issue.parent else ""))
                for issue in codebook.issues
            ]
        elif any("issue" in slot.to for layer in codebook.layers for slot in layer.slots):
            lines += [("", "# Issues"), ("", without_issues(self.stage))]
        if guideline := self.stage.desk.guideline():
            lines.append(("", "# Guideline"))
            lines += [("", line) for line in guideline.split("\n")]
        self.stage.push(PageSheet("codebook and guideline", lines, self.stage.pop))

    def _problems(self) -> None:
        stage = self.stage
        items = [
            Item(
                f"{record_id}: {problem.key}: {problem.what}",
                f"{stage.key('record.repair')} repairs" if "[" in problem.key else f"{stage.key('record.edit')} edits",
                record_id,
                "error",
            )
            for record_id, problems in stage.editor.problems.items()
            for problem in problems
        ]
        if stage.editor.outdated:
            items.append(
                Item(f"text_sha256: {stage.editor.outdated}", f"{stage.key('record.repair')} takes it", "", "error")
            )
        items += [Item(str(problem), "", "", "error") for problem in stage.desk.problems()]
        items += [Item(text, "", "", "dim") for text in reversed(stage.log[-200:])]

        def accept(values: list[object]) -> None:
            stage.pop()
            if values[0]:
                stage.go_to(str(values[0]))

        stage.push(ListSheet("problems and messages", items, accept, stage.pop))


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'s' * (count != 1)}"


def _reachable(keymap: LiveKeymap, context: str) -> list[Row]:
    """What the palette offers: every command of the text, of panes and of the whole, once, those without a key too."""
    chain = CHAINS[context if context in ("pane", "review") else "article"]
    rows = {row.command.id: row for row in keymap.rows_in(chain)}
    for context in chain:
        for command in keymap.commands:
            if context in command.contexts:
                rows.setdefault(command.id, Row(context, command, ()))
    return [row for row in rows.values() if row.command.id != "app.palette"]
