"""The Bayesian network of levels, latent facts, groups and evidence.

    level -> facts -> evidence <- groups

A fact depends on the level; a group on nothing; an item of evidence on any number of
facts and groups. Inference is exact, by variable elimination.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain

import numpy as np

from levels.arrays import FloatArray
from levels.elimination import Plan, Scope, plan
from levels.evidence import Observation

NODE = "level"  # the level's name as a node


@dataclass(frozen=True, eq=False)
class Item:
    """An item of evidence as a node.

    Parameters
    ----------
    id : str
    parents : tuple of int
        Indices of its facts and groups among the network's variables.
    table : ndarray, shape (2,) * n_parents
        P(seen | parents), each axis ordered yes, no.
    """

    id: str
    parents: Scope
    table: FloatArray


@dataclass(frozen=True, eq=False)
class Network:
    """A Bayesian network over K levels.

    Variable 0 is the level, then come the facts, then the groups.

    Parameters
    ----------
    levels : tuple of str
        Ids of the levels.
    facts, groups : tuple of str
        Ids of the latent variables, all binary.
    fact_given_level : ndarray, shape (n_facts, K)
        P(fact | level).
    group_transfers : ndarray, shape (n_groups,)
        P(group).
    items : tuple of Item

    Raises
    ------
    ValueError
        If the evidence ties so many variables together that exact inference would
        need more than 128 MB for one table.

    Examples
    --------
    >>> network = Network(
    ...     levels=("easy", "hard"),
    ...     facts=("f",),
    ...     groups=(),
    ...     fact_given_level=np.array([[0.8, 0.3]]),
    ...     group_transfers=np.empty(0),
    ...     items=(Item("report", (1,), np.array([0.9, 0.2])),),
    ... )
    >>> np.exp(network.log_likelihood({"report": Observation(1, 0)})).round(2).tolist()
    [0.76, 0.41]
    """

    levels: tuple[str, ...]
    facts: tuple[str, ...]
    groups: tuple[str, ...]
    fact_given_level: FloatArray
    group_transfers: FloatArray
    items: tuple[Item, ...]
    _columns: dict[str, int] = field(init=False, repr=False)
    _plan: Plan = field(init=False, repr=False)

    def __post_init__(self) -> None:
        columns = {item.id: column for column, item in enumerate(self.items)}
        items = [(item.parents, item.table) for item in self.items]
        order = plan(items, self.fact_given_level, self.group_transfers)
        object.__setattr__(self, "_columns", columns)
        object.__setattr__(self, "_plan", order)

    @property
    def item_ids(self) -> tuple[str, ...]:
        """Ids of the items, in the order of the weights' columns."""
        return tuple(self._columns)

    def weights(self, observations: Mapping[str, Observation]) -> FloatArray:
        """Return the weights (seen, not seen) of every item for one row.

        Returns
        -------
        ndarray, shape (n_items, 2)

        Raises
        ------
        ValueError
            If an observation names no item.
        """
        weights = np.ones((len(self.items), 2))
        try:
            columns = [self._columns[name] for name in observations]
        except KeyError as error:
            msg = f"an observation must name an item of evidence, got {error}"
            raise ValueError(msg) from None
        pairs = np.fromiter(chain.from_iterable(observations.values()), dtype=float)
        weights[columns] = pairs.reshape(-1, 2)
        return weights

    def log_likelihood(self, observations: Mapping[str, Observation]) -> FloatArray:
        """Return ln P(observations | level).

        Returns
        -------
        ndarray, shape (K,)
            In nats; -inf where the observations are impossible.
        """
        row = self.weights(observations)[None]
        log_likelihood: FloatArray = self.log_likelihoods(row)[0]
        return log_likelihood

    def log_likelihoods(
        self, weights: FloatArray, facts: FloatArray | None = None
    ) -> FloatArray:
        """Return ln P(observations | level) for a batch of observations.

        Parameters
        ----------
        weights : ndarray, shape (n_rows, n_items, 2)
            Weight of each item's outcomes (seen, not seen): (1, 0) seen, (0, 1) not
            seen, (1, 1) not observed, (ratio, 1) virtual evidence.
        facts : ndarray, shape (n_rows, n_facts, 2), optional
            The same for the facts themselves.

        Returns
        -------
        ndarray, shape (n_rows, K)
            In nats; -inf where impossible.
        """
        return self._plan.log_likelihoods(weights, facts)
