"""Whether a title that somebody types is one that the codebook has already, perhaps misspelt."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from workbench.core.codebook import Issue

_CLOSE = 0.86
"""From this share of letters in common on, as ``SequenceMatcher`` counts it, two titles may be one, misspelt."""
_SHORT = 4
"""Titles of fewer letters differ by too few to tell."""
_NAMED = 3


def same_issue(title: str, issues: Iterable[Issue]) -> Issue | None:
    """The issue of this title, case, accents and signs aside; None where there is none."""
    from workbench.linking.fold import fold

    wanted = fold(title)
    return next(
        (one for one in issues if one.label == title or (wanted and wanted == fold(one.label))),
        None,
    )


def close_issues(title: str, issues: Iterable[Issue]) -> list[Issue]:
    """The issues whose title is nearly this one, the closest first; at most three.

    Nearly: the same words in another order, or nearly all letters in common, as with a letter too many or two exchanged.
    """
    from workbench.linking.fold import fold

    wanted = fold(title)
    if len(wanted) < _SHORT:
        return []
    matcher = SequenceMatcher(None, b=wanted, autojunk=False)
    words, found = sorted(wanted.split()), []
    for issue in issues:
        folded = fold(issue.label)
        matcher.set_seq1(folded)
        if sorted(folded.split()) == words:
            found.append((1.0, issue))
        elif matcher.real_quick_ratio() >= _CLOSE and matcher.quick_ratio() >= _CLOSE:
            found.append((matcher.ratio(), issue))
    close = sorted((one for one in found if one[0] >= _CLOSE), key=lambda one: -one[0])
    return [issue for _, issue in close[:_NAMED]]
