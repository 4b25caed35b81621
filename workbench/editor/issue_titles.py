"""Whether a title that somebody types is one that the codebook has already, perhaps misspelt."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.core.codebook import Issue

_NAMED = 3
_ARTICLES = frozenset(("a", "an", "the"))
_LONG, _LONGER = 4, 6
"""From so many letters on a word may lack a letter, or have another one, and still be the same word, misspelt."""


def same_issue(title: str, issues: Iterable[Issue]) -> Issue | None:
    """The issue of this title, case, accents and signs aside; None where there is none."""
    from workbench.linking.fold import fold

    wanted = fold(title)
    return next((one for one in issues if one.label == title or (wanted and wanted == fold(one.label))), None)


def close_issues(title: str, issues: Iterable[Issue]) -> list[Issue]:
    """The issues of which this title may be a misspelling, in the order of the codebook; at most three.

    Word by word the same, but for articles, blanks and slips of the finger. A word more, and words that begin otherwise or
    are spelt alike by chance (*not*, *eastern* and *western*, *Iran* and *Iraq*), make another issue.
    """
    from workbench.linking.fold import fold

    wanted = _words(fold(title))
    close = (one for one in issues if wanted and _alike(wanted, _words(fold(one.label))))
    return [one for one, _ in zip(close, range(_NAMED), strict=False)]


def _words(folded: str) -> list[str]:
    return [word for word in folded.split() if word not in _ARTICLES]


def _alike(one: list[str], other: list[str]) -> bool:
    if "".join(one) == "".join(other):
        return True
    return len(one) == len(other) and all(_slip(*pair) for pair in zip(one, other, strict=True))


def _slip(one: str, other: str) -> bool:
    """Whether two words are one, misspelt: letters in another order, one too many, or one for another."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if short[:1] != long[:1] or len(short) + 1 < len(long) or len(long) < _LONG:
        return False
    if len(short) < len(long):
        return any(long[:at] + long[at + 1 :] == short for at in range(1, len(long)))
    if sorted(one) == sorted(other):
        return True
    return len(one) >= _LONGER and sum(a != b for a, b in zip(one, other, strict=True)) == 1
