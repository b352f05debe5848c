"""Small model packs, made by code: few levels and interventions, all catalogs.

A pack is plain data by file name, as a person would write it; `made` checks it and
returns its model, `written` puts it into a folder. `random_pack` draws packs whose
trees share branches and whose parameters spread widely, for properties and for the
comparison with the oracle.
"""

import json
from collections.abc import Container, Mapping, Sequence
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import strategies as st

from interventions.portfolio import Portfolio, parse_portfolio
from levels.document import parse
from levels.pack import read
from simulator.model import Model, load, model
from simulator.world.engine import Engine, engine
from simulator.world.sampling import UNCERTAIN, Worlds

Plain = dict[str, Any]
Pack = dict[str, Plain]

WHY = {"judgment": "made up for a test"}
NEVER: Plain = {"any_of": []}
ALWAYS: Plain = {"all_of": []}
ROLES = ("slowing", "slack", "halting", "proof", "containment", "automation")

PARAMETERS: dict[str, tuple[str, str, float, float, float]] = {
    "compute_growth": ("times a year", "lognormal", 3.0, 4.0, 5.0),
    "algorithmic_growth": ("times a year", "lognormal", 1.8, 3.0, 5.3),
    "threshold": ("orders of magnitude", "lognormal", 2.0, 5.0, 12.0),
    "slowing_effect": ("share", "logitnormal", 0.2, 0.5, 0.75),
    "algorithms_on_compute": ("share", "uniform", 0.1, 0.4, 0.7),
    "field_growth": ("a year", "normal", 0.05, 0.2, 0.3),
    "field_limit": ("times today", "lognormal", 1.5, 3.0, 6.0),
    "crowding": ("exponent", "uniform", 0.5, 0.7, 0.9),
    "crowding_size": ("FTE", "lognormal", 10.0, 30.0, 90.0),
    "groundwork": ("share", "uniform", 0.15, 0.35, 0.55),
    "pledged_share": ("share", "fixed", 0.05, 0.2, 0.3),
    "delivered": ("share", "uniform", 0.2, 0.6, 1.0),
    "compute_exponent": ("exponent", "uniform", 0.25, 0.45, 0.65),
    "automation_width": ("orders of magnitude", "lognormal", 0.3, 0.6, 1.2),
    "task_speed": ("times a person", "lognormal", 8.0, 25.0, 80.0),
    "substitution": ("exponent", "uniform", -1.0, -0.5775, -0.155),
    "untrusted_use": ("share", "uniform", 0.0, 0.5, 1.0),
    "automation_on": ("switch", "fixed", 0.0, 1.0, 1.0),
    "sabotage_on": ("switch", "fixed", 0.0, 1.0, 1.0),
    "shared_stealth": ("share", "uniform", 0.2, 0.4, 0.6),
    "correlated_layers": ("switch", "fixed", 1.0, 1.0, 1.0),
    "visibility_shift": ("log-odds", "normal", -1.0, 0.0, 1.0),
    "false_alarm": ("probability", "logitnormal", 0.02, 0.05, 0.15),
    "planted": ("models", "fixed", 20.0, 20.0, 20.0),
    "stress_luck": ("share", "uniform", 0.0, 0.5, 1.0),
    "transfer_weight": ("share", "logitnormal", 0.05, 0.2, 0.5),
    "ship_threshold": ("probability", "uniform", 0.3, 0.5, 0.7),
    "race_pressure": ("share", "logitnormal", 0.6, 0.85, 0.95),
    "prior_misaligned": ("probability", "logitnormal", 0.04, 0.15, 0.4),
    "tolerance": ("probability", "logitnormal", 0.07, 0.25, 0.6),
    "decision_spread": ("log-odds", "lognormal", 0.6, 1.2, 2.0),
    "proof_ratio": ("likelihood ratio", "lognormal", 4.0, 12.0, 40.0),
    "caught_ratio": ("likelihood ratio", "lognormal", 15.0, 60.0, 250.0),
    "slack_months": ("months", "lognormal", 3.0, 9.0, 24.0),
    "tries": ("tries", "fixed", 3.0, 3.0, 3.0),
    "hiding": ("share", "uniform", 0.1, 0.3, 0.5),
    "hiding_on": ("switch", "fixed", 1.0, 1.0, 1.0),
    "halting_possible": ("switch", "fixed", 1.0, 1.0, 1.0),
    "halt_breaks": ("a year", "lognormal", 0.015, 0.05, 0.15),
    "lock_in": ("a year", "lognormal", 0.005, 0.015, 0.05),
    "release": ("a year", "lognormal", 0.1, 0.3, 1.0),
}
"""Of each parameter that the mechanisms read: unit, distribution, low, value, high."""


