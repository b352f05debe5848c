"""The map of a pack as a network."""

from collections import Counter
from collections.abc import Collection, Mapping
from html import escape

import networkx as nx
import plotly.graph_objects as go

Places = Mapping[str, tuple[float, float]]

LOOKS = {
    "level": ("square", 20, "#3f63c8"),
    "gate": ("diamond", 15, "#7a6cc0"),
    "intervention": ("circle", 12, "#2b8a9c"),
    "job": ("hexagon", 14, "#b4681c"),
    "failure_mode": ("triangle-up", 11, "#b5475a"),
}
"""Symbol, size and color of each kind of node."""

LINES = {"requires": "solid", "prerequisite": "dash", "addresses": "dot"}
EDGE, STRONG = "rgba(116,137,160,0.38)", "#7489a0"
FAINT = 0.22
LONGEST = 24
ROW, SHORTEST, TALLEST = 25, 360, 1600
TIGHTEST = 14
"""Where rows stand closer than so many pixels, only stressed nodes bear a name."""

FIRST = ("level", "job")
DEEPEST = {"gate": 2, "intervention": 4, "failure_mode": 1}
"""Into how many columns a kind may spread; what would stand deeper joins the last."""

SWEEPS, ZIGZAG = 6, 0.16


def places(web: nx.DiGraph) -> dict[str, tuple[float, float]]:
    """Return where each node of a network stands, always the same for the same one.

    What needs stands to the left of what is needed, in columns by kind and depth; in
    its column each node stands as near as may be to its neighbors.
    """
    columns = _columns(web)
    for _ in range(SWEEPS):
        columns = _swept(web, columns)
    return {
        name: (number + ZIGZAG * (n % 2), -(n + 0.5) / len(column))
        for number, column in enumerate(columns)
        for n, name in enumerate(column)
    }


def _columns(web: nx.DiGraph) -> list[list[str]]:
    kinds = dict(web.nodes(data="kind"))
    columns = [[name for name in web if kinds[name] in FIRST]]
    for kind, deepest in DEEPEST.items():
        some = web.subgraph([name for name in web if kinds[name] == kind])
        spread: list[list[str]] = [[] for _ in range(deepest)]
        for depth, names in enumerate(nx.topological_generations(some)):
            spread[min(depth, deepest - 1)].extend(sorted(names))
        columns += spread
    return [column for column in columns if column]


def _swept(web: nx.DiGraph, columns: list[list[str]]) -> list[list[str]]:
    """Return the columns, sorted by where neighbors stand; levels keep their order."""
    height = {name: y / len(c) for c in columns for y, name in enumerate(c)}

    def pull(name: str) -> float:
        near = [height[other] for other in nx.all_neighbors(web, name)]
        return sum(near) / len(near) if near else height[name]

    def rank(name: str) -> tuple[int, float]:
        node = web.nodes[name]
        return (0, node["number"]) if node["kind"] == "level" else (1, pull(name))

    return [sorted(column, key=rank) for column in columns]


def network(
    web: nx.DiGraph,
    places: Places,
    kinds: Mapping[str, str],
    lines: Mapping[str, str],
    lit: Collection[str] = (),
) -> go.Figure:
    """Return the picture of a network.

    Parameters
    ----------
    web : networkx.DiGraph
        Nodes with a `kind` and a `name`, edges with a `kind`.
    places : mapping of str to (float, float)
    kinds, lines : mapping of str to str
        What to call each kind of node and of edge.
    lit : collection of str
        Nodes to stress; none for all alike.
    """
    figure = go.Figure()
    for kind, dash in LINES.items():
        edges = [e[:2] for e in web.edges(data="kind") if e[2] == kind]
        figure.add_traces(_edges(edges, places, dash, lines[kind], lit))
    for kind in LOOKS:
        nodes = [name for name, is_ in web.nodes(data="kind") if is_ == kind]
        if nodes:
            figure.add_trace(_nodes(web, nodes, places, kinds[kind], lit))
    hidden = {"visible": False, "fixedrange": True}
    figure.update_layout(
        height=_height(places),
        margin={"l": 4, "r": 4, "t": 4, "b": 4},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        hovermode="closest",
        dragmode=False,
        xaxis={**hidden, "range": [-0.2, _last(places) + 1]},
        yaxis=hidden,
        legend={"orientation": "h", "yanchor": "top", "y": 0, "x": 0},
    )
    return figure


def _edges(
    edges: list[tuple[str, str]],
    places: Places,
    dash: str,
    name: str,
    lit: Collection[str],
) -> list[go.Scatter]:
    """Return the lines of one kind: those between stressed nodes, and the others."""
    strong = [e for e in edges if e[0] in lit and e[1] in lit]
    rest = [e for e in edges if e not in strong]
    drawn = [(rest, EDGE, 1.0), (strong, STRONG, 2.0)]
    return [
        go.Scatter(
            x=_broken(some, places, 0),
            y=_broken(some, places, 1),
            mode="lines",
            line={"dash": dash, "width": width, "color": color},
            name=name,
            hoverinfo="skip",
            showlegend=color == EDGE,
        )
        for some, color, width in drawn
        if some
    ]


def _broken(
    edges: list[tuple[str, str]], places: Places, axis: int
) -> list[float | None]:
    ends = ((places[a][axis], places[b][axis], None) for a, b in edges)
    return [x for line in ends for x in line]


def _nodes(
    web: nx.DiGraph,
    nodes: list[str],
    places: Places,
    name: str,
    lit: Collection[str],
) -> go.Scatter:
    symbol, size, color = LOOKS[web.nodes[nodes[0]]["kind"]]
    named = [escape(web.nodes[node]["name"]) for node in nodes]
    stressed = [not lit or node in lit for node in nodes]
    return go.Scatter(
        x=[places[node][0] for node in nodes],
        y=[places[node][1] for node in nodes],
        mode="markers+text",
        marker={
            "symbol": symbol,
            "size": size,
            "color": color,
            "opacity": [1.0 if on else FAINT for on in stressed],
        },
        text=[_label(web, node, lit, roomy=_roomy(places)) for node in nodes],
        textposition="middle right",
        textfont={"size": 11},
        customdata=[[node, text] for node, text in zip(nodes, named, strict=True)],
        hovertemplate="%{customdata[1]}<extra></extra>",
        name=name,
    )


def _label(web: nx.DiGraph, node: str, lit: Collection[str], *, roomy: bool) -> str:
    name = web.nodes[node]["name"]
    if (lit and node not in lit) or not (roomy or lit):
        return ""
    return escape(name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…")


def _height(places: Places) -> int:
    return min(max(SHORTEST, ROW * _rows(places)), TALLEST)


def _roomy(places: Places) -> bool:
    return _height(places) >= TIGHTEST * _rows(places)


def _rows(places: Places) -> int:
    """Return how many nodes the longest column has."""
    columns = Counter(int(x) for x, _ in places.values())
    return max(columns.values(), default=1)


def _last(places: Places) -> int:
    return int(max((x for x, _ in places.values()), default=0.0))
