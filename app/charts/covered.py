"""How far each level's requirement is covered, as bars."""

from collections.abc import Sequence
from html import escape

import plotly.graph_objects as go

from simulator.choice.coverage import Complete, Coverage

TODAY, PLANNED = "#a9b8c6", "#3f63c8"


def covered(
    coverage: Coverage, levels: Sequence[str], today: str, planned: str
) -> go.Figure:
    """Return a pair of bars for each level, with the band over worlds.

    Parameters
    ----------
    coverage : Coverage
    levels : sequence of str
        What to call the levels.
    today, planned : str
        What to call the two dates.
    """
    named = [escape(level) for level in levels]
    figure = go.Figure(
        [
            _bars(coverage.today, named, today, TODAY),
            _bars(coverage.planned, named, planned, PLANNED),
        ]
    )
    figure.update_layout(
        height=90 + 44 * len(levels),
        margin={"l": 4, "r": 12, "t": 30, "b": 4},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        bargap=0.25,
        xaxis={"range": [0, 1.02], "tickformat": ".0%", "fixedrange": True},
        yaxis={"autorange": "reversed", "automargin": True, "fixedrange": True},
        legend={"orientation": "h", "yanchor": "bottom", "y": 1, "x": 0},
    )
    return figure


def _bars(done: Complete, levels: list[str], name: str, color: str) -> go.Bar:
    return go.Bar(
        x=done.mean,
        y=levels,
        orientation="h",
        name=name,
        marker={"color": color},
        error_x={
            "type": "data",
            "array": done.high - done.mean,
            "arrayminus": done.mean - done.low,
            "thickness": 1.2,
            "width": 3,
            "color": "#7489a0",
        },
        customdata=list(zip(done.low, done.high, strict=True)),
        hovertemplate=("%{y}: %{x:.1%} (%{customdata[0]:.1%} to %{customdata[1]:.1%})"),
    )
