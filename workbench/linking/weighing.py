"""How well each name of a pool fits a query, all names at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from workbench.linking.fold import compact
from workbench.linking.pool import Pool, Scores
from workbench.linking.query import Asked, Form
from workbench.linking.rank import Fit, initials_fit
from workbench.linking.shard import TITLED_KINDS, Forms, Mask, Shard
from workbench.linking.weights import EXACT, SAME_SIGNS, WIDE_MENTION, WIDE_TYPING, Weights

FEATURES = tuple(field.name for field in fields(Weights))
"""The columns of a table of features."""

_AT = {name: number for number, name in enumerate(FEATURES)}

Table = npt.NDArray[np.float32]


class Weighed(NamedTuple):
    """Scores of rows, the standing of their entities left aside."""

    table: Table
    """A row of features for each name, in the order of ``FEATURES``."""
    exact: npt.NDArray[np.bool_]
    scores: Scores
    likenesses: Scores
    """0–1: how alike name and query are."""

    forms: Forms

    def fit(self, at: int, asked: Asked) -> Fit:
        """One row's fit, for its reasons."""
        row = self.table[at]
        form = asked.bare
        return Fit(
            float(self.scores[at]),
            float(self.likenesses[at]),
            bool(self.exact[at]),
            bool(row[_AT["acronym"]] > 0),
            bool(row[_AT["prefix"]] > 0),
            len(form.skeleton) > 1 and form.skeleton == self.forms.sounds[at],
            bool(row[_AT["initials"]] > 0),
            bool(row[_AT["word_set"]] >= 1),
        )


def weigh(asked: Asked, mode: str, shard: Shard, found: Pool) -> Weighed:
    """Weigh every row of a pool, in the mode ``mention`` or ``typing``."""
    forms = shard.forms(found.rows)
    titled = TITLED_KINDS[shard.kinds[found.entities]]
    table = features(asked, forms, titled, found, typing=mode == "typing")
    weights = WIDE_TYPING if mode == "typing" else WIDE_MENTION
    wanted = (asked.whole.compact, asked.bare.compact)
    exact = np.array([name in wanted for name in forms.folded], dtype=np.bool_)
    for at in forms.joined:
        exact[at] = compact(forms.folded[at]) in wanted
    scores = (table * _column(weights)).sum(axis=1) + np.float32(EXACT) * exact
    for at in np.flatnonzero(exact).tolist():
        scores[at] += SAME_SIGNS * (shard.alias(int(found.rows[at])) == asked.text)
    alike = [_AT[name] for name in ("word_set", "sound_set", "word_prefix", "acronym")]
    return Weighed(table, exact, scores, np.minimum(table[:, alike].max(axis=1), 1), forms)


def _column(weights: Weights) -> Table:
    return np.array([getattr(weights, name) for name in FEATURES], dtype=np.float32)


def features(asked: Asked, forms: Forms, titled: Mask, found: Pool, *, typing: bool) -> Table:
    """The table of features of the rows of a pool, a column for each of ``FEATURES``.

    Args:
        asked: the query.
        forms: the names of the rows.
        titled: whether a title may stand before each, so that the query counts without titles.
        found: the rows.
        typing: whether the last word may be unfinished.
    """
    table = np.zeros((len(forms.folded), len(FEATURES)), dtype=np.float32)
    table[:, _AT["index"]] = found.scores
    table[:, _AT["cover"]] = found.covers
    capitals = 2.0 if asked.capitals else 1.0
    table[:, _AT["acronym"]] = capitals * found.letters
    if asked.bare is asked.whole:
        _compare(table, asked.whole, forms, np.arange(len(table)))
    else:
        _compare(table, asked.bare, forms, np.flatnonzero(titled))
        _compare(table, asked.whole, forms, np.flatnonzero(~titled))
    return table


def _compare(table: Table, form: Form, forms: Forms, places: npt.NDArray[np.int64]) -> None:
    """Fill in what compares the strings of one form with those of the rows at some places."""
    if not len(places):
        return
    some = places.tolist()
    folded = [forms.folded[at] for at in some]
    sounds = [forms.sounds[at] for at in some]

    def put(name: str, query: str, names: list[str], scorer: Callable[..., float]) -> None:
        table[places, _AT[name]] = process.cdist([query], names, scorer=scorer)[0] / 100

    put("whole_ratio", form.folded, folded, fuzz.WRatio)
    put("word_set", form.folded, folded, fuzz.token_set_ratio)
    put("word_sort", form.folded, folded, fuzz.token_sort_ratio)
    put("partial", form.folded, folded, fuzz.partial_ratio)
    put("sound_sort", form.skeleton, sounds, fuzz.token_sort_ratio)
    put("sound_set", form.skeleton, sounds, fuzz.token_set_ratio)
    table[places, _AT["prefix"]] = [name.startswith(form.folded) for name in folded]
    shares = np.zeros(len(some), dtype=np.float32)
    padded = [f" {name}" for name in folded]
    for word in form.words:
        begun = f" {word}"
        shares += np.array([begun in name for name in padded])
    table[places, _AT["word_prefix"]] = shares / max(1, len(form.words))
    if len(form.words) > 1:
        always = min(map(len, form.words)) == 1
        for at, name in zip(some, folded, strict=True):
            if always or forms.single[at]:
                table[at, _AT["initials"]] = initials_fit(form.words, name)
