"""The engine never sees a credence, and knows levels only by their data."""

import ast
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from app.documents import rank_document, simulate_document
from levels.pack import read
from simulator import scenario as scenarios
from simulator import world as world_package
from simulator.choice.effects import effects
from simulator.model import load
from simulator.world.actors import false_alarms, wills
from simulator.world.engine import engine
from simulator.world.path import path
from simulator.world.simulation import simulate, worlds_of
from tests.packs import packs, shipped_engine, started
from tests.packs import shipped as shipped_model

WORLDS = 32
FLAT = np.full(10, 0.1)


@pytest.fixture(scope="module")
def shipped():
    return shipped_model()


@pytest.fixture(scope="module")
def found(shipped):
    """The effects that the shipped pack has."""
    worlds = worlds_of(shipped, WORLDS, 0)
    return effects(shipped_engine(), shipped.means.field, worlds).effect


@cache
def under_flat(document):
    """Return a document of the shipped pack under a flat credence."""
    return document(shipped_model(), plain(shipped_model(), FLAT))


def plain(shipped, p):
    data = scenarios.new(shipped).plain | {"credence": list(p), "worlds": WORLDS}
    return scenarios.from_plain(data, shipped)


@settings(max_examples=5)
@given(parts=st.lists(st.floats(0.01, 1), min_size=10, max_size=10))
def test_outcomes_are_the_same_bytes_whatever_the_credence(parts):
    shipped = shipped_model()
    p = np.array(parts) / np.sum(parts)
    flat = under_flat(simulate_document)
    other = simulate_document(shipped, plain(shipped, p))

    assert flat["outcomes"] == other["outcomes"]
    assert flat["series"] == other["series"]


@settings(max_examples=3)  # each ranks the shipped pack
@given(parts=st.lists(st.floats(0.01, 1), min_size=10, max_size=10))
def test_effects_are_the_same_bytes_and_priority_is_their_product(parts):
    shipped = shipped_model()
    p = np.array(parts) / np.sum(parts)
    flat = under_flat(rank_document)
    other = rank_document(shipped, plain(shipped, p))

    effect = {row["id"]: row["effect"] for row in flat["ranking"]}
    for row in other["ranking"]:
        assert effect[row["id"]] == row["effect"]
        assert_allclose(row["priority"], np.dot(row["by_level"], p), atol=1e-12)


def exchanged(value, exchange):
    """Return plain data in which two keys have changed places, in their order."""
    if isinstance(value, dict):
        moved = {exchange.get(k, k): exchanged(v, exchange) for k, v in value.items()}
        return {k: moved[k] for k in value} if moved.keys() == value.keys() else moved
    if isinstance(value, list):
        return [exchanged(v, exchange) for v in value]
    return value


def with_levels_swapped(folder, one, other, *, requirements_only=False):
    """Return the shipped model with the data of two levels exchanged."""
    data = {name: document.data for name, document in read().items()}
    trees = data["requirements.yaml"]
    needs = {entry["level"]: entry for entry in trees["levels"]}
    swapped = {one: needs[other], other: needs[one]}
    trees["levels"] = [
        {**swapped.get(entry["level"], entry), "level": entry["level"]}
        for entry in trees["levels"]
    ]
    if not requirements_only:
        for name in ("facts.yaml", "world.yaml"):
            data[name] = exchanged(data[name], {one: other, other: one})
    for name, content in data.items():
        (folder / name).write_text(yaml.safe_dump(content, sort_keys=False))
    return load(folder)


@pytest.mark.parametrize(("first", "second"), [(1, 9), (3, 6), (4, 7), (5, 8)])
def test_with_all_data_of_two_levels_swapped_effects_are_permuted_exactly(
    shipped, found, tmp_path, first, second
):
    ids = shipped.belief.ladder.ids
    other = with_levels_swapped(tmp_path, ids[first], ids[second])
    worlds = worlds_of(other, WORLDS, 0)
    swapped = effects(engine(other), other.means.field, worlds).effect

    places = list(range(len(ids)))
    places[first], places[second] = second, first
    assert_array_equal(swapped, found[:, places])
    assert not np.array_equal(swapped, found)


