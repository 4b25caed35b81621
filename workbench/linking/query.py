"""A query as it is asked, and as it is understood.

``Obama :: president`` keeps what has *president* in its description, ``kind:org`` what has a kind that begins so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from workbench.core.entity import Entity
from workbench.linking.fold import compact, fold, skeleton, strip_honorifics

Mode = Literal["mention", "typing"]
"""``mention``: the words are a whole name from the text. ``typing``: a person types, the last word may be unfinished."""

_KIND = re.compile(r"(?:^|\s)kind:(\S*)")


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for, and what is known about the place it is looked for from."""

    text: str
    mode: Mode = "mention"
    kind: str = ""
    """The kind of the mention, where it is known; it pulls, it does not filter."""
    linked: frozenset[str] = frozenset()
    """Ids of the entities already linked in this article."""
    roster: frozenset[str] = frozenset()
    """Ids of the entities hand-kept or already linked in this project."""
    refused: frozenset[str] = frozenset()
    """Ids of the entities that a person turned down for this mention."""
    accepted: tuple[tuple[str, int], ...] = ()
    """Ids of the entities that these words were linked to in this project, and how often."""


@dataclass(frozen=True, slots=True)
class Form:
    """One way to read the words of a query."""

    folded: str
    compact: str
    skeleton: str
    words: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Form:
        """The form of these words."""
        folded = fold(text)
        return cls(folded, compact(folded), skeleton(folded), tuple(folded.split()))


@dataclass(frozen=True, slots=True)
class Asked:
    """A query understood: its words with and without titles, its letters as an acronym, its filters."""

    text: str
    whole: Form
    bare: Form
    """Without titles; equal to ``whole`` where there are none."""
    letters: str
    """The folded letters if the words may be an acronym (``RUSI``, ``U.S.``), else empty."""
    capitals: bool
    """Whether the acronym is written in capitals."""
    description: tuple[str, ...]
    kind: str

    @classmethod
    def of(cls, text: str) -> Asked:
        """Parse the words, ``:: description`` and ``kind:`` out of what was typed."""
        kind = ""
        if found := _KIND.search(text):
            kind = found[1].lower()
            text = f"{text[: found.start()]} {text[found.end() :]}"
        text, _, description = text.partition("::")
        text = text.strip()
        whole = Form.of(text)
        stripped = strip_honorifics(text)
        bare = whole if stripped == text else Form.of(stripped)
        letters = whole.compact
        letters = letters if " " not in letters and 1 < len(letters) <= 10 else ""
        return cls(text, whole, bare, letters, bool(letters) and text.isupper(), tuple(fold(description).split()), kind)

    @property
    def forms(self) -> tuple[Form, ...]:
        """The forms, none twice, the whole first."""
        return (self.whole,) if self.bare.folded == self.whole.folded else (self.whole, self.bare)

    def admits(self, entity: Entity) -> bool:
        """Whether the filters let this entity through."""
        if not entity.kind.startswith(self.kind):
            return False
        if not self.description:
            return True
        roles = (affiliation.role for affiliation in entity.affiliations)
        words = fold(" ".join((entity.description, entity.kind, entity.country, *roles))).split()
        return all(any(word.startswith(wanted) for word in words) for wanted in self.description)

    @property
    def filtered(self) -> bool:
        """Whether there is a filter at all."""
        return bool(self.description or self.kind)
