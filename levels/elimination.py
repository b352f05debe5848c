"""Variable elimination, planned once for a network and run for batches of evidence.

Given the level, the latent variables are summed out one by one [1]_, in an order chosen
when the plan is made. All rows of a batch, each with its own observations, go through
each step together.

The products over items are taken in logarithms and, where it is safe, the sums on plain
numbers, which is exact to rounding and faster: no factor exceeds 1, so what underflow
loses is below the smallest double, and a row is safe if its result is far above that
(`_SAFE`). Rows that are not are done again, all in logarithms.

References
----------
.. [1] Koller, D., & Friedman, N. (2009). Probabilistic graphical models, chapter 9.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from levels.arrays import FloatArray, IntArray

LEVEL = 0
_IMPOSSIBLE = -1e200  # stands for log 0, so that 0 times log 0 is 0
_SAFE = 1e-250  # what underflow can lose is below 1e-300
_TINY = 1e-300  # stands for weights that are all zero
_BLOCK_CELLS = 1 << 16  # tables of a block stay in the cache
_MOST_CELLS = 1 << 24  # 128 MB

Scope = tuple[int, ...]
Table = tuple[Scope, FloatArray]


@dataclass(frozen=True, eq=False)
class Plan:
    """What is fixed once the network is: its factors, and the order of the sums.

    The columns are the items and then the facts themselves, each told by weights of
    (seen, not seen). Columns whose parents are among those of one of them share a
    factor; `order` brings them side by side.
    """

    n_levels: int
    order: IntArray
    factors: "tuple[_Factor, ...]"
    tables: "_Tables"
    offsets: FloatArray
    constants: tuple[FloatArray, ...]
    steps: "tuple[_Step, ...]"
    largest: int

    def log_likelihoods(
        self, weights: FloatArray, facts: FloatArray | None = None
    ) -> FloatArray:
        """Return ln P(observations | level); see `Network.log_likelihoods`."""
        if facts is None:
            n_facts = len(self.order) - weights.shape[1]
            facts = np.ones((len(weights), n_facts, 2))
        result = np.empty((len(weights), self.n_levels))
        for rows in _blocks(len(weights), self.largest):
            both = np.concatenate([weights[rows], facts[rows]], axis=1)
            result[rows] = self._block(both).T
        return result

    def _block(self, weights: FloatArray) -> FloatArray:
        cells, scale = self._log_cells(weights)
        likelihood = self._run(np.exp(cells), self.constants, np.multiply, np.add)
        with np.errstate(divide="ignore"):
            logs: FloatArray = np.log(likelihood)
        if likelihood.min() < _SAFE:
            again = (likelihood < _SAFE).any(axis=0)
            constants = [_log(table) for table in self.constants]
            logs[:, again] = self._run(cells[:, again], constants, np.add, np.logaddexp)
            logs[logs < _IMPOSSIBLE / 2] = -np.inf
        return logs + scale

    def _log_cells(self, weights: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return the log of every factor's cells, and what to add to each row.

        The cells, of shape (n_cells, n_rows), are of weights of 1 at most.
        """
        one, zero = weights == 1, weights == 0
        plain = one & zero[..., ::-1]
        chosen = plain.take(self.order, axis=1).reshape(len(weights), -1).T
        chosen = chosen.astype(float)
        cells = np.empty((len(self.offsets), len(weights)))
        for factor in self.factors:
            # Many small products: a large one would wait for all processors.
            np.matmul(factor.logs, chosen[factor.columns], out=cells[factor.cells])
        cells += self.offsets
        scale = np.zeros(len(weights))
        virtual = ~(plain[..., 0] | plain[..., 1] | (one[..., 0] & one[..., 1]))
        if virtual.any():
            rows, columns = np.nonzero(virtual)
            soft = weights[rows, columns]
            most = np.maximum(soft.max(axis=1), _TINY)
            np.add.at(scale, rows, np.log(most))
            self.tables.add(cells, rows, columns, soft / most[:, None])
        return cells, scale

    def _run(
        self,
        cells: FloatArray,
        constants: Sequence[FloatArray],
        times: np.ufunc,
        plus: np.ufunc,
    ) -> FloatArray:
        """Run the steps with the given product and sum; shape (K, n_rows)."""
        tables = [*(cells[factor.cells] for factor in self.factors), *constants]
        for step in self.steps:
            table: FloatArray = reduce(
                times, [tables[i].reshape(shape) for i, shape in step.inputs]
            )
            if step.halves:
                yes, no = step.halves
                table = plus(table[yes], table[no])
            tables.append(table)
        return tables[-1]


