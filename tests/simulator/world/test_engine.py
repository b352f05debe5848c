"""The engine: a model made ready to run, in the order of its ladder."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from simulator.world.engine import engine, narrowed
from tests import oracle
from tests.packs import Pack, made, packs, shipped, shipped_engine, small_pack, started


def test_tables_stand_in_the_order_of_the_ladder_whatever_that_of_the_catalog() -> None:
    pack = small_pack(containable=[0.2, 0.7], proof_visibility=[0.1, 0.4])
    other = dict(pack)
    other["world.yaml"] = {
        key: {**part, "by_level": dict(reversed(part["by_level"].items()))}
        if isinstance(part, dict) and "by_level" in part
        else part
        for key, part in pack["world.yaml"].items()
    }
    for tables in (started(pack).tables, started(other).tables):
        assert tables.containable.tolist() == [0.2, 0.7]
        assert tables.proof_visibility.tolist() == [0.1, 0.4]
        assert tables.irreversible.tolist() == [0.3, 0.9]


def test_layers_are_columns_and_levels_rows() -> None:
    layers = {"tuning": [0.8, 0.3], "theory": [0.6, 0.1]}
    ready = started(small_pack(layers=layers, planted=("theory",)))
    assert ready.visibility.tolist() == [[0.8, 0.6], [0.3, 0.1]]
    assert ready.beliefs.rate.tolist() == [0.7, 0.7]
    assert ready.beliefs.planted.tolist() == [False, True]
    none = started(small_pack(layers={}))
    assert none.visibility.shape == (2, 0)


def test_ways_of_ending_find_their_outcomes() -> None:
    ready = started(small_pack())
    ids = [outcome.id for outcome in ready.model.world.outcomes]
    assert [ids[end] for end in ready.ends] == ["good", "harm", "halt", "bad"]


@settings(max_examples=40)
@given(packs(7), st.integers(0, 9))
def test_every_gate_has_the_chance_that_adding_up_all_states_gives(
    pack: Pack, seed: int
) -> None:
    ready = engine(made(pack))
    model = ready.model
    q = np.random.default_rng(seed).random((len(model.means.ids), 1))
    roles, trees = model.world.roles, model.means.trees
    branches = [required.needs for required in model.means.requirements]
    branches += [roles.halting, roles.slack, roles.containment, roles.proof]
    branches += [harm.prevention for harm in model.world.harms]
    chances = dict(zip(model.means.ids, q[:, 0].tolist(), strict=True))
    expected = [oracle.chance_of(branch, trees, chances) for branch in branches]
    assert_allclose(ready.gates.chances(q)[:, 0], expected, atol=1e-12)
    n = ready.gates.n_levels
    later = expected[:n] + expected[n + 4 :]
    assert_allclose(ready.lasting.chances(q)[:, 0], later, atol=1e-12)


def test_the_shipped_pack_is_ready_to_run() -> None:
    ready, model = shipped_engine(), shipped()
    n_levels, n_layers = len(model.belief.ladder), len(model.world.layers)
    assert ready.visibility.shape == (n_levels, n_layers)
    assert ready.patterns.working.shape == (2**n_layers, n_layers)
    assert ready.gates.n_levels == n_levels


def test_levels_of_the_same_sabotage_stand_in_one_part() -> None:
    ready = started(small_pack(sabotage=[0.3, 0.3]))
    assert [part.levels.tolist() for part in ready.parts] == [[0, 1]]
    ready = started(small_pack(sabotage=[0.3, 0.1], containable=[0.2, 0.7]))
    assert [part.levels.tolist() for part in ready.parts] == [[1], [0]]
    assert [part.sabotage for part in ready.parts] == [0.1, 0.3]
    hard = narrowed(ready, ready.parts[0])
    assert hard.gates.n_levels == 1
    assert hard.tables.containable.tolist() == [0.7]
    assert hard.visibility.tolist() == [[0.3]]


@settings(max_examples=20)
@given(packs(6), st.integers(0, 9))
def test_the_gates_of_a_part_are_those_of_its_levels(pack: Pack, seed: int) -> None:
    ready = started(pack)
    q = np.random.default_rng(seed).random((len(ready.model.means.ids), 3))
    whole, n = ready.gates.chances(q), ready.gates.n_levels
    for part in ready.parts:
        few = part.gates.chances(q)
        assert_allclose(few[: len(part.levels)], whole[part.levels], atol=1e-15)
        assert_allclose(few[len(part.levels) :], whole[n:], atol=1e-15)
        later = part.lasting.chances(q)
        assert_allclose(later[: len(part.levels)], whole[part.levels], atol=1e-12)
        assert_allclose(later[len(part.levels) :], whole[n + 4 :], atol=1e-12)