def quantity(
    value: float, low: float | None = None, high: float | None = None
) -> Plain:
    """Return a number with its range, which is the number itself by default."""
    low, high = value if low is None else low, value if high is None else high
    return {"value": value, "low": low, "high": high, **WHY}


def triple(value: float) -> list[float]:
    """Return a probability that is known exactly."""
    return [value, value, value]


def table(levels: Sequence[str], values: Sequence[float]) -> Plain:
    """Return a probability for each level."""
    by_level = {k: triple(p) for k, p in zip(levels, values, strict=True)}
    return {"by_level": by_level, **WHY}


def intervention(name: str, **changes: Any) -> Plain:
    """Return an intervention that is as plain as can be; numbers become quantities."""
    fields: Plain = {
        "kind": "technical",
        "field": 10.0,
        "cost": 0.25,
        "readiness_today": 0.2,
        "ceiling": 0.9,
        "scale": 60.0,
        "automatable": 0.5,
        "lead_time": 0.0,
        **changes,
    }
    numbers = {k: quantity(v) for k, v in fields.items() if isinstance(v, int | float)}
    texts = {"name": f"The {name}", "summary": "-", "maturity": "-"}
    return {"id": name, **texts, **fields, **numbers}


def gate(name: str, needs: object) -> Plain:
    """Return a named tree."""
    tree = needs if isinstance(needs, dict) else {"all_of": [needs]}
    return {"id": name, "name": f"Gate {name}", "summary": "-", "needs": tree, **WHY}


def parameter(name: str) -> Plain:
    """Return a parameter of the world with its usual distribution."""
    unit, shape, low, value, high = PARAMETERS[name]
    return {
        "id": name,
        "name": name,
        "unit": unit,
        "distribution": shape,
        **quantity(value, low, high),
    }


def fixed(name: str, value: float, unit: str = "share") -> Plain:
    """Return a parameter without uncertainty."""
    words = {"id": name, "name": name, "unit": unit, "distribution": "fixed"}
    return {**words, **quantity(value)}


