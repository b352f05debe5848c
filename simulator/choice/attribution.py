"""Attribution: what each intervention of a portfolio adds to what it does.

The players are the interventions to which the portfolio gives other amounts than a
stated baseline; a coalition gives its members what the portfolio gives them, and the
others what the baseline gives them. Like effects, it is known by level and by outcome
and sees no credence and no utilities.
"""

from dataclasses import dataclass

import numpy as np

from interventions.portfolio import Portfolio
from levels.arrays import BoolArray, FloatArray
from simulator.choice.funded import NOTHING, funded, players
from simulator.choice.shapley import (
    MOST_PLAYERS,
    antithetic_shares,
    coalitions,
    members,
    orders,
    weights,
)
from simulator.scenario import Scenario
from simulator.world.engine import Engine
from simulator.world.sampling import Draws
from simulator.world.simulation import Progress, draws_of, simulate, standard_error

_BATCH = 256
"""Portfolios that are simulated together."""


@dataclass(frozen=True)
class Toil:
    """How much work an attribution may be.

    Parameters
    ----------
    worlds : int
        A power of two, for every coalition.
    most_exact : int
        With at most so many players all coalitions are simulated, else a sample.
    pairs : int
        Orders in the sample; each is also taken backward.

    Raises
    ------
    ValueError
        If `most_exact` is over 20, or there are fewer than two pairs.
    """

    worlds: int = 64
    most_exact: int = 11
    pairs: int = 32

    def __post_init__(self) -> None:
        if not 0 <= self.most_exact <= MOST_PLAYERS:
            rule = f"lie in [0, {MOST_PLAYERS}]"
            msg = f"most_exact must {rule}, got {self.most_exact}"
            raise ValueError(msg)
        if not 2 <= self.pairs <= 1 << 16:
            msg = f"pairs must lie in [2, {1 << 16}], got {self.pairs}"
            raise ValueError(msg)


@dataclass(frozen=True, eq=False)
class Attribution:
    """What each intervention adds to P(outcome) at each level.

    Parameters
    ----------
    players : tuple of str
        Ids of the interventions.
    without, whole : ndarray, shape (K, n_outcomes, n_scrambles)
        Outcomes of the baseline, and of the portfolio.
    alone, last : ndarray, shape (n_players, K, n_outcomes)
        What each adds to the baseline, and to all the others.
    by_scramble : ndarray, shape (n_players, K, n_outcomes, n_scrambles)
        Shapley values.
    by_order : ndarray, shape (n_pairs, n_players, K, n_outcomes)
        Of each pair of orders in the sample; none if the values are exact.
    """

    players: tuple[str, ...]
    without: FloatArray
    whole: FloatArray
    alone: FloatArray
    last: FloatArray
    by_scramble: FloatArray
    by_order: FloatArray

    @property
    def is_exact(self) -> bool:
        """Whether every coalition was looked at."""
        return len(self.by_order) == 0


@dataclass(frozen=True, eq=False)
class Shares:
    """Who adds how much to the value of a portfolio.

    Parameters
    ----------
    players : tuple of str
    value, standard_error : ndarray, shape (n_players,)
        Shapley values in units of utility. The error is that from chance in the worlds
        and, if orders were sampled, in these.
    alone, last : ndarray, shape (n_players,)
        What each adds to the baseline, and to all the others.
    by_level : ndarray, shape (n_players, K)
        Shapley values at each level.
    total, total_error : float
        The value of the portfolio over that of the baseline: the sum of `value`.
    is_exact : bool
        Whether every coalition was looked at.
    """

    players: tuple[str, ...]
    value: FloatArray
    standard_error: FloatArray
    alone: FloatArray
    last: FloatArray
    by_level: FloatArray
    total: float
    total_error: float
    is_exact: bool


def attribution(
    engine: Engine,
    scenario: Scenario,
    baseline: Portfolio = NOTHING,
    toil: Toil | None = None,
    progress: Progress | None = None,
) -> Attribution:
    """Return what each intervention of a scenario's portfolio adds.

    Parameters
    ----------
    engine : Engine
    scenario : Scenario
        Its credence, observations, utilities and number of worlds are not looked at.
    baseline : Portfolio
        What the others get. Without one: nothing.
    toil : Toil, optional
    progress : callable, optional
        Called with the share that is done.

    Raises
    ------
    ValueError
        If the portfolio is the baseline, or has parameters that lead to no numbers.
    """
    toil = toil or Toil()
    game = _game(engine, scenario, baseline, toil.worlds)
    n = len(game.players)
    without, whole = game(np.array([[False] * n, [True] * n]))
    one = np.eye(n, dtype=np.bool_)
    find = _exact if n <= toil.most_exact else _sampled
    by_scramble, by_order = find(game, toil, progress)
    return Attribution(
        players=game.players,
        without=without,
        whole=whole,
        alone=(game(one) - without).mean(axis=-1),
        last=(whole - game(~one)).mean(axis=-1),
        by_scramble=by_scramble,
        by_order=by_order,
    )


