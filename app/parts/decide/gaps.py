"""How far each level is covered, and what closes the gap, or why nothing does."""

from collections.abc import Sequence

import streamlit as st

from app.charts.goals import goals
from app.markup import escaped
from app.parts.decide.choosing import PLAIN, Choosing
from app.parts.decide.words import amount
from app.parts.grid import grid, heading, percent
from app.parts.simulate.weighing import named
from app.sentences import points
from app.texts import joined, listed, say
from simulator.choice.closing import Closing

LARGEST = 4
"""How many interventions are named in a sentence."""


def chart(choosing: Choosing, closings: Sequence[Closing]) -> None:
    """Show how far the requirement of each level is covered, and the goals."""
    heading(say("decide.covered"))
    aims = list(dict.fromkeys(each.goal for each in closings))
    levels = choosing.model.belief.ladder.levels
    reached = {each.level: each.covered for each in closings}
    names = [named(n, level) for n, level in enumerate(levels)]
    figure = goals(names, [reached[n] for n in range(len(levels))], aims)
    st.plotly_chart(
        figure, key="decide.chart.mine.covered", config=PLAIN,
        alt=say("decide.covered.chart"),
    )  # fmt: skip
    st.caption(say("decide.covered.rule"))
    with st.expander(say("simulate.numbers")):
        _numbers(choosing, closings, aims)


def _numbers(
    choosing: Choosing, closings: Sequence[Closing], aims: Sequence[float]
) -> None:
    header = [say("decide.column.level"), say("decide.column.covered")]
    header += [say("decide.column.short", goal=f"{aim:.0%}") for aim in aims]
    rows = []
    for n, level in enumerate(choosing.levels):
        mine = [each for each in closings if each.level == n]
        short = [say("decide.points", points=points(each.shortfall)) for each in mine]
        rows.append([escaped(level), percent(mine[0].covered), *short])
    grid(header, rows)


def words(choosing: Choosing, closings: Sequence[Closing]) -> None:
    """Say what closes each gap, or why none does."""
    heading(say("decide.gaps"))
    lines = [
        _line(choosing, n, [x for x in closings if x.level == n])
        for n in _lacking(closings)
    ]
    covered = [
        name for n, name in enumerate(choosing.levels) if n not in _lacking(closings)
    ]
    if covered:
        goal = f"{max(each.goal for each in closings):.0%}"
        told = say("decide.gaps.covered", goal=goal, levels=listed(covered))
        lines.append(f"- {escaped(told)}")
    st.markdown("\n".join(lines))
    bought = [each for each in closings if each.amounts]
    if bought:
        with st.expander(say("decide.gaps.amounts")):
            _amounts(choosing, bought)


def _lacking(closings: Sequence[Closing]) -> list[int]:
    """Return the levels that are short of a goal, in their order."""
    return list(dict.fromkeys(x.level for x in closings if x.shortfall > 0))


def _line(choosing: Choosing, level: int, mine: Sequence[Closing]) -> str:
    """Return what brings a level to each goal, or why nothing does, as an item."""
    short = [each for each in mine if each.shortfall > 0]
    told = [_closed(choosing, each) for each in short if each.extra is not None]
    beyond = [each for each in short if each.extra is None]
    if beyond:
        told.append(_out_of_reach(choosing, beyond))
    name, covered = choosing.levels[level], percent(mine[0].covered)
    reached = say("decide.gaps.level", covered=covered, goals=joined(told))
    bold = f"**{escaped(name[:1].upper() + name[1:])}**"
    return "- " + say("list.named", name=bold, what=escaped(reached))


def _away(closings: Sequence[Closing]) -> str:
    """Return how far some goals are, in words."""
    return listed(
        [
            say("decide.gaps.away", goal=f"{x.goal:.0%}", short=points(x.shortfall))
            for x in closings
        ]
    )


def _closed(choosing: Choosing, closing: Closing) -> str:
    return say(
        "decide.gaps.closed",
        away=_away([closing]),
        extra=amount(closing.extra or 0.0),
        parts=_parts(choosing, closing),
    )


def _out_of_reach(choosing: Choosing, beyond: Sequence[Closing]) -> str:
    """Return why no money brings a level to some goals."""
    away, name = _away(beyond), beyond[-1].held_back_by
    if name is None:
        return say("decide.gaps.never", away=away)
    return say(
        "decide.gaps.held",
        away=away,
        most=percent(beyond[-1].reachable),
        name=choosing.model.means.intervention(name).name,
    )


def _parts(choosing: Choosing, closing: Closing) -> str:
    """Return what the money buys in words, the most first."""
    most = sorted(closing.amounts, key=lambda name: -closing.amounts[name])
    means = choosing.model.means
    told = [
        say(
            "decide.gaps.part",
            people=amount(closing.amounts[name]),
            name=means.intervention(name).name,
        )
        for name in most[:LARGEST]
    ]
    more = len(most) - LARGEST
    return listed(told if more <= 0 else [*told, say("decide.gaps.more", more=more)])


def _amounts(choosing: Choosing, bought: Sequence[Closing]) -> None:
    """Show all that the money buys: a row an intervention, a column a gap."""
    means = choosing.model.means
    names = [x for x in means.ids if any(x in each.amounts for each in bought)]
    header = [
        say("decide.column.gap", number=each.level + 1, goal=f"{each.goal:.0%}")
        for each in bought
    ]
    rows = [
        [
            escaped(means.intervention(name).name),
            *(amount(x) if (x := each.amounts.get(name)) else "" for each in bought),
        ]
        for name in names
    ]
    grid([say("decide.column.funded.name"), *header], rows)
    st.caption(say("decide.gaps.rule"))
