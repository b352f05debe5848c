"""The command `score`: what one's own allocation is worth, and where it falls short."""

import argparse
from dataclasses import replace

from app.allocations import read_allocation, read_text
from app.documents import Json, posterior, run_of
from app.tables import table
from simulator.choice.allocation import Expected, assess
from simulator.choice.closing import Closing
from simulator.choice.effects import UNIT
from simulator.model import Model
from simulator.scenario import CONTRACT, Scenario
from simulator.world.engine import engine
from simulator.world.simulation import Progress

_FIRST = 5


def options(added: argparse.ArgumentParser) -> None:
    """Add the file of the allocation."""
    text = "a table of id and amount, YAML or JSON; - for standard input"
    added.add_argument("file", nargs="?", metavar="FILE", help=text)


def asked(file: str | None, scenario: Scenario, model: Model) -> Scenario:
    """Return the scenario with the allocation of a file, if one is given.

    Raises
    ------
    ValueError
        Naming the row or line of the file, the rule and the value.
    """
    if file is None:
        return scenario
    portfolio = read_allocation(read_text(file), model.means, file)
    return replace(scenario, portfolio=portfolio)


def score_document(
    model: Model, scenario: Scenario, progress: Progress | None = None
) -> Json:
    """Return what the scenario's allocation is worth, what is next, what is lacking."""
    p = posterior(model, scenario).posterior.p
    found = assess(engine(model), scenario, p, progress)
    ids = model.belief.ladder.ids
    return {
        "contract": CONTRACT,
        "portfolio": found.portfolio.plain,
        "cost": found.cost,
        "expected_value": found.expected.value,
        "standard_error": found.expected.standard_error,
        "value": found.value.tolist(),
        "value_errors": found.value_error.tolist(),
        "presets": [_expected(preset) for preset in found.presets],
        "next": [
            {"id": x.id, "gain": x.gain, "standard_error": x.standard_error}
            for x in found.uses
        ],
        "unit": f"utility per {UNIT:.0f} FTE-years",
        "levels": [_closing(closing, ids[closing.level]) for closing in found.closings],
        "credence": p.tolist(),
        **run_of(scenario),
    }


def listed(document: Json) -> str:
    """Return an assessment as tables."""
    goals = [
        [x["level"], x["goal"], x["covered"], x["shortfall"], _closed(x)]
        for x in document["levels"]
    ]
    presets = [[x["id"], x["expected_value"]] for x in document["presets"]]
    uses = [[x["id"], 1000 * x["gain"]] for x in document["next"][:_FIRST]]
    head = ["level", "goal", "covered", "shortfall", "extra FTE-years a year"]
    return "\n\n".join(
        [
            f"expected value {document['expected_value']:.4f}"
            f" (error {document['standard_error']:.4f}), cost {document['cost']:.1f}",
            table(presets, ["preset", "expected value"]),
            table(goals, head),
            table(uses, ["next", "gain/1000"]),
        ]
    )


def _expected(preset: Expected) -> Json:
    return {
        "id": preset.id,
        "expected_value": preset.value,
        "standard_error": preset.standard_error,
    }


def _closing(closing: Closing, level: str) -> Json:
    return {
        "level": level,
        "goal": closing.goal,
        "covered": closing.covered,
        "shortfall": closing.shortfall,
        "extra": closing.extra,
        "amounts": closing.amounts,
        "reachable": closing.reachable,
        "held_back_by": closing.held_back_by,
    }


def _closed(row: Json) -> str:
    """Return what closes a gap, or that nothing does."""
    if row["extra"] is not None:
        return f"{row['extra']:.0f}"
    why = f", held back by {row['held_back_by']}" if row["held_back_by"] else ""
    return f"none reaches it (at most {row['reachable']:.2f}{why})"
