"""Bands over worlds, month by month, as fans; medians of another run as ghosts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from app.charts.labels import label
from app.charts.paper import LEGEND, PAPER, margins
from app.texts import say

COLORS = ("#4f74d9", "#c2703d", "#2f8f83", "#a85a9c", "#85852f")
HEIGHT, SPREAD, FAINT = 270, 0.16, 0.75
GHOST = "ghost"

Band = Mapping[str, Sequence[float]]
"""The points p05, p50 and p95, each by month."""


@dataclass(frozen=True)
class Fan:
    """One band, and the band of another run where there is one to compare with.

    Parameters
    ----------
    name : str
    band : mapping
    ghost : mapping or None
    color : str
        As `#rrggbb`; of any form where the band has no width.
    """

    name: str
    band: Band
    ghost: Band | None = None
    color: str = COLORS[0]


def fans(
    months: Sequence[int],
    shown: Sequence[Fan],
    *,
    axis: str,
    ghost: str = "",
    form: str = "",
) -> go.Figure:
    """Return fans: a band from 5 % to 95 % of worlds, and the median as a line.

    Parameters
    ----------
    months : sequence of int
    shown : sequence of Fan
    axis : str
        What to call the months.
    ghost : str
        What to call the other run.
    form : str
        Format of the values; a percentage has a fixed range.
    """
    traces = [trace for fan in shown for trace in _traces(months, fan, fan.band, form)]
    ghosts = [
        _ghost(months, fan, fan.ghost, ghost, first=fan is shown[0])
        for fan in shown
        if fan.ghost is not None
    ]
    many = len(shown) > 1 or bool(ghosts)
    named = many and len(shown) <= len(COLORS)
    return go.Figure(
        [*traces, *ghosts],
        {
            **PAPER,
            "height": HEIGHT,
            "margin": margins(30 if named else 8),
            "showlegend": named,
            "legend": {**LEGEND, "traceorder": "normal"},
            "hovermode": "x unified",
            "xaxis": {"title": {"text": axis}, "fixedrange": True, "dtick": 12},
            "yaxis": _values(form),
        },
    )


def between(then: Band, now: Band, share: float) -> dict[str, list[float]]:
    """Return a band on its way from another to itself.

    Parameters
    ----------
    then, now : mapping
    share : float
        Of the way: 0 is `then`, 1 is `now`.

    Examples
    --------
    >>> between({"p50": [0.0, 2.0]}, {"p50": [1.0, 4.0]}, 0.5)
    {'p50': [0.5, 3.0]}
    """
    return {
        q: [(1 - share) * a + share * b for a, b in zip(then[q], now[q], strict=True)]
        for q in now
    }


def _values(form: str) -> dict[str, object]:
    share = form.endswith("%")
    limits = {"range": [0, 1.02]} if share else {"rangemode": "tozero"}
    return {"tickformat": form, "fixedrange": True, **limits}


def _traces(months: Sequence[int], fan: Fan, band: Band, form: str) -> list[go.Scatter]:
    """Return the edges of a band, filled between them, and its median."""
    if list(band["p05"]) == list(band["p95"]):
        return [_median(months, fan, band, f"%{{y:{form}}}")]
    edge = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    fill = {"fill": "tonexty", "fillcolor": _faint(fan.color)}
    low, high = f"%{{customdata[0]:{form}}}", f"%{{customdata[1]:{form}}}"
    between = say("details.number", value=f"%{{y:{form}}}", low=low, high=high)
    return [
        go.Scatter(
            x=np.array(months), y=np.array(band["p05"]), showlegend=False, **edge
        ),
        go.Scatter(
            x=np.array(months),
            y=np.array(band["p95"]),
            showlegend=False,
            **fill,
            **edge,
        ),
        _median(months, fan, band, between),
    ]


def _median(months: Sequence[int], fan: Fan, band: Band, told: str) -> go.Scatter:
    return go.Scatter(
        x=np.array(months),
        y=np.array(band["p50"]),
        name=label(fan.name),
        mode="lines",
        line={"color": fan.color, "width": 2.5},
        customdata=np.column_stack([band["p05"], band["p95"]]),
        hovertemplate=told,
    )


def _ghost(
    months: Sequence[int], fan: Fan, band: Band, called: str, *, first: bool
) -> go.Scatter:
    return go.Scatter(
        x=np.array(months),
        y=np.array(band["p50"]),
        name=label(called),
        mode="lines",
        opacity=FAINT,
        line={"color": fan.color, "width": 2, "dash": "dash"},
        legendgroup=GHOST,
        showlegend=first,
    )


def _faint(color: str) -> str:
    red, green, blue = (int(color[n : n + 2], 16) for n in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {SPREAD})"
