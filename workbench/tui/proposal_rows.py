"""A proposed entity or name as it stands in a review: who it is, and what each key would make of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workbench.core.entity import Entity
from workbench.review.proposals import Alike, Proposal
from workbench.tui.canvas import words
from workbench.tui.sheet import RowOfRoles


def proposal_rows(
    proposal: Proposal, blind: bool, key: Callable[[str], str], waiting: Sequence[str] = ()
) -> list[RowOfRoles]:
    """The rows for one proposal; ``key`` gives the live key of a command. In a blind review nobody is named.

    ``waiting`` are the reason and the note that the next decision gets.
    """
    entity = proposal.entity
    uses = len(proposal.sources)
    people = [one.proposed_by for one in proposal.names] or [entity.proposed_by]
    by = "" if blind else f"proposed by {words(', '.join(people))} · "
    title = f"“{words(proposal.name)}” for {words(entity.name)}" if proposal.names else words(entity.name)
    rows: list[RowOfRoles] = [[(f" {title} · {entity.kind}", "bar")]]
    rows.append([(f" {by}used {'once' if uses == 1 else f'{uses} times'}", "accent")])
    rows += [[(f" {words(part)}", "accent")] for part in waiting]
    aliases = [one for one in entity.aliases if one != proposal.name]
    known = ", ".join([*aliases, *([entity.description] if entity.description else [])])
    if known:
        rows.append([(f" {words(known)}", "dim")])
    if proposal.names:
        rows.append([(f" {key('item.take.1')} ", "key"), ("accept it: it is a name in the catalogue", "text")])
        rows.append([(f" {key('item.none')} ", "key"), ("refuse it: the name finds nobody from here on", "text")])
        return rows
    rows.append([(f" {key('item.take.1')} ", "key"), ("accept it: it comes into the catalogue", "text")])
    for number, alike in enumerate(proposal.alike, 2):
        rows.append([(f" {key(f'item.take.{number}')} ", "key"), *_merging(alike)])
    rows.append([(f" {key('item.edit')} ", "key"), ("it is somebody else of the catalogue: type a name", "text")])
    rows.append([(f" {key('item.none')} ", "key"), ("refuse it: who links to it counts as linked to nobody", "text")])
    return rows


def _merging(alike: Alike) -> RowOfRoles:
    return [
        (f"it is {words(alike.entity.name)}", "text"),
        (f"  {words(described(alike.entity, alike.why))}", "dim"),
    ]


def described(entity: Entity, why: str = "") -> str:
    """An entity of the catalogue in a few words."""
    return " · ".join(one for one in (entity.kind, why, entity.description) if one)
