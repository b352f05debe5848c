"""How far a tree swings with one intervention or gate: lost, as it is, and certain."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf, nan

from interventions.chance import chance
from interventions.requirement import NOTHING, Branch, Tree
from levels.arrays import FloatArray

NEVER = Tree(any_of=())


@dataclass(frozen=True)
class Swing:
    """P(a tree holds) with one part as it is, lost, and certain.

    The measures are those of `interventions.importance`, which takes all interventions
    of a tree together; here the part may also be a gate.
    """

    now: float
    lost: float
    certain: float

    @property
    def birnbaum(self) -> float:
        """How much the part decides: certain less lost."""
        return self.certain - self.lost

    @property
    def risk_achievement_worth(self) -> float:
        """How many times as likely the tree fails if the part is lost."""
        return _ratio(1 - self.lost, 1 - self.now)

    @property
    def risk_reduction_worth(self) -> float:
        """How many times as likely the tree fails now as with the part certain."""
        return _ratio(1 - self.now, 1 - self.certain)

    @property
    def criticality(self) -> float:
        """The share of the chance of failure that a certain part removes."""
        return 1 - _ratio(1 - self.certain, 1 - self.now)


def _ratio(above: float, below: float) -> float:
    if below > 0:
        return above / below
    return inf if above > 0 else nan


def swing(
    branch: Branch,
    gates: Mapping[str, Branch],
    ids: Sequence[str],
    readiness: FloatArray,
    name: str,
) -> Swing:
    """Return how far a tree swings with an intervention or a gate.

    A gate that is lost or certain is so wherever it stands; its parts stay as ready as
    they are for other gates that rest on them.

    Parameters
    ----------
    branch : Branch
    gates : mapping of str to Branch
    ids : sequence of str
        The interventions, in the order of readiness.
    readiness : ndarray, shape (n_interventions,)
    name : str
        The intervention or gate.

    Examples
    --------
    >>> import numpy as np
    >>> pair = Tree(all_of=("a", "b"))
    >>> swing(pair, {}, ("a", "b"), np.array([0.5, 0.4]), "a")
    Swing(now=0.2, lost=0.0, certain=0.4)
    """
    # Named trees come first when a name is looked up, so any name can be replaced.
    lost, certain = (
        chance(branch, {**gates, name: tree}, ids)(readiness)
        for tree in (NEVER, NOTHING)
    )
    now = chance(branch, gates, ids)(readiness)
    return Swing(float(now), float(lost), float(certain))
