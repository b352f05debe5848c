"""The brief of a workshop."""

import numpy as np
import pytest

from app.briefs.formats import FORMATS, lines_of
from app.briefs.inside import carried, scenario_in
from app.briefs.verify import verify
from app.briefs.workshop import content, encoded
from app.texts import day, speaking
from app.told import Told
from app.workshops.counted import Counted
from app.workshops.revealing import revealed
from simulator.group.result import group_result
from tests.app.workshops.halls import SHEET
from tests.simulator.group.rooms import crowd, judged, named, voice

NAME = "Hall <b>*x*</b>"
MADE = "2030-01-02"


def told(*rooms):
    nothing = [{who: {} for who in room} for room in rooms]
    rounds = [Counted(n, n, each) for n, each in enumerate(nothing, start=1)]
    found = group_result(judged(), list(rooms), 5)
    return Told(revealed(found, rounds, 5, {}), SHEET)


def written(shown, forms):
    made = (NAME, judged().scenario, MADE)
    return {form: encoded(shown, *made, form).decode() for form in forms}


@pytest.fixture(scope="module")
def briefs():
    before = crowd(12)
    moved = np.random.default_rng(1).dirichlet(np.ones(3), 12)
    after = named(*(voice(*p) for p in moved))
    return written(told(before, after), ("md", "html"))


def test_it_holds_recommendation_dissent_and_movement(briefs):
    text = briefs["md"]

    assert "12 people judged in private, in 2 rounds" in text
    assert "The group puts first" in text
    assert "## Dissent" in text
    assert "12 people answered in both rounds" in text


def test_it_is_written_in_the_language_of_who_leads():
    with speaking("zh"):
        made = written(told(crowd(12)), ("md", "html", "json"))

    assert "12人各自评判" in made["md"]
    assert '<html lang="zh">' in made["html"]
    assert all(carried(text)["language"] == "zh" for text in made.values())


def test_it_ranks_no_more_measures_than_there_are():
    blocks = content(told(crowd(12)), NAME, MADE)

    ranked = next(block for block in blocks if block.kind == "table")
    assert len(ranked.rows) == len(judged().model.means.interventions) == 3
    assert all(cell for row in ranked.rows for cell in row)


def test_its_day_is_written_as_in_any_brief():
    with speaking("zh"):
        assert day(MADE) in written(told(crowd(12)), ["md"])["md"]
        assert day(MADE) != MADE


def test_verifying_it_says_that_it_cannot_be_computed_again(briefs):
    for text in briefs.values():
        (found,) = verify(text, judged().model)
        assert found.now.startswith("a brief of a workshop cannot be computed again")


def test_no_person_is_named_in_it(briefs):
    for text in briefs.values():
        assert "person 1" not in text


def test_a_hostile_name_stays_text(briefs):
    assert "\\<b\\>\\*x\\*" in briefs["md"]
    assert "<b>*x*</b>" not in briefs["html"]


def test_it_opens_as_the_scenario_that_was_judged(briefs):
    for text in briefs.values():
        assert scenario_in(text) == judged().scenario.plain


def test_one_round_has_no_movement():
    text = written(told(crowd(6)), ["md"])["md"]

    assert "Nothing to compare" in text


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_says_the_same_and_opens_again(form):
    file = encoded(told(crowd(6)), NAME, judged().scenario, MADE, form)

    said = " ".join(line.text for line in lines_of(file, form))
    assert "Dissent" in said
    assert scenario_in(file) == judged().scenario.plain
