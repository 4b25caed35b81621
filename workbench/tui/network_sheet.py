"""The page of the network: one view of it at a time over the whole screen, keys that move in it, and what is chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workbench.core.width import cells, fit
from workbench.tui.canvas import words
from workbench.tui.network_picture import AGREEMENT, CONFLICT, MUCH, NODES, drawn
from workbench.tui.network_state import VIEWS, NetworkState
from workbench.tui.sheet import RowOfRoles, wrapped

_TITLES = {"matrix": "who stands where", "picture": "who agrees with whom", "factions": "factions", "time": "over time"}
_KINDS = {"organization": "organizations", "person": "persons", "holder": "speakers"}
_CELL = 5
_PAGE = 10


@dataclass(slots=True)
class NetworkSheet:
    """See the module's docstring; ``act`` does what needs more than this page, by command id."""

    state: NetworkState
    act: Callable[[str], bool]
    key: Callable[[str], str]
    context: str = "network"

    @property
    def title(self) -> str:
        """The views, and which of them it is."""
        return "network: " + " ".join(
            f"[{_TITLES[view]}]" if view == self.state.view else _TITLES[view] for view in VIEWS
        )

    def _settings(self, width: int) -> RowOfRoles:
        """What counts in this view, each setting behind the key that changes it."""
        state = self.state
        rules = {"subtract": "for - against", "ignore": "all statements"}
        settings = [("rule", rules[state.rule])] if state.view == "matrix" else []
        settings += [("step", f"by {state.step}")] if state.view == "time" else []
        settings += [
            ("actor", _KINDS[state.actor]),
            ("targets", "issues, actors" if state.targets_too else "issues"),
            ("issue", f"only {state.label(f'issue:{state.issue}')}" if state.issue else "all"),
            ("whose", ", ".join(state.found.annotators) or "nobody"),
        ]
        row: list[tuple[str, str]] = []
        left = width
        for name, value in settings:
            key = f" {self.key(f'network.{name}')} "
            room = left - cells(key) - 1
            if room > 0:
                text = fit(words(value), min(cells(words(value)), room))
                row += [(key, "key"), (f"{text} ", "dim")]
                left -= cells(key) + cells(text) + 1
        return row

    def typed(self, text: str) -> bool:
        """Nothing can be typed here."""
        return False

    def caret(self) -> tuple[int, int] | None:
        """At the top."""
        return 0, 0

    def command(self, command_id: str, count: int) -> bool:
        """Move, change the view, or do what the page's owner does."""
        state = self.state
        moves = {
            "network.down": (1, 0),
            "network.up": (-1, 0),
            "network.right": (0, 1),
            "network.left": (0, -1),
            "network.page.down": (_PAGE, 0),
            "network.page.up": (-_PAGE, 0),
            "network.first": (-(10**6), 0),
            "network.last": (10**6, 0),
        }
        changes: dict[str, Callable[[], None]] = {
            "network.view.next": lambda: state.turn_view(1),
            "network.view.previous": lambda: state.turn_view(-1),
            "network.rule": state.next_rule,
            "network.actor": state.next_actor,
            "network.step": state.next_step,
            "network.targets": state.turn_targets,
        }
        if command_id in moves:
            down, right = moves[command_id]
            state.move(down * count, right * count)
        elif command_id in changes:
            changes[command_id]()
        else:
            return self.act(command_id)
        return True

    # Rows

    def rows(self, width: int, height: int) -> list[RowOfRoles]:
        """The view, and below it what is chosen."""
        body = max(1, height - 3)
        if not self.state.whole.statements:
            return [self._settings(width), *self._nothing(width)]
        views = {"matrix": self._matrix, "picture": self._picture, "factions": self._factions, "time": self._time}
        rows = views[self.state.view](width, body)[:body]
        blank: list[RowOfRoles] = [[(" ", "text")]]
        rows += blank * (body - len(rows))
        return [self._settings(width), *rows, *self._chosen(width)]

    def _nothing(self, width: int) -> list[RowOfRoles]:
        state, left = self.state, len(self.state.found.gathered.left_out)
        lines = [f"No statement counts here for {_KINDS[state.actor]}."]
        if state.found.gathered.statements:
            keys = [self.key(f"network.{one}") for one in ("actor", "targets", "issue")]
            lines.append(f"{keys[0]} takes other actors, {keys[1]} other targets, {keys[2]} other issues.")
        else:
            lines.append("A stance with a holder and a target, or a claim with a source and an issue, is a statement.")
        if left:
            lines.append(f"{left} records name nobody who speaks, or no issue.")
        return [[(f" {part}", "text")] for line in lines for part in wrapped(line, width - 2)]

    def _chosen(self, width: int) -> list[RowOfRoles]:
        """What is chosen, and how many sentences lie behind it."""
        title, found = self.state.behind()
        if not title:
            return [[(" ", "text")], [(" ", "text")]]
        balance = self.state.balance_of(found)
        sides = f"{balance.support:.0f} for, {balance.oppose:.0f} against"
        between = f", {balance.between:.0f} between" if balance.between else ""
        sideless = len(found) - int(balance.total)
        more = f", {sideless} without a side" if sideless else ""
        what = f" {len(found)} statement{'s' * (len(found) != 1)}: {sides}{between}{more}"
        hint = f" · {self.key('network.open')} shows them" if found else ""
        return [[(fit(f" {words(title)}", width), "title")], [(fit(what + hint, width), "text")]]

    # The matrix

    def _matrix(self, width: int, height: int) -> list[RowOfRoles]:
        state, matrix = self.state, self.state.pair.matrix
        left = min(30, max(14, width // 3))
        shown = max(1, (width - left - 1) // _CELL)
        first_column = max(0, min(state.column - shown // 2, len(matrix.columns) - shown))
        columns = range(first_column, min(len(matrix.columns), first_column + shown))
        names = min(len(columns), max(2, height // 3))
        body = max(1, height - 2 - names)
        first_row = max(0, min(state.row - body // 2, len(matrix.rows) - body))
        head: list[tuple[str, str]] = [(fit("", left), "text")]
        head += [(f"{number + 1:>{_CELL}}", "chosen" if number == state.column else "key") for number in columns]
        rows: list[RowOfRoles] = [head]
        for at in range(first_row, min(len(matrix.rows), first_row + body)):
            rows.append(self._matrix_row(at, columns, left))
        rows.append([(" ", "text")])
        first_name = max(columns.start, min(state.column - names // 2, columns.stop - names))
        for number in range(first_name, min(columns.stop, first_name + names)):
            role = "accent" if number == state.column else "dim"
            label = words(state.label(matrix.columns[number]))
            rows.append([(f" {number + 1:>3}  ", "key"), (fit(label, width - 6), role)])
        return rows

    def _matrix_row(self, at: int, columns: range, left: int) -> RowOfRoles:
        state, matrix = self.state, self.state.pair.matrix
        name = fit(f" {words(state.label(matrix.rows[at]))}", left)
        row: list[tuple[str, str]] = [(name, "accent" if at == state.row else "text")]
        for number in columns:
            weight = matrix.cells[at][number]
            said = bool(state.pair.counts.sides(matrix.rows[at], matrix.columns[number]))
            text = f"{_signed(weight, state.rule == 'subtract') if said else '.':>{_CELL - 1}} "
            here = at == state.row and number == state.column
            role = "chosen" if here else "error" if weight < 0 else "title" if weight > 0 else "dim"
            row.append((text, role))
        return row

    # The picture

    def _picture(self, width: int, height: int) -> list[RowOfRoles]:
        state = self.state
        if not state.ties:
            return [[(fit(" No two of them take sides on the same issue.", width), "text")]]
        rows = drawn(state.places, state.ties, state.chosen_tie, state.label, state.camp_of, width - 2, height - 2)
        tie = state.chosen_tie or state.ties[0]
        legend = f" {AGREEMENT} agreement ({MUCH} much)  {CONFLICT} conflict of {words(state.label(tie.a))}"
        said = f" {state.tie + 1} of {len(state.ties)}: congruence {tie.congruence:g}, conflict {tie.conflict:g}"
        return [*([(" ", "text"), *row] for row in rows), [(fit(legend, width), "dim")], [(fit(said, width), "accent")]]

    # Factions

    def _factions(self, width: int, height: int) -> list[RowOfRoles]:
        state, camps = self.state, self.state.camps
        lines: list[tuple[str, str, str]] = []
        if camps is None:
            said = "There are no factions: too few actors take sides on the same issues, or too many for the screen."
            lines += [(line, "text", "") for line in wrapped(said, width - 2)]
        else:
            how = "" if camps.exact else " (the best that a search found)"
            lines.append((f"polarization {camps.polarization:.3f}, division {camps.division:.3f}{how}", "text", ""))
        groups = camps.camps if camps is not None else (tuple(state.members),)
        chosen_at = 0
        for number, group in enumerate(groups, 1):
            lines.append((f"faction {number}" if camps is not None else "actors", "title", ""))
            for actor in group:
                chosen = state.members[state.member] == actor
                chosen_at = len(lines) if chosen else chosen_at
                lines.append(
                    (
                        f"{NODES[number if camps else 0]} {words(state.label(actor))}",
                        "chosen" if chosen else "text",
                        actor,
                    )
                )
        top = max(0, min(chosen_at - height // 2, len(lines) - height))
        rows: list[RowOfRoles] = []
        for text, role, actor in lines[top : top + height]:
            issues = self._on_issues(actor) if actor else ""
            size = min(cells(text) + 1, max(20, width // 2))
            row = [(" ", "text"), (fit(text, size if actor else width - 1), role)]
            rows.append([*row, (fit(f" {issues}", width - 1 - size), "dim")] if actor else row)
        return rows

    def _on_issues(self, actor: str) -> str:
        """On what an actor stands how, the clearest first."""
        state = self.state
        sides = {one: state.whole.counts.sides(actor, one) for one in state.whole.counts.columns}
        sums = {one: sum(side * weight for side, weight in found.items() if side) for one, found in sides.items()}
        named = sorted((one for one, found in sums.items() if found), key=lambda one: -abs(sums[one]))
        return ", ".join(f"{_signed(sums[one], True)} {words(state.label(one))}" for one in named)

    # Over time

    def _time(self, width: int, height: int) -> list[RowOfRoles]:
        state = self.state
        if not state.moments:
            said = "No article with a statement has a date; dates stand in the .toml beside an article."
            return [[(f" {line}", "text")] for line in wrapped(said, width - 2)]
        rows: list[RowOfRoles] = [
            [
                (
                    fit(
                        f" each row counts from one {state.step[:-1]} before its day to one {state.step[:-1]} after it",
                        width,
                    ),
                    "dim",
                )
            ]
        ]
        most = max((max(one.balance.support, one.balance.oppose) for one in state.moments), default=0.0) or 1.0
        half = max(4, (width - 30) // 2)
        body = height - 1
        top = max(0, min(state.window - body // 2, len(state.moments) - body))
        for at in range(top, min(len(state.moments), top + body)):
            one = state.moments[at].balance
            against = "-" * round(half * one.oppose / most)
            speaking = "+" * round(half * one.support / most)
            mean = f"{one.mean:+.2f}" if one.total else "    ."
            when = f"{state.moments[at].window.middle:%Y-%m-%d}"
            role = "chosen" if at == state.window else "text"
            rows.append([
                (f" {when} ", role), (f" {mean} ", "accent"), (f"{one.oppose:>4.0f} ", "error"), (f"{against:>{half}}", "error"),
                ("|", "dim"), (fit(speaking, half), "title"), (f"{one.support:>4.0f}", "title"),
            ])  # fmt: skip
        return rows


def _signed(weight: float, sign: bool) -> str:
    return f"{weight:+g}" if sign and weight else f"{weight:g}"
