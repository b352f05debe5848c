"""Success trees: their forms, their leaves, and what they refuse."""

import pytest
from hypothesis import given
from pydantic import ValidationError

from interventions.requirement import (
    NOTHING,
    Gate,
    LevelRequirement,
    Tree,
    leaves,
    support,
)
from tests.strategies_trees import NAMES, System, systems, trees


@pytest.mark.parametrize(
    ("data", "threshold"),
    [
        ({"all_of": ["a", "b", "c"]}, 3),
        ({"any_of": ["a", "b", "c"]}, 1),
        ({"at_least": 2, "of": ["a", "b", "c"]}, 2),
        ({"all_of": []}, 0),
        ({"any_of": []}, 1),
    ],
)
def test_a_form_says_how_many_branches_must_hold(data: dict, threshold: int) -> None:
    assert Tree.model_validate(data).threshold == threshold


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        ({}, "must be one of all_of, any_of, or at_least with of"),
        ({"all_of": ["a"], "any_of": ["b"]}, "must be one of all_of, any_of"),
        ({"all_of": ["a"], "of": ["b"], "at_least": 1}, "must be one of all_of"),
        ({"all_of": ["a"], "at_least": 1}, "at_least and of must stand together"),
        ({"of": ["a"]}, "at_least and of must stand together"),
        ({"at_least": 2}, "must be one of all_of, any_of, or at_least with of"),
        ({"at_least": 3, "of": ["a", "b"]}, "at most the 2 branches, got 3"),
        ({"at_least": 0, "of": ["a"]}, "greater than or equal to 1"),
        ({"at_least": True, "of": ["a"]}, "valid integer"),
        ({"at_least": "1", "of": ["a"]}, "valid integer"),
        ({"none_of": ["a"]}, "not permitted"),
        ({"all_of": ["Not an id"]}, "should match pattern"),
        ({"all_of": [["a"]]}, "valid string"),
        ({"all_of": [{"any_of": [], "all_of": []}]}, "must be one of all_of"),
    ],
)
def test_a_tree_of_no_one_form_is_refused(data: dict, rule: str) -> None:
    with pytest.raises(ValidationError, match=rule):
        Tree.model_validate(data)


def test_nothing_has_no_branches_and_is_all_of_them() -> None:
    assert NOTHING.branches == ()
    assert NOTHING.all_of == ()


def test_leaves_stand_in_order_and_with_repeats() -> None:
    tree = Tree(all_of=("b", Tree(any_of=("a", "b")), Tree(at_least=1, of=("c",))))
    assert list(leaves(tree)) == ["b", "a", "b", "c"]


def test_a_bare_id_is_its_own_leaf() -> None:
    assert list(leaves("a")) == ["a"]


def test_support_opens_gates_in_place_and_names_each_intervention_once() -> None:
    gates = {"g": Tree(any_of=("b", "h")), "h": Tree(all_of=("c", "a"))}
    assert support(Tree(all_of=("g", "a", "d", "h")), gates) == ("b", "c", "a", "d")


@given(systems())
def test_support_is_what_the_leaves_of_tree_and_gates_come_to(system: System) -> None:
    reached = set(leaves(system.tree))
    for name in ("second_gate", "first_gate"):
        if name in reached:
            reached |= set(leaves(system.gates[name]))
    found = support(system.tree, system.gates)
    assert set(found) == reached & set(NAMES)
    assert len(found) == len(set(found))


def test_support_of_gates_that_double_at_every_step_is_found_at_once() -> None:
    gates = {"g0": Tree(all_of=("a", "b"))}
    gates |= {f"g{n}": Tree(any_of=(f"g{n - 1}",) * 2) for n in range(1, 200)}
    assert support("g199", gates) == ("a", "b")


@given(trees())
def test_a_tree_is_read_back_from_its_plain_data(tree: Tree) -> None:
    plain = tree.model_dump(mode="json", exclude_none=True)
    assert Tree.model_validate(plain) == tree


@pytest.mark.parametrize(
    "entry",
    [
        lambda: Gate(id="g", name="G", summary="-", needs=NOTHING),
        lambda: LevelRequirement(level="easy", needs=NOTHING),
    ],
)
def test_a_tree_without_a_source_or_a_judgment_is_refused(entry: object) -> None:
    with pytest.raises(ValidationError, match="must name a source or give a judgment"):
        entry()
