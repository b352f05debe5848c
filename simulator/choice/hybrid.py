"""Hybrids: a scenario with one part of another, to see what that part alone does.

All that is simulated is one part. So a hybrid always has the simulated world of one of
the two scenarios as a whole, and asks for no new one.
"""

import json
from dataclasses import replace

from simulator.model import Model
from simulator.scenario import LONGEST_TITLE, Scenario

PARTS = {
    "credence": ("credence",),
    "evidence": ("observations", "evidence"),
    "utilities": ("utilities",),
    "simulated": ("parameters", "changes", "portfolio", "months", "grant",
                  "worlds", "seed"),
}  # fmt: skip
"""The parts of a scenario, and their fields."""

_SAID_BESIDE = {"credence": ("credence", "concentration")}
"""Parts that plain data say in other fields than the scenario has."""


def parts(here: Scenario, there: Scenario) -> tuple[str, ...]:
    """Return the parts in which two scenarios differ.

    Parameters
    ----------
    here, there : Scenario

    Examples
    --------
    >>> from simulator.model import load
    >>> from simulator.scenario import from_plain
    >>> one, other = (
    ...     from_plain({"credence": "uniform", "seed": n, "utilities": {}}, load())
    ...     for n in (0, 1)
    ... )
    >>> parts(one, other)
    ('simulated',)
    """
    return tuple(part for part in PARTS if fields(here, there, part))


def fields(here: Scenario, there: Scenario, part: str) -> tuple[str, ...]:
    """Return the fields of a part in which two scenarios differ.

    Parameters
    ----------
    here, there : Scenario
    part : str
        One of `PARTS`.
    """
    one, other = here.plain, there.plain
    said = _SAID_BESIDE.get(part, PARTS[part])
    return tuple(name for name in said if one[name] != other[name])


def simulated(scenario: Scenario) -> str:
    """Return what of a scenario is simulated, as text: the same for the same worlds.

    Parameters
    ----------
    scenario : Scenario
    """
    plain = scenario.plain
    return json.dumps([plain[name] for name in PARTS["simulated"]], sort_keys=True)


def hybrid(here: Scenario, there: Scenario, part: str) -> Scenario:
    """Return a scenario with one part of another.

    What was observed of own evidence that it does not have goes with that evidence.

    Parameters
    ----------
    here, there : Scenario
    part : str
        One of `PARTS`.
    """
    return replace(here, **{name: getattr(there, name) for name in PARTS[part]})


def under(scenario: Scenario, model: Model, preset: str) -> Scenario:
    """Return a scenario under the credence of a preset, with its name for a title.

    Parameters
    ----------
    scenario : Scenario
    model : Model
    preset : str
        An id.

    Raises
    ------
    ValueError
        If the model has no such preset.
    """
    named = {prior.id: prior.name for prior in model.belief.priors}
    if preset not in named:
        msg = f"a preset must be one of the model's, got {preset!r}"
        raise ValueError(msg)
    title = named[preset][:LONGEST_TITLE]
    return replace(scenario, credence=model.belief.prior(preset), title=title)
