"""The decisions that information would be for."""

from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from numpy.testing import assert_allclose, assert_array_equal

from interventions.means import Means
from interventions.portfolio import Portfolio, Segment
from levels.arrays import FloatArray
from levels.credence import Credence
from simulator.choice import decisions as choosing
from simulator.choice.decisions import (
    Decision,
    Decisions,
    critical_month,
    critical_months,
    decisions,
    refocused,
    spent,
)
from simulator.choice.effects import bought, effects
from simulator.choice.information import expected_value_of_perfect_information
from simulator.choice.priority import by_level
from simulator.choice.ranking import grants, respent
from simulator.scenario import Scenario
from simulator.world import run as runs
from simulator.world.engine import Engine
from simulator.world.path import Path, path
from simulator.world.sampling import Worlds
from simulator.world.simulation import draws_of, simulate
from tests.packs import (
    Pack,
    allocation,
    made,
    packs,
    shipped,
    shipped_engine,
    small_pack,
    started,
)

WORLDS, MONTHS = 16, 48


@cache
def engine() -> Engine:
    return started(small_pack())


def found(some: Engine, portfolio: Portfolio | None = None) -> Decisions:
    n = len(some.model.belief.ladder)
    given = Credence(np.full(n, 1 / n))
    scenario = Scenario(given, worlds=WORLDS, portfolio=portfolio)
    return respent(some, scenario, grants(some, scenario))


def money(means: Means, portfolio: Portfolio) -> FloatArray:
    """Return what each segment costs, in technical FTE-years a year."""
    rates = np.array([bought(means, i, 1.0) for i in means.interventions])
    cost: FloatArray = (portfolio.matrix(means.ids) / rates).sum(axis=1)
    return cost


def test_the_given_portfolio_is_the_first_and_all_cost_the_same() -> None:
    means, told = engine().model.means, found(engine())
    assert told.choices[0] == Decision("given", "", means.field)
    for choice in told.choices:
        assert_allclose(money(means, choice.portfolio), money(means, means.field))


@settings(max_examples=10, deadline=None)
@given(packs())
def test_any_pack_has_decisions_of_the_same_cost(plain: Pack) -> None:
    some = started(plain)
    means, told = some.model.means, found(some)
    cost = money(means, means.field)
    for choice in told.choices:
        assert_allclose(money(means, choice.portfolio), cost, atol=1e-9)
    assert len({repr(choice.portfolio) for choice in told.choices}) == len(told.choices)
    assert 0 <= told.deadline <= MONTHS


def test_the_money_goes_to_what_suits_the_part_in_proportion_to_its_priority() -> None:
    some = engine()
    means = some.model.means
    effect = effects(some, means.field, draws_of(some.model, WORLDS, 0))
    worth = np.array([o.utility.value for o in some.model.world.outcomes])
    value = by_level(effect.effect, worth)
    chosen = {c.id: c.portfolio for c in refocused(some, effect, means.field, few=2)}
    rates = np.array([bought(means, i, 1.0) for i in means.interventions])
    for name, levels in (("level:easy", [0]), ("level:hard", [1]), ("all", [0, 1])):
        priority = value[:, levels].mean(axis=1)
        best = np.sort(np.argsort(-priority)[:2])
        shares = chosen[name].matrix(means.ids)[0] / rates
        expected = priority[best] / priority[best].sum()
        assert_allclose(shares[best] / shares.sum(), expected)
        assert np.flatnonzero(shares).tolist() == best.tolist()


def test_parts_of_the_ladder_are_levels_those_below_those_above_and_all() -> None:
    needs = {k: {"all_of": ["tuning"]} for k in ("one", "two", "three")}
    plain = small_pack(requires=needs, layers={}, irreversible=None)
    some = started(plain)
    field = some.model.means.field
    effect = effects(some, field, draws_of(some.model, WORLDS, 0))
    value = np.random.default_rng(0).random(effect.by_scramble.shape)
    varied = type(effect)(effect.outcomes, value, 100.0)
    assert [choice.id for choice in refocused(some, varied, field, few=3)] == [
        "given",
        "level:one",
        "level:two",
        "level:three",
        "easier:two",
        "harder:two",
        "all",
    ]


def test_each_date_of_a_portfolio_keeps_its_own_money() -> None:
    plain = small_pack()
    means = made(plain).means
    dated = allocation(plain, {"tuning": 10}, {"tuning": 30, "treaty": 4})
    anew = spent(means, dated, np.array([0.0, 0.5, 0.5]))
    assert anew.starts.tolist() == dated.starts.tolist()
    assert_allclose(money(means, anew), money(means, dated))


