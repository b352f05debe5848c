"""How far each remaining item could move a probability, as bars to both sides."""

from collections.abc import Sequence

import plotly.graph_objects as go

from app.charts.labels import label
from app.charts.paper import LEGEND, PAPER, margins, named_rows

SEEN, UNSEEN, NOW = "#3f63c8", "#c2703d", "#7489a0"


def swing(
    names: Sequence[str],
    seen: Sequence[float],
    unseen: Sequence[float],
    now: float,
    *,
    called: tuple[str, str],
) -> go.Figure:
    """Return a line for each item, from where it leads unseen to where it leads seen.

    Parameters
    ----------
    names : sequence of str
    seen, unseen : sequence of float
        The probability in either case; nan where that cannot happen.
    now : float
        The probability now.
    called : (str, str)
        What to call the two cases.
    """
    rows = list(range(len(names)))
    lines = go.Scatter(
        x=[x for pair in zip(seen, unseen, strict=True) for x in (*pair, None)],
        y=[y for row in rows for y in (row, row, None)],
        mode="lines",
        line={"color": NOW, "width": 2},
        hoverinfo="skip",
        showlegend=False,
    )
    today = {
        "type": "line", "x0": now, "x1": now, "y0": 0, "y1": 1, "yref": "paper",
        "line": {"color": NOW, "dash": "dot", "width": 1},
    }  # fmt: skip
    return go.Figure(
        [
            lines,
            _points(names, seen, called[0], SEEN, "circle"),
            _points(names, unseen, called[1], UNSEEN, "diamond"),
        ],
        {
            **PAPER,
            "height": 80 + 28 * len(names),
            "margin": margins(30),
            "shapes": [today],
            "xaxis": {"tickformat": ".0%", "fixedrange": True, "zeroline": False},
            "yaxis": named_rows(names),
            "legend": LEGEND,
        },
    )


def _points(
    names: Sequence[str], values: Sequence[float], called: str, color: str, symbol: str
) -> go.Scatter:
    return go.Scatter(
        x=list(values),
        y=list(range(len(values))),
        mode="markers",
        name=called,
        marker={"color": color, "size": 10, "symbol": symbol},
        customdata=[label(name, 100) for name in names],
        hovertemplate="%{customdata}: %{x:.1%}",
    )
