"""A whole pack: what holds between its catalogs, and its digest."""

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from levels.document import parse
from levels.pack import read
from levels.problem import PackError
from simulator.model import ALL_SCHEMAS, NEEDED, load, model
from simulator.world.engine import engine
from simulator.world.sampling import Worlds
from simulator.world.simulation import simulate, worlds_of
from tests.packs import (
    PARAMETERS,
    WHY,
    Pack,
    made,
    quantity,
    shipped,
    small_pack,
    triple,
    written,
)

TEST = {
    "id": "audit",
    "name": "Audit",
    "summary": "-",
    "intervention": "theory",
    "fact": "kind_world",
    "if_true": triple(0.9),
    "if_false": triple(0.1),
    "cost": quantity(1.0),
    "arrival": quantity(6.0),
    **WHY,
}


def full() -> Pack:
    return small_pack(
        harms={"theory": (0.1, 0.5)},
        planted=("tuning",),
        accelerators=[("tuning", "all", 0.5)],
        tests=[TEST],
    )


def changed(change: Callable[[Pack], Any]) -> Pack:
    pack = deepcopy(full())
    change(pack)
    return pack


def problems(pack: Pack) -> list[str]:
    with pytest.raises(PackError) as caught:
        made(pack)
    return [str(problem) for problem in caught.value.problems]


def world(*steps: str | int, value: object) -> Callable[[Pack], None]:
    """Return a change of one place of the world."""
    return at("world.yaml", *steps, value=value)


def at(file: str, *steps: str | int, value: object) -> Callable[[Pack], None]:
    def change(pack: Pack) -> None:
        part: Any = pack[file]
        for step in steps[:-1]:
            part = part[step]
        part[steps[-1]] = value

    return change


def test_a_small_pack_is_a_model() -> None:
    found = made(full())
    assert found.belief.ladder.ids == ("easy", "hard")
    assert found.means.ids == ("tuning", "theory", "treaty")
    assert [test.id for test in found.tests] == ["audit"]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            world("roles", "halting", value="nobody"),
            "roles.halting: must be the id of a gate or intervention, got 'nobody'",
        ),
        (
            world("roles", "proof", value="easy"),
            "roles.proof: must be the id of a gate or intervention, got 'easy'",
        ),
        (
            world("ends", "lost", value="doom"),
            "ends.lost: must be the id of an outcome, got 'doom'",
        ),
        (
            world("layers", 0, "gate", value="eye"),
            "layers[0].gate: must be the id of a gate or intervention, got 'eye'",
        ),
        (
            world("accelerators", 0, "boost", value="luck"),
            "accelerators[0].boost: must be the id of a parameter, got 'luck'",
        ),
        (
            world("accelerators", 0, "gate", value="luck"),
            "accelerators[0].gate: must be the id of a gate or intervention",
        ),
        (
            world("tasks", 0, "time", value="theory"),
            "tasks[0].time: must be the id of a parameter, got 'theory'",
        ),
        (
            world("tasks", 0, "midpoint", value="theory"),
            "tasks[0].midpoint: must be the id of a parameter, got 'theory'",
        ),
        (
            world("tasks", 0, "rests_on", value="luck"),
            "tasks[0].rests_on: must be the id of a gate or intervention, got 'luck'",
        ),
        (
            world("harms", 0, "chance", value="theory"),
            "harms[0].chance: must be the id of a parameter, got 'theory'",
        ),
        (
            world("harms", 0, "prevented", value="theory"),
            "harms[0].prevented: must be the id of a parameter, got 'theory'",
        ),
        (
            world("harms", 0, "prevention", value="chance_0"),
            "harms[0].prevention: must be the id of a gate or intervention, "
            "got 'chance_0'",
        ),
        (
            world("containable", "by_level", value={"easy": triple(0.5)}),
            "containable.by_level: must have a number for each level, lacks hard",
        ),
        (
            world("layers", 0, "by_level", "middle", value=triple(0.5)),
            "layers[0].by_level.middle: must be a level",
        ),
        (
            at("tests.yaml", "tests", 0, "intervention", value="wish"),
            "tests[0].intervention: must be the id of an intervention, got 'wish'",
        ),
        (
            at("tests.yaml", "tests", 0, "fact", value="easy"),
            "tests[0].fact: must be the id of a fact, got 'easy'",
        ),
        (
            at("tests.yaml", "tests", 0, "source", value="rumor"),
            "tests[0].source: must be the id of a source, got 'rumor'",
        ),
        (
            world("proof_visibility", "source", value="rumor"),
            "proof_visibility.source: must be the id of a source, got 'rumor'",
        ),
    ],
)
def test_what_points_to_nothing_is_named_with_its_place(
    change: Callable[[Pack], None], problem: str
) -> None:
    (found,) = problems(changed(change))
    assert problem in found


