"""Teams: what is worth more together."""

from dataclasses import replace

import numpy as np
import pytest

from simulator.choice.limits import constraints
from simulator.choice.teams import gains, teams
from simulator.scenario import new
from simulator.world.engine import engine
from tests.packs import intervention, made, small_pack
from tests.simulator.choice.deciding import success

WHOLE = np.array([True, True, True, True])


def worked(kept):
    return success(kept.astype(float))[:, 0]


def test_gains_alone_and_together_are_those_of_the_worked_example() -> None:
    sets = np.array([[1, 1, 0, 0], [0, 1, 1, 0], [1, 1, 1, 1]], dtype=bool)
    alone, joint = gains(worked, WHOLE, sets)
    # Without a and b only d is left; b alone adds nothing, a brings c along.
    assert joint == pytest.approx([0.604 - 0.1, 0.604 - 0.1, 0.604])
    a = worked(np.array([[True, False, True, True]]))[0] - 0.1
    b = worked(np.array([[True, True, False, True]]))[0] - 0.1
    assert alone == pytest.approx([a, b + a, 0.1])


def test_a_pair_behind_a_gate_is_a_team_and_a_substitute_is_none() -> None:
    works = [
        intervention(name, readiness_today=0.0, ceiling=0.9, scale=20.0, field=0.0)
        for name in ("left", "right", "idle")
    ]
    requires = {"easy": {"all_of": ["left", "right"]}, "hard": {"all_of": ["idle"]}}
    model = made(
        small_pack(interventions=works, requires=requires, roles={}, layers={})
    )
    scenario = replace(new(model), months=24)
    within = constraints(model.means, 60)
    portfolio = within.portfolio(np.full(3, 20.0))
    found = teams(engine(model), scenario, scenario.credence.p, within, portfolio)
    assert found[0].members == ("left", "right")
    assert found[0].alone < 0.5 * found[0].joint
    assert all("idle" not in team.members for team in found)


def test_one_intervention_is_no_team() -> None:
    model = made(small_pack())
    within = constraints(model.means, 10)
    portfolio = within.portfolio(np.array([10.0, 0.0, 0.0]))
    scenario = replace(new(model), months=12)
    assert teams(engine(model), scenario, np.ones(2) / 2, within, portfolio) == ()
