"""What one change does to the first places of a ranking."""

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.choice.comparison import Move, moves
from simulator.choice.ranking import Ranking

FIRST = 5
"""How many places count."""


@dataclass(frozen=True)
class Consequence:
    """What a change does.

    Parameters
    ----------
    moves : tuple of Move
        Of those whose place changes and that are among the first with the change
        (`here`) or without it (`there`), in the order with it.
    rise : float
        By how much it raises the expected value.
    """

    moves: tuple[Move, ...]
    rise: float


def consequence(
    now: Ranking, without: Ranking, ids: Sequence[str], first: int = FIRST
) -> Consequence:
    """Return what a change does to the first places.

    Parameters
    ----------
    now, without : Ranking
        With the change and without it, all else being the same.
    ids : sequence of str
        Of the interventions.
    first : int
        How many places count.
    """
    return Consequence(
        moves=tuple(
            move
            for move in moves(now, without, ids)
            if move.rise and min(move.here, move.there) <= first
        ),
        rise=now.expected_value - without.expected_value,
    )
