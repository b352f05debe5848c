"""The path of worlds in compiled loops; see `path`.

`path.path` does a step for all worlds at once, and so reads and writes main memory.
Here a few worlds do all steps, and stay in the cache.
"""

from typing import NamedTuple

import numpy as np

from levels.arrays import BoolArray, FloatArray, IntArray
from simulator.world.compiled.compiling import TILE, compiled
from simulator.world.compiled.elementary import exp, log
from simulator.world.compiled.forest import weigh
from simulator.world.readiness import TINY


class Rules(NamedTuple):
    """What the pack says: the nodes of its trees, and which of them each thing asks.

    The first two nodes are never and always; see `interventions.diagram`.
    """

    nodes: IntArray
    """Row, and nodes where it is ready and where it is not, shape (n_nodes, 3)."""
    roles: IntArray
    """The nodes of slowing and of trust in automated work."""
    tasks: IntArray
    needs: IntArray
    boosts: IntArray
    boosted: BoolArray
    """What each accelerator speeds up, shape (n_boosts, 1 + n_interventions): first
    whether it is all work, then whether it is work of the kind of a row."""
    push: FloatArray
    watched: BoolArray
    """Whether any of this asks for the readiness of a row."""


class Drawn(NamedTuple):
    """What the worlds say, one a place on the last axis."""

    rows: FloatArray
    """Of each intervention, in the order of TODAY and so on."""
    each: FloatArray
    """Of each world, in the order of FREE and so on."""
    tasks: FloatArray
    """Midpoint and share of time of each class, shape (2, n_tasks, n_worlds)."""
    boosts: FloatArray
    more: FloatArray
    """Changes of effort over scale, ordered by portfolio and row."""
    waits: FloatArray
    """Years from the critical date to each that is asked for."""
    spoiled: FloatArray
    """Share of untrusted work that is worth nothing, at the levels of each part."""


TODAY, TOP, AUTOMATABLE, LEAD_TIME, EFFORT = range(5)
(
    FREE,
    SLOWED,
    THRESHOLD,
    WIDTH,
    EXPONENT,
    FASTER,
    COMPUTE,
    UNTRUSTED_USE,
    FIELD_GROWTH,
    FIELD_LIMIT,
    GROUNDWORK,
) = range(11)


class Changes(NamedTuple):
    """When effort changes."""

    first: IntArray
    """The first change of each row, shape (n_portfolios, n_interventions + 1)."""
    start: FloatArray
    grows: BoolArray


class Tile(NamedTuple):
    """Room for a few worlds on their way."""

    missing: FloatArray
    untrusted: FloatArray
    reached: FloatArray
    now: FloatArray
    chance: FloatArray
    outset: FloatArray
    """The chances of today."""
    rate: FloatArray
    each: FloatArray
    """In the order of HALFWAY and so on."""


HALFWAY, SIZE, PACE, SLOWER, DOUBT, SPARE = range(6)


def scratch(n_dates: int, n_rows: int, n_nodes: int) -> Tile:
    """Return room for a few worlds."""
    chance = np.zeros((n_nodes, TILE))
    chance[1] = 1.0
    return Tile(
        missing=np.empty((n_dates, n_rows, TILE)),
        untrusted=np.empty((n_dates, n_rows, TILE)),
        reached=np.zeros((n_dates, TILE)),
        now=np.empty((n_rows, TILE)),
        chance=chance,
        outset=chance.copy(),
        rate=np.empty((n_rows, TILE)),
        each=np.empty((6, TILE)),
    )


