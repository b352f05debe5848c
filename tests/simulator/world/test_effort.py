from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from interventions.portfolio import Portfolio, Segment
from simulator.choice.effects import granted
from simulator.model import load
from simulator.world.effort import Effort
from simulator.world.readiness import field_size
from simulator.world.simulation import worlds_of

PLAN = 4.0
LATE = 3.9


@pytest.fixture(scope="module")
def model():
    return load()


@pytest.fixture(scope="module")
def worlds(model):
    settled = {"crowding": 1.0} | {f"{i}.lead_time": 0.0 for i in model.means.ids}
    return worlds_of(model, 16, 0, settled)


def bought(model, worlds, portfolio, date):
    """Return FTE-years a year at a date: with no crowding, effort times scale."""
    means = model.means
    effort = Effort(worlds, [portfolio], means.field, means.ids, PLAN)
    return effort.at(date)[:, 0] * field_size(worlds, date) * worlds.scale


def test_the_field_grows(model, worlds):
    today = np.array([i.field.value for i in model.means.interventions])

    found = bought(model, worlds, model.means.field, LATE)
    assert_allclose(found, today[:, None] * field_size(worlds, LATE))
    assert field_size(worlds, LATE).mean() > 1.3


def test_a_grant_of_a_hundred_fte_years_is_a_hundred_in_every_world(model, worlds):
    field = model.means.field
    with_grant = granted(model.means, field, 100.0, 48)[0]

    for date in (0.5, 2.0, LATE):
        more = bought(model, worlds, with_grant, date) - bought(
            model, worlds, field, date
        )
        assert_allclose(more[0], 25.0)
        assert_allclose(more[1:], 0.0, atol=1e-9)


def test_a_grant_ends_with_the_plan(model, worlds):
    field = model.means.field
    with_grant = granted(model.means, field, 100.0, 48)[0]

    after = bought(model, worlds, with_grant, PLAN + 1)
    assert_allclose(after, bought(model, worlds, field, PLAN + 1), rtol=1e-12)


def test_a_grant_on_a_dated_portfolio_stays_the_same_from_segment_to_segment(
    model, worlds
):
    name = model.means.ids[0]
    late = Segment(24.0, {name: 500.0})
    dated = Portfolio((*model.means.field.segments, late))
    with_grant = Portfolio(
        tuple(replace(s, grants={name: 10.0}) for s in dated.segments)
    )

    for date in (1.0, 3.0):
        more = bought(model, worlds, with_grant, date) - bought(
            model, worlds, dated, date
        )
        assert_allclose(more[0], 10.0)


def test_a_change_bears_as_its_lead_time_passes(model):
    name = model.means.ids[0]
    slow = {"crowding": 1.0, f"{name}.lead_time": 12.0, "field_growth": 0.0}
    worlds = worlds_of(model, 16, 0, slow)
    today = model.means.interventions[0].field.value
    doubled = Portfolio((Segment(0.0, {name: 2 * today}),))

    assert_allclose(bought(model, worlds, doubled, 0.5)[0], 1.5 * today)
    assert_allclose(bought(model, worlds, doubled, 1.5)[0], 2 * today)
