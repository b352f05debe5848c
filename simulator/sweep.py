"""A sweep: portfolios under many assumptions and structures, each with its outcomes.

A structure is a set of changes with a name: how the world works, rather than how large
a number is. A case is one structure with one value for each assumption. The work is cut
into pieces, a few scrambles of one case, that know nothing of each other; each gives
the bytes that the simulation as a whole would give, wherever it is run.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product

from interventions.portfolio import Portfolio
from levels.arrays import FloatArray
from levels.document import Document
from simulator.assumption import Triple
from simulator.model import Model, model
from simulator.revision import revised
from simulator.scenario import Scenario
from simulator.scenario import address as at
from simulator.world.engine import Engine, engine
from simulator.world.sampling import SCRAMBLES, UNCERTAIN
from simulator.world.simulation import draws_of, simulate

PIECE = 1 << 16
"""Worlds times portfolios of a piece, about three seconds of work."""


@dataclass(frozen=True, eq=False)
class Sweep:
    """What is run.

    Parameters
    ----------
    scenario : Scenario
        Of which worlds, months, seed, utilities and changes hold for all cases.
    portfolios : mapping of str to Portfolio
        By name.
    structures : mapping of str to mapping
        By name: value, low and high by address.
    assumptions : mapping of str to tuple of float
        The values of each, by address; they are combined in all ways.
    """

    scenario: Scenario
    portfolios: Mapping[str, Portfolio]
    structures: Mapping[str, Mapping[str, Triple]]
    assumptions: Mapping[str, tuple[float, ...]]

    @property
    def n_cases(self) -> int:
        """How many cases there are."""
        number = len(self.structures)
        for values in self.assumptions.values():
            number *= len(values)
        return number

    @property
    def n_runs(self) -> int:
        """Worlds times portfolios of all cases."""
        return self.n_cases * len(self.portfolios) * self.scenario.worlds

    def cases(self) -> Iterator["Case"]:
        """Return the cases, in the order of the structures and of the values."""
        rows = product(self.structures, product(*self.assumptions.values()))
        for number, (structure, values) in enumerate(rows):
            given = dict(zip(self.assumptions, values, strict=True))
            yield Case(number, structure, given)


@dataclass(frozen=True)
class Case:
    """A structure with one value for each assumption.

    Parameters
    ----------
    number : int
    structure : str
    assumptions : mapping of str to float
        By address.
    """

    number: int
    structure: str
    assumptions: Mapping[str, float]


@dataclass(frozen=True)
class Job:
    """What all pieces of a sweep share, as plain values that travel to other machines.

    Parameters
    ----------
    digest : str
        Of the pack.
    worlds, months, seed : int
    portfolios : tuple of Portfolio
    documents : mapping of str to Document
        The pack's catalogs.
    """

    digest: str
    worlds: int
    months: int
    seed: int
    portfolios: tuple[Portfolio, ...] = field(hash=False)
    documents: Mapping[str, Document] = field(hash=False, compare=False)


@dataclass(frozen=True)
class Piece:
    """Some scrambles of one case.

    Parameters
    ----------
    case : int
    parameters : mapping of str to float
        Held at a value; see `Scenario`.
    changes : tuple of (str, triple)
    first, count : int
        Scrambles.
    """

    case: int
    parameters: Mapping[str, float]
    changes: tuple[tuple[str, Triple], ...]
    first: int
    count: int


def job(sweep: Sweep, model: Model) -> Job:
    """Return what all pieces share."""
    scenario = sweep.scenario
    return Job(
        digest=model.digest,
        worlds=scenario.worlds,
        months=scenario.months,
        seed=scenario.seed,
        portfolios=tuple(sweep.portfolios.values()),
        documents=model.documents,
    )


def pieces(sweep: Sweep) -> Iterator[Piece]:
    """Return the pieces of all cases, in their order."""
    scrambles = min(SCRAMBLES, sweep.scenario.worlds)
    count = pieces_of_a_case(sweep)
    each = scrambles // count
    for case in sweep.cases():
        parameters, changes = settings(sweep, case)
        for first in range(0, scrambles, each):
            yield Piece(case.number, parameters, changes, first, each)


def pieces_of_a_case(sweep: Sweep) -> int:
    """Return into how many pieces a case is cut: a power of two."""
    scrambles = min(SCRAMBLES, sweep.scenario.worlds)
    wanted = -(-sweep.scenario.worlds * len(sweep.portfolios) // PIECE)
    return min(scrambles, 1 << (wanted - 1).bit_length())


def settings(
    sweep: Sweep, case: Case
) -> tuple[dict[str, float], tuple[tuple[str, Triple], ...]]:
    """Return the parameters that a case holds, and what else it changes.

    Numbers that are drawn are held, which costs nothing; others need an engine of
    their own. What a structure changes is held by the scenario no longer.
    """
    structure, held = sweep.structures[case.structure], sweep.scenario.parameters
    parameters = {name: x for name, x in held.items() if at(name) not in structure}
    changes = {**sweep.scenario.changes, **structure}
    for address, value in case.assumptions.items():
        name = drawn(address)
        if name is None:
            changes[address] = (value, value, value)
        else:
            parameters[name] = value
    return parameters, tuple(changes.items())


def drawn(address: str) -> str | None:
    """Return the name by which a number is held in worlds, if it is drawn.

    Examples
    --------
    >>> drawn("parameters.delivered"), drawn("interventions.debate.scale")
    ('delivered', 'debate.scale')
    >>> drawn("interventions.debate.cost") is None
    True
    """
    kind, _, rest = address.partition(".")
    is_field = kind == "interventions" and rest.rpartition(".")[2] in UNCERTAIN
    return rest if kind == "parameters" or is_field else None


def outcomes(job: Job, piece: Piece, threads: int | None = None) -> FloatArray:
    """Run a piece.

    Returns
    -------
    ndarray, shape (n_portfolios, K, n_outcomes, n_scrambles)

    Raises
    ------
    ValueError
        If a change breaks a rule of the pack, or leads to no numbers.
    """
    ready = _engine(job, piece.changes)
    worlds = draws_of(ready.model, job.worlds, job.seed, piece.parameters)
    some = worlds.only(piece.first, piece.count)
    found = simulate(ready, job.portfolios, some, job.months, threads=threads)
    return found.by_scramble


@lru_cache(maxsize=4)
def _engine(job: Job, changes: tuple[tuple[str, Triple], ...]) -> Engine:
    return engine(revised(_model(job), dict(changes), ()))


@lru_cache(maxsize=2)
def _model(job: Job) -> Model:
    return model(job.documents)
