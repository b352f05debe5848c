"""Variants: what changes if a measure works as hoped, or hardly."""

import numpy as np
import pytest

from simulator.choice.priority import by_level
from simulator.choice.ranking import groundwork
from simulator.group.variants import held, variants
from simulator.scenario import new
from simulator.world.simulation import draws_of, simulate
from tests.packs import made, shipped, small_pack, started
from tests.simulator.group.rooms import ASKED, judged

WORTH = np.array([0.0, 0.3, 0.5, 1.0])


@pytest.fixture(scope="module")
def given():
    """What the small room judges."""
    return judged()


def test_an_end_holds_a_measure_at_the_ends_of_its_ranges():
    chosen = shipped().means.intervention("debate")
    assert held(shipped(), "debate", "hoped") == {
        "debate.readiness_today": chosen.readiness_today.high,
        "debate.ceiling": chosen.ceiling.high,
        "debate.scale": chosen.scale.low,
    }
    assert held(shipped(), "debate", "hardly") == {
        "debate.readiness_today": chosen.readiness_today.low,
        "debate.ceiling": chosen.ceiling.low,
        "debate.scale": chosen.scale.high,
    }


def test_decisions_do_better_if_a_measure_works_as_hoped_than_if_it_hardly_does(given):
    value = given.variants.outcomes @ WORTH
    hoped, hardly = value.mean(axis=(2, 3)).T
    assert (hoped > 0).all()
    assert (hardly < 0).all()


def test_outcomes_still_sum_to_one(given):
    assert given.variants.outcomes.sum(axis=-1) == pytest.approx(0, abs=1e-12)
    assert given.variants.effect.sum(axis=-1) == pytest.approx(0, abs=1e-9)


def test_one_belief_is_exactly_what_a_run_with_that_change_says(given):
    model, scenario = given.model, given.scenario
    engine = started({name: d.data for name, d in model.documents.items()})
    choice = given.groundwork.decisions.choices[2].portfolio
    overrides = held(model, "theory", "hardly")
    worlds = draws_of(model, scenario.worlds, scenario.seed, overrides)
    there = simulate(engine, [choice], worlds, scenario.months).mean[0]
    here = (
        given.groundwork.decisions.outcomes.mean[2] + given.variants.outcomes[1, 1, 2]
    )
    assert here == pytest.approx(there, abs=1e-12)


def test_the_error_of_adding_up_is_that_of_all_measures_at_one_end(given):
    model, scenario = given.model, given.scenario
    engine = started({name: d.data for name, d in model.documents.items()})
    errors, changes = [], []
    for end, word in enumerate(("hoped", "hardly")):
        overrides = {k: x for n in ASKED for k, x in held(model, n, word).items()}
        worlds = draws_of(model, scenario.worlds, scenario.seed, overrides)
        tried = [c.portfolio for c in given.groundwork.decisions.choices]
        there = simulate(engine, tried, worlds, scenario.months).mean
        change = (there - given.groundwork.decisions.outcomes.mean) @ WORTH
        added = given.variants.outcomes[:, end].sum(axis=0) @ WORTH
        errors.append(np.abs(added - change).max())
        changes.append(np.abs(change).max())
    assert given.variants.additivity.error == pytest.approx(max(errors))
    assert given.variants.additivity.change == pytest.approx(max(changes))


def test_what_has_no_range_changes_nothing():
    engine = started(small_pack())
    scenario = new(engine.model)
    ground = groundwork(engine, scenario)
    found = variants(engine, scenario, ground, ["tuning"])
    n = len(engine.model.means.ids)
    assert found.effect.shape[:3] == (1, 2, n)
    assert not by_level(found.effect, WORTH).any()
    assert found.additivity.error == 0


def test_nothing_is_simulated_if_nothing_is_asked():
    told: list[float] = []
    engine = started(small_pack())
    scenario = new(engine.model)
    ground = groundwork(engine, scenario)
    found = variants(engine, scenario, ground, [], told.append)
    assert (found.asked, told) == ((), [])
    assert found.outcomes.shape[:2] == (0, 2)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["magic"], "name interventions, got 'magic'"),
        (["tuning", "tuning"], "asked once"),
        (["tuning"] * 7, "at most 6, got 7"),
    ],
)
def test_measures_that_cannot_be_asked_are_refused(given, asked, said):
    engine = started(small_pack())
    with pytest.raises(ValueError, match=said):
        variants(engine, given.scenario, given.groundwork, asked)


def test_how_far_the_work_is_is_told():
    told: list[float] = []
    engine = started(small_pack())
    scenario = new(made(small_pack()))
    variants(engine, scenario, groundwork(engine, scenario), ["tuning"], told.append)
    assert told[-1] == 1
    assert told == sorted(told)
