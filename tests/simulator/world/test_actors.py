"""Actors: what they make of alarms, of planted models found, and of proofs."""

import ast
import inspect
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.world import actors
from simulator.world.actors import Beliefs, Wills, correlation, false_alarms, wills
from simulator.world.planted import estimate
from simulator.world.simulation import worlds_of
from simulator.world.stealth import all_miss
from tests.packs import drawn, small_pack, started

LAYERS = np.array(list(product((0, 1), repeat=3)))
"""All patterns of three layers; the first is none, the last all."""


def judged(
    believed: list[float], *, planted: tuple[int, ...] = (), **changes: float
) -> Wills:
    """Return the wills of actors; the layers `planted` are tried on planted models."""
    values = {
        "shared_stealth": 0.0,
        "false_alarm": 0.142625,
        "prior_misaligned": 0.1,
        "tolerance": 0.5,
        "decision_spread": 1.0,
        "proof_ratio": 12.0,
        "caught_ratio": 60.0,
        "correlated_layers": 1.0,
        "planted": 20.0,
        "stress_luck": 0.5,
        "transfer_weight": 0.2,
        "ship_threshold": 0.5,
        "race_pressure": 1.0,
        **changes,
    }
    marked = np.isin(np.arange(3), planted)
    return wills(drawn(**values), LAYERS, Beliefs(np.array(believed), marked))


def test_the_will_to_hold_is_the_posterior_where_even_odds_are_tolerated() -> None:
    # Three layers that miss 0.3 each, any flag false in 14.2625 %.
    found = judged([0.7] * 3)
    assert found.alarm[-1, 0] == pytest.approx(0.431175, abs=5e-7)
    assert found.quiet[-1, 0] == pytest.approx(0.00348685, abs=5e-9)


@pytest.mark.parametrize(
    ("missed", "residual"),
    [(0.027, 0.00348685), (0.0953308, 0.0122036)],
)
def test_what_remains_after_a_pass_grows_with_what_is_missed(
    missed: float, residual: float
) -> None:
    found = judged([1 - missed, 0.0, 0.0])
    assert found.quiet[0b100, 0] == pytest.approx(residual, abs=5e-8)


def test_actors_without_a_working_test_keep_their_prior() -> None:
    found = judged([0.7] * 3, tolerance=0.1)
    assert found.quiet[0, 0] == pytest.approx(0.5, abs=1e-12)
    assert judged([0.7] * 3, false_alarm=0.9).quiet[0, 0] == pytest.approx(0.1)


def test_a_proof_and_a_caught_act_raise_the_will_by_their_ratio() -> None:
    found = judged([0.7] * 3, proof_ratio=9.0, caught_ratio=9.0)
    assert found.quiet_proven[0, 0] == pytest.approx(0.5)
    assert found.caught[0] == pytest.approx(0.5)


@given(
    st.lists(st.floats(0, 1), min_size=3, max_size=3),
    st.floats(0.01, 0.5),
    st.floats(0, 1),
)
def test_an_alarm_moves_actors_up_and_silence_down_as_they_trust_the_test(
    believed: list[float], false: float, shared: float
) -> None:
    found = judged(believed, false_alarm=false, shared_stealth=shared)
    missed = 1 - np.array(believed)[:, None]
    rate = 1 - all_miss(missed, LAYERS, np.array([shared]))[:, 0]
    some = LAYERS.any(axis=1)
    up, down = some & (rate > false), some & (rate < false)
    assert (found.alarm[up] >= 0.1 - 1e-12).all()
    assert (found.quiet[up] <= 0.1 + 1e-12).all()
    assert (found.alarm[down] <= 0.1 + 1e-12).all()
    assert (found.alarm_proven >= found.alarm).all()
    assert (found.quiet_proven >= found.quiet).all()


@pytest.mark.parametrize(
    ("believed", "changes"),
    [
        (0.0, {}),
        (1.0, {}),
        (0.7, {"false_alarm": 0.0}),
        (0.7, {"false_alarm": 1.0}),
        (1.0, {"false_alarm": 0.0}),
        (0.0, {"false_alarm": 0.0}),
        (1.0, {"false_alarm": 1.0}),
        (0.7, {"prior_misaligned": 0.0, "tolerance": 0.0}),
        (0.7, {"prior_misaligned": 1.0, "tolerance": 1.0}),
        (0.7, {"prior_misaligned": 0.0, "tolerance": 1.0}),
    ],
)
def test_certainties_lead_to_a_will_and_not_to_nothing(
    believed: float, changes: dict[str, Any]
) -> None:
    found = judged([believed] * 3, **changes)
    for will in vars(found).values():
        assert ((will >= 0) & (will <= 1)).all()


