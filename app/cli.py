"""The command line.

Every command prints tables for people, or one JSON document with `--json`. Exit status:
0 done, 1 the check that was asked for failed, 2 the input is wrong, 130 interrupted.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import Any, NamedTuple, NoReturn

from app import commands, options, workshop_options

WRONG, INTERRUPTED = 2, 130
MOST_SHOWN = 60
"""Characters of what was typed in place of a number."""


class Command(NamedTuple):
    """A command: its name, what it does, and its options beside the common ones."""

    name: str
    text: str
    run: Callable[[argparse.Namespace], int]
    options: Callable[[argparse.ArgumentParser], object] | None = None


COMMANDS = (
    Command("levels", "List the difficulty levels.", commands.levels),
    Command("interventions", "List the interventions.", commands.interventions),
    Command("evidence", "List the items of evidence.", commands.evidence),
    Command("priors", "List the presets and what they rest on.", commands.priors),
    Command(
        "assumptions",
        "List every number of the model.",
        commands.assumptions,
        options.scenario_file,
    ),
    Command(
        "update", "Update a credence on evidence.", commands.update, options.update
    ),
    Command(
        "rank", "Rank the interventions under a credence.", commands.rank, options.rank
    ),
    Command("simulate", "Simulate a portfolio.", commands.simulate, options.simulate),
    Command(
        "optimize",
        "Choose the best portfolio for a budget by a rule.",
        commands.optimize,
        options.optimize,
    ),
    Command(
        "score",
        "Tell what an allocation is worth and where it falls short.",
        commands.score,
        options.score,
    ),
    Command(
        "sensitivity",
        "Tell which assumptions an answer depends on.",
        commands.sensitivity,
        options.sensitivity,
    ),
    Command(
        "sweep",
        "Simulate every combination of portfolios and assumptions.",
        commands.sweep,
        options.sweep,
    ),
    Command(
        "flip",
        "Tell how little must shift for the first choice to change.",
        commands.flip,
        options.flip,
    ),
    Command(
        "information",
        "Tell what finding out would be worth before choosing.",
        commands.information,
        options.information,
    ),
    Command(
        "pool", "Pool the credences of several people.", commands.pool, options.pool
    ),
    Command(
        "network", "Export the network or the graph.", commands.network, options.network
    ),
    Command(
        "scenario", "Make or show a scenario.", commands.scenario, options.scenario
    ),
    Command("brief", "Write the brief of a scenario.", commands.brief, options.brief),
    Command(
        "verify",
        "Compute a brief again and compare.",
        commands.verify,
        options.verify,
    ),
    Command(
        "pack", "Copy, check or describe a model pack.", commands.pack, options.pack
    ),
    Command(
        "workshop",
        workshop_options.TEXT,
        commands.workshop,
        workshop_options.options,
    ),
    Command("serve", "Run the dashboard.", commands.serve, options.serve),
)


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one line, and say what a number must be."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.register("type", int, _reader(int, "a whole number"))
        self.register("type", float, _reader(float, "a number"))

    def error(self, message: str) -> NoReturn:
        sys.stderr.write(f"{self.prog}: {message}\n")
        sys.exit(WRONG)


def _reader(kind: Callable[[str], float], what: str) -> Callable[[str], float]:
    def read(text: str) -> float:
        try:
            return kind(text)
        except ValueError:
            msg = f"must be {what}, got {text[:MOST_SHOWN]!r}"
            raise argparse.ArgumentTypeError(msg) from None

    return read


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    given = parser().parse_args(arguments)
    try:
        status: int = given.run(given)
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123  so that exit is quiet
        return commands.DONE
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
    name = f"tenlevels {version('tenlevels')}"
    root.add_argument("--version", action="version", version=name)
    known = root.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS:
        added = known.add_parser(
            command.name, help=command.text, description=command.text
        )
        options.common(added)
        if command.options is not None:
            command.options(added)
        added.set_defaults(run=command.run)
    return root


if __name__ == "__main__":
    sys.exit(main())
