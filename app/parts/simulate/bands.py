"""Bands of a run, and of the other one, as a view of curves draws them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from app.charts.fan import COLORS, Fan, between, fans
from app.parts.simulate.other import Other
from app.texts import say
from simulator.world.run import Run
from simulator.world.series import Series

PLAIN = {"displayModeBar": False}
Band = dict[str, list[float]]


@dataclass(frozen=True, eq=False)
class Look:
    """A run, the other one if there is one, and where between them one looks.

    Parameters
    ----------
    run : Run
    other : Other or None
    at : float
        0 is the other run, 1 is this one.
    """

    run: Run
    other: Other | None
    at: float = 1.0

    def fan(
        self,
        name: str,
        called: str = "",
        color: str = COLORS[0],
        level: int | None = None,
    ) -> Fan:
        """Return a series as a fan, and that of the other run as its ghost."""
        now = band(self.run.series, name, level)
        if self.other is None:
            return Fan(called or say("simulate.here"), now, None, color)
        then = band(self.other.run.series, name, level)
        drawn = now if self.at == 1 else between(then, now, self.at)
        return Fan(called or say("simulate.here"), drawn, then, color)

    def draw(self, title: str, shown: Sequence[Fan], form: str) -> None:
        """Draw fans as one figure."""
        name = "" if self.other is None else self.other.name
        figure = fans(
            self.run.series.months, shown, axis=say("simulate.months"), ghost=name,
            form=form,
        )  # fmt: skip
        key = f"simulate.chart.{title}"
        st.plotly_chart(figure, key=key, config=PLAIN, alt=title)


def band(series: Series, name: str, level: int | None = None) -> Band:
    """Return a band as it stands in the run, for one level if it depends on it."""
    bands: Mapping[str, Sequence[Any]] = series.bands[name]
    return {q: list(x if level is None else x[level]) for q, x in bands.items()}


def line(fan: Fan) -> Fan:
    """Return the median of a fan alone."""

    def alone(points: Mapping[str, Sequence[float]]) -> Band:
        return {name: list(points["p50"]) for name in points}

    ghost = None if fan.ghost is None else alone(fan.ghost)
    return Fan(fan.name, alone(fan.band), ghost, fan.color)


def last(points: Mapping[str, Sequence[float]], form: str) -> dict[str, str]:
    """Return the last points of a band, spelled."""
    return {name: format(row[-1], form) for name, row in points.items()}
