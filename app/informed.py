"""The command `information`: what finding out would be worth before choosing."""

import argparse
import math

from app.documents import Json, posterior, run_of
from app.tables import table
from levels.arrays import FloatArray
from simulator.choice.agenda import Proposed, agenda
from simulator.choice.decisions import Decisions
from simulator.choice.information import Information
from simulator.choice.ranking import grants, respent, worth_knowing
from simulator.model import Model
from simulator.scenario import CONTRACT, Scenario
from simulator.world.engine import engine
from simulator.world.simulation import Progress

UNIT = "utility (catastrophe 0, best 1), before choosing one of the decisions"


def options(added: argparse.ArgumentParser) -> None:
    """Add the option of when the choice is made."""
    text = "when the choice is made; by default when half of the worlds are dangerous"
    text += " or the plan ends, whichever is first"
    added.add_argument("--deadline", type=float, metavar="MONTHS", help=text)


def information_document(
    model: Model,
    scenario: Scenario,
    deadline: float | None = None,
    progress: Progress | None = None,
) -> Json:
    """Return what knowing the level, each fact, and each test would be worth.

    Raises
    ------
    ValueError
        If the deadline is not a number of months from 0.
    """
    if deadline is not None and not 0 <= deadline < math.inf:
        msg = f"deadline must be a number of months from 0, got {deadline:g}"
        raise ValueError(msg)
    ready, worth = engine(model), scenario.utility(model)
    decisions = respent(ready, scenario, grants(ready, scenario, progress))
    p = posterior(model, scenario).posterior.p
    weights = model.belief.network.weights(scenario.observations)
    known = worth_knowing(model, decisions, worth, p, weights, deadline)
    return {
        "contract": CONTRACT,
        "decisions": _decisions(decisions, worth, p),
        "evpi": known.evpi,
        "facts": _facts(model, known),
        "tests": [
            _test(model, row)
            for row in agenda(model.belief.network, model.tests, known)
        ],
        "standard_error": known.evpi_error,
        "deadline": decisions.deadline if deadline is None else deadline,
        "unit": UNIT,
        "credence": p.tolist(),
        **run_of(scenario),
    }


def _decisions(decisions: Decisions, worth: FloatArray, p: FloatArray) -> list[Json]:
    value = decisions.payoff(worth).mean(axis=-1)
    return [
        {
            "id": choice.id,
            "portfolio": choice.portfolio.plain,
            "value": row.tolist(),
            "expected_value": float(row @ p),
        }
        for choice, row in zip(decisions.choices, value, strict=True)
    ]


def _facts(model: Model, known: Information) -> list[Json]:
    each = zip(
        model.belief.facts, known.facts.tolist(), known.facts_error.tolist(),
        strict=True,
    )  # fmt: skip
    return [
        {"id": fact.id, "evppi": evppi, "standard_error": error}
        for fact, evppi, error in each
    ]


def _test(model: Model, row: Proposed) -> Json:
    return {
        "id": model.tests[row.index].id,
        "evsi": row.evsi,
        "cost": row.cost,
        "arrival": row.arrival,
        "standard_error": row.standard_error,
        "late": row.late,
        "false_comfort": [[each.easy, each.hard] for each in row.comforts],
    }


def listed(document: Json) -> str:
    """Return what information is worth as tables, in thousandths."""
    tests = [
        [t["id"], 1000 * t["evsi"], 1000 * t["standard_error"], t["cost"],
         t["arrival"], "too late" if t["late"] else ""]
        for t in document["tests"]
    ]  # fmt: skip
    facts = [
        [f["id"], 1000 * f["evppi"], 1000 * f["standard_error"]]
        for f in document["facts"]
    ]
    head = ["test", "evsi/1000", "error", "million USD", "months", ""]
    count, evpi = len(document["decisions"]), 1000 * document["evpi"]
    return "\n\n".join(
        [
            f"to know the level before choosing one of {count} portfolios of the same"
            f" cost: {evpi:.4f}/1000 (error {1000 * document['standard_error']:.4f})",
            table(facts, ["fact", "evppi/1000", "error"]),
            table(tests, head),
        ]
    )