@compiled
def walk(
    rules: Rules,
    drawn: Drawn,
    changes: Changes,
    dates: FloatArray,
    tile: Tile,
    column: int,
) -> None:
    """Go through all steps; see `path.path`."""
    nodes, needs, push, watched = rules.nodes, rules.needs, rules.push, rules.watched
    boosts, boosted = rules.boosts, rules.boosted
    rows, each, strength = drawn.rows, drawn.each, drawn.boosts
    missing, untrusted, reached = tile.missing, tile.untrusted, tile.reached
    now, rate, chance, outset = tile.now, tile.rate, tile.chance, tile.outset
    state = tile.each
    _begin(rows, now, missing[0], untrusted[0])
    for step in range(len(dates) - 1):
        years = dates[step + 1] - dates[step]
        middle = dates[step] + years / 2
        weigh(nodes, now, chance, each.shape[1])
        if step == 0:
            outset[:] = chance
        _push(push, rows, now, state)
        _grow(chance[rules.roles[0]], each, state, reached, step, years)
        _able(rules.tasks, drawn.tasks, each, chance, state)
        _research(chance[rules.roles[1]], each, state)
        _field(each, state, years, middle)
        for boost in range(len(boosts)):
            if boosted[boost, 0]:
                gate = boosts[boost]
                _boost(strength[boost], chance[gate], outset[gate], state[PACE])
        _hasten(state, each.shape[1])
        _bear(drawn, changes, column, state[SIZE], middle, rate)
        _spread(rows, state, rate)
        _wait(needs, each[GROUNDWORK], chance, rate)
        for boost in range(len(boosts)):
            for row in np.flatnonzero(boosted[boost, 1:]):
                gate = boosts[boost]
                _boost(strength[boost], chance[gate], outset[gate], rate[row])
        _advance(rate, state[DOUBT], missing, untrusted, step, each.shape[1])
        _ready(watched, rows[TOP], missing[step + 1], now)


@compiled
def _begin(
    rows: FloatArray, now: FloatArray, missing: FloatArray, untrusted: FloatArray
) -> None:
    """Put what holds today."""
    for row in range(len(now)):
        for w in range(rows.shape[2]):
            now[row, w] = rows[TODAY, row, w]
            missing[row, w] = np.log(rows[TOP, row, w] - rows[TODAY, row, w])
            untrusted[row, w] = 0.0


@compiled
def _push(
    push: FloatArray, rows: FloatArray, now: FloatArray, state: FloatArray
) -> None:
    """Put by how much alignment work itself speeds capability up."""
    state[SPARE] = 1.0
    for row in range(len(push)):
        share = push[row]
        if share != 0:
            for w in range(rows.shape[2]):
                state[SPARE, w] += share * (now[row, w] - rows[TODAY, row, w])


@compiled
def _grow(
    slowing: FloatArray,
    each: FloatArray,
    state: FloatArray,
    reached: FloatArray,
    step: int,
    years: float,
) -> None:
    """Let capability grow; see `capability.growth`."""
    for w in range(each.shape[1]):
        free = each[FREE, w] - each[SLOWED, w] * slowing[w]
        state[SPARE, w] *= free * years
    for w in range(each.shape[1]):
        reached[step + 1, w] = reached[step, w] + state[SPARE, w]
    for w in range(each.shape[1]):
        capability = min(reached[step, w] + state[SPARE, w] / 2, each[THRESHOLD, w])
        state[HALFWAY, w] = capability / each[WIDTH, w]


@compiled
def _able(
    gates: IntArray,
    tasks: FloatArray,
    each: FloatArray,
    chance: FloatArray,
    state: FloatArray,
) -> None:
    """Put the share of research time that AI takes over; see `Researcher.does`."""
    state[SPARE] = 0.0
    for task in range(len(gates)):
        gate = gates[task]
        for w in range(each.shape[1]):
            behind = tasks[0, task, w] - state[HALFWAY, w]
            able = tasks[1, task, w] / (1 + exp(2 * behind))
            state[SPARE, w] += able * chance[gate, w]


@compiled
def _research(trusted: FloatArray, each: FloatArray, state: FloatArray) -> None:
    """Put what automation adds; see `automation.research_yield`."""
    for w in range(each.shape[1]):
        state[SPARE, w] = log(1 + state[SPARE, w] * each[FASTER, w])
    for w in range(each.shape[1]):
        gain = exp(state[SPARE, w] / each[EXPONENT, w]) - 1
        state[SPARE, w] = gain * each[COMPUTE, w]
    for w in range(each.shape[1]):
        untrusted = each[UNTRUSTED_USE, w] * (1 - trusted[w])
        gain = state[SPARE, w]
        multiplier = 1 + (trusted[w] + untrusted) * gain
        state[DOUBT, w] = untrusted * gain / multiplier
        state[SLOWER, w] = 1 / multiplier - 1


