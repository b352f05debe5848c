"""The sign map: helps here, hurts there."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from simulator.choice.effects import Effects, effects
from simulator.choice.signs import sign_map, signs
from simulator.world.simulation import Outcomes, worlds_of
from tests.packs import intervention, quantity, small_pack, started

UTILITIES = np.array([0.0, 0.3, 0.5, 1.0])


def test_a_sign_is_counted_where_it_is_sure() -> None:
    sure, unsure = np.full(16, 0.2), np.tile([-1.0, 1.1], 8)
    found = signs(np.array([[sure, -sure, unsure], [unsure, 0 * sure, -unsure]]))
    assert_array_equal(found.sign, [[1, -1, 0], [0, 0, 0]])
    assert_array_equal(found.two_sided, [0])


def test_the_most_hurt_comes_first_and_only_hurting_is_apart() -> None:
    rows = np.array([[1.0, -0.1], [0.3, -0.2], [0.5, 0.1], [-0.5, 0.0]])
    found = signs(np.repeat(rows[:, :, None], 4, axis=2))
    assert_array_equal(found.two_sided, [1, 0])
    assert_array_equal(found.hurting, [3])


def test_where_nothing_acts_a_map_shows_a_sign_in_about_one_of_twenty() -> None:
    rng = np.random.default_rng(0)
    maps = [signs(rng.normal(size=(20, 10, 16))).sign.any() for _ in range(400)]
    assert 0.02 <= np.mean(maps) <= 0.09


@given(st.integers(0, 1 << 32), st.floats(0.01, 100))
def test_signs_do_not_depend_on_the_unit_and_turn_with_the_values(
    seed: int, unit: float
) -> None:
    rows = np.random.default_rng(seed).normal(0.5, 0.3, size=(3, 2, 8))
    found = signs(rows).sign
    assert_array_equal(signs(unit * rows).sign, found)
    assert_array_equal(signs(-rows).sign, -found)


def test_rounding_has_no_sign() -> None:
    assert not signs(np.full((1, 1, 16), -1e-17)).sign.any()


def test_utilities_decide_the_sign() -> None:
    effect = np.zeros((1, 2, 4, 16))
    effect[0, 0, [0, 3]] = [[-0.1], [0.1]]
    effect[0, 1, [0, 3]] = [[0.2], [-0.2]]
    found = Effects(Outcomes(effect), effect, 100.0)
    assert_array_equal(sign_map(found, UTILITIES).sign, [[1, -1]])
    assert_array_equal(sign_map(found, 1 - UTILITIES).sign, [[-1, 1]])


def test_work_that_speeds_capabilities_hurts_where_no_level_needs_it() -> None:
    racing = intervention(
        "racing",
        speeds_capabilities=quantity(1.0),
    )
    interventions = small_pack()["interventions.yaml"]["interventions"]
    engine = started(
        small_pack(
            interventions=[*interventions, racing],
            requires={"easy": {"all_of": ["tuning"]}, "hard": {"all_of": ["racing"]}},
        )
    )
    field, worlds = engine.model.means.field, worlds_of(engine.model, 256, 0)
    found = sign_map(effects(engine, field, worlds), UTILITIES)
    assert_array_equal(found.sign[3], [-1, 1])
    assert_array_equal(found.two_sided, [3])
