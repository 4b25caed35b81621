"""The labels that other schemes give names, as kinds of our actors.

Sources: CoNLL-2003 (PER, ORG, LOC, MISC), ACE (PER, ORG, GPE, LOC, FAC), OntoNotes 5 (PERSON, NORP, FAC, ORG, GPE, LOC), GUM
(person, organization, place). Labels of things that do not act (DATE, MONEY, …) stand for no kind.
"""

from __future__ import annotations

_KINDS = {
    "person": "per pers person people human",
    "organization": "org organization organisation company institution corporation",
    "state": "gpe country state nation government",
    "place": "loc location place fac facility geo city",
    "armed-group": "armed-group armed_group militia",
    "media": "media",
    "other": "norp misc miscellaneous actor",
}

_KIND_OF = {label: kind for kind, labels in _KINDS.items() for label in labels.split()}


def kind_of(label: str) -> str:
    """The kind of actor that a label of names stands for, however it is spelled; empty where it stands for none."""
    return _KIND_OF.get(label.strip().lower().replace(" ", "-"), "")
