"""Amounts by intervention as bars by kind, those of another portfolio as ghosts."""

from collections.abc import Sequence

import plotly.graph_objects as go

from app.charts.labels import label
from app.charts.paper import LEGEND, PAPER, margins, named_rows

COLORS, PATTERNS = ("#3f7fae", "#c2703d", "#2f8f83", "#a85a9c"), ("", "/", "x", ".")
"""Of one kind after the other: none is told by its color alone."""

GHOST, ROW, WIDE, SPARE = "#7489a0", 30, 0.8, 0.45


def amounts(
    names: Sequence[str],
    kinds: Sequence[str],
    given: Sequence[float],
    ghost: Sequence[float],
    *,
    legend: Sequence[str],
    called: str,
    axis: str,
) -> go.Figure:
    """Return a bar for each name, within an outline of what another portfolio gives.

    Parameters
    ----------
    names, kinds : sequence of str
    given, ghost : sequence of float
    legend : sequence of str
        The kinds that there are, so that each keeps its color.
    called : str
        What to call the other portfolio.
    axis : str
        What to call the amounts.
    """
    told = [label(name, 100) for name in names]
    outline = go.Bar(
        x=list(ghost),
        y=list(range(len(names))),
        orientation="h",
        width=WIDE,
        name=label(called),
        marker={"color": "rgba(0,0,0,0)", "line": {"color": GHOST, "width": 1.5}},
        customdata=told,
        hovertemplate=f"%{{customdata}}: %{{x:,.1f}}<extra>{label(called)}</extra>",
    )
    filled = [_filled(told, kinds, given, n, kind) for n, kind in enumerate(legend)]
    return go.Figure(
        [*filled, outline],
        {
            **PAPER,
            "height": 90 + ROW * len(names),
            "margin": margins(30),
            "barmode": "overlay",
            "xaxis": {"fixedrange": True, "title": {"text": axis}},
            "yaxis": named_rows(names),
            "legend": {**LEGEND, "traceorder": "normal"},
        },
    )


def _filled(
    told: Sequence[str], kinds: Sequence[str], given: Sequence[float], n: int, kind: str
) -> go.Bar:
    rows = [row for row, other in enumerate(kinds) if other == kind]
    n %= len(COLORS)
    return go.Bar(
        x=[given[row] for row in rows],
        y=rows,
        orientation="h",
        width=SPARE,
        name=label(kind),
        marker={
            "color": COLORS[n],
            "pattern": {"shape": PATTERNS[n], "size": 6, "solidity": 0.4},
        },
        customdata=[told[row] for row in rows],
        hovertemplate="%{customdata}: %{x:,.1f}",
    )
