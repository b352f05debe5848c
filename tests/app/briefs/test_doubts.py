"""The doubts of a brief, against the commands that answer the same questions."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from app.briefs.making import computed
from app.briefs.sections.dotted import endings
from app.flipped import flip_document
from app.informed import information_document
from simulator.choice.decisions import critical_month
from simulator.choice.flips import flips
from simulator.choice.verdict import agreed
from simulator.world.engine import engine
from simulator.world.simulation import draws_of
from tests.app.briefs.claims import base
from tests.app.briefs.examples import DAY, FULL, PLAIN, full, model, plain, scenario


def test_its_flips_are_those_of_the_command():
    brief = full()
    document = flip_document(brief.model, brief.scenario)

    found = brief.doubts.flips.total_variation
    assert found.distance == document["flips"]["total_variation"]["distance"]
    assert brief.doubts.flips.first == (brief.ranking[0].index,)


def test_what_it_would_find_out_is_that_of_the_command():
    brief = computed(base(), scenario(FULL, base()), DAY)
    document = information_document(brief.model, brief.scenario)

    known, ids = brief.doubts.known, [test.id for test in brief.model.tests]
    assert known.evpi == document["evpi"]
    assert brief.doubts.deadline == document["deadline"]
    assert [ids[row.index] for row in brief.doubts.agenda] == [
        row["id"] for row in document["tests"]
    ]
    assert [row.evsi for row in brief.doubts.agenda] == [
        row["evsi"] for row in document["tests"]
    ]
    assert len(brief.doubts.choices) == len(document["decisions"])


def test_expected_value_puts_first_what_the_ranking_puts_first():
    for brief in (full(), plain()):
        usual = brief.doubts.verdicts[0]
        assert usual.rule.id == "expected-value"
        assert usual.first == brief.ranking[0].index
        assert sum(len(some) for _, some in agreed(brief.doubts.verdicts)) == 7


@pytest.mark.parametrize("worth", [0.0, 0.3, 0.5, 1.0])
def test_where_all_ends_are_worth_the_same_no_part_of_a_brief_ranks_by_rounding(worth):
    names = [outcome.id for outcome in model().world.outcomes]
    plain = {**PLAIN, "utilities": dict.fromkeys(names, worth)}
    brief = computed(model(), scenario(plain), DAY)

    first = [ranked.index for ranked in brief.ranking]
    assert first == sorted(first)
    assert {ranked.priority.value for ranked in brief.ranking} == {0.0}
    assert all(ranked.needs is None for ranked in brief.ranking)
    assert brief.doubts.flips.total_variation.distance == 0
    assert {each.first for each in brief.doubts.verdicts} == {first[0]}
    assert not brief.doubts.signs.value.any()


def test_the_month_of_danger_is_that_of_the_decisions():
    brief = full()
    ready = engine(brief.model)
    worlds = draws_of(brief.model, 16, 0, brief.scenario.parameters)
    mine = brief.scenario.allocation(brief.model)

    half = critical_month(ready, mine, worlds, brief.scenario.months)
    assert np.quantile(brief.doubts.critical, 0.5, method="lower") == half
    assert brief.doubts.critical.shape == (16,)
    assert brief.doubts.scrambles == 16


def test_values_of_portfolios_begin_with_that_of_the_given_one():
    brief = computed(model(), scenario({**PLAIN, "worlds": 64}), DAY)

    assert_allclose(
        brief.doubts.value[0] @ brief.p, brief.expected_value.value, atol=1e-9
    )
    assert brief.doubts.value.shape[0] == len(brief.doubts.choices)


def test_a_flip_found_by_hand_is_no_nearer():
    brief = full()
    value = brief.doubts.signs.value
    found = flips(value, brief.p).total_variation
    rng = np.random.default_rng(5)

    assert found is not None
    for other in rng.dirichlet(np.ones(len(brief.p)), 500):
        first = int((value @ other).argmax())
        if first != brief.ranking[0].index:
            assert abs(other - brief.p).sum() / 2 >= found.distance - 1e-9


def test_dots_stand_in_the_order_of_worth_and_count_twenty():
    chart = endings(full())[1].chart
    worth = {ending.name: ending.utility for ending in full().endings}

    assert sum(chart.counts) == 20
    values = [worth[name] for name in chart.labels]
    assert values == sorted(values)
    shares = {ending.name: ending.probability for ending in full().endings}
    passed = np.cumsum([shares[name] for name in chart.labels])
    assert abs(np.cumsum(chart.counts) / 20 - passed).max() <= 0.5 / 20 + 1e-9
