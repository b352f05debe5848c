"""Two credences over the same levels, side by side."""

from collections.abc import Sequence
from html import escape

import plotly.graph_objects as go

from levels.arrays import FloatArray

FIRST, SECOND = "#3f63c8", "#9fb0c3"


def pair(
    levels: Sequence[str], shares: Sequence[FloatArray], names: Sequence[str]
) -> go.Figure:
    """Return bars of two credences, level by level.

    Parameters
    ----------
    levels : sequence of str
        What to call the levels.
    shares : two ndarrays, shape (K,)
    names : two strings
        What to call the credences.
    """
    pairs = zip(shares, names, (FIRST, SECOND), strict=True)
    figure = go.Figure(
        [
            go.Bar(
                x=[escape(level) for level in levels],
                y=p,
                name=escape(name),
                marker={"color": color},
                hovertemplate="%{x}: %{y:.1%}<extra>%{fullData.name}</extra>",
            )
            for p, name, color in pairs
        ]
    )
    figure.update_layout(
        height=300,
        margin={"l": 4, "r": 4, "t": 30, "b": 4},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        bargap=0.2,
        bargroupgap=0.05,
        xaxis={"fixedrange": True, "automargin": True},
        yaxis={"tickformat": ".0%", "fixedrange": True, "rangemode": "tozero"},
        legend={"orientation": "h", "yanchor": "bottom", "y": 1, "x": 0},
    )
    return figure
