"""Simulations that several tests, or several requests of one, need: each is run once.

What a run gives depends on the world of the pack and on what a scenario says of the
run. Whoever asks for the same again gets the same value, as the caches of the
dashboard hand it on; that it would be the same bytes is tested where runs are, and a
test of that does not ask for this.
"""

import json
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any

import pytest

from app import cached, documents, flipped, informed
from app.briefs import making
from simulator.choice import ranking
from simulator.scenario import Scenario
from simulator.world.engine import Engine

SIMULATING = {
    "groundwork": (documents, making, cached),
    "grants": (flipped, informed, ranking),
    "respent": (informed, ranking),
}
"""Each function of an engine and a scenario that simulates, and who calls it."""

KEPT: dict[str, dict[object, Any]] = {name: {} for name in SIMULATING}


def remember_simulations(patch: pytest.MonkeyPatch) -> None:
    """Simulate what the same run of the same world needs only once in all tests."""
    for name, callers in SIMULATING.items():
        remember(patch, name, callers, _run_of, KEPT[name])


def remember(
    patch: pytest.MonkeyPatch,
    name: str,
    callers: Sequence[ModuleType],
    key_of: Callable[..., object],
    kept: dict[object, Any],
) -> None:
    """Call a function once for each key of its arguments, whoever of these calls it."""
    function = getattr(callers[0], name)

    def once(*given: Any) -> Any:
        key = key_of(*given)
        if key not in kept:
            kept[key] = function(*given)
        return kept[key]

    for caller in callers:
        patch.setattr(caller, name, once)


def _run_of(engine: Engine, scenario: Scenario, *_: object) -> tuple[str, str]:
    plain = scenario.plain
    run = {name: plain[name] for name in cached.SIMULATED}
    return engine.model.world_digest, json.dumps(run, sort_keys=True)
