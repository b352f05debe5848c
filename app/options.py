"""The options of the commands."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from app import (
    assessed,
    flipped,
    informed,
    optimized,
    pooled,
    workshop_options,
)
from app.briefs.edition import AUDIENCES, LENGTHS
from app.sensitivity import options as sensitivity_options
from app.texts import ENGLISH, languages
from simulator.scenario import Scenario

FORMATS = ("md", "html", "pdf", "docx", "pptx", "json")
"""Of a brief, named here so that no chart is drawn to show the help."""


def common(added: argparse.ArgumentParser) -> None:
    """Add what every command takes."""
    added.add_argument("--pack", type=Path, metavar="DIR", help="a model pack")
    added.add_argument("--json", action="store_true", help=workshop_options.JSON)


def scenario_file(added: argparse._ActionsContainer) -> None:
    """Add a scenario file to start from."""
    text = "start from a scenario file; other options change it"
    added.add_argument("--scenario", type=Path, metavar="FILE", help=text)


def update(added: argparse.ArgumentParser) -> None:
    """Add a prior and observations."""
    _credence_options(added, "--prior")


def rank(added: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Add a credence and how to simulate; return the parser."""
    _credence_options(added, "--credence")
    _run_options(added)
    text = f"size of a further grant, in FTE-years, {Scenario.grant:g} by default"
    added.add_argument("--grant", type=float, metavar="N", help=text)
    return added


def simulate(added: argparse.ArgumentParser) -> None:
    """Add a portfolio and parameters."""
    scenario_file(added)
    _run_options(added)
    text = f"length of the plan, {Scenario.months} by default"
    added.add_argument("--months", type=int, metavar="N", help=text)
    text = "hold a parameter at a value; may be given again"
    added.add_argument(
        "--set", action="append", default=[], metavar="PARAMETER=VALUE", help=text
    )


def optimize(added: argparse.ArgumentParser) -> None:
    """Add a credence, a budget and a rule."""
    _credence_options(added, "--credence")
    _world_options(added)
    optimized.options(added)


def score(added: argparse.ArgumentParser) -> None:
    """Add an allocation, a credence and how to simulate."""
    assessed.options(rank(added))


def sensitivity(added: argparse.ArgumentParser) -> None:
    """Add what is asked of whom."""
    _credence_options(added, "--credence", required=False)
    _portfolio_option(added)
    _seed_option(added)
    sensitivity_options(added)


def sweep(added: argparse.ArgumentParser) -> None:
    """Add a file with a sweep, where it goes and who runs it."""
    added.add_argument("file", type=Path, metavar="FILE", help="what to combine")
    _output_option(added)
    where = added.add_mutually_exclusive_group()
    text = "run on the workers of this Dask scheduler"
    where.add_argument("--scheduler", metavar="ADDRESS", help=text)
    text = "run on so many workers on this machine; 0: in this process"
    where.add_argument("--workers", type=int, metavar="N", help=text)


def flip(added: argparse.ArgumentParser) -> None:
    """Add a credence, how to simulate, and how many are first."""
    flipped.options(rank(added))


def information(added: argparse.ArgumentParser) -> None:
    """Add a credence, how to simulate, and a deadline."""
    informed.options(rank(added))


def pool(added: argparse.ArgumentParser) -> None:
    """Add a method and a file of people."""
    pooled.options(added)


def network(added: argparse.ArgumentParser) -> None:
    """Add a format and a file."""
    formats = ("bif", "graphml", "dot", "json")
    _format_option(added, formats)
    text = "of bif: a preset, numbers separated by commas, or a file"
    added.add_argument("--prior", metavar="CREDENCE", help=text)
    _output_option(added)


def scenario(added: argparse.ArgumentParser) -> None:
    """Add what to do with a scenario."""
    text = "print a new one, or one of a file, checked and complete"
    added.add_argument("action", choices=["new", "show"], help=text)
    text = "the scenario to show: YAML, JSON or a brief"
    added.add_argument("file", nargs="?", type=Path, metavar="FILE", help=text)


def brief(added: argparse.ArgumentParser) -> None:
    """Add scenarios, a format, a file, a language, a length and an audience."""
    text = "the scenario: YAML, JSON or a brief"
    added.add_argument("scenario", type=Path, metavar="FILE", help=text)
    _format_option(added, FORMATS)
    _output_option(added)
    text = "in which it is written, %(default)s by default"
    added.add_argument("--language", default=ENGLISH, choices=[*languages()], help=text)
    text = "compare it with these scenarios, in one brief"
    added.add_argument(
        "--compare", type=Path, nargs="+", metavar="FILE", default=[], help=text
    )
    text = "compare it with itself under the credence of these presets"
    added.add_argument(
        "--compare-preset", nargs="+", metavar="ID", default=[], help=text
    )
    text = "one page, at most four pages, or all of it (the default)"
    added.add_argument("--length", choices=LENGTHS, help=text)
    text = "for whom it is; decision_maker by default"
    added.add_argument("--audience", choices=AUDIENCES, help=text)


def verify(added: argparse.ArgumentParser) -> None:
    """Add a file."""
    added.add_argument("file", type=Path, metavar="FILE", help="the brief")


def pack(added: argparse.ArgumentParser) -> None:
    """Add what to do with a folder."""
    text = "copy the model to a new folder, check one, or print the schemas"
    added.add_argument("action", choices=["copy", "check", "schema"], help=text)
    text = "the folder of copy and check"
    added.add_argument("folder", nargs="?", type=Path, metavar="DIR", help=text)


def serve(added: argparse.ArgumentParser) -> None:
    """Add where to serve, and where workshops are kept."""
    text = "the address to serve at, %(default)s by default"
    added.add_argument("--host", default="127.0.0.1", help=text)
    text = "%(default)s by default; 0 takes one that is free"
    added.add_argument("--port", type=int, default=8501, metavar="N", help=text)
    workshop_options.database_option(added)


def _credence_options(
    added: argparse.ArgumentParser, option: str, *, required: bool = True
) -> None:
    given = added.add_mutually_exclusive_group(required=required)
    text = "a preset, numbers separated by commas, or a file"
    given.add_argument(option, dest="credence", metavar="CREDENCE", help=text)
    scenario_file(given)
    text = "how firmly it is held (equivalent number of chips)"
    added.add_argument("--concentration", type=float, metavar="N", help=text)
    text = "an item of evidence: yes, no or a likelihood ratio; may be given again"
    added.add_argument(
        "--observe", action="append", default=[], metavar="ID=SEEN", help=text
    )


def _run_options(added: argparse.ArgumentParser) -> None:
    _portfolio_option(added)
    _world_options(added)


def _world_options(added: argparse.ArgumentParser) -> None:
    text = f"how many to simulate, a power of two, {Scenario.worlds} by default"
    added.add_argument("--worlds", type=int, metavar="N", help=text)
    _seed_option(added)


def _seed_option(added: argparse.ArgumentParser) -> None:
    text = f"of chance, a whole number, {Scenario.seed} by default"
    added.add_argument("--seed", type=int, metavar="N", help=text)


def _portfolio_option(added: argparse.ArgumentParser) -> None:
    text = "FTE-years a year by intervention, YAML or JSON; by default today's field"
    added.add_argument("--portfolio", type=Path, metavar="FILE", help=text)


def _format_option(added: argparse.ArgumentParser, formats: Sequence[str]) -> None:
    text = "the form of the file"
    added.add_argument("--format", required=True, choices=formats, help=text)


def _output_option(added: argparse.ArgumentParser) -> None:
    text = "the file to write"
    added.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE", help=text
    )