@compiled
def _field(each: FloatArray, state: FloatArray, years: float, date: float) -> None:
    """Put the size of the field, and the pace of work; see `readiness.field_size`."""
    for w in range(each.shape[1]):
        size = max(exp(each[FIELD_GROWTH, w] * date), TINY)
        state[SIZE, w] = min(size, each[FIELD_LIMIT, w])
    for w in range(each.shape[1]):
        state[PACE, w] = -years * state[SIZE, w]


@compiled
def _boost(
    strength: FloatArray, chance: FloatArray, outset: FloatArray, speed: FloatArray
) -> None:
    """Let an accelerator that has become readier speed something up."""
    for w in range(len(strength)):
        speed[w] *= 1 + strength[w] * (chance[w] - outset[w])


@compiled
def _hasten(state: FloatArray, few: int) -> None:
    """Turn the pace into the time that work takes; see `automation.manual_work`."""
    for w in range(few):
        state[PACE, w] = 1 / state[PACE, w]
    for w in range(few):
        state[SLOWER, w] *= state[PACE, w]


@compiled
def _bear(
    drawn: Drawn,
    changes: Changes,
    column: int,
    size: FloatArray,
    date: float,
    rate: FloatArray,
) -> None:
    """Put the effort that bears on each row; see `effort.Effort.at`."""
    rows, more = drawn.rows, drawn.more
    first, start, grows = changes.first[column], changes.start, changes.grows
    for row in range(len(rate)):
        for w in range(rows.shape[2]):
            rate[row, w] = rows[EFFORT, row, w]
        for change in range(first[row], first[row + 1]):
            since = date - start[change]
            if since > 0:
                for w in range(rows.shape[2]):
                    lead = rows[LEAD_TIME, row, w]
                    borne = 1.0 if lead == 0 else min(12 * since / lead, 1.0)
                    share = borne if grows[change] else borne / size[w]
                    rate[row, w] += more[change, w] * share


@compiled
def _spread(rows: FloatArray, state: FloatArray, rate: FloatArray) -> None:
    """Let work take its time (Amdahl); see `automation.manual_work`."""
    for row in range(len(rate)):
        for w in range(rows.shape[2]):
            time = rows[AUTOMATABLE, row, w] * state[SLOWER, w] + state[PACE, w]
            rate[row, w] /= time


@compiled
def _wait(
    needs: IntArray, groundwork: FloatArray, chance: FloatArray, rate: FloatArray
) -> None:
    """Let all but the groundwork wait for prerequisites."""
    for row in range(len(rate)):
        gate = needs[row]
        if gate != 1:
            for w in range(len(groundwork)):
                waiting = (1 - groundwork[w]) * chance[gate, w]
                rate[row, w] *= groundwork[w] + waiting


@compiled
def _advance(
    rate: FloatArray,
    doubt: FloatArray,
    missing: FloatArray,
    untrusted: FloatArray,
    step: int,
    few: int,
) -> None:
    """Let what is missing decay."""
    for row in range(len(rate)):
        for w in range(few):
            changed = rate[row, w]
            missing[step + 1, row, w] = missing[step, row, w] + changed
            changed *= doubt[w]
            untrusted[step + 1, row, w] = untrusted[step, row, w] + changed


@compiled
def _ready(
    watched: BoolArray, top: FloatArray, missing: FloatArray, now: FloatArray
) -> None:
    """Put the readiness that is asked for; the rest does not matter."""
    for row in range(len(watched)):
        if watched[row]:
            for w in range(top.shape[1]):
                now[row, w] = top[row, w] - exp(missing[row, w])
