"""The records of several annotators in groups: what one thing in the text became in each file.

Two annotators are matched as ``matching`` says. For more, every two are matched in that way; then groups grow by average
linkage: again and again the two groups with the least mean cost between their members become one, if they have no
annotator in common, the mean is below ``LIMIT``, and the best matching of some two annotators joined a member of the one
to a member of the other. A pair without anything in common costs 1 in the mean. Nobody is the measure of the others: the
order of the annotators decides nothing, and among equally good groupings the annotators' names do.
"""

from __future__ import annotations

import heapq
import sys
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from workbench.core.annotation import Annotations, Record
from workbench.core.codebook import Codebook, Layer
from workbench.core.errors import UsageError
from workbench.review.cost import LIMIT
from workbench.review.matching import Matcher, Side

Files = Sequence[tuple[str, Annotations]]
"""Annotator and annotations, one article; a source of suggestions takes part as an annotator."""

_Node = tuple[int, int]
"""A record as (index of its side by the annotators' names, index in the side)."""

_Edge = tuple[_Node, _Node, float]
"""Two records that the best matching of their annotators joined, and their cost."""


@dataclass(frozen=True, slots=True)
class Group:
    """What several annotators made of one thing: at most one record each, in the order of the files."""

    layer: str
    records: Mapping[str, Record]
    cost: float = 0.0
    """The mean cost over all pairs of its records, 0 to 1; 0 for a single one."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """All groups of all layers of some files."""

    files: tuple[tuple[str, Annotations], ...]
    groups: tuple[Group, ...]
    _home: Mapping[tuple[str, str], Group] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        home = {(name, record.id): group for group in self.groups for name, record in group.records.items()}
        object.__setattr__(self, "_home", home)

    @property
    def annotators(self) -> tuple[str, ...]:
        """Who takes part, in the order of the files."""
        return tuple(name for name, _ in self.files)

    def home(self, annotator: str, record_id: str) -> Group | None:
        """The group that holds this record of this annotator; None where there is no such record."""
        return self._home.get((annotator, record_id))

    def of_layer(self, layer: str) -> list[Group]:
        """The groups of one layer, in the order of the text."""
        return [group for group in self.groups if group.layer == layer]


def align(
    files: Files, layer: Layer, codebook: Codebook, *, among: Container[tuple[str, str]] | None = None
) -> list[Group]:
    """The records of one layer in groups, in the order of the text; every record stands in exactly one group.

    ``among`` leaves out all records but those named in it as (annotator, id); they still count as what others refer to.
    Raises UsageError where an annotator stands twice.
    """
    names = [name for name, _ in files]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise UsageError(f"{', '.join(twice)} stands twice among the annotators to compare")
    by_name = sorted(files, key=lambda file: file[0])
    sides = [Side.of(name, state, layer, codebook, among) for name, state in by_name]
    matcher = Matcher(layer)
    edges: list[_Edge] = []
    for left, right in combinations(range(len(sides)), 2):
        for one, other, cost in matcher.pairs(sides[left], sides[right]):
            edges.append(((left, one), (right, other), cost))
    members = [(side, index) for side in range(len(sides)) for index in range(len(sides[side].records))]
    grouped = _Linkage(sides, matcher).group(members, edges)
    place = {name: number for number, name in enumerate(names)}
    groups = [(_order(nodes, sides, files, place), _group(layer, nodes, sides, matcher, place)) for nodes in grouped]
    return [group for _, group in sorted(groups, key=lambda found: found[0])]


def align_all(files: Files, codebook: Codebook) -> Alignment:
    """Every layer of the codebook aligned. Raises UsageError where an annotator stands twice."""
    groups = [group for layer in codebook.layers for group in align(files, layer, codebook)]
    return Alignment(tuple(files), tuple(groups))


def _group(
    layer: Layer, nodes: Iterable[_Node], sides: Sequence[Side], matcher: Matcher, place: Mapping[str, int]
) -> Group:
    ordered = sorted(nodes, key=lambda node: place[sides[node[0]].annotator])
    records = {sides[side].annotator: sides[side].records[index] for side, index in ordered}
    found = [sides[side].features[index] for side, index in sorted(ordered)]
    costs = [matcher.cost(one, other) for one, other in combinations(found, 2)]
    return Group(layer.name, records, sum(costs) / len(costs) if costs else 0.0)


def _order(
    nodes: Iterable[_Node], sides: Sequence[Side], files: Files, place: Mapping[str, int]
) -> tuple[int, int, list[tuple[str, str]]]:
    """Where a group stands: the first place of its records, then the names of its annotators."""
    best = (sys.maxsize, sys.maxsize)
    names: list[tuple[str, str]] = []
    for side, index in nodes:
        record, annotator = sides[side].records[index], sides[side].annotator
        span = record.span or files[place[annotator]][1].place(record)
        if span is not None:
            best = min(best, (span.start, span.end))
        names.append((annotator, record.id))
    return (*best, sorted(names))


class _Linkage:
    """Groups growing by average linkage along the matchings of every two annotators."""

    def __init__(self, sides: Sequence[Side], matcher: Matcher) -> None:
        self._sides = sides
        self._matcher = matcher

    def group(self, nodes: Sequence[_Node], edges: Sequence[tuple[_Node, _Node, float]]) -> list[tuple[_Node, ...]]:
        """The nodes in groups."""
        if len(self._sides) <= 2:
            paired = {node for one, other, _ in edges for node in (one, other)}
            return [(one, other) for one, other, _ in edges] + [(node,) for node in nodes if node not in paired]
        linked: list[tuple[_Node, ...]] = []
        for component, inner in _components(nodes, edges):
            distinct = len({side for side, _ in component}) == len(component)
            if distinct and len(inner) == len(component) * (len(component) - 1) // 2:
                linked.append(component)  # everybody was matched to everybody, so linkage would join them all
            else:
                linked += self._link(component, inner)
        return linked

    def _link(self, nodes: Sequence[_Node], edges: Sequence[_Edge]) -> list[tuple[_Node, ...]]:
        groups: dict[int, tuple[_Node, ...]] = {number: (node,) for number, node in enumerate(nodes)}
        number_of = {node: number for number, node in enumerate(nodes)}
        near: dict[int, set[int]] = {number: set() for number in groups}
        heap: list[tuple[float, tuple[_Node, ...], int, int]] = []
        for one, other, cost in edges:
            left, right = number_of[one], number_of[other]
            near[left].add(right)
            near[right].add(left)
            heap.append((round(cost, 9), (one, other), left, right))
        heapq.heapify(heap)
        while heap:
            _, joined, left, right = heapq.heappop(heap)
            if left not in groups or right not in groups:
                continue
            new = len(near)
            del groups[left], groups[right]
            groups[new] = joined
            near[new] = {number for number in near[left] | near[right] if number in groups}
            for number in near[new]:
                near[number].add(new)
                self._offer(heap, groups, new, number)
        return list(groups.values())

    def _offer(
        self,
        heap: list[tuple[float, tuple[_Node, ...], int, int]],
        groups: Mapping[int, tuple[_Node, ...]],
        left: int,
        right: int,
    ) -> None:
        if {side for side, _ in groups[left]} & {side for side, _ in groups[right]}:
            return
        costs = sorted(self._cost(one, other) for one in groups[left] for other in groups[right])
        mean = round(sum(costs) / len(costs), 9)
        if mean < LIMIT:
            heapq.heappush(heap, (mean, tuple(sorted(groups[left] + groups[right])), left, right))

    def _cost(self, one: _Node, other: _Node) -> float:
        return self._matcher.cost(self._sides[one[0]].features[one[1]], self._sides[other[0]].features[other[1]])


def _components(nodes: Sequence[_Node], edges: Sequence[_Edge]) -> list[tuple[tuple[_Node, ...], list[_Edge]]]:
    """The nodes that hang together, each with its edges."""
    parent = {node: node for node in nodes}

    def root(node: _Node) -> _Node:
        while parent[node] != node:
            parent[node] = node = parent[parent[node]]
        return node

    for one, other, _ in edges:
        parent[root(one)] = root(other)
    members: dict[_Node, list[_Node]] = {}
    inner: dict[_Node, list[_Edge]] = {}
    for node in nodes:
        members.setdefault(root(node), []).append(node)
    for edge in edges:
        inner.setdefault(root(edge[0]), []).append(edge)
    return [(tuple(found), inner.get(top, [])) for top, found in members.items()]
