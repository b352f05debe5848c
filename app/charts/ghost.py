"""A credence over the levels as bars, and another one as outlines before them."""

from collections.abc import Sequence

import plotly.graph_objects as go

from app.charts.flow import ladder_colors
from app.charts.labels import label
from app.charts.paper import LEGEND, PAPER, margins
from levels.arrays import FloatArray

OUTLINE = "#e08a2e"


def ghost(
    levels: Sequence[str], now: FloatArray, then: FloatArray, *, called: tuple[str, str]
) -> go.Figure:
    """Return a bar for each level as it is, with the outline of what it would be.

    Parameters
    ----------
    levels : sequence of str
        What to call the levels, easiest first.
    now, then : ndarray, shape (K,)
    called : (str, str)
        What to call the two.
    """
    names = [label(level, 60) for level in levels]
    numbers = [str(n) for n in range(1, len(levels) + 1)]
    return go.Figure(
        [
            go.Bar(
                x=numbers,
                y=now.tolist(),
                name=called[0],
                marker={"color": ladder_colors(len(levels)), "line": {"width": 0}},
                customdata=names,
                hovertemplate="%{customdata}: %{y:.1%}",
            ),
            go.Bar(
                x=numbers,
                y=then.tolist(),
                name=called[1],
                marker={
                    "color": "rgba(0,0,0,0)",
                    "line": {"width": 2, "color": OUTLINE},
                },
                customdata=names,
                hovertemplate="%{customdata}: %{y:.1%}",
            ),
        ],
        {
            **PAPER,
            "barmode": "overlay",
            "bargap": 0.25,
            "height": 280,
            "margin": margins(30),
            "xaxis": {"type": "category", "fixedrange": True},
            "yaxis": {"tickformat": ".0%", "rangemode": "tozero", "fixedrange": True},
            "legend": LEGEND,
        },
    )
