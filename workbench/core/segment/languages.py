"""Looking words up in the tables of a language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from workbench.core.segment.tables import abbreviations, clausal, naming

_TABLES: Mapping[str, Mapping[str, frozenset[str]]] = {
    "never_final": abbreviations.NEVER_FINAL,
    "numbered": abbreviations.NUMBERED,
    "rarely_final": abbreviations.RARELY_FINAL,
    "clock": abbreviations.CLOCK,
    "starters": abbreviations.STARTERS,
    "tag_verbs": abbreviations.TAG_VERBS,
    "honorifics": naming.HONORIFICS_BY_LANGUAGE,
    "portfolios": naming.PORTFOLIOS,
    "particles": naming.PARTICLES,
    "leading_particles": naming.LEADING_PARTICLES,
    "articles": naming.ARTICLES,
    "name_starters": naming.NAME_STARTERS,
    "given_names": naming.GIVEN_NAMES,
    "months": naming.MONTHS,
    "not_names": naming.NOT_NAMES,
    "openers": naming.OPENERS,
    "opener_exceptions": naming.OPENER_EXCEPTIONS,
    "conjunctions": clausal.CONJUNCTIONS,
    "prefixes": clausal.PREFIXES,
    "verbs_before_clauses": clausal.VERBS_BEFORE_CLAUSES,
    "subjects": clausal.SUBJECTS,
}


def primary(language: str) -> str:
    """The first part of a language tag, in lower case: ``de`` of ``de-AT``."""
    return language.replace("_", "-").partition("-")[0].lower()


@cache
def listed(table: str, language: str) -> frozenset[str]:
    """The words of a table for a language (``primary``), with those that count in every language."""
    rows = _TABLES[table]
    return rows.get("", frozenset()) | rows.get(language, frozenset())
