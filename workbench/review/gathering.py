"""Which files can be reviewed together, and what is wrong with the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.core.annotation import Annotations
from workbench.core.codebook import Codebook
from workbench.core.errors import Problem
from workbench.review.item import GOLD


@dataclass(frozen=True, slots=True)
class Gathered:
    """The files that can be compared, in the order given, and what was found wrong."""

    files: tuple[tuple[str, Annotations], ...]
    problems: tuple[Problem, ...]


def gather(
    files: Sequence[tuple[str, str, Annotations]], article: str, text_sha256: str, codebook: Codebook
) -> Gathered:
    """Sort out files given as (annotator, path as shown, annotations) of one article.

    Left out, each with a problem that names its path: an annotator the second time, the gold, another article, another
    text. A file made with another version of the codebook takes part, with a problem that says so.
    """
    kept: list[tuple[str, Annotations]] = []
    problems: list[Problem] = []
    seen: set[str] = set()
    for name, path, state in files:
        what, key = _hindrance(name, state, seen, article, text_sha256)
        if what:
            problems.append(Problem(path, what, key=key))
            continue
        seen.add(name)
        kept.append((name, state))
        if state.header.codebook != codebook.version:
            was, is_now = state.header.codebook, codebook.version
            what = (
                f"was made with version {was} of the codebook, the project has {is_now}; differences may come from that"
            )
            problems.append(Problem(path, what, key="codebook"))
    return Gathered(tuple(kept), tuple(problems))


def _hindrance(name: str, state: Annotations, seen: set[str], article: str, text_sha256: str) -> tuple[str, str]:
    """Why a file cannot take part, and at which key that stands; empty where it can."""
    if name == GOLD:
        return "is the decided file; it is reviewed against, not among the annotators", "annotator"
    if name in seen:
        return f"{name} takes part already; the second file is left out", "annotator"
    if state.header.article != article:
        return f"is about “{state.header.article}”, not “{article}”; it is left out", "article"
    if state.header.text_sha256 != text_sha256:
        return "was made on another text of this article; it is left out until its records are repaired", "text_sha256"
    return "", ""
