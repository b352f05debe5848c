"""The command `sweep`: from a file with a sweep to a Parquet file with its outcomes."""

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import pyarrow as pa

from app.parquet import written
from levels.arrays import FloatArray
from levels.update import update
from simulator import distributed
from simulator.model import Model
from simulator.scenario import CONTRACT
from simulator.sweep import Case, Sweep, job, pieces, pieces_of_a_case
from simulator.world.simulation import Progress, processors, standard_error

Json = dict[str, Any]

LARGE = 1 << 20
"""Worlds times portfolios from which workers are worth their start."""


@dataclass(frozen=True)
class Where:
    """Who runs a sweep.

    Parameters
    ----------
    scheduler : str or None
        Address of a Dask scheduler.
    workers : int or None
        On this machine; 0 is this process itself. If neither is told, it is this
        process for small sweeps, and as many workers as processors for large ones.
    """

    scheduler: str | None = None
    workers: int | None = None


def sweep_document(
    model: Model, sweep: Sweep, output: Path, where: Where, progress: Progress
) -> Json:
    """Run a sweep, write its outcomes, and return what to say of it.

    Raises
    ------
    ValueError
        If a case cannot be run, the file not be written, or nobody answers.
    """
    count = workers(where, sweep)
    found = (
        _here(model, sweep)
        if count == 0 and where.scheduler is None
        else _there(model, sweep, where.scheduler, count)
    )
    told, rows = _Told.of(model, sweep), 0
    with written(output, _schema(model, sweep)) as writer, closing(found):
        for case, by_scramble in _whole(found, sweep, progress):
            rows += writer.add(told.rows(case, by_scramble))
    return {
        "contract": CONTRACT,
        "path": str(output),
        "cases": sweep.n_cases,
        "rows": rows,
        "worlds": sweep.scenario.worlds,
        "seed": sweep.scenario.seed,
        "pack": model.digest,
    }


def workers(where: Where, sweep: Sweep) -> int:
    """Return how many workers to start on this machine."""
    if where.workers is not None:
        if not 0 <= where.workers <= 256:
            msg = f"workers must lie in [0, 256], got {where.workers}"
            raise ValueError(msg)
        return where.workers
    if where.scheduler is not None or sweep.n_runs < LARGE:
        return 0
    return processors() if distributed.is_installed() else 0


def _here(model: Model, sweep: Sweep) -> Generator[FloatArray]:
    return distributed.run_here(job(sweep, model), pieces(sweep))


def _there(
    model: Model, sweep: Sweep, address: str | None, count: int
) -> Generator[FloatArray]:
    with distributed.workers(address, count) as client:
        yield from distributed.run_there(client, job(sweep, model), pieces(sweep))


def _whole(
    found: Iterator[FloatArray], sweep: Sweep, progress: Progress
) -> Iterator[tuple[Case, FloatArray]]:
    """Put pieces together to cases, and tell the share that is done."""
    each = pieces_of_a_case(sweep)
    total = each * sweep.n_cases
    for case in sweep.cases():
        parts = []
        for number in range(each):
            parts.append(next(found))
            progress((case.number * each + number + 1) / total)
        yield case, np.concatenate(parts, axis=-1)


def _schema(model: Model, sweep: Sweep) -> pa.Schema:
    number, text = pa.float64(), pa.string()
    outcomes = [o.id for o in model.world.outcomes]
    scenario = sweep.scenario
    about = {
        "contract": CONTRACT,
        "pack": model.digest,
        "scenario": scenario.digest,
        "worlds": scenario.worlds,
        "months": scenario.months,
        "seed": scenario.seed,
    }
    return pa.schema(
        [
            ("case", pa.int64()),
            ("structure", text),
            *((address, number) for address in sweep.assumptions),
            ("portfolio", text),
            ("level", text),
            ("credence", number),
            ("value", number),
            ("value_error", number),
            *((f"outcome.{name}", number) for name in outcomes),
            *((f"error.{name}", number) for name in outcomes),
        ],
        metadata={key: str(value) for key, value in about.items()},
    )


@dataclass(frozen=True, eq=False)
class _Told:
    """Makes rows, with what all of them share."""

    sweep: Sweep
    levels: tuple[str, ...]
    outcomes: tuple[str, ...]
    utilities: FloatArray
    p: FloatArray

    @classmethod
    def of(cls, model: Model, sweep: Sweep) -> Self:
        """Return what a sweep's rows share."""
        scenario = sweep.scenario
        mine = scenario.revised(model)
        network = mine.belief.network
        seen = update(network, scenario.credence, scenario.observations)
        return cls(
            sweep=sweep,
            levels=mine.belief.ladder.ids,
            outcomes=tuple(outcome.id for outcome in mine.world.outcomes),
            utilities=scenario.utility(mine),
            p=seen.posterior.p,
        )

    def rows(self, case: Case, by_scramble: FloatArray) -> dict[str, list[Any]]:
        """Return the columns of a case: a row for each portfolio and level."""
        n = len(self.sweep.portfolios)
        size = n * len(self.levels)
        value = np.einsum("xkos,o->xks", by_scramble, self.utilities)
        mean, error = by_scramble.mean(axis=-1), standard_error(by_scramble)
        return {
            "case": [case.number] * size,
            "structure": [case.structure] * size,
            **{name: [x] * size for name, x in case.assumptions.items()},
            "portfolio": [name for name in self.sweep.portfolios for _ in self.levels],
            "level": [*self.levels] * n,
            "credence": self.p.tolist() * n,
            "value": value.mean(axis=-1).ravel().tolist(),
            "value_error": standard_error(value).ravel().tolist(),
            **self._columns("outcome", mean),
            **self._columns("error", error),
        }

    def _columns(self, kind: str, table: FloatArray) -> dict[str, list[float]]:
        return {
            f"{kind}.{name}": table[..., number].ravel().tolist()
            for number, name in enumerate(self.outcomes)
        }
