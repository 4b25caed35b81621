"""The files of other programs, read by them: networkx reads GraphML and GEXF, a reader of its own DL, csv the matrix."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.codebook import Codebook
from workbench.network.building import Network, Recipe, build, series
from workbench.network.factions import factions
from workbench.network.gexf import gexf
from workbench.network.graph import FOR, graph_of
from workbench.network.graphml import graphml, visone
from workbench.network.layout import placed
from workbench.network.matrix_text import matrix_csv, matrix_values, series_csv, ucinet_dl
from workbench.network.polarity import over_time
from workbench.network.statement import Gathered, Statement, Who
from workbench.network.svg import matrix_svg, network_svg, timeline_svg

from .dl_reader import read_dl
from .sample import dna_statements, said

CODEBOOK = Codebook(1, "", ())
SVG = "{http://www.w3.org/2000/svg}"
NASTY = {
    "a": Who('Ann "A" & <Lee>', "organization"),
    "b": Who("Bob; the\tsecond\nline", "person"),
    "c": Who("\x1b[31m\ud800红", "state"),
    "d": Who("Bob; the\tsecond\nline", "person"),
}


def network(statements: list[Statement], recipe: Recipe | None = None, who: dict[str, Who] | None = None) -> Network:
    return build(Gathered(tuple(statements), who or {}), CODEBOOK, recipe or Recipe())


FOUND = [said("a", "x"), said("b", "x", -1), said("c", "x"), said("d", "y", -1), said("a", "y", -1), said("c", "y", 0)]

networks = st.builds(
    lambda found, kind: network(found, Recipe(kind, "subtract"), NASTY),
    st.lists(st.builds(said, st.sampled_from("abcd"), st.sampled_from("xyz"), st.sampled_from((-1, 0, 1))), min_size=1),
    st.sampled_from(("two-mode", "actors", "issues")),
)


def weights(network: Network) -> dict[tuple[str, str], float]:
    return {(row, column): weight for row, column, weight in network.matrix.edges()}


@settings(max_examples=40, deadline=None)
@given(networks)
def test_networkx_reads_graphml(one: Network) -> None:
    for write in (graphml, visone):
        graph = networkx.read_graphml(io.BytesIO(write(graph_of(one)).encode("utf-8")))
        ids = {node: data["id"] for node, data in graph.nodes(data=True)}
        found = {(ids[a], ids[b]): data["weight"] for a, b, data in graph.edges(data=True)}
        either = {**found, **{(b, a): weight for (a, b), weight in found.items()}}
        assert len(found) == len(weights(one))
        assert all(either[pair] == weight for pair, weight in weights(one).items())
        assert set(ids.values()) == {*one.matrix.rows, *one.matrix.columns}
        assert not graph.is_directed()


@settings(max_examples=40, deadline=None)
@given(networks)
def test_networkx_reads_gexf(one: Network) -> None:
    graph = networkx.read_gexf(io.BytesIO(gexf(graph_of(one)).encode("utf-8")))
    for (a, b), weight in weights(one).items():
        data = graph.edges[a, b]
        assert float(data["weight"]) == abs(weight)
        assert data["tone"] == ("for" if weight > 0 else "against")
    assert set(graph.nodes) == {*one.matrix.rows, *one.matrix.columns}
    assert graph.number_of_edges() == len(weights(one))


@settings(max_examples=40, deadline=None)
@given(networks)
def test_a_reader_of_dl_reads_dl(one: Network) -> None:
    rows, columns, cells = read_dl(ucinet_dl(one.matrix, one.label))
    assert cells == [list(row) for row in one.matrix.cells]
    assert (len(set(rows)), len(set(columns))) == (len(one.matrix.rows), len(one.matrix.columns))


@settings(max_examples=40, deadline=None)
@given(networks)
def test_csv_is_read_by_csv(one: Network) -> None:
    read = list(csv.reader(io.StringIO(matrix_csv(one.matrix, one.label), newline=""), delimiter=";"))
    assert read[0][0] == ""
    assert [[float(cell) for cell in row[1:]] for row in read[1:]] == [list(row) for row in one.matrix.cells]
    assert len(set(read[0])) == len(read[0])


def test_csv_is_that_of_dna() -> None:
    lines = matrix_csv(network(dna_statements()).matrix, str).splitlines()
    assert lines[0].startswith('"";"issue:Cap and trade is the solution."')
    assert lines[1].startswith('"Alliance to Save Energy";')
    assert ";".join(lines[1].split(";")[1:]).replace(";", "").isdigit()
    shares = matrix_csv(network(dna_statements(), Recipe(norm="activity")).matrix, str)
    assert ";0.250000" in shares


def test_weights_that_are_no_whole_numbers_stay_exact_in_graphs() -> None:
    one = network(dna_statements(), Recipe("actors", "congruence", "average"))
    graph = networkx.read_graphml(io.BytesIO(graphml(graph_of(one)).encode("utf-8")))
    assert sum(data["weight"] for *_, data in graph.edges(data=True)) * 2 == pytest.approx(one.matrix.total, abs=1e-12)


def test_visone_gets_the_shapes_and_colours_of_dna() -> None:
    text = visone(graph_of(network(FOUND, Recipe(rule="combine"))))
    root = ElementTree.fromstring(text)
    spaces = {"g": "http://graphml.graphdrawing.org/xmlns", "y": "http://www.yworks.com/xml/graphml"}
    keys = {one.get("id"): one.get("attr.type") for one in root.findall("g:key", spaces)}
    assert keys["frequency"] == "int"
    assert keys["weight"] == "double"
    assert {"d0", "e0", "prop", "id", "name", "variable"} <= keys.keys()
    shapes = [one.get("type") for one in root.iter(f"{{{spaces['y']}}}Shape")]
    assert shapes == ["ellipse"] * 4 + ["roundrectangle"] * 2
    colours = {one.get("color") for one in root.iter(f"{{{spaces['y']}}}LineStyle")}
    assert colours == {"#00ff00", "#ff0000", "#000000"}
    assert 'edgedefault="undirected"' in text


def test_factions_are_attributes() -> None:
    one = network(dna_statements(), Recipe("actors"))
    graph = networkx.read_graphml(io.BytesIO(graphml(graph_of(one, camps=factions(one.counts))).encode("utf-8")))
    camps = {data["name"]: data["faction"] for _, data in graph.nodes(data=True)}
    assert camps["Senate"] == camps["National Petrochemical & Refiners Association"] == 2
    assert camps["Sierra Club"] == 1


def test_networkx_finds_the_same_strength() -> None:
    one = network(dna_statements(), Recipe("actors", "ignore"))
    graph = networkx.read_graphml(io.BytesIO(graphml(graph_of(one)).encode("utf-8")))
    degrees = {graph.nodes[node]["id"]: degree for node, degree in graph.degree(weight="weight")}
    assert degrees == {row: sum(cells) for row, cells in zip(one.matrix.rows, one.matrix.cells, strict=True)}
    assert sum(degrees.values()) == 276


@settings(max_examples=25, deadline=None)
@given(networks)
def test_pictures_are_xml_with_everything_in_them(one: Network) -> None:
    graph = graph_of(one)
    root = ElementTree.fromstring(network_svg(graph))
    shapes = [*root.iter(f"{SVG}circle"), *root.iter(f"{SVG}rect")]
    assert len(shapes) == len(graph.nodes) + 1
    lines = [line for line in root.iter(f"{SVG}line") if line.find(f"{SVG}title") is not None]
    assert len(lines) == len(graph.edges)
    for line, edge in zip(lines, sorted(graph.edges, key=lambda edge: abs(edge.weight)), strict=True):
        assert ("stroke-dasharray" in line.attrib) == (edge.tone != FOR)
    squares = ElementTree.fromstring(matrix_svg(one.matrix, "m", one.label)).iter(f"{SVG}rect")
    assert sum(1 for _ in squares) == len(one.matrix.rows) * len(one.matrix.columns) + 1
    json.dumps(matrix_values(one.matrix, str))


def test_a_picture_of_time() -> None:
    found = [said("a", "x", side, f"2024-0{month}-01") for month, side in ((1, 1), (2, -1), (3, 1))]
    moments = over_time(network(found), "months", 1)
    assert [(one.balance.support, one.balance.oppose, one.balance.mean) for one in moments] == [
        (1, 0, 1),
        (0, 1, -1),
        (1, 0, 1),
    ]
    root = ElementTree.fromstring(timeline_svg(moments, "t"))
    assert sum(1 for _ in root.iter(f"{SVG}rect")) == 7


def test_polarization_over_time_is_that_of_each_window() -> None:
    one = network(dna_statements(), Recipe("actors"))
    (whole,) = over_time(one, "years", 2, camps=2)
    found = factions(one.counts)
    assert found is not None
    assert whole.polarization == pytest.approx(found.polarization)


def test_a_series_has_the_same_nodes_and_sums_to_the_whole() -> None:
    one = network(dna_statements())
    found = series(one, "days", 1)
    assert {(matrix.rows, matrix.columns) for _, matrix in found} == {(one.matrix.rows, one.matrix.columns)}
    assert sum(matrix.total for _, matrix in found) == 40
    read = list(
        csv.DictReader(io.StringIO(series_csv(((each.middle, matrix) for each, matrix in found), str)), delimiter=";")
    )
    assert sum(float(row["weight"]) for row in read) == 40


def test_a_kernel_over_all_time_is_the_network_by_its_weight() -> None:
    one = network(
        [said(actor, "x", side, "2024-01-01") for actor, side in (("a", 1), ("b", -1), ("c", 1))], Recipe("actors")
    )
    ((_, matrix),) = series(one, "days", 2, "epanechnikov")
    assert matrix.total == pytest.approx(one.matrix.total * 0.75)


def test_behind_a_cell_and_an_edge_stand_its_statements() -> None:
    one = network(dna_statements(), Recipe("actors"))
    cell = one.behind_cell("Senate", "issue:CO2 legislation will not hurt the economy.")
    assert [each.record for each in cell] == ["s-000006", "s-000008"]
    edge = one.behind_edge("Senate", "Sierra Club")
    assert {each.organization for each in edge} == {"Senate", "Sierra Club"}
    shared = {each.concept for each in edge if each.organization == "Senate"}
    assert shared == {each.concept for each in edge if each.organization == "Sierra Club"}
    assert network(FOUND, Recipe("issues")).behind_edge("issue:x", "issue:y") == [
        FOUND[0],
        FOUND[4],
        FOUND[2],
        FOUND[5],
    ]


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 12), st.data())
def test_a_drawing_is_the_same_each_time_and_keeps_to_its_page(size: int, data: st.DataObject) -> None:
    nodes = [str(at) for at in range(size)]
    edge = st.tuples(st.sampled_from(nodes), st.sampled_from(nodes), st.floats(-3, 3))
    edges = data.draw(st.lists(edge, max_size=8))
    places = placed(nodes, edges)
    assert places == placed(nodes, edges)
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in places.values())
    assert len(set(places.values())) == size
