"""GEXF 1.2, for Gephi: weights, attributes, colours and the places of a drawing."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.network.graph import AGAINST, BOTH, FOR, PLAIN, Graph, Node, number, xml

_NODE_KEYS = (
    ("kind", "string"),
    ("variable", "string"),
    ("mode", "integer"),
    ("frequency", "integer"),
    ("faction", "integer"),
)
_COLOURS = {FOR: (27, 120, 55), AGAINST: (178, 24, 43), BOTH: (50, 90, 180), PLAIN: (110, 110, 110)}


def gexf(graph: Graph) -> str:
    """The graph as GEXF. Weights are never negative there: a negative one is given as its size, and its sign as ``tone``."""
    return "\n".join(_document(graph)) + "\n"


def _document(graph: Graph) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.2draft/viz" version="1.2">'
    yield f"  <meta><creator>workbench</creator><description>{xml(graph.title)}</description></meta>"
    yield '  <graph defaultedgetype="undirected" mode="static">'
    yield '    <attributes class="node">'
    for name, kind in _NODE_KEYS:
        yield f'      <attribute id="{name}" title="{name}" type="{kind}"/>'
    yield "    </attributes>"
    yield '    <attributes class="edge"><attribute id="tone" title="tone" type="string"/></attributes>'
    yield "    <nodes>"
    for node in graph.nodes:
        yield from _node(node)
    yield "    </nodes>"
    yield "    <edges>"
    for at, edge in enumerate(graph.edges):
        red, green, blue = _COLOURS[edge.tone]
        yield (
            f'      <edge id="{at}" source="{xml(edge.source)}" target="{xml(edge.target)}" '
            f'weight="{number(abs(edge.weight))}"><attvalues><attvalue for="tone" value="{edge.tone}"/></attvalues>'
            f'<viz:color r="{red}" g="{green}" b="{blue}"/></edge>'
        )
    yield "    </edges>"
    yield "  </graph>"
    yield "</gexf>"


def _node(node: Node) -> Iterator[str]:
    yield f'      <node id="{xml(node.id)}" label="{xml(node.label)}">'
    values = (node.kind, node.variable, node.mode, node.frequency, node.camp)
    pairs = "".join(
        f'<attvalue for="{name}" value="{xml(str(value))}"/>'
        for (name, _), value in zip(_NODE_KEYS, values, strict=True)
    )
    yield f"        <attvalues>{pairs}</attvalues>"
    yield f'        <viz:position x="{1000 * node.x:.1f}" y="{1000 * (1 - node.y):.1f}" z="0"/>'
    yield "      </node>"
