"""How safe: regret, how sure the first place is, signs that turn, harm."""

import numpy as np
import streamlit as st

from app import cached, decided
from app.charts.chances import chances
from app.charts.heat import losses, signs
from app.charts.often import often
from app.markup import escaped
from app.parts.decide.choosing import PLAIN, Choosing
from app.parts.decide.words import how, thousandths
from app.parts.grid import grid, percent
from app.parts.simulate.weighing import named
from app.texts import joined, listed, say
from levels.arrays import FloatArray
from simulator.choice.regret import minimax_regret, regret, worst_regrets
from simulator.choice.signs import SMALLEST, SignMap, sign_map

SHOWN = 8
FIRST_FEW = 3
NAMED = 3
LEAST_TOP = 0.05
"""An axis of chances reaches at least so far."""


def show(choosing: Choosing) -> None:
    """Show how safe the choice is."""
    with st.container(key="decide_safe"):
        left, right = st.columns(2, gap="large")
        with left:
            _regret(choosing)
        with right:
            _often(choosing)
        left, right = st.columns(2, gap="large")
        with left:
            _signs(choosing)
        with right:
            _harm(choosing)


def _short(choosing: Choosing) -> list[str]:
    ladder = choosing.model.belief.ladder
    return [named(n, level) for n, level in enumerate(ladder.levels)]


def _regret(choosing: Choosing) -> None:
    st.subheader(say("decide.regret"))
    payoff = choosing.offers.mean
    st.write(escaped(_regretted(choosing, payoff)))
    table = 1000 * regret(payoff)
    safest = minimax_regret(payoff).index
    rows = list(choosing.verdict.order[:SHOWN])
    rows += [safest] if safest not in rows else []
    names = [choosing.labels[row] for row in rows]
    st.plotly_chart(
        losses(names, _short(choosing), table[rows], called=say("decide.regret.unit")),
        key="decide.chart.regret", config=PLAIN, alt=say("decide.regret.chart"),
    )  # fmt: skip
    st.caption(say("decide.regret.rule"))
    with st.expander(say("simulate.numbers")):
        header = [say("decide.column.choice"), say("decide.column.worst")]
        numbers = [str(n) for n in range(1, table.shape[1] + 1)]
        cells = [
            [
                escaped(choosing.names[row]),
                f"{table[row].max():.1f}",
                *(f"{x:.1f}" for x in table[row]),
            ]
            for row in rows
        ]
        grid([*header, *numbers], cells)
    how(say("decide.how.regret"))


def _regretted(choosing: Choosing, payoff: FloatArray) -> str:
    """Return where the first choice is regretted most, and what is regretted least."""
    worst = worst_regrets(payoff)[choosing.verdict.first]
    safest = minimax_regret(payoff)
    first = choosing.names[choosing.verdict.first]
    if worst.regret <= 0:
        return say("decide.regret.none", first=first)
    told = say(
        "decide.regret.most",
        first=first,
        level=choosing.levels[worst.level],
        regret=thousandths(worst.regret),
        rival=choosing.names[int(payoff[:, worst.level].argmax())],
    )
    if safest.index == worst.index:
        return joined([told, say("decide.regret.same")])
    least = say(
        "decide.regret.least",
        name=choosing.names[safest.index],
        regret=thousandths(safest.regret),
        level=choosing.levels[safest.level],
    )
    return joined([told, least])


def _often(choosing: Choosing) -> None:
    st.subheader(say("decide.often"))
    sure = decided.acceptability_for(choosing.scenario, choosing.kind)
    first, few = sure.among(1), sure.among(min(FIRST_FEW, len(choosing.names)))
    rows = np.lexsort((-few, -first))[:SHOWN]
    most = int(rows[0])
    key = "decide.often.words"
    if choosing.scenario.credence.concentration is None:
        key = "decide.often.words.held"
    st.write(
        escaped(
            say(
                key,
                draws=sure.draws,
                first=choosing.names[most],
                share=percent(first[most]),
                few=percent(few[most]),
            )
        )
    )
    names = [choosing.labels[row] for row in rows]
    called = (say("decide.often.first"), say("decide.often.few", count=FIRST_FEW))
    st.plotly_chart(
        often(names, first[rows], few[rows], called=called), key="decide.chart.often",
        config=PLAIN, alt=say("decide.often.chart"),
    )  # fmt: skip
    how(say("decide.how.often"))


def _signs(choosing: Choosing) -> None:
    st.subheader(say("decide.signs"))
    effects, _ = cached.effects_of(choosing.scenario)
    all_signs = sign_map(effects, choosing.scenario.utility(choosing.model))
    found = all_signs.clear()
    names = [each.name for each in choosing.model.means.interventions]
    told = _turning(choosing, found, names)
    small = len(all_signs.two_sided) - len(found.two_sided)
    if small > 0:
        least = thousandths(SMALLEST)
        also = say("decide.signs.small", count=small, smallest=least)
        told = joined([told, also])
    st.write(escaped(told))
    rows = _first(choosing, found)
    shown = signs(
        [names[row] for row in rows], _short(choosing), found.sign[rows],
        1000 * found.value[rows], called=say("decide.signs.unit"),
    )  # fmt: skip
    st.plotly_chart(
        shown, key="decide.chart.signs", config=PLAIN, alt=say("decide.signs.chart")
    )
    st.caption(escaped(say("decide.signs.rule", smallest=thousandths(SMALLEST))))
    how(say("decide.how.signs"))


def _first(choosing: Choosing, found: SignMap) -> list[int]:
    """Return which rows to show: what turns, what hurts, the first of the ranking."""
    ranked = [place.index for place in cached.ranking_of(choosing.scenario).places]
    rows = [*found.two_sided.tolist(), *found.hurting.tolist(), *ranked]
    return list(dict.fromkeys(rows))[:SHOWN]


def _turning(choosing: Choosing, found: SignMap, names: list[str]) -> str:
    """Return what helps here and hurts there, and what only hurts, in words."""
    told = [say("decide.signs.none")]
    if len(found.two_sided):
        row = int(found.two_sided[0])
        told = [
            say("decide.signs.count", count=len(found.two_sided), all=len(names)),
            say(
                "decide.signs.most",
                name=names[row],
                hurts=choosing.levels[int(found.value[row].argmin())],
                helps=choosing.levels[int(found.value[row].argmax())],
            ),
        ]
    if len(found.hurting):
        some = [names[row] for row in found.hurting[:NAMED]]
        count = len(found.hurting)
        told.append(say("decide.signs.hurting", count=count, names=listed(some)))
    return joined(told)


def _harm(choosing: Choosing) -> None:
    st.subheader(say("decide.harm"))
    found = decided.harm_of(choosing.scenario)
    risk = found.under(choosing.p)
    st.write(
        say(
            "decide.harm.words",
            chance=percent(risk.chance),
            bound=percent(risk.bound),
            worlds=found.n_worlds,
        )
    )
    called = (say("decide.harm.chance"), say("decide.harm.bound"))
    figure = chances(
        _short(choosing), found.chance, found.standard_error, found.bound, called=called
    )
    top = max(1.1 * float(found.bound.max()), LEAST_TOP)
    figure.update_xaxes(range=[0, min(top, 1.02)])
    st.plotly_chart(
        figure, key="decide.chart.harm", config=PLAIN, alt=say("decide.harm.chart")
    )
    how(say("decide.how.harm"))
