"""A question to each world, at points of the unit cube."""

import numpy as np
from numpy.testing import assert_allclose

from simulator import scenario as scenarios
from simulator.choice.question import Question, of_choice, of_priority, of_value
from simulator.scenario import Scenario
from simulator.world.engine import Engine
from simulator.world.simulation import simulate, worlds_of
from tests.packs import small_pack, started

P = np.array([0.3, 0.7])


def small(**keys: object) -> tuple[Engine, Scenario]:
    engine = started(small_pack())
    plain = {"credence": P.tolist(), "months": 24, **keys}
    return engine, scenarios.from_plain(plain, engine.model)


def in_all(question: Question) -> float:
    """Return the mean answer in the worlds that the simulation draws."""
    worlds = worlds_of(question.engine.model, 32, 0)
    return float(question.answers(worlds).mean())


def test_the_mean_answer_is_the_value_that_the_simulation_gives() -> None:
    engine, scenario = small()
    model, worlds = engine.model, worlds_of(engine.model, 32, 0)
    mean = simulate(engine, [model.means.field], worlds, 24).mean[0]
    expected = P @ (mean @ scenario.utility(model))
    assert_allclose(in_all(of_value(engine, scenario, P, 32)), expected, atol=1e-12)


def test_a_first_choice_is_the_one_whose_grant_does_most() -> None:
    engine, scenario = small()
    rows = range(len(engine.model.means.ids))
    shares = [
        in_all(
            of_choice(engine, scenario, P, 32, [row, *(r for r in rows if r != row)])
        )
        for row in rows
    ]
    priorities = [in_all(of_priority(engine, scenario, P, 32, row)) for row in rows]
    assert_allclose(sum(shares), 1)
    assert np.argmax(priorities) == np.argmax(shares)


def test_a_parameter_that_is_held_is_not_asked_about() -> None:
    free = of_value(*small(), P, 16)
    held = of_value(*small(parameters={"threshold": 3.0}), P, 16)
    assert set(free.inputs) - set(held.inputs) == {"parameters.threshold"}


def test_a_share_of_one_half_is_the_median_of_what_is_drawn() -> None:
    question = of_value(*small(), P, 1024)
    place = question.inputs["parameters.threshold"]
    drawn = worlds_of(question.engine.model, 1024, 0)["threshold"]
    median = question.span(place, np.array([0.5]))[0]
    assert_allclose(median, np.median(drawn), rtol=0.01)
