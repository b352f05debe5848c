"""The JSON documents of the contract, from values of the engine.

The command line prints them, and other routes may serve them. Keys stay as they are;
if one must change, `CONTRACT` is raised.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from app.run_details import run_details
from levels.arrays import FloatArray
from levels.credence import Credence
from levels.evidence import Observation
from levels.problem import Problem
from levels.update import Update, update
from simulator.choice.effects import UNIT
from simulator.choice.ranking import Ranking, groundwork, rank
from simulator.model import Model
from simulator.scenario import CONTRACT, Scenario
from simulator.world.engine import Engine, engine
from simulator.world.run import run
from simulator.world.simulation import Progress, draws_of

RANK_UNIT = f"utility (catastrophe 0, best 1) per {UNIT:.0f} FTE-years"
Json = dict[str, Any]


def levels_document(model: Model) -> Json:
    """Return the levels."""
    return _document(
        levels=[
            {"number": n, "id": level.id, "name": level.name, "tier": level.tier}
            for n, level in enumerate(model.belief.ladder.levels, start=1)
        ]
    )


def interventions_document(model: Model) -> Json:
    """Return the interventions."""
    return _document(
        interventions=[
            {"id": i.id, "name": i.name, "kind": i.kind}
            for i in model.means.interventions
        ]
    )


def evidence_document(model: Model) -> Json:
    """Return the items of evidence."""
    return _document(
        evidence=[
            {
                "id": e.id,
                "name": e.name,
                "year": e.year,
                "facts": list(e.facts),
                "groups": list(e.groups),
            }
            for e in model.belief.evidence
        ]
    )


def priors_document(model: Model) -> Json:
    """Return the presets."""
    return _document(
        priors=[
            {
                "id": prior.id,
                "name": prior.name,
                "p": model.belief.prior(prior.id).p.tolist(),
                "source": prior.source,
                "mapping": prior.mapping,
            }
            for prior in model.belief.priors
        ]
    )


def assumptions_document(model: Model, scenario: Scenario) -> Json:
    """Return every number of the model, and which ones the scenario changes."""
    held = scenario.held
    return _document(
        assumptions=[
            {
                "address": a.address,
                "entry": a.entry,
                "value": held.get(a.address, a.value),
                "low": held.get(a.address, a.low),
                "high": held.get(a.address, a.high),
                "unit": a.unit,
                "source": a.source,
                "changed": a.address in held or a.address in scenario.changes,
                "judgment": a.judgment,
            }
            for a in model.assumptions.values()
        ]
    )


def update_document(
    model: Model, prior: Credence, observations: Mapping[str, Observation]
) -> Json:
    """Return the posterior and what each item did to it."""
    told = update(model.belief.network, prior, observations)
    return _document(
        prior=prior.p.tolist(),
        posterior=told.posterior.p.tolist(),
        log_likelihood=[_finite(x) for x in told.log_likelihood.tolist()],
        log_evidence=told.log_evidence,
        items=[
            {"id": name, "decibans": [_finite(x) for x in row.tolist()]}
            for name, row in told.decibans.items()
        ],
        facts=_probabilities(told.facts),
        predictions=_probabilities(told.predictions),
    )


def _probabilities(by_id: Mapping[str, float]) -> list[Json]:
    return [{"id": name, "probability": p} for name, p in by_id.items()]


def _finite(x: float) -> float | None:
    """JSON has no infinity: an impossible level is null."""
    return x if np.isfinite(x) else None


def posterior(model: Model, scenario: Scenario) -> Update:
    """Return the scenario's credence after its observations."""
    return update(model.belief.network, scenario.credence, scenario.observations)


def ranking(
    engine: Engine, scenario: Scenario, progress: Progress | None = None
) -> Ranking:
    """Return the ranking of a scenario."""
    model = engine.model
    return rank(
        model,
        groundwork(engine, scenario, progress),
        scenario.utility(model),
        posterior(model, scenario).posterior.p,
        model.belief.network.weights(scenario.observations),
    )


def rank_document(
    model: Model, scenario: Scenario, progress: Progress | None = None
) -> Json:
    """Return the ranking of a scenario, highest priority first."""
    found = ranking(engine(model), scenario, progress)
    outcomes = [outcome.id for outcome in model.world.outcomes]
    interventions = model.means.interventions
    return _document(
        credence=found.p.tolist(),
        expected_value=found.expected_value,
        standard_error=found.standard_error,
        outcomes=_by_id(outcomes, found.outcomes),
        utilities=_by_id(outcomes, found.utilities),
        unit=RANK_UNIT,
        ranking=[
            {
                "id": interventions[place.index].id,
                "kind": interventions[place.index].kind,
                "priority": place.priority,
                "standard_error": place.standard_error,
                "by_level": place.by_level.tolist(),
                "effect": {
                    outcome: row.tolist()
                    for outcome, row in zip(outcomes, place.effect, strict=True)
                },
                "partner": None
                if place.partner is None
                else interventions[place.partner.index].id,
                "evsi": place.evsi,
            }
            for place in found.places
        ],
        **run_of(scenario),
    )


def simulate_document(
    model: Model, scenario: Scenario, progress: Progress | None = None
) -> Json:
    """Return the outcomes of a scenario's portfolio, its series and what tests do."""
    ready, portfolio = engine(model), scenario.allocation(model)
    worlds = draws_of(model, scenario.worlds, scenario.seed, scenario.parameters)
    told = run(ready, portfolio, worlds, scenario.months, progress)
    found = told.outcomes
    outcomes = [outcome.id for outcome in model.world.outcomes]
    return _document(
        portfolio=portfolio.plain,
        outcomes=_by_id(outcomes, found.mean[0].T),
        standard_errors=_by_id(outcomes, found.standard_error[0].T),
        value=(found.mean[0] @ scenario.utility(model)).tolist(),
        months=told.series.months,
        series=told.series.bands,
        **run_details(model, told),
        parameters={
            **{p.id: p.value for p in model.world.parameters},
            **scenario.parameters,
        },
        **run_of(scenario),
    )


def check_document(problems: Sequence[Problem], warnings: Sequence[Problem]) -> Json:
    """Return whether a pack can be used, what is wrong, and what may not be meant."""
    return _document(
        ok=not problems,
        problems=[_problem(p) for p in problems],
        warnings=[_problem(p) for p in warnings],
    )


def _problem(p: Problem) -> Json:
    return {
        "file": p.file,
        "line": p.line,
        "where": p.where,
        "rule": p.rule,
        "value": p.value,
    }


def _by_id(ids: list[str], rows: FloatArray) -> Json:
    return dict(zip(ids, rows.tolist(), strict=True))


def run_of(scenario: Scenario) -> Json:
    """Return what makes a run again."""
    return {
        "worlds": scenario.worlds,
        "seed": scenario.seed,
        "pack": scenario.pack,
        "scenario": scenario.digest,
    }


def _document(**fields: Any) -> Json:
    return {"contract": CONTRACT, **fields}
