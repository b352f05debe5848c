"""What is published of a group: aggregates of enough people, and nothing of a person.

Numbers are rounded. What would tell of fewer people than a batch is None: small counts,
quartiles of a small room, a pool in which few people have the weight, clusters that are
small or whose rest is. Of the two sides of a question only sizes and preferences are
told, so that no difference from the whole gives anybody away.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from levels.arrays import FloatArray
from simulator.group.dividing import Division, Side
from simulator.group.movement import Movement
from simulator.group.result import BATCH, GroupResult, RoundResult, Setting
from simulator.group.standing import EARNED, Standing

Json = dict[str, Any]

PLACES = 10
"""Of a ranking that are told."""

DIGITS, FINE = 4, 6
"""Decimals of credences and values, and of priorities, which are small."""


def to_plain(result: GroupResult, batch: int = BATCH) -> Json:
    """Return a result as plain data that may be shown to everybody.

    Parameters
    ----------
    result : GroupResult
    batch : int
        The fewest people of whom anything is told.

    Raises
    ------
    ValueError
        If a batch is not of at least two people.
    """
    if batch < 2:
        msg = f"a batch must have at least 2 people, got {batch}"
        raise ValueError(msg)
    added = result.setting.variants.additivity
    moved = result.movement
    return {
        "batch": batch,
        "asked": list(result.setting.variants.asked),
        "additivity": {"error": _fine(added.error), "change": _fine(added.change)},
        "rounds": [_round(each, result.setting, batch) for each in result.rounds],
        "movement": None if moved is None else _movement(moved, batch),
    }


def _round(found: RoundResult, setting: Setting, batch: int) -> Json:
    n = len(found.room)
    if n < batch:
        return {"people": None, "is_shown": False}
    decisions = [choice.id for choice in setting.groundwork.decisions.choices]
    pools, views = _pools(found, setting, batch), _worldviews(found, setting, batch)
    told = [each for each in pools.values() if each is not None]
    rules = {name: decisions[int(rows[0])] for name, rows in found.by_rule.items()}
    return {
        "people": n,
        "is_shown": True,
        "pools": pools,
        "pools_agree": _agree(told),
        "rules": rules,
        "spread": _spread(found.room.p, batch),
        "disagreement": {
            "jensen_shannon": _round_off(found.divergence),
            "wasserstein": _round_off(found.distance),
            "polarization": _round_off(found.polarization),
        },
        "worldviews": views,
        "worldviews_agree": None if views is None else _agree(views),
        "firsts": _firsts(found, setting, batch),
        "anatomy": _anatomy(found),
        "price": _price(found.price, batch),
        "dividing": _dividing(found.dividing, setting, batch),
        "predictions": _predictions(found, batch),
        "not_updated": _count(int((~found.room.is_updated).sum()), batch),
    }


def _pools(found: RoundResult, setting: Setting, batch: int) -> Json:
    done = found.performance
    hidden = done is not None and done.effective_people < batch
    return {
        name: None if name == EARNED and hidden else _standing(each, setting)
        for name, each in found.standings.items()
    }


def _agree(standings: list[Json]) -> bool:
    """Whether the same intervention is first in all."""
    return len({each["ranking"][0]["id"] for each in standings}) <= 1


def _standing(found: Standing, setting: Setting) -> Json:
    ids = setting.model.means.ids
    choices = setting.groundwork.decisions.choices
    return {
        "p": _row(found.p),
        "ranking": [
            {"id": ids[row], "priority": _fine(float(found.priorities[row]))}
            for row in found.ranking[:PLACES].tolist()
        ],
        "decision": choices[found.decision].id,
        "value": _round_off(float(found.values[found.decision])),
    }


def _spread(p: FloatArray, batch: int) -> Json:
    """Return how people differ on each level, in quarters if each is enough people."""
    quartiles = np.quantile(p, [0.25, 0.5, 0.75], axis=0)
    return {
        "mean": _row(p.mean(axis=0)),
        "standard_deviation": _row(p.std(axis=0)),
        "quartiles": [_row(q) for q in quartiles] if len(p) >= 4 * batch else None,
    }


def _worldviews(found: RoundResult, setting: Setting, batch: int) -> list[Json] | None:
    """Return clusters of enough people, if those not told are enough together."""
    if found.clusters is None:
        return None
    sizes = found.clusters.sizes.tolist()
    rest = sum(size for size in sizes if size < batch)
    if 0 < rest < batch:
        return None
    return [
        {"people": size, **_standing(each, setting)}
        for size, each in zip(sizes, found.worldviews, strict=True)
        if size >= batch
    ]


def _firsts(found: RoundResult, setting: Setting, batch: int) -> dict[str, int]:
    """Return for how many each intervention is first, where these are enough.

    Those who are left out are enough together too, or nobody.
    """
    ids = setting.model.means.ids
    counts = np.bincount(found.firsts, minlength=len(ids)).tolist()
    ordered = sorted(zip(ids, counts, strict=True), key=lambda pair: -pair[1])
    told = [(name, count) for name, count in ordered if count >= batch]
    rest = len(found.firsts) - sum(count for _, count in told)
    while told and 0 < rest < batch:
        rest += told.pop()[1]
    return dict(told)


def _anatomy(found: RoundResult) -> Json:
    shares = {name: _round_off(x) for name, x in found.anatomy.shares.items()}
    return {"spread": _fine(found.anatomy.spread), "shares": shares}


def _price(price: FloatArray, batch: int) -> Json:
    n_free = int((price <= 0).sum())
    cells = {"free": n_free, "paying": len(price) - n_free}
    quartiles = [_fine(x) for x in np.quantile(price, [0.25, 0.5, 0.75]).tolist()]
    return {
        "mean": _fine(float(price.mean())),
        "people": _cells(cells, batch),
        "quartiles": quartiles if len(price) >= 4 * batch else None,
    }


def _dividing(found: Division | None, setting: Setting, batch: int) -> Json | None:
    if found is None or min(found.yes.people, found.no.people) < batch:
        return None
    asked = found.question
    return {
        "kind": asked.kind,
        "name": asked.name,
        "how": asked.how,
        "explained": _round_off(found.explained),
        "yes": _side(found.yes, setting),
        "no": _side(found.no, setting),
    }


def _side(found: Side, setting: Setting) -> Json:
    return {
        "people": found.people,
        "intervention": setting.model.means.ids[found.intervention],
        "decision": setting.groundwork.decisions.choices[found.decision].id,
    }


def _predictions(found: RoundResult, batch: int) -> Json | None:
    told = found.predictions.values()
    if len(told) < batch:
        return None
    right = sum(each.place == 1 for each in told)
    mean = sum(each.score for each in told) / len(told)
    cells = _cells({"right": right, "wrong": len(told) - right}, batch)
    return {"people": cells, "mean_score": _round_off(mean)}


def _movement(found: Movement, batch: int) -> Json | None:
    if len(found) < batch:
        return None
    return {
        "people": len(found),
        "distance": _round_off(found.mean),
        "directions": _cells(found.counts, batch),
        "is_unsettled": found.is_unsettled,
    }


def _cells(counts: Mapping[str, int], batch: int) -> dict[str, int] | None:
    """Return counts if each is of nobody or of enough people."""
    return dict(counts) if all(n == 0 or n >= batch for n in counts.values()) else None


def _count(count: int, batch: int) -> int | None:
    return count if count == 0 or count >= batch else None


def _row(values: FloatArray) -> list[float]:
    return [_round_off(x) for x in values.tolist()]


def _round_off(value: float) -> float:
    return round(float(value), DIGITS) + 0.0  # no minus zero


def _fine(value: float) -> float:
    return round(float(value), FINE) + 0.0
