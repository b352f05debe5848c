"""Who does research: AI, and the people whose share binds it."""

import streamlit as st

from app.charts.fan import COLORS
from app.parts.grid import heading, percent
from app.parts.simulate.bands import Look, band, last
from app.texts import say
from simulator.world.run import Run


def automation(look: Look) -> None:
    """Show the tasks that AI could do, and those that it does."""
    title = say("simulate.automation")
    heading(title)
    shown = [
        look.fan("automated_share", say("simulate.automation.could"), COLORS[2]),
        look.fan("ai_share", say("simulate.automation.does"), COLORS[3]),
    ]
    look.draw(title, shown, ".0%")
    could, does = (
        percent(band(look.run.series, name)["p50"][-1])
        for name in ("automated_share", "ai_share")
    )
    speed = last(band(look.run.series, "research_multiplier"), ".2f")["p50"]
    st.caption(say("simulate.automation.words", could=could, does=does, speed=speed))


def remainder(run: Run) -> None:
    """Tell in numbers how the tasks that are left to people bind research."""
    heading(say("simulate.remainder"))
    lines = [
        say(
            "simulate.remainder.line",
            share=f"{100 * r.share:.3g}",
            left=f"{100 * (1 - r.share):.3g}",
            bound=f"{r.bound[1]:.1f}",
            free=f"{r.free[1]:.1f}",
            lost=percent(1 - r.bound[1] / r.free[1]),
        )
        for r in run.remainders
    ]
    st.markdown("\n".join(f"- {line}" for line in lines))
    st.caption(say("simulate.remainder.basis"))
