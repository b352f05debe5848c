"""What the ladder's source advises must come out of the whole, level by level."""

import ast
from pathlib import Path

import numpy as np
import pytest

from levels.pack import SHIPPED, read
from simulator.choice.effects import effects
from simulator.choice.priority import by_level, order
from simulator.model import load
from simulator.world.engine import engine
from simulator.world.simulation import worlds_of

PACKAGES = ("levels", "interventions", "simulator", "app")
ROOT = Path(__file__).parents[2]

TRANSITION = {"structural_policy", "economic_policy", "geopolitical_stability"}
RULES = {
    "misuse_mitigation",
    "information_security",
    "licensing_regulation",
    "compute_governance",
}
OVERSIGHT = {
    "critiques",
    "debate",
    "recursive_reward_modelling",
    "weak_to_strong",
    "process_supervision",
}
INTERNALS = {
    "mech_interp",
    "deception_probes",
    "elk",
    "auto_interp",
    "alignment_audits",
}
EXPERIMENTS = {"model_organisms", "adversarial_stress_test"}
THEORY = {"agent_foundations", "heuristic_arguments", "learning_theory"}
PARADIGM = {"guaranteed_safe", "scientist_ai"}
TIME = {
    "compute_governance",
    "licensing_regulation",
    "international_coordination",
    "pause",
}


@pytest.fixture(scope="module")
def ranked():
    """Return the ids by priority with all credence on each level, by its number."""
    model = load()
    found = effects(engine(model), model.means.field, worlds_of(model, 256, 0))
    utilities = np.array([o.utility.value for o in model.world.outcomes])
    value = by_level(found.effect, utilities)
    return {
        number: [model.means.ids[i] for i in order(value[:, number - 1])]
        for number in range(1, value.shape[1] + 1)
    }


@pytest.mark.parametrize("number", [1, 2, 3])
def test_easy_levels_ask_for_work_on_the_transition_and_misuse(ranked, number):
    first = ranked[number]

    assert set(first[:3]) == TRANSITION
    assert set(first[:5]) <= TRANSITION | RULES
    assert "misuse_mitigation" in first[:9]


def test_the_fourth_level_asks_for_scalable_oversight(ranked):
    assert len(OVERSIGHT & set(ranked[4][:5])) >= 3


def test_the_fifth_level_asks_for_ai_research_assistance_and_time(ranked):
    assert ranked[5][0] == "automated_researcher"
    assert TIME & set(ranked[5][:5])


def test_the_sixth_level_asks_for_internals_too(ranked):
    assert "automated_researcher" in ranked[6][:2]
    assert INTERNALS & set(ranked[6][:6])
    assert TIME & set(ranked[6][:5])


def test_the_seventh_level_asks_for_experiments_with_dangerous_systems(ranked):
    assert EXPERIMENTS & set(ranked[7][:4])
    assert TIME & set(ranked[7][:4])


def test_the_eighth_level_asks_for_theory_and_for_stopping_the_momentum(ranked):
    assert THEORY & set(ranked[8][:3])
    assert TIME & set(ranked[8][:6])


def test_the_ninth_level_asks_for_a_new_paradigm_and_for_stopping(ranked):
    assert PARADIGM & set(ranked[9][:4])
    assert TIME & set(ranked[9][:6])


def test_the_tenth_level_asks_for_a_halt_and_for_proof_of_the_danger(ranked):
    assert ranked[10][0] == "pause"
    assert "public_demonstration" in ranked[10][:5]


def keys(data):
    if isinstance(data, dict):
        yield from data
        for value in data.values():
            yield from keys(value)
    elif isinstance(data, list):
        for value in data:
            yield from keys(value)


def test_no_catalog_holds_a_priority():
    documents = read()
    found = {key for name in SHIPPED for key in keys(documents[name].data)}

    assert not [k for k in found if "priorit" in k or "score" in k or "weight" in k]


def test_no_code_names_a_level_an_intervention_an_outcome_or_a_gate():
    model = load()
    nodes = (
        *model.belief.ladder.levels,
        *model.belief.facts,
        *model.belief.evidence,
        *model.means.interventions,
        *model.world.outcomes,
    )
    ids = {node.id for node in nodes}
    words = [
        (path.name, leaf.value)
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        for leaf in ast.walk(ast.parse(path.read_text()))
        if isinstance(leaf, ast.Constant) and leaf.value in ids
    ]
    assert words == []
