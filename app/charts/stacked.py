"""Shares that add up to one, as stacked bars; those of another run stand below."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from app.charts.labels import label
from app.charts.paper import LEGEND, PAPER, margins, named_rows
from levels.arrays import FloatArray

TONES = {"good": "#3a9a78", "neutral": "#93a5b5", "bad": "#d99a3d", "worst": "#b0404c"}
ROW, WIDE, THIN, BELOW, PALE = 34, 0.6, 0.2, 0.43, 0.55


@dataclass(frozen=True, eq=False)
class Part:
    """One part of each bar.

    Parameters
    ----------
    name : str
    color : str
    shares : ndarray, shape (n_bars,)
    ghost : ndarray or None
        The same in another run.
    """

    name: str
    color: str
    shares: FloatArray
    ghost: FloatArray | None = None


def stacked(
    names: Sequence[str], parts: Sequence[Part], *, ghost: str = ""
) -> go.Figure:
    """Return a stacked bar for each name, and a thin one below for another run.

    Parameters
    ----------
    names : sequence of str
        Of the bars.
    parts : sequence of Part
    ghost : str
        What to call the other run.
    """
    rows = 1 + (len(parts) + 2) // 3
    return go.Figure(
        [_bars(names, part, ghost) for part in parts],
        {
            **PAPER,
            "height": 40 + 22 * rows + ROW * len(names),
            "margin": margins(30),
            "barmode": "stack",
            "xaxis": {"range": [0, 1], "tickformat": ".0%", "fixedrange": True},
            "yaxis": named_rows(names),
            "legend": {**LEGEND, "traceorder": "normal"},
        },
    )


def _bars(names: Sequence[str], part: Part, ghost: str) -> go.Bar:
    n = len(names)
    shares, told = list(part.shares), [label(name, 100) for name in names]
    places, widths, opacity = [float(row) for row in range(n)], [WIDE] * n, [1.0] * n
    if part.ghost is not None:
        shares += list(part.ghost)
        told += [f"{name}, {label(ghost)}" for name in told]
        places += [row + BELOW for row in range(n)]
        widths += [THIN] * n
        opacity += [PALE] * n
    return go.Bar(
        x=shares,
        y=places,
        width=widths,
        orientation="h",
        name=label(part.name, 60),
        marker={"color": part.color, "opacity": opacity, "line": {"width": 0}},
        customdata=told,
        hovertemplate="%{customdata}: %{x:.1%}",
    )
