"""The graph as text that other programs read: JSON, GraphML and DOT.

All three keep every node, edge and attribute. GraphML and DOT know no lists, so there
lists are joined by commas; and what XML cannot hold becomes the replacement character.
"""

import json
import re
from collections.abc import Mapping
from io import BytesIO

import networkx as nx

_NOT_IN_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_json(graph: nx.DiGraph) -> str:
    """Return node-link JSON, as `networkx.node_link_graph(..., edges="edges")` reads.

    Examples
    --------
    >>> small = nx.DiGraph([("a", "b")])
    >>> json.loads(to_json(small))["edges"]
    [{'source': 'a', 'target': 'b'}]
    """
    data = nx.node_link_data(graph, edges="edges")
    return json.dumps(data, indent=1, allow_nan=False) + "\n"


def to_graphml(graph: nx.DiGraph) -> str:
    """Return GraphML, to be written as UTF-8.

    Examples
    --------
    >>> small = nx.DiGraph([("a", "b")])
    >>> list(nx.parse_graphml(to_graphml(small)).edges)
    [('a', 'b')]
    """
    stream = BytesIO()
    nx.write_graphml_xml(_flat(graph), stream, encoding="utf-8")
    return stream.getvalue().decode("utf-8")


def to_dot(graph: nx.DiGraph) -> str:
    r"""Return DOT, in which a node's name is its `label`.

    Examples
    --------
    >>> small = nx.DiGraph()
    >>> small.add_node("a", name='The "first"')
    >>> print(to_dot(small), end="")
    digraph {
      "a" [label="The \"first\""];
    }
    """
    flat = _flat(graph)
    lines = ["digraph {"]
    for node, data in flat.nodes(data=True):
        shown = {"label": data.pop("name", node), **data}
        lines.append(f"  {_quoted(node)} {_listed(shown)};")
    for source, target, data in flat.edges(data=True):
        lines.append(f"  {_quoted(source)} -> {_quoted(target)} {_listed(data)};")
    return "\n".join([*lines, "}", ""])


def _flat(graph: nx.DiGraph) -> nx.DiGraph:
    flat = nx.DiGraph()
    flat.add_nodes_from((node, _texts(data)) for node, data in graph.nodes(data=True))
    flat.add_edges_from((a, b, _texts(data)) for a, b, data in graph.edges(data=True))
    return flat


def _texts(data: Mapping[str, object]) -> dict[str, object]:
    return {key: _text(value) for key, value in data.items()}


def _text(value: object) -> object:
    if isinstance(value, list | tuple):
        return ",".join(str(_text(part)) for part in value)
    if not isinstance(value, str):
        return value
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", lines)


def _listed(data: Mapping[str, object]) -> str:
    return f"[{', '.join(f'{key}={_quoted(data[key])}' for key in data)}]"


def _quoted(value: object) -> str:
    text = str(value).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{text}"'
