"""The triangle of three tiers, colored by what is first for each split of credence."""

from collections.abc import Sequence
from math import cos, pi, sin, sqrt

import numpy as np
import plotly.graph_objects as go

from app.charts.labels import label
from app.charts.paper import PAPER, margins
from levels.arrays import BoolArray, FloatArray
from simulator.choice.triangle import Triangle

COLORS = ("#3f63c8", "#d99a3d", "#3a9a78", "#b0404c", "#8a6bbf", "#5f9fb8")
OTHERS, HERE, INK = "#a9b8c6", "#ffffff", "#1f242b"
HEIGHT = sqrt(3) / 2
LEGEND_ROW = 26


def tiers(
    found: Triangle,
    names: Sequence[str],
    corners: Sequence[str],
    *,
    called: tuple[str, str],
) -> go.Figure:
    """Return the map; its corners are all credence on one tier.

    Parameters
    ----------
    found : Triangle
    names : sequence of str
        What to call the choices.
    corners : sequence of str
        What to call the tiers, easiest first: left, top, right.
    called : (str, str)
        What to call the choices that have no color of their own, and the present.
    """
    parts = list(zip(found.chosen, COLORS, strict=False))
    regions = [_region(found, found.first == row, names[row], c) for row, c in parts]
    rest = ~np.isin(found.first, [row for row, _ in parts])
    if rest.any():
        regions.append(_region(found, rest, called[0], OTHERS))
    return go.Figure(
        [*regions, _present(found, called[1])],
        {
            **PAPER,
            "height": 400 + LEGEND_ROW * len(regions),
            "margin": margins(8),
            "xaxis": {"visible": False, "range": [-0.06, 1.06], "fixedrange": True},
            "yaxis": {
                "visible": False,
                "range": [-0.12, HEIGHT + 0.12],
                "fixedrange": True,
                "scaleanchor": "x",
            },
            "legend": {"orientation": "v", "yanchor": "top", "y": 0, "x": 0},
            "annotations": _corners(corners),
        },
    )


def _places(shares: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return where splits lie, the easiest tier left, the next at the top."""
    rows = np.atleast_2d(shares)
    return rows[:, 2] + rows[:, 1] / 2, rows[:, 1] * HEIGHT


def _region(found: Triangle, some: BoolArray, name: str, color: str) -> go.Scatter:
    """Return the points of one choice, each as the cell of the grid around it."""
    step = float(np.diff(np.unique(found.shares[:, 0]))[0])
    turns = [pi / 6 + n * pi / 3 for n in range(7)]
    across = [step / sqrt(3) * cos(turn) for turn in turns]
    up = [step / sqrt(3) * sin(turn) for turn in turns]
    places = np.stack(_places(found.shares[some]), axis=1).tolist()
    return go.Scatter(
        x=[value for x, _ in places for value in (*(x + d for d in across), None)],
        y=[value for _, y in places for value in (*(y + d for d in up), None)],
        mode="lines",
        line={"color": color, "width": 1},
        fill="toself",
        fillcolor=color,
        hoveron="fills",
        hoverinfo="name",
        name=label(name, 60),
    )


def _present(found: Triangle, called: str) -> go.Scatter:
    x, y = _places(found.present)
    told = " / ".join(f"{share:.0%}" for share in found.present)
    return go.Scatter(
        x=x.tolist(),
        y=y.tolist(),
        mode="markers",
        name=label(called),
        marker={"color": HERE, "size": 14, "line": {"color": INK, "width": 3}},
        customdata=[told],
        hovertemplate="%{customdata}",
    )


def _corners(names: Sequence[str]) -> list[dict[str, object]]:
    """Return the names of the tiers, each beside its corner."""
    places = (
        (0.0, -0.04, "top", "left"),
        (0.5, HEIGHT + 0.03, "bottom", "center"),
        (1.0, -0.04, "top", "right"),
    )
    return [
        {
            "x": x,
            "y": y,
            "text": label(name),
            "showarrow": False,
            "yanchor": above,
            "xanchor": side,
        }
        for name, (x, y, above, side) in zip(names, places, strict=True)
    ]
