"""What the browser's ladder is given: a model and effects as plain data."""

from collections.abc import Mapping
from typing import Any

from app.sentences import names
from app.texts import in_a_row, language, of_the_ladder, say
from interventions.intervention import KINDS
from interventions.requirement import Branch, Gate, Tree
from levels.arrays import FloatArray
from simulator.choice.effects import Effects
from simulator.model import Model
from simulator.scenario import Scenario

CONCENTRATIONS = [2, 200]
USUAL_CONCENTRATION = 10.0

Names = Mapping[str, str]


def explorer_data(
    model: Model,
    effects: Effects,
    scenario: Scenario,
    locks: list[bool],
    log_likelihood: FloatArray,
    version: int,
) -> dict[str, Any]:
    """Return the data of the explore component.

    Parameters
    ----------
    model : Model
    effects : Effects
    scenario : Scenario
    locks : list of bool
    log_likelihood : ndarray, shape (K,)
        Of what was observed; the browser adds it to the credence on the ladder.
    version : int
        Changes when the ladder should show the scenario anew.
    """
    outcomes = effects.outcomes.mean[0]
    return {
        **ladder_data(model, outcomes, scenario, locks, log_likelihood, version),
        "interventions": [
            {"id": i.id, "name": i.name, "kind": i.kind}
            for i in model.means.interventions
        ],
        "kinds": {kind: say(f"kind.{kind}") for kind in KINDS},
        "effect": effects.effect.tolist(),
        "unit": say("explore.unit.thousandths"),
        "unitScale": 1000,
    }


def ladder_data(
    model: Model,
    outcomes: FloatArray,
    scenario: Scenario,
    locks: list[bool],
    log_likelihood: FloatArray,
    version: int,
) -> dict[str, Any]:
    """Return the data of a ladder that weighs outcomes, without a ranking.

    Parameters
    ----------
    model : Model
    outcomes : ndarray, shape (K, n_outcomes)
        Probabilities at each level.
    scenario : Scenario
    locks : list of bool
    log_likelihood : ndarray, shape (K,)
        See `explorer_data`.
    version : int
    """
    finite = [max(float(x), -1e300) for x in log_likelihood]
    return {
        "levels": level_entries(model),
        "tiers": [{"id": t.id, "name": t.name} for t in model.belief.ladder.tiers],
        "credence": [float(x) for x in scenario.credence.p],
        "locks": locks,
        "concentration": scenario.credence.concentration or USUAL_CONCENTRATION,
        "concentrationRange": CONCENTRATIONS,
        "logLikelihood": finite if scenario.observations else None,
        "interventions": [],
        "outcomes": [
            {"id": o.id, "name": o.name, "tone": o.tone} for o in model.world.outcomes
        ],
        "utilities": scenario.utility(model).tolist(),
        "outcomeProbabilities": outcomes.tolist(),
        "version": version,
        "texts": of_the_ladder(),
        "locale": language(),
    }


def level_entries(model: Model) -> list[dict[str, Any]]:
    """Return the levels as the ladder describes them."""
    named = names(model)
    gates = {gate.id: gate for gate in model.means.gates}
    pairs = zip(model.belief.ladder.levels, model.means.requirements, strict=True)
    return [
        {
            "id": level.id,
            "number": number,
            "name": level.name,
            "short": level.short,
            "tier": level.tier,
            "summary": level.summary,
            "needs": needs_in_words(need.needs, gates, named),
        }
        for number, (level, need) in enumerate(pairs, start=1)
    ]


def needs_in_words(tree: Branch, gates: Mapping[str, Gate], named: Names) -> str:
    """Return what a level needs, one gate deep, in words."""
    if isinstance(tree, Tree) and len(tree.branches) == 1:
        return needs_in_words(tree.branches[0], gates, named)
    if isinstance(tree, str) and tree in gates:
        return _words(gates[tree].needs, named)
    return _words(tree, named)


def _words(branch: Branch, named: Names) -> str:
    if isinstance(branch, str):
        return named[branch]
    parts = [_words(part, named) for part in branch.branches]
    if branch.all_of is not None:
        return say("tree.all").join(parts) or say("tree.nothing")
    if branch.any_of is not None:
        if not parts:
            return say("tree.never")
        return say("tree.any", parts=in_a_row(parts))
    return say("tree.at_least", count=branch.threshold, parts=in_a_row(parts))
