"""The best of the stated family by plain enumeration, without the optimizer's code."""

from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from interventions.portfolio import Portfolio, Segment
from levels.arrays import FloatArray
from simulator.choice.effects import technical_cost
from simulator.choice.payoff import SEARCHED
from simulator.choice.rules import Rule
from simulator.model import Model
from simulator.scenario import Scenario
from simulator.world.engine import Engine
from simulator.world.simulation import simulate, worlds_of
from tests.strategies_trees import holds


@dataclass(frozen=True)
class Limits:
    """Budget, what must and must not be funded, and what each gets at most, in FTE."""

    budget: float
    required: frozenset[str]
    forbidden: frozenset[str]
    most: dict[str, float]


def family(model: Model, limits: Limits) -> list[dict[str, float]]:
    """Return every set that may be funded, its members sharing the budget evenly."""
    means = model.means
    free = [name for name in means.ids if name not in limits.forbidden]
    ready = {i.id for i in means.interventions if i.readiness_today.value >= 0.5}
    found = []
    for size in range(len(free) + 1):
        for some in combinations(free, size):
            members = set(some)
            based = all(
                holds(means.intervention(name).needs, {}, members | ready)
                for name in some
            )
            if based and limits.required <= members:
                found.append(_shared(model, sorted(some), limits))
    return [each for each in found if each is not None]


def _shared(
    model: Model, members: list[str], limits: Limits
) -> dict[str, float] | None:
    """Return an even share in money for all; who has their most leaves the rest."""
    unit = technical_cost(model.means)
    price = {}
    for name in members:
        each = model.means.intervention(name)
        price[name] = 1.0 if each.kind == "technical" else each.cost.value / unit
    shares: dict[str, float] = {}
    left, open_ = limits.budget, set(members)
    while open_:
        even = left / len(open_)
        full = {
            name
            for name in open_
            if limits.most.get(name, np.inf) * price[name] <= even
        }
        for name in full or open_:
            shares[name] = limits.most[name] * price[name] if full else even
        left -= sum(shares[name] for name in full)
        open_ -= full or open_
    return {name: shares[name] / price[name] for name in members}


def payoff(
    engine: Engine, scenario: Scenario, tried: list[dict[str, float]], rule: Rule
) -> FloatArray:
    """Return the payoff of portfolios, world by world for cvar."""
    worlds = worlds_of(engine.model, SEARCHED, scenario.seed, scenario.parameters)
    utility = scenario.utility(engine.model)
    if rule.id != "cvar":
        portfolios = [Portfolio((Segment(0.0, amounts),)) for amounts in tried]
        return simulate(engine, portfolios, worlds, scenario.months).mean @ utility
    columns = []
    for world in range(SEARCHED):
        alone = replace(worlds.part(slice(world, world + 1)), scrambles=1)
        portfolios = [Portfolio((Segment(0.0, amounts),)) for amounts in tried]
        outcomes = simulate(engine, portfolios, alone, scenario.months)
        columns.append(outcomes.by_scramble[..., 0] @ utility)
    return np.stack(columns, axis=-1)


def drawn_limits(rng: np.random.Generator, model: Model) -> Limits:
    """Draw a budget, and now and then a requirement, a ban and a maximum."""
    ids = list(model.means.ids)
    some = rng.permutation(ids).tolist()
    banned = frozenset(some[:1]) if rng.random() < 0.3 else frozenset()
    needed = frozenset(some[1:2]) if rng.random() < 0.3 else frozenset()
    capped = {name: float(rng.uniform(5, 60)) for name in some if rng.random() < 0.2}
    return Limits(float(rng.choice([20.0, 100.0, 400.0])), needed, banned, capped)
