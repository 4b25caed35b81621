"""What label schemes call the kinds of actors."""

from __future__ import annotations

from workbench.interchange.naming import layer_name

KINDS = {
    "person": "person per people human individual politician",
    "organization": "organization organisation org corporation company party",
    "state": "gpe state country nation geopolitical_entity",
    "place": "location loc place facility fac",
    "media": "media newspaper medium",
    "armed-group": "armed_group militia",
}
"""The kind of an actor → the names that label schemes have for it."""

_KIND_OF = {name: kind for kind, names in KINDS.items() for name in names.split()}


def kind_of(label: str) -> str:
    """The kind of an actor that a label means: ``PER``, ``Person`` → ``person``; empty where it means none."""
    return _KIND_OF.get(layer_name(label), "")
