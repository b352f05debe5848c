"""Exports: each is read back by another program and says the same."""

import io
import json
import re

import networkx as nx
import pydot
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interventions.export import to_dot, to_graphml, to_json
from interventions.graph import graph
from interventions.means import means
from levels.belief import belief
from levels.pack import read

# pydot has not yet followed the new names of its parser.
pytestmark = pytest.mark.filterwarnings("ignore:.*deprecated - use:DeprecationWarning")

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
HOSTILE = (
    'The "first"',
    'a"]; b [label="c',
    "ends in a backslash \\",
    'quoted backslash \\"',
    "\\N \\G \\l",
    "two\nlines",
    "<b>bold</b> & <![CDATA[ ]]>",
    "node",
    "digraph { a -> b }",
    "// no comment /* nor this */ # nor this",
    "中文 ñ 🙂 \u2028 \u200f",
    "{a|b} ${c} %s",
)
# XML forbids control characters, and reads each kind of line end as one.
texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn")) | st.just("\n"), min_size=1
)


@pytest.fixture(scope="module")
def whole() -> nx.DiGraph:
    documents = read()
    believed = belief(documents)
    return graph(believed, means(documents, believed))


def named(name: str) -> nx.DiGraph:
    """Return a graph of two nodes and an edge with an awkward name everywhere."""
    small = nx.DiGraph()
    small.add_node("node", kind="fact", name=name, states=["yes", "no"])
    small.add_node("edge", kind="intervention", name=name, field=1.5, number=3)
    small.add_edge("node", "edge", kind="requires", operators=name)
    return small


def flat(whole: nx.DiGraph) -> nx.DiGraph:
    """Return the graph as a format without lists can hold it."""
    copy = nx.DiGraph(whole)
    for _, data in copy.nodes(data=True):
        if "states" in data:
            data["states"] = ",".join(data["states"])
    return copy


def same(a: nx.DiGraph, b: nx.DiGraph) -> bool:
    nodes = dict(a.nodes(data=True)) == dict(b.nodes(data=True))
    return nodes and _edges(a) == _edges(b)


def _edges(some: nx.DiGraph) -> dict:
    return {(a, b): data for a, b, data in some.edges(data=True)}


def from_json(text: str) -> nx.DiGraph:
    return nx.node_link_graph(json.loads(text), edges="edges")


def from_graphml(text: str) -> nx.DiGraph:
    return nx.read_graphml(io.BytesIO(text.encode("utf-8")))


def from_dot(text: str) -> nx.DiGraph:
    """Return a graph of texts, in which the label of a node is its name."""
    (parsed,) = pydot.graph_from_dot_data(text)
    found = nx.DiGraph()
    for node in parsed.get_nodes():
        data = {key: _plain(value) for key, value in node.get_attributes().items()}
        found.add_node(_plain(node.get_name()), name=data.pop("label"), **data)
    for edge in parsed.get_edges():
        data = {key: _plain(value) for key, value in edge.get_attributes().items()}
        ends = _plain(edge.get_source()), _plain(edge.get_destination())
        found.add_edge(*ends, **data)
    return found


def _plain(quoted: str) -> str:
    assert quoted[0] == quoted[-1] == '"'
    meaning = {"n": "\n", '"': '"', "\\": "\\"}
    return re.sub(r"\\(.)", lambda found: meaning[found[1]], quoted[1:-1])


def spelled(whole: nx.DiGraph) -> nx.DiGraph:
    """Return the graph with every attribute as text, as in DOT."""
    copy = flat(whole)
    for _, data in copy.nodes(data=True):
        data.update({key: str(value) for key, value in data.items()})
    for _, _, data in copy.edges(data=True):
        data.update({key: str(value) for key, value in data.items()})
    return copy


def test_json_of_the_pack_is_read_back_as_it_was(whole: nx.DiGraph) -> None:
    found = from_json(to_json(whole))
    assert isinstance(found, nx.DiGraph)
    assert not found.is_multigraph()
    assert same(found, whole)


