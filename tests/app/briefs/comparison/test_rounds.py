"""Rounds of a workshop as scenarios."""

import json
from dataclasses import replace

import numpy as np
import pytest

from app.briefs.comparison.file import encoded
from app.briefs.comparison.making import compared
from app.briefs.comparison.rounds import as_scenarios
from app.briefs.verify import verify
from app.told import Told
from app.workshops.counted import Counted
from app.workshops.revealing import revealed
from levels.evidence import YES
from simulator.group.result import group_result
from simulator.scenario import LONGEST_TITLE
from tests.app.workshops.halls import SHEET
from tests.simulator.group.rooms import crowd, judged, named, voice

MADE = "2030-01-02"


def told(*rooms, batch=5):
    rounds = [
        Counted(n, n, {who: {} for who in room})
        for n, room in enumerate(rooms, start=1)
    ]
    found = group_result(judged(), list(rooms), batch)
    return Told(revealed(found, rounds, batch, {}), SHEET)


def moved(people):
    drawn = np.random.default_rng(1).dirichlet(np.ones(3), people)
    return named(*(voice(*p) for p in drawn))


def test_each_round_is_a_scenario_with_its_pool_and_no_evidence_left_to_count():
    shown = told(crowd(12), moved(12))
    item = judged().model.belief.evidence[0].id
    counted = replace(judged().scenario, observations={item: YES})

    both = as_scenarios(shown, counted, "Hall")
    assert [each.title for each in both] == ["Hall, round 1", "Hall, round 2"]
    for each, found in zip(both, shown.group["rounds"], strict=True):
        np.testing.assert_allclose(each.credence.p, found["pools"]["linear"]["p"], 1e-3)
        assert dict(each.observations) == {}
        assert each.seed == judged().scenario.seed


@pytest.mark.parametrize("first", [crowd(4), None])
def test_a_round_of_too_few_people_is_withheld(first):
    shown = told(moved(12)) if first is None else told(first, moved(12))

    assert as_scenarios(shown, judged().scenario, "Hall") == ()


def test_their_comparison_verifies_itself_and_names_nobody():
    base = judged().model
    both = as_scenarios(told(crowd(12), moved(12)), judged().scenario, "Hall")

    raw = encoded(compared(base, both, MADE), "md")
    assert verify(raw, base) == ()
    assert b"person 1" not in raw
    assert b"Hall, round 2" in raw


def test_a_long_name_leaves_a_title_that_opens_again():
    both = as_scenarios(told(crowd(12), moved(12)), judged().scenario, "N" * 500)

    assert all(len(each.title) == LONGEST_TITLE for each in both)
    assert [each.title[-9:] for each in both] == [", round 1", ", round 2"]
    assert json.dumps([each.plain for each in both])
