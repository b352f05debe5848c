"""Bands over worlds, month by month, as fans; medians of another run as ghosts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from app.charts.labels import label
from app.charts.paper import LEGEND, PAPER, margins

COLORS = ("#4f74d9", "#c2703d", "#2f8f83", "#a85a9c", "#85852f")
HEIGHT, SPREAD, FAINT = 270, 0.16, 0.75
BEFORE, AFTER, GHOST = "before", "after", "ghost"

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
    replay: str = "",
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
    replay : str
        What to call the button that moves from the ghosts to the present curves; none
        if empty.
    """
    traces = [trace for fan in shown for trace in _traces(months, fan, fan.band, form)]
    ghosts = [
        _ghost(months, fan, fan.ghost, ghost, first=fan is shown[0])
        for fan in shown
        if fan.ghost is not None
    ]
    many = len(shown) > 1 or bool(ghosts)
    named = many and len(shown) <= len(COLORS)
    figure = go.Figure(
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
    if replay and ghosts:
        _animate(figure, months, shown, form, replay)
    return figure


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
        _median(months, fan, band, f"%{{y:{form}}} ({low} to {high})"),
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


def _animate(
    figure: go.Figure,
    months: Sequence[int],
    shown: Sequence[Fan],
    form: str,
    replay: str,
) -> None:
    """Let a button move the fans from where they were to where they are."""
    before = [(fan, fan.ghost or fan.band) for fan in shown]
    after = [(fan, fan.band) for fan in shown]
    figure.frames = [
        go.Frame(
            name=name,
            data=[t for fan, band in pairs for t in _traces(months, fan, band, form)],
        )
        for name, pairs in ((BEFORE, before), (AFTER, after))
    ]
    timing = {"frame": {"duration": 900}, "transition": {"duration": 700}}
    button = {"label": replay, "method": "animate", "args": [[BEFORE, AFTER], timing]}
    figure.update_layout(
        updatemenus=[
            {
                "type": "buttons", "buttons": [button], "showactive": False,
                "x": 1, "xanchor": "right", "y": 1, "yanchor": "bottom",
            }
        ]
    )  # fmt: skip


def _faint(color: str) -> str:
    red, green, blue = (int(color[n : n + 2], 16) for n in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {SPREAD})"
