"""Predictions of what the room will put first, scored once it is known."""

from collections.abc import Sequence
from dataclasses import dataclass

from levels.arrays import IntArray
from simulator.group.room import Room


@dataclass(frozen=True)
class Predicted:
    """How one person's prediction came out.

    Parameters
    ----------
    place : int
        Where the room put what they named, from 1.
    """

    place: int

    @property
    def score(self) -> float:
        """1 / place: 1 for the first, 1/2 for the second (Voorhees 1999)."""
        return 1 / self.place


def predictions(
    room: Room, ranking: IntArray, ids: Sequence[str]
) -> dict[str, Predicted]:
    """Return how each prediction came out, by key of the person.

    Parameters
    ----------
    room : Room
    ranking : ndarray, shape (n_interventions,)
        The room's own, highest first.
    ids : sequence of str
        Of interventions.

    References
    ----------
    .. [1] Voorhees, E. M. (1999). The TREC-8 question answering track report. TREC-8,
       77-82.
    """
    places = {ids[row]: place for place, row in enumerate(ranking.tolist(), start=1)}
    told = zip(room.keys, room.voices, strict=True)
    named = [(key, voice.prediction) for key, voice in told]
    return {k: Predicted(places[name]) for k, name in named if name in places}
