"""Proposals for the forms: who says what in a sentence, who stands for or against whom. Rules only, no model.

``attributions`` reads a sentence, ``attribution_for`` a selected content, ``alternatives`` lists what a form offers per
slot; ``claim_kind``, ``certainty`` and ``quotation_kind`` guess a claim's attributes; ``stance_proposals`` pairs actors.
What the rules know of words stands in ``suggest.tables``, where a linguist can add to it.
"""

from __future__ import annotations

from workbench.suggest.attribution import Alternatives, Attribution, alternatives
from workbench.suggest.kinds import certainty, claim_kind, quotation_kind
from workbench.suggest.propose import attribution_for, attributions, fallback, name_in
from workbench.suggest.stances import actors_in, stance_proposals

__all__ = [
    "Alternatives",
    "Attribution",
    "actors_in",
    "alternatives",
    "attribution_for",
    "attributions",
    "certainty",
    "claim_kind",
    "fallback",
    "name_in",
    "quotation_kind",
    "stance_proposals",
]
