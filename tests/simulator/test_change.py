"""One number changed, and taken back."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.change import (
    changed,
    differing,
    moved,
    number,
    overrides,
    own,
    own_all,
    reset,
    reset_all,
)
from simulator.scenario import new
from tests.packs import made, packs, shipped, small_pack

MODEL = shipped()
START = new(MODEL)
COST, FACT = "interventions.debate.cost", "facts.continuity.by_level.theory"
WORLD, VALUE = "parameters.delivered", "outcomes.safe_halted.utility"
ALL = (COST, FACT, WORLD, VALUE)


def test_a_changed_number_is_the_one_that_the_model_is_made_with():
    mine = changed(START, MODEL, COST, (2.0, 1.0, 3.0))

    assert mine.changes == {COST: (2.0, 1.0, 3.0)}
    assert mine.revised(MODEL).means.intervention("debate").cost.value == 2.0
    assert number(mine, MODEL, COST) == (2.0, 1.0, 3.0)


def test_a_utility_is_held_among_the_utilities():
    mine = changed(START, MODEL, VALUE, (0.7, 0.2, 0.8))

    assert (mine.utilities, mine.changes) == ({"safe_halted": 0.7}, {})
    assert number(mine, MODEL, VALUE) == (0.7, 0.7, 0.7)


def test_a_changed_utility_of_a_file_gives_way_to_the_one_that_is_entered():
    filed = replace(START, changes={VALUE: (0.5, 0.2, 0.8)})

    mine = changed(filed, MODEL, VALUE, (0.7, 0.2, 0.8))
    assert (mine.utilities, mine.changes) == ({"safe_halted": 0.7}, {})


def test_a_number_that_was_held_at_a_value_is_changed_and_no_longer_held():
    held = replace(START, parameters={"delivered": 0.9, "debate.ceiling": 0.5})

    mine = changed(held, MODEL, WORLD, (0.5, 0.2, 0.8))
    assert mine.parameters == {"debate.ceiling": 0.5}
    assert mine.changes == {WORLD: (0.5, 0.2, 0.8)}
    assert own(mine, "interventions.debate.ceiling").parameters == {}


@pytest.mark.parametrize("address", ALL)
def test_the_models_own_number_takes_a_change_back(address):
    triple = MODEL.assumptions[address].triple
    other = changed(START, MODEL, address, moved(START, MODEL, address, 0.55))

    assert overrides(other)
    assert changed(other, MODEL, address, triple).plain == START.plain
    assert own(other, address).plain == START.plain


def test_the_newest_change_is_the_last():
    mine = START
    for address in (COST, FACT, COST):
        value = 0.5 + 0.01 * len(overrides(mine))
        triple = moved(mine, MODEL, address, value)
        mine = changed(mine, MODEL, address, triple)

    assert list(overrides(mine)) == [FACT, COST]


@pytest.mark.parametrize(
    ("address", "new", "rule"),
    [
        (COST, (-1.0, -1.0, 3.0), "debate.cost: must be positive"),
        (COST, (4.0, 1.0, 3.0), "value 4 must lie between low 1 and high 3"),
        (COST, (None, 1.0, 3.0), "must be a number"),
        (FACT, (1.5, 0.5, 1.5), "a probability must lie in"),
        (VALUE, (1.5, 0.5, 1.5), "utility of safe_halted must lie in"),
        (WORLD, (0.5, 0.2, 1.0), "value of a uniform must be its middle"),
        ("nothing.at.all", (1.0, 1.0, 1.0), "name a number of the pack"),
        (
            "priors.hard_tier.concentration",
            (1.0, 1.0, 1.0),
            "be one that can change alone",
        ),
    ],
)
def test_what_breaks_a_rule_of_the_pack_is_refused_by_its_address(address, new, rule):
    with pytest.raises(ValueError, match=rule):
        changed(START, MODEL, address, new)


def test_a_range_stays_if_it_holds_the_value_and_is_stretched_otherwise():
    _, low, high = MODEL.assumptions[COST].triple
    middle = (low + high) / 2

    assert moved(START, MODEL, COST, middle) == (middle, low, high)
    assert moved(START, MODEL, COST, 2 * high) == (2 * high, low, 2 * high)
    assert moved(START, MODEL, COST, low / 2) == (low / 2, low / 2, high)


def test_the_range_of_a_uniform_goes_with_its_value_and_stays_a_share():
    assert moved(START, MODEL, WORLD, 0.55) == (0.55, 0.15, 0.95)
    assert moved(START, MODEL, WORLD, 0.8) == (0.8, 0.6, 1.0)
    assert moved(START, MODEL, "parameters.substitution", -0.5)[1:] == (
        -0.9225,
        -0.0775,
    )


def test_the_range_of_a_number_that_is_held_is_the_one_it_had_before():
    held = replace(START, parameters={"delivered": 0.9})

    assert moved(held, MODEL, WORLD, 0.55) == (0.55, 0.15, 0.95)


def test_a_reset_goes_back_to_what_was_opened_and_not_to_the_model():
    opened = replace(
        START,
        changes={COST: (2.0, 1.0, 3.0)},
        utilities={"safe_halted": 0.6},
        parameters={"delivered": 0.9},
    )
    mine = opened
    for address in ALL:
        mine = changed(mine, MODEL, address, moved(mine, MODEL, address, 0.5))

    assert set(differing(mine, opened)) == set(ALL)
    for address in ALL:
        back = reset(mine, opened, address)
        assert set(differing(back, opened)) == set(ALL) - {address}
        assert number(back, MODEL, address) == number(opened, MODEL, address)
    assert differing(reset_all(mine, opened), opened) == ()
    assert overrides(own_all(mine)) == {}


def test_resets_leave_all_else_as_it_is():
    mine = replace(START, title="mine", worlds=64)

    for back in (reset(mine, START, COST), reset_all(mine, START), own_all(mine)):
        assert (back.title, back.worlds) == ("mine", 64)


@settings(max_examples=20)
@given(packs(), st.data())
def test_any_number_can_be_moved_within_its_range_and_taken_back(pack, data):
    model = made(pack)
    free = [a for a in model.assumptions.values() if a.can_change]
    chosen = data.draw(st.sampled_from(free))
    value = data.draw(st.sampled_from(chosen.triple))
    start = new(model)

    mine = changed(
        start, model, chosen.address, moved(start, model, chosen.address, value)
    )
    assert number(mine, model, chosen.address)[0] == value
    assert own(mine, chosen.address).plain == start.plain


def test_a_pack_of_ones_own_has_its_own_addresses():
    model = made(small_pack())
    address = "interventions.treaty.lead_time"

    mine = changed(new(model), model, address, moved(new(model), model, address, 24.0))
    assert mine.revised(model).means.intervention("treaty").lead_time.value == 24.0
