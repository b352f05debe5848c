"""What becomes of misaligned systems, as bars that fall away from what came in.

Names stand above their bars, so that a narrow screen has room for both.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from app.charts.labels import label
from app.charts.paper import PAPER, margins

ROW, THICK, THIN, BELOW = 48, 0.32, 0.08, 0.25
NAME, HEADING, LONGEST = -0.37, 0.1, 60
PALE, ROOM = 0.5, 1.32
"""Numbers stand to the right of the bars."""


@dataclass(frozen=True)
class Row:
    """One bar, or a heading if it has no color.

    Parameters
    ----------
    name : str
    start, stop : float
        Between what stays and what came in: the bar is what falls away here.
    told : str
        The number beside it.
    color : str
    ghost : (float, float) or None
        Start and stop in another run.
    """

    name: str
    start: float = 0.0
    stop: float = 0.0
    told: str = ""
    color: str = ""
    ghost: tuple[float, float] | None = None


def funnel(rows: Sequence[Row], *, ghost: str = "") -> go.Figure:
    """Return a funnel.

    Parameters
    ----------
    rows : sequence of Row
        Downward.
    ghost : str
        What to call the other run.
    """
    bars = [(place, row) for place, row in enumerate(rows) if row.color]
    then = [(place, row, row.ghost) for place, row in bars if row.ghost is not None]
    widest = max((row.stop for _, row in bars), default=0.0)
    widest = max([widest, *(span[1] for *_, span in then)]) or 1.0
    here = go.Bar(
        x=[row.stop - row.start for _, row in bars],
        base=[row.start for _, row in bars],
        y=[float(place) for place, _ in bars],
        width=THICK,
        orientation="h",
        marker={"color": [row.color for _, row in bars], "line": {"width": 0}},
        customdata=[label(row.name, LONGEST) for _, row in bars],
        hovertemplate="%{customdata}: %{x:.1%}<extra></extra>",
    )
    there = go.Bar(
        x=[stop - start for *_, (start, stop) in then],
        base=[start for *_, (start, _) in then],
        y=[place + BELOW for place, *_ in then],
        width=THIN,
        orientation="h",
        marker={"color": [row.color for _, row, _ in then], "opacity": PALE},
        customdata=[
            f"{label(row.name, LONGEST)}, {label(ghost)}" for _, row, _ in then
        ],
        hovertemplate="%{customdata}: %{x:.1%}<extra></extra>",
    )
    return go.Figure(
        [here, there] if then else [here],
        {
            **PAPER,
            "height": 16 + ROW * len(rows),
            "margin": margins(4),
            "showlegend": False,
            "barmode": "overlay",
            "annotations": [_name(n, row) for n, row in enumerate(rows)]
            + [_told(place, row, widest) for place, row in bars],
            "yaxis": {"visible": False, "range": [len(rows) - 0.5, -0.6],
                      "fixedrange": True},
            "xaxis": {"visible": False, "range": [0, ROOM * widest],
                      "fixedrange": True},
        },
    )  # fmt: skip


def _name(place: int, row: Row) -> dict[str, object]:
    text = label(row.name, LONGEST)
    return {
        "x": 0, "xref": "paper", "xanchor": "left", "showarrow": False,
        "y": place + (NAME if row.color else HEADING),
        "text": text if row.color else f"<b>{text}</b>", "font": {"size": 13},
    }  # fmt: skip


def _told(place: int, row: Row, widest: float) -> dict[str, object]:
    return {
        "x": widest, "xanchor": "left", "xshift": 8, "y": place, "showarrow": False,
        "text": label(row.told), "font": {"size": 13},
    }  # fmt: skip
