"""What one visitor may ask of a server that others use too."""

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
