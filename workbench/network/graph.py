"""A matrix as nodes and edges with what network programs want to know about them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from workbench.network.building import Network
from workbench.network.factions import Factions
from workbench.network.layout import Places, placed
from workbench.network.matrix import Matrix

FOR, AGAINST, BOTH, PLAIN = "for", "against", "both", "plain"
"""What an edge says: agreement or support, conflict or opposition, both, or neither of these."""

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Node:
    """An actor (mode 1) or an issue (mode 2)."""

    id: str
    label: str
    kind: str
    mode: int
    variable: str
    frequency: int
    """How many statements there are of it."""
    camp: int = 0
    """Its faction, from 1; 0 where none was sought."""
    x: float = 0.5
    y: float = 0.5
    """Where a drawing has it, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Edge:
    """An undirected edge between two nodes."""

    source: str
    target: str
    weight: float
    tone: str


@dataclass(frozen=True, slots=True)
class Graph:
    """The whole; nodes of mode 1 come first."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    title: str = ""


def graph_of(network: Network, matrix: Matrix | None = None, camps: Factions | None = None) -> Graph:
    """The graph of a network, or of another matrix with its nodes (one of a series)."""
    matrix = matrix or network.matrix
    recipe = network.recipe
    counts = network.counts.transposed if recipe.network == "issues" else network.counts
    numbers = {actor: number for number, camp in enumerate(camps.camps, 1) for actor in camp} if camps else {}
    edges = tuple(
        Edge(source, target, weight, _tone(weight, network, recipe.network == "two-mode"))
        for source, target, weight in matrix.edges()
    )
    names = list(dict.fromkeys((*matrix.rows, *matrix.columns)))
    places = placed(names, [(one.source, one.target, one.weight) for one in edges])
    rows = _nodes(network, matrix.rows, 1, {row: counts.total(row) for row in matrix.rows}, numbers, places)
    columns: tuple[Node, ...] = ()
    if not matrix.square:
        turned = counts.transposed
        columns = _nodes(
            network, matrix.columns, 2, {one: turned.total(one) for one in matrix.columns}, numbers, places
        )
    return Graph((*rows, *columns), edges, title_of(network))


def title_of(network: Network) -> str:
    """What a network is, in a few words."""
    recipe = network.recipe
    what = {"two-mode": f"{recipe.actor}s and issues", "actors": f"{recipe.actor}s", "issues": "issues"}[recipe.network]
    norm = "" if recipe.norm == "no" else f", normalised by {recipe.norm}"
    return f"{what[0].upper()}{what[1:]} by {network.rule}{norm}"


def _nodes(
    network: Network,
    ids: tuple[str, ...],
    mode: int,
    sizes: Mapping[str, float],
    camps: Mapping[str, int],
    places: Places,
) -> tuple[Node, ...]:
    issue = mode == 2 or network.recipe.network == "issues"
    variable = "issue" if issue else network.recipe.actor
    found = []
    for node in ids:
        who = network.gathered.who.get(node)
        kind = who.kind if who else ""
        x, y = places[node]
        found.append(Node(node, network.label(node), kind, mode, variable, int(sizes[node]), camps.get(node, 0), x, y))
    return tuple(found)


def _tone(weight: float, network: Network, pair: bool) -> str:
    rule = network.rule
    if rule == "combine":
        levels = len(network.counts.qualified.levels)
        against = bool(int(weight) >> (levels - 1) & 1)
        return BOTH if against and int(weight) & 1 else AGAINST if against else FOR if int(weight) & 1 else PLAIN
    if rule == "subtract":
        return FOR if weight > 0 else AGAINST
    return {"congruence": FOR, "conflict": AGAINST}.get(rule, PLAIN)


def xml(text: str) -> str:
    """A text as it may stand in XML, in an attribute too; what XML has no place for is U+FFFD."""
    return (
        escape(_NOT_XML.sub("\ufffd", text), quote=True)
        .replace("\n", "&#10;")
        .replace("\r", "&#13;")
        .replace("\t", "&#9;")
    )


def number(weight: float) -> str:
    """A weight as a file has it: whole, or with all the digits it needs."""
    return str(int(weight)) if weight == int(weight) else repr(weight)
