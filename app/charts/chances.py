"""A chance at each level, with its standard error; that of another run as a mark."""

from collections.abc import Sequence

import plotly.graph_objects as go

from app.charts.labels import label
from app.charts.paper import LEGEND, PAPER, margins, named_rows
from levels.arrays import FloatArray

COLOR, OTHER, ROW = "#b0404c", "#7489a0", 30


def chances(
    names: Sequence[str],
    found: FloatArray,
    errors: FloatArray,
    other: FloatArray | None,
    *,
    called: tuple[str, str],
) -> go.Figure:
    """Return a bar for each name, with whiskers of one standard error.

    Parameters
    ----------
    names : sequence of str
    found, errors : ndarray, shape (n_names,)
    other : ndarray, shape (n_names,), or None
        The same chances in another run.
    called : (str, str)
        What to call the two runs.
    """
    told = [label(name, 100) for name in names]
    bars = go.Bar(
        x=found.tolist(),
        y=list(range(len(names))),
        orientation="h",
        name=label(called[0]),
        marker={"color": COLOR, "line": {"width": 0}},
        error_x={"array": errors.tolist(), "color": OTHER, "thickness": 1.5},
        customdata=list(zip(told, errors.tolist(), strict=True)),
        hovertemplate="%{customdata[0]}: %{x:.1%} ± %{customdata[1]:.1%}",
    )
    marks = [] if other is None else [_marks(told, other, called[1])]
    return go.Figure(
        [bars, *marks],
        {
            **PAPER,
            "height": 60 + ROW * len(names),
            "margin": margins(30 if marks else 8),
            "bargap": 0.35,
            "showlegend": bool(marks),
            "legend": {**LEGEND, "traceorder": "normal"},
            "xaxis": {"range": [0, 1.02], "tickformat": ".0%", "fixedrange": True},
            "yaxis": named_rows(names),
        },
    )


def _marks(told: Sequence[str], chance: FloatArray, called: str) -> go.Scatter:
    return go.Scatter(
        x=chance.tolist(),
        y=list(range(len(chance))),
        mode="markers",
        name=label(called),
        marker={"color": OTHER, "symbol": "diamond", "size": 8},
        customdata=list(told),
        hovertemplate="%{customdata}: %{x:.1%}",
    )
