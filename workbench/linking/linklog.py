"""What the people of a project linked words to, and what they turned down for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


def words_key(text: str) -> str:
    """The form in which words are looked up: spaces made one, case dropped."""
    return " ".join(text.split()).lower()


@dataclass(frozen=True, slots=True)
class LinkLog:
    """Links by the words that were linked."""

    links: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Words → entity id → how often."""
    refusals: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Words → entities turned down for them by somebody."""

    @classmethod
    def of(cls, links: Iterable[tuple[str, str]], refusals: Iterable[tuple[str, str]]) -> LinkLog:
        """The log of (words, entity id) pairs."""
        accepted: dict[str, dict[str, int]] = {}
        for words, entity_id in links:
            counts = accepted.setdefault(words_key(words), {})
            counts[entity_id] = counts.get(entity_id, 0) + 1
        refused: dict[str, set[str]] = {}
        for words, entity_id in refusals:
            refused.setdefault(words_key(words), set()).add(entity_id)
        return cls(accepted, {words: frozenset(ids) for words, ids in refused.items()})

    def accepted(self, text: str) -> tuple[tuple[str, int], ...]:
        """The entities that these words were linked to, and how often, in the order of their ids."""
        return tuple(sorted(self.links.get(words_key(text), {}).items()))

    def refused(self, text: str) -> frozenset[str]:
        """The entities that were turned down for these words and that nobody linked them to."""
        words = words_key(text)
        return self.refusals.get(words, frozenset()) - self.links.get(words, {}).keys()
