"""Optimization, against worked examples and against exhaustive search."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from interventions.requirement import Tree
from levels.arrays import FloatArray
from simulator.choice.candidates import Candidates, unique
from simulator.choice.optimization import Value, improve, optimize
from simulator.choice.rules import RULES, rule
from tests.simulator.choice.deciding import all_sets, plain, success

ONE = np.ones(1)
NONE = np.zeros((0, 4), dtype=np.bool_)
EV = rule("expected-value")


def greedy(units: int) -> float:
    """Return P(success) after units are given one by one to whom gains most."""
    amounts = np.zeros(4)
    for _ in range(units):
        amounts = max(amounts + np.eye(4), key=lambda x: float(success(x[None])[0, 0]))
    return float(success(amounts[None])[0, 0])


def rooted(v: FloatArray) -> Value:
    """Return a payoff of square roots: sum of v x^(1/2) at one level."""
    return lambda amounts: (np.sqrt(amounts) @ v)[:, None]


def separable(v: FloatArray) -> Value:
    """Return a payoff of saturating returns: sum of v (1 - exp(-x)) at one level."""
    return lambda amounts: ((1 - np.exp(-amounts)) @ v)[:, None]


def test_with_two_units_greedy_takes_the_wrong_one_and_the_best_pair_is_found() -> None:
    constraints = plain(4, 2.0, least=1.0, most=1.0)
    found = optimize(success, constraints, EV, ONE, Candidates(np.empty((0, 4)), NONE))
    assert greedy(1) == pytest.approx(0.1)  # D, the only one that helps by itself
    assert found.money.tolist() == [1.0, 1.0, 0.0, 0.0]
    assert found.score == pytest.approx(0.4)
    assert (found.gap, found.gap_is) == (0.0, "proven")


def test_the_best_pair_is_found_among_too_many_to_try_every_set() -> None:
    n = 20
    constraints = plain(n, 2.0, least=1.0, most=1.0)
    pairs = np.zeros((2, n), dtype=np.bool_)
    pairs[0, [0, 1]] = pairs[1, [0, 2]] = True  # as the requirement's tree names them
    start = constraints.shared(np.eye(n)[[3]])  # D, where greedy begins
    found = optimize(success, constraints, EV, ONE, Candidates(start, pairs))
    assert found.money[:4].tolist() == [1.0, 1.0, 0.0, 0.0]
    assert found.gap_is == "estimated"
    assert found.gap >= 0


def test_saturating_returns_are_filled_to_one_level() -> None:
    v = np.array([10.0, 6.0, 3.0])
    for budget, x, value in (
        (3.0, [1.571599, 1.060774, 0.367627], 12.768619),
        (1.0, [0.755413, 0.244587, 0.0], 10 * (1 - np.exp(-0.755413)) + 1.301955),
    ):
        found = optimize(
            separable(v),
            plain(3, budget),
            EV,
            ONE,
            Candidates(np.empty((0, 3)), NONE[:, :3]),
        )
        assert found.score == pytest.approx(value, rel=3e-4)
        assert_allclose(found.money, x, atol=0.06 * budget)


def test_where_returns_are_square_roots_money_goes_as_their_squares() -> None:
    v, x = np.array([10.0, 6.0, 3.0]), [0.689655, 0.248276, 0.062069]
    some = Candidates(np.empty((0, 3)), NONE[:, :3])
    found = optimize(rooted(v), plain(3, 1.0), EV, ONE, some)
    assert found.score == pytest.approx(float(np.sqrt(v @ v)), rel=3e-4)
    assert_allclose(found.money, x, atol=0.06)


def test_at_the_best_amounts_the_last_unit_is_worth_the_same_everywhere() -> None:
    v = np.array([10.0, 6.0, 3.0])
    some = Candidates(np.empty((0, 3)), NONE[:, :3])
    found = optimize(separable(v), plain(3, 3.0), EV, ONE, some)
    assert_allclose(v * np.exp(-found.money), 2.077127, rtol=0.15)


def test_polishing_raises_what_an_even_split_leaves() -> None:
    v = np.linspace(1, 12, 16)
    constraints = plain(16, 8.0)
    start = constraints.shared(np.ones((1, 16)))
    found = improve(separable(v), constraints, EV, ONE, start)
    even = float(separable(v)(start)[0, 0])
    best = filled(v, 8.0)
    assert even + 0.8 * (best - even) < found.score <= best + 1e-9
    assert found.money.sum() <= 8.0 * (1 + 1e-9)


def filled(v: FloatArray, budget: float) -> float:
    """Return the value of water-filling, which is optimal for saturating returns."""
    low, high = 1e-9, float(v.max())
    for _ in range(200):
        level = (low + high) / 2
        spent = np.maximum(np.log(v / level), 0).sum()
        low, high = (level, high) if spent > budget else (low, level)
    return float(v @ (1 - np.exp(-np.maximum(np.log(v / level), 0))))


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("seed", range(3))
def test_no_portfolio_of_the_family_is_better_whatever_the_rule(
    name: str, seed: int
) -> None:
    rng = np.random.default_rng([seed, 4])
    n, levels, worlds = int(rng.integers(2, 8)), 3, 4
    gates = rng.random((levels, worlds, 1 << 3, n)) < 0.35
    p = rng.dirichlet(np.ones(levels))

    def value(amounts: FloatArray) -> FloatArray:
        """Return the chance that some gate has all its members."""
        q = 1 - np.exp(-3 * amounts)
        each = np.where(gates[None], q[:, None, None, None], 1.0).prod(axis=-1)
        cases: FloatArray = 1 - (1 - 0.5 * each).prod(axis=-1)
        return cases if name == "cvar" else cases.mean(axis=-1)

    constraints = plain(n, 2.0, least=0.3, most=1.5, needs={1: Tree(all_of=("a",))})
    chosen = rule(name)
    found = optimize(
        value,
        constraints,
        chosen,
        p,
        Candidates(np.empty((0, n)), np.zeros((0, n), bool)),
    )
    family, best = [], np.full(levels, -np.inf)
    for members in all_sets(n):
        if members.sum() * 0.3 <= 2.0 and (members[0] or not members[1]):
            even = min(1.5, 2.0 / max(members.sum(), 1))
            payoff = value(members[None] * even)
            means = payoff if payoff.ndim == 2 else payoff.mean(axis=-1)
            best = np.maximum(best, means[0])
            family.append(payoff)
    at = value(constraints.amounts(found.money[None]))
    if name == "minimax-regret":
        best = np.maximum(best, value(constraints.amounts(found.best)).max(axis=0))
    top = chosen.score(np.concatenate(family), p, best).max()
    assert chosen.score(at, p, best)[0] >= top - 1e-12
    assert found.score == pytest.approx(chosen.score(at, p, best)[0], abs=1e-12)
    assert (found.gap, found.gap_is) == (0.0, "proven")
    assert constraints.admits(found.money[None] > 0)[0]
    assert found.money.sum() <= 2.0 * (1 + 1e-9)


def test_the_same_search_gives_the_same_bytes() -> None:
    constraints = plain(16, 8.0)
    start = constraints.shared(np.eye(16)[:3] + 0.1)
    ways = unique(np.eye(16, dtype=np.bool_)[:4])
    v = np.linspace(1, 12, 16)
    one, other = (
        optimize(separable(v), constraints, EV, ONE, Candidates(start, ways))
        for _ in range(2)
    )
    assert one.money.tobytes() == other.money.tobytes()
    assert one.score == other.score


def test_the_bound_is_what_each_level_could_have() -> None:
    # Two levels that want different things: the gap is what knowing would be worth.
    n = 14
    constraints = plain(n, 1.0)

    def value(amounts: FloatArray) -> FloatArray:
        return np.sqrt(amounts[:, :2])

    start = constraints.shared(np.vstack([np.eye(n)[:2], np.eye(n)[0] + np.eye(n)[1]]))
    p = np.array([0.5, 0.5])
    found = optimize(
        value, constraints, EV, p, Candidates(start, np.zeros((0, n), dtype=np.bool_))
    )
    assert found.score == pytest.approx(np.sqrt(0.5))
    assert found.gap == pytest.approx(1 - np.sqrt(0.5))
    assert found.gap_is == "estimated"


def test_what_each_level_could_have_is_looked_for_before_regret_is_counted() -> None:
    # Two levels of saturating returns that want different things: from an even start
    # nothing nearer than what each would prefer tells how much there is to regret.
    n = 14
    constraints = plain(n, 2.0)

    def value(amounts: FloatArray) -> FloatArray:
        x = 1 - np.exp(-2 * amounts)
        return np.stack([x[:, 0], x[:, 1]], axis=1)

    start, none = constraints.shared(np.ones((1, n))), np.zeros((0, n), dtype=np.bool_)
    p = np.array([0.5, 0.5])
    found = optimize(
        value, constraints, rule("minimax-regret"), p, Candidates(start, none)
    )
    top = value(constraints.amounts(found.best)).max(axis=0)
    even = value(start)[0]
    assert (top > even + 0.3).all()
    at = value(constraints.amounts(found.money[None]))[0]
    assert found.score == pytest.approx(-float((top - at).max()))
    assert found.gap == pytest.approx(-found.score)
    ev = optimize(value, constraints, EV, p, Candidates(start, none))
    assert ev.gap > 0.5 * (float(top.mean()) - ev.score)
