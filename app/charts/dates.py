"""When something happens in each world, year by year, and in which worlds never."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from app.charts.fan import COLORS
from app.charts.labels import label
from app.charts.paper import LEGEND, PAPER, margins
from levels.arrays import FloatArray

HEIGHT, SHARE_FORM = 270, ".0%"
NEVER, OTHER = "#93a5b5", "#8191a2"


def dates(
    here: FloatArray,
    there: FloatArray | None,
    *,
    years: int,
    called: tuple[str, str],
    words: tuple[str, str],
    plan: float,
) -> go.Figure:
    """Return the share of worlds in which it happens in each year.

    Parameters
    ----------
    here, there : ndarray, shape (n_worlds,)
        Months from today, inf for never; of this run and of another if there is one.
    years : int
        How many are shown; what is later counts as never.
    called : (str, str)
        What to call the two runs.
    words : (str, str)
        What to call the axis of years, and never.
    plan : float
        Years until the plan ends.
    """
    places = [*range(years), years + 1]
    bars = go.Bar(
        x=places,
        y=by_year(here, years),
        name=label(called[0]),
        marker={"color": [COLORS[1]] * years + [NEVER], "line": {"width": 0}},
        customdata=[*(f"{n}-{n + 1}" for n in range(years)), label(words[1])],
        hovertemplate="%{customdata}: %{y:.1%}<extra></extra>",
    )
    ghosts = [] if there is None else [_ghost(by_year(there, years), called[1])]
    ticks = list(range(0, years, 5))
    return go.Figure(
        [bars, *ghosts],
        {
            **PAPER,
            "height": HEIGHT,
            "margin": margins(30 if ghosts else 8),
            "bargap": 0.15,
            "showlegend": bool(ghosts),
            "legend": {**LEGEND, "traceorder": "normal"},
            "shapes": [_line(plan - 0.5)],
            "xaxis": {
                "title": {"text": words[0]}, "fixedrange": True,
                "tickvals": [*(tick - 0.5 for tick in ticks), years + 1],
                "ticktext": [*map(str, ticks), label(words[1])], "tickangle": 0,
            },
            "yaxis": {
                "tickformat": SHARE_FORM, "fixedrange": True, "rangemode": "tozero",
            },
        },
    )  # fmt: skip


def by_year(months: FloatArray, years: int) -> list[float]:
    """Return the share of worlds in each year, and in those later or never.

    Examples
    --------
    >>> by_year(np.array([1.0, 13.0, 14.0, np.inf]), 2)
    [0.25, 0.5, 0.25]
    """
    counts, _ = np.histogram(months, bins=12.0 * np.arange(years + 1))
    shares = counts / len(months)
    return [*shares.tolist(), float((len(months) - counts.sum()) / len(months))]


def _ghost(shares: Sequence[float], called: str) -> go.Scatter:
    """Return another run as a line over the bars."""
    places = [*range(len(shares) - 1), len(shares)]
    return go.Scatter(
        x=places,
        y=shares,
        name=label(called),
        mode="lines",
        line={"color": OTHER, "width": 2, "shape": "hvh"},
        hoverinfo="skip",
    )


def _line(place: float) -> dict[str, object]:
    """Return a line where the plan ends."""
    line = {"color": OTHER, "width": 1.5, "dash": "dot"}
    return {
        "type": "line", "x0": place, "x1": place, "y0": 0, "y1": 1, "yref": "paper",
        "line": line,
    }  # fmt: skip
