import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from levels.evidence import (
    NO,
    YES,
    Observation,
    parse_observation,
    parse_observations,
)
from tests.levels.models import HALF, item


def rows(n_facts):
    return tuple(
        {"facts": tuple(i >> j & 1 == 1 for j in range(n_facts)), "probability": HALF}
        for i in range(2**n_facts)
    )


def test_observations_are_written_as_yes_no_or_a_ratio():
    assert parse_observation("yes") == YES == (1, 0)
    assert parse_observation("no") == NO == (0, 1)
    assert parse_observation("2.5") == Observation(2.5, 1)


def test_observations_are_read_by_item():
    observed = parse_observations(["a=yes", "b=no", "c=3"], ["a", "b", "c", "d"])

    assert observed == {"a": YES, "b": NO, "c": Observation(3, 1)}


@given(
    st.sampled_from([YES, NO])
    | st.floats(1e-300, 1e300).map(lambda ratio: Observation(ratio, 1.0))
)
def test_an_observation_survives_being_written_and_read(observation):
    assert parse_observation(observation.text) == observation


def test_a_whole_ratio_is_written_without_a_fraction():
    assert Observation(5.0, 1.0).text == "5"


def test_only_the_ratio_of_the_weights_is_written():
    assert Observation(3.0, 2.0).text == "1.5"


@pytest.mark.parametrize(
    "text", ["", "Yes", "maybe", "0", "-2", "nan", "inf", "1e400", "1e-400", "1,5"]
)
def test_what_is_not_yes_no_or_a_positive_ratio_is_refused(text):
    with pytest.raises(ValueError, match="must be yes, no or a positive ratio, got"):
        parse_observation(text)


def test_an_observation_without_a_value_is_refused():
    with pytest.raises(ValueError, match="yes, no or a positive ratio, got ''"):
        parse_observations(["a"], ["a"])


def test_an_unknown_item_is_refused():
    with pytest.raises(ValueError, match="must name an item of evidence, got 'rumor'"):
        parse_observations(["rumor=yes"], ["a"])


def test_an_item_observed_twice_is_refused():
    with pytest.raises(ValueError, match="must be observed once, got 'a' twice"):
        parse_observations(["a=yes", "a=no"], ["a"])


def test_an_item_needs_each_combination_of_its_facts_once():
    assert len(item(facts=("a", "b", "c"), likelihood=rows(3)).likelihood) == 8
    for wrong in (rows(2)[:3], (*rows(2), rows(2)[0]), rows(1), ()):
        with pytest.raises(ValidationError, match="each combination of 2 facts once"):
            item(facts=("a", "b"), likelihood=wrong)


def test_only_an_item_with_groups_needs_a_likelihood_where_they_do_not_transfer():
    assert item(groups=(), otherwise=None).otherwise is None
    for groups, otherwise in ((("g",), None), ((), HALF)):
        with pytest.raises(ValidationError, match="given exactly when there are"):
            item(groups=groups, otherwise=otherwise)


def test_an_item_speaks_to_a_fact():
    with pytest.raises(ValidationError, match="at least 1 item"):
        item(facts=(), likelihood=({"facts": (), "probability": HALF},))


def test_facts_and_groups_together_are_at_most_twelve():
    facts = tuple(f"f{i}" for i in range(3))
    groups = tuple(f"g{i}" for i in range(10))

    assert item(facts=facts, groups=groups[:9], likelihood=rows(3))
    with pytest.raises(ValidationError, match="must be at most 12, got 13"):
        item(facts=facts, groups=groups, likelihood=rows(3))


def test_a_name_is_short():
    with pytest.raises(ValidationError, match="at most 80 characters"):
        item(name="x" * 81)
