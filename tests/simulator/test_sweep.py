"""A sweep: cases, pieces and the file it is written in."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from levels.document import parse
from simulator import scenario as scenarios
from simulator import sweep as sweeps
from simulator.distributed import run_here
from simulator.model import Model
from simulator.sweep import (
    Sweep,
    drawn,
    job,
    outcomes,
    pieces,
    pieces_of_a_case,
    settings,
)
from simulator.sweep_file import from_plain
from simulator.world.engine import engine
from simulator.world.simulation import draws_of, simulate
from tests.packs import made, shipped, small_pack

SMALL = made(small_pack())


def read(model: Model = SMALL, **keys: object) -> Sweep:
    plain = {"scenario": {"worlds": 64, "months": 12}, **keys}
    return from_plain(plain, model)


BOTH: dict[str, object] = {
    "portfolios": {"today": None, "more": {"theory": 90.0}},
    "structures": {"as it is": {}, "plain": {"parameters.automation_on": 0}},
    "assumptions": {
        "parameters.threshold": [2.0, 3.0],
        "interventions.theory.scale": [50.0, 100.0, 200.0],
    },
}


def test_every_structure_meets_every_value() -> None:
    cases = list(read(**BOTH).cases())
    assert len(cases) == read(**BOTH).n_cases == 12
    assert [case.number for case in cases] == list(range(12))
    assert cases[4].structure == "as it is"
    assert cases[4].assumptions == {
        "parameters.threshold": 3.0,
        "interventions.theory.scale": 100.0,
    }


@pytest.mark.parametrize("piece", [1 << 16, 64, 8])
def test_pieces_are_the_bytes_of_the_whole_simulation(
    piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeps, "PIECE", piece)
    sweep = read(**BOTH)
    found = list(run_here(job(sweep, SMALL), pieces(sweep)))
    each = pieces_of_a_case(sweep)
    assert each == {1 << 16: 1, 64: 2, 8: 16}[piece]
    assert len(found) == 12 * each
    # The eleventh case: without automation, late, and of the middle scale.
    case = list(sweep.cases())[10]
    plain = scenarios.from_plain(
        {"credence": "even", "changes": {"parameters.automation_on": 0}}, SMALL
    ).revised(SMALL)
    held = {k.split(".", 1)[1]: x for k, x in case.assumptions.items()}
    whole = simulate(
        engine(plain), list(sweep.portfolios.values()), draws_of(plain, 64, 0, held), 12
    )
    mine = np.concatenate(found[10 * each : 11 * each], axis=-1)
    assert mine.tobytes() == whole.by_scramble.tobytes()


def test_the_number_of_threads_changes_no_byte() -> None:
    sweep = read(**BOTH)
    (first, *_), shared = list(pieces(sweep)), job(sweep, SMALL)
    assert_array_equal(outcomes(shared, first), outcomes(shared, first, threads=1))


def test_numbers_that_are_not_drawn_need_another_engine() -> None:
    sweep = read(assumptions={"irreversible.by_level.hard": [0.1, 0.9]})
    low, high = run_here(job(sweep, SMALL), pieces(sweep))
    assert_array_equal(low[:, 0], high[:, 0])
    assert (low[:, 1] != high[:, 1]).any()
    assert drawn("irreversible.by_level.hard") is None


def test_a_structure_changes_also_what_the_scenario_holds() -> None:
    scenario = {"worlds": 64, "months": 12, "parameters": {"threshold": 9.0}}
    near: dict[str, object] = {"near": {"parameters.threshold": 2.0}}
    with_it, alone = read(scenario=scenario, structures=near), read(structures=near)
    assert [s.scenario.parameters for s in (with_it, alone)] == [{"threshold": 9.0}, {}]
    (found,), (expected,) = (
        run_here(job(sweep, SMALL), pieces(sweep)) for sweep in (with_it, alone)
    )
    assert_array_equal(found, expected)


def test_a_structure_comes_over_the_changes_of_the_scenario() -> None:
    scenario = {
        "worlds": 64,
        "months": 12,
        "changes": {"parameters.threshold": 9.0, "parameters.crowding": 0.5},
    }
    sweep = read(scenario=scenario, structures={"near": {"parameters.threshold": 2.0}})
    (case,) = sweep.cases()
    parameters, changes = settings(sweep, case)
    assert parameters == {}
    assert dict(changes) == {
        "parameters.threshold": (2.0, 2.0, 2.0),
        "parameters.crowding": (0.5, 0.5, 0.5),
    }


def test_the_example_of_the_file_can_be_read() -> None:
    from simulator import sweep_file

    text = sweep_file.__doc__.split("\n\n")[1]
    sweep = from_plain(parse(text, "sweep").data, shipped())
    assert (sweep.n_cases, len(sweep.portfolios)) == (6, 2)
    assert sweep.n_runs == 6 * 2 * 4096


def test_left_out_parts_have_one_entry_each() -> None:
    sweep = read()
    assert sweep.n_cases == len(sweep.portfolios) == 1
    assert sweep.portfolios["the scenario's own"] == SMALL.means.field


@pytest.mark.parametrize(
    ("keys", "rule"),
    [
        ({"cases": 1}, "known keys, got 'cases'"),
        ({"portfolios": {}}, "portfolios must be from 1 to 1000, got 0"),
        ({"portfolios": {"x": {"nobody": 1}}}, "must name interventions"),
        ({"portfolios": {"x": {"theory": float("nan")}}}, "theory must lie in"),
        ({"portfolios": {"x" * 201: None}}, "names of 1 to 200 characters"),
        ({"portfolios": [1]}, "portfolios must be by name"),
        ({"structures": {"x": 3}}, "changes must be by address"),
        ({"structures": {"x": {"parameters.nope": 1}}}, "must name a number"),
        ({"structures": {"x": {"parameters.automation_on": 0.5}}}, "automation_on"),
        ({"structures": {"x": {"outcomes.good.utility": 1}}}, "outcomes depend on"),
        ({"assumptions": {"parameters.threshold": 3}}, "a list of 1 to 10000 numbers"),
        ({"assumptions": {"parameters.threshold": []}}, "a list of 1 to 10000"),
        ({"assumptions": {"parameters.threshold": "3"}}, "a list of 1 to 10000"),
        ({"assumptions": {"parameters.threshold": [[1, 0, 2]]}}, "must be numbers"),
        ({"assumptions": {"parameters.threshold": [float("inf")]}}, "threshold"),
        ({"assumptions": {"parameters.delivered": [2.0]}}, "delivered must lie in"),
        ({"assumptions": {"priors.even": [1]}}, "must name a number"),
        ({"assumptions": {"irreversible.by_level.hard": [2.0]}}, "irreversible"),
        ({"scenario": {"worlds": 100}}, "worlds must be a power of two"),
        ({"scenario": 3}, "scenario must be by name"),
    ],
)
def test_a_sweep_that_cannot_be_run_is_refused(
    keys: dict[str, object], rule: str
) -> None:
    with pytest.raises(ValueError, match=rule):
        read(**keys)


def test_too_many_cases_are_refused() -> None:
    many = [2.0 + n / 1000 for n in range(1001)]
    few = {"parameters.threshold": many, "interventions.theory.scale": many}
    with pytest.raises(ValueError, match="at most 1000000 cases, got 1002001"):
        read(assumptions=few)


@pytest.mark.parametrize("data", [None, 3, [], "x"])
def test_what_is_no_mapping_is_refused(data: object) -> None:
    with pytest.raises(ValueError, match="a sweep must be by name"):
        from_plain(data, SMALL)
