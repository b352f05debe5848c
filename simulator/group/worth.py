"""What choices are worth to each person: by their beliefs, and by what they value.

worth[person, choice] = sum over levels of p[person, level]
                        times outcomes[choice, level] (as measures work for them)
                        times utilities[person]
"""

from dataclasses import dataclass

import numpy as np

from levels.arrays import FloatArray
from simulator.choice.ranking import Groundwork
from simulator.group.room import Room
from simulator.group.variants import Variants


@dataclass(frozen=True, eq=False)
class Choices:
    """Things to choose among, and what beliefs on measures change of them.

    Parameters
    ----------
    outcomes : ndarray, shape (n_choices, K, n_outcomes)
        Outcomes of decisions, or effects of interventions.
    changes : ndarray, shape (n_asked, 2, n_choices, K, n_outcomes)
        If a measure works as hoped, and if it hardly does; see `Variants`.
    """

    outcomes: FloatArray
    changes: FloatArray

    def __len__(self) -> int:
        return len(self.outcomes)

    def by_level(self, utilities: FloatArray, works: FloatArray) -> FloatArray:
        """Return the value of each choice at each level, for one person or a group.

        Parameters
        ----------
        utilities : ndarray, shape (n_outcomes,)
        works : ndarray, shape (n_asked, 2)
            Shares of people for whom a measure works so.

        Returns
        -------
        ndarray, shape (n_choices, K)
        """
        changed = np.tensordot(works, self.changes, axes=2)
        value: FloatArray = (self.outcomes + changed) @ utilities
        return value

    def worth(
        self, p: FloatArray, utilities: FloatArray, works: FloatArray
    ) -> FloatArray:
        """Return what each choice is worth to each person.

        What is the same for all of them may be given as one row.

        Parameters
        ----------
        p : ndarray, shape (n_people, K)
        utilities : ndarray, shape (n_people, n_outcomes)
        works : ndarray, shape (n_people, n_asked, 2)

        Returns
        -------
        ndarray, shape (n_people, n_choices)
        """
        value: FloatArray = np.einsum("nco,no->nc", self._expected(p, works), utilities)
        return value

    def _expected(self, p: FloatArray, works: FloatArray) -> FloatArray:
        """Return expected outcomes, shape (n_people, n_choices, n_outcomes)."""
        if len(works) == 1:
            same = np.tensordot(works[0], self.changes, axes=2)
            return _weighed(p, self.outcomes + same)
        found = _weighed(p, self.outcomes)
        for measure, ends in enumerate(self.changes):
            for end, change in enumerate(ends):
                share = works[:, measure, end]
                found = found + share[:, None, None] * _weighed(p, change)
        return found

    def to_all(self, room: Room) -> FloatArray:
        """Return what each choice is worth to each person in a room."""
        return self.worth(room.p, room.utilities, room.works)


def decisions_of(groundwork: Groundwork, variants: Variants) -> Choices:
    """Return the decisions as choices."""
    return Choices(groundwork.decisions.outcomes.mean, variants.outcomes)


def interventions_of(groundwork: Groundwork, variants: Variants) -> Choices:
    """Return the interventions as choices; their worth is their priority."""
    return Choices(groundwork.effects.effect, variants.effect)


def _weighed(p: FloatArray, outcomes: FloatArray) -> FloatArray:
    # Small enough that starting threads, as a matrix product does, takes longer.
    n_choices, n_levels, n_outcomes = outcomes.shape
    rows = np.ascontiguousarray(outcomes.swapaxes(0, 1)).reshape(n_levels, -1)
    found: FloatArray = np.einsum("nk,kx->nx", p, rows)
    return found.reshape(len(p), n_choices, n_outcomes)
