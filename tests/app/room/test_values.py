"""What an answer may say, against a sheet of any levels and measures."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.room.sheet import sheet_of
from app.room.values import check_value
from tests.app.room.rooms import ALL, VALUES, credence, sheet

SHEET = sheet_of({"sheet": sheet()})


@pytest.mark.parametrize("question", ALL)
def test_an_answer_to_each_question_is_taken_and_to_another_is_none(question):
    check_value(SHEET, question, VALUES[question])

    for other in set(ALL) - {question}:
        with pytest.raises(ValueError, match=r"must|required"):
            check_value(SHEET, other, VALUES[question])


@given(st.integers(2, 20), st.data())
def test_a_credence_over_any_number_of_levels_is_taken(n_levels, data):
    weights = data.draw(st.lists(st.floats(0, 1), min_size=n_levels, max_size=n_levels))
    total = math.fsum(weights)
    shares = [w / total for w in weights] if total > 0 else [1 / n_levels] * n_levels

    check_value(sheet_of({"sheet": sheet(n_levels)}), "credence", credence(*shares))
    more = sheet_of({"sheet": sheet(n_levels + 1)})
    with pytest.raises(ValueError, match=f"every one of levels.*level-{n_levels}"):
        check_value(more, "credence", credence(*shares))


@pytest.mark.parametrize(
    ("question", "value", "said"),
    [
        ("credence", credence(0.5, 0.5), "shares must have every one of levels"),
        ("credence", credence(0.2, 0.2, 0.2, 0.2), "shares must sum to 1, got 0.8"),
        ("credence", credence(-0.1, 0.6, 0.3, 0.2), "level-0 must be greater than or"),
        ("credence", credence(math.nan, 0.5, 0.3, 0.2), "level-0 must be"),
        ("credence", credence(math.inf, 0, 0, 0), "level-0 must be"),
        ("credence", credence(True, 0, 0, 0), "level-0 must be a valid number"),
        ("credence", credence("1", 0, 0, 0), "level-0 must be a valid number"),
        (
            "credence",
            credence(0, 0, 0, 0.5, 0.5),
            "shares must name levels of the work",
        ),
        (
            "credence",
            {**credence(0.1, 0.2, 0.3, 0.4), "concentration": 0},
            "concentration must be greater than 0",
        ),
        ("credence", [0.1, 0.2, 0.3, 0.4], "the body must be an object"),
        ("prediction", "measure-9", "prediction must name interventions of the"),
        ("prediction", ["measure-1"], "prediction must be a valid string"),
        ("utilities", {"well": 1.5}, "utilities.well must be less than or equal to 1"),
        ("utilities", {}, "utilities must not be empty"),
        ("likelihoods", {"seen": 0}, "likelihoods.seen must be greater than or equal"),
        ("likelihoods", {"seen": 1e9}, "likelihoods.seen must be less than or equal"),
        ("likelihoods", {"unseen": 2}, "likelihoods must name evidence of the"),
        ("measures", {"measure-0": "surely"}, "measures.measure-0 must be 'hoped'"),
        ("measures", {"<b>": "hoped"}, "measures must name measures of the"),
        ("measures", {"measure-1": "hoped"}, "measures must name measures of the"),
        ("seeds", {"height": [1, 3, 2]}, "seeds.height must be in increasing order"),
        ("seeds", {"height": [1, 2]}, "seeds.height must have at least 3 items"),
        ("seeds", {"height": [1, 2, 1e300]}, "seeds.height[2] must be less than or"),
        ("mood", "good", "question must be one of credence, prediction"),
    ],
)
def test_another_is_refused_by_name_rule_and_value(question, value, said):
    with pytest.raises(ValueError, match=re.escape(said)) as refused:
        check_value(SHEET, question, value)

    assert "\n" not in str(refused.value)
