"""The research agenda: which proposed tests to run first, and what they cannot tell."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from levels.arrays import FloatArray
from levels.discriminability import FalseComfort, bayes_errors, false_comforts
from levels.network import Item, Network
from simulator.choice.information import Information
from simulator.proposed import Proposal


@dataclass(frozen=True, eq=False)
class Proposed:
    """A proposed test on the agenda.

    Parameters
    ----------
    index : int
        Which of the proposals.
    evsi, standard_error : float
        In the unit of the payoff; 0 if it arrives too late.
    cost : float
        In million USD.
    arrival : float
        In months.
    late : bool
    errors : ndarray, shape (K, K)
        The least chance of error in telling two levels apart by its result; 0.5 where
        it cannot.
    comforts : tuple of FalseComfort
        Levels between which its good result would say nothing.
    """

    index: int
    evsi: float
    standard_error: float
    cost: float
    arrival: float
    late: bool
    errors: FloatArray
    comforts: tuple[FalseComfort, ...]

    @property
    def value_per_cost(self) -> float:
        """Value of the result per million USD; one that costs nothing comes first."""
        if self.cost > 0:
            return self.evsi / self.cost
        return float("inf") if self.evsi > 0 else 0.0


def agenda(
    network: Network, tests: Sequence[Proposal], found: Information
) -> tuple[Proposed, ...]:
    """Return the proposed tests, the most value for its cost first.

    Ties stand in the order of the catalog. Value and cost have different units, so a
    ratio orders tests but does not say whether one is worth its cost.

    Parameters
    ----------
    network : Network
    tests : sequence of Proposal
    found : Information
        Of these tests, in this order.
    """
    tried = trial(network, tests)
    rows = [
        Proposed(
            index=n,
            evsi=float(found.tests[n]),
            standard_error=float(found.tests_error[n]),
            cost=test.cost.value,
            arrival=test.arrival.value,
            late=bool(found.late[n]),
            errors=bayes_errors(tried, [test.id]),
            comforts=tuple(false_comforts(tried, test.id)),
        )
        for n, test in enumerate(tests)
    ]
    return tuple(sorted(rows, key=lambda row: -row.value_per_cost))


def trial(network: Network, tests: Sequence[Proposal]) -> Network:
    """Return the network with the proposed tests in the place of the evidence.

    Parameters
    ----------
    network : Network
    tests : sequence of Proposal
    """
    return replace(network, items=tuple(_item(network, test) for test in tests))


def _item(network: Network, test: Proposal) -> Item:
    table = np.array([test.if_true[0], test.if_false[0]])
    return Item(test.id, (1 + network.facts.index(test.fact),), table)
