"""Neighborhoods: which amounts may change, and what may be chosen of what results."""

from dataclasses import replace

import numpy as np
from numpy.testing import assert_allclose

from interventions.requirement import Tree
from simulator.choice import neighborhood as module
from simulator.choice.neighborhood import Neighborhood
from simulator.choice.polishing import surrogate, trials
from tests.simulator.choice.deciding import plain


def test_members_and_who_may_join_are_changed_as_shares_of_the_budget() -> None:
    around = Neighborhood(plain(3, 8.0), np.array([6.0, 2.0, 0.0]))
    assert around.center.tolist() == [0.75, 0.25, 0.0]
    assert_allclose(around.money(around.center[None]), [[6.0, 2.0, 0.0]])
    low, high = around.limits
    assert (low.tolist(), high.tolist()) == ([0, 0, 0], [1, 1, 1])


def test_who_is_required_or_rested_on_keeps_their_least() -> None:
    within = replace(
        plain(3, 10.0, needs={1: Tree(all_of=("a",))}),
        required=np.array([False, False, True]),
    )
    around = Neighborhood(within, np.array([4.0, 3.0, 3.0]))
    assert_allclose(around.limits[0], [1e-3, 0.0, 1e-3])


def test_who_rests_on_what_is_not_funded_does_not_join() -> None:
    within = plain(3, 10.0, needs={1: Tree(all_of=("c",))})
    around = Neighborhood(within, np.array([10.0, 0.0, 0.0]))
    assert len(around.center) == 2  # a, and c that may join


def test_what_gets_next_to_nothing_gets_nothing() -> None:
    around = Neighborhood(plain(2, 10.0), np.array([5.0, 5.0]))
    assert around.cleaned(np.array([[0.9999, 1e-5]])).tolist() == [[9.999, 0.0]]


def test_what_may_not_be_chosen_is_left_out() -> None:
    within = plain(2, 10.0, needs={1: Tree(all_of=("a",))})
    around = Neighborhood(within, np.array([5.0, 5.0]))
    assert around.cleaned(np.array([[0.0, 1.0], [1.0, 0.0]])).tolist() == [[10.0, 0.0]]


def test_only_the_largest_amounts_are_changed_and_the_others_stay(monkeypatch) -> None:
    monkeypatch.setattr(module, "MOST_AMOUNTS", 2)
    around = Neighborhood(plain(4, 10.0), np.array([1.0, 5.0, 0.0, 4.0]))
    assert_allclose(around.center, [5 / 9, 4 / 9])
    assert_allclose(around.money(np.array([[0.5, 0.5]])), [[1.0, 4.5, 0.0, 4.5]])


def test_steps_go_toward_the_best_portfolio_of_a_model_within_the_budget() -> None:
    around = Neighborhood(plain(2, 10.0), np.array([5.0, 5.0]))
    tried = trials(around.center, around.limits)
    model = surrogate(tried, tried @ np.array([[1.0], [3.0]]))
    found = around.toward(model, lambda payoff: payoff[:, 0])
    assert (found[:, 1] > 5.0).all()
    assert (found.sum(axis=1) <= 10.0 * (1 + 1e-9)).all()


def test_nothing_can_be_changed_without_money() -> None:
    assert not Neighborhood(plain(2, 0.0), np.zeros(2)).possible
