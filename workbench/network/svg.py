"""Pictures as SVG: the network, the matrix, and polarity over time.

Agreement and support are green and unbroken, conflict and opposition red and broken; in the matrix the numbers have their sign,
and over time what is for stands above the line. So a print without colours says the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from workbench.network.graph import AGAINST, BOTH, FOR, PLAIN, Edge, Graph, Node, number, xml
from workbench.network.matrix import Matrix
from workbench.network.matrix_text import distinct
from workbench.network.polarity import Moment

GREEN, RED, BLUE, GREY = "#1b7837", "#b2182b", "#325ab4", "#707070"
_STROKES = {FOR: (GREEN, ""), AGAINST: (RED, "7 4"), BOTH: (BLUE, "2 3"), PLAIN: (GREY, "")}
_FILLS = ("#f4f4f4", "#9ecae1", "#fdd0a2", "#c7e9c0", "#dadaeb", "#fcc5c0", "#d9d9d9")
_LEGENDS = {FOR: "agreement, support", AGAINST: "conflict, opposition", BOTH: "both", PLAIN: "together"}

_WIDE, _HIGH, _TOP, _SIDE = 960, 640, 70, 150
_LETTER = 6.7
"""About how wide a letter of 12 pixels is."""
_CELL = 26


def network_svg(graph: Graph) -> str:
    """The network: actors as circles (their size says how much they say), issues as boxes, heavy edges thick."""
    return _page(graph.title, _WIDE, _HIGH, _network(graph))


def matrix_svg(matrix: Matrix, title: str, label: Callable[[str], str]) -> str:
    """The matrix as a table of squares, the darker the heavier, each with its number."""
    rows, columns = (distinct(ids, label) for ids in (matrix.rows, matrix.columns))
    left = 20 + round(_LETTER * max((len(name) for name in rows), default=0))
    top = _TOP + round(0.75 * _LETTER * max((len(name) for name in columns), default=0))
    wide = left + _CELL * len(columns) + round(0.75 * _LETTER * max((len(name) for name in columns), default=0)) + 20
    return _page(title, max(wide, 320), top + _CELL * len(rows) + 20, _matrix(matrix, rows, columns, left, top))


def timeline_svg(moments: Sequence[Moment], title: str) -> str:
    """For each window what speaks for and what against, the mean as a line, and polarization where it was asked for."""
    return _page(title, _WIDE, 360, _timeline(moments))


def _page(title: str, wide: int, high: int, lines: Iterator[str]) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}" '
        'font-family="Helvetica, Arial, sans-serif" font-size="12">'
    )
    body = "\n".join(lines)
    paper = f'<rect width="{wide}" height="{high}" fill="#ffffff"/>'
    return f"{head}\n<title>{xml(title)}</title>\n{paper}\n{_text(20, 28, title, 16)}\n{body}\n</svg>\n"


def _text(x: float, y: float, text: str, size: int = 12, anchor: str = "start", more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}"{more}>{xml(text)}</text>'


# The network


def _network(graph: Graph) -> Iterator[str]:
    places = {
        node.id: (_SIDE / 2 + node.x * (_WIDE - _SIDE), _TOP + node.y * (_HIGH - _TOP - 60)) for node in graph.nodes
    }
    heaviest = max((abs(edge.weight) for edge in graph.edges), default=1.0)
    for edge in sorted(graph.edges, key=lambda one: abs(one.weight)):
        yield _line(edge, places, heaviest)
    most = max((node.frequency for node in graph.nodes), default=1) or 1
    for node in graph.nodes:
        yield from _shape(node, *places[node.id], most)
    yield from _legend(graph)


def _line(edge: Edge, places: dict[str, tuple[float, float]], heaviest: float) -> str:
    (x1, y1), (x2, y2) = places[edge.source], places[edge.target]
    colour, dash = _STROKES[edge.tone]
    width = 0.8 + 6 * abs(edge.weight) / heaviest
    broken = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-opacity="0.6" '
        f'stroke-width="{width:.1f}"{broken}><title>{number(edge.weight)}</title></line>'
    )


def _shape(node: Node, x: float, y: float, most: int) -> Iterator[str]:
    radius = 7 + 11 * (node.frequency / most) ** 0.5
    style = f'fill="{_FILLS[min(node.camp, len(_FILLS) - 1)]}" stroke="#222222"'
    about = f"<title>{xml(node.label)}: {node.frequency}</title>"
    if node.mode == 1:
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" {style}>{about}</circle>'
    else:
        size = 1.7 * radius
        box = f'x="{x - size / 2:.1f}" y="{y - size / 2:.1f}" width="{size:.1f}" height="{size:.1f}" rx="4"'
        yield f"<rect {box} {style}>{about}</rect>"
    if node.camp:
        yield _text(x, y + 4, str(node.camp), 11, "middle")
    halo = ' paint-order="stroke" stroke="#ffffff" stroke-width="3"'
    label = node.label if len(node.label) <= 40 else f"{node.label[:39]}…"
    yield _text(x, y - radius - 4, label, 12, "middle", halo)


def _legend(graph: Graph) -> Iterator[str]:
    x = 20
    for tone in dict.fromkeys(edge.tone for edge in graph.edges):
        colour, dash = _STROKES[tone]
        broken = f' stroke-dasharray="{dash}"' if dash else ""
        yield f'<line x1="{x}" y1="{_HIGH - 24}" x2="{x + 36}" y2="{_HIGH - 24}" stroke="{colour}" stroke-width="4"{broken}/>'
        yield _text(x + 44, _HIGH - 20, _LEGENDS[tone])
        x += 60 + round(_LETTER * len(_LEGENDS[tone])) + 20
    camps = sorted({node.camp for node in graph.nodes if node.camp})
    for camp in camps:
        yield f'<circle cx="{x + 8}" cy="{_HIGH - 24}" r="8" fill="{_FILLS[min(camp, len(_FILLS) - 1)]}" stroke="#222222"/>'
        yield _text(x + 22, _HIGH - 20, f"faction {camp}")
        x += 100


# The matrix


def _matrix(matrix: Matrix, rows: Sequence[str], columns: Sequence[str], left: int, top: int) -> Iterator[str]:
    heaviest = max((abs(weight) for row in matrix.cells for weight in row), default=0.0) or 1.0
    for at, name in enumerate(columns):
        x, y = left + _CELL * at + _CELL * 0.6, top - 6
        yield _text(x, y, name, more=f' transform="rotate(-45 {x:.1f} {y:.1f})"')
    for down, (name, row) in enumerate(zip(rows, matrix.cells, strict=True)):
        y = top + _CELL * down
        yield _text(left - 8, y + 17, name, anchor="end")
        for across, weight in enumerate(row):
            yield from _square(left + _CELL * across, y, weight, heaviest, name, columns[across])


def _square(x: int, y: int, weight: float, heaviest: float, row: str, column: str) -> Iterator[str]:
    colour = GREEN if weight > 0 else RED if weight < 0 else "#ffffff"
    share = abs(weight) / heaviest
    yield (
        f'<rect x="{x}" y="{y}" width="{_CELL}" height="{_CELL}" fill="{colour}" '
        f'fill-opacity="{0.15 + 0.75 * share if weight else 1:.2f}" stroke="#dddddd">'
        f"<title>{xml(row)} × {xml(column)}: {number(weight)}</title></rect>"
    )
    if weight:
        ink = ' fill="#ffffff"' if share > 0.6 else ""
        yield _text(x + _CELL / 2, y + 17, _short(weight), 11, "middle", ink)


def _short(weight: float) -> str:
    """A number of a few letters, with a true minus."""
    text = str(int(weight)) if weight == int(weight) else f"{weight:.2f}"
    return text.replace("-", "−").replace("0.", ".")


# Over time


def _timeline(moments: Sequence[Moment]) -> Iterator[str]:
    left, right, top, bottom = 60, _WIDE - 20, 60, 300
    middle = (top + bottom) / 2
    most = max((max(one.balance.support, one.balance.oppose) for one in moments), default=0.0) or 1.0
    step = (right - left) / max(1, len(moments))
    yield f'<line x1="{left}" y1="{middle}" x2="{right}" y2="{middle}" stroke="#222222"/>'
    half = (bottom - top) / 2
    for at, one in enumerate(moments):
        x = left + at * step
        for value, colour, sign in ((one.balance.support, GREEN, -1), (one.balance.oppose, RED, 1)):
            high = half * value / most
            y = middle - high if sign < 0 else middle
            about = f"<title>{one.window.middle:%Y-%m-%d}: {number(round(value, 6))}</title>"
            yield (
                f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(0.5, step * 0.9):.1f}" height="{high:.1f}" '
                f'fill="{colour}" fill-opacity="0.45">{about}</rect>'
            )
    means = [
        (left + (at + 0.45) * step, middle - half * one.balance.mean) if one.balance.total else None
        for at, one in enumerate(moments)
    ]
    yield from _lines(means, "#222222", "")
    divided = [
        (left + (at + 0.45) * step, bottom - (bottom - top) * one.polarization)
        if one.polarization is not None
        else None
        for at, one in enumerate(moments)
    ]
    yield from _lines(divided, BLUE, "4 3")
    for text, y in (("+1", top + 5), ("0", middle + 4), ("−1", bottom + 4)):
        yield _text(left - 8, y, text, anchor="end")
    for at in sorted({0, len(moments) // 2, len(moments) - 1} if moments else ()):
        anchor = "end" if at and at == len(moments) - 1 else "start"
        x = right if anchor == "end" else left + at * step
        yield _text(x, bottom + 22, f"{moments[at].window.middle:%Y-%m-%d}", anchor=anchor)
    what = "bars: statements for (up) and against (down); line: their mean" + (
        "; broken line: polarization" if divided else ""
    )
    yield _text(left, bottom + 44, what)


def _lines(points: Sequence[tuple[float, float] | None], colour: str, dash: str) -> Iterator[str]:
    """Lines through the points, broken where there is none; a point alone is a dot."""
    runs: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point is not None:
            runs[-1].append(point)
        elif runs[-1]:
            runs.append([])
    broken = f' stroke-dasharray="{dash}"' if dash else ""
    for run in filter(None, runs):
        yield f'<circle cx="{run[0][0]:.1f}" cy="{run[0][1]:.1f}" r="2.5" fill="{colour}"/>'
        if len(run) > 1:
            places = " ".join(f"{x:.1f},{y:.1f}" for x, y in run)
            yield f'<polyline points="{places}" fill="none" stroke="{colour}" stroke-width="2"{broken}/>'