@pytest.mark.parametrize("name", NEEDED)
def test_a_parameter_that_a_mechanism_reads_must_be_there(name: str) -> None:
    def without(pack: Pack) -> None:
        some = pack["world.yaml"]["parameters"]
        pack["world.yaml"]["parameters"] = [p for p in some if p["id"] != name]

    (found,) = problems(changed(without))
    rule = "must hold every parameter that the mechanisms read"
    assert f"parameters: {rule}, got '{name}'" in found


@pytest.mark.parametrize(
    ("file", "key", "name"),
    [
        ("world.yaml", "parameters", "compute_growth"),
        ("world.yaml", "outcomes", "bad"),
        ("tests.yaml", "tests", "audit"),
    ],
)
def test_an_id_stands_once(file: str, key: str, name: str) -> None:
    def twice(pack: Pack) -> None:
        pack[file][key].append(pack[file][key][0])

    (found,) = problems(changed(twice))
    assert f"id must not repeat, got '{name}'" in found


def test_all_problems_are_told_at_once() -> None:
    def several(pack: Pack) -> None:
        pack["world.yaml"]["roles"]["halting"] = "nobody"
        pack["world.yaml"]["ends"]["lost"] = "doom"
        pack["tests.yaml"]["tests"][0]["fact"] = "easy"

    assert len(problems(changed(several))) == 3


def test_a_catalog_that_breaks_its_own_rules_does_not_hide_those_of_another() -> None:
    def two(pack: Pack) -> None:
        pack["interventions.yaml"]["interventions"][0]["kind"] = "magic"
        pack["world.yaml"]["outcomes"] = []
        pack["facts.yaml"]["facts"][0]["by_level"].pop("hard")

    files = {problem.split(":")[0] for problem in problems(changed(two))}
    assert files == {"interventions.yaml", "world.yaml", "facts.yaml"}


def test_a_world_that_cannot_be_read_does_not_hide_the_tests() -> None:
    def two(pack: Pack) -> None:
        pack["world.yaml"]["outcomes"] = []
        pack["tests.yaml"]["tests"][0]["fact"] = "easy"

    assert len(problems(changed(two))) == 2


def test_parameters_that_the_mechanisms_read_are_those_that_must_be_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read_names: set[str] = set()
    get = Worlds.__getitem__

    def noted(self: Worlds, name: str) -> Any:
        read_names.add(name)
        return get(self, name)

    monkeypatch.setattr(Worlds, "__getitem__", noted)
    ready = engine(made(full()))
    simulate(ready, [ready.model.means.field], worlds_of(ready.model, 2, 0))
    own = {"chance_0", "prevented_0", "boost_0", "time_0", "midpoint_0"}
    assert read_names - own == set(NEEDED) == set(PARAMETERS)


def test_a_folder_is_loaded(tmp_path: Path) -> None:
    assert load(written(full(), tmp_path)).digest == made(full()).digest


def test_a_file_that_a_pack_does_not_bring_is_the_shipped_one(tmp_path: Path) -> None:
    data = read()["tests.yaml"].data
    fewer = {"tests": data["tests"][:1]}
    found = load(written({"tests.yaml": fewer}, tmp_path))
    assert len(found.tests) == 1
    assert found.means.ids == shipped().means.ids
    assert found.digest != shipped().digest


def test_the_digest_is_of_what_is_said_and_not_of_how_it_is_laid_out(
    tmp_path: Path,
) -> None:
    pack = full()
    folder = written(pack, tmp_path)
    for name, data in pack.items():
        (folder / name).write_text(
            "# A comment.\n" + json.dumps(data), encoding="utf-8"
        )
    assert load(folder).digest == made(pack).digest


@pytest.mark.parametrize(
    "change",
    [
        world("parameters", 0, "value", value=4.1),
        world("layers", 0, "name", value="Another name"),
        at("interventions.yaml", "interventions", 0, "note", value="A note."),
    ],
)
def test_the_digest_changes_with_every_number_and_word(
    change: Callable[[Pack], None],
) -> None:
    assert made(changed(change)).digest != made(full()).digest


def test_the_digest_is_short_and_the_same_every_time() -> None:
    assert len(shipped().digest) == 16
    assert load().digest == shipped().digest


def test_every_catalog_has_a_schema() -> None:
    assert set(ALL_SCHEMAS) == set(full())


def test_a_pack_that_is_no_mapping_is_refused() -> None:
    files = {name: parse(json.dumps(data), name) for name, data in full().items()}
    files["world.yaml"] = parse("[]", "world.yaml")
    with pytest.raises(PackError, match=r"world\.yaml:1"):
        model(files)
