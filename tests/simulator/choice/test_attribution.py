"""Attribution: whose work a portfolio's value is, on the engine itself."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from interventions.portfolio import Portfolio
from levels.arrays import FloatArray
from simulator import scenario as scenarios
from simulator.choice.attribution import Attribution, Shares, Toil, attribution, shares
from simulator.choice.funded import NOTHING, funded
from simulator.choice.shapley import members, shapley_values
from simulator.scenario import Scenario
from simulator.world.engine import Engine
from simulator.world.simulation import simulate, worlds_of
from tests.packs import allocation, shipped, shipped_engine, small_pack, started

UTILITIES = np.array([0.0, 0.3, 0.5, 1.0])
LITTLE = Toil(worlds=16)


def small(**keys: object) -> tuple[Engine, Scenario]:
    engine = started(small_pack())
    plain = {"credence": [0.3, 0.7], "months": 24, **keys}
    return engine, scenarios.from_plain(plain, engine.model)


def found(toil: Toil = LITTLE, **keys: object) -> Attribution:
    engine, scenario = small(**keys)
    return attribution(engine, scenario, toil=toil)


def by_hand(engine: Engine, portfolio: Portfolio) -> FloatArray:
    """Return exact shares by simulating every coalition apart, in one's own loop."""
    names = engine.model.means.ids
    worlds = worlds_of(engine.model, 16, 0)
    values = []
    for row in members(np.arange(1 << len(names)), len(names)):
        some = dict.fromkeys(names, 0.0) | {
            n: portfolio.segments[0].amounts.get(n, 0.0)
            for n, member in zip(names, row, strict=True)
            if member
        }
        alone = allocation(small_pack(), some)
        values.append(simulate(engine, [alone], worlds, 24).mean[0])
    return shapley_values(np.array(values))


def test_shares_are_those_of_every_coalition_simulated() -> None:
    engine, scenario = small()
    expected = by_hand(engine, engine.model.means.field)
    result = attribution(engine, scenario, toil=LITTLE)
    assert result.is_exact
    assert_allclose(result.by_scramble.mean(axis=-1), expected, atol=1e-12)


@pytest.mark.parametrize("most_exact", [0, 11])
def test_shares_sum_to_what_the_portfolio_is_worth(most_exact: int) -> None:
    result = shares(found(Toil(16, most_exact, 4)), UTILITIES, np.array([0.3, 0.7]))
    assert result.is_exact == (most_exact > 0)
    assert result.total > 0.001
    assert_allclose(result.value.sum(), result.total, atol=1e-12)
    assert_allclose(result.by_level @ [0.3, 0.7], result.value, atol=1e-12)


def test_a_sample_of_orders_lies_within_its_error_of_the_exact_shares() -> None:
    p = np.array([0.3, 0.7])
    exact = shares(found(), UTILITIES, p)
    sampled = shares(found(Toil(16, 0, 64)), UTILITIES, p)
    rows = [sampled.players.index(name) for name in exact.players]
    off = abs(sampled.value[rows] - exact.value)
    assert (off <= 4 * sampled.standard_error[rows]).all()
    assert (sampled.standard_error[rows] >= 0.9 * exact.standard_error).all()


def test_the_error_tells_how_far_other_worlds_are() -> None:
    p, inside = np.array([0.3, 0.7]), []
    truth = dict(
        zip(*named(shares(found(Toil(worlds=1 << 11)), UTILITIES, p)), strict=True)
    )
    for seed in range(12):
        result = shares(found(Toil(worlds=32), seed=seed), UTILITIES, p)
        near = [abs(x - truth[n]) for n, x in zip(*named(result), strict=True)]
        inside.append(near <= 2 * result.standard_error)
    assert 0.8 <= np.mean(inside) <= 1.0


def named(result: Shares) -> tuple[tuple[str, ...], FloatArray]:
    return result.players, result.value


def test_alone_and_last_are_the_ends_of_every_order() -> None:
    engine, _ = small()
    result, worlds = found(), worlds_of(engine.model, 16, 0)
    field = engine.model.means.field
    others = funded(field, NOTHING, {"tuning", "theory"})
    ends = simulate(engine, [field, others, NOTHING], worlds, 24).mean
    assert_allclose(result.last[2], ends[0] - ends[1], atol=1e-12)
    first = simulate(engine, [funded(field, NOTHING, {"treaty"})], worlds, 24).mean
    assert_allclose(result.alone[2], first[0] - ends[2], atol=1e-12)


def test_only_what_differs_from_the_baseline_is_attributed() -> None:
    pack = small_pack()
    engine, scenario = small(portfolio={"tuning": 30.0, "theory": 10.0})
    baseline = allocation(pack, {"theory": 10.0})
    result = attribution(engine, scenario, baseline, LITTLE)
    assert result.players == ("tuning",)
    assert_array_equal(result.alone, result.last)


def test_a_portfolio_that_is_its_baseline_is_refused() -> None:
    engine, scenario = small()
    with pytest.raises(ValueError, match="must differ from its baseline"):
        attribution(engine, scenario, engine.model.means.field, LITTLE)


@pytest.mark.parametrize(
    ("keys", "rule"),
    [
        ({"most_exact": 21}, "most_exact must lie in"),
        ({"pairs": 1}, "pairs must lie in"),
    ],
)
def test_too_much_or_too_little_toil_is_refused(
    keys: dict[str, int], rule: str
) -> None:
    with pytest.raises(ValueError, match=rule):
        Toil(**keys)


@pytest.mark.parametrize("most_exact", [0, 11])
def test_progress_ends_at_one(most_exact: int) -> None:
    engine, scenario = small()
    told: list[float] = []
    toil = Toil(16, most_exact, 2)
    attribution(engine, scenario, toil=toil, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1


def test_the_shipped_field_is_attributed_whole() -> None:
    model = shipped()
    result = attribution(shipped_engine(), scenarios.new(model), toil=Toil(16, 11, 2))
    p = np.full(len(model.belief.ladder), 1 / len(model.belief.ladder))
    told = shares(result, scenarios.new(model).utility(model), p)
    assert set(told.players) == set(model.means.ids)
    assert not told.is_exact
    assert_allclose(told.value.sum(), told.total, atol=1e-12)
