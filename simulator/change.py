"""A change of one number of a scenario: entering it, and taking it back.

A scenario holds another number than the model's in one of three places: parameters
and utilities at a value, and everything else as value, low and high.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from simulator import scenario as scenarios
from simulator.assumption import Assumption, Triple
from simulator.model import Model
from simulator.scenario import Scenario

UTILITIES = "outcomes"
"""The list whose numbers a scenario keeps under `utilities`."""

DIGITS = 12
"""Of an end of a range that goes with its value: no more than a person would type."""

V = TypeVar("V")
Entered = Sequence[object]


def overrides(scenario: Scenario) -> dict[str, Triple]:
    """Return every number that a scenario holds, by address, the oldest first.

    Examples
    --------
    >>> from simulator.model import load
    >>> from simulator.scenario import from_plain
    >>> plain = {"credence": "hard_tier", "parameters": {"delivered": 0.5}}
    >>> overrides(from_plain(plain, load()))
    {'parameters.delivered': (0.5, 0.5, 0.5)}
    """
    held = {address: (x, x, x) for address, x in scenario.held.items()}
    return {**scenario.changes, **held}


def number(scenario: Scenario, model: Model, address: str) -> Triple:
    """Return value, low and high as a scenario has them.

    Parameters
    ----------
    scenario : Scenario
    model : Model
        The pack as it is shipped.
    address : str
    """
    return overrides(scenario).get(address) or model.assumptions[address].triple


def changed(scenario: Scenario, model: Model, address: str, new: Entered) -> Scenario:
    """Return a scenario with another number, checked by the pack's own rules.

    The model's own number takes the change back. A utility is held at its value.

    Parameters
    ----------
    scenario : Scenario
    model : Model
        The pack as it is shipped.
    address : str
    new : sequence
        Value, low and high, as entered.

    Raises
    ------
    ValueError
        Naming the address, the rule and the value.
    """
    rest = own(scenario, address)
    known = model.assumptions.get(address)
    if known is not None and _is_own(known, new):
        return rest
    plain = rest.plain
    mapping, key = _held_as(address)
    if mapping == "utilities":
        plain[mapping][key] = new[0]
    else:
        plain["changes"][address] = list(new)
    return scenarios.from_plain(plain, model)


def moved(
    scenario: Scenario, model: Model, address: str, value: float
) -> tuple[float, float, float]:
    """Return the triple of a number whose value alone is entered.

    Its range stays if it holds the value, and is stretched to it otherwise. A uniform
    has its value in the middle, so its range goes with it, narrower where a share
    would leave [0, 1].

    Examples
    --------
    >>> from simulator.model import load
    >>> from simulator.scenario import new
    >>> moved(new(load()), load(), "interventions.debate.ceiling", 0.5)
    (0.5, 0.5, 0.95)
    """
    known = model.assumptions[address]
    triple = scenario.changes.get(address, known.triple)
    _, low, high = triple
    entry = model.documents[known.file].at(known.place)
    if isinstance(entry, Mapping) and entry.get("distribution") == "uniform":
        return _centered(value, (high - low) / 2, known.unit)
    return value, min(low, value), max(high, value)


def own(scenario: Scenario, address: str) -> Scenario:
    """Return a scenario with a number as the model has it."""
    mapping, key = _held_as(address)
    held: dict[str, Any] = {mapping: _without(getattr(scenario, mapping), key)}
    return replace(scenario, changes=_without(scenario.changes, address), **held)


def reset(scenario: Scenario, opened: Scenario, address: str) -> Scenario:
    """Return a scenario with a number as another scenario, once opened, has it."""
    mapping, key = _held_as(address)
    rest = own(scenario, address)
    then = _only(getattr(opened, mapping), key)
    held: dict[str, Any] = {mapping: {**getattr(rest, mapping), **then}}
    changes = {**rest.changes, **_only(opened.changes, address)}
    return replace(rest, changes=changes, **held)


def reset_all(scenario: Scenario, opened: Scenario) -> Scenario:
    """Return a scenario with all numbers as another scenario, once opened, has them."""
    return replace(
        scenario,
        changes=opened.changes,
        utilities=opened.utilities,
        parameters=opened.parameters,
    )


def own_all(scenario: Scenario) -> Scenario:
    """Return a scenario with all numbers as the model has them."""
    return replace(scenario, changes={}, utilities={}, parameters={})


def differing(scenario: Scenario, other: Scenario) -> tuple[str, ...]:
    """Return the addresses at which two scenarios hold other numbers."""
    mine, theirs = overrides(scenario), overrides(other)
    both = dict.fromkeys([*mine, *theirs])
    return tuple(a for a in both if mine.get(a) != theirs.get(a))


def _held_as(address: str) -> tuple[str, str]:
    """Return the mapping and the key by which a scenario holds a number at a value."""
    kind, _, rest = address.partition(".")
    if kind == UTILITIES:
        return "utilities", rest.removesuffix(".utility")
    return "parameters", rest


def _is_own(known: Assumption, new: Entered) -> bool:
    is_utility = known.place[0] == UTILITIES
    return new[0] == known.value if is_utility else tuple(new) == known.triple


def _centered(value: float, half: float, unit: str) -> Triple:
    if unit in ("share", "probability"):
        half = max(0.0, min(half, value, 1 - value))
    return value, round(value - half, DIGITS), round(value + half, DIGITS)


def _without(mapping: Mapping[str, V], key: str) -> dict[str, V]:
    return {name: value for name, value in mapping.items() if name != key}


def _only(mapping: Mapping[str, V], key: str) -> dict[str, V]:
    return {key: mapping[key]} if key in mapping else {}
