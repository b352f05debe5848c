"""A tornado on the engine: one assumption at a time."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from levels.arrays import FloatArray
from simulator import scenario as scenarios
from simulator.choice.effects import effects
from simulator.choice.question import Question, of_choice, of_priority, of_value
from simulator.choice.tornado import steady, steady_bars, tornado
from simulator.scenario import Scenario
from simulator.world.engine import Engine
from simulator.world.simulation import simulate, worlds_of
from tests.packs import Pack, quantity, shipped, shipped_engine, small_pack, started

P = np.array([0.3, 0.7])


def ranged() -> Pack:
    """Return the small pack with work that may be harder or easier than thought."""
    given = small_pack()["interventions.yaml"]["interventions"]
    scale, share = quantity(100.0, 30.0, 400.0), quantity(0.5, 0.1, 0.9)
    changed = [{**i, "scale": scale, "automatable": share} for i in given]
    return small_pack(interventions=changed)


def small(**keys: object) -> tuple[Engine, Scenario]:
    engine = started(ranged())
    plain = {"credence": P.tolist(), "months": 24, **keys}
    return engine, scenarios.from_plain(plain, engine.model)


def asked(n: int = 32, **keys: object) -> Question:
    return of_value(*small(**keys), P, n)


def held(engine: Engine, scenario: Scenario, name: str, value: float) -> float:
    """Return the expected value with one field held, by the scenario's own means."""
    model = engine.model
    worlds = worlds_of(model, 32, 0, {name: value})
    ends = simulate(engine, [model.means.field], worlds, 24).mean[0]
    return float(P @ (ends @ scenario.utility(model)))


def test_a_bar_ends_where_the_number_held_at_its_end_leads() -> None:
    engine, scenario = small()
    bars = {bar.name: bar for bar in tornado(asked()).bars}
    for field in ("scale", "automatable"):
        bar = bars[f"interventions.theory.{field}"]
        for at, end in ((bar.at_low, bar.low), (bar.at_high, bar.high)):
            expected = held(engine, scenario, f"theory.{field}", at)
            assert end == pytest.approx(expected, abs=1e-12)


def test_ends_are_the_ten_and_the_ninety_percent_points() -> None:
    question = asked(1 << 12)
    place = question.inputs["interventions.theory.scale"]
    low, high = question.span(place, np.array([0.1, 0.9]))
    drawn = worlds_of(question.engine.model, 1 << 12, 0).scale[1]
    assert (drawn < low).mean() == pytest.approx(0.1, abs=0.005)
    assert (drawn > high).mean() == pytest.approx(0.1, abs=0.005)
    bar = next(b for b in tornado(asked(2)).bars if b.name.endswith("theory.scale"))
    assert (bar.at_low, bar.at_high) == pytest.approx((low, high))


def test_the_widest_bar_comes_first_and_the_middle_is_the_value() -> None:
    question = asked()
    found = tornado(question)
    widths = [bar.width for bar in found.bars]
    assert widths == sorted(widths, reverse=True)
    assert widths[0] > 0
    assert {bar.name for bar in found.bars} == set(question.inputs)
    ends = simulate(
        question.engine,
        [question.engine.model.means.field],
        worlds_of(question.engine.model, 32, 0),
        24,
    ).mean[0]
    assert found.middle == pytest.approx(float(P @ (ends @ question.utilities)))


def test_a_number_that_is_held_has_no_bar() -> None:
    names = asked(parameters={"theory.scale": 100.0}).inputs
    assert "interventions.theory.scale" not in names
    assert "interventions.tuning.scale" in names


def test_errors_of_bars_shrink_with_worlds() -> None:
    few, many = (tornado(asked(n)).bars[0].standard_error for n in (32, 1024))
    assert 0 < many < few


def test_a_level_table_moves_the_value_as_another_pack_would() -> None:
    pack = small_pack()
    table = pack["world.yaml"]["irreversible"]["by_level"]
    table["hard"] = [0.9, 0.5, 0.95]
    engine = started(pack)
    scenario = scenarios.new(engine.model)
    (bar,) = [
        b
        for b in steady_bars(of_value(engine, scenario, P, 16))
        if b.name == "irreversible.by_level.hard"
    ]
    table["hard"] = [0.5, 0.5, 0.5]
    lower = tornado(of_value(started(pack), scenario, P, 16)).middle
    assert (bar.at_low, bar.at_high, bar.is_drawn) == (0.5, 0.95, False)
    assert bar.low == pytest.approx(lower, abs=1e-12)
    assert bar.high < bar.low


def test_credences_values_and_spending_have_no_bar() -> None:
    names = [*steady(shipped()), *shipped_question().inputs]
    lists = {name.split(".")[0] for name in names}
    assert lists.isdisjoint({"priors", "evidence", "facts", "groups", "outcomes"})
    assert not [n for n in names if n.endswith((".field", ".cost"))]
    assert all(name in shipped().assumptions for name in names)
    assert len(names) == len(set(names))


def shipped_question() -> Question:
    scenario = scenarios.new(shipped())
    return of_value(shipped_engine(), scenario, scenario.credence.p, 2)


def answers(question: Question) -> FloatArray:
    return question.at(question.draws.points())


def test_a_priority_is_that_of_the_ranking() -> None:
    engine, scenario = small()
    field = engine.model.means.field
    worlds = worlds_of(engine.model, 32, 0)
    effect = effects(engine, field, worlds, 100.0, 24).effect
    expected = effect @ scenario.utility(engine.model) @ P
    for row in range(3):
        found = answers(of_priority(engine, scenario, P, 32, row)).mean()
        assert found == pytest.approx(expected[row], abs=1e-12)


def test_the_choice_is_whether_the_first_does_most_in_a_world() -> None:
    engine, scenario = small()
    each = [answers(of_priority(engine, scenario, P, 32, row)) for row in (1, 0, 2)]
    found = answers(of_choice(engine, scenario, P, 32, (1, 0, 2)))
    assert_allclose(found, np.argmax(each, axis=0) == 0)
    assert 0 < found.mean() <= 1
    last = answers(of_choice(engine, scenario, P, 32, (0, 1, 2)))
    assert (found + last <= 1).all()


def test_progress_ends_at_one() -> None:
    for make in (tornado, steady_bars):
        told: list[float] = []
        make(asked(2), told.append)
        assert told == [] or told[-1] == 1


def test_quantities_without_a_range_are_no_inputs() -> None:
    engine = started(small_pack())
    names = of_value(engine, scenarios.new(engine.model), P, 2).inputs
    assert not [name for name in names if name.endswith(".scale")]
    assert "interventions.theory.scale" in asked(2).inputs
