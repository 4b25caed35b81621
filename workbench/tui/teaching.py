"""My review: the commands by which a coder steps through what the gold has otherwise."""

from __future__ import annotations

from collections.abc import Callable

from workbench.core.annotation import Annotations
from workbench.core.errors import EditError
from workbench.desk.learning import GOLD, Learning
from workbench.review.lesson import Day, Lesson
from workbench.review.questions import Asked
from workbench.tui.jobs import Jobs
from workbench.tui.lesson_sheet import LessonSheet
from workbench.tui.list_sheet import Item, ListSheet
from workbench.tui.noting import ask_note
from workbench.tui.page_sheet import Line, PageSheet
from workbench.tui.stage import Stage

_BAR = 20


class Teaching:
    """See the module's docstring. ``open_article`` leaves this article for another one, ``save`` writes what is open."""

    def __init__(self, stage: Stage, jobs: Jobs, open_article: Callable[[str], None], save: Callable[[], None]) -> None:
        self.stage = stage
        self._jobs = jobs
        self._open_article = open_article
        self._save = save
        self._learning = Learning(stage.desk)
        self._lessons: dict[str, Lesson] = {}
        self._practice = False
        self._shown_before = ""

    def open(self) -> None:
        """Begin with this article, else with the next one where something differs. Raises EditError where there is none."""
        stage = self.stage
        ids = self._learning.articles()
        if not ids:
            raise EditError("there is no gold of an article of yours yet; a reviewer makes it with workbench review")
        here = stage.editor.article.id
        ordered = [*(one for one in ids if one == here), *(one for one in ids if one > here), *ids]
        first = next((one for one in dict.fromkeys(ordered) if self._lesson(one).items), "")
        if not first:
            agreed = f"the gold and you agree in all that is decided ({len(ids)} article{'s' * (len(ids) != 1)})"
            if not self._learning.notes():
                raise EditError(agreed)
            self._notes()
            stage.say(f"{agreed}; these are the notes")
            return
        self._shown_before = stage.other
        self._turn_to(first)
        lesson = self._lesson(first)
        stage.push(LessonSheet(lesson, stage.desk.codebook, stage.desk.catalogue, self._act))
        self._show()
        number, count = lesson.position
        stage.say(f"difference {number} of {count} in {first} · {stage.key('lesson.practice')} practises")

    # Where one stands

    def _lesson(self, article_id: str) -> Lesson:
        """The lesson of an article, where one left it; made anew where the gold or one's own records are others."""
        gold = self._learning.gold(article_id)
        open_here = self.stage.editor.article.id == article_id
        mine = self.stage.editor.state if open_here else self._learning.mine(article_id)
        if gold is None or mine is None:
            raise EditError(f"{article_id}: the gold or your file is gone")
        there = self._lessons.get(article_id)
        if there is None or there.gold != gold or _content(there.mine) != _content(mine):
            self._lessons[article_id] = Lesson(gold, mine, self.stage.desk.codebook, practice=self._practice)
            if there is not None:
                self._lessons[article_id].move(there.position[0] - 1)
        self._lessons[article_id].practice = self._practice
        return self._lessons[article_id]

    @property
    def _sheet(self) -> LessonSheet:
        found = [sheet for sheet in self.stage.sheets if isinstance(sheet, LessonSheet)]
        if not found:
            raise EditError("my review is not open")
        return found[-1]

    def _turn_to(self, article_id: str) -> None:
        if self.stage.editor.article.id != article_id:
            self._open_article(article_id)

    def _show(self) -> None:
        """Bring the current difference into view, the gold over the text where it is not hidden."""
        stage, sheet = self.stage, self._sheet
        lesson, current = sheet.lesson, sheet.lesson.current
        wanted = "" if lesson.hidden else GOLD
        if stage.other != wanted:
            stage.lay_over(wanted)
        sheet.score = self._score()
        if current is not None:
            sheet.note = self._noted()
            if current.mine is not None and stage.own(current.mine.id) is not None:
                stage.go_to(current.mine.id)
            elif current.gold is not None and (place := lesson.gold.place(current.gold)) is not None:
                stage.go_to_span(place)
        stage.repaint_sheet()

    def _score(self) -> tuple[int, int]:
        scores = [lesson.score for lesson in self._lessons.values()]
        return sum(right for right, _ in scores), sum(every for _, every in scores)

    # Commands

    def _act(self, command_id: str, count: int) -> bool:
        acts: dict[str, Callable[[], None]] = {
            "lesson.next": lambda: self._move(count),
            "lesson.previous": lambda: self._move(-count),
            "lesson.text": self._to_text,
            "lesson.note": self._note,
            "lesson.practice": self._change_mode,
            "lesson.notes": self._notes,
            "lesson.time": self._time,
            "lesson.close": self._close,
        }
        if command_id.startswith("lesson.answer."):
            self._answer(int(command_id.rpartition(".")[2]))
            return True
        if command_id not in acts:
            return False
        acts[command_id]()
        return True

    def _move(self, by: int) -> None:
        sheet = self._sheet
        if not sheet.lesson.move(by) and not self._move_on(1 if by > 0 else -1):
            self.stage.say("this is the last difference" if by > 0 else "this is the first difference")
            return
        self._show()
        number, count = self._sheet.lesson.position
        self.stage.say(f"difference {number} of {count} in {self.stage.editor.article.id}")

    def _move_on(self, direction: int) -> bool:
        """Go to the next (or last) difference of the article after (before) this one that has any."""
        ids = self._learning.articles()
        here = self.stage.editor.article.id
        beyond = [one for one in ids if (one > here if direction > 0 else one < here)]
        for article_id in beyond if direction > 0 else reversed(beyond):
            lesson = self._lesson(article_id)
            if lesson.items:
                self._turn_to(article_id)
                lesson.move(-direction * len(lesson.items))
                self._sheet.lesson = lesson
                return True
        return False

    def _change_mode(self) -> None:
        self._practice = not self._practice
        for lesson in self._lessons.values():
            lesson.practice = self._practice
        self._show()
        stage = self.stage
        digits = f"{stage.key('lesson.answer.1')} {stage.key('lesson.answer.2')} …"
        hides = f"practice: the gold is hidden until you answer with {digits}"
        stage.say(hides if self._practice else "the gold is shown")

    def _answer(self, number: int) -> None:
        right = self._sheet.lesson.answer(number)
        self._show()
        self.stage.say("right" if right else "the gold says otherwise")

    def _to_text(self) -> None:
        self.stage.pop()
        self.stage.say(f"{self.stage.key('lesson.open')} comes back to my review")

    def _close(self) -> None:
        self.stage.pop()
        if self.stage.other != self._shown_before:
            self.stage.lay_over(self._shown_before)
        self.stage.moved()
        self.stage.say("my review closed")

    # Notes

    def _noted(self) -> str:
        """The note on one's own record; where one has none, the remark on the gold's."""
        current = self._sheet.lesson.current
        if current is None:
            return ""
        if current.mine is not None:
            own = self.stage.own(current.mine.id)
            return own.note if own is not None else ""
        return self._learning.remark(self.stage.editor.article.id, current.gold.id) if current.gold else ""

    def _note(self) -> None:
        stage, current = self.stage, self._sheet.lesson.current
        if current is None:
            raise EditError("the gold and you agree here")

        def accept(text: str) -> None:
            if text != self._noted():
                self._keep(text)
            self._show()

        ask_note(stage, "note or question on this", self._noted(), accept, "the reviewer will read it")

    def _keep(self, text: str) -> None:
        current, editor = self._sheet.lesson.current, self.stage.editor
        if current is None:
            return
        if current.mine is not None:
            self.stage.took(
                editor.note(current.mine.id, text), keep_others=True, said="noted; the reviewer will read it"
            )
        elif current.gold is not None:
            self._learning.keep_remark(editor.article.id, current.gold.id, text)
            self.stage.say("noted; the reviewer will read it" if text else "the note is taken away")

    def _notes(self) -> None:
        """Notes and answers of all articles; Enter goes to the record."""
        stage = self.stage
        self._save()
        found = self._learning.notes()
        if not found:
            raise EditError("there is no note on anything of yours")
        items = [Item(f"{one.note or '(no note of yours)'}", self._said(at, one), (at, one)) for at, one in found]

        def accept(chosen: list[object]) -> None:
            while stage.sheets:
                stage.pop()
            if isinstance(chosen[0], tuple):
                self._go(*chosen[0])

        stage.push(ListSheet(f"notes {len(found)}", items, accept, stage.pop, whole=True))

    def _said(self, article_id: str, one: Asked) -> str:
        answer = f"the reviewer: {one.answer}" if one.answer else "no answer yet"
        return f"{answer} · {article_id}"

    def _go(self, article_id: str, one: Asked) -> None:
        self._turn_to(article_id)
        stage = self.stage
        if one.record is None:
            stage.lay_over(GOLD)
        wanted = one.record or one.gold
        if wanted is not None:
            stage.go_to(wanted.id)
        stage.say(f"{stage.key('lesson.open')} comes back to my review")

    # Over time

    def _time(self) -> None:
        self._save()

        def then(days: list[Day]) -> None:
            if not days:
                raise EditError("nothing of yours was decided on a day yet")
            self.stage.push(PageSheet("you and the gold, day by day", lines_of(days), self.stage.pop))

        self._jobs.run("you and the gold, day by day", self._learning.over_time, then)


def _content(state: Annotations) -> dict[str, tuple[object, object]]:
    """What a lesson depends on: a note changes nothing in it."""
    return {one.id: (one.parts, one.values) for one in state.records.values()}


def lines_of(days: list[Day]) -> list[Line]:
    """A bar for each day, and for all of them together."""
    decided, same = sum(one.decided for one in days), sum(one.same for one in days)
    lines: list[Line] = [("", "# what was decided about your work, and how much of it the gold has as you do")]
    lines += [(one.date, _bar(one)) for one in days]
    lines.append(("all", _bar(Day("", decided, same))))
    return lines


def _bar(day: Day) -> str:
    full = round(day.share * _BAR)
    return f"{'█' * full}{'░' * (_BAR - full)} {day.share:4.0%}  {day.same} of {day.decided}"
