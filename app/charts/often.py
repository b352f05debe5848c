"""How often each comes first, and how often next, as bars on end."""

from collections.abc import Sequence

import plotly.graph_objects as go

from app.charts.labels import label
from app.charts.paper import LEGEND, PAPER, margins, named_rows
from levels.arrays import FloatArray

FIRST, NEXT, ROW = "#3f63c8", "#a9b8c6", 30


def often(
    names: Sequence[str],
    first: FloatArray,
    few: FloatArray,
    *,
    called: tuple[str, str],
) -> go.Figure:
    """Return a bar for each name: how often first, then how often among the first few.

    Parameters
    ----------
    names : sequence of str
    first, few : ndarray, shape (n_names,)
        Shares; `few` counts `first` too.
    called : (str, str)
        What to call the two parts.
    """
    told = [label(name, 100) for name in names]
    parts = ((first, called[0], FIRST), (few - first, called[1], NEXT))
    return go.Figure(
        [
            go.Bar(
                x=shares.tolist(),
                y=list(range(len(names))),
                orientation="h",
                name=name,
                marker={"color": color},
                customdata=told,
                hovertemplate="%{customdata}: %{x:.1%}",
            )
            for shares, name, color in parts
        ],
        {
            **PAPER,
            "height": 80 + ROW * len(names),
            "margin": margins(30),
            "barmode": "stack",
            "bargap": 0.35,
            "xaxis": {"range": [0, 1.02], "tickformat": ".0%", "fixedrange": True},
            "yaxis": named_rows(names),
            "legend": {**LEGEND, "traceorder": "normal"},
        },
    )
