import json

import numpy as np
import pytest

from app.explorer import explorer_data, ladder_data, needs_in_words
from interventions.requirement import Tree
from simulator import scenario as scenarios
from simulator.choice.effects import effects
from simulator.model import load
from simulator.world.engine import engine
from simulator.world.simulation import worlds_of


@pytest.fixture(scope="module")
def model():
    return load()


@pytest.fixture(scope="module")
def data(model):
    found = effects(engine(model), model.means.field, worlds_of(model, 32, 0))
    start = scenarios.new(model)
    locks = [False] * len(model.belief.ladder)
    nothing = np.zeros(len(model.belief.ladder))
    return explorer_data(model, found, start, locks, nothing, 0), found


def test_the_browser_gets_the_very_numbers_of_the_engine(data):
    plain, found = data

    again = json.loads(json.dumps(plain))
    assert np.array_equal(np.array(again["effect"]), found.effect)
    assert again["logLikelihood"] is None


def test_a_ladder_alone_weighs_the_same_outcomes_and_ranks_nothing(model, data):
    plain, found = data
    ladder = ladder_data(
        model, found.outcomes.mean[0], scenarios.new(model), plain["locks"],
        np.zeros(len(plain["levels"])), 0,
    )  # fmt: skip

    assert ladder["interventions"] == []
    assert "effect" not in ladder
    assert {k: v for k, v in ladder.items() if k != "interventions"}.items() <= (
        plain.items()
    )


def test_each_level_says_what_it_needs(data):
    needs = [level["needs"] for level in data[0]["levels"]]

    assert needs[0] == "nothing"
    assert needs[-1] == "nothing suffices"
    assert "at least 2 of (" in needs[3]
    assert "Automated alignment researcher" in needs[4]


def test_a_tree_is_spoken_with_its_gates_opened_once():
    named = {"a": "A", "b": "B", "c": "C"}
    tree = Tree(all_of=("a", Tree(any_of=("b", "c"))))

    assert needs_in_words(tree, {}, named) == "A; one of (B, C)"