def pack(
    *,
    interventions: Sequence[Plain],
    requires: Mapping[str, Plain],
    gates: Mapping[str, object] | None = None,
    roles: Mapping[str, str] | None = None,
    layers: Mapping[str, Sequence[float]] | None = None,
    believed: float = 0.7,
    planted: Container[str] = (),
    harms: Mapping[str, tuple[float, float]] | None = None,
    accelerators: Sequence[tuple[str, str, float]] = (),
    tasks: Sequence[tuple[float, float, str | None]] = ((1.0, 0.8, None),),
    proof_visibility: Sequence[float] | None = None,
    containable: Sequence[float] | None = None,
    irreversible: Sequence[float] | None = None,
    sabotage: Sequence[float] | None = None,
    parameters: Mapping[str, float] | None = None,
    tests: Sequence[Plain] = (),
) -> Pack:
    """Return a pack.

    Parameters
    ----------
    interventions : sequence
        See `intervention`.
    requires : mapping
        What each level needs; its keys are the levels, easiest first.
    gates : mapping
        Trees by name; `never` and `always` are there besides.
    roles : mapping
        The gate or intervention of each role; a role that is not named is never ready.
    layers : mapping
        Detection rate by level, by the gate or intervention that runs the layer.
    believed : float
        Detection rate that actors ascribe to each layer.
    planted : collection
        Layers that are tried on planted models, of which they find that share.
    harms : mapping
        Chance and share prevented, by the gate or intervention that prevents it.
    accelerators : sequence
        Gate or intervention, kind and boost.
    tasks : sequence
        Time, midpoint, and the gate or intervention that a class rests on, if any.
    proof_visibility, containable, irreversible, sabotage : sequence
        By level; zero, zero, one and zero without it.
    parameters : mapping
        Parameters that are fixed at a value; the others have their usual spread.
    tests : sequence
        Proposed tests.
    """
    levels, n = list(requires), len(requires)
    harms, layers = dict(harms or {}), dict(layers or {})
    given = {**dict.fromkeys(ROLES, "never"), **(roles or {})}
    held = dict(parameters or {})
    listed = [
        fixed(name, held[name], PARAMETERS[name][0])
        if name in held
        else parameter(name)
        for name in PARAMETERS
    ]
    for number, (chance, prevented) in enumerate(harms.values()):
        listed.append(fixed(f"chance_{number}", chance, "probability"))
        listed.append(fixed(f"prevented_{number}", prevented))
    for number, (_, _, boost) in enumerate(accelerators):
        listed.append(fixed(f"boost_{number}", boost, "extra yield"))
    for number, (time, midpoint, _) in enumerate(tasks):
        listed.append(fixed(f"time_{number}", time, "parts of research time"))
        listed.append(fixed(f"midpoint_{number}", midpoint, "share of the way"))
    world = {
        "outcomes": outcomes(),
        "ends": {"aligned": "good", "harmed": "harm", "held": "halt", "lost": "bad"},
        "roles": given,
        "accelerators": [
            {"gate": name, "kind": kind, "boost": f"boost_{number}"}
            for number, (name, kind, _) in enumerate(accelerators)
        ],
        "tasks": [
            {
                "id": f"task_{number}",
                "name": f"Task {number}",
                "summary": "-",
                "stage": 1,
                "time": f"time_{number}",
                "midpoint": f"midpoint_{number}",
                "rests_on": gate,
            }
            for number, (_, _, gate) in enumerate(tasks)
        ],
        "harms": [
            {
                "id": f"harm_{number}",
                "name": f"Harm {number}",
                "chance": f"chance_{number}",
                "prevention": name,
                "prevented": f"prevented_{number}",
            }
            for number, name in enumerate(harms)
        ],
        "layers": [
            {
                "id": f"layer_{number}",
                "name": f"Layer {number}",
                "gate": name,
                "planted" if name in planted else "believed": quantity(believed),
                **table(levels, seen),
            }
            for number, (name, seen) in enumerate(layers.items())
        ],
        "proof_visibility": table(levels, proof_visibility or [0.0] * n),
        "containable": table(levels, containable or [0.0] * n),
        "irreversible": table(levels, irreversible or [1.0] * n),
        "sabotage": table(levels, sabotage or [0.0] * n),
        "parameters": listed,
    }
    trees = {"never": NEVER, "always": ALWAYS, **(gates or {})}
    return {
        **beliefs(levels),
        "interventions.yaml": {
            "failure_modes": [],
            "interventions": list(interventions),
        },
        "requirements.yaml": {
            "gates": [gate(name, needs) for name, needs in trees.items()],
            "levels": [{"level": k, "needs": requires[k], **WHY} for k in levels],
        },
        "world.yaml": world,
        "tests.yaml": {"tests": list(tests)},
    }


def outcomes() -> list[Plain]:
    """Return four outcomes, in another order than that of the ways of ending."""
    worth = {"bad": 0.0, "harm": 0.3, "halt": 0.5, "good": 1.0}
    tones = {"bad": "worst", "harm": "bad", "halt": "neutral", "good": "good"}
    return [
        {
            "id": name,
            "name": name.title(),
            "summary": "-",
            "tone": tones[name],
            "utility": quantity(value),
        }
        for name, value in worth.items()
    ]


