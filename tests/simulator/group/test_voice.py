"""What one person says: read from plain data, and refused in one line."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from levels.credence import Credence
from simulator.group.voice import (
    MOST_SEEDS,
    READERS,
    Voice,
    check_answer,
    voice_from_plain,
)
from tests.simulator.group.rooms import judged, voice

P = [0.2, 0.3, 0.5]


def read(**answers):
    """Return the voice of answers, with a credence if there is none."""
    return voice_from_plain({"credence": P, **answers}, judged().model)


def test_every_question_is_read():
    said = read(
        credence={"p": [20, 30, 50], "firmness": 10},
        utilities={"halt": 1, "harm": 0},
        measures={"tuning": "hardly"},
        likelihoods={"probe": 4},
        prediction="theory",
        seeds=[[1, 2, 3], [4, 5, 6.5]],
    )
    assert said.credence.p == pytest.approx(P)
    assert said.credence.concentration == 10
    assert said.utilities == {"halt": 1, "harm": 0}
    assert said.measures == {"tuning": "hardly"}
    assert said.likelihoods == {"probe": 4}
    assert said.prediction == "theory"
    assert said.seeds is not None
    assert said.seeds.tolist() == [[1, 2, 3], [4, 5, 6.5]]


def test_only_a_credence_must_be_told():
    said = read(prediction=None)
    assert (said.utilities, said.measures, said.likelihoods) == (None, None, None)
    assert (said.prediction, said.seeds, said.credence.concentration) == (None,) * 3


@pytest.mark.parametrize("answers", [None, 3, "x", [], {}, {"prediction": "theory"}])
def test_answers_without_a_credence_are_refused(answers):
    with pytest.raises(ValueError, match="must hold a credence"):
        voice_from_plain(answers, judged().model)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"credence": [0.5, 0.5]}, "3 numbers, got 2"),
        ({"credence": [0.5, 0.5, 0.5]}, "sum to 1"),
        ({"credence": [float("nan"), 0.5, 0.5]}, "finite"),
        ({"credence": [10**400, 0, 0]}, "finite"),
        ({"credence": [True, 0, 0]}, "finite number"),
        ({"credence": "even"}, "list of numbers"),
        ({"credence": {"p": P, "name": "me"}}, "p and a firmness alone"),
        ({"credence": {"firmness": 3}}, "list of numbers"),
        ({"credence": {"p": P, "firmness": 0}}, "positive"),
        ({"credence": {"p": P, "firmness": float("inf")}}, "finite"),
        ({"name": "Ada"}, "known questions"),
        ({"utilities": [1, 2]}, "by id"),
        ({"utilities": {"doom": 1}}, "ids of the pack, got 'doom'"),
        ({"utilities": {"halt": 1.5}}, r"halt must lie in \[0, 1\]"),
        ({"utilities": {"halt": "1"}}, "finite number"),
        ({"measures": {"tuning": "well"}}, "hoped, assumed, hardly"),
        ({"measures": {"tuning": 1}}, "hoped, assumed, hardly"),
        ({"measures": {"magic": "hoped"}}, "ids of the pack"),
        ({"measures": {3: "hoped"}}, "ids of the pack"),
        ({"likelihoods": {"probe": 0}}, "likelihood of probe"),
        ({"likelihoods": {"probe": 1e9}}, "likelihood of probe"),
        ({"likelihoods": {"rumor": 2}}, "ids of the pack"),
        ({"prediction": "magic"}, "name an intervention"),
        ({"prediction": ["theory"]}, "name an intervention"),
        ({"seeds": [[1, 2]]}, "three numbers a question"),
        ({"seeds": [[1, 3, 2]]}, r"seed 1 must rise .* got \[1.0, 3.0, 2.0\]"),
        ({"seeds": [[1, 1, 2]]}, "must rise"),
        ({"seeds": []}, "three numbers for each of 1"),
        ({"seeds": [[1, 2, 3]] * (MOST_SEEDS + 1)}, "three numbers for each of 1"),
        ({"seeds": 5}, "list of numbers"),
        ({"seeds": [[1, 2, float("inf")]]}, "finite"),
    ],
)
def test_an_answer_that_is_none_is_refused_in_one_line(answers, said):
    with pytest.raises(ValueError, match=said) as caught:
        read(**answers)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ({"utilities": {"halt": np.nan}}, "utility of halt"),
        ({"measures": {"tuning": "perhaps"}}, "tuning must work"),
        ({"likelihoods": {"probe": np.nan}}, "likelihood of probe"),
        ({"seeds": np.zeros(3)}, "three numbers"),
        ({"seeds": np.full((2, 3), np.nan)}, "finite"),
    ],
)
def test_a_voice_made_by_hand_is_held_to_the_same_rules(said, rule):
    with pytest.raises(ValueError, match=rule):
        Voice(Credence(np.array(P)), **said)


@pytest.mark.parametrize("question", READERS)
def test_no_answer_at_all_is_refused(question):
    with pytest.raises(ValueError, match=f"{question} must have an answer"):
        check_answer(question, None, judged().model)


def test_one_answer_is_checked_by_itself():
    model = judged().model
    check_answer("utilities", {"halt": 0.25}, model)
    check_answer("credence", {"p": P, "firmness": 3}, model)
    with pytest.raises(ValueError, match="utility of halt"):
        check_answer("utilities", {"halt": 25}, model)
    with pytest.raises(ValueError, match="known questions"):
        check_answer("name", "Ada", model)


IDS = st.sampled_from(["halt", "tuning", "probe", "p", "firmness", "x"])
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([10**400, -1, 0, 1])
    | st.floats()
    | st.text(max_size=3)
    | st.sampled_from(["hoped", "theory"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(IDS, inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=100)
@given(st.sampled_from([*READERS, "name"]), JSON)
def test_whatever_is_sent_is_an_answer_or_refused_in_one_line(question, value):
    said = refusal(question, value)
    assert said is None or (said and "\n" not in said)


def refusal(question, value):
    """Return why an answer is refused, None if it is taken."""
    try:
        check_answer(question, value, judged().model)
    except ValueError as error:
        return str(error)
    return None


def test_a_credence_of_percentages_is_one():
    assert voice(*P).credence.p == pytest.approx(read(credence=[20, 30, 50]).credence.p)
