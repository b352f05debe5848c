"""Importance measures and minimal sets, against worked examples and brute force."""

from math import prod

import numpy as np
import pytest
from hypothesis import assume, given
from numpy.testing import assert_allclose

from interventions.diagram import Diagram, DiagramBuilder, diagram
from interventions.importance import (
    Importance,
    cut_sets,
    fussell_vesely,
    importance,
    path_sets,
)
from interventions.requirement import Tree
from tests.strategies_trees import (
    NAMES,
    System,
    enumerated,
    holds,
    readiness,
    smallest_sets,
    systems,
)

SHARED = Tree(any_of=(Tree(all_of=("a", "b")), Tree(all_of=("a", "c")), "d"))
Q = np.array([0.8, 0.5, 0.4, 0.1])


@pytest.fixture
def shared() -> Importance:
    return importance(diagram([SHARED], {}), Q)


def over_names(system: System) -> Diagram:
    """Return the diagram with a variable for every name, whether it matters or not."""
    builder = DiagramBuilder(NAMES, system.gates)
    return builder.diagram([builder.tree(system.tree)])


def test_failure_is_what_success_leaves(shared: Importance) -> None:
    assert shared.failure == pytest.approx(0.396, abs=1e-12)


def test_birnbaum_is_the_difference_that_one_intervention_makes(
    shared: Importance,
) -> None:
    assert_allclose(shared.birnbaum, [0.63, 0.432, 0.36, 0.44], atol=1e-12)


def test_risk_achievement_worth_says_how_much_worse_a_loss_is(
    shared: Importance,
) -> None:
    expected = [2.272727, 1.545455, 1.363636, 1.111111]
    assert_allclose(shared.risk_achievement_worth, expected, atol=1e-6)


def test_risk_reduction_worth_is_infinite_where_one_intervention_suffices(
    shared: Importance,
) -> None:
    expected = [1.466667, 2.2, 2.2, np.inf]
    assert_allclose(shared.risk_reduction_worth, expected, atol=1e-6)


def test_criticality_is_the_share_of_risk_that_perfection_removes(
    shared: Importance,
) -> None:
    expected = [0.318182, 0.545455, 0.545455, 1]
    assert_allclose(shared.criticality, expected, atol=1e-6)


def test_the_two_meanings_of_fussell_vesely_differ_where_cuts_overlap(
    shared: Importance,
) -> None:
    by_cuts = fussell_vesely(diagram([SHARED], {}), Q)
    by_reduction = 1 - 1 / shared.risk_reduction_worth
    assert_allclose(by_cuts, [0.454545, 0.681818, 0.681818, 1.0], atol=1e-6)
    assert_allclose(by_reduction, [0.318182, 0.545455, 0.545455, 1.0], atol=1e-6)
    assert (by_cuts[:3] - by_reduction[:3] > 0.1).all()


def test_the_two_meanings_of_fussell_vesely_meet_where_failures_are_rare() -> None:
    forest, rare = diagram([SHARED], {}), np.full(4, 1 - 1e-5)
    found = 1 - 1 / importance(forest, rare).risk_reduction_worth[:3]
    assert_allclose(fussell_vesely(forest, rare)[:3], found, atol=1e-4)


def test_the_ranking_depends_on_the_question(shared: Importance) -> None:
    assert shared.birnbaum.argmax() == 0
    assert shared.risk_reduction_worth.argmin() == 0


def test_paths_and_cuts_of_the_shared_tree_are_those_of_the_textbook() -> None:
    forest = diagram([SHARED], {})
    assert path_sets(forest) == ({"d"}, {"a", "b"}, {"a", "c"})
    assert cut_sets(forest) == ({"a", "d"}, {"b", "c", "d"})


def test_esary_and_proschan_bound_the_exact_value() -> None:
    forest = diagram([SHARED], {})
    ready = dict(zip(forest.variables, Q, strict=True))
    lower = prod(1 - prod(1 - ready[i] for i in cut) for cut in cut_sets(forest))
    upper = 1 - prod(1 - prod(ready[i] for i in path) for path in path_sets(forest))
    assert lower == pytest.approx(0.5986, abs=1e-12)
    assert upper == pytest.approx(0.6328, abs=1e-12)
    assert lower < forest.probabilities(Q)[0] < upper


def test_the_outer_edges_of_a_bridge_matter_far_more_than_its_middle() -> None:
    bridge = Tree(
        any_of=(
            Tree(all_of=("in_1", "out_1")),
            Tree(all_of=("in_2", "out_2")),
            Tree(all_of=("in_1", "across", "out_2")),
            Tree(all_of=("in_2", "across", "out_1")),
        )
    )
    forest = diagram([bridge], {})
    found = importance(forest, np.full(5, 0.9)).birnbaum
    expected = [0.0162 if name == "across" else 0.1062 for name in forest.variables]
    assert_allclose(found, expected, atol=1e-12)