@dataclass(frozen=True, eq=False)
class _Factor:
    """The logs of the tables of some columns, seen and not seen in turn.

    `cells` and `columns` say where they stand among all cells, and among all columns
    in order, each of which counts twice.
    """

    logs: FloatArray
    cells: slice
    columns: slice


@dataclass(frozen=True, eq=False)
class _Tables:
    """The tables of the columns one after the other, and where each has its cells."""

    chances: FloatArray
    first: IntArray
    sizes: IntArray
    cells: IntArray

    def add(
        self, cells: FloatArray, rows: IntArray, columns: IntArray, soft: FloatArray
    ) -> None:
        """Add the log of some tables, weighted (seen, not seen), to rows of cells."""
        sizes = self.sizes[columns]
        entry = np.repeat(np.arange(len(columns)), sizes)
        within = np.arange(len(entry)) - (np.cumsum(sizes) - sizes)[entry]
        p = self.chances[self.first[columns][entry] + within]
        weighted = p * soft[entry, 0] + (1 - p) * soft[entry, 1]
        where = (self.cells[columns][entry] + within) * cells.shape[1] + rows[entry]
        np.add.at(cells.reshape(-1), where, _log(weighted))


@dataclass(frozen=True, eq=False)
class _Step:
    """Multiply some factors, sum one variable out, keep the result as a factor.

    `inputs` are indices of factors with their shapes in the product. `halves` are the
    parts of it in which the variable is yes, and no; the last step has none.
    """

    inputs: tuple[tuple[int, tuple[int, ...]], ...]
    halves: tuple[tuple[slice | int, ...], ...] = ()


def plan(
    items: Iterable[Table], fact_given_level: FloatArray, group_transfers: FloatArray
) -> Plan:
    """Return how to sum out the facts and groups of a network.

    Parameters
    ----------
    items : iterable of (parents, table)
        P(seen | parents), each axis ordered yes, no. Variable 0 is the level, then come
        the facts, then the groups.
    fact_given_level : ndarray, shape (n_facts, K)
    group_transfers : ndarray, shape (n_groups,)

    Raises
    ------
    ValueError
        If a table would need more than 128 MB.
    """
    n_facts, n_levels = fact_given_level.shape
    shown = [((1 + index,), np.array([1.0, 0.0])) for index in range(n_facts)]
    columns = [_flat(parents, table) for parents, table in (*items, *shown)]
    scopes = _widest(parents for parents, _ in columns)
    constants: dict[Scope, FloatArray] = {
        (LEVEL, 1 + index): np.stack([p, 1 - p], axis=1)[..., None]
        for index, p in enumerate(fact_given_level)
    }
    constants = constants or {(LEVEL,): np.ones((n_levels, 1))}
    steps, largest = _steps([*scopes, *constants], n_levels)
    hosts = [_host(parents, scopes) for parents, _ in columns]
    _check(largest, sum(2 ** (1 + len(scopes[host])) for host in hosts))
    tables = [_spread(c, scopes[h]) for c, h in zip(columns, hosts, strict=True)]
    factors = tuple(_factors(tables, hosts))
    sizes = np.array([len(table) for table in tables], dtype=int)
    return Plan(
        n_levels=n_levels,
        order=np.argsort(np.array(hosts, dtype=int), kind="stable"),
        factors=factors,
        tables=_Tables(
            chances=np.concatenate([np.empty(0), *tables]),
            first=np.cumsum(sizes) - sizes,
            sizes=sizes,
            cells=np.array([factors[host].cells.start for host in hosts], dtype=int),
        ),
        offsets=_offsets(scopes, group_transfers, 1 + n_facts),
        constants=tuple(constants.values()),
        steps=tuple(steps),
        largest=largest,
    )


def _check(*n_cells: int) -> None:
    if max(n_cells) > _MOST_CELLS:
        msg = f"a table must have at most {_MOST_CELLS:,} cells, got {max(n_cells):,}"
        raise ValueError(msg)


def _flat(parents: Scope, table: FloatArray) -> Table:
    """Return the parents in order, and the table flat in that order."""
    order = np.argsort(parents, kind="stable")
    scope = tuple(int(parents[i]) for i in order)
    return scope, table.transpose(order).reshape(-1)


