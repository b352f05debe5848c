"""A frontier: portfolios by two counts, the efficient ones joined, today's a mark."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from app.charts.paper import LEGEND, PAPER, margins

COLOR, OTHER, TODAY, HEIGHT = "#3f63c8", "#7489a0", "#c2703d", 340


@dataclass(frozen=True)
class Spot:
    """One portfolio: across, up, with the standard error of what is up."""

    x: float
    y: float
    error: float
    efficient: bool = True


def frontier(
    spots: Sequence[Spot],
    today: Spot,
    *,
    called: tuple[str, str, str],
    axes: tuple[str, str],
    form: str = ",.0f",
) -> go.Figure:
    """Return the efficient spots as a line, the others hollow, and today's portfolio.

    Parameters
    ----------
    spots : sequence of Spot
    today : Spot
    called : (str, str, str)
        What to call the efficient ones, the others, and today's portfolio.
    axes : (str, str)
        What to call what is across and what is up.
    form : str
        How a number across is spelled.
    """
    good = sorted((s for s in spots if s.efficient), key=lambda s: s.x)
    rest = [s for s in spots if not s.efficient]
    parts = [
        _marks(good, called[0], COLOR, "circle", "lines+markers", form),
        _marks(rest, called[1], OTHER, "circle-open", "markers", form),
        _marks([today], called[2], TODAY, "diamond", "markers", form),
    ]
    return go.Figure(
        [part for part in parts if len(part.x)],
        {
            **PAPER,
            "height": HEIGHT,
            "margin": margins(30),
            "showlegend": True,
            "legend": LEGEND,
            "xaxis": {"title": {"text": axes[0]}, "fixedrange": True},
            "yaxis": {
                "title": {"text": axes[1]}, "fixedrange": True, "automargin": True
            },
        },
    )  # fmt: skip


def _marks(
    spots: Sequence[Spot], called: str, color: str, symbol: str, mode: str, form: str
) -> go.Scatter:
    return go.Scatter(
        x=[s.x for s in spots],
        y=[s.y for s in spots],
        error_y={"array": [s.error for s in spots], "color": OTHER, "thickness": 1.2},
        mode=mode,
        name=called,
        line={"color": color},
        marker={"color": color, "symbol": symbol, "size": 10},
        hovertemplate=f"%{{x:{form}}}: %{{y:.1f}} ± %{{error_y.array:.1f}}",
    )
