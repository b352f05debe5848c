"""The command `sensitivity`: which assumptions an answer depends on, as a document."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.progress import ProgressLine
from app.tables import table
from levels.arrays import FloatArray
from levels.update import update
from simulator.choice.question import Question, of_choice, of_priority, of_value
from simulator.choice.sensitivity import (
    DRAWS,
    MOST_INPUTS,
    Input,
    check,
    foremost,
    sensitivity,
)
from simulator.choice.tornado import Bar, steady_bars, tornado
from simulator.model import Model
from simulator.scenario import CONTRACT, Scenario
from simulator.world.engine import Engine, engine

Json = dict[str, Any]
Lines = Callable[[str], ProgressLine]
"""Makes the line that tells how far a stage is."""

ANSWERS = ("value", "priority", "choice")
WORLDS = 64
"""Of the tornado, whose two ends are in the same worlds."""

SPREAD = (
    "low and high are the answer with this assumption alone at at_low and at_high,"
    " between which four of five draws lie, and all else drawn as ever"
)


@dataclass(frozen=True)
class Asked:
    """What is asked for.

    Parameters
    ----------
    of : str
        `value`: the expected value of the portfolio; `priority`: that of the first of
        the ranking; `choice`: whether it stays the first.
    inputs : int
        How many assumptions are looked at one by one.
    draws : int
        A power of two.
    """

    of: str = "value"
    inputs: int = MOST_INPUTS
    draws: int = DRAWS


def options(added: argparse.ArgumentParser) -> None:
    """Add the options of what is asked for."""
    text = "what may change: the portfolio's value, the first priority, or the choice"
    added.add_argument("--of", choices=ANSWERS, default="value", help=text)
    text = f"how many assumptions are looked at one by one, {MOST_INPUTS} by default"
    added.add_argument(
        "--inputs", type=int, default=MOST_INPUTS, metavar="N", help=text
    )
    text = f"worlds for each, a power of two, {DRAWS} by default"
    added.add_argument("--draws", type=int, default=DRAWS, metavar="N", help=text)


def sensitivity_document(
    model: Model, scenario: Scenario, asked: Asked, lines: Lines
) -> Json:
    """Return what an answer depends on, the highest total index first.

    Raises
    ------
    ValueError
        If what is asked for is out of range.
    """
    check(asked.inputs, asked.draws)
    ready = engine(model)
    seen = update(model.belief.network, scenario.credence, scenario.observations)
    p = seen.posterior.p
    first = () if asked.of == "value" else foremost(ready, scenario, p)
    question = _question(ready, scenario, p, asked.of, first)
    with lines("one assumption at a time") as told:
        bars = tornado(question, told)
    with lines("all assumptions together") as told:
        found = sensitivity(question, bars, asked.inputs, asked.draws, told)
    with lines("numbers that are the same in all worlds") as told:
        steady = steady_bars(question, told) if asked.of == "value" else ()
    ids = model.means.ids
    return {
        "contract": CONTRACT,
        "of": asked.of,
        "first": ids[first[0]] if first else None,
        "contenders": [ids[row] for row in first] if asked.of == "choice" else [],
        "inputs": [
            {**_bar(row.bar), **_indices(row)} for row in found.inputs if row.bar
        ],
        "others": None if found.others is None else _indices(found.others),
        "steady": [_bar(bar) for bar in steady],
        "spread": SPREAD,
        "middle": bars.middle,
        "mean": found.mean,
        "variance": found.variance,
        "draws": found.draws,
        "seed": scenario.seed,
        "pack": scenario.pack,
        "scenario": scenario.digest,
    }


def _question(
    ready: Engine, scenario: Scenario, p: FloatArray, of: str, first: tuple[int, ...]
) -> Question:
    if of == "value":
        return of_value(ready, scenario, p, WORLDS)
    if of == "priority":
        return of_priority(ready, scenario, p, WORLDS, first[0])
    return of_choice(ready, scenario, p, WORLDS, first)


def _bar(bar: Bar) -> Json:
    return {
        "name": bar.name,
        "low": bar.low,
        "high": bar.high,
        "standard_error": bar.standard_error,
        "at_low": bar.at_low,
        "at_high": bar.at_high,
    }


def _indices(row: Input) -> Json:
    return {
        "first_order": row.first_order,
        "total": row.total,
        "first_order_interval": list(row.first_order_interval),
        "total_interval": list(row.total_interval),
    }


def listed(document: Json) -> str:
    """Return what an answer depends on as tables."""
    keys = ["name", "first_order", "total", "at_low", "at_high", "low", "high"]
    rows = [[row[key] for key in keys] for row in document["inputs"]]
    if document["others"]:
        rest = document["others"]
        rows.append(["all others", rest["first_order"], rest["total"], *[None] * 4])
    parts = [f"{table(rows, keys)}\n\n{document['spread']}"]
    if document["steady"]:
        parts.append(f"the same in all worlds:\n\n{_steady(document['steady'])}")
    return "\n\n".join(parts)


def _steady(bars: list[Json]) -> str:
    """Return a table of the bars that are seen at four digits, and count the rest."""
    keys = ["name", "at_low", "at_high", "low", "high"]
    seen = [bar for bar in bars if f"{bar['low']:.4f}" != f"{bar['high']:.4f}"]
    parts = [table([[bar[key] for key in keys] for bar in seen], keys)] if seen else []
    if unseen := len(bars) - len(seen):
        parts.append(f"others, which change too little to be seen here: {unseen}")
    return "\n\n".join(parts)
