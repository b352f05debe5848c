"""Small rooms: a pack of three levels, what they judge, and people who judge it."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np

from levels.credence import Credence
from simulator.group.result import Setting, setting
from simulator.group.room import Room, room
from simulator.group.voice import Voice
from simulator.group.worth import Choices, decisions_of, interventions_of
from simulator.scenario import from_plain
from tests.packs import intervention, pack, started

LEVELS = ("easy", "middle", "hard")
ASKED = ("tuning", "theory")
TRUTHS = np.array([15.0, 25, 35, 42, 48, 52, 58, 65, 75, 85])


def voice(*p: float, **said: Any) -> Voice:
    """Somebody who holds a credence."""
    return Voice(Credence(np.array(p)), **said)


def named(*voices: Voice) -> dict[str, Voice]:
    """Return voices by a key."""
    return {f"person {n}": each for n, each in enumerate(voices)}


@cache
def judged(*, seen: bool = False) -> Setting:
    """Return what a small room judges, without evidence or with some."""
    small = pack(
        interventions=[
            intervention("tuning", readiness_today=0.5),
            intervention("theory", readiness_today=0.1, scale=150.0),
            intervention("treaty", kind="governance", cost=0.5, lead_time=12.0),
        ],
        requires={
            "easy": {"all_of": []},
            "middle": {"all_of": ["tuning"]},
            "hard": {"all_of": ["tuning", "theory"]},
        },
        roles={"halting": "treaty", "automation": "tuning"},
        layers={"tuning": [0.8, 0.5, 0.3]},
        irreversible=[0.3, 0.6, 0.9],
    )
    engine = started(wide(small))
    plain = {"credence": "even", "worlds": 16}
    plain |= {"observations": {"probe": "yes"}} if seen else {}
    return setting(engine, from_plain(plain, engine.model), ASKED, TRUTHS)


def wide(plain: dict[str, Any]) -> dict[str, Any]:
    """Give what people are asked about a range."""
    for each in plain["interventions.yaml"]["interventions"]:
        for field, factor in (("ceiling", 0.5), ("readiness_today", 0.5)):
            each[field]["low"] = each[field]["value"] * factor
        each["scale"]["low"] = each["scale"]["value"] / 2
        each["scale"]["high"] = each["scale"]["value"] * 2
    return plain


def seated(voices: Mapping[str, Voice], *, seen: bool = False) -> Room:
    """Return people as a room."""
    given = judged(seen=seen)
    return room(given.model, given.scenario, voices, given.variants.asked)


def decisions() -> Choices:
    """Return the decisions of the small pack."""
    given = judged()
    return decisions_of(given.groundwork, given.variants)


def interventions() -> Choices:
    """Return the interventions of the small pack."""
    given = judged()
    return interventions_of(given.groundwork, given.variants)


def crowd(n: int, seed: int = 0) -> dict[str, Voice]:
    """Return people who differ on everything."""
    rng = np.random.default_rng(seed)
    words = ("hoped", "assumed", "hardly")
    return named(
        *(
            voice(
                *rng.dirichlet(np.ones(3)),
                utilities={"halt": float(rng.random()), "harm": float(rng.random())},
                measures={name: words[rng.integers(3)] for name in ASKED},
                likelihoods={"probe": float(rng.uniform(0.2, 5))},
                prediction=str(rng.choice(["tuning", "theory", "treaty"])),
            )
            for _ in range(n)
        )
    )
