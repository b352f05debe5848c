"""Amounts by intervention as bars by kind, those of another portfolio as ghosts."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from app.charts.labels import label
from app.charts.paper import LEGEND, PAPER, margins, named_rows

COLORS, PATTERNS = ("#3f7fae", "#c2703d", "#2f8f83", "#a85a9c"), ("", "/", "x", ".")
"""Of one kind after the other: none is told by its color alone."""

GHOST, ROW, WIDE, SPARE = "#7489a0", 30, 0.8, 0.45


@dataclass(frozen=True)
class Funded:
    """What one intervention of a kind gets, and what another portfolio gives it."""

    name: str
    kind: str
    given: float
    other: float


def amounts(
    rows: Sequence[Funded], *, legend: Sequence[str], called: str, axis: str
) -> go.Figure:
    """Return a bar for each row, within an outline of what another portfolio gives.

    Parameters
    ----------
    rows : sequence of Funded
    legend : sequence of str
        The kinds that there are, so that each keeps its color.
    called : str
        What to call the other portfolio.
    axis : str
        What to call the amounts.
    """
    outline = go.Bar(
        x=[row.other for row in rows],
        y=list(range(len(rows))),
        orientation="h",
        width=WIDE,
        name=label(called),
        marker={"color": "rgba(0,0,0,0)", "line": {"color": GHOST, "width": 1.5}},
        customdata=[label(row.name, 100) for row in rows],
        hovertemplate=f"%{{customdata}}: %{{x:,.1f}}<extra>{label(called)}</extra>",
    )
    filled = [_filled(rows, n, kind) for n, kind in enumerate(legend)]
    return go.Figure(
        [*filled, outline],
        {
            **PAPER,
            "height": 90 + ROW * len(rows),
            "margin": margins(30),
            "barmode": "overlay",
            "xaxis": {"fixedrange": True, "title": {"text": axis}},
            "yaxis": named_rows([row.name for row in rows]),
            "legend": {**LEGEND, "traceorder": "normal"},
        },
    )


def _filled(rows: Sequence[Funded], n: int, kind: str) -> go.Bar:
    mine = [(place, row) for place, row in enumerate(rows) if row.kind == kind]
    n %= len(COLORS)
    return go.Bar(
        x=[row.given for _, row in mine],
        y=[place for place, _ in mine],
        orientation="h",
        width=SPARE,
        name=label(kind),
        marker={
            "color": COLORS[n],
            "pattern": {"shape": PATTERNS[n], "size": 6, "solidity": 0.4},
        },
        customdata=[label(row.name, 100) for _, row in mine],
        hovertemplate="%{customdata}: %{x:,.1f}",
    )
