"""Exact inference on the shipped network beside pgmpy and pyAgrum, in one run."""

import time
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from statistics import median
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from levels.arrays import FloatArray
from levels.bif import write_bif
from levels.evidence import NO, YES, Observation
from levels.network import NODE
from levels.update import posteriors, update
from tests.levels.models import shipped
from tests.levels.peers import load_agrum, load_pgmpy, quiet, sharpen

N_OBSERVED = 30
N_ROWS = 10_000
GOAL = 1_000
BELIEF = shipped()
NETWORK = BELIEF.network
PRIOR = BELIEF.prior("uniform")
TEXT = write_bif(NETWORK, PRIOR)
ASKED = (NODE, *NETWORK.facts)

Row = Mapping[str, Observation]
Ask = Callable[[Row, Sequence[str]], dict[str, FloatArray]]


@cache
def observed(n_rows: int) -> tuple[Row, ...]:
    """Return rows that each observe 30 items, seen or not."""
    rng = np.random.default_rng(1)
    rows = []
    for _ in range(n_rows):
        chosen = rng.permutation(NETWORK.item_ids)[:N_OBSERVED].tolist()
        seen = rng.random(N_OBSERVED) < 0.5
        rows.append(
            {i: YES if s else NO for i, s in zip(chosen, seen.tolist(), strict=True)}
        )
    return tuple(rows)


@cache
def agrum(targets: tuple[str, ...] = ()) -> Ask:
    """Return pyAgrum's lazy propagation, set up once, for many rows.

    Without targets it is as it comes, ready to answer for every node.
    """
    model = load_agrum(TEXT)
    sharpen(model, NETWORK, PRIOR)
    with quiet():
        import pyagrum

        inference = pyagrum.LazyPropagation(model)
    if targets:
        inference.eraseAllTargets()
    for name in targets:
        inference.addTarget(name)

    def ask(row: Row, asked: Sequence[str]) -> dict[str, FloatArray]:
        inference.setEvidence({name: list(o) for name, o in row.items()})
        return {name: inference.posterior(name).toarray() for name in asked}

    return ask


@cache
def pgmpy() -> Ask:
    """Return pgmpy's variable elimination, set up once, for many rows."""
    with quiet():
        from pgmpy.inference import VariableElimination

        inference: Any = VariableElimination(load_pgmpy(TEXT))

    def ask(row: Row, asked: Sequence[str]) -> dict[str, FloatArray]:
        states = {name: "yes" if o == YES else "no" for name, o in row.items()}
        with quiet():
            return {
                name: inference.query([name], states, show_progress=False).values
                for name in asked
            }

    return ask


def milliseconds(ask: Callable[[], object], *, times: int, repeats: int = 1) -> float:
    """Return the median time of a call, the least of the medians of some repeats."""
    return min(median(_timed(ask) for _ in range(times)) for _ in range(repeats))


def _timed(ask: Callable[[], object]) -> float:
    start = time.perf_counter()
    ask()
    return 1e3 * (time.perf_counter() - start)


def test_a_single_update_takes_under_a_millisecond_and_a_tenth_of_pyagrum(
    capsys: pytest.CaptureFixture[str],
) -> None:
    row = observed(1)[0]
    told = update(NETWORK, PRIOR, row)
    for ask in (agrum(), agrum(ASKED), pgmpy()):
        answer = ask(row, ASKED)
        assert_allclose(told.posterior.p, answer[NODE], rtol=0, atol=1e-9)
        for name, p in told.facts.items():
            assert_allclose(p, answer[name][0], rtol=0, atol=1e-9)

    # An update answers for the items not observed as well, and leaves each item out.
    same = (*ASKED, *told.predictions)
    ours = milliseconds(lambda: update(NETWORK, PRIOR, row), times=200, repeats=5)
    theirs = {
        "pyAgrum, level, facts and items": lambda: agrum()(row, same),
        "pyAgrum, level and facts": lambda: agrum()(row, ASKED),
        "pyAgrum, level and facts as its only targets": lambda: agrum(ASKED)(
            row, ASKED
        ),
        "pgmpy, level and facts": lambda: pgmpy()(row, ASKED),
    }
    times = {
        name: milliseconds(ask, times=9, repeats=5) for name, ask in theirs.items()
    }

    with capsys.disabled():
        print(f"\none update, {N_OBSERVED} items observed: {ours:.3f} ms")
        for name, each in times.items():
            print(f"  {name}: {each:.2f} ms, {each / ours:.1f} times")
    assert ours < 1
    assert times["pyAgrum, level, facts and items"] / ours >= 10


def test_ten_thousand_rows_take_under_fifty_milliseconds(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = observed(N_ROWS)
    weights = np.stack([NETWORK.weights(row) for row in rows])
    batch = posteriors(NETWORK, PRIOR.p, weights)
    for ask in (agrum(), pgmpy()):
        few = [ask(row, [NODE])[NODE] for row in rows[:3]]
        assert_allclose(batch[:3], few, rtol=0, atol=1e-9)

    ours = milliseconds(
        lambda: posteriors(NETWORK, PRIOR.p, weights), times=7, repeats=5
    )
    # Other programs take one row at a time: a few rows tell the time of all.
    some = iter(rows)
    theirs = {
        "pyAgrum": lambda: agrum()(next(some), [NODE]),
        "pyAgrum, level as its only target": lambda: agrum((NODE,))(next(some), [NODE]),
        "pgmpy": lambda: pgmpy()(next(some), [NODE]),
    }
    times = {name: N_ROWS * milliseconds(ask, times=50) for name, ask in theirs.items()}

    with capsys.disabled():
        print(f"\nlevel, a batch of {N_ROWS:,} rows: {ours:.1f} ms")
        for name, each in times.items():
            reached = "reached" if each / ours >= GOAL else "not reached"
            print(f"  {name}: {each / 1e3:.0f} s, {each / ours:,.0f} times", end="; ")
            print(f"goal of {GOAL:,} {reached}")
    assert ours < 50
