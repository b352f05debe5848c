from dataclasses import replace

import pytest

from app.limits import (
    MOST_WORLD_MONTHS,
    MOST_WORLDS,
    affordable,
    affordable_together,
)
from simulator import scenario as scenarios
from tests.packs import shipped


@pytest.mark.parametrize(("worlds", "months"), [(MOST_WORLDS, 48), (512, 240)])
def test_a_scenario_within_the_limits_passes_as_it_is(worlds, months):
    scenario = replace(scenarios.new(shipped()), worlds=worlds, months=months)

    assert affordable(scenario) is scenario


def test_more_worlds_are_refused():
    scenario = replace(scenarios.new(shipped()), worlds=2 * MOST_WORLDS)

    with pytest.raises(ValueError, match="worlds must be at most 4096 here, got 8192"):
        affordable(scenario)


def test_many_worlds_of_a_long_plan_are_refused():
    scenario = replace(scenarios.new(shipped()), worlds=MOST_WORLDS, months=49)

    rule = f"at most {MOST_WORLD_MONTHS}, got {MOST_WORLDS * 49}"
    with pytest.raises(ValueError, match=rule):
        affordable(scenario)


def test_scenarios_that_share_their_worlds_cost_them_once():
    one = replace(scenarios.new(shipped()), worlds=MOST_WORLDS)
    same = [one, replace(one, title="Another", observations={})]

    assert affordable_together(same) is same
    both = [one, replace(one, seed=1)]
    rule = f"at most {MOST_WORLD_MONTHS} in all here, got {2 * MOST_WORLDS * 48}"
    with pytest.raises(ValueError, match=rule):
        affordable_together(both)


def test_no_scenario_may_ask_for_too_much_beside_one_that_may():
    one = scenarios.new(shipped())

    with pytest.raises(ValueError, match="worlds must be at most 4096"):
        affordable_together([one, replace(one, worlds=2 * MOST_WORLDS)])