def test_graphml_of_the_pack_is_read_back_with_lists_joined(whole: nx.DiGraph) -> None:
    found = from_graphml(to_graphml(whole))
    assert found.is_directed()
    assert same(found, flat(whole))


def test_dot_of_the_pack_is_read_back_as_text(whole: nx.DiGraph) -> None:
    assert same(from_dot(to_dot(whole)), spelled(whole))


def test_json_names_its_edges_as_edges(whole: nx.DiGraph) -> None:
    data = json.loads(to_json(whole))
    assert len(data["edges"]) == whole.number_of_edges()
    assert [node["id"] for node in data["nodes"]] == list(whole)


@pytest.mark.parametrize("writer", [to_json, to_graphml, to_dot])
def test_every_node_is_named_by_its_id(whole: nx.DiGraph, writer: object) -> None:
    readers = {to_json: from_json, to_graphml: from_graphml, to_dot: from_dot}
    assert list(readers[writer](writer(whole))) == list(whole)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_read_back_as_it_was(name: str) -> None:
    awkward = named(name)
    assert same(from_json(to_json(awkward)), awkward)
    assert same(from_graphml(to_graphml(awkward)), flat(awkward))
    assert same(from_dot(to_dot(awkward)), spelled(awkward))


@given(texts)
def test_any_name_is_read_back_as_it_was(name: str) -> None:
    awkward = named(name)
    assert same(from_json(to_json(awkward)), awkward)
    assert same(from_graphml(to_graphml(awkward)), flat(awkward))
    assert same(from_dot(to_dot(awkward)), spelled(awkward))


@given(st.text(min_size=1))
def test_json_keeps_even_what_xml_cannot_hold(name: str) -> None:
    text = to_json(named(name))
    assert same(from_json(text), named(name))
    assert text.isascii()


@pytest.mark.parametrize("bad", ["\x00", "\x0b", "\x1b", "\ud800", "\ufffe", "\uffff"])
def test_what_xml_cannot_hold_is_replaced(bad: str) -> None:
    awkward = named(f"a{bad}b")
    for found in (from_graphml(to_graphml(awkward)), from_dot(to_dot(awkward))):
        assert found.nodes["node"]["name"] == f"a{REPLACEMENT}b"
        assert found.edges["node", "edge"]["operators"] == f"a{REPLACEMENT}b"


@pytest.mark.parametrize("end", ["\r", "\r\n"])
def test_line_ends_of_other_systems_become_plain(end: str) -> None:
    awkward = named(f"a{end}b")
    for found in (from_graphml(to_graphml(awkward)), from_dot(to_dot(awkward))):
        assert found.nodes["node"]["name"] == "a\nb"


def test_a_statement_of_dot_stays_on_its_line() -> None:
    text = to_dot(named("\n".join(HOSTILE)))
    assert len(text.splitlines(keepends=False)) >= 5
    assert text.count("\n") == 5


def test_exports_of_the_same_pack_are_the_same_bytes(whole: nx.DiGraph) -> None:
    documents = read()
    believed = belief(documents)
    again = graph(believed, means(documents, believed))
    for writer in (to_json, to_graphml, to_dot):
        assert writer(again) == writer(whole)


def test_an_export_leaves_the_graph_as_it_was(whole: nx.DiGraph) -> None:
    before = nx.node_link_data(whole, edges="edges")
    copy = json.loads(json.dumps(before))
    for writer in (to_json, to_graphml, to_dot):
        writer(whole)
    assert nx.node_link_data(whole, edges="edges") == copy


def test_an_empty_graph_is_written_and_read() -> None:
    nothing = nx.DiGraph()
    assert len(from_json(to_json(nothing))) == 0
    assert len(from_graphml(to_graphml(nothing))) == 0
    assert to_dot(nothing) == "digraph {\n}\n"
