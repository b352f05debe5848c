"""The command `pool`: one credence from several, and how far these lie apart."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from app.documents import Json
from app.tables import table
from app.texts import say
from levels.arrays import FloatArray
from levels.credence import scaled
from levels.disagreement import jensen_shannon_divergence, mean_wasserstein
from levels.pooling import FLOOR, POOLS, logarithmic_pool, pooled
from levels.problem import show
from simulator.model import Model
from simulator.scenario import CONTRACT

MOST_PEOPLE = 20_000
LARGEST_WEIGHT = 1e9
LONGEST_NAME = 200
KEYS = ("name", "p", "weight")


def options(added: argparse.ArgumentParser) -> None:
    """Add the method, the floor and the file."""
    text = "the mean of probabilities, or of logarithms, or the median of each level"
    added.add_argument("--method", required=True, choices=list(POOLS), help=text)
    text = f"what the logarithmic pool takes for less, {FLOOR:g} by default"
    added.add_argument("--floor", type=float, metavar="N", help=text)
    text = "a list of {name, p: [numbers], weight?}, YAML or JSON"
    added.add_argument("file", type=Path, metavar="FILE", help=text)


def pool_document(
    model: Model, method: str, people: object, floor: float | None = None
) -> Json:
    """Return the pool of people's credences, and their disagreement.

    Jensen-Shannon is in nats; Wasserstein is by how many levels two people, drawn by
    weight, lie apart.

    Parameters
    ----------
    model : Model
    method : str
        One of `POOLS`.
    people : object
        Plain data: a list of `{name, p, weight?}`.
    floor : float, optional
        Of the logarithmic pool.

    Raises
    ------
    ValueError
        Naming the person, the rule and the value.
    """
    rows, weights = _read(people, len(model.belief.ladder))
    least = FLOOR if floor is None else floor
    if method == "logarithmic":
        p = logarithmic_pool(rows, weights, least)
    elif floor is not None:
        msg = f"floor must go with the logarithmic pool, got {method}"
        raise ValueError(msg)
    else:
        p = pooled(method, rows, weights)  # type: ignore[arg-type]
    share = weights / weights.sum()
    return {
        "contract": CONTRACT,
        "p": p.tolist(),
        "method": method,
        "disagreement": {
            "jensen_shannon": jensen_shannon_divergence(rows, share),
            "wasserstein": mean_wasserstein(rows, share),
        },
        "people": len(rows),
        "floor": least if method == "logarithmic" else None,
    }


def _read(people: object, n_levels: int) -> tuple[FloatArray, FloatArray]:
    """Return credences and weights of a list of people."""
    if not isinstance(people, list) or not 1 <= len(people) <= MOST_PEOPLE:
        rule = f"a list of 1 to {MOST_PEOPLE} people"
        got = f"{len(people)} of them" if isinstance(people, list) else show(people)
        msg = f"a pool must be of {rule}, got {got}"
        raise ValueError(msg)
    read = [_person(number, each, n_levels) for number, each in enumerate(people, 1)]
    weights = np.array([weight for _, weight in read])
    if not weights.any():
        msg = f"weights must not all be 0, got {len(weights)} of them"
        raise ValueError(msg)
    return np.array([p for p, _ in read]), weights


def _person(number: int, data: object, n_levels: int) -> tuple[FloatArray, float]:
    where = f"person {number}"
    if not isinstance(data, Mapping) or not {"name", "p"} <= set(data) <= set(KEYS):
        msg = f"{where} must have a name, a p and no key but a weight, got {show(data)}"
        raise ValueError(msg)
    name, p = data["name"], data["p"]
    if not isinstance(name, str) or len(name) > LONGEST_NAME:
        rule = f"a text of at most {LONGEST_NAME} characters"
        msg = f"{where}: name must be {rule}, got {show(name)}"
        raise ValueError(msg)
    if not isinstance(p, list):
        msg = f"{where}: p must be a list of numbers, got {show(p)}"
        raise ValueError(msg)  # noqa: TRY004  bad input is a ValueError here
    numbers = [_number(f"{where}: p", x, LARGEST_WEIGHT) for x in p]
    try:
        held = scaled(numbers, n_levels)
    except ValueError as error:
        msg = f"{where}: {error}"
        raise ValueError(msg) from None
    weight = data.get("weight")
    one = 1.0 if weight is None else _number(f"{where}: weight", weight, LARGEST_WEIGHT)
    return held, one


def _number(name: str, value: Any, largest: float) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not 0 <= value <= largest:
        msg = f"{name} must be a number from 0 to {largest:g}, got {show(value)}"
        raise ValueError(msg)
    return float(value)


def listed(document: Json, model: Model) -> str:
    """Return the pool as a table, and the disagreement as a line."""
    levels = model.belief.ladder.levels
    rows = [
        [n, level.id, p]
        for n, (level, p) in enumerate(zip(levels, document["p"], strict=True), start=1)
    ]
    apart = document["disagreement"]
    told = say(
        "pool.apart",
        people=document["people"],
        levels=f"{apart['wasserstein']:.2f}",
        nats=f"{apart['jensen_shannon']:.4f}",
    )
    return f"{table(rows, ['number', 'level', 'p'])}\n\n{told}"
