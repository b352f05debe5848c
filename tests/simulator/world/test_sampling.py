"""Worlds: balanced, reproducible draws, and parameters that are held at a value."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from levels.arrays import FloatArray
from simulator.world.sampling import SCRAMBLES, UNCERTAIN, Worlds
from simulator.world.simulation import draws_of, worlds_of
from tests.packs import intervention, made, pack, quantity, shipped, small_pack

N_WORLDS = 64
MODEL = made(
    pack(
        interventions=[
            intervention(
                "work",
                scale=quantity(60.0, 20.0, 200.0),
                lead_time=quantity(0.0, 0.0, 24.0),
                automatable=quantity(0.5, 0.2, 0.7),
                readiness_today=quantity(0.0, 0.0, 0.5),
            )
        ],
        requires={"easy": {"all_of": ["work"]}, "hard": {"any_of": []}},
    )
)


def worlds(n: int = N_WORLDS, seed: int = 0, **overrides: float) -> Worlds:
    return worlds_of(MODEL, n, seed, overrides)


def every_draw(some: Worlds) -> FloatArray:
    """Return all draws, one row a parameter."""
    fields = [getattr(some, field) for field in UNCERTAIN]
    return np.concatenate([np.stack(list(some.values.values())), *fields])


def test_the_same_seed_draws_the_same_bytes() -> None:
    assert every_draw(worlds()).tobytes() == every_draw(worlds()).tobytes()


def test_another_seed_draws_other_worlds() -> None:
    some, others = worlds()["threshold"], worlds(seed=1)["threshold"]
    assert not np.isin(some, others).any()


def test_every_scramble_has_one_world_in_each_equal_part_of_a_range() -> None:
    # The property of Sobol' points that makes their means so exact.
    some = worlds(16 * N_WORLDS)
    low, high = 0.5, 0.9
    shares = ((some["crowding"] - low) / (high - low)).reshape(SCRAMBLES, -1)
    parts = np.sort(np.floor(shares * N_WORLDS), axis=1)
    assert_array_equal(parts, np.tile(np.arange(N_WORLDS), (SCRAMBLES, 1)))


def test_two_parameters_are_balanced_together() -> None:
    some = worlds(16 * N_WORLDS)
    halves = [some[name] > np.median(some[name]) for name in ("crowding", "groundwork")]
    both = (halves[0] & halves[1]).reshape(SCRAMBLES, -1).mean(axis=1)
    assert (abs(both - 0.25) < 0.1).all()
    assert both.mean() == pytest.approx(0.25, abs=0.02)


def test_no_two_scrambles_share_a_world() -> None:
    draws = worlds(16 * N_WORLDS)["crowding"]
    assert len(np.unique(draws)) == len(draws)


def test_every_draw_of_the_shipped_pack_is_a_number_in_its_range() -> None:
    some = worlds_of(shipped(), 256, 0)
    assert np.isfinite(every_draw(some)).all()
    for parameter in shipped().world.parameters:
        if parameter.is_share:
            assert ((some[parameter.id] >= 0) & (some[parameter.id] <= 1)).all()
    for field in ("readiness_today", "ceiling", "automatable"):
        assert ((getattr(some, field) >= 0) & (getattr(some, field) <= 1)).all()
    assert (some.scale > 0).all()
    assert (some.lead_time >= 0).all()


def test_a_number_without_a_range_is_the_same_in_every_world() -> None:
    assert (worlds().ceiling == 0.9).all()
    assert (worlds()["pledged_share"] == 0.2).all()


def test_a_range_that_touches_zero_is_uniform_and_never_negative() -> None:
    some = worlds()
    for draws, high in ((some.lead_time, 24.0), (some.readiness_today, 0.5)):
        assert 0 <= draws.min() < 0.1 * high
        assert 0.9 * high < draws.max() <= high


def test_few_worlds_are_as_many_scrambles() -> None:
    assert [worlds(n).scrambles for n in (2, 16, 64)] == [2, 16, 16]


def test_a_part_of_the_worlds_is_those_worlds() -> None:
    some = worlds()
    part = some.part(slice(8, 24))
    assert len(part) == 16
    assert_array_equal(every_draw(part), every_draw(some)[:, 8:24])


@given(st.sampled_from([2, 16, 64, 1024]), st.data())
def test_any_part_that_is_drawn_later_is_the_same_worlds(
    n: int, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, n - 1))
    stop = data.draw(st.integers(start + 1, n))
    held = {"threshold": 3.0, "work.scale": 10.0}
    some = draws_of(MODEL, n, 5, held)
    part = some.part(slice(start, stop))
    assert (len(some), part.scrambles) == (n, some.scrambles)
    whole = every_draw(worlds(n, 5, **held))
    assert_array_equal(every_draw(part), whole[:, start:stop])


def test_parts_are_drawn_in_any_order() -> None:
    some, whole = draws_of(MODEL, N_WORLDS, 0), every_draw(worlds())
    for start in (32, 0, 48, 32, 16):
        part = some.part(slice(start, start + 16))
        assert_array_equal(every_draw(part), whole[:, start : start + 16])


def test_a_part_beyond_the_end_stops_there() -> None:
    assert len(draws_of(MODEL, N_WORLDS, 0).part(slice(0, 4096))) == N_WORLDS


@pytest.mark.parametrize("n", [0, 1, 3, -4, 100, 1 << 21])
def test_a_number_of_worlds_that_is_no_power_of_two_is_refused(n: int) -> None:
    with pytest.raises(ValueError, match=f"power of two from 2 to 1048576, got {n}$"):
        worlds(n)


@pytest.mark.parametrize(
    ("name", "value"),
    [("threshold", 3.5), ("visibility_shift", -2.0), ("false_alarm", 0.0)],
)
def test_a_parameter_can_be_held_at_a_value(name: str, value: float) -> None:
    held = worlds(**{name: value})
    assert (held[name] == value).all()


@pytest.mark.parametrize("field", UNCERTAIN)
def test_a_field_of_an_intervention_can_be_held_at_a_value(field: str) -> None:
    held = worlds(**{f"work.{field}": 0.75})
    assert (getattr(held, field)[0] == 0.75).all()


def test_holding_one_parameter_leaves_every_other_draw_alone() -> None:
    free, held = worlds(), worlds(**{"threshold": 3.0, "work.scale": 10.0})
    for name in free.values:
        assert (free[name] == held[name]).all() == (name != "threshold")
    assert_array_equal(free.automatable, held.automatable)


@pytest.mark.parametrize(
    ("name", "value", "rule"),
    [
        ("nothing", 1.0, "a parameter must be one of the pack's, got 'nothing'"),
        ("work", 1.0, "a parameter must be one of the pack's, got 'work'"),
        ("work.cost", 1.0, "a parameter must be one of the pack's, got 'work.cost'"),
        ("theory.scale", 1.0, "must be one of the pack's, got 'theory.scale'"),
        ("delivered", 1.1, r"delivered must lie in \[0, 1\], got 1.1"),
        ("tries", 21.0, r"tries must lie in \[1, 20\], got 21"),
        ("tries", 1.5, "tries must be a whole number, got 1.5"),
        ("halting_possible", 0.5, "halting_possible must be a whole number, got 0.5"),
        ("false_alarm", -0.1, r"false_alarm must lie in \[0, 1\], got -0.1"),
        ("threshold", 0.0, "threshold must be positive, got 0"),
        ("threshold", float("inf"), "threshold must be finite, got inf"),
        ("crowding", float("nan"), "crowding must be finite, got nan"),
        ("delivered", float("nan"), r"delivered must lie in \[0, 1\], got nan"),
        ("work.ceiling", 1.5, r"work.ceiling must lie in \[0, 1\], got 1.5"),
        ("work.ceiling", float("nan"), r"work.ceiling must lie in \[0, 1\], got nan"),
        ("work.scale", 0.0, r"work.scale must lie in \[9.09495e-13, 1e\+09\], got 0"),
        ("work.scale", float("inf"), r"work.scale must lie in .*, got inf"),
        ("work.lead_time", -1.0, r"work.lead_time must lie in \[0, 1e\+09\], got -1"),
    ],
)
def test_a_value_that_cannot_be_held_is_refused(
    name: str, value: float, rule: str
) -> None:
    with pytest.raises(ValueError, match=rule):
        worlds(**{name: value})


def test_worlds_do_not_depend_on_what_levels_require() -> None:
    other: dict[str, Any] = {"easy": {"any_of": []}, "hard": {"all_of": []}}
    some, changed = (
        worlds_of(made(plain), N_WORLDS, 0)
        for plain in (small_pack(), small_pack(requires=other))
    )
    assert_array_equal(every_draw(some), every_draw(changed))


def test_what_worlds_lead_to_is_found_once_for_each_question() -> None:
    some, asked = worlds(), []

    def twice(of: Worlds, name: str) -> FloatArray:
        asked.append(name)
        return 2 * of[name]

    first, again = (some.once(twice, "threshold") for _ in range(2))
    other, part = some.once(twice, "delivered"), some.part(slice(3))
    assert first is again
    assert_array_equal(first, 2 * some["threshold"])
    assert_array_equal(other, 2 * some["delivered"])
    assert_array_equal(part.once(twice, "threshold"), first[:3])
    assert asked == ["threshold", "delivered", "threshold"]
