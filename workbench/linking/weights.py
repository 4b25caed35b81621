"""Every weight of the ranking in one table, with its source.

``MENTION`` and ``TYPING`` rank the names of a project's own catalogue (``rank``). They were fitted on the development
queries of the measurement behind this room, against ten thousand to a million names. The fit left acronyms at 0 while
typing because none was typed; there they weigh 6.7, as a whole prefix does, so that ``RUSI`` finds its institute.

``WIDE_MENTION`` and ``WIDE_TYPING`` rank the names of compiled catalogues (``weighing``), whose index score is the soft
cosine of ``pool``. They were fitted as ``tests/bench/refit.py`` does it (softmax over the candidates of a query, weights
not below zero, every type of query counted alike) on the development queries against a million names, 120 names weighed
a query. Fitted anew with the 80 names that are weighed, those of a mention come out within 0.5 of these. Those of typing
come out up to 1.4 away, acronyms 5, because whole names are among its examples; for unfinished words that is worse by a
point (recall@1 .527, these .535), so that these stand. Of the half of the queries that a fit has not seen, .83–.84 of
the mentions and .81–.84 of the typed have the right entity first (means over queries, without a roster, only queries
whose right entity is weighed). ``python -m tests.bench.refit PROJECT`` fits them to the links that a project's people
accepted.

The bonuses for the standing of an entity are these: the roster's was measured with the weights; the others are set by
hand around it. They count in proportion to how alike the name is, so that they order what fits and lift nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each feature counts; every feature lies in 0–1 (``acronym`` in 0–2)."""

    index: float
    whole_ratio: float
    word_set: float
    word_sort: float
    sound_sort: float
    sound_set: float
    acronym: float
    initials: float
    prefix: float
    word_prefix: float
    cover: float = 0.0
    """The share of the query's words, by rarity, that the name has."""
    partial: float = 0.0
    """The best ratio of the shorter with a part of the longer."""


MENTION = Weights(6.2, 4.1, 7.5, 1.0, 3.1, 1.7, 11.4, 5.7, 0.0, 0.7)
TYPING = Weights(0.6, 0.0, 0.0, 5.0, 0.0, 0.0, 6.7, 0.8, 6.7, 4.1)

WIDE_MENTION = Weights(2.2, 1.9, 3.5, 0.9, 1.0, 1.6, 15.5, 3.0, 0.0, 2.4, 2.8, 2.3)
WIDE_TYPING = Weights(1.6, 0.9, 3.1, 0.5, 0.6, 0.8, 19.5, 1.3, 0.0, 4.0, 2.1, 3.8)

EXACT = 100.0
"""The tier of names that fold to the query; more than everything else together."""
ROSTER = 3.0
"""Hand-kept or already linked in this project."""
LINKED = 5.0
"""Linked in this article."""
ACCEPTED = 6.0
"""Linked for these very words in this project."""
KIND = 1.5
"""Of the kind of the mention."""
CATALOGUE = 0.5
"""For a catalogue of twice the usual weight; less for less."""
SAME_SIGNS = 0.5
"""For a name written sign by sign as the query is, among those that only fold to it."""
REFUSED = -2 * EXACT
"""Turned down for these words."""