def beliefs(levels: Sequence[str]) -> Pack:
    """Return the catalogs of belief: one fact, one group and one item of evidence."""
    tier = {"id": "all", "name": "All", "summary": "-", "strategy": "-"}
    words = {"tier": "all", "summary": "-", "risk": "-"}
    share = np.linspace(0.9, 0.2, len(levels)).round(6).tolist()
    even = [1 / len(levels)] * len(levels)
    return {
        "sources.yaml": {"sources": []},
        "levels.yaml": {
            "name": "A small ladder",
            "remark": "-",
            "tiers": [tier],
            "levels": [{"id": k, "name": k, "short": k, **words} for k in levels],
        },
        "facts.yaml": {
            "facts": [
                {
                    "id": "kind_world",
                    "name": "-",
                    "meaning": "-",
                    **table(levels, share),
                }
            ]
        },
        "evidence.yaml": {
            "groups": [
                {
                    "id": "toys",
                    "name": "Toys",
                    "meaning": "-",
                    "probability": quantity(0.5),
                }
            ],
            "evidence": [
                {
                    "id": "probe",
                    "name": "Probe",
                    "observation": "-",
                    "facts": ["kind_world"],
                    "groups": ["toys"],
                    "likelihood": [
                        {"facts": [True], "probability": triple(0.8)},
                        {"facts": [False], "probability": triple(0.3)},
                    ],
                    "otherwise": triple(0.5),
                    **WHY,
                }
            ],
        },
        "priors.yaml": {
            "priors": [
                {
                    "id": "even",
                    "name": "Even",
                    "statement": "-",
                    "mapping": "-",
                    "credence": table(levels, even)["by_level"],
                    "concentration": quantity(10.0),
                }
            ]
        },
    }


def small_pack(**changes: Any) -> Pack:
    """Return two levels and three interventions, of which one governs.

    The easy level needs `tuning`, the hard one `tuning` and `theory`; a halt rests on
    `treaty`, and one layer of detection on `tuning`.
    """
    fields: Plain = {
        "interventions": [
            intervention("tuning", readiness_today=0.5),
            intervention("theory", readiness_today=0.1, scale=150.0, automatable=0.8),
            intervention("treaty", kind="governance", cost=0.5, lead_time=12.0),
        ],
        "requires": {
            "easy": {"all_of": ["tuning"]},
            "hard": {"all_of": ["tuning", "theory"]},
        },
        "roles": {"halting": "treaty", "automation": "tuning"},
        "layers": {"tuning": [0.8, 0.3]},
        "irreversible": [0.3, 0.9],
        **changes,
    }
    return pack(**fields)


def made(plain: Pack) -> Model:
    """Return the model of a pack."""
    files = {name: parse(json.dumps(data), name) for name, data in plain.items()}
    return model(files)


def started(plain: Pack) -> Engine:
    """Return the engine of a pack."""
    return engine(made(plain))


def written(plain: Pack, folder: Path) -> Path:
    """Write a pack into a folder, and return the folder."""
    for name, data in plain.items():
        (folder / name).write_text(json.dumps(data, indent=1), encoding="utf-8")
    return folder


@cache
def shipped() -> Model:
    """Return the model of the shipped pack."""
    return load()


@cache
def shipped_engine() -> Engine:
    """Return the engine of the shipped pack."""
    return engine(shipped())


def shipped_pack() -> Pack:
    """Return the shipped pack as plain data that may be changed."""
    return {name: deepcopy(document.data) for name, document in read().items()}


def swapped(plain: Pack, one: str, other: str, files: Sequence[str]) -> Pack:
    """Return a pack in which two levels exchange all that these files say of them."""
    names = {one: other, other: one}
    result = dict(plain)
    for file in files:
        result[file] = _renamed(plain[file], names)
    return result


def _renamed(data: Any, names: Mapping[str, str]) -> Any:
    """Rename levels where they are keys of a table or stand under the key `level`."""
    if isinstance(data, list):
        return [_renamed(part, names) for part in data]
    if not isinstance(data, dict):
        return data
    return {
        names.get(key, key): names.get(part, part)
        if key == "level"
        else _renamed(part, names)
        for key, part in data.items()
    }


def drawn(**values: float) -> Worlds:
    """Return one world with these parameters and no interventions."""
    none = np.zeros((0, 1))
    return Worlds(
        values={name: np.array([float(value)]) for name, value in values.items()},
        **dict.fromkeys(UNCERTAIN, none),
        scrambles=1,
    )


def allocation(
    plain: Pack, *amounts: Mapping[str, float], every: float = 12
) -> Portfolio:
    """Return a portfolio of amounts, each for so many months, the last for good."""
    ids = [i["id"] for i in plain["interventions.yaml"]["interventions"]]
    segments = [
        {"from_month": every * number, "amounts": dict(part)}
        for number, part in enumerate(amounts)
    ]
    return parse_portfolio(segments, ids)


