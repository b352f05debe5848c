import json

import numpy as np
import pyarrow.parquet as pq
import pytest
from numpy.testing import assert_allclose

from app import sweep as command
from app.cli import main
from simulator import distributed
from simulator.sweep_file import from_plain
from tests.packs import made, small_pack, written

PLAIN = {
    "scenario": {"worlds": 64, "months": 12, "credence": [20, 80]},
    "portfolios": {"today": None, "mehr | Théorie\n": {"theory": 90.0}},
    "structures": {"as it is": {}, "plain": {"parameters.automation_on": 0}},
    "assumptions": {"parameters.threshold": [2.0, 3.0]},
}


@pytest.fixture
def pack(tmp_path):
    folder = tmp_path / "pack"
    folder.mkdir()
    return str(written(small_pack(), folder))


@pytest.fixture
def plan(tmp_path):
    def write(**keys):
        path = tmp_path / "plan.yaml"
        path.write_text(json.dumps({**PLAIN, **keys}), encoding="utf-8")
        return str(path)

    return write


def run(pack, plan, output, *more):
    return main(["sweep", plan, "-o", str(output), "--pack", pack, "--json", *more])


@pytest.fixture
def run_small(pack, plan, tmp_path):
    def small(keys, *more):
        output = tmp_path / "out.parquet"
        return run(pack, plan(**keys), output, *more), output

    return small


def test_every_case_portfolio_and_level_has_a_row(pack, plan, tmp_path, capsys):
    output = tmp_path / "out.parquet"
    assert run(pack, plan(), output) == 0
    told = json.loads(capsys.readouterr().out)

    table = pq.read_table(output)
    assert told["rows"] == table.num_rows == 4 * 2 * 2
    assert told["cases"] == 4
    assert set(table["portfolio"].to_pylist()) == set(PLAIN["portfolios"])
    assert table["level"].to_pylist() == ["easy", "hard"] * 8
    assert set(table["parameters.threshold"].to_pylist()) == {2.0, 3.0}
    assert_allclose(table["credence"].to_pylist()[:2], [0.2, 0.8])
    chances = [c for c in table.column_names if c.startswith("outcome.")]
    total = np.sum([table[c].to_numpy() for c in chances], axis=0)
    assert_allclose(total, 1, atol=1e-12)
    assert table.schema.metadata[b"worlds"] == b"64"


def test_a_row_is_what_the_simulation_says(pack, plan, tmp_path, capsys):
    output = tmp_path / "out.parquet"
    run(pack, plan(), output)
    own = tmp_path / "own.yaml"
    own.write_text(json.dumps({**PLAIN["scenario"], "credence": [0.2, 0.8]}))
    capsys.readouterr()
    asked = ["--scenario", str(own), "--set", "threshold=3", "--pack", pack, "--json"]
    main(["simulate", *asked])

    shown = json.loads(capsys.readouterr().out)
    rows = pq.read_table(output).to_pylist()
    mine = [r for r in rows if (r["case"], r["portfolio"]) == (1, "today")]
    assert_allclose([r["value"] for r in mine], shown["value"], atol=1e-12)
    errors = [r["error.good"] for r in mine]
    assert_allclose(errors, shown["standard_errors"]["good"], atol=1e-12)


def test_the_same_sweep_gives_the_same_file(pack, plan, tmp_path):
    one, other = tmp_path / "one.parquet", tmp_path / "other.parquet"
    run(pack, plan(), one)
    run(pack, plan(), other)

    assert one.read_bytes() == other.read_bytes()


def test_a_run_that_is_stopped_leaves_the_old_file(pack, plan, tmp_path, monkeypatch):
    output = tmp_path / "out.parquet"
    output.write_text("old")

    def stopped(job, pieces):
        yield from list(distributed_run(job, pieces))[:2]
        raise KeyboardInterrupt

    distributed_run = distributed.run_here
    monkeypatch.setattr(distributed, "run_here", stopped)
    assert run(pack, plan(), output) == 130
    assert output.read_text() == "old"
    assert {p.name for p in tmp_path.iterdir()} == {"out.parquet", "pack", "plan.yaml"}


def test_many_rows_are_written_in_groups(pack, plan, tmp_path, monkeypatch):
    monkeypatch.setattr("app.parquet.ROWS", 8)
    output = tmp_path / "out.parquet"
    run(pack, plan(), output)

    file = pq.ParquetFile(output)
    assert file.num_row_groups == 2
    assert file.read()["case"].to_pylist() == sorted([*range(4)] * 4)


@pytest.mark.parametrize(
    ("where", "large", "installed", "count"),
    [
        (command.Where(), False, True, 0),
        (command.Where(), True, True, 5),
        (command.Where(), True, False, 0),
        (command.Where(workers=3), False, True, 3),
        (command.Where(workers=0), True, True, 0),
        (command.Where(scheduler="tcp://x"), True, True, 0),
    ],
)
def test_large_sweeps_get_a_worker_for_each_processor(
    where, large, installed, count, monkeypatch
):
    monkeypatch.setattr(command, "processors", lambda: 5)
    monkeypatch.setattr(distributed, "is_installed", lambda: installed)
    plain = {"scenario": {"worlds": 1 << 20 if large else 1 << 19}}

    assert command.workers(where, from_plain(plain, made(small_pack()))) == count


@pytest.mark.parametrize(
    ("assumed", "workers", "rule"),
    [
        ("parameters.nope", "0", "must name a number"),
        ("parameters.threshold", "-1", "workers must lie in [0, 256], got -1"),
        ("parameters.threshold", "999", "workers must lie in [0, 256], got 999"),
    ],
)
def test_bad_input_gives_one_line(run_small, capsys, assumed, workers, rule):
    status, output = run_small({"assumptions": {assumed: [2.0]}}, "--workers", workers)
    assert status == 2
    told = capsys.readouterr().err

    assert told.count("\n") == 1
    assert rule in told
    assert not output.exists()


def test_a_file_that_cannot_be_written_is_named(pack, plan, tmp_path, capsys):
    assert run(pack, plan(), tmp_path / "nowhere" / "out.parquet") == 2
    assert "must be writable: No such file" in capsys.readouterr().err


def test_a_plan_that_is_missing_is_named(pack, tmp_path, capsys):
    assert run(pack, str(tmp_path / "none.yaml"), tmp_path / "o") == 2
    assert "none.yaml" in capsys.readouterr().err
