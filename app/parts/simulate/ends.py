"""Where worlds end at each level, and as the credence weighs the levels."""

import numpy as np
import streamlit as st

from app import cached, simulated, state
from app.charts.stacked import TONES, Part, stacked
from app.explorer import ladder_data
from app.markup import escaped
from app.parts import ladder
from app.parts.grid import grid
from app.parts.simulate.other import Other
from app.parts.simulate.weighing import Weighing, named
from app.texts import listed, say
from levels.arrays import FloatArray
from simulator.scenario import Scenario
from simulator.world.reach import unreachable
from simulator.world.run import Run

PLAIN = {"displayModeBar": False}
LADDER = "simulate.ladder"


def show(scenario: Scenario, other: Other | None, weighing: Weighing) -> None:
    """Show the outcomes."""
    model = cached.revised(scenario)
    run = simulated.run_of(scenario)
    shares = _rows(run, weighing)
    ghost = None if other is None else _rows(other.run, weighing)
    levels = model.belief.ladder.levels
    rows = [say("simulate.weighed"), *(named(n, k) for n, k in enumerate(levels))]
    outcomes = model.world.outcomes
    parts = [
        Part(
            o.name, TONES[o.tone], shares[:, n], None if ghost is None else ghost[:, n]
        )
        for n, o in enumerate(outcomes)
    ]
    told = [
        say("simulate.share", name=o.name, share=f"{share:.1%}")
        for o, share in zip(outcomes, shares[0], strict=True)
    ]
    if other is None:
        st.write(escaped(say("simulate.ends.words", ends=listed(told))))
    _ladder(run)
    called = "" if other is None else other.name
    st.plotly_chart(
        stacked(rows, parts, ghost=called), key="simulate.chart.ends", config=PLAIN,
        alt=say("simulate.ends.chart"),
    )  # fmt: skip
    st.caption(escaped(say("simulate.ends.rule")))
    nowhere = unreachable(tuple(o.name for o in outcomes), run.outcomes.mean)
    if nowhere:
        st.info(escaped(say("simulate.ends.unreachable", names=listed(list(nowhere)))))
    if other is not None:
        st.caption(escaped(say("simulate.ends.ghost", name=other.name)))
    _table(rows, [o.name for o in outcomes], shares, ghost, _error(run, weighing))


def _ladder(run: Run) -> None:
    """Show the ladder, and beneath it the outcomes that it weighs at every step."""
    scenario = state.current()  # a run that was stopped leaves the former one here
    model, told = cached.revised(scenario), cached.update_of(scenario)
    locks = ladder.locks(len(model.belief.ladder))
    outcomes, seen = run.outcomes.mean[0], told.log_likelihood
    ladder.show(
        ladder_data(model, outcomes, scenario, locks, seen, state.version()), LADDER
    )


def _rows(run: Run, weighing: Weighing) -> FloatArray:
    """Return outcomes as weighed, then at each level, shape (1 + K, n_outcomes)."""
    by_level = run.outcomes.mean[0]
    return np.vstack([weighing.p @ by_level, by_level])


def _error(run: Run, weighing: Weighing) -> float:
    """Return the largest standard error of what is weighed."""
    weighed = np.einsum("k,kos->os", weighing.p, run.outcomes.by_scramble[0])
    n = weighed.shape[-1]
    return float((weighed.std(axis=-1, ddof=1) / np.sqrt(n)).max())


def _table(
    rows: list[str],
    outcomes: list[str],
    shares: FloatArray,
    ghost: FloatArray | None,
    error: float,
) -> None:
    """Tell the same in numbers, with the change from the other run."""
    change = np.zeros_like(shares) if ghost is None else shares - ghost
    cells = [
        [escaped(name), *(_cell(x, d) for x, d in zip(row, moved, strict=True))]
        for name, row, moved in zip(rows, shares, change, strict=True)
    ]
    with st.expander(say("simulate.numbers")):
        grid([say("simulate.column.level"), *map(escaped, outcomes)], cells)
        st.caption(say("simulate.ends.error", error=f"{error:.2%}"))


def _cell(share: float, change: float) -> str:
    told = f"{share:.1%}"
    return f"{told} ({100 * change:+.1f})" if abs(change) >= 0.0005 else told
