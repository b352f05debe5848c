"""The automated alignment researcher: which tasks AI does, how fast, and for whom.

Research is made of classes of tasks. AI comes to each where its own midpoint lies on
the way to dangerous capability, so the order of classes follows from how hard they are.
A class may rest on a gate: ideas are cheap to sample, and judging them waits for
oversight. What AI does counts as far as it is trusted, and is used in part where it is
not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np

from interventions.chance import Chance, chance
from interventions.means import Means
from levels.arrays import FloatArray
from simulator.world.readiness import TINY
from simulator.world.sampling import Worlds
from simulator.world.world import Task, World


@dataclass(frozen=True, eq=False)
class Researcher:
    """The automated researcher of a pack, made ready to run.

    Parameters
    ----------
    tasks : tuple of Task
    gates : tuple of callable or None
        The chance that what each class of tasks rests on is ready.
    trusted : callable
        The chance that automated work can be trusted.
    """

    tasks: tuple[Task, ...]
    gates: tuple[Chance | None, ...]
    trusted: Chance

    def able(self, worlds: Worlds, capability: FloatArray) -> FloatArray:
        """Return the share of research time in tasks that AI could do."""
        shares: FloatArray = automated(self.tasks, worlds, capability).sum(axis=0)
        return shares

    def does(
        self, worlds: Worlds, capability: FloatArray, readiness: FloatArray
    ) -> FloatArray:
        """Return the share of research time in tasks that AI does where it is used.

        Parameters
        ----------
        capability : ndarray, shape (..., n_worlds)
        readiness : ndarray, shape (n_interventions, ..., n_worlds)
        """
        done = automated(self.tasks, worlds, capability)
        for number, gate in enumerate(self.gates):
            if gate is not None:
                done[number] *= gate(readiness)
        total: FloatArray = done.sum(axis=0)
        return total

    def research(
        self, worlds: Worlds, capability: FloatArray, readiness: FloatArray
    ) -> "Yield":
        """Return what automation adds at this capability and readiness."""
        share = self.does(worlds, capability, readiness)
        return research_yield(worlds, share, self.trusted(readiness))


def researcher(world: World, means: Means) -> Researcher:
    """Return the automated researcher of a pack."""
    ids, trees = means.ids, means.trees
    gates = [
        None if task.rests_on is None else chance(task.rests_on, trees, ids)
        for task in world.tasks
    ]
    trusted = chance(world.roles.automation, trees, ids)
    return Researcher(world.tasks, tuple(gates), trusted)


def automated(
    tasks: Sequence[Task], worlds: Worlds, capability: FloatArray
) -> FloatArray:
    """Return the share of research time in each class that AI could do.

    A logistic curve in capability with the midpoint of the class, times its time.

    Parameters
    ----------
    tasks : sequence of Task
    worlds : Worlds
    capability : ndarray, shape (..., n_worlds)

    Returns
    -------
    ndarray, shape (n_tasks, ..., n_worlds)
    """
    # logistic(x) = (1 + tanh(x / 2)) / 2
    tasks = tuple(tasks)
    each = (len(tasks), *[1] * (capability.ndim - 1), len(worlds))
    halfway, times = worlds.once(midpoints, tasks), worlds.once(_times, tasks)
    share = capability / worlds.once(width) - halfway.reshape(each)
    np.tanh(share, out=share)
    share += 1
    share *= times.reshape(each)
    return share


def width(worlds: Worlds) -> FloatArray:
    """Return the capability by which x of tanh(x) grows by one, shape (n_worlds,)."""
    return 2 * worlds["automation_width"]


def midpoints(worlds: Worlds, tasks: Sequence[Task]) -> FloatArray:
    """Return where AI does half of each class, in widths, shape (n_tasks, n_worlds)."""
    halfway = np.stack([worlds[task.midpoint] for task in tasks])
    return halfway * worlds["threshold"] / worlds.once(width)


def _times(worlds: Worlds, tasks: Sequence[Task]) -> FloatArray:
    return time_shares(tasks, worlds) / 2


def time_shares(tasks: Sequence[Task], worlds: Worlds) -> FloatArray:
    """Return the share of research time in each class; none if automation is off.

    Shape (n_tasks, n_worlds).
    """
    time = np.stack([worlds[task.time] for task in tasks])
    shares: FloatArray = time * (worlds["automation_on"] / time.sum(axis=0))
    return shares


def used(worlds: Worlds, trusted: FloatArray) -> FloatArray:
    """Return the share of research in which AI is used, trusted or not."""
    share: FloatArray = trusted + worlds["untrusted_use"] * (1 - trusted)
    return share


def task_multiplier(
    share: FloatArray, speed: FloatArray, substitution: FloatArray
) -> FloatArray:
    """Return the yield of research in which a share of tasks runs at a speed.

    A CES of tasks, [(1 - f) + f s^rho]^(1/rho). Tasks are complements (rho < 0), so the
    share that is left to people bounds the whole at (1 - f)^(1/rho); rho = -1 is
    Amdahl's law, rho = 0 the product s^f. Classes of tasks with shares f_j of their own
    are one class with the mean of f_j by time.

    References
    ----------
    .. [1] Aghion, P., Jones, B., & Jones, C. (2017). Artificial intelligence and
       economic growth. NBER w23928.

    Examples
    --------
    >>> float(task_multiplier(np.array(0.9), np.array(30.0), np.array(-1.0)).round(6))
    7.692308
    """
    exponent = _exponent(substitution)
    return _mean(share, _transformed(speed, exponent), exponent)


def _exponent(substitution: FloatArray) -> FloatArray:
    """Return the exponent of the CES, kept from zero."""
    return np.where(np.abs(substitution) < TINY, TINY, substitution)


def _transformed(speed: FloatArray, exponent: FloatArray) -> FloatArray:
    """Return s^rho - 1."""
    return cast(FloatArray, np.expm1(exponent * np.log(speed)))


def _mean(share: FloatArray, faster: FloatArray, exponent: FloatArray) -> FloatArray:
    """Return [1 + f (s^rho - 1)]^(1/rho)."""
    return cast(FloatArray, np.exp(np.log1p(share * faster) / exponent))


def bottleneck(
    share: FloatArray, speed: FloatArray, substitution: FloatArray
) -> FloatArray:
    """Return the part of the speed of AI that is lost to the tasks left to people.

    Zero if AI does every task; one less than 1 / speed if people do all.

    Examples
    --------
    >>> hundred, amdahl = np.array(100.0), np.array(-1.0)
    >>> float(bottleneck(np.array(0.99), hundred, amdahl).round(6))
    0.497487
    """
    lost: FloatArray = 1 - task_multiplier(share, speed, substitution) / speed
    return lost


@dataclass(frozen=True, eq=False)
class Yield:
    """What automation adds to wholly automatable research.

    Parameters
    ----------
    multiplier : ndarray
        How much faster it goes than without AI, as it is measured.
    untrusted : ndarray
        The share of its progress that comes from work that is used and not trusted.
    """

    multiplier: FloatArray
    untrusted: FloatArray


def research_yield(worlds: Worlds, share: FloatArray, trusted: FloatArray) -> Yield:
    """Return how much faster wholly automatable research goes with AI.

    Automated work counts as far as it is used, and as far as the compute that was
    pledged to alignment is delivered. What it adds is trusted in the proportion in
    which its use is.

    Parameters
    ----------
    worlds : Worlds
    share : ndarray, shape (..., n_worlds)
        Of research time in tasks that AI does.
    trusted : ndarray, same shape
    """
    exponent = worlds.once(exponents)
    gain = _mean(share, worlds.once(faster), exponent) - 1
    gain *= worlds.once(compute)
    in_use = used(worlds, trusted)
    multiplier = 1 + in_use * gain
    return Yield(multiplier, (in_use - trusted) * gain / multiplier)


def exponents(worlds: Worlds) -> FloatArray:
    """Return the exponent of the CES in each world, shape (n_worlds,)."""
    return _exponent(worlds["substitution"])


def faster(worlds: Worlds) -> FloatArray:
    """Return what the speed of AI adds to the CES, shape (n_worlds,)."""
    return _transformed(worlds["task_speed"], worlds.once(exponents))


def compute(worlds: Worlds) -> FloatArray:
    """Return by how much the compute that is delivered lets AI count."""
    delivered = worlds["pledged_share"] * worlds["delivered"]
    return delivered ** worlds["compute_exponent"]


def manual_work(
    multiplier: FloatArray, automatable: FloatArray, pace: FloatArray, out: FloatArray
) -> FloatArray:
    """Return the time that work takes of which only a share can be automated (Amdahl).

    It is divided by the pace at which people and tools get on with it. The yield of a
    unit of effort is one over the result.

    Examples
    --------
    >>> four, pace, out = np.array(4.0), np.array(1.0), np.empty(())
    >>> manual_work(four, np.array(0.8), pace, out).round(6).tolist()
    0.4
    """
    np.multiply(automatable, (1 / multiplier - 1) / pace, out=out)
    out += 1 / pace
    return out
