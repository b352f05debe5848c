"""What one person may see of themselves, beside what is published."""

from typing import Any

from levels.disagreement import wasserstein
from simulator.group.movement import Movement
from simulator.group.published import DIGITS, FINE
from simulator.group.result import BATCH, GroupResult, RoundResult

Json = dict[str, Any]


def own_result(
    result: GroupResult, key: str, number: int = -1, batch: int = BATCH
) -> Json | None:
    """Return a person's own result in a round, for their eyes alone.

    It compares them with what is published to all, and tells nothing of anyone else: in
    a room that is too small there is no comparison.

    Parameters
    ----------
    result : GroupResult
    key : str
        Theirs.
    number : int
        Index of the round, the last by default.
    batch : int
        The fewest people of whom anything is told.

    Returns
    -------
    dict or None
        None if they said nothing in it. `first` is the intervention that they prefer,
        `moved` by how many levels they moved since the round before. Beside the group:
        `price` is what they lose, in their own eyes, by its `decision`; `distance` is
        how many levels they are from the linear pool, and `predicted` the place of what
        they predicted to come first.
    """
    found = result.rounds[number]
    if key not in found.room.keys:
        return None
    row, is_last = found.room.keys.index(key), found is result.rounds[-1]
    return {
        "p": [round(x, DIGITS) for x in found.room.p[row].tolist()],
        "is_updated": bool(found.room.is_updated[row]),
        "first": result.setting.model.means.ids[int(found.firsts[row])],
        "moved": _moved(result.movement, key) if is_last else None,
        "beside": _beside(result, found, row) if len(found.room) >= batch else None,
    }


def _moved(moved: Movement | None, key: str) -> float | None:
    if moved is None or key not in moved.keys:
        return None
    return round(float(moved.distance[moved.keys.index(key)]), DIGITS)


def _beside(result: GroupResult, found: RoundResult, row: int) -> Json:
    choices = result.setting.groundwork.decisions.choices
    far = wasserstein(found.room.p[row], found.headline.p)
    predicted = found.predictions.get(found.room.keys[row])
    return {
        "price": round(float(found.price[row]), FINE),
        "decision": choices[found.headline.decision].id,
        "distance": round(float(far), DIGITS),
        "predicted": None if predicted is None else predicted.place,
    }
