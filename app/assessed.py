"""The command `score`: what one's own allocation is worth, and where it falls short."""

import argparse
from dataclasses import replace

from app.allocations import LONGEST, read_allocation
from app.documents import Json, posterior, run_of
from app.files import read_text
from app.tables import table
from simulator.choice.allocation import Assessment, Expected, assess
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


def with_allocation(scenario: Scenario, model: Model, file: str) -> Scenario:
    """Return a scenario with the allocation of a file, or of standard input for `-`.

    Raises
    ------
    ValueError
        If the file is no allocation: the row or line, the rule and the value.
    """
    text = read_text(file, 4 * LONGEST + 1)
    allocation = read_allocation(text, model.means, file)
    return replace(scenario, portfolio=allocation)


def assessment(
    model: Model, scenario: Scenario, progress: Progress | None = None
) -> Assessment:
    """Return what the scenario's allocation is worth, what is next, what is lacking.

    Raises
    ------
    ValueError
        If parameters are so extreme that a probability is not a number.
    """
    p = posterior(model, scenario).posterior.p
    return assess(engine(model), scenario, p, progress)


def score_document(
    model: Model, scenario: Scenario, progress: Progress | None = None
) -> Json:
    """Return an assessment as a document; see `assessment`."""
    found = assessment(model, scenario, progress)
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
        "credence": found.p.tolist(),
        **run_of(scenario),
    }


def listed(document: Json) -> str:
    """Return an assessment as tables."""
    presets = [
        [x["id"], x["expected_value"], x["standard_error"]] for x in document["presets"]
    ]
    uses = [
        [x["id"], 1000 * x["gain"], 1000 * x["standard_error"]]
        for x in document["next"][:_FIRST]
    ]
    return "\n\n".join(
        [
            f"expected value {document['expected_value']:.4f}"
            f" (error {document['standard_error']:.4f}),"
            f" cost {document['cost']:.1f} technical FTE-years a year",
            table(presets, ["under the preset", "expected value", "error"]),
            _levels(document),
            f"The next grant adds most to these ({document['unit']}):",
            table(uses, ["intervention", "gain/1000", "error"]),
        ]
    )


def _levels(document: Json) -> str:
    """Return by level what it is worth, how far it is covered, and what closes gaps.

    Below stands what no money closes.
    """
    goals = list(dict.fromkeys(x["goal"] for x in document["levels"]))
    rows = zip(*[iter(document["levels"])] * len(goals), strict=True)
    table_rows = [
        [closings[0]["level"], value, closings[0]["covered"], *map(_closed, closings)]
        for closings, value in zip(rows, document["value"], strict=True)
    ]
    head = [f"extra for {goal:.0%}" for goal in goals]
    notes = [_out_of_reach(x) for x in document["levels"] if x["extra"] is None]
    text = (
        "covered: the chance that all that a level requires is ready when the plan ends"
        "\nextra: technical FTE-years a year on top that bring that chance to the goal"
    )
    shown = table(table_rows, ["level", "value", "covered", *head])
    return "\n".join([shown, "", text, *notes])


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
    """Return the money that closes a gap, or that there is none to close."""
    if row["extra"] is None:
        return "out of reach"
    return f"{row['extra']:.0f}" if row["extra"] else "covered"


def _out_of_reach(row: Json) -> str:
    """Return why no money brings a level to a goal."""
    why = f", held back by {row['held_back_by']}" if row["held_back_by"] else ""
    return (
        f"{row['level']}: {row['goal']:.0%} is out of reach,"
        f" at most {row['reachable']:.0%}{why}"
    )