def test_an_alarm_that_is_never_false_stops_everyone() -> None:
    assert judged([0.7] * 3, false_alarm=0.0).alarm[-1, 0] == 1.0


def test_silence_of_a_test_believed_to_see_everything_reassures_everyone() -> None:
    assert judged([1.0] * 3).quiet[-1, 0] == 0.0


def test_no_alarm_is_false_where_no_test_runs() -> None:
    found = false_alarms(drawn(false_alarm=0.05), LAYERS)
    assert found[:, 0].tolist() == [0.0] + [0.05] * 7


def test_what_planted_models_tell_takes_the_place_of_a_belief() -> None:
    # The median of 20 that are found with 0.8 is 16.
    mean, _ = estimate(np.array(16.0), np.array(20.0), np.array(0.2))
    told = judged([0.7, 0.7, 0.8], planted=(2,))
    plain = judged([0.7, 0.7, float(mean)])
    for name, will in vars(told).items():
        np.testing.assert_allclose(will, getattr(plain, name), rtol=1e-12)


def test_luck_with_planted_models_makes_silence_more_reassuring() -> None:
    few, many = (
        judged([0.7, 0.7, 0.8], planted=(2,), stress_luck=luck) for luck in (0.1, 0.9)
    )
    assert many.quiet[1, 0] < few.quiet[1, 0]
    assert many.quiet[4, 0] == few.quiet[4, 0]


def test_actors_free_of_a_race_hold_unless_a_stress_test_shows_enough() -> None:
    # 16 of 20 that count a fifth: Beta(3.7, 1.3), with 0.399 as its lower bound.
    calm: dict[str, Any] = {"planted": (2,), "race_pressure": 0.0}
    strict = judged([0.7, 0.7, 0.8], ship_threshold=0.5, **calm)
    mild = judged([0.7, 0.7, 0.8], ship_threshold=0.35, **calm)
    assert (strict.quiet == 1).all()
    assert (strict.alarm == 1).all()
    works = LAYERS[:, 2] == 1
    assert (mild.quiet[works] < 0.5).all()
    assert (mild.quiet[~works] == 1).all()
    assert strict.caught == mild.caught


def test_race_pressure_overrides_the_rule_in_its_share_of_cases() -> None:
    layers = [0.7, 0.7, 0.8]
    free = judged(layers, planted=(2,), race_pressure=1.0)
    held = judged(layers, planted=(2,), race_pressure=0.25)
    np.testing.assert_allclose(1 - held.quiet, 0.25 * (1 - free.quiet), rtol=1e-12)
    np.testing.assert_allclose(1 - held.alarm, 0.25 * (1 - free.alarm), rtol=1e-12)


def test_without_planted_models_no_rule_asks_for_them() -> None:
    free, raced = (judged([0.7] * 3, race_pressure=share) for share in (0.0, 1.0))
    assert (free.quiet == raced.quiet).all()


def test_layers_share_stealth_unless_they_are_switched_apart() -> None:
    shared = {"shared_stealth": 0.4}
    assert correlation(drawn(**shared, correlated_layers=1.0)) == 0.4
    assert correlation(drawn(**shared, correlated_layers=0.0)) == 0.0


def test_nothing_that_tells_levels_apart_reaches_actors() -> None:
    """Whatever levels mean, the same observations give the same wills, to the byte."""
    easy = started(small_pack(layers={"tuning": [0.9, 0.9]}, irreversible=[0.1, 0.1]))
    hard = started(
        small_pack(
            layers={"tuning": [0.1, 0.0]},
            irreversible=[1.0, 1.0],
            proof_visibility=[0.9, 0.8],
            containable=[0.5, 0.1],
            requires={"easy": {"any_of": []}, "hard": {"any_of": []}},
        )
    )
    assert not np.array_equal(easy.visibility, hard.visibility)
    found = []
    for engine in (easy, hard):
        worlds = worlds_of(engine.model, 8, 0)
        judged = wills(worlds, engine.patterns.working, engine.beliefs)
        found.append([will.tobytes() for will in vars(judged).values()])
    assert found[0] == found[1]


def test_no_decision_function_knows_of_levels_or_credences() -> None:
    tree = ast.parse(inspect.getsource(actors))
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    words = ("level", "credence", "visibility", "ladder")
    assert not [name for name in names if any(word in name for word in words)]
