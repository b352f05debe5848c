"""The command line.

Every command prints tables for people, or one JSON document with `--json`. Exit status:
0 done, 1 the check that was asked for failed, 2 the input is wrong, 130 interrupted.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import numpy as np

from app import (
    assessed,
    documents,
    flipped,
    informed,
    optimized,
    pooled,
    sensitivity,
    tables,
    workshop_options,
)
from app.briefs.inside import scenario_file
from app.files import as_yaml, write
from app.progress import ProgressLine
from app.texts import ENGLISH, languages
from interventions.portfolio import Portfolio, parse_portfolio
from levels.credence import Credence, parse_numbers, scaled
from levels.evidence import parse_observations
from levels.pack import read_file
from levels.problem import PackError
from simulator import scenario as scenarios
from simulator.model import Model, load
from simulator.scenario import Scenario
from simulator.sweep_file import from_plain

FORMATS = ("md", "html", "pdf", "docx", "pptx", "json")
"""Of a brief, named here so that no chart is drawn to show the help."""

DONE, FAILED, WRONG, INTERRUPTED = 0, 1, 2, 130

Arguments = argparse.Namespace
_Command = Callable[[str, Callable[[Arguments], int], str], argparse.ArgumentParser]


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        sys.stderr.write(f"{self.prog}: {message}\n")
        sys.exit(WRONG)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    given = parser().parse_args(arguments)
    try:
        status: int = given.run(given)
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123  so that exit is quiet
        return DONE
    except (ValueError, OSError) as error:
        line = " ".join(str(error).split())
        sys.stderr.write(f"tenlevels {given.command}: {line}\n")
        return WRONG
    except KeyboardInterrupt:
        sys.stderr.write(f"tenlevels {given.command}: interrupted\n")
        return INTERRUPTED
    return status


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    root = _Parser(prog="tenlevels", description="Scenarios of alignment difficulty.")
    commands = root.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(
        name: str, run: Callable[[Arguments], int], text: str
    ) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text, description=text)
        _common(added)
        added.set_defaults(run=run)
        return added

    command("levels", _levels, "List the difficulty levels.")
    command("interventions", _interventions, "List the interventions.")
    command("evidence", _evidence, "List the items of evidence.")
    command("priors", _priors, "List the presets and what they rest on.")
    _scenario_option(
        command("assumptions", _assumptions, "List every number of the model.")
    )
    _answers(command)
    _files(command)
    return root


def _answers(command: _Command) -> None:
    _update_options(command("update", _update, "Update a credence on evidence."))
    _rank_options(command("rank", _rank, "Rank the interventions under a credence."))
    _simulate_options(command("simulate", _simulate, "Simulate a portfolio."))
    text = "Choose the best portfolio for a budget by a rule."
    _optimize_options(command("optimize", _optimize, text))
    text = "Tell what an allocation is worth and where it falls short."
    assessed.options(_rank_options(command("score", _score, text)))
    text = "Tell which assumptions an answer depends on."
    _sensitivity_options(command("sensitivity", _sensitivity, text))
    text = "Simulate every combination of portfolios and assumptions."
    _sweep_options(command("sweep", _sweep, text))
    text = "Tell how little must shift for the first choice to change."
    flipped.options(_rank_options(command("flip", _flip, text)))
    text = "Tell what finding out would be worth before choosing."
    informed.options(_rank_options(command("information", _information, text)))
    pooled.options(command("pool", _pool, "Pool the credences of several people."))


def _files(command: _Command) -> None:
    _network_options(command("network", _network, "Export the network or the graph."))
    _scenario_options(command("scenario", _scenario, "Make or show a scenario."))
    _brief_options(command("brief", _brief, "Write the brief of a scenario."))
    _verify_options(command("verify", _verify, "Compute a brief again and compare."))
    _pack_options(command("pack", _pack, "Copy, check or describe a model pack."))
    workshop_options.options(command("workshop", _workshop, workshop_options.TEXT))
    _serve_options(command("serve", _serve, "Run the dashboard."))


def _common(added: argparse.ArgumentParser) -> None:
    added.add_argument("--pack", type=Path, metavar="DIR", help="a model pack")
    added.add_argument("--json", action="store_true", help="print one JSON document")


def _credence_options(
    added: argparse.ArgumentParser, option: str, *, required: bool = True
) -> None:
    given = added.add_mutually_exclusive_group(required=required)
    text = "a preset, numbers separated by commas, or a file"
    given.add_argument(option, dest="credence", help=text)
    _scenario_option(given)
    text = "how firmly it is held (equivalent number of chips)"
    added.add_argument("--concentration", type=float, metavar="N", help=text)
    text = "ID=yes, ID=no or ID=ratio; may be given again"
    added.add_argument("--observe", action="append", default=[], help=text)


def _scenario_option(added: argparse._ActionsContainer) -> None:
    text = "start from a scenario file; other options change it"
    added.add_argument("--scenario", type=Path, metavar="FILE", help=text)


def _run_options(added: argparse.ArgumentParser) -> None:
    added.add_argument("--portfolio", type=Path, help="a YAML or JSON file")
    _world_options(added)


def _world_options(added: argparse.ArgumentParser) -> None:
    added.add_argument("--worlds", type=int, metavar="N", help="a power of two")
    added.add_argument("--seed", type=int, metavar="N", help="0 by default")


def _update_options(added: argparse.ArgumentParser) -> None:
    _credence_options(added, "--prior")


def _rank_options(added: argparse.ArgumentParser) -> argparse.ArgumentParser:
    _credence_options(added, "--credence")
    _run_options(added)
    added.add_argument("--grant", type=float, metavar="N", help="in FTE-years")
    return added


def _optimize_options(added: argparse.ArgumentParser) -> None:
    _credence_options(added, "--credence")
    _world_options(added)
    optimized.options(added)


def _simulate_options(added: argparse.ArgumentParser) -> None:
    _scenario_option(added)
    _run_options(added)
    added.add_argument("--months", type=int, metavar="N", help="length of the plan")
    text = "PARAMETER=VALUE; may be given again"
    added.add_argument("--set", action="append", default=[], help=text)


def _sensitivity_options(added: argparse.ArgumentParser) -> None:
    _credence_options(added, "--credence", required=False)
    added.add_argument("--portfolio", type=Path, help="a YAML or JSON file")
    added.add_argument("--seed", type=int, metavar="N", help="0 by default")
    sensitivity.options(added)


def _sweep_options(added: argparse.ArgumentParser) -> None:
    added.add_argument("file", type=Path, metavar="FILE", help="what to combine")
    added.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    where = added.add_mutually_exclusive_group()
    text = "run on the workers of this Dask scheduler"
    where.add_argument("--scheduler", metavar="ADDRESS", help=text)
    text = "run on so many workers on this machine; 0: in this process"
    where.add_argument("--workers", type=int, metavar="N", help=text)


def _network_options(added: argparse.ArgumentParser) -> None:
    formats = ["bif", "graphml", "dot", "json"]
    added.add_argument("--format", required=True, choices=formats)
    added.add_argument("--prior", default=None, help="prior of the network (bif)")
    added.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")


def _scenario_options(added: argparse.ArgumentParser) -> None:
    added.add_argument("action", choices=["new", "show"])
    added.add_argument("file", nargs="?", type=Path)


def _brief_options(added: argparse.ArgumentParser) -> None:
    added.add_argument("scenario", type=Path, metavar="SCENARIO")
    added.add_argument("--format", required=True, choices=FORMATS)
    added.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    added.add_argument("--language", default=ENGLISH, choices=[*languages()])


def _verify_options(added: argparse.ArgumentParser) -> None:
    added.add_argument("file", type=Path, metavar="FILE")


def _pack_options(added: argparse.ArgumentParser) -> None:
    added.add_argument("action", choices=["copy", "check", "schema"])
    added.add_argument("folder", nargs="?", type=Path, metavar="DIR")


def _serve_options(added: argparse.ArgumentParser) -> None:
    added.add_argument("--host", default="127.0.0.1")
    added.add_argument("--port", type=int, default=8501)
    workshop_options.database_option(added)


def _emit(given: Arguments, document: Any, text: str) -> int:
    shown = json.dumps(document, allow_nan=False) if given.json else text
    sys.stdout.write(f"{shown}\n")
    sys.stdout.flush()
    return DONE


def _listing(make: Callable[[Model], documents.Json]) -> Callable[[Arguments], int]:
    def run(given: Arguments) -> int:
        document = make(load(given.pack))
        return _emit(given, document, tables.listed(document))

    return run


_levels = _listing(documents.levels_document)
_interventions = _listing(documents.interventions_document)
_evidence = _listing(documents.evidence_document)
_priors = _listing(documents.priors_document)


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


def _update(given: Arguments) -> int:
    scenario, model = _input(given)
    document = documents.update_document(
        model, scenario.credence, scenario.observations
    )
    return _emit(given, document, tables.updated(document))


def _input(given: Arguments) -> tuple[Scenario, Model]:
    """Return the scenario that the options describe, and the model as it sees it."""
    base = load(given.pack)
    options = vars(given)
    start = scenarios.new(base)
    if options.get("scenario") is not None:
        start = scenarios.from_plain(scenario_file(given.scenario), base)
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


def _rank(given: Arguments) -> int:
    scenario, model = _input(given)
    with ProgressLine(sys.stderr, "simulating") as told:
        document = documents.rank_document(model, scenario, told)
    return _emit(given, document, tables.ranked(document))


def _optimize(given: Arguments) -> int:
    scenario, model = _input(given)
    asked = optimized.asked(given)
    with ProgressLine(sys.stderr, "searching") as told:
        document = optimized.optimize_document(model, scenario, asked, told)
    return _emit(given, document, optimized.listed(document))


def _score(given: Arguments) -> int:
    scenario, model = _input(given)
    if given.file is not None:
        scenario = assessed.with_allocation(scenario, model, given.file)
    with ProgressLine(sys.stderr, "simulating") as told:
        document = assessed.score_document(model, scenario, told)
    return _emit(given, document, assessed.listed(document))


def _flip(given: Arguments) -> int:
    scenario, model = _input(given)
    with ProgressLine(sys.stderr, "simulating") as told:
        document = flipped.flip_document(model, scenario, given.first, told)
    return _emit(given, document, flipped.listed(document))


def _information(given: Arguments) -> int:
    scenario, model = _input(given)
    with ProgressLine(sys.stderr, "simulating") as told:
        document = informed.information_document(model, scenario, given.deadline, told)
    return _emit(given, document, informed.listed(document))


def _pool(given: Arguments) -> int:
    model, people = load(given.pack), read_file(given.file).data
    document = pooled.pool_document(model, given.method, people, given.floor)
    return _emit(given, document, pooled.listed(document, model))


def _simulate(given: Arguments) -> int:
    scenario, model = _input(given)
    with ProgressLine(sys.stderr, "simulating") as told:
        document = documents.simulate_document(model, scenario, told)
    return _emit(given, document, tables.simulated(document))


def _sensitivity(given: Arguments) -> int:
    scenario, model = _input(given)
    asked = sensitivity.Asked(given.of, given.inputs, given.draws)
    document = sensitivity.sensitivity_document(
        model, scenario, asked, partial(ProgressLine, sys.stderr)
    )
    return _emit(given, document, sensitivity.listed(document))


def _sweep(given: Arguments) -> int:
    from app import sweep  # noqa: PLC0415  Parquet only where needed

    model = load(given.pack)
    asked = from_plain(read_file(given.file).data, model)
    where = sweep.Where(given.scheduler, given.workers)
    with ProgressLine(sys.stderr, "simulating") as told:
        document = sweep.sweep_document(model, asked, given.output, where, told)
    return _emit(given, document, document["path"])


def _assumptions(given: Arguments) -> int:
    scenario, model = _input(given)
    document = documents.assumptions_document(model, scenario)
    return _emit(given, document, tables.assumed(document))


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


def _network(given: Arguments) -> int:
    from app.exports import exported  # noqa: PLC0415  networkx only where needed

    model = load(given.pack)
    prior = scenarios.new(model).credence
    if given.prior is not None:
        prior = credence(given.prior, model)
    write(given.output, exported(model, given.format, prior))
    return _emit(given, {"contract": 1, "path": str(given.output)}, str(given.output))


def _scenario(given: Arguments) -> int:
    model = load(given.pack)
    if given.action == "new":
        scenario = scenarios.new(model)
    elif given.file is None:
        msg = "show must be given a FILE"
        raise ValueError(msg)
    else:
        scenario = scenarios.from_plain(scenario_file(given.file), model)
    return _emit(given, scenario.plain, as_yaml(scenario.plain).rstrip())


def _brief(given: Arguments) -> int:
    from app.briefs import commands  # noqa: PLC0415  charts only where needed

    document = commands.write_brief(
        load(given.pack), given.scenario, given.format, given.output, given.language
    )
    return _emit(given, document, document["path"])


def _verify(given: Arguments) -> int:
    from app.briefs import commands  # noqa: PLC0415  charts only where needed

    document = commands.verify_brief(load(given.pack), given.file)
    _emit(given, document, commands.listed(document))
    return DONE if document["ok"] else FAILED


def _pack(given: Arguments) -> int:
    from app import packs  # noqa: PLC0415  schemas only where needed

    if given.action == "schema":
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


def _workshop(given: Arguments) -> int:
    from app import workshop_commands  # noqa: PLC0415  SQLAlchemy only where needed

    return _emit(given, *workshop_commands.run(given))


def _serve(given: Arguments) -> int:
    from app.server import serve  # noqa: PLC0415  Streamlit only where it is needed

    serve(
        host=given.host,
        port=given.port,
        pack=given.pack,
        database=given.database,
    )
    return DONE


if __name__ == "__main__":
    sys.exit(main())


__all__ = ["PackError", "credence", "main", "parser"]
