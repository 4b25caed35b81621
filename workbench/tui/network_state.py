"""What the network's page shows and where one is in it: a state without a widget.

Four views of the same statements: the matrix of actors and issues, the picture of who agrees with whom, the factions, and
polarity over time. In each something is chosen, and ``behind`` gives the statements behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from workbench.core.codebook import Issue
from workbench.core.errors import UsageError
from workbench.desk.networking import Statements
from workbench.network.building import Network, Recipe, build
from workbench.network.choosing import Filters, narrower
from workbench.network.factions import Factions, factions
from workbench.network.layout import Places, placed
from workbench.network.matrix import Matrix
from workbench.network.one_mode import one_mode
from workbench.network.polarity import Balance, Moment, balance, over_time
from workbench.network.statement import ACTOR_KINDS, ActorKind, Statement
from workbench.network.two_mode import TwoModeRule
from workbench.network.windows import Step

VIEWS = ("matrix", "picture", "factions", "time")
RULES: tuple[TwoModeRule, ...] = ("subtract", "ignore")
STEPS: tuple[Step, ...] = ("days", "weeks", "months", "years")
_SOME = 6
"""Time begins in the longest unit that makes so many windows."""
FACTIONS_AT_MOST = 60
"""With more actors, factions are sought by the command line only: it may take minutes."""


@dataclass(frozen=True, slots=True)
class Tie:
    """Two actors that speak of the same issues."""

    a: str
    b: str
    congruence: float
    conflict: float

    @property
    def net(self) -> float:
        """What is left of agreement when conflict is taken off."""
        return self.congruence - self.conflict


@dataclass(slots=True)
class NetworkState:
    """See the module's docstring."""

    found: Statements
    me: str
    """Whose screen it is."""
    view: str = VIEWS[0]
    rule: TwoModeRule = "subtract"
    actor: ActorKind = "organization"
    issue: str = ""
    """Only this issue and those below it; empty for all."""
    targets_too: bool = False
    """Whether actors that are targets are columns too."""
    step: Step = "months"
    row: int = 0
    column: int = 0
    tie: int = 0
    member: int = 0
    window: int = 0
    pair: Network = field(init=False)
    """Actors × issues."""
    whole: Network = field(init=False)
    """All statements that count, sides or not."""
    ties: list[Tie] = field(init=False)
    """The strongest first."""
    places: Places = field(init=False)
    camps: Factions | None = field(init=False)
    moments: list[Moment] = field(init=False)

    def __post_init__(self) -> None:
        """Begin with the kind of actor that there is most of."""
        counts = {kind: sum(bool(one.actor(kind)) for one in self.found.gathered.statements) for kind in ACTOR_KINDS}
        if not counts["organization"]:
            self.actor = "person" if counts["person"] else "holder"
        if not any(one.concept.startswith("issue:") for one in self.found.gathered.statements):
            self.targets_too = True
        self.rebuild()
        for self.step in STEPS[::-1]:
            self._rewind()
            if len(self.moments) >= _SOME:
                break

    def label(self, node: str) -> str:
        """The name of an actor or an issue."""
        return self.found.gathered.label(node)

    def taken_anew(self, found: Statements) -> None:
        """The statements may be others now; one stays where one was."""
        self.found = found
        self.rebuild()

    # What is shown

    def rebuild(self) -> None:
        """Count everything anew."""
        self._recount()
        near, far = (one_mode(self.whole.counts, rule) for rule in ("congruence", "conflict"))
        self.ties = _ties(near, far)
        pulls = [(tie.a, tie.b, tie.net) for tie in self.ties]
        self.places = placed(near.rows, pulls)
        many = len(near.rows) > FACTIONS_AT_MOST
        self.camps = None if many else factions(self.whole.counts.qualified)
        self._rewind()
        self._keep_inside()

    def _recount(self) -> None:
        """The matrix, and all statements that count."""
        issues = tuple(narrower(self.found.codebook, self.issue)) if self.issue else ()
        filters = Filters(issues=issues, targets="all" if self.targets_too else "issues")
        recipe = Recipe("two-mode", self.rule, actor=self.actor, filters=filters)
        gathered, codebook = self.found.gathered, self.found.codebook
        self.pair = build(gathered, codebook, recipe)
        self.whole = build(gathered, codebook, replace(recipe, rule="ignore"))

    def _rewind(self) -> None:
        """The windows of time."""
        dated = [one for one in self.whole.statements if one.when is not None and one.qualifier is not None]
        self.moments = over_time(replace(self.whole, statements=tuple(dated)), self.step, 2) if dated else []

    def _keep_inside(self) -> None:
        self.row = max(0, min(self.row, len(self.pair.matrix.rows) - 1))
        self.column = max(0, min(self.column, len(self.pair.matrix.columns) - 1))
        self.tie = max(0, min(self.tie, len(self.ties) - 1))
        self.member = max(0, min(self.member, len(self.members) - 1))
        self.window = max(0, min(self.window, len(self.moments) - 1))

    @property
    def members(self) -> list[str]:
        """The actors as the factions list them; without factions in the order of their names."""
        if self.camps is None:
            return list(self.whole.counts.rows)
        return [actor for camp in self.camps.camps for actor in camp]

    def camp_of(self, actor: str) -> int:
        """The number of an actor's faction, from 1; 0 where there is none."""
        camps = self.camps.camps if self.camps is not None else ()
        return next((number for number, camp in enumerate(camps, 1) if actor in camp), 0)

    # Moving and changing

    def move(self, down: int, right: int) -> None:
        """Choose something else: so many places further."""
        if self.view == "matrix":
            self.row += down
            self.column += right
        elif self.view == "picture":
            self.tie += down
            if right:
                self._turn(right)
        elif self.view == "factions":
            self.member += down + right
        else:
            self.window += down + right
        self._keep_inside()

    def _turn(self, by: int) -> None:
        """The strongest tie of the next actor in the order of names."""
        actors = [one for one in self.whole.counts.rows if any(one in (tie.a, tie.b) for tie in self.ties)]
        if not actors:
            return
        here = self.ties[self.tie].a
        at = actors[(actors.index(here) + by) % len(actors)]
        number = next(number for number, tie in enumerate(self.ties) if at in (tie.a, tie.b))
        tie = self.ties[number]
        if tie.b == at:
            self.ties[number] = Tie(tie.b, tie.a, tie.congruence, tie.conflict)
        self.tie = number

    def turn_view(self, by: int) -> None:
        """The next view."""
        self.view = VIEWS[(VIEWS.index(self.view) + by) % len(VIEWS)]

    def next_rule(self) -> None:
        """Statements for minus against, or all of them."""
        self.rule = RULES[(RULES.index(self.rule) + 1) % len(RULES)]
        self._recount()
        self._keep_inside()

    def next_actor(self) -> None:
        """Organizations, persons, or whoever speaks."""
        self.actor = ACTOR_KINDS[(ACTOR_KINDS.index(self.actor) + 1) % len(ACTOR_KINDS)]
        self.rebuild()

    def next_step(self) -> None:
        """The next longer unit of time."""
        before, self.step = self.step, STEPS[(STEPS.index(self.step) + 1) % len(STEPS)]
        try:
            self._rewind()
        except UsageError:
            self.step = before
            raise
        self._keep_inside()

    def turn_targets(self) -> None:
        """Actors that are targets become columns, or no longer."""
        self.targets_too = not self.targets_too
        self.rebuild()

    def choose_issue(self, issue: str) -> None:
        """Only this issue and those below it; "" for all."""
        self.issue = issue
        self.rebuild()

    @property
    def issues(self) -> Sequence[Issue]:
        """The issues of the codebook."""
        return self.found.codebook.issues

    # What lies behind

    @property
    def cell(self) -> tuple[str, str] | None:
        """The actor and the issue that are chosen in the matrix."""
        matrix = self.pair.matrix
        if not matrix.rows or not matrix.columns:
            return None
        return matrix.rows[self.row], matrix.columns[self.column]

    @property
    def chosen_tie(self) -> Tie | None:
        """The edge that is chosen in the picture."""
        return self.ties[self.tie] if self.ties else None

    def balance_of(self, found: Sequence[Statement]) -> Balance:
        """How many of these are for, between, against."""
        return balance((one, 1.0) for one in found)

    def behind(self) -> tuple[str, list[Statement]]:
        """What is chosen, in words, and the statements behind it."""
        if self.view == "matrix" and self.cell is not None:
            actor, concept = self.cell
            return f"{self.label(actor)} × {self.label(concept)}", self.whole.behind_cell(actor, concept)
        if self.view == "picture" and self.chosen_tie is not None:
            tie = self.chosen_tie
            found = self.whole.behind_edge(tie.a, tie.b)
            return f"{self.label(tie.a)} — {self.label(tie.b)}", [one for one in found if one.qualifier is not None]
        if self.view == "factions" and self.members:
            actor = self.members[self.member]
            return self.label(actor), [one for one in self.whole.statements if one.actor(self.actor) == actor]
        if self.view == "time" and self.moments:
            moment = self.moments[self.window]
            return f"around {moment.window.middle:%Y-%m-%d}", [one for one, _ in moment.window.weighted]
        return "", []


def _ties(near: Matrix, far: Matrix) -> list[Tie]:
    found = []
    for at, a in enumerate(near.rows):
        for other in range(at + 1, len(near.rows)):
            congruence, conflict = near.cells[at][other], far.cells[at][other]
            if congruence or conflict:
                found.append(Tie(a, near.rows[other], congruence, conflict))
    return sorted(found, key=lambda tie: -(tie.congruence + tie.conflict))
