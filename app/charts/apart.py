"""Which levels a set of evidence can tell apart, as a matrix."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from app.charts.labels import label
from app.charts.paper import PAPER, margins
from levels.arrays import FloatArray

COIN = 0.5
"""The chance of error where nothing can be told."""

SCALE = [[0.0, "#2f8f83"], [0.5, "#d8d3c4"], [1.0, "#c2703d"]]
INK = "#1f242b"


def apart(errors: FloatArray, levels: Sequence[str], *, called: str) -> go.Figure:
    """Return a matrix of the least chances of error between two levels.

    Parameters
    ----------
    errors : ndarray, shape (K, K)
        In [0, 0.5].
    levels : sequence of str
        Names of the levels, easiest first.
    called : str
        What to call a number.
    """
    numbers = [str(n) for n in range(1, len(levels) + 1)]
    shown = np.where(np.eye(len(levels), dtype=bool), np.nan, errors)
    names = [label(level, 40) for level in levels]
    pairs = [[f"{a} / {b}" for b in names] for a in names]
    axis = {"type": "category", "fixedrange": True, "showgrid": False}
    return go.Figure(
        go.Heatmap(
            z=shown.tolist(),
            x=numbers,
            y=numbers,
            zmin=0,
            zmax=COIN,
            colorscale=SCALE,
            showscale=False,
            xgap=1,
            ygap=1,
            text=[[_percent(x) for x in row] for row in shown],
            texttemplate="%{text}",
            textfont={"color": INK},
            customdata=pairs,
            hoverongaps=False,
            hovertemplate=f"%{{customdata}}<br>{called}: %{{z:.1%}}<extra></extra>",
        ),
        {
            **PAPER,
            "height": 90 + 34 * len(levels),
            "margin": margins(8),
            "xaxis": axis,
            "yaxis": {**axis, "autorange": "reversed"},
        },
    )


def _percent(error: float) -> str:
    return "" if np.isnan(error) else f"{100 * error:.0f}"
