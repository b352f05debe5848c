"""What the options of a command describe: a scenario, and the model as it sees it."""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from app.briefs.opened import opened
from interventions.portfolio import Portfolio, parse_portfolio
from levels.credence import Credence, parse_numbers, scaled
from levels.evidence import parse_observations
from levels.pack import read_file
from simulator import scenario as scenarios
from simulator.choice.hybrid import under
from simulator.model import Model, load
from simulator.scenario import Scenario
from simulator.translation import translated


def described(given: argparse.Namespace) -> tuple[Scenario, Model]:
    """Return the scenario that the options describe, and the model as it sees it.

    Raises
    ------
    ValueError
        If an option or a file is wrong, naming it, the rule and the value.
    """
    base = load(given.pack)
    options = vars(given)
    start = scenarios.new(base)
    if options.get("scenario") is not None:
        start = opened(given.scenario, base)
    model = start.revised(base)
    named = ("worlds", "seed", "grant", "months")
    changed = {name: options[name] for name in named if options.get(name) is not None}
    if options.get("credence") is not None:
        changed["credence"] = credence(given.credence, model, given.concentration)
    if options.get("observe"):
        seen = parse_observations(given.observe, model.belief.network.item_ids)
        changed["observations"] = {**start.observations, **seen}
    if options.get("portfolio") is not None:
        changed["portfolio"] = _portfolio(given.portfolio, model)
    if options.get("set"):
        settings = dict(_setting(text) for text in given.set)
        changed["parameters"] = {**start.parameters, **settings}
    scenario = replace(start, **changed)
    scenarios.check(scenario)
    return scenario, model


def side_by_side(given: argparse.Namespace, base: Model) -> list[Scenario]:
    """Return the scenarios that are to be compared: the given one, files, presets.

    A preset is the given scenario under another credence.

    Raises
    ------
    ValueError
        If a file holds no scenario of this model, or a preset is unknown.
    """
    files = [given.scenario, *given.compare]
    read = [opened(path, base) for path in files]
    named = translated(base, given.language)
    return [*read, *(under(read[0], named, name) for name in given.compare_preset)]


def credence(text: str, model: Model, concentration: float | None = None) -> Credence:
    """Return the credence written as a preset, as numbers, or as a file.

    Raises
    ------
    ValueError
        If it is none of these, or not a credence over the model's levels.
    """
    if text in {prior.id for prior in model.belief.priors}:
        preset = model.belief.prior(text)
        return preset if concentration is None else Credence(preset.p, concentration)
    path = Path(text)
    if "," not in text and path.is_file():
        return Credence(_credence_file(path, model), concentration)
    return Credence(parse_numbers(text, len(model.belief.ladder)), concentration)


def _credence_file(path: Path, model: Model) -> Any:
    data = read_file(path).data
    whole = (
        data if isinstance(data, dict) and "credence" in data else {"credence": data}
    )
    if isinstance(whole["credence"], list):
        return scaled(whole["credence"], len(model.belief.ladder))
    return scenarios.from_plain({"credence": whole["credence"]}, model).credence.p


def _portfolio(path: Path, model: Model) -> Portfolio:
    return parse_portfolio(read_file(path).data, model.means.ids)


def _setting(text: str) -> tuple[str, float]:
    name, _, value = text.partition("=")
    try:
        number = float(value)
    except ValueError:
        number = np.nan
    if not np.isfinite(number):
        msg = f"--set must be PARAMETER=VALUE with a number, got {text!r}"
        raise ValueError(msg)
    return name, number
