"""The triangle of three tiers, colored by what is first for each split of credence."""

from collections.abc import Sequence
from math import sqrt

import numpy as np
import plotly.graph_objects as go

from app.charts.labels import label
from app.charts.paper import PAPER, margins
from simulator.choice.triangle import Triangle

COLORS = ("#3f63c8", "#d99a3d", "#3a9a78", "#b0404c", "#8a6bbf", "#5f9fb8")
OTHERS, HERE = "#a9b8c6", "#ffffff"
INK = "#1f242b"
HEIGHT = sqrt(3) / 2


def tiers(
    found: Triangle, names: Sequence[str], corners: Sequence[str], *, called: Sequence[str]
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
    x, y = _places(found.shares)
    steps = round(1 / np.diff(np.unique(found.shares[:, 0]))[0])
    parts = [(row, names[row], color) for row, color in _colored(found)]
    traces = [
        _points(x, y, found, found.first == row, name, color, steps)
        for row, name, color in parts
    ]
    rest = ~np.isin(found.first, [row for row, _, _ in parts])
    if rest.any():
        traces.append(_points(x, y, found, rest, called[0], OTHERS, steps))
    return go.Figure(
        [*traces, _present(found, called[1])],
        {
            **PAPER,
            "height": 420 + 22 * len(traces),
            "margin": margins(8),
            "xaxis": {"visible": False, "range": [-0.08, 1.08], "fixedrange": True},
            "yaxis": {
                "visible": False, "range": [-0.1, HEIGHT + 0.1], "fixedrange": True,
                "scaleanchor": "x",
            },
            "legend": {
                "orientation": "h", "yanchor": "top", "y": 0, "x": 0,
                "itemsizing": "constant",
            },
            "annotations": _corners(corners),
        },
    )  # fmt: skip


def _colored(found: Triangle) -> list[tuple[int, str]]:
    """Return the choices with most points, each with a color of its own."""
    return list(zip(found.chosen, COLORS, strict=False))


def _places(shares: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return where splits lie, the easiest tier left, the next at the top."""
    rows = np.atleast_2d(shares)
    return rows[:, 2] + rows[:, 1] / 2, rows[:, 1] * HEIGHT


def _points(
    x: np.ndarray,
    y: np.ndarray,
    found: Triangle,
    some: np.ndarray,
    name: str,
    color: str,
    steps: int,
) -> go.Scatter:
    told = [" / ".join(f"{share:.0%}" for share in row) for row in found.shares[some]]
    return go.Scatter(
        x=x[some].tolist(),
        y=y[some].tolist(),
        mode="markers",
        name=label(name, 40),
        marker={"color": color, "symbol": "hexagon", "size": 360 / steps},
        customdata=told,
        hovertemplate="%{customdata}",
    )


def _present(found: Triangle, called: str) -> go.Scatter:
    x, y = _places(found.present)
    told = " / ".join(f"{share:.0%}" for share in found.present)
    return go.Scatter(
        x=x.tolist(),
        y=y.tolist(),
        mode="markers",
        name=label(called),
        marker={
            "color": HERE, "symbol": "circle", "size": 14,
            "line": {"color": INK, "width": 3},
        },
        customdata=[told],
        hovertemplate="%{customdata}",
    )  # fmt: skip


def _corners(names: Sequence[str]) -> list[dict[str, object]]:
    places = ((0.0, -0.04, "top"), (0.5, HEIGHT + 0.03, "bottom"), (1.0, -0.04, "top"))
    sides = ("left", "center", "right")
    return [
        {
            "x": x, "y": y, "text": label(name), "showarrow": False, "yanchor": anchor,
            "xanchor": side,
        }
        for name, (x, y, anchor), side in zip(names, places, sides, strict=True)
    ]  # fmt: skip
