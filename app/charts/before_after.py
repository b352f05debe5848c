"""Probabilities before and after evidence, as pairs of bars."""

from collections.abc import Sequence

import plotly.graph_objects as go

from app.charts.labels import label
from app.charts.paper import LEGEND, PAPER, margins, named_rows
from levels.arrays import FloatArray

BEFORE, AFTER = "#a9b8c6", "#3f63c8"


def before_after(
    names: Sequence[str],
    before: Sequence[float] | FloatArray,
    after: Sequence[float] | FloatArray,
    *,
    called: tuple[str, str],
) -> go.Figure:
    """Return a pair of bars for each name.

    Parameters
    ----------
    names : sequence of str
    before, after : sequence of float
        Probabilities, one for each name.
    called : (str, str)
        What to call the two.
    """
    return go.Figure(
        [
            _bars(names, before, called[0], BEFORE),
            _bars(names, after, called[1], AFTER),
        ],
        {
            **PAPER,
            "height": 70 + 28 * len(names),
            "margin": margins(30),
            "bargap": 0.25,
            "xaxis": {"tickformat": ".0%", "rangemode": "tozero", "fixedrange": True},
            "yaxis": named_rows(names),
            "legend": LEGEND,
        },
    )


def _bars(
    names: Sequence[str], values: Sequence[float] | FloatArray, called: str, color: str
) -> go.Bar:
    return go.Bar(
        x=list(values),
        y=list(range(len(values))),
        orientation="h",
        name=called,
        marker={"color": color},
        customdata=[label(name, 100) for name in names],
        hovertemplate="%{customdata}: %{x:.1%}",
    )
