"""A sweep as a person writes it, in YAML or JSON.

    scenario: {credence: uniform, worlds: 4096}
    portfolios:
      today: null
      more theory: {agent_foundations: 200, learning_theory: 100}
    structures:
      as assumed: {}
      no automation: {parameters.automation_on: 0}
    assumptions:
      parameters.threshold: [3, 7, 11]

All parts but one may be left out: the scenario is then a newcomer's, the portfolio its
own, and the only structure the pack as it is.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from interventions.portfolio import Portfolio, parse_portfolio
from levels.problem import show
from simulator import scenario as scenarios
from simulator.assumption import Triple
from simulator.change import UTILITIES
from simulator.model import SHAPING, Model
from simulator.revision import parse_changes
from simulator.scenario import Scenario
from simulator.sweep import Sweep, drawn
from simulator.world.sampling import FEWEST
from simulator.world.simulation import worlds_of

KEYS = ("scenario", "portfolios", "structures", "assumptions")
MOST_CASES, MOST_PORTFOLIOS, MOST_VALUES = 1_000_000, 1000, 10_000
LONGEST_NAME = 200
OWN = "the scenario's own"
AS_IT_IS = "as it is"


def from_plain(data: object, model: Model) -> Sweep:
    """Return the sweep of plain data.

    Raises
    ------
    ValueError
        Naming the key, the rule and the value.
    """
    parts = _mapping("a sweep", data)
    unknown = [key for key in parts if key not in KEYS]
    if unknown:
        msg = f"a sweep must have known keys, got {show(unknown[0])}"
        raise ValueError(msg)
    scenario = _scenario(parts.get("scenario"), model)
    portfolios = _named("portfolios", parts, {OWN: None}, MOST_PORTFOLIOS)
    structures = _named("structures", parts, {AS_IT_IS: {}}, MOST_CASES)
    sweep = Sweep(
        scenario=scenario,
        portfolios={
            name: _portfolio(scenario, x, model) for name, x in portfolios.items()
        },
        structures={
            name: _structure(scenario, x, model) for name, x in structures.items()
        },
        assumptions=_assumptions(scenario, parts.get("assumptions"), model),
    )
    if sweep.n_cases > MOST_CASES:
        msg = f"a sweep must have at most {MOST_CASES} cases, got {sweep.n_cases}"
        raise ValueError(msg)
    return sweep


def _scenario(data: object, model: Model) -> Scenario:
    plain = scenarios.new(model).plain
    given = {} if data is None else _mapping("scenario", data)
    first = {"credence": plain["credence"]}
    return scenarios.from_plain({**first, **given}, model)


def _mapping(name: str, value: object) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        msg = f"{name} must be by name, got {show(value)}"
        raise ValueError(msg)  # noqa: TRY004  bad input is a ValueError here
    return {str(key): part for key, part in value.items()}


def _named(
    key: str, parts: Mapping[str, Any], default: Mapping[str, Any], most: int
) -> Mapping[str, Any]:
    given = parts.get(key)
    if given is None:
        return default
    found = _mapping(key, given)
    if not 1 <= len(found) <= most:
        msg = f"{key} must be from 1 to {most}, got {len(found)}"
        raise ValueError(msg)
    for name in found:
        if not 1 <= len(name) <= LONGEST_NAME:
            rule = f"have names of 1 to {LONGEST_NAME} characters"
            msg = f"{key} must {rule}, got {show(name)}"
            raise ValueError(msg)
    return found


def _portfolio(scenario: Scenario, data: object, model: Model) -> Portfolio:
    if data is None:
        return scenario.allocation(model)
    return parse_portfolio(data, model.means.ids)


def _structure(scenario: Scenario, data: object, model: Model) -> dict[str, Triple]:
    changes = parse_changes(data, model)
    for address in changes:
        _check(address, model)
    _try(scenario, changes, model)
    return changes


def _assumptions(
    scenario: Scenario, data: object, model: Model
) -> dict[str, tuple[float, ...]]:
    given = {} if data is None else _mapping("assumptions", data)
    return {
        address: _values(scenario, address, values, model)
        for address, values in given.items()
    }


def _values(
    scenario: Scenario, address: str, values: object, model: Model
) -> tuple[float, ...]:
    """Return the values of an assumption, each of which the pack's rules allow."""
    is_list = isinstance(values, Sequence) and not isinstance(values, str)
    if not is_list or not 1 <= len(values) <= MOST_VALUES:  # type: ignore[arg-type]
        rule = f"be a list of 1 to {MOST_VALUES} numbers"
        msg = f"{address} must {rule}, got {show(values)}"
        raise ValueError(msg)
    found = []
    for value in values:  # type: ignore[attr-defined]
        changes = parse_changes({address: value}, model)
        _check(address, model)
        low, _, high = changes[address]
        if low != high:
            msg = f"{address} must be numbers, got {show(value)}"
            raise ValueError(msg)
        _hold(scenario, address, low, model)
        found.append(low)
    return tuple(found)


def _check(address: str, model: Model) -> None:
    """Refuse a number on which outcomes do not depend."""
    known = model.assumptions[address]
    if known.file not in SHAPING or known.place[0] == UTILITIES:
        msg = f"a sweep must change what outcomes depend on, got {show(address)}"
        raise ValueError(msg)


def _hold(scenario: Scenario, address: str, value: float, model: Model) -> None:
    """Refuse a value that cannot be held in worlds or in the pack."""
    name = drawn(address)
    if name is None:
        _try(scenario, {address: (value, value, value)}, model)
    else:
        worlds_of(model, FEWEST, 0, {name: value})


def _try(scenario: Scenario, changes: Mapping[str, Triple], model: Model) -> None:
    """Refuse changes that break a rule of the pack."""
    plain = scenario.plain
    plain["changes"] = {**plain["changes"], **{k: list(x) for k, x in changes.items()}}
    scenarios.from_plain(plain, model)