def _widest(scopes: Iterable[Scope]) -> list[Scope]:
    """Return the scopes that are not part of another."""
    different = {scope: frozenset(scope) for scope in sorted(set(scopes))}
    return [
        scope
        for scope, variables in different.items()
        if not any(variables < other for other in different.values())
    ]


def _host(scope: Scope, scopes: Sequence[Scope]) -> int:
    """Return which of the scopes is the smallest that includes a scope."""
    around = [i for i, other in enumerate(scopes) if set(scope) <= set(other)]
    return min(around, key=lambda i: len(scopes[i]))


def _spread(table: Table, around: Scope) -> FloatArray:
    """Return a flat table over a scope as one over a scope around it."""
    scope, chances = table
    shape = [2 if variable in scope else 1 for variable in around]
    return np.broadcast_to(chances.reshape(shape), (2,) * len(around)).reshape(-1)


def _factors(tables: Sequence[FloatArray], hosts: Sequence[int]) -> Iterator[_Factor]:
    """Return the factor of each host; its columns stand side by side."""
    cell = column = 0
    for host in sorted(set(hosts)):
        own = [table for table, h in zip(tables, hosts, strict=True) if h == host]
        p = np.stack(own, axis=1)
        logs = np.stack([_log(p), _log(1 - p)], axis=2).reshape(len(p), -1)
        end = cell + len(p), column + 2 * len(own)
        yield _Factor(logs, slice(cell, end[0]), slice(column, end[1]))
        cell, column = end


def _offsets(
    scopes: Sequence[Scope], group_transfers: FloatArray, first: int
) -> FloatArray:
    """Return the log of the groups' priors, each once, in the cells of the scopes.

    A group that no scope holds makes no difference.
    """
    offsets = [np.zeros(2 ** len(scope)) for scope in scopes]
    held = {variable for scope in scopes for variable in scope}
    for group, p in enumerate(group_transfers, first):
        if group in held:
            host = _host((group,), scopes)
            prior = ((group,), np.array([p, 1 - p]))
            offsets[host] += _log(_spread(prior, scopes[host]))
    return np.concatenate([np.empty(0), *offsets])[:, None]


def _steps(scopes: Sequence[Scope], n_levels: int) -> tuple[list[_Step], int]:
    """Choose the order of elimination: the least work first, ties by index."""
    live = dict(enumerate(scopes))
    steps, largest, made = [], n_levels, len(scopes)

    def size(scope: Scope) -> int:
        return math.prod(n_levels if v == LEVEL else 2 for v in scope)

    def union(variable: int) -> Scope:
        return tuple(sorted({v for s in live.values() if variable in s for v in s}))

    def work(variable: int) -> int:
        return size(union(variable)) * sum(variable in s for s in live.values())

    costs = {v: work(v) for v in {v for scope in scopes for v in scope} - {LEVEL}}
    while costs:
        variable = min(costs, key=lambda v: (costs[v], v))
        scope = union(variable)
        inputs = tuple(i for i, s in live.items() if variable in s)
        shapes = _shapes(inputs, live, scope, n_levels)
        before = (slice(None),) * scope.index(variable)
        steps.append(_Step(shapes, ((*before, 0), (*before, 1))))
        for i in inputs:
            del live[i]
        live[made] = tuple(v for v in scope if v != variable)
        largest = max(largest, size(scope))
        made += 1
        del costs[variable]
        costs.update({v: work(v) for v in scope if v in costs})
    steps.append(_Step(_shapes(tuple(live), live, (LEVEL,), n_levels)))
    return steps, largest


def _shapes(
    inputs: Sequence[int], live: Mapping[int, Scope], scope: Scope, n_levels: int
) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """Return each input with its shape in a product over the scope, the batch last."""
    sizes = [n_levels if v == LEVEL else 2 for v in scope]
    return tuple(
        (
            i,
            (
                *(s if v in live[i] else 1 for v, s in zip(scope, sizes, strict=True)),
                -1,
            ),
        )
        for i in inputs
    )


def _blocks(n_rows: int, largest: int) -> Iterator[slice]:
    size = max(16, _BLOCK_CELLS // largest)
    return (slice(start, start + size) for start in range(0, n_rows, size))


def _log(p: FloatArray) -> FloatArray:
    with np.errstate(divide="ignore"):
        logs: FloatArray = np.maximum(np.log(p), _IMPOSSIBLE)
    return logs
