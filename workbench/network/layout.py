"""Where the nodes of a drawing lie: forces pull along edges and push everything apart, the same way each time.

The method is that of Fruchterman and Reingold (1991), begun on a circle; edges with negative weights do not pull. The
result is turned so that its longer side lies level.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

Places = Mapping[str, tuple[float, float]]

_STEPS = 120
_WORK = 400_000
"""So many pairs are moved at most; larger networks take fewer steps."""
_MARGIN = 0.06


def placed(nodes: Sequence[str], edges: Iterable[tuple[str, str, float]]) -> Places:
    """Each node's place, x and y from 0 to 1."""
    size = len(nodes)
    if size == 1:
        return {nodes[0]: (0.5, 0.5)}
    index = {node: at for at, node in enumerate(nodes)}
    pulls = [(index[a], index[b], weight) for a, b, weight in edges if weight > 0 and a != b]
    strongest = max((weight for *_, weight in pulls), default=1.0)
    points = [(math.cos(2 * math.pi * at / size), math.sin(2 * math.pi * at / size)) for at in range(size)]
    ideal = 2 / math.sqrt(size or 1)
    steps = max(8, min(_STEPS, _WORK // (size * size + 1)))
    for step in range(steps):
        heat = 0.25 * (1 - step / steps)
        points = _moved(points, pulls, strongest, ideal, heat)
    return dict(zip(nodes, _scaled(_level(points)), strict=True))


def _moved(
    points: Sequence[tuple[float, float]],
    pulls: Sequence[tuple[int, int, float]],
    strongest: float,
    ideal: float,
    heat: float,
) -> list[tuple[float, float]]:
    """The points one step further; nothing moves more than ``heat``."""
    size = len(points)
    dx, dy = [-0.05 * x for x, _ in points], [-0.05 * y for _, y in points]
    for i in range(size):
        x, y = points[i]
        for j in range(i):
            across, down = x - points[j][0], y - points[j][1]
            apart = across * across + down * down or 1e-6
            push = ideal * ideal / apart
            dx[i] += across * push
            dy[i] += down * push
            dx[j] -= across * push
            dy[j] -= down * push
    for i, j, weight in pulls:
        across, down = points[i][0] - points[j][0], points[i][1] - points[j][1]
        pull = math.hypot(across, down) / ideal * (0.2 + 0.8 * weight / strongest)
        dx[i] -= across * pull
        dy[i] -= down * pull
        dx[j] += across * pull
        dy[j] += down * pull
    found = []
    for at, (x, y) in enumerate(points):
        length = math.hypot(dx[at], dy[at])
        scale = min(length, heat) / length if length else 0.0
        found.append((x + dx[at] * scale, y + dy[at] * scale))
    return found


def _level(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The points turned about their middle until they spread most from left to right."""
    size = len(points) or 1
    middle_x, middle_y = sum(x for x, _ in points) / size, sum(y for _, y in points) / size
    moved = [(x - middle_x, y - middle_y) for x, y in points]
    spread_x, spread_y = sum(x * x for x, _ in moved), sum(y * y for _, y in moved)
    angle = 0.5 * math.atan2(2 * sum(x * y for x, y in moved), spread_x - spread_y)
    cos, sin = math.cos(angle), math.sin(angle)
    return [(x * cos + y * sin, y * cos - x * sin) for x, y in moved]


def _scaled(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The points within the drawing, each direction stretched to its width."""
    sides = []
    for axis in (0, 1):
        values = [point[axis] for point in points]
        low, wide = min(values, default=0.0), max(values, default=0.0) - min(values, default=0.0)
        sides.append([_MARGIN + (1 - 2 * _MARGIN) * ((value - low) / wide if wide > 1e-9 else 0.5) for value in values])
    return [(round(x, 4), round(y, 4)) for x, y in zip(*sides, strict=True)]
