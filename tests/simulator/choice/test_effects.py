"""Effects: what a grant to each intervention changes."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from numpy.testing import assert_allclose, assert_array_equal

from interventions.portfolio import Portfolio
from levels.arrays import FloatArray
from simulator.choice.effects import (
    LARGEST_GRANT,
    UNIT,
    Effects,
    bought,
    effects,
    granted,
    technical_cost,
)
from simulator.world.engine import Engine
from simulator.world.simulation import simulate, worlds_of
from tests import oracle
from tests.packs import (
    Pack,
    allocation,
    intervention,
    made,
    packs,
    shipped,
    shipped_engine,
    small_pack,
    started,
    swapped,
)

MONTHS = 12
SOON = {"threshold": 2.0}


def found(pack: Pack, n: int = 4, grant: float = UNIT, **overrides: float) -> Effects:
    engine = started(pack)
    worlds = worlds_of(engine.model, n, 0, overrides)
    return effects(engine, engine.model.means.field, worlds, grant, MONTHS)


def by_oracle(engine: Engine, portfolio: Portfolio, grant: float) -> FloatArray:
    """Return effects in two worlds: interventions, levels, outcomes and worlds."""
    model = engine.model
    worlds = worlds_of(model, 2, 0)
    draws = [oracle.draw_of(model, worlds, world) for world in range(2)]

    def ends(some: Portfolio) -> FloatArray:
        rows = [oracle.outcomes(model, draw, some, MONTHS) for draw in draws]
        return np.moveaxis(np.array(rows), 0, -1)

    base, years = ends(portfolio), MONTHS / 12
    rows = []
    for each in model.means.interventions:
        people = grant / years
        if each.kind == "governance":
            technical = [i for i in model.means.interventions if i.kind == "technical"]
            spent = sum(i.field.value * i.cost.value for i in technical)
            mean = spent / sum(i.field.value for i in technical)
            people *= mean / each.cost.value
        segment = replace(portfolio.segments[0], grants={each.id: people})
        rows.append((ends(Portfolio((segment,))) - base) * 100 / grant)
    return np.array(rows)


def test_effects_are_those_of_plain_arithmetic() -> None:
    engine = started(small_pack())
    field = engine.model.means.field
    worlds = worlds_of(engine.model, 2, 0)
    result = effects(engine, field, worlds, 50.0, MONTHS)
    assert_allclose(result.by_scramble, by_oracle(engine, field, 50.0), atol=1e-9)


def test_with_requirements_swapped_effects_move_as_plain_arithmetic_says() -> None:
    pack = small_pack()
    other = swapped(pack, "easy", "hard", ["requirements.yaml"])
    before, after = started(pack), started(other)
    field = before.model.means.field
    expected = by_oracle(after, field, UNIT) - by_oracle(before, field, UNIT)
    change = found(other, 2).by_scramble - found(pack, 2).by_scramble
    assert_allclose(change, expected, atol=1e-9)
    assert abs(change).max() > 0.01


def test_with_all_data_of_two_levels_swapped_effects_are_swapped() -> None:
    pack = small_pack(
        containable=[0.8, 0.2], proof_visibility=[0.1, 0.6], irreversible=[0.2, 0.9]
    )
    files = ["facts.yaml", "requirements.yaml", "world.yaml"]
    other = swapped(pack, "easy", "hard", files)
    assert_array_equal(found(other).effect, found(pack).effect[:, ::-1])


@settings(max_examples=20)
@given(packs())
def test_effects_move_probability_and_make_none(pack: Pack) -> None:
    result = found(pack)
    assert_allclose(result.effect.sum(axis=-1), 0.0, atol=1e-11)
    assert_allclose(result.outcomes.mean.sum(axis=-1), 1.0, atol=1e-12)


def test_the_outcomes_are_those_of_the_portfolio_itself() -> None:
    engine = started(small_pack())
    worlds = worlds_of(engine.model, 8, 0)
    portfolio = allocation(small_pack(), {"theory": 30.0})
    result = effects(engine, portfolio, worlds, months=MONTHS)
    alone = simulate(engine, [portfolio], worlds, MONTHS)
    assert_array_equal(result.outcomes.by_scramble, alone.by_scramble)


def test_an_intervention_that_serves_nothing_has_no_effect() -> None:
    idle = intervention("idle")
    pack = small_pack(
        interventions=[*small_pack()["interventions.yaml"]["interventions"], idle]
    )
    assert (found(pack).effect[-1] == 0).all()
    assert (found(pack).effect[:-1] != 0).any(axis=(1, 2)).all()


def test_small_grants_agree_with_each_other_and_large_ones_yield_less() -> None:
    tiny, small, large = (
        found(small_pack(), grant=grant, **SOON).effect[1, 1, 3]
        for grant in (0.01, 0.1, 10_000.0)
    )
    assert tiny == pytest.approx(small, rel=1e-3)
    assert 0 < large < 0.5 * small


def test_effects_are_per_hundred_years_of_work_whatever_the_grant() -> None:
    engine = started(small_pack())
    worlds = worlds_of(engine.model, 4, 0)
    field = engine.model.means.field
    result = effects(engine, field, worlds, 25.0, MONTHS)
    more = replace(field.segments[0], grants={"tuning": 25.0})
    ends = simulate(engine, [field, Portfolio((more,))], worlds, MONTHS).mean
    assert_allclose(result.effect[0], (ends[1] - ends[0]) * 4, atol=1e-12)
    assert result.grant == 25.0


@pytest.mark.parametrize(
    "grant", [0.0, -1.0, float("nan"), float("inf"), 10 * LARGEST_GRANT]
)
def test_a_grant_out_of_range_is_refused(grant: float) -> None:
    with pytest.raises(ValueError, match=r"grant must lie in \(0, 1000000\] FTE-years"):
        found(small_pack(), grant=grant)


def means_of(*some: dict[str, Any]) -> Any:
    return made(small_pack(interventions=list(some), **BARE)).means


BARE: dict[str, Any] = {
    "requires": {"easy": {"all_of": []}, "hard": {"any_of": []}},
    "roles": {},
    "layers": {},
}


def test_governance_is_bought_at_its_own_cost() -> None:
    means = means_of(
        intervention("work", cost=0.3),
        intervention("rule", kind="governance", cost=0.6),
    )
    work, rule = means.interventions
    assert bought(means, work, 100.0) == 100.0
    assert bought(means, rule, 100.0) == pytest.approx(50.0)


def test_the_cost_of_technical_work_is_weighed_by_the_field() -> None:
    cheap = intervention("cheap", cost=0.2, field=30.0)
    dear = intervention("dear", cost=0.6, field=10.0)
    rule = intervention("rule", kind="governance", cost=9.0, field=99.0)
    assert technical_cost(means_of(cheap, dear, rule)) == pytest.approx(0.3)


def test_the_cost_is_a_plain_mean_where_nobody_works_yet() -> None:
    some = [intervention(f"x{c}", cost=c / 10, field=0.0) for c in (2, 6)]
    assert technical_cost(means_of(*some)) == pytest.approx(0.4)


def test_where_all_is_governance_its_own_mean_is_the_measure() -> None:
    rules = [
        intervention(f"x{c}", kind="governance", cost=c / 10, field=10.0)
        for c in (2, 6)
    ]
    means = means_of(*rules)
    assert technical_cost(means) == pytest.approx(0.4)
    assert bought(means, means.interventions[1], 90.0) == pytest.approx(60.0)


def test_a_grant_is_spread_over_the_plan_and_all_its_segments() -> None:
    means = made(small_pack()).means
    start = allocation(small_pack(), {"tuning": 5.0}, {"theory": 2.0})
    for row, portfolio in enumerate(granted(means, start, 100.0, 24)[:2]):
        grants = portfolio.grants(means.ids)
        assert_array_equal(grants, 50.0 * np.eye(3)[[row, row]])
        assert_array_equal(portfolio.matrix(means.ids), start.matrix(means.ids))
        assert portfolio.starts.tolist() == [0.0, 12.0]


def test_errors_of_effects_cover_about_as_often_as_they_should() -> None:
    engine = started(small_pack())
    field = engine.model.means.field
    truth = effects(engine, field, worlds_of(engine.model, 1 << 14, 99)).effect
    inside = []
    for seed in range(40):
        result = effects(engine, field, worlds_of(engine.model, 64, seed))
        error = np.maximum(result.standard_error, 1e-9)
        inside.append(abs(result.effect - truth) <= 2 * error)
    assert 0.84 <= np.mean(inside) <= 0.99


def test_every_intervention_of_the_shipped_pack_moves_something() -> None:
    worlds = worlds_of(shipped(), 16, 0)
    result = effects(shipped_engine(), shipped().means.field, worlds)
    assert (abs(result.effect).max(axis=(1, 2)) > 0).all()