def packs(most: int = 6) -> st.SearchStrategy[Pack]:
    """Random packs of 2 to 4 levels and 2 to `most` interventions."""
    seeds = st.integers(0, 2**32 - 1)
    return seeds.map(lambda seed: random_pack(np.random.default_rng(seed), most))


def random_pack(rng: np.random.Generator, most: int = 6) -> Pack:
    """Draw a pack in which everything may rest on everything."""
    names = [f"work_{i}" for i in range(rng.integers(2, most + 1))]
    gates: dict[str, Plain] = {}
    for number in range(rng.integers(1, 4)):
        gates[f"gate_{number}"] = _tree(rng, [*names, *gates], 2)
    nodes = [*names, *gates, "never", "always"]
    levels = [f"level_{k}" for k in range(rng.integers(2, 5))]
    layers = rng.permutation(nodes)[: rng.integers(0, 4)]
    harms = rng.permutation(nodes)[: rng.integers(0, 3)]
    kinds = ("all", "technical", "governance")

    def chances() -> list[float]:
        sure = rng.random(len(levels)) < 0.1
        return np.where(sure, rng.integers(0, 2), rng.random(len(levels))).tolist()

    return pack(
        interventions=[
            _intervention(rng, name, before) for name, before in _each_with_last(names)
        ],
        requires={k: _tree(rng, nodes, 2) for k in levels},
        gates=gates,
        roles={role: str(rng.choice(nodes)) for role in ROLES},
        layers={str(name): chances() for name in layers},
        believed=float(rng.choice([0.0, 0.3, 0.7, 1.0])),
        planted=[str(name) for name in layers if rng.random() < 0.3],
        harms={str(name): (rng.random(), rng.random()) for name in harms},
        accelerators=[
            (str(rng.choice(nodes)), str(rng.choice(kinds)), float(rng.random()))
            for _ in range(rng.integers(0, 3))
        ],
        proof_visibility=chances(),
        containable=chances(),
        irreversible=chances(),
        parameters={"tries": float(rng.integers(1, 5))},
        sabotage=chances(),
        tasks=[
            (
                float(rng.uniform(0.1, 2)),
                float(rng.uniform(0, 1.2)),
                str(rng.choice(nodes)) if rng.random() < 0.5 else None,
            )
            for _ in range(rng.integers(1, 5))
        ],
    )


def _each_with_last(names: Sequence[str]) -> list[tuple[str, list[str]]]:
    return [(name, list(names[:place])) for place, name in enumerate(names)]


def _intervention(rng: np.random.Generator, name: str, before: Sequence[str]) -> Plain:
    today, ceiling = rng.random(2).tolist()
    changes: Plain = {
        "kind": str(rng.choice(["technical", "governance"])),
        "field": float(rng.choice([0.0, 5.0, 80.0])),
        "cost": float(rng.uniform(0.1, 1.0)),
        "readiness_today": quantity(today, 0.5 * today, 0.5 * (1 + today)),
        "ceiling": quantity(ceiling, 0.5 * ceiling, ceiling),
        "scale": quantity(60.0, 20.0, 200.0),
        "automatable": quantity(0.5, 0.0, 1.0),
        "lead_time": quantity(*([0.0] * 3 if rng.random() < 0.3 else [9.0, 3.0, 40.0])),
    }
    if rng.random() < 0.4:
        changes["speeds_capabilities"] = quantity(float(rng.uniform(0, 0.5)))
    if before and rng.random() < 0.6:
        changes["needs"] = _tree(rng, before, 1)
    return intervention(name, **changes)


def _tree(rng: np.random.Generator, names: Sequence[str], depth: int) -> Plain:
    """Draw a tree in which a name may stand several times, or none may."""
    parts: list[Any] = [str(name) for name in rng.choice(names, rng.integers(0, 4))]
    if depth and rng.random() < 0.5:
        parts.append(_tree(rng, names, depth - 1))
    form = rng.choice(["all_of", "any_of", "at_least"])
    if form == "at_least" and parts:
        return {"at_least": int(rng.integers(1, len(parts) + 1)), "of": parts}
    return {"all_of" if form == "all_of" else "any_of": parts}