@given(systems(), readiness())
def test_birnbaum_is_the_slope_of_success(system: System, q: np.ndarray) -> None:
    found = importance(over_names(system), q).birnbaum
    for i in range(len(NAMES)):
        step = 0.25 if q[i] < 0.5 else -0.25
        moved = q + step * (np.arange(len(NAMES)) == i)
        slope = (enumerated(system, moved) - enumerated(system, q)) / step
        assert found[i] == pytest.approx(slope, abs=1e-10)


@given(systems(), readiness())
def test_criticality_is_one_less_the_inverse_of_risk_reduction_worth(
    system: System, q: np.ndarray
) -> None:
    found = importance(over_names(system), q)
    assume(found.failure > 1e-9)
    expected = 1 - 1 / found.risk_reduction_worth
    assert_allclose(found.criticality, expected, atol=1e-9)


@given(systems(), readiness())
def test_criticality_is_birnbaum_weighed_by_the_chance_of_failure(
    system: System, q: np.ndarray
) -> None:
    found = importance(over_names(system), q)
    assume(found.failure > 1e-6)
    expected = found.birnbaum * (1 - q) / found.failure
    assert_allclose(found.criticality, expected, atol=1e-8)


@given(systems(), readiness())
def test_the_share_of_risk_through_cuts_is_at_least_the_criticality(
    system: System, q: np.ndarray
) -> None:
    forest = over_names(system)
    found = importance(forest, q)
    assume(found.failure > 1e-6)
    share = fussell_vesely(forest, q)
    assert (share >= found.criticality - 1e-8).all()
    assert (share <= 1 + 1e-8).all()


@given(systems())
def test_path_sets_are_the_smallest_that_make_the_tree_hold(system: System) -> None:
    def works(ready: set[str]) -> bool:
        return holds(system.tree, system.gates, ready)

    found = path_sets(over_names(system))
    assert set(found) == smallest_sets(works)
    assert len(found) == len(set(found))


@given(systems())
def test_cut_sets_are_the_smallest_whose_failure_brings_the_tree_down(
    system: System,
) -> None:
    def fails(lost: set[str]) -> bool:
        return not holds(system.tree, system.gates, set(NAMES) - lost)

    found = cut_sets(over_names(system))
    assert set(found) == smallest_sets(fails)
    assert len(found) == len(set(found))


@given(systems())
def test_cuts_are_the_smallest_sets_that_meet_every_path(system: System) -> None:
    forest = over_names(system)
    paths, cuts = path_sets(forest), cut_sets(forest)
    assert set(cuts) == smallest_sets(lambda some: all(some & path for path in paths))
    assert set(paths) == smallest_sets(lambda some: all(some & cut for cut in cuts))


def test_a_tree_that_always_holds_has_one_empty_path_and_no_cut() -> None:
    always = diagram([Tree(all_of=())], {})
    assert path_sets(always) == (frozenset(),)
    assert cut_sets(always) == ()


def test_a_tree_that_never_holds_has_one_empty_cut_and_no_path() -> None:
    never = diagram([Tree(any_of=())], {})
    assert path_sets(never) == ()
    assert cut_sets(never) == (frozenset(),)


def test_each_root_of_a_forest_has_its_own_importance_and_sets() -> None:
    forest = diagram([Tree(all_of=("a", "b")), Tree(any_of=("a", "b"))], {})
    q = np.array([0.5, 0.4])
    assert_allclose(importance(forest, q, root=1).birnbaum, [0.6, 0.5], atol=1e-12)
    assert_allclose(fussell_vesely(forest, q, root=1), [1, 1], atol=1e-12)
    assert path_sets(forest, root=1) == ({"a"}, {"b"})
    assert cut_sets(forest, root=1) == ({"a", "b"},)


def test_an_intervention_that_the_tree_ignores_has_no_importance() -> None:
    system = System(Tree(all_of=("a",)), {})
    found = importance(over_names(system), np.full(5, 0.5))
    assert found.birnbaum.tolist() == [1.0, 0.0, 0.0, 0.0, 0.0]
    assert found.risk_achievement_worth.tolist() == [2.0, 1.0, 1.0, 1.0, 1.0]


def test_shares_of_no_risk_are_undefined_and_not_an_error() -> None:
    forest = diagram([Tree(all_of=("a", "b"))], {})
    certain = np.ones(2)
    assert np.isnan(fussell_vesely(forest, certain)).all()
    assert np.isnan(importance(forest, certain).criticality).all()
    assert importance(forest, certain).birnbaum.tolist() == [1.0, 1.0]
