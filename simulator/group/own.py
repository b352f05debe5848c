"""What one person may see of themselves, beside what is published."""

from typing import Any

from levels.disagreement import wasserstein
from simulator.group.movement import Movement
from simulator.group.result import GroupResult

Json = dict[str, Any]


def own_result(result: GroupResult, key: str, number: int = -1) -> Json | None:
    """Return a person's own result in a round, for their eyes alone.

    It compares them with what is published to all, and tells nothing of anyone else.

    Parameters
    ----------
    result : GroupResult
    key : str
        Theirs.
    number : int
        Index of the round, the last by default.

    Returns
    -------
    dict or None
        None if they said nothing in it. `first` is the intervention that they prefer;
        `price` is what they lose, in their own eyes, by the group's `decision`;
        `distance` is how many levels they are from the linear pool, and `predicted` the
        place of what they predicted to come first.
    """
    found = result.rounds[number]
    if key not in found.room.keys:
        return None
    row = found.room.keys.index(key)
    setting, moved = result.setting, result.movement
    choices = setting.groundwork.decisions.choices
    predicted = found.predictions.get(key)
    return {
        "p": [float(x) for x in found.room.p[row]],
        "is_updated": bool(found.room.is_updated[row]),
        "first": setting.model.means.ids[int(found.firsts[row])],
        "price": float(found.price[row]),
        "decision": choices[found.headline.decision].id,
        "distance": float(wasserstein(found.room.p[row], found.headline.p)),
        "moved": None if moved is None else _moved(moved, key),
        "predicted": None if predicted is None else predicted.place,
    }


def _moved(moved: Movement, key: str) -> float | None:
    if key not in moved.keys:
        return None
    return float(moved.distance[moved.keys.index(key)])
