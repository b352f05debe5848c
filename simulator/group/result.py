"""The result of a group's rounds: all that a screen and a brief tell of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from levels.arrays import FloatArray, IntArray
from levels.clusters import Clusters, clusters
from levels.disagreement import (
    jensen_shannon_divergence,
    mean_wasserstein,
    polarization,
)
from levels.performance import Performance
from simulator.choice.ranking import Groundwork, groundwork
from simulator.group.anatomy import Anatomy, anatomy
from simulator.group.consensus import price
from simulator.group.dividing import Division, dividing
from simulator.group.movement import Movement, movement
from simulator.group.prediction import Predicted, predictions
from simulator.group.room import Room, room
from simulator.group.standing import (
    HEADLINE,
    MEMBERS,
    Standing,
    by_rule,
    earned,
    members,
    pools,
    standing,
)
from simulator.group.variants import Variants, variants
from simulator.group.voice import Voice
from simulator.group.worth import Choices, decisions_of, interventions_of
from simulator.model import Model
from simulator.scenario import Scenario
from simulator.world.engine import Engine
from simulator.world.simulation import Progress

BATCH = 5
"""The fewest people of whom anything is told."""


@dataclass(frozen=True, eq=False)
class Setting:
    """What people judge: simulated once, and the same whatever they say.

    Parameters
    ----------
    model : Model
        As the scenario sees it.
    scenario : Scenario
    groundwork : Groundwork
    variants : Variants
    truths : ndarray, shape (n_questions,), or None
        The known answers to the seed questions.
    """

    model: Model
    scenario: Scenario
    groundwork: Groundwork
    variants: Variants
    truths: FloatArray | None = None


@dataclass(frozen=True, eq=False)
class RoundResult:
    """What a room believes and prefers in one round.

    Parameters
    ----------
    room : Room
    standings : dict of str to Standing
        By pool, and that of `members`.
    by_rule : dict of str to ndarray
        Decisions in order under each rule of decision and the linear pool.
    divergence : float
        Jensen-Shannon, in nats.
    distance : float
        How many levels two people lie apart on average.
    polarization : float
        Of the linear pool, in [0, 1].
    clusters : Clusters or None
    worldviews : tuple of Standing
        Of each cluster by itself, under the linear pool.
    performance : Performance or None
        On the seed questions.
    firsts : ndarray, shape (n_people,)
        Which intervention is first for each.
    anatomy : Anatomy
    price : ndarray, shape (n_people,)
        What each loses, in their own eyes, by the group's decision.
    dividing : Division or None
    predictions : dict of str to Predicted
    """

    room: Room
    standings: dict[str, Standing]
    by_rule: dict[str, IntArray]
    divergence: float
    distance: float
    polarization: float
    clusters: Clusters | None
    worldviews: tuple[Standing, ...]
    performance: Performance | None
    firsts: IntArray
    anatomy: Anatomy
    price: FloatArray
    dividing: Division | None
    predictions: dict[str, Predicted]

    @property
    def headline(self) -> Standing:
        """The standing under the equal-weight linear pool."""
        return self.standings[HEADLINE]

    @property
    def pools_agree(self) -> bool:
        """Whether the same intervention is first under every pool."""
        return len({int(each.ranking[0]) for each in self.standings.values()}) == 1


@dataclass(frozen=True, eq=False)
class GroupResult:
    """The result of a group's rounds.

    Parameters
    ----------
    setting : Setting
    rounds : tuple of RoundResult
    movement : Movement or None
        Between the last two rounds.
    """

    setting: Setting
    rounds: tuple[RoundResult, ...]
    movement: Movement | None


def setting(
    engine: Engine,
    scenario: Scenario,
    asked: Sequence[str] = (),
    truths: FloatArray | None = None,
    progress: Progress | None = None,
) -> Setting:
    """Return what people judge; this is the only part that simulates.

    Parameters
    ----------
    engine : Engine
        Of the model as the scenario sees it.
    scenario : Scenario
    asked : sequence of str
        Interventions of which people judge whether they work.
    truths : ndarray, shape (n_questions,), optional
        The known answers to the seed questions.
    progress : callable, optional
        Called with the share of the work that is done.
    """
    ground = groundwork(engine, scenario)
    other = variants(engine, scenario, ground, asked, progress)
    return Setting(engine.model, scenario, ground, other, truths)


def group_result(
    setting: Setting, rounds: Sequence[Mapping[str, Voice]], fewest: int = BATCH
) -> GroupResult:
    """Return the result of a group's rounds.

    Nothing is simulated: a room of a thousand takes less than a second.

    Parameters
    ----------
    setting : Setting
    rounds : sequence of mapping of str to Voice
        What people said in each round, by a key that is theirs in every round.
    fewest : int
        People whom each side of the dividing belief must have.

    Raises
    ------
    ValueError
        If there is nobody in a round, or someone's answers are to another pack.
    """
    asked = setting.variants.asked
    rooms = [room(setting.model, setting.scenario, each, asked) for each in rounds]
    return GroupResult(
        setting=setting,
        rounds=tuple(_round(setting, each, fewest) for each in rooms),
        movement=movement(*rooms[-2:]) if len(rooms) > 1 else None,
    )


def _round(setting: Setting, people: Room, fewest: int) -> RoundResult:
    model, belief = setting.model, setting.model.belief
    decisions = decisions_of(setting.groundwork, setting.variants)
    interventions = interventions_of(setting.groundwork, setting.variants)
    worth, priorities = decisions.to_all(people), interventions.to_all(people)
    done = earned(people, setting.truths)
    weights = None if done is None else done.weights
    standings = {
        name: standing(people, p, interventions, decisions)
        for name, p in pools(people, weights).items()
    }
    headline, found = standings[HEADLINE], clusters(people.p)
    facts = [fact.id for fact in belief.facts]
    return RoundResult(
        room=people,
        standings={**standings, MEMBERS: members(headline.p, priorities, worth)},
        by_rule=by_rule(people, decisions, headline.p),
        divergence=jensen_shannon_divergence(people.p),
        distance=mean_wasserstein(people.p),
        polarization=polarization(headline.p),
        clusters=found,
        worldviews=_worldviews(people, found, interventions, decisions),
        performance=done,
        firsts=priorities.argmax(axis=1),
        anatomy=anatomy(people, decisions),
        price=price(worth, headline.decision),
        dividing=dividing(
            people, (belief.ladder.ids, facts), priorities, worth, fewest
        ),
        predictions=predictions(people, headline.ranking, model.means.ids),
    )


def _worldviews(
    people: Room, found: Clusters | None, interventions: Choices, decisions: Choices
) -> tuple[Standing, ...]:
    if found is None:
        return ()
    rooms = (people.part(np.flatnonzero(found.labels == n)) for n in range(len(found)))
    return tuple(
        standing(each, pools(each)[HEADLINE], interventions, decisions)
        for each in rooms
    )
