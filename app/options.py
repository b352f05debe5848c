"""The options of the commands."""

import argparse
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

FORMATS = ("md", "html", "pdf", "docx", "pptx", "json")
"""Of a brief, named here so that no chart is drawn to show the help."""


def common(added: argparse.ArgumentParser) -> None:
    """Add what every command takes."""
    added.add_argument("--pack", type=Path, metavar="DIR", help="a model pack")
    added.add_argument("--json", action="store_true", help="print one JSON document")


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
    added.add_argument("--grant", type=float, metavar="N", help="in FTE-years")
    return added


def simulate(added: argparse.ArgumentParser) -> None:
    """Add a portfolio and parameters."""
    scenario_file(added)
    _run_options(added)
    added.add_argument("--months", type=int, metavar="N", help="length of the plan")
    text = "PARAMETER=VALUE; may be given again"
    added.add_argument("--set", action="append", default=[], help=text)


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
    added.add_argument("--portfolio", type=Path, help="a YAML or JSON file")
    added.add_argument("--seed", type=int, metavar="N", help="0 by default")
    sensitivity_options(added)


def sweep(added: argparse.ArgumentParser) -> None:
    """Add a file with a sweep, where it goes and who runs it."""
    added.add_argument("file", type=Path, metavar="FILE", help="what to combine")
    added.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
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
    formats = ["bif", "graphml", "dot", "json"]
    added.add_argument("--format", required=True, choices=formats)
    added.add_argument("--prior", default=None, help="prior of the network (bif)")
    added.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")


def scenario(added: argparse.ArgumentParser) -> None:
    """Add what to do with a scenario."""
    added.add_argument("action", choices=["new", "show"])
    added.add_argument("file", nargs="?", type=Path)


def brief(added: argparse.ArgumentParser) -> None:
    """Add scenarios, a format, a file, a language, a length and an audience."""
    added.add_argument("scenario", type=Path, metavar="SCENARIO")
    added.add_argument("--format", required=True, choices=FORMATS)
    added.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    added.add_argument("--language", default=ENGLISH, choices=[*languages()])
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
    added.add_argument("file", type=Path, metavar="FILE")


def pack(added: argparse.ArgumentParser) -> None:
    """Add what to do with a folder."""
    added.add_argument("action", choices=["copy", "check", "schema"])
    added.add_argument("folder", nargs="?", type=Path, metavar="DIR")


def serve(added: argparse.ArgumentParser) -> None:
    """Add where to serve, and where workshops are kept."""
    added.add_argument("--host", default="127.0.0.1")
    added.add_argument("--port", type=int, default=8501)
    workshop_options.database_option(added)


def _credence_options(
    added: argparse.ArgumentParser, option: str, *, required: bool = True
) -> None:
    given = added.add_mutually_exclusive_group(required=required)
    text = "a preset, numbers separated by commas, or a file"
    given.add_argument(option, dest="credence", help=text)
    scenario_file(given)
    text = "how firmly it is held (equivalent number of chips)"
    added.add_argument("--concentration", type=float, metavar="N", help=text)
    text = "ID=yes, ID=no or ID=ratio; may be given again"
    added.add_argument("--observe", action="append", default=[], help=text)


def _run_options(added: argparse.ArgumentParser) -> None:
    added.add_argument("--portfolio", type=Path, help="a YAML or JSON file")
    _world_options(added)


def _world_options(added: argparse.ArgumentParser) -> None:
    added.add_argument("--worlds", type=int, metavar="N", help="a power of two")
    added.add_argument("--seed", type=int, metavar="N", help="0 by default")
