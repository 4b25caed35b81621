"""Which statements count: filters, wider issues, and what becomes of statements that say the same twice."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, get_args

from workbench.core.codebook import Codebook
from workbench.core.errors import UsageError
from workbench.core.moment import moment
from workbench.network.statement import ActorKind, Gathered, Statement

Duplicates = Literal["include", "document", "week", "month", "year", "acrossrange"]
DUPLICATES: tuple[Duplicates, ...] = get_args(Duplicates)
"""How far repeated statements count once: never, per article, per calendar week, month or year, or over all time."""

Targets = Literal["issues", "all"]

ISSUE = "issue:"
_A_DAY = 10


@dataclass(frozen=True, slots=True)
class Filters:
    """What a network is made of; an empty filter lets everything pass."""

    issues: tuple[str, ...] = ()
    """Ids of issues, each with the narrower ones below it."""
    actors: tuple[str, ...] = ()
    """Ids or names of actors, of whatever kind the rows are."""
    annotators: tuple[str, ...] = ()
    layers: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    """Both inclusive; a statement without a date passes only where neither is set."""
    targets: Targets = "issues"
    """Whether actors that are targets are columns too."""


def filters_of(
    codebook: Codebook,
    *,
    issues: Iterable[str] = (),
    actors: Iterable[str] = (),
    annotators: Iterable[str] = (),
    layers: Iterable[str] = (),
    since: str = "",
    until: str = "",
    targets: Targets = "issues",
) -> Filters:
    """Filters out of what a person typed. Raises UsageError for an unknown issue or layer, an unreadable date."""
    wanted: list[str] = []
    for issue in issues:
        if issue not in codebook.issues_by_id:
            known = ", ".join(codebook.issues_by_id) or "none at all"
            raise UsageError(f"there is no issue “{issue}” in the codebook; there are {known}")
        wanted += narrower(codebook, issue)
    layers = tuple(layers)
    if unknown := [layer for layer in layers if layer not in codebook.by_name]:
        raise UsageError(f"there is no layer “{unknown[0]}”; there are {', '.join(codebook.by_name)}")
    return Filters(
        tuple(wanted), tuple(actors), tuple(annotators), layers, _date(since), _date(until, end=True), targets
    )


def _date(text: str, *, end: bool = False) -> datetime | None:
    if not text:
        return None
    found = moment(text)
    if found is None:
        raise UsageError(f"“{text}” is not a date; write it like 2024-05-17")
    return found.replace(hour=23, minute=59, second=59) if end and len(text.strip()) == _A_DAY else found


def narrower(codebook: Codebook, issue: str) -> list[str]:
    """An issue and every issue below it, in the codebook's order."""
    return [one.id for one in codebook.issues if issue in _line(codebook, one.id)]


def widest(codebook: Codebook, issue: str) -> str:
    """The topmost issue above this one."""
    return _line(codebook, issue)[-1]


def _line(codebook: Codebook, issue: str) -> list[str]:
    """An issue, its parent, and so on up; a circle ends where it closes."""
    line = [issue]
    while (found := codebook.issues_by_id.get(line[-1])) is not None and found.parent and found.parent not in line:
        line.append(found.parent)
    return line


def chosen(gathered: Gathered, filters: Filters, kind: ActorKind) -> list[Statement]:
    """The statements that pass the filters and have an actor of this kind, in their order."""
    return [one for one in gathered.statements if _passes(one, filters, gathered, kind)]


def _passes(one: Statement, filters: Filters, gathered: Gathered, kind: ActorKind) -> bool:
    actor = one.actor(kind)
    is_issue = one.concept.startswith(ISSUE)
    return bool(
        actor
        and (is_issue or (filters.targets == "all" and not filters.issues))
        and _one_of(one.concept.removeprefix(ISSUE), filters.issues)
        and (not filters.actors or actor in filters.actors or gathered.label(actor) in filters.actors)
        and _one_of(one.annotator, filters.annotators)
        and _one_of(one.layer, filters.layers)
        and (filters.since is None or (one.when is not None and one.when >= filters.since))
        and (filters.until is None or (one.when is not None and one.when <= filters.until))
    )


def _one_of(value: str, wanted: Collection[str]) -> bool:
    return not wanted or value in wanted


def widened(statements: Iterable[Statement], codebook: Codebook) -> list[Statement]:
    """The statements with each issue replaced by the topmost one above it."""
    return [
        replace(one, concept=ISSUE + widest(codebook, one.concept.removeprefix(ISSUE)))
        if one.concept.startswith(ISSUE)
        else one
        for one in statements
    ]


def without_duplicates(
    statements: Iterable[Statement], rule: Duplicates, kind: ActorKind, *, qualified: bool
) -> list[Statement]:
    """The statements, each only the first time within what the rule names.

    Two say the same where layer, actor and concept agree, and the qualifier too where it is ``qualified`` (a network that
    ignores it counts a yes and a no once). Weeks are those of ISO 8601, months and years those of the calendar, so that
    March 2024 and March 2025 differ; statements without a date share one time.
    """
    if rule == "include":
        return list(statements)
    seen: set[tuple[object, ...]] = set()
    kept = []
    for one in sorted(statements, key=lambda one: one.order):
        same = (one.layer, one.actor(kind), one.concept, one.qualifier if qualified else None, _period(one, rule))
        if same not in seen:
            seen.add(same)
            kept.append(one)
    return kept


def _period(one: Statement, rule: Duplicates) -> object:
    if rule == "document":
        return one.article
    if rule == "acrossrange" or one.when is None:
        return ""
    if rule == "week":
        return one.when.isocalendar()[:2]
    return (one.when.year, one.when.month) if rule == "month" else one.when.year
