"""Which judgments may be counted together: no two aggregates tell on one person.

Whoever sees two aggregates sees their difference. So an aggregate is made of at least
`size` people, and a later one only when it differs from *each* that was made before in
the answers of at least `size` people.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.workshops.workshop import Judgment

Answers = dict[str, Judgment]


@dataclass(frozen=True)
class Batch:
    """Judgments of one question that may be counted together, one a participant.

    Attributes
    ----------
    upto : int
        Sequence of the moment as of which they count.
    """

    upto: int
    judgments: tuple[Judgment, ...]


def batches(
    judgments: Sequence[Judgment], moments: Iterable[int], size: int
) -> tuple[Batch, ...]:
    """Return the aggregates that may be shown, oldest first; the last is the present.

    Parameters
    ----------
    judgments : sequence of Judgment
        Every answer to one question of one round, oldest first.
    moments : iterable of int
        Sequences of the moments at which the round was locked.
    size : int
        People at least.

    Examples
    --------
    >>> said = [Judgment(str(n), str(n), 1, "credence", n, "", n) for n in range(1, 9)]
    >>> [(b.upto, len(b.judgments)) for b in batches(said, [3, 5, 7, 10], 3)]
    [(3, 3), (7, 7)]
    """
    made: list[tuple[int, Answers]] = []
    for moment in sorted(moments):
        answers = _answers(judgments, moment)
        earlier = [{}, *(answered for _, answered in made)]
        if all(differing(answers, other) >= size for other in earlier):
            made.append((moment, answers))
    return tuple(Batch(upto, tuple(answers.values())) for upto, answers in made)


def differing(one: Answers, other: Answers) -> int:
    """Return how many people's answers are in one alone, or differ."""
    return sum(
        who not in one or who not in other or one[who].value != other[who].value
        for who in one.keys() | other.keys()
    )


def newest(judgments: Iterable[Judgment]) -> tuple[Judgment, ...]:
    """Return the newest judgment of each participant, round and question."""
    ordered = sorted(judgments, key=lambda given: given.sequence)
    kept = {(g.participant_id, g.round, g.question): g for g in ordered}
    return tuple(sorted(kept.values(), key=lambda given: given.sequence))


def _answers(judgments: Sequence[Judgment], upto: int) -> Answers:
    before = [given for given in judgments if given.sequence <= upto]
    return {given.participant_id: given for given in newest(before)}
