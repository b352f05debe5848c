"""What each command does: its document for programs, or the same as tables.

Every one returns the exit status, and takes the options that `app.options` describes.
"""

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from app import (
    assessed,
    documents,
    flipped,
    informed,
    optimized,
    pooled,
    tables,
)
from app.briefs.edition import FULL
from app.briefs.opened import opened
from app.described import credence, described, side_by_side
from app.files import as_yaml, write
from app.progress import ProgressLine
from app.sensitivity import Asked, sensitivity_document
from app.sensitivity import listed as told_of
from levels.pack import read_file
from simulator import scenario as scenarios
from simulator.model import Model, load
from simulator.sweep_file import from_plain

DONE, FAILED = 0, 1
_KEPT = "\t\n\r"
_COMMANDS = {n: "\ufffd" for n in (*range(32), *range(127, 160)) if chr(n) not in _KEPT}

Arguments = argparse.Namespace


def _emit(given: Arguments, document: Any, text: str) -> int:
    shown = json.dumps(document, allow_nan=False) if given.json else _harmless(text)
    sys.stdout.write(f"{shown}\n")
    sys.stdout.flush()
    return DONE


def _harmless(text: str) -> str:
    """Return text without what commands a terminal; names may be anybody's."""
    return text.translate(_COMMANDS)


def _listing(make: Callable[[Model], documents.Json]) -> Callable[[Arguments], int]:
    def run(given: Arguments) -> int:
        document = make(load(given.pack))
        return _emit(given, document, tables.listed(document))

    return run


levels = _listing(documents.levels_document)
interventions = _listing(documents.interventions_document)
evidence = _listing(documents.evidence_document)
priors = _listing(documents.priors_document)


def assumptions(given: Arguments) -> int:
    """Print every number of the model."""
    scenario, model = described(given)
    document = documents.assumptions_document(model, scenario)
    return _emit(given, document, tables.assumed(document))


def update(given: Arguments) -> int:
    """Print a credence after observations."""
    scenario, model = described(given)
    document = documents.update_document(
        model, scenario.credence, scenario.observations
    )
    return _emit(given, document, tables.updated(document))


def rank(given: Arguments) -> int:
    """Print the ranking."""
    scenario, model = described(given)
    with ProgressLine(sys.stderr, "simulating") as told:
        document = documents.rank_document(model, scenario, told)
    return _emit(given, document, tables.ranked(document))


def simulate(given: Arguments) -> int:
    """Print what a portfolio leads to."""
    scenario, model = described(given)
    with ProgressLine(sys.stderr, "simulating") as told:
        document = documents.simulate_document(model, scenario, told)
    return _emit(given, document, tables.simulated(document))


def optimize(given: Arguments) -> int:
    """Print the best portfolio for a budget."""
    scenario, model = described(given)
    asked = optimized.asked(given)
    with ProgressLine(sys.stderr, "searching") as told:
        document = optimized.optimize_document(model, scenario, asked, told)
    return _emit(given, document, optimized.listed(document))


def score(given: Arguments) -> int:
    """Print what an allocation is worth.

    Raises
    ------
    ValueError
        If there are two allocations, or one is wrong.
    """
    if given.file is not None and given.portfolio is not None:
        msg = f"score must have one allocation, got {given.file} and --portfolio"
        raise ValueError(msg)
    scenario, model = described(given)
    if given.file is not None:
        scenario = assessed.with_allocation(scenario, model, given.file)
    with ProgressLine(sys.stderr, "simulating") as told:
        document = assessed.score_document(model, scenario, told)
    return _emit(given, document, assessed.listed(document))


def sensitivity(given: Arguments) -> int:
    """Print which assumptions an answer depends on."""
    scenario, model = described(given)
    asked = Asked(given.of, given.inputs, given.draws)
    document = sensitivity_document(
        model, scenario, asked, partial(ProgressLine, sys.stderr)
    )
    return _emit(given, document, told_of(document))


def sweep(given: Arguments) -> int:
    """Write the outcomes of every combination."""
    from app import sweep  # noqa: PLC0415  Parquet only where needed

    model = load(given.pack)
    asked = from_plain(read_file(given.file).data, model)
    where = sweep.Where(given.scheduler, given.workers)
    with ProgressLine(sys.stderr, "simulating") as told:
        document = sweep.sweep_document(model, asked, given.output, where, told)
    return _emit(given, document, document["path"])


