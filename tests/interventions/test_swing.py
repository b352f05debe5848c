"""How far a tree swings with one of its parts."""

import numpy as np
import pytest
from hypothesis import given

from interventions.diagram import DiagramBuilder
from interventions.importance import importance
from interventions.requirement import Tree
from interventions.swing import Swing, swing
from tests.strategies_trees import NAMES, System, enumerated, readiness, systems

PAIR = {"gate": Tree(any_of=("a", "b"))}
TREE = Tree(all_of=("gate", "c"))


def test_a_gate_swings_as_a_whole() -> None:
    found = swing(TREE, PAIR, ("a", "b", "c"), np.array([0.5, 0.5, 0.4]), "gate")
    assert found == Swing(now=pytest.approx(0.3), lost=0.0, certain=0.4)
    assert found.birnbaum == pytest.approx(0.4)
    assert found.criticality == pytest.approx((0.4 - 0.3) / 0.7)


@given(systems(), readiness())
def test_the_measures_are_those_of_all_interventions_together(
    system: System, q: np.ndarray
) -> None:
    builder = DiagramBuilder(NAMES, system.gates)
    forest = builder.diagram([builder.tree(system.tree)])
    every = importance(forest, q)
    for i, name in enumerate(NAMES):
        found = swing(system.tree, system.gates, NAMES, q, name)
        assert 1 - found.now == pytest.approx(every.failure, abs=1e-12)
        assert found.birnbaum == pytest.approx(every.birnbaum[i], abs=1e-12)
        if every.failure < 1e-6 or 1 - found.certain < 1e-6:
            continue
        for name_ in ("risk_achievement_worth", "risk_reduction_worth", "criticality"):
            expected = getattr(every, name_)[i]
            assert getattr(found, name_) == pytest.approx(expected, abs=1e-6)


@given(systems(), readiness())
def test_a_gate_that_is_lost_or_certain_is_so_wherever_it_stands(
    system: System, q: np.ndarray
) -> None:
    found = swing(system.tree, system.gates, NAMES, q, "first_gate")
    for value, tree in (
        (found.lost, Tree(any_of=())),
        (found.certain, Tree(all_of=())),
    ):
        gates = {**system.gates, "first_gate": tree}
        expected = enumerated(System(system.tree, gates), q)
        assert value == pytest.approx(expected, abs=1e-10)


def test_what_cannot_fail_has_no_share_and_what_one_part_ends_is_infinite() -> None:
    sure = swing(Tree(all_of=("a",)), {}, ("a",), np.array([1.0]), "a")
    assert np.isnan(sure.criticality)
    half = swing(Tree(all_of=("a",)), {}, ("a",), np.array([0.5]), "a")
    assert half.risk_reduction_worth == np.inf