def shares(found: Attribution, utilities: FloatArray, p: FloatArray) -> Shares:
    """Return who adds how much to the value of a portfolio, the most first.

    Parameters
    ----------
    found : Attribution
    utilities : ndarray, shape (n_outcomes,)
    p : ndarray, shape (K,)
    """
    by_level = found.by_scramble.mean(axis=-1) @ utilities
    worlds = np.einsum("ikos,o,k->is", found.by_scramble, utilities, p)
    sampled = np.einsum("riko,o,k->ir", found.by_order, utilities, p)
    variance = standard_error(worlds) ** 2
    if not found.is_exact:
        variance += standard_error(sampled) ** 2
    gain = np.einsum("kos,o,k->s", found.whole - found.without, utilities, p)
    value = by_level @ p
    first = np.argsort(-value, kind="stable")
    return Shares(
        players=tuple(found.players[i] for i in first),
        value=value[first],
        standard_error=np.sqrt(variance)[first],
        alone=(found.alone @ utilities @ p)[first],
        last=(found.last @ utilities @ p)[first],
        by_level=by_level[first],
        total=float(gain.mean()),
        total_error=float(standard_error(gain)),
        is_exact=found.is_exact,
    )


@dataclass(frozen=True, eq=False)
class _Game:
    """From coalitions to outcomes, shape (n_coalitions, K, n_outcomes, n_scrambles)."""

    engine: Engine
    worlds: Draws
    months: int
    players: tuple[str, ...]
    portfolio: Portfolio
    baseline: Portfolio
    seed: int

    def __call__(self, some: BoolArray, progress: Progress | None = None) -> FloatArray:
        parts = []
        for start in range(0, len(some), _BATCH):
            tried = [self._funded(row) for row in some[start : start + _BATCH]]
            found = simulate(self.engine, tried, self.worlds, self.months)
            parts.append(found.by_scramble)
            if progress is not None:
                progress(min(start + _BATCH, len(some)) / len(some))
        return np.concatenate(parts)

    def _funded(self, row: BoolArray) -> Portfolio:
        names = {name for name, member in zip(self.players, row, strict=True) if member}
        return funded(self.portfolio, self.baseline, names)


def _game(
    engine: Engine, scenario: Scenario, baseline: Portfolio, n_worlds: int
) -> _Game:
    model = engine.model
    portfolio = scenario.allocation(model)
    found = players(portfolio, baseline, model.means.ids)
    if not found:
        msg = "a portfolio must differ from its baseline, got the same amounts"
        raise ValueError(msg)
    return _Game(
        engine=engine,
        worlds=draws_of(model, n_worlds, scenario.seed, scenario.parameters),
        months=scenario.months,
        players=found,
        portfolio=portfolio,
        baseline=baseline,
        seed=scenario.seed,
    )


def _exact(
    game: _Game,
    toil: Toil,  # noqa: ARG001  of no use where all coalitions are looked at
    progress: Progress | None,
) -> tuple[FloatArray, FloatArray]:
    n = len(game.players)
    parts = list(coalitions(n))
    by_scramble = np.zeros(1)
    for number, numbers in enumerate(parts):
        some = members(numbers, n)
        value = game(some, _within(progress, number, len(parts)))
        by_scramble = by_scramble + np.tensordot(weights(some), value, axes=(0, 0))
    return by_scramble, np.zeros((0, *by_scramble.shape[:-1]))


def _sampled(
    game: _Game, toil: Toil, progress: Progress | None
) -> tuple[FloatArray, FloatArray]:
    rng = np.random.default_rng(game.seed)
    order = orders(len(game.players), toil.pairs, rng)
    found = antithetic_shares(lambda some: game(some, progress), order)
    return found.mean(axis=0), found.mean(axis=-1)


def _within(progress: Progress | None, number: int, parts: int) -> Progress | None:
    """Return what tells of the whole while one of its parts is done."""
    if progress is None:
        return None
    return lambda done: progress((number + done) / parts)
