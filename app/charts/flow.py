"""The flow of credence as a Sankey diagram."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from html import escape
from typing import NamedTuple

import numpy as np
import plotly.graph_objects as go
from plotly.colors import sample_colorscale

from interventions.flow import Flow
from levels.arrays import FloatArray

LADDER = ["#3a8f72", "#3f63c8", "#a33a5e"]
NODE = "#7489a0"
THINNEST = 5e-4
"""Ribbons that carry less credence are not drawn."""

LONGEST = 34
ROW, SHORTEST, MARGIN, PAD = 25, 380, 14, 15
INNER, EDGE = 0.68, 0.001
"""Gates share the left part, so that names of ends have room; 0 is no place."""


class Ribbon(NamedTuple):
    """The credence of one level on its way from one node to the next."""

    source: str
    target: str
    level: int
    width: float


def sankey(
    flow: Flow, p: FloatArray, levels: Sequence[str], names: Mapping[str, str]
) -> go.Figure:
    """Return the flow under a credence, one ribbon for each level and link.

    Parameters
    ----------
    flow : Flow
    p : ndarray, shape (K,)
        Credence; zero for levels that are not shown.
    levels : sequence of str
        Ids of the levels, easiest first.
    names : mapping of str to str
        What to call each node.
    """
    drawn = ribbons(flow, p)
    columns = _columns(drawn, levels)
    nodes = [name for column in columns for name in column]
    height = max(SHORTEST, ROW * max(map(len, columns), default=0))
    stands = _stands(columns, drawn, PAD / (height - 2 * MARGIN))
    colors = ladder_colors(len(levels))
    own = dict(zip(levels, colors, strict=True))
    place = {name: number for number, name in enumerate(nodes)}
    figure = go.Figure(
        go.Sankey(
            arrangement="fixed",
            node={
                "x": [stands[name][0] for name in nodes],
                "y": [stands[name][1] for name in nodes],
                "label": [_short(names[name]) for name in nodes],
                "customdata": [escape(names[name]) for name in nodes],
                "color": [own.get(name, NODE) for name in nodes],
                "pad": PAD,
                "thickness": 14,
                "line": {"width": 0},
                "hovertemplate": "%{customdata}: %{value:.1%}<extra></extra>",
            },
            link={
                "source": [place[r.source] for r in drawn],
                "target": [place[r.target] for r in drawn],
                "value": [r.width for r in drawn],
                "color": [_faded(colors[r.level]) for r in drawn],
                "customdata": [escape(names[levels[r.level]]) for r in drawn],
                "hovertemplate": (
                    "%{customdata}: %{value:.1%}<br>%{source.customdata} → "
                    "%{target.customdata}<extra></extra>"
                ),
            },
            valueformat=".1%",
        )
    )
    figure.update_layout(
        height=height,
        margin={"l": 4, "r": 4, "t": MARGIN, "b": MARGIN},
        paper_bgcolor="rgba(0,0,0,0)",
        font={"size": 13},
    )
    return figure


def ribbons(flow: Flow, p: FloatArray) -> list[Ribbon]:
    """Return what is wide enough to be drawn; sources stand before their targets."""
    carried = flow.shares * p
    rows, columns = np.nonzero(carried > THINNEST)
    return [
        Ribbon(*flow.links[row], int(k), float(carried[row, k]))
        for row, k in zip(rows, columns, strict=True)
    ]


def ladder_colors(n: int) -> list[str]:
    """Return a color for each level, easiest first, as `rgb(r, g, b)`."""
    colors: list[str] = sample_colorscale(LADDER, np.linspace(0, 1, n).tolist())
    return colors


def _columns(drawn: Sequence[Ribbon], levels: Sequence[str]) -> list[list[str]]:
    """Return the nodes by their depth, levels first, and all ends in the last."""
    sources = {r.source for r in drawn}
    depth = {name: 0 for name in levels if name in sources}
    for ribbon in drawn:
        deeper = depth.get(ribbon.source, 0) + 1
        depth[ribbon.target] = max(depth.get(ribbon.target, 0), deeper)
    last = max(depth.values(), default=0)
    columns: list[list[str]] = [[] for _ in range(last + 1)]
    for name, number in depth.items():
        columns[number if name in sources else last].append(name)
    return columns


def _stands(
    columns: Sequence[Sequence[str]], drawn: Sequence[Ribbon], pad: float
) -> dict[str, tuple[float, float]]:
    """Return where nodes stand, each as level with what flows into it as may be."""
    into: dict[str, float] = defaultdict(float)
    out: dict[str, float] = defaultdict(float)
    for ribbon in drawn:
        out[ribbon.source] += ribbon.width
        into[ribbon.target] += ribbon.width
    size = {name: max(into[name], out[name]) for c in columns for name in c}
    fullest = max((len(c) for c in columns), default=1)
    total = sum(size[name] for name in columns[0]) or 1.0
    scale = (1 - pad * (fullest - 1)) / total
    stands: dict[str, tuple[float, float]] = {}
    for number, column in enumerate(columns):
        heights = {name: scale * size[name] for name in column}
        wanted = _wanted(column, drawn, stands) if number else _spread(heights)
        last = number == len(columns) - 1
        x = 1 - EDGE if last else EDGE + INNER * number / max(len(columns) - 2, 1)
        for name, y in _apart(wanted, heights, pad).items():
            stands[name] = (x, min(max(y, EDGE), 1 - EDGE))
    return stands


def _spread(heights: Mapping[str, float]) -> dict[str, float]:
    """Return the middles of nodes that fill a column in their order."""
    gap = max(1 - sum(heights.values()), 0.0) / max(len(heights) - 1, 1)
    middles, top = {}, 0.0
    for name, height in heights.items():
        middles[name] = top + height / 2
        top += height + gap
    return middles


def _wanted(
    column: Sequence[str],
    drawn: Sequence[Ribbon],
    stands: Mapping[str, tuple[float, float]],
) -> dict[str, float]:
    """Return the mean place of what flows into each node of a column."""
    found = {}
    for name in column:
        fed = [(stands[r.source][1], r.width) for r in drawn if r.target == name]
        places, widths = zip(*fed, strict=True)
        found[name] = float(np.average(places, weights=widths))
    return found


def _apart(
    wanted: Mapping[str, float], heights: Mapping[str, float], pad: float
) -> dict[str, float]:
    """Return the middles moved as little as need be for nodes not to overlap."""
    middles, top = {}, 0.0
    for name in sorted(wanted, key=wanted.__getitem__):
        middles[name] = max(wanted[name], top + heights[name] / 2)
        top = middles[name] + heights[name] / 2 + pad
    bottom = 1.0
    for name in reversed(list(middles)):
        middles[name] = min(middles[name], bottom - heights[name] / 2)
        bottom = middles[name] - heights[name] / 2 - pad
    return middles


def _faded(color: str) -> str:
    return color.replace("rgb(", "rgba(").replace(")", ", 0.42)")


def _short(name: str) -> str:
    return escape(name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…")
