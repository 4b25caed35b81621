"""Statements: actor × concept × qualifier, the one thing that networks are counted from.

A statement is what one record says: who (a person, an organization), about which issue, on which side. The word is that of
Discourse Network Analyzer; the record behind it stays named, so that every figure leads back to its sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, get_args

from workbench.core.span import Span

ActorKind = Literal["organization", "person", "holder"]
ACTOR_KINDS: tuple[ActorKind, ...] = get_args(ActorKind)
"""What a row of a network is: an organization, a person, or whoever holds the stance, be it a person or not."""

SUPPORT, BETWEEN, OPPOSE = 1, 0, -1
"""The values of a qualifier: for, neither or both, against."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What one record says, with the place where it says so."""

    article: str
    annotator: str
    record: str
    layer: str
    concept: str
    """``issue:ID``; another target stands as ``entity:ID``."""
    holder: str = ""
    person: str = ""
    organization: str = ""
    qualifier: int | None = None
    """1, 0 or −1; None where the record takes no side (a claim) or it cannot be decided."""
    when: datetime | None = None
    """The article's date."""
    span: Span | None = None

    def actor(self, kind: ActorKind) -> str:
        """The id of the actor of this kind; empty where the statement has none."""
        return {"organization": self.organization, "person": self.person, "holder": self.holder}[kind]

    @property
    def key(self) -> str:
        """The record as messages name it: ``libya-haftar: coder-a/s-b04ao3``."""
        return f"{self.article}: {self.annotator}/{self.record}"

    @property
    def order(self) -> tuple[bool, datetime, str, int, str, str]:
        """By time (what has no date comes last), then by article and place."""
        return (
            self.when is None,
            self.when or datetime.min,
            self.article,
            self.span.start if self.span else 0,
            self.annotator,
            self.record,
        )


@dataclass(frozen=True, slots=True)
class Who:
    """How an actor or a concept is shown."""

    label: str
    kind: str = ""
    """An actor's kind; ``issue`` for an issue."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A record that is no statement, and why."""

    key: str
    why: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """The statements of some annotations, with the names that belong to their ids."""

    statements: tuple[Statement, ...] = ()
    who: Mapping[str, Who] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()

    def label(self, node: str) -> str:
        """The name of an actor or a concept; its id where nothing is known of it."""
        found = self.who.get(node)
        return found.label if found else node
