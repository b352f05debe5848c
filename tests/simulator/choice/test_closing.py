"""Closing gaps: the money that covers a level, checked by spending it."""

from dataclasses import replace

import pytest

from interventions.portfolio import Portfolio, Segment
from simulator.choice.closing import GOALS, closings
from simulator.choice.coverage import coverage, readiness_planned
from simulator.world.engine import engine
from simulator.world.simulation import worlds_of
from tests.packs import intervention, made, small_pack

ALONE = Portfolio((Segment(0.0, {"left": 5.0}),))


def pack(ceiling: float = 0.95):
    """Levels that need nothing, two works together, and what can never be."""
    works = [
        intervention(name, readiness_today=0.1, ceiling=ceiling, scale=40.0, field=0)
        for name in ("left", "right")
    ]
    treaty = intervention("treaty", kind="governance", cost=0.5)
    return made(
        small_pack(
            interventions=[*works, treaty],
            requires={
                "free": {"all_of": []},
                "both": {"all_of": ["left", "right"]},
                "hopeless": {"any_of": []},
            },
            roles={},
            layers={},
            irreversible=[1.0, 1.0, 1.0],
        )
    )


def found(model, portfolio=ALONE, goals=GOALS):
    return closings(engine(model), worlds_of(model, 16, 0), portfolio, 48, goals)


def covered(model, portfolio) -> list[float]:
    worlds, ready = worlds_of(model, 16, 0), engine(model)
    planned = readiness_planned(ready, worlds, portfolio, 48)
    return coverage(model, planned, planned).planned.mean.tolist()


def spent(portfolio, amounts):
    segment = portfolio.segments[0]
    both = {
        name: segment.amounts.get(name, 0.0) + amounts.get(name, 0.0)
        for name in {*segment.amounts, *amounts}
    }
    return Portfolio((replace(segment, amounts=both),))


def test_the_money_that_closes_a_gap_closes_it_and_hardly_less_does() -> None:
    model = pack()
    for closing in found(model)[2:4]:
        assert closing.level == 1
        assert closing.extra > 0
        assert set(closing.amounts) == {"left", "right"}
        after = covered(model, spent(ALONE, closing.amounts))[1]
        assert after >= closing.goal - 1e-9
        less = {name: 0.95 * x for name, x in closing.amounts.items()}
        assert covered(model, spent(ALONE, less))[1] < closing.goal


def test_more_coverage_takes_more_money() -> None:
    half, most = found(pack())[2:4]
    assert (half.goal, most.goal) == GOALS
    assert half.extra < most.extra
    assert half.covered == most.covered == pytest.approx(covered(pack(), ALONE)[1])
    assert most.shortfall == pytest.approx(0.8 - most.covered)


def test_a_level_that_needs_nothing_is_covered_for_nothing() -> None:
    free = found(pack())[0]
    assert (free.covered, free.extra, free.amounts, free.shortfall) == (1, 0, {}, 0)


def test_a_ceiling_that_no_money_lifts_is_named() -> None:
    half = found(pack(ceiling=0.6))[2]
    assert half.extra is None
    assert half.amounts == {}
    assert 0.3 < half.reachable < 0.5
    assert half.held_back_by in {"left", "right"}


def test_what_nothing_completes_is_held_back_by_nothing() -> None:
    never = found(pack())[4]
    assert (never.extra, never.reachable, never.held_back_by) == (None, 0.0, None)


def test_money_is_added_to_every_segment_of_an_allocation() -> None:
    model = pack()
    late = Portfolio((Segment(0.0, {}), Segment(24.0, {"right": 9.0})))
    closing = found(model, late, [0.5])[1]
    both = Portfolio(
        tuple(
            replace(
                s, amounts=spent(Portfolio((s,)), closing.amounts).segments[0].amounts
            )
            for s in late.segments
        )
    )
    assert covered(model, both)[1] >= 0.5 - 1e-9