def flip(given: Arguments) -> int:
    """Print the nearest flip."""
    scenario, model = described(given)
    with ProgressLine(sys.stderr, "simulating") as told:
        document = flipped.flip_document(model, scenario, given.first, told)
    return _emit(given, document, flipped.listed(document))


def information(given: Arguments) -> int:
    """Print what finding out would be worth."""
    scenario, model = described(given)
    with ProgressLine(sys.stderr, "simulating") as told:
        document = informed.information_document(model, scenario, given.deadline, told)
    return _emit(given, document, informed.listed(document))


def pool(given: Arguments) -> int:
    """Print what several people believe together."""
    model, people = load(given.pack), read_file(given.file).data
    document = pooled.pool_document(model, given.method, people, given.floor)
    return _emit(given, document, pooled.listed(document, model))


def network(given: Arguments) -> int:
    """Write the network or the graph."""
    from app.exports import exported  # noqa: PLC0415  networkx only where needed

    model = load(given.pack)
    prior = scenarios.new(model).credence
    if given.prior is not None:
        prior = credence(given.prior, model)
    write(given.output, exported(model, given.format, prior))
    return _emit(given, {"contract": 1, "path": str(given.output)}, str(given.output))


def scenario(given: Arguments) -> int:
    """Print a scenario."""
    model = load(given.pack)
    if given.action == "new":
        _refuse_also("new", "FILE", given.file)
        scenario = scenarios.new(model)
    elif given.file is None:
        msg = "show must be given a FILE"
        raise ValueError(msg)
    else:
        scenario = opened(given.file, model)
    return _emit(given, scenario.plain, as_yaml(scenario.plain).rstrip())


def _refuse_also(action: str, name: str, path: Path | None) -> None:
    """Refuse a path where an action takes none."""
    if path is not None:
        msg = f"{action} must be given no {name}, got {path}"
        raise ValueError(msg)


def brief(given: Arguments) -> int:
    """Write a brief."""
    from app.briefs import commands  # noqa: PLC0415  charts only where needed

    model, to = load(given.pack), (given.format, given.output, given.language)
    chosen = {n: getattr(given, n) for n in vars(FULL) if getattr(given, n) is not None}
    if given.compare or given.compare_preset:
        _refuse(chosen)
        document = commands.write_comparison(model, side_by_side(given, model), *to)
    else:
        edition = replace(FULL, **chosen)
        document = commands.write_brief(model, given.scenario, *to, edition)
    return _emit(given, document, document["path"])


def _refuse(chosen: dict[str, str]) -> None:
    """Refuse a length or an audience of a comparison, which has but one."""
    for name, value in chosen.items():
        msg = f"--{name} must be left out of a comparison, got {value!r}"
        raise ValueError(msg)


def verify(given: Arguments) -> int:
    """Print how a brief differs from what is computed now."""
    from app.briefs import commands  # noqa: PLC0415  charts only where needed

    document = commands.verify_brief(load(given.pack), given.file)
    _emit(given, document, commands.listed(document))
    return DONE if document["ok"] else FAILED


def pack(given: Arguments) -> int:
    """Copy, check or describe a model pack."""
    from app import packs  # noqa: PLC0415  schemas only where needed

    if given.action == "schema":
        _refuse_also("schema", "DIR", given.folder)
        schemas = packs.schemas()
        return _emit(given, {"contract": 1, "schemas": schemas}, json.dumps(schemas))
    if given.folder is None:
        msg = f"{given.action} must be given a DIR"
        raise ValueError(msg)
    if given.action == "copy":
        packs.copy(given.folder)
        return _emit(
            given, {"contract": 1, "path": str(given.folder)}, str(given.folder)
        )
    found = packs.check(given.folder)
    document = documents.check_document(found.problems, found.warnings)
    _emit(given, document, tables.checked(document))
    return DONE if document["ok"] else FAILED


def workshop(given: Arguments) -> int:
    """Do what is asked with the workshops of a database."""
    from app import workshop_commands  # noqa: PLC0415  SQLAlchemy only where needed

    return _emit(given, *workshop_commands.run(given))


def serve(given: Arguments) -> int:
    """Serve until stopped."""
    from app.server import serve  # noqa: PLC0415  Streamlit only where it is needed

    serve(
        host=given.host,
        port=given.port,
        pack=given.pack,
        database=given.database,
    )
    return DONE
