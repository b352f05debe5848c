"""Numbers of named rows as bars with their errors, in a unit that an axis names."""

from collections.abc import Sequence

import plotly.graph_objects as go

from app.charts.labels import label
from app.charts.paper import PAPER, margins, named_rows

COLOR, AGAINST, WHISKER, ROW = "#3f63c8", "#c2703d", "#7489a0", 30
MORE = 6
"""A row is so much higher for each further line of its name."""


def bars(
    names: Sequence[str],
    values: Sequence[float],
    errors: Sequence[float],
    *,
    axis: str,
    form: str = ".2f",
    most: int = 1,
) -> go.Figure:
    """Return a bar for each name, with whiskers of one error to both sides.

    Parameters
    ----------
    names : sequence of str
    values, errors : sequence of float
        Bars below zero have another color.
    axis : str
        What to call the numbers.
    form : str
        How a number is spelled.
    most : int
        On how many lines a name may stand.
    """
    told = [label(name, 100) for name in names]
    return go.Figure(
        go.Bar(
            x=list(values),
            y=list(range(len(names))),
            orientation="h",
            marker={"color": [COLOR if x >= 0 else AGAINST for x in values]},
            error_x={"array": list(errors), "color": WHISKER, "thickness": 1.5},
            customdata=list(zip(told, errors, strict=True)),
            hovertemplate=(
                f"%{{customdata[0]}}: %{{x:{form}}} ± %{{customdata[1]:{form}}}"
                "<extra></extra>"
            ),
        ),
        {
            **PAPER,
            "height": 70 + (ROW + MORE * (most - 1)) * len(names),
            "margin": margins(8),
            "bargap": 0.35,
            "showlegend": False,
            "xaxis": {"fixedrange": True, "title": {"text": axis}},
            "yaxis": named_rows(names, most=most),
        },
    )


def ends(
    names: Sequence[str],
    low: Sequence[float],
    high: Sequence[float],
    middle: float,
    *,
    called: tuple[str, str],
    axis: str,
) -> go.Figure:
    """Return a tornado: from the middle to where each of two ends leads.

    Parameters
    ----------
    names : sequence of str
    low, high : sequence of float
        The answer at the low and at the high end of each.
    middle : float
    called : (str, str)
        What to call the two ends.
    axis : str
        What to call the answer.
    """
    told = [label(name, 100) for name in names]
    return go.Figure(
        [
            go.Bar(
                x=[x - middle for x in values],
                base=middle,
                y=list(range(len(names))),
                orientation="h",
                name=name,
                marker={"color": color},
                customdata=list(zip(told, values, strict=True)),
                hovertemplate="%{customdata[0]}: %{customdata[1]:.1f}",
            )
            for values, name, color in (
                (low, called[0], AGAINST),
                (high, called[1], COLOR),
            )
        ],
        {
            **PAPER,
            "height": 100 + ROW * len(names),
            "margin": margins(30),
            "barmode": "overlay",
            "bargap": 0.35,
            "xaxis": {"fixedrange": True, "title": {"text": axis}, "zeroline": False},
            "yaxis": named_rows(names),
            "legend": {"orientation": "h", "yanchor": "bottom", "y": 1, "x": 0},
        },
    )
