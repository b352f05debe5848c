"""The funnel: where misaligned systems are caught, from the numbers of the fate."""

import numpy as np
import pytest
from hypothesis import given, settings
from numpy.testing import assert_allclose

from simulator.world.ending import courses, moments
from simulator.world.funnel import SEEN, STAGES, THEN, WENT, Funnel, funnel
from simulator.world.outcomes import LOST
from simulator.world.path import path
from simulator.world.simulation import simulate, worlds_of
from tests.packs import (
    Pack,
    intervention,
    packs,
    shipped,
    shipped_engine,
    small_pack,
    started,
)


def of(pack: Pack, n: int = 16, **overrides: float) -> Funnel:
    engine = started(pack)
    worlds = worlds_of(engine.model, n, 0, overrides)
    return funnel(engine, engine.model.means.field, worlds)


@settings(max_examples=40)
@given(packs(6))
def test_every_misaligned_system_is_counted_once_at_each_stage(pack: Pack) -> None:
    found = of(pack)
    by_stage = found.by_stage

    def total(names: tuple[str, ...]) -> np.ndarray:
        return np.sum([by_stage[name] for name in names], axis=0)

    assert tuple(by_stage) == STAGES
    assert_allclose(total(SEEN), found.misaligned, atol=1e-12)
    assert_allclose(total(WENT), found.misaligned, atol=1e-12)
    assert_allclose(total(THEN), total(("hidden", "pressed", "passed")), atol=1e-12)
    assert min(chance.min() for chance in by_stage.values()) >= -1e-12


def test_the_funnel_tells_the_numbers_that_decide_how_worlds_end() -> None:
    engine, field = shipped_engine(), shipped().means.field
    worlds = worlds_of(shipped(), 64, 0)
    found = funnel(engine, field, worlds)
    at = moments(engine, worlds, path(engine.mechanisms, worlds, [field], 48))
    went = courses(engine, worlds, at)
    reached = np.isfinite(at.critical[0])
    for name in (*WENT, *THEN):
        chance = np.where(reached, getattr(went, name)[:, 0], 0.0)
        assert_allclose(found.chance(name)[0], chance.mean(axis=-1), rtol=1e-12)


def test_without_a_halt_what_runs_loose_is_what_is_lost_or_harmed() -> None:
    engine, field = shipped_engine(), shipped().means.field
    worlds = worlds_of(shipped(), 64, 0, {"halting_possible": 0.0})
    found = funnel(engine, field, worlds)
    ends = simulate(engine, [field], worlds).by_scramble[0]
    lost = ends[:, engine.ends[LOST]]
    grave = engine.tables.irreversible[:, None]
    assert_allclose(found.by_stage["loose"] * grave, lost, atol=1e-12)
    for name in ("stopped", "stopped_unseen", "caught"):
        assert (found.by_stage[name] == 0).all()


def test_only_layers_with_planted_models_catch_there() -> None:
    def seen(planted: tuple[str, ...]) -> list[float]:
        sure = [intervention(n, readiness_today=1.0) for n in ("tuning", "treaty")]
        pack = small_pack(
            interventions=[*sure, intervention("theory")],
            requires={"easy": {"any_of": []}, "hard": {"any_of": []}},
            layers={"tuning": [0.8, 0.3], "treaty": [0.5, 0.5]},
            planted=planted,
        )
        held = {"visibility_shift": 0.0, "shared_stealth": 0.0, "threshold": 2.0}
        found = of(pack, **held)
        return [found.share(name)[0][0] for name in SEEN]

    assert_allclose(seen(()), [0.9, 0.0, 0.1], atol=1e-9)
    assert_allclose(seen(("treaty",)), [0.8, 0.1, 0.1], atol=1e-9)
    assert_allclose(seen(("tuning", "treaty")), [0.0, 0.9, 0.1], atol=1e-9)


def test_what_passes_misaligned_passed_at_first_or_after_it_hid() -> None:
    found = of(small_pack(roles={"slack": "always"}))
    once = of(small_pack(roles={"slack": "always"}), tries=1.0)
    both = found.by_stage["passed"] + found.by_stage["hidden"]
    assert_allclose(found.passed_misaligned, both)
    assert (once.by_stage["hidden"] == 0).all()
    # The test itself rests on what the easy level requires: it never runs there.
    easy, hard = found.passed_misaligned - once.passed_misaligned
    assert (easy == 0).all()
    assert (hard > 0).all()


def test_hiding_lets_more_pass() -> None:
    pack = small_pack(roles={"slack": "always"})
    hides, shows = of(pack), of(pack, hiding_on=0.0)
    assert (hides.passed_misaligned[1] > shows.passed_misaligned[1]).all()


def test_shares_are_of_the_misaligned_and_carry_an_error() -> None:
    misaligned = np.array([[0.2, 0.4], [0.0, 0.0]])
    stages = dict.fromkeys(STAGES, np.array([[0.1, 0.1], [0.0, 0.0]]))
    found = Funnel(misaligned, stages)
    share, error = found.share("fixed")
    assert share[0] == pytest.approx(0.1 / 0.3)
    # Residuals 1/9 and -1/9: their spread over two scrambles.
    assert error[0] == pytest.approx(1 / 9)
    assert np.isnan(share[1])
    chance, spread = found.chance("fixed")
    assert chance[0] == pytest.approx(0.1)
    assert spread[0] == 0.0


def test_worlds_without_danger_hold_no_misaligned_system() -> None:
    assert (of(small_pack(), threshold=1e6).misaligned == 0).all()
