"""How much of one is left after each stage, as a funnel."""

from collections.abc import Sequence

import plotly.graph_objects as go

from app.charts.labels import label
from app.charts.paper import PAPER, margins
from levels.arrays import FloatArray

COLOR, ROW = "#4f74d9", 46


def funnel(stages: Sequence[str], left: Sequence[float] | FloatArray) -> go.Figure:
    """Return a funnel.

    Parameters
    ----------
    stages : sequence of str
    left : sequence of float
        What is left at each stage, of 1; it does not rise.
    """
    return go.Figure(
        go.Funnel(
            y=[label(stage) for stage in stages],
            x=list(left),
            texttemplate="%{x:.1%}",
            textposition="auto",
            marker={"color": COLOR},
            connector={"line": {"width": 0}, "fillcolor": "rgba(116,137,160,0.25)"},
            hovertemplate="%{y}: %{x:.1%}<extra></extra>",
        ),
        {
            **PAPER,
            "height": 20 + ROW * len(stages),
            "margin": margins(4),
            "yaxis": {"automargin": True, "fixedrange": True},
            "xaxis": {"fixedrange": True},
        },
    )
