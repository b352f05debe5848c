import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.own_item import (
    Draft,
    combinations,
    draft,
    entry,
    fits_the_form,
    free_id,
    replaced,
)
from levels.evidence import Evidence

CHANCES = st.floats(0, 1)
TEXT = st.text(min_size=1, max_size=30).filter(str.strip).map(str.strip)


@st.composite
def drafts(draw):
    facts = draw(st.sampled_from([("f",), ("f", "g")]))
    groups = draw(st.sampled_from([(), ("line",)]))
    return Draft(
        name=draw(TEXT),
        observation=draw(TEXT),
        basis=draw(TEXT),
        year=draw(st.none() | st.integers(1900, 2100)),
        facts=facts,
        groups=groups,
        chances={states: draw(CHANCES) for states in combinations(len(facts))},
        otherwise=draw(CHANCES) if groups else 0.5,
    )


def test_a_draft_becomes_an_entry_as_in_the_catalog():
    made = Draft(
        name="Seen",
        observation="It was.",
        basis="me",
        facts=("f",),
        chances={(True,): 0.8, (False,): 0.1},
    )

    assert entry(made, "own_1") == {
        "id": "own_1",
        "name": "Seen",
        "observation": "It was.",
        "judgment": "me",
        "facts": ["f"],
        "groups": [],
        "likelihood": [
            {"facts": [True], "probability": [0.8] * 3},
            {"facts": [False], "probability": [0.1] * 3},
        ],
    }


@given(drafts())
def test_every_entry_of_the_form_keeps_the_rules_and_comes_back_as_it_was(made):
    plain = entry(made, "own_1")

    Evidence.model_validate(plain)
    assert draft(plain) == made
    assert fits_the_form(plain)


def test_a_chance_that_was_not_given_says_nothing():
    plain = entry(Draft(facts=("f",)), "own_1")

    assert [row["probability"][0] for row in plain["likelihood"]] == [0.5, 0.5]


@pytest.mark.parametrize(
    "change",
    [
        {"caveat": "but"},
        {"sources": ["x"]},
        {"facts": ["f", "g", "h"]},
        {"groups": ["a", "b"]},
        {"otherwise": [0.5, 0.4, 0.6]},
    ],
)
def test_an_entry_that_says_more_than_the_form_holds_does_not_fit_it(change):
    made = Draft(name="a", observation="b", basis="c", facts=("f",))

    assert not fits_the_form(entry(made, "own_1") | change)


def test_an_id_is_never_taken_twice():
    assert free_id([]) == "own_1"
    assert free_id(["own_1", "own_2", "own_4"]) == "own_3"


def test_an_item_is_changed_in_its_place_or_added_at_the_end():
    old = ({"id": "a"}, {"id": "b"})

    assert replaced(old, {"id": "a", "name": "x"}) == (
        {"id": "a", "name": "x"},
        {"id": "b"},
    )
    assert replaced(old, {"id": "c"}) == (*old, {"id": "c"})
