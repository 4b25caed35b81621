"""Clauses: the words that begin one. The package's docstring says how to extend the tables.

Commas, semicolons, colons, dashes and brackets divide clauses in every language; these tables are for the clauses that
begin without one, so a language that sets a comma before every clause (German) needs few of them.
"""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


CONJUNCTIONS = {
    "en": _set(
        "that because although though whereas while whilst unless whether who whom whose which where wherever when whenever "
        "if lest but"
    ),
    "de": _set("dass daß weil obwohl obgleich sodass sobald solange sofern falls nachdem bevor"),
    "fr": _set("que qu qui dont lorsque puisque quoique tandis parce si mais car"),
}
"""Conjunctions and relative words that begin a clause wherever they stand."""

PREFIXES = {
    "en": _set(
        "and or but even only just so such now except given provided saying in on at by for from with without of to through "
        "under over about upon after before during against among between into than as particularly especially partly not"
    ),
    "de": _set(
        "und oder aber sondern ohne anstatt statt so als auch nur selbst außer je erst schon kurz gerade vor allem nicht"
    ),
    "fr": _set(
        "et ou mais parce tandis alors bien pour afin sans avant après dès depuis pendant à de par dans avec selon puis"
    ),
}
"""Words that, right before a conjunction, begin the clause with it (``in which``, ``and that``, ``ohne dass``)."""

NOT_AFTER = {
    "en": {
        "that": _set(
            "in on at by for from with without of to through under over about upon after before during against than as all"
        ),
        "if": _set("as"),
        "but": _set("all nothing anything everything"),
    },
}
"""Conjunctions that begin no clause right after one of these words (``in that case``: a demonstrative)."""

NOT_BEFORE = {
    "en": {
        "that": _set("of day week month year time way point"),
        "when": _set("and"),
        "if": _set("so not any"),
    },
    "fr": {"si": _set("bien")},
}
"""Conjunctions that begin no clause right before one of these words (``that year``, ``if any``)."""

VERBS_BEFORE_CLAUSES = {
    "en": _set(
        "said says say saying think thinks thought believe believes believed hope hopes hoped know knows knew feel feels felt "
        "claim claims claimed argue argues argued insist insists insisted suggest suggests suggested admit admits admitted "
        "add adds added warn warns warned predict predicts predicted promise promises promised realize realized concede conceded"
    ),
}
"""Verbs after which a clause can follow without its conjunction (``said they support it``)."""

SUBJECTS = {"en": _set("he she it they we i you there")}
"""Pronouns that, right after one of VERBS_BEFORE_CLAUSES, are the subject of such a clause."""
