"""What one visitor may ask of a server that others use too."""

from collections.abc import Sequence

from simulator.choice.hybrid import simulated
from simulator.scenario import Scenario

MOST_WORLDS = 4096
MOST_WORLD_MONTHS = MOST_WORLDS * 48
"""About five seconds of ranking the shipped pack on two cores."""


def affordable(scenario: Scenario) -> Scenario:
    """Return a scenario from outside, if a shared server can afford it.

    Raises
    ------
    ValueError
        If it asks for more worlds, or for more months of them, than one visitor may.
    """
    if scenario.worlds > MOST_WORLDS:
        msg = f"worlds must be at most {MOST_WORLDS} here, got {scenario.worlds}"
        raise ValueError(msg)
    asked = scenario.worlds * scenario.months
    if asked > MOST_WORLD_MONTHS:
        msg = f"worlds times months must be at most {MOST_WORLD_MONTHS}, got {asked}"
        raise ValueError(msg)
    return scenario


def affordable_together(scenarios: Sequence[Scenario]) -> Sequence[Scenario]:
    """Return scenarios that are compared, if a shared server can afford all of them.

    Those that share their simulated worlds cost them once.

    Raises
    ------
    ValueError
        If one of them, or all together, ask for more than one visitor may.
    """
    asked = {simulated(each): each for each in map(affordable, scenarios)}
    total = sum(each.worlds * each.months for each in asked.values())
    if total > MOST_WORLD_MONTHS:
        rule = f"worlds times months must be at most {MOST_WORLD_MONTHS} in all here"
        msg = f"{rule}, got {total}"
        raise ValueError(msg)
    return scenarios
