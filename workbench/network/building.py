"""A network as it was asked for: which statements, counted how, seen as which matrix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, cast, get_args

from workbench.core.codebook import Codebook
from workbench.core.errors import UsageError
from workbench.network.choosing import Duplicates, Filters, chosen, widened, without_duplicates
from workbench.network.counts import Counts, count
from workbench.network.matrix import Matrix
from workbench.network.one_mode import ONE_MODE_NORMS, ONE_MODE_RULES, OneModeNorm, OneModeRule, one_mode
from workbench.network.statement import ActorKind, Gathered, Statement
from workbench.network.two_mode import TWO_MODE_NORMS, TWO_MODE_RULES, TwoModeNorm, TwoModeRule, two_mode
from workbench.network.windows import Kernel, Slice, Step, windows

Kind = Literal["two-mode", "actors", "issues"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""Actors × issues; actors × actors by the issues they share; issues × issues by the actors they share."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What was asked for. An empty rule is ``ignore`` for a two-mode network, ``congruence`` for the others."""

    network: Kind = "two-mode"
    rule: str = ""
    norm: str = "no"
    actor: ActorKind = "organization"
    duplicates: Duplicates = "include"
    widest: bool = False
    """Whether the topmost issue stands for those below it."""
    filters: Filters = field(default_factory=Filters)

    @property
    def counted_by(self) -> str:
        """The rule. Raises UsageError where the network has no such rule or norm."""
        pair = self.network == "two-mode"
        rules, norms = (TWO_MODE_RULES, TWO_MODE_NORMS) if pair else (ONE_MODE_RULES, ONE_MODE_NORMS)
        rule = self.rule or ("ignore" if pair else "congruence")
        if rule not in rules:
            raise UsageError(f"a {self.network} network is counted by {', '.join(rules)}, not by “{rule}”")
        if self.norm not in norms:
            raise UsageError(f"a {self.network} network is normalised by {', '.join(norms)}, not by “{self.norm}”")
        return rule


@dataclass(frozen=True, slots=True)
class Network:
    """A network with what it was made of."""

    recipe: Recipe
    rule: str
    matrix: Matrix
    counts: Counts
    statements: tuple[Statement, ...]
    """Those that count, in the order of time."""
    gathered: Gathered
    sideless: int = 0
    """How many others pass the filters and take no side, where sides count."""

    def label(self, node: str) -> str:
        """The name of an actor or an issue."""
        return self.gathered.label(node)

    def behind_cell(self, actor: str, concept: str) -> list[Statement]:
        """The statements of one actor about one concept."""
        kind = self.recipe.actor
        return [one for one in self.statements if one.actor(kind) == actor and one.concept == concept]

    def behind_edge(self, a: str, b: str) -> list[Statement]:
        """The statements of two actors about what both speak of, or of whoever speaks of both of two issues."""
        kind = self.recipe.actor
        issues = self.recipe.network == "issues"

        def sides(one: Statement) -> tuple[str, str]:
            return (one.concept, one.actor(kind)) if issues else (one.actor(kind), one.concept)

        shared = {other for node, other in map(sides, self.statements) if node == a}
        shared &= {other for node, other in map(sides, self.statements) if node == b}
        found = [one for one in self.statements if sides(one)[0] in (a, b) and sides(one)[1] in shared]
        return sorted(found, key=lambda one: (self.label(sides(one)[1]), sides(one)[0] != a, one.order))


def build(gathered: Gathered, codebook: Codebook, recipe: Recipe) -> Network:
    """The network of a recipe. Raises UsageError for a rule or norm that it cannot have."""
    rule = recipe.counted_by
    passing = chosen(gathered, recipe.filters, recipe.actor)
    if recipe.widest:
        passing = widened(passing, codebook)
    sided = passing if rule == "ignore" else [one for one in passing if one.qualifier is not None]
    kept = without_duplicates(sided, recipe.duplicates, recipe.actor, qualified=rule != "ignore")
    counts = count(kept, recipe.actor, gathered.label)
    matrix = matrix_of(counts, recipe, rule)
    return Network(recipe, rule, matrix, counts, tuple(kept), gathered, len(passing) - len(sided))


def matrix_of(counts: Counts, recipe: Recipe, rule: str) -> Matrix:
    """The matrix of counted statements."""
    if recipe.network == "two-mode":
        return two_mode(counts, cast(TwoModeRule, rule), cast(TwoModeNorm, recipe.norm))
    seen = counts.transposed if recipe.network == "issues" else counts
    return one_mode(seen, cast(OneModeRule, rule), cast(OneModeNorm, recipe.norm))


def series(
    network: Network, step: Step, size: int, kernel: Kernel = "no", *, within: bool = False
) -> list[tuple[Slice, Matrix]]:
    """The same network in each window of time, all with the same nodes."""
    counts, recipe = network.counts, network.recipe
    found = []
    for one in windows(network.statements, step, size, kernel, within=within):
        weighted: Sequence[tuple[Statement, float]] = one.weighted if recipe.network == "two-mode" else one.rooted()
        some = count(weighted, recipe.actor, network.label, rows=counts.rows, columns=counts.columns)
        found.append((one, matrix_of(some, recipe, network.rule)))
    return found
