"""Making a comparison: from several scenarios, by the engine, to the value."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.metadata import version

import numpy as np

from app.briefs.brief import Estimate
from app.briefs.comparison.comparison import Cause, Comparison, Origin, Side, checked
from app.briefs.comparison.spending import Spending
from app.texts import language
from levels.arrays import FloatArray
from levels.update import Update, update
from simulator.choice.effects import Effects
from simulator.choice.hybrid import fields, hybrid, parts, simulated
from simulator.choice.priority import by_level, by_scramble, priorities
from simulator.choice.ranking import Groundwork, groundwork
from simulator.choice.survival import first_of, ranks
from simulator.model import Model
from simulator.scenario import CONTRACT, Scenario
from simulator.translation import translated
from simulator.world.engine import engine
from simulator.world.simulation import standard_error

Simulated = Callable[[Scenario], Groundwork]
"""From a scenario to all of it that is simulated."""


def compared(
    base: Model,
    scenarios: Sequence[Scenario],
    made: str,
    done: Simulated | None = None,
) -> Comparison:
    """Return the comparison of several scenarios.

    Parameters
    ----------
    base : Model
        The pack before any scenario's changes.
    scenarios : sequence of Scenario
    made : str
        The day, as YYYY-MM-DD.
    done : callable, optional
        Where simulations are kept; by default each that is needed is run once.

    Raises
    ------
    ValueError
        If they are too few or too many, or what one of them observed cannot hold.
    """
    look = done or once(base)
    sides = [_side(base, each, look(each).effects) for each in checked(scenarios)]
    return Comparison(
        sides=tuple(sides),
        causes=tuple(_causes(base, sides, look)),
        spending=_spending(sides, look),
        origin=Origin(version("tenlevels"), CONTRACT, base.digest, made),
    )


def once(base: Model) -> Simulated:
    """Return a way to simulate that does so once for scenarios that share their worlds.

    Parameters
    ----------
    base : Model
    """
    kept: dict[str, Groundwork] = {}

    def look(scenario: Scenario) -> Groundwork:
        key = simulated(scenario)
        if key not in kept:
            kept[key] = groundwork(engine(scenario.revised(base)), scenario)
        return kept[key]

    return look


def stamped(comparison: Comparison, stamp: Mapping[str, str]) -> Comparison:
    """Return the comparison as one that states another program and model.

    Raises
    ------
    ValueError
        If the stamp is not of as many scenarios.
    """
    digests = stamp["revised"].split(" ")
    if len(digests) != len(comparison.sides):
        rule = f"revised must be {len(comparison.sides)} digests"
        msg = f"{rule}, got {stamp['revised'][:80]!r}"
        raise ValueError(msg)
    told = {name: stamp[name] for name in ("version", "pack", "made")}
    return replace(
        comparison,
        sides=tuple(
            replace(side, revised=digest)
            for side, digest in zip(comparison.sides, digests, strict=True)
        ),
        origin=replace(comparison.origin, **told),  # type: ignore[arg-type]
    )


def _side(base: Model, scenario: Scenario, effects: Effects) -> Side:
    model = scenario.revised(base)
    told, utilities = _told(model, scenario), scenario.utility(model)
    p = told.posterior.p
    worth = np.einsum("kos,o,k->s", effects.outcomes.by_scramble[0], utilities, p)
    return Side(
        scenario=scenario,
        model=translated(model, language()),
        revised=model.digest,
        before=told.prior.p,
        after=p,
        outcomes=p @ effects.outcomes.mean[0],
        expected_value=Estimate(float(worth.mean()), float(standard_error(worth))),
        priority=_priority(effects, utilities, p),
        by_scramble=np.einsum(
            "iks,k->is", by_scramble(effects.by_scramble, utilities), p
        ),
    )


def _told(model: Model, scenario: Scenario) -> Update:
    return update(model.belief.network, scenario.credence, scenario.observations)


def _priority(effects: Effects, utilities: FloatArray, p: FloatArray) -> FloatArray:
    return priorities(by_level(effects.effect, utilities), p)


def _spending(sides: Sequence[Side], done: Simulated) -> Spending | None:
    """Return what whole portfolios are worth; None unless all share their worlds."""
    if len({simulated(side.scenario) for side in sides}) > 1:
        return None
    decisions = done(sides[0].scenario).decisions
    worth = [
        np.einsum(
            "iks,k->is", decisions.payoff(side.scenario.utility(side.model)), side.after
        )
        for side in sides
    ]
    return Spending(decisions.choices, np.stack(worth, axis=1))


def _causes(base: Model, sides: Sequence[Side], done: Simulated) -> Iterator[Cause]:
    """Yield what each part of the other scenarios does alone, taken over by the first.

    A hybrid has the simulated worlds of one of the two, so nothing more is simulated.
    """
    here = sides[0]
    for place, side in enumerate(sides):
        for part in parts(here.scenario, side.scenario):
            mixed = hybrid(here.scenario, side.scenario, part)
            after = _hybrid_priority(base, mixed, done)
            yield Cause(
                side=place,
                part=part,
                fields=fields(here.scenario, side.scenario, part),
                first=None if after is None else int(after.argmax()),
                moved=0 if after is None else _moved(here.priority, after),
            )


def _hybrid_priority(
    base: Model, mixed: Scenario, done: Simulated
) -> FloatArray | None:
    """Return the priorities of a hybrid; None if its observations cannot hold."""
    model = mixed.revised(base)
    try:
        p = _told(model, mixed).posterior.p
    except ValueError:
        return None
    return _priority(done(mixed).effects, mixed.utility(model), p)


def _moved(before: FloatArray, after: FloatArray) -> int:
    """Return how many of the first before are no longer first, of use or not."""
    both = ranks(np.stack([before, after], axis=1)) <= first_of(len(before))
    return int((both[:, 0] & ~both[:, 1]).sum())
