"""What the document of a run tells beside outcomes and series."""

import json

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.stats import sem

from app.documents import simulate_document
from app.run_details import run_details
from simulator import scenario as scenarios
from simulator.world.automation import task_multiplier
from simulator.world.run import Run, run
from simulator.world.simulation import worlds_of
from tests.packs import shipped, shipped_engine

WORLDS = 32


def ran(**overrides: float) -> Run:
    worlds = worlds_of(shipped(), WORLDS, 0, overrides)
    return run(shipped_engine(), shipped().means.field, worlds)


@pytest.fixture(scope="module")
def details() -> dict[str, object]:
    told: dict[str, object] = run_details(shipped(), ran())
    return told


def test_details_stand_in_the_document_of_the_command(details):
    plain = scenarios.new(shipped()).plain | {"worlds": WORLDS}
    document = simulate_document(shipped(), scenarios.from_plain(plain, shipped()))

    assert details.items() <= document.items()


def test_what_becomes_of_systems_sums_to_one_and_tests_catch_what_is_misaligned(
    details,
):
    funnel, unseen = details["funnel"], ("stopped_unseen", "passed")
    ways = {name: np.array(chance) for name, chance in funnel["ways"].items()}
    rings = np.sum(list(funnel["first"].values()), axis=0)

    assert_allclose(sum(ways.values()), 1.0)
    assert_allclose(
        rings + sum(ways[name] for name in unseen), funnel["misaligned"], atol=1e-12
    )
    assert_allclose(funnel["passed_misaligned"], ways["passed"] + ways["hidden"])


def test_each_share_of_systems_has_its_standard_error(details):
    funnel, errors = ran().funnel, details["funnel_standard_errors"]

    assert_allclose(errors["misaligned"], sem(funnel.misaligned, axis=-1))
    assert_allclose(errors["ways"]["passed"], sem(funnel.ways["passed"], axis=-1))
    assert_allclose(errors["caught"], sem(funnel.caught, axis=-1))


def test_the_last_hundredth_of_tasks_is_told_as_it_binds(details):
    (row,) = [r for r in details["remainder"] if r["share"] == 0.99]
    worlds = worlds_of(shipped(), WORLDS, 0)
    speed, substitution = worlds["task_speed"], worlds["substitution"]
    bound = task_multiplier(np.full(WORLDS, 0.99), speed, substitution)

    assert_allclose(row["bound"]["p50"], np.median(bound))
    assert row["bound"]["p50"] < row["free"]["p50"]


def test_a_threshold_that_never_falls_is_null_and_every_world_is_held():
    told = json.loads(json.dumps(run_details(shipped(), ran(threshold=1e6))))

    assert told["critical"] == {"p05": None, "p50": None, "p95": None}
    others = [
        o.id for o in shipped().world.outcomes if o.id != shipped().world.ends.held
    ]
    assert told["unreachable"] == others
