"""The way of the odds from before to after the evidence, as a waterfall."""

from collections.abc import Sequence

import plotly.graph_objects as go

from app.charts.labels import label
from app.charts.odds import odds_axis, signed
from app.charts.paper import PAPER, margins, named_rows

UP, DOWN, WHOLE = "#c2703d", "#2f8f83", "#7489a0"
ROOM = 0.08


def way(
    names: Sequence[str], values: Sequence[float], *, ends: tuple[str, str]
) -> go.Figure:
    """Return a waterfall from where the odds begin to where they end.

    Parameters
    ----------
    names : sequence of str
        Of the steps.
    values : sequence of float
        Where the odds begin, then each step, in decibans.
    ends : (str, str)
        What to call the beginning and the end.
    """
    rows = [ends[0], *names, ends[1]]
    here, reached = 0.0, []
    for value in values:
        here += value
        reached.append(here)
    low, high = min(0.0, *reached), max(0.0, *reached)
    room = ROOM * (high - low) + 1
    low, high = low - room, high + room
    return go.Figure(
        go.Waterfall(
            orientation="h",
            x=[*values, 0.0],
            y=list(range(len(rows))),
            measure=["absolute", *["relative"] * len(names), "total"],
            text=[signed(value) for value in (*values, here)],
            textposition="outside",
            cliponaxis=False,
            customdata=[label(name, 100) for name in rows],
            hovertemplate="%{customdata}: %{text}<extra></extra>",
            increasing={"marker": {"color": UP}},
            decreasing={"marker": {"color": DOWN}},
            totals={"marker": {"color": WHOLE}},
            connector={"line": {"color": WHOLE, "width": 1}},
        ),
        {
            **PAPER,
            "height": 80 + 30 * len(rows),
            "margin": margins(8),
            "showlegend": False,
            "xaxis": {**odds_axis(low, high), "range": [low, high]},
            "yaxis": named_rows(rows),
        },
    )
