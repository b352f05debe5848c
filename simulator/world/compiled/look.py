"""The moments of worlds in compiled loops; see `ending.moments`."""

from typing import NamedTuple

import numpy as np

from levels.arrays import FloatArray, IntArray
from simulator.world.compiled.compiling import compiled
from simulator.world.compiled.elementary import exp
from simulator.world.compiled.walk import (
    AUTOMATABLE,
    THRESHOLD,
    TOP,
    Changes,
    Drawn,
    Rules,
    Tile,
    walk,
)


class Asked(NamedTuple):
    """What is asked of a path."""

    dates: FloatArray
    """The steps, in years; the last is the horizon."""
    counts: IntArray
    """On how many dates, the first ones, the readiness of each intervention is asked
    for at the levels of each part, shape (n_parts, n_interventions)."""


class Found(NamedTuple):
    """Where the moments are put; see `ending.Moments`."""

    critical: FloatArray
    dates: FloatArray
    readiness: FloatArray
    """Shape (n_parts, n_interventions, n_dates, n_portfolios, n_worlds)."""


@compiled
def moments(
    rules: Rules,
    drawn: Drawn,
    changes: Changes,
    asked: Asked,
    tile: Tile,
    found: Found,
) -> None:
    """Run the worlds under each portfolio, and put their moments into `found`."""
    n_portfolios, n_worlds = found.critical.shape
    width = tile.each.shape[1]
    for start in range(0, n_worlds, width):
        few = _some(drawn, start, min(start + width, n_worlds))
        for column in range(n_portfolios):
            walk(rules, few, changes, asked.dates, tile, column)
            _look(few, asked, tile, found, (column, start))


@compiled
def _some(drawn: Drawn, start: int, stop: int) -> Drawn:
    """Return some of the worlds, close together."""
    return Drawn(
        drawn.rows[:, :, start:stop].copy(),
        drawn.each[:, start:stop].copy(),
        drawn.tasks[:, :, start:stop].copy(),
        drawn.boosts[:, start:stop].copy(),
        drawn.more[:, start:stop].copy(),
        drawn.waits[:, start:stop].copy(),
        drawn.spoiled[:, start:stop].copy(),
    )


@compiled
def _look(
    drawn: Drawn,
    asked: Asked,
    tile: Tile,
    found: Found,
    where: tuple[int, int],
) -> None:
    """Put the dates and what is really ready at them; see `Path.really_at`."""
    column, start = where
    rows, spoiled, counts, dates = drawn.rows, drawn.spoiled, asked.counts, asked.dates
    few, around = rows.shape[2], tile.each
    place, part = np.empty(few, dtype=np.int64), np.empty(few)
    critical = found.critical[column, start : start + few]
    _cross(drawn.each[THRESHOLD], dates, tile.reached, critical)
    for n in range(len(drawn.waits)):
        there = found.dates[n, column, start : start + few]
        _place(critical, drawn.waits[n], dates, there, place, part)
        for row in range(rows.shape[1]):
            if counts[:, row].max() > n:
                _surround(tile.missing, tile.untrusted, place, row, around)
            for share in range(len(counts)):
                if counts[share, row] > n:
                    ready = found.readiness[share, row, n, column, start : start + few]
                    lost = spoiled[share]
                    _between(lost, rows[AUTOMATABLE, row], around, part, ready)
                    for w in range(few):
                        ready[w] = rows[TOP, row, w] - ready[w]


@compiled
def _place(
    critical: FloatArray,
    waits: FloatArray,
    dates: FloatArray,
    there: FloatArray,
    place: IntArray,
    part: FloatArray,
) -> None:
    """Put the dates, the steps that end after them, and where in the steps they lie."""
    last = len(dates) - 1
    for w in range(len(waits)):
        date = min(min(critical[w], dates[last]) + waits[w], dates[last])
        step = min(max(np.searchsorted(dates, date, side="right"), 1), last)
        share = (date - dates[step - 1]) / (dates[step] - dates[step - 1])
        there[w], place[w], part[w] = date, step, min(max(share, 0.0), 1.0)


@compiled
def _surround(
    missing: FloatArray,
    untrusted: FloatArray,
    place: IntArray,
    row: int,
    around: FloatArray,
) -> None:
    """Put what a row is before and after the dates."""
    for w in range(len(place)):
        around[0, w] = missing[place[w] - 1, row, w]
        around[1, w] = missing[place[w], row, w]
        around[2, w] = untrusted[place[w] - 1, row, w]
        around[3, w] = untrusted[place[w], row, w]


@compiled
def _cross(
    threshold: FloatArray, dates: FloatArray, reached: FloatArray, critical: FloatArray
) -> None:
    """Put when capability becomes dangerous; see `capability.critical_date`."""
    last = len(dates) - 1
    for w in range(len(threshold)):
        below = 0
        for date in range(len(dates)):
            below += reached[date, w] < threshold[w]
        after = min(max(below, 1), last)
        before, step = reached[after - 1, w], dates[after] - dates[after - 1]
        share = (threshold[w] - before) / (reached[after, w] - before)
        crossed = dates[after - 1] + min(max(share, 0.0), 1.0) * step
        critical[w] = np.inf if below > last else crossed


@compiled
def _between(
    spoiled: FloatArray,
    automatable: FloatArray,
    around: FloatArray,
    part: FloatArray,
    missing: FloatArray,
) -> None:
    """Put what is really missing between two steps where a share is spoiled."""
    for w in range(len(missing)):
        lost = spoiled[w] * automatable[w]
        early = exp(around[0, w] - lost * around[2, w])
        late = exp(around[1, w] - lost * around[3, w])
        missing[w] = early + (late - early) * part[w]
