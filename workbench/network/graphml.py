"""GraphML: plain, for Gephi, igraph and networkx; and as DNA writes it for visone, with shapes and colours."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.network.graph import AGAINST, BOTH, FOR, PLAIN, Edge, Graph, Node, number, xml

_NAMESPACE = 'xmlns="http://graphml.graphdrawing.org/xmlns"'
_SCHEMA = "http://graphml.graphdrawing.org/xmlns"
_PLAIN_HEAD = (
    f'<graphml {_NAMESPACE} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    f'xsi:schemaLocation="{_SCHEMA} {_SCHEMA}/1.0/graphml.xsd">'
)
_VISONE_HEAD = (
    f'<graphml {_NAMESPACE} xmlns:visone="http://visone.info/xmlns" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:y="http://www.yworks.com/xml/graphml" '
    f'xsi:schemaLocation="{_SCHEMA}/graphml http://www.yworks.com/xml/schema/graphml/1.0/ygraphml.xsd ">'
)
_KEYS = (
    ("id", "node", "string"),
    ("name", "node", "string"),
    ("kind", "node", "string"),
    ("variable", "node", "string"),
    ("mode", "node", "int"),
    ("frequency", "node", "int"),
    ("faction", "node", "int"),
    ("weight", "edge", "double"),
    ("tone", "edge", "string"),
)
_LINES = {FOR: "#00ff00", AGAINST: "#ff0000", BOTH: "#0000ff", PLAIN: "#000000"}
_FILLS = ("#ffffff", "#6baed6", "#fdae6b", "#a1d99b", "#bcbddc", "#fa9fb5", "#d9d9d9")
_WIDE, _HIGH = 800, 600


def graphml(graph: Graph) -> str:
    """The graph as plain GraphML."""
    return "\n".join(_document(graph, visone=False)) + "\n"


def visone(graph: Graph) -> str:
    """The graph as GraphML for visone, with the places of a drawing."""
    return "\n".join(_document(graph, visone=True)) + "\n"


def _document(graph: Graph, *, visone: bool) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield _VISONE_HEAD if visone else _PLAIN_HEAD
    if visone:
        yield '  <key for="node" id="d0" yfiles.type="nodegraphics"/>'
        yield '  <key for="edge" id="e0" yfiles.type="edgegraphics"/>'
        yield '  <key for="graph" id="prop" attr.name="properties" attr.type="string" visone.type="properties"/>'
    for name, place, kind in _KEYS:
        yield f'  <key id="{name}" for="{place}" attr.name="{name}" attr.type="{kind}"/>'
    sizes = f'parse.nodes="{len(graph.nodes)}" parse.edges="{len(graph.edges)}" parse.order="free"'
    yield f'  <graph id="DNA" edgedefault="undirected" {sizes}>' if visone else '  <graph edgedefault="undirected">'
    if visone:
        labels = '<visone:labelAttribute edgeLabel="weight" nodeLabel="name"/>'
        yield f'    <data key="prop">{labels}</data>'
    ids = {node.id: f"n{at}" for at, node in enumerate(graph.nodes, 1)}
    for node in graph.nodes:
        yield from _node(node, ids[node.id], visone)
    for edge in graph.edges:
        yield from _edge(edge, ids, visone)
    yield "  </graph>"
    yield "</graphml>"


def _node(node: Node, node_id: str, visone: bool) -> Iterator[str]:
    yield f'    <node id="{node_id}">'
    values = (node.id, node.label, node.kind, node.variable, node.mode, node.frequency, node.camp)
    for (name, *_), value in zip(_KEYS, values, strict=False):
        yield f'      <data key="{name}">{xml(str(value))}</data>'
    if visone:
        yield f'      <data key="d0"><visone:shapeNode><y:ShapeNode>{_shape(node)}</y:ShapeNode></visone:shapeNode></data>'
    yield "    </node>"


def _shape(node: Node) -> str:
    fill = _FILLS[min(node.camp, len(_FILLS) - 1)]
    return (
        f'<y:Geometry height="20.0" width="20.0" x="{node.x * _WIDE:.1f}" y="{node.y * _HIGH:.1f}"/>'
        f'<y:Fill color="{fill}" transparent="false"/><y:BorderStyle color="#000000" type="line" width="1.0"/>'
        '<y:NodeLabel alignment="center" autoSizePolicy="content" backgroundColor="#FFFFFF" fontFamily="Dialog" '
        'fontSize="12" fontStyle="plain" hasLineColor="false" height="19.0" modelName="eight_pos" modelPosition="n" '
        f'textColor="#000000" visible="true">{xml(node.label)}</y:NodeLabel>'
        f'<y:Shape type="{"ellipse" if node.mode == 1 else "roundrectangle"}"/>'
    )


def _edge(edge: Edge, ids: dict[str, str], visone: bool) -> Iterator[str]:
    yield f'    <edge source="{ids[edge.source]}" target="{ids[edge.target]}">'
    yield f'      <data key="weight">{number(edge.weight)}</data>'
    yield f'      <data key="tone">{edge.tone}</data>'
    if visone:
        line = f'<y:LineStyle color="{_LINES[edge.tone]}" type="line" width="2.0"/>'
        yield (
            f'      <data key="e0"><visone:polyLineEdge><y:PolyLineEdge>{line}</y:PolyLineEdge></visone:polyLineEdge></data>'
        )
    yield "    </edge>"
