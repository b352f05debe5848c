"""Numbers of named rows at each level as a heat map, with the numbers in its cells."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from app.charts.labels import label
from app.charts.paper import PAPER, margins, named_rows
from levels.arrays import FloatArray, IntArray

LOSS = [[0.0, "#eef1f4"], [0.15, "#f3dcb4"], [1.0, "#c9626b"]]
"""From nothing to the largest, each light enough for dark numbers."""

SIGNS = [[0.0, "#d98b6a"], [0.5, "#dfe3e8"], [1.0, "#69b5a5"]]
INK, ROW = "#1f242b", 30
LONGEST = 24
"""Characters of a name; cells need the room on a phone."""
HOVER = "%{customdata[0]}<br>%{customdata[1]}<br>"
MINUS = "\u2212"


def losses(
    names: Sequence[str], levels: Sequence[str], values: FloatArray, *, called: str
) -> go.Figure:
    """Return a heat map of numbers from 0, the larger the warmer.

    Parameters
    ----------
    names, levels : sequence of str
        What to call the rows, and the levels, easiest first.
    values : ndarray, shape (n_rows, K)
    called : str
        What to call a number.
    """
    form = ".1f" if values.max(initial=0.0) < 100 else ".0f"
    told = [[format(x, form) for x in row] for row in values]
    top = max(float(values.max(initial=0.0)), 1e-9)
    look = {"zmin": 0.0, "zmax": top, "colorscale": LOSS}
    return _map(names, levels, values, told, look).update_traces(
        hovertemplate=f"{HOVER}{called}: %{{customdata[2]}}<extra></extra>"
    )


def signs(
    names: Sequence[str],
    levels: Sequence[str],
    sign: IntArray,
    values: FloatArray,
    *,
    called: str,
) -> go.Figure:
    """Return a map of plus and minus signs, with the numbers behind them.

    Parameters
    ----------
    names, levels : sequence of str
    sign : ndarray, shape (n_rows, K)
        -1, 0 or 1.
    values : ndarray, shape (n_rows, K)
        Shown where one points at a cell.
    called : str
        What to call a number.
    """
    marks = {-1: MINUS, 0: "·", 1: "+"}
    told = [[marks[int(x)] for x in row] for row in sign]
    look = {"zmin": -1.0, "zmax": 1.0, "colorscale": SIGNS}
    return _map(names, levels, sign, told, look).update_traces(
        customdata=_hover(names, levels, values),
        hovertemplate=f"{HOVER}{called}: %{{customdata[2]}}<extra></extra>",
    )


def _map(
    names: Sequence[str],
    levels: Sequence[str],
    colors: FloatArray | IntArray,
    told: list[list[str]],
    look: dict[str, object],
) -> go.Figure:
    numbers = [str(n) for n in range(1, len(levels) + 1)]
    return go.Figure(
        go.Heatmap(
            z=colors.tolist(),
            x=numbers,
            y=list(range(len(names))),
            showscale=False,
            **look,
            xgap=1,
            ygap=1,
            text=told,
            texttemplate="%{text}",
            textfont={"color": INK},
            customdata=_hover(names, levels, colors),
        ),
        {
            **PAPER,
            "height": 60 + ROW * len(names),
            "margin": margins(30),
            "xaxis": {"type": "category", "fixedrange": True, "side": "top"},
            "yaxis": {
                **named_rows(names),
                "ticktext": [label(name, LONGEST) for name in names],
                "showgrid": False,
            },
        },
    )


def _hover(
    names: Sequence[str], levels: Sequence[str], values: FloatArray | IntArray
) -> list[list[tuple[str, str, str]]]:
    columns = [label(level, 60) for level in levels]
    return [
        [
            (label(name, 100), column, f"{x:.2f}")
            for column, x in zip(columns, np.asarray(row).tolist(), strict=True)
        ]
        for name, row in zip(names, values, strict=True)
    ]
