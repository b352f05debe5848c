"""A scenario with one part of another."""

from dataclasses import fields as fields_of
from dataclasses import replace

import numpy as np
import pytest

from levels.credence import Credence
from levels.evidence import YES
from simulator.choice.comparison import contrasts
from simulator.choice.hybrid import PARTS, fields, hybrid, parts, simulated, under
from simulator.scenario import LONGEST_TITLE, Scenario, new
from tests.packs import made, small_pack

MODEL = made(small_pack())
HERE = new(MODEL)
CERTAIN = Credence(np.array([1.0, 0.0]), 3.0)
THERE = replace(
    HERE,
    credence=CERTAIN,
    observations={"probe": YES},
    utilities={"halt": 0.5},
    parameters={"threshold": 3.0},
    seed=7,
    title="There",
)


def test_every_field_but_words_and_the_pack_is_in_exactly_one_part():
    parted = [name for part in PARTS.values() for name in part]

    silent = {"title", "note", "pack"}
    assert sorted(parted) == sorted({f.name for f in fields_of(Scenario)} - silent)


def test_all_parts_in_which_two_scenarios_differ_are_named():
    assert parts(HERE, THERE) == ("credence", "evidence", "utilities", "simulated")
    assert fields(HERE, THERE, "simulated") == ("parameters", "seed")
    assert parts(HERE, replace(HERE, title="Another", note="-")) == ()


def test_in_which_order_numbers_were_set_changes_no_worlds():
    held = {"threshold": 3.0, "delivered": 0.5}
    one, other = (
        replace(HERE, parameters=dict(pairs))
        for pairs in (held.items(), reversed(held.items()))
    )

    assert parts(one, other) == ()
    assert simulated(one) == simulated(other)
    assert simulated(one) != simulated(replace(one, parameters={"threshold": 3.0}))


def test_firmness_is_a_part_of_the_credence():
    firm = replace(HERE, credence=Credence(HERE.credence.p, 99.0))

    assert parts(HERE, firm) == ("credence",)


@pytest.mark.parametrize("part", PARTS)
def test_a_hybrid_differs_from_each_only_where_it_should(part):
    mixed = hybrid(HERE, THERE, part)

    assert parts(HERE, mixed) == (part,)
    assert parts(mixed, THERE) == tuple(p for p in PARTS if p != part)


def test_all_parts_taken_over_one_after_another_are_the_other_scenario():
    mixed = HERE
    for part in PARTS:
        mixed = hybrid(mixed, THERE, part)

    assert mixed.digest == THERE.digest


def test_a_preset_changes_nothing_but_credence_and_title():
    name = "N" * 300
    (preset,) = MODEL.belief.priors
    belief = replace(MODEL.belief, priors=(preset.model_copy(update={"name": name}),))

    found = under(THERE, replace(MODEL, belief=belief), preset.id)

    assert found.title == name[:LONGEST_TITLE]
    assert parts(THERE, found) == ("credence",)
    with pytest.raises(ValueError, match="one of the model's, got 'nobody'"):
        under(THERE, MODEL, "nobody")


def test_contrasts_of_two_are_their_differences_and_of_more_keep_every_value():
    third = replace(HERE, seed=9)
    found = contrasts([HERE, THERE, third], MODEL.belief.ladder.ids)

    told = {(each.part, each.name): each.values for each in found}
    assert told["seed", ""] == (0, 7, 9)
    assert told["observations", "probe"] == (None, "yes", None)
    assert told["credence", MODEL.belief.ladder.ids[0]] == (0.5, 1.0, 0.5)
    assert contrasts([THERE, THERE, THERE], MODEL.belief.ladder.ids) == ()


def test_contrasts_stand_in_the_order_in_which_differences_are_told():
    other = replace(HERE, credence=CERTAIN, utilities={"halt": 0.5})

    found = contrasts([HERE, replace(HERE, seed=9), other], MODEL.belief.ladder.ids)

    told = list(dict.fromkeys(each.part for each in found))
    assert told == ["credence", "utilities", "concentration", "seed"]