def test_with_requirements_alone_swapped_only_these_two_levels_move(
    shipped, found, tmp_path
):
    ids = shipped.belief.ladder.ids
    other = with_levels_swapped(tmp_path, ids[3], ids[5], requirements_only=True)
    worlds = worlds_of(other, WORLDS, 0)
    swapped = effects(engine(other), other.means.field, worlds).effect

    same = [k for k in range(len(ids)) if k not in (3, 5)]
    assert_array_equal(swapped[:, same], found[:, same])
    assert not np.allclose(swapped[:, [3, 5]], found[:, [5, 3]])


def test_the_number_of_threads_changes_no_byte(shipped, monkeypatch):
    worlds = worlds_of(shipped, 512, 3)
    portfolios = [shipped.means.field] * 12
    ready = engine(shipped)
    results = []
    for cores in ({0}, {0, 1}):
        monkeypatch.setattr("os.sched_getaffinity", lambda _, c=cores: c)
        results.append(simulate(ready, portfolios, worlds).by_scramble)

    assert_array_equal(*results)


def test_another_seed_gives_other_worlds(shipped):
    ready, field = engine(shipped), [shipped.means.field]
    one, other = (
        simulate(ready, field, worlds_of(shipped, WORLDS, seed)).mean for seed in (0, 1)
    )

    assert not np.array_equal(one, other)
    assert_allclose(one, other, atol=0.1)


TABLES = ("proof_visibility", "containable", "irreversible", "sabotage")


def means_other_things(pack, rng):
    """Return a pack whose levels are others, in all that actors cannot see."""
    world, needs = dict(pack["world.yaml"]), dict(pack["requirements.yaml"])
    levels = [entry["level"] for entry in needs["levels"]]

    def shaken(entry):
        drawn = dict(zip(levels, rng.random(len(levels)).tolist(), strict=True))
        return entry | {"by_level": {k: [x, x, x] for k, x in drawn.items()}}

    trees = [entry["needs"] for entry in needs["levels"]]
    places = rng.permutation(len(levels))
    needs["levels"] = [
        entry | {"needs": {"any_of": [trees[place], "never"]}}
        for entry, place in zip(needs["levels"], places, strict=True)
    ]
    world |= {name: shaken(world[name]) for name in TABLES}
    world["layers"] = [shaken(layer) for layer in world["layers"]]
    return pack | {"world.yaml": world, "requirements.yaml": needs}


def decided(pack):
    """Return what actors do and want, month by month and at the critical date."""
    ready = started(pack)
    worlds = worlds_of(ready.model, 8, 0)
    way = path(ready.mechanisms, worlds, [ready.model.means.field], 48)
    judged = wills(worlds, ready.patterns.working, ready.beliefs)
    seen = false_alarms(worlds, ready.patterns.working)
    whole = (*vars(way).values(), *vars(judged).values(), seen)
    return [np.asarray(part).tobytes() for part in whole]


@settings(max_examples=15)
@given(packs(), st.integers(0, 2**16))
def test_no_byte_of_what_actors_do_or_want_changes_with_what_levels_mean(pack, seed):
    other = means_other_things(pack, np.random.default_rng(seed))
    assert decided(other) == decided(pack)


WORLD = Path(world_package.__file__).parent
BEFORE = (
    "actors",
    "automation",
    "capability",
    "effort",
    "path",
    "planted",
    "readiness",
)
"""What happens month by month, and what is made of it: before anything ends."""


def taken(file):
    """Return the names of all arguments that functions of a file take."""
    tree = ast.parse((WORLD / f"{file}.py").read_text(encoding="utf-8"))
    return {leaf.arg for leaf in ast.walk(tree) if isinstance(leaf, ast.arg)}


@pytest.mark.parametrize("file", BEFORE)
def test_nothing_before_the_end_is_given_a_level_or_a_table_by_level(file):
    names = taken(file)
    words = ("level", "ladder", "visibility", "sabotage", "requirement", "tables")
    assert names
    assert not [name for name in names if any(word in name for word in words)]


def test_no_function_of_the_world_is_given_a_credence_or_utilities():
    names = {name for file in WORLD.glob("*.py") for name in taken(file.stem)}
    assert {"worlds", "portfolios", "engine"} <= names
    assert not [name for name in names if "credence" in name or "utilit" in name]
