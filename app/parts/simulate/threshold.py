"""Capability on its way to the dangerous threshold, and when it falls."""

import streamlit as st

from app.charts.dates import dates
from app.charts.fan import COLORS, Fan
from app.markup import escaped
from app.parts.grid import heading, percent
from app.parts.simulate.bands import PLAIN, Look, band, last
from app.texts import say
from simulator.world.path import HORIZON
from simulator.world.run import Run


def capability(look: Look) -> None:
    """Show how capability grows, and the threshold."""
    title = say("simulate.capability")
    heading(title)
    points = band(look.run.series, "threshold")
    line = Fan(say("simulate.threshold"), points, None, COLORS[1])
    look.draw(title, [look.fan("capability"), line], ".1f")
    ends = last(band(look.run.series, "capability"), ".1f")
    middle = last(points, ".1f")["p50"]
    st.caption(say("simulate.capability.words", threshold=middle, **ends))


def when(look: Look) -> None:
    """Show in which year the threshold falls in how many worlds."""
    title = say("simulate.past")
    heading(title)
    run, other = look.run, look.other
    figure = dates(
        run.dates, None if other is None else other.run.dates, years=int(HORIZON),
        called=(say("simulate.here"), "" if other is None else other.name),
        words=(say("simulate.years"), say("simulate.later")),
        plan=run.series.months[-1] / 12,
    )  # fmt: skip
    st.plotly_chart(figure, key="simulate.chart.dates", config=PLAIN, alt=title)
    told = _words(run)
    if other is not None:
        middle = month(other.run.critical[1])
        told += " " + say("simulate.past.other", name=other.name, middle=middle)
    st.caption(escaped(told))


def _words(run: Run) -> str:
    low, middle, high = (month(date) for date in run.critical)
    share = percent(band(run.series, "dangerous")["p50"][-1])
    return say("simulate.past.words", share=share, low=low, middle=middle, high=high)


def month(date: float) -> str:
    """Return a date in months, in words if it never comes."""
    if date == float("inf"):
        return say("simulate.never")
    return say("simulate.month", month=f"{date:.0f}")
