"""One world, told as a dated story."""

import streamlit as st

from app import cached, simulated
from app.markup import escaped
from app.parts.grid import percent
from app.parts.simulate.other import Other
from app.parts.simulate.weighing import Weighing, named
from app.sentences import names
from app.texts import joined, listed, say
from simulator.model import Model
from simulator.scenario import Scenario
from simulator.world.path import HORIZON
from simulator.world.story import Event, Story

NUMBER, TYPICAL = "simulate.world", "simulate.typical"
LEAST = 0.005
"""Ends of a halt that are less likely are not told."""


def show(scenario: Scenario, other: Other | None, weighing: Weighing) -> None:
    """Tell the story of a world at a level."""
    model, level = cached.revised(scenario), weighing.one
    world = _world(scenario, level)
    told = simulated.story_of(scenario, world, level)
    _where(scenario, told, weighing)
    _tell(model, told)
    if other is not None:
        there = simulated.story_of(other.scenario, world, level)
        with st.expander(escaped(say("simulate.story.other", name=other.name))):
            _tell(model, there)


def _world(scenario: Scenario, level: int) -> int:
    """Let a world be chosen; return its place."""
    run = simulated.run_of(scenario)
    count = run.by_world.shape[-1]
    st.session_state.setdefault(TYPICAL, True)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        typical = st.toggle(
            say("simulate.typical"), key=TYPICAL, help=say("simulate.typical.help")
        )
        if typical:
            st.session_state[NUMBER] = run.typical(level) + 1
        number: int = st.number_input(
            say("simulate.world", count=count), 1, count, step=1, key=NUMBER, width=220,
            disabled=typical,
        )  # fmt: skip
    return int(number) - 1


def _where(scenario: Scenario, told: Story, weighing: Weighing) -> None:
    level = cached.revised(scenario).belief.ladder.levels[told.level]
    lines = [
        say(
            "simulate.story.where",
            world=told.world + 1,
            seed=scenario.seed,
            level=named(told.level, level),
        )
    ]
    if weighing.level is None:
        lines.append(say("simulate.story.most"))
    st.caption(escaped(joined(lines)))


def _tell(model: Model, told: Story) -> None:
    called = {**names(model), **{o.id: o.name for o in model.world.outcomes}}
    lines = [
        f"- **{_date(event.month)}:** {escaped(_sentence(event, called))}"
        for event in told.events
    ]
    st.markdown("\n".join(lines))
    if told.unready:
        short = [
            say("simulate.at", name=called[name], share=percent(share))
            for name, share in told.unready.items()
        ]
        st.write(escaped(say("simulate.story.unready", names=listed(short))))


def _date(month: float) -> str:
    if month == 0:
        return say("simulate.story.today")
    if month >= 12 * HORIZON:
        return say("simulate.story.horizon")
    return say("simulate.story.month", month=f"{month:.0f}")


def _ended(event: Event, called: dict[str, str]) -> str:
    """Return how what was held has ended, the likeliest first."""
    ends = {o: share for o, share in event.numbers.items() if o in called and share}
    told = [
        say("simulate.at", name=called[o], share=percent(share))
        for o, share in sorted(ends.items(), key=lambda pair: -pair[1])
        if share >= LEAST
    ]
    return say("simulate.story.ended", ends=listed(told)) if told else ""


def _sentence(event: Event, called: dict[str, str]) -> str:
    """Return an event in words; all numbers are those of the world."""
    shares = {name: percent(share) for name, share in event.numbers.items()}
    if event.kind == "end":
        ends = [
            say("simulate.at", name=called[name], share=share)
            for name, share in shares.items()
        ]
        name, share = called[event.name], shares[event.name]
        return say("simulate.event.end", name=name, share=share, ends=listed(ends))
    if event.kind == "half":
        speed = f"{event.numbers['speed']:.2f}"
        return say("simulate.event.half", speed=speed)
    if event.kind == "planted":
        shares |= {name: f"{event.numbers[name]:.0f}" for name in ("found", "planted")}
    if event.kind == "retries":
        shares |= {name: f"{event.numbers[name]:.0f}" for name in ("retries", "until")}
    if event.kind == "halt":
        shares["ended"] = _ended(event, called)
    told = {"name": called[event.name]} if event.name else {}
    return say(f"simulate.event.{event.kind}", **told, **shares)
