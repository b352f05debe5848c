"""A room's credence: the pools side by side, and how far people lie apart."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from app.charts.labels import label
from app.charts.paper import LEGEND, PAPER, margins, named_rows

COLORS = ("#4f74d9", "#c2703d", "#2f8f83", "#a85a9c")
SYMBOLS = ("circle", "diamond", "square", "cross")
SPAN = "#8a94a3"
ROW = 2.4
"""Heights of text that a level takes."""

Shares = Sequence[float]


def pooled(
    names: Sequence[str],
    pools: Mapping[str, Shares],
    spread: tuple[Shares, Shares] | None,
    *,
    called: str,
    size: int = 14,
) -> go.Figure:
    """Return bars of the first pool, marks of the others, lines of the middle half.

    Parameters
    ----------
    names : sequence of str
        Of the levels.
    pools : mapping of str to sequence of float
        Shares by level, by what to call the pool; the first is the one that counts.
    spread : (sequence of float, sequence of float) or None
        Lower and upper quartile of people's shares, where enough people answered.
    called : str
        What to call the spread.
    size : int
        Of the text, in pixels.
    """
    (first, shares), *others = pools.items()
    traces: list[go.Bar | go.Scatter] = [_bars(names, shares, first)]
    if spread is not None:
        traces.append(_spans(spread, called))
    marked = zip(others, COLORS[1:], SYMBOLS[1:], strict=False)
    for (name, values), color, symbol in marked:
        marker = {"color": color, "symbol": symbol, "size": 0.75 * size}
        traces.append(_marks(names, values, name, marker))
    return go.Figure(
        traces,
        {
            **PAPER,
            "font": {"size": size},
            "height": 5 * size + ROW * size * len(names),
            "margin": margins(3 * size),
            "bargap": 0.3,
            "xaxis": {
                "tickformat": ".0%",
                "rangemode": "tozero",
                "fixedrange": True,
                "tickfont": {"size": size},
            },
            "yaxis": {**named_rows(names), "tickfont": {"size": size}},
            "legend": {**LEGEND, "font": {"size": size}},
        },
    )


def _bars(names: Sequence[str], shares: Shares, called: str) -> go.Bar:
    return go.Bar(
        x=list(shares),
        y=list(range(len(shares))),
        orientation="h",
        name=label(called),
        marker={"color": COLORS[0]},
        customdata=[label(name, 100) for name in names],
        hovertemplate="%{customdata}: %{x:.1%}",
    )


def _marks(
    names: Sequence[str], shares: Shares, called: str, marker: Mapping[str, object]
) -> go.Scatter:
    return go.Scatter(
        x=list(shares),
        y=list(range(len(shares))),
        mode="markers",
        name=label(called),
        marker=marker,
        customdata=[label(name, 100) for name in names],
        hovertemplate="%{customdata}: %{x:.1%}",
    )


def _spans(spread: tuple[Shares, Shares], called: str) -> go.Scatter:
    """Return one line a level, which a gap ends."""
    x = [end for low, high in zip(*spread, strict=True) for end in (low, high, None)]
    y = [row for n in range(len(spread[0])) for row in (n, n, None)]
    return go.Scatter(
        x=x,
        y=y,
        mode="lines",
        name=label(called),
        line={"color": SPAN, "width": 4},
        hoverinfo="skip",
    )


def worldviews(
    names: Sequence[str], views: Mapping[str, Shares], *, size: int = 14
) -> go.Figure:
    """Return a line of shares over the levels for each worldview.

    Parameters
    ----------
    names : sequence of str
        Of the levels.
    views : mapping of str to sequence of float
        Shares by level, by what to call the worldview.
    size : int
        Of the text, in pixels.
    """
    traces = [
        go.Scatter(
            x=list(range(1, len(shares) + 1)),
            y=list(shares),
            mode="lines+markers",
            name=label(name),
            line={"color": COLORS[n % len(COLORS)], "width": 3},
            marker={"symbol": SYMBOLS[n % len(SYMBOLS)], "size": 0.6 * size},
            customdata=[label(level, 100) for level in names],
            hovertemplate="%{customdata}: %{y:.1%}",
        )
        for n, (name, shares) in enumerate(views.items())
    ]
    axis = {"fixedrange": True, "tickfont": {"size": size}}
    return go.Figure(
        traces,
        {
            **PAPER,
            "font": {"size": size},
            "height": 20 * size,
            "margin": margins(3 * size),
            "xaxis": {**axis, "dtick": 1},
            "yaxis": {**axis, "tickformat": ".0%", "rangemode": "tozero"},
            "legend": {**LEGEND, "font": {"size": size}},
        },
    )