def test_where_nothing_is_spent_there_is_nothing_to_choose() -> None:
    nothing = Portfolio((Segment(0.0, {}),))
    told = found(engine(), nothing)
    assert [choice.id for choice in told.choices] == ["given"]
    payoff = told.payoff(np.array([0.0, 0.3, 0.5, 1.0])).mean(axis=-1)
    assert expected_value_of_perfect_information(payoff, np.array([0.5, 0.5])) == 0


def test_where_nothing_helps_the_money_stays_where_it_is() -> None:
    field = engine().model.means.field
    effect = effects(engine(), field, draws_of(engine().model, WORLDS, 0))
    none = type(effect)(effect.outcomes, 0 * effect.by_scramble, 100.0)
    assert [choice.id for choice in refocused(engine(), none, field)] == ["given"]


def test_a_portfolio_from_elsewhere_may_be_among_them() -> None:
    field = engine().model.means.field
    other = Decision("other", "optimum", Portfolio((Segment(0.0, {"theory": 30.0}),)))
    worlds = draws_of(engine().model, WORLDS, 0)
    told = decisions(engine(), [Decision("given", "", field), other], worlds, MONTHS)
    alone = simulate(engine(), [other.portfolio], worlds, MONTHS)
    assert told.choices[1].id == "other:optimum"
    assert_allclose(told.outcomes.mean[1], alone.mean[0])


def test_a_plan_that_ends_first_sets_the_deadline() -> None:
    field, worlds = engine().model.means.field, draws_of(engine().model, WORLDS, 0)
    critical = critical_month(engine(), field, worlds, MONTHS)
    short, long = (
        decisions(engine(), [Decision("given", "", field)], worlds, months).deadline
        for months in (3, 240)
    )
    assert short == 3.0
    assert long == min(critical_month(engine(), field, worlds, 240), 240.0)
    assert critical > 3


def test_half_of_the_worlds_are_dangerous_by_the_critical_month() -> None:
    field, worlds = engine().model.means.field, draws_of(engine().model, 64, 0)
    reached = critical_months(engine(), field, worlds, MONTHS)
    half = critical_month(engine(), field, worlds, MONTHS)
    assert (reached < half).mean() < 0.5 <= (reached <= half).mean()
    some = worlds.part(slice(64))
    way = path(engine().mechanisms, some, [field], MONTHS)
    dangerous = way.capability[: MONTHS + 1, 0] >= some["threshold"]
    assert_array_equal(dangerous, reached <= np.arange(MONTHS + 1)[:, None])
    assert dangerous[-1].any()


def test_however_many_worlds_there_are_few_take_their_course_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    field, worlds = engine().model.means.field, draws_of(engine().model, 64, 0)
    whole = critical_months(engine(), field, worlds, MONTHS)
    widths = []

    def watched(mechanisms: Any, some: Worlds, *rest: Any) -> Path:
        widths.append(len(some))
        return path(mechanisms, some, *rest)

    monkeypatch.setattr(runs, "AT_ONCE", 16)
    monkeypatch.setattr(choosing, "path", watched)
    parts = critical_months(engine(), field, worlds, MONTHS)
    assert widths == [16] * 4
    assert_array_equal(parts, whole)
    assert len(np.unique(whole)) > 16


def test_a_threshold_that_is_near_sets_the_deadline() -> None:
    near = started(small_pack(parameters={"threshold": 2.0}))
    told = found(near)
    assert told.deadline < MONTHS


def test_money_spent_for_a_level_does_more_at_it_than_the_shipped_field() -> None:
    # Not so for every pack: the shares are those of a small grant.
    told = found(shipped_engine())
    worth = np.array([o.utility.value for o in shipped().world.outcomes])
    payoff = told.payoff(worth).mean(axis=-1)
    rows = {choice.id: row for row, choice in enumerate(told.choices)}
    for k, name in enumerate(shipped().belief.ladder.ids):
        assert payoff[rows.get(f"level:{name}", 0), k] >= payoff[0, k] - 0.01


@pytest.mark.parametrize("scope", ["given", "all"])
def test_a_decision_of_no_level_is_called_by_its_scope(scope) -> None:
    assert Decision(scope, "", Portfolio(())).id == scope
