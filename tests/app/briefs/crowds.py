"""A pack in which there is much of everything, under the longest of names."""

from functools import cache

from app.briefs.brief import Brief
from app.briefs.edition import Edition
from app.briefs.making import computed
from simulator.model import Model
from tests.app.briefs.examples import DAY, made, scenario
from tests.packs import WHY, Plain, intervention, pack, quantity

LEVELS, MEANS, TESTS = 20, 32, 8
NAMES = tuple(f"work_{n:02}" for n in range(MEANS))


@cache
def crowded(letters: str) -> Model:
    """Return the model of a pack whose names are these letters, many times over."""
    long = letters * (200 // len(letters))
    plain = pack(
        interventions=[intervention(name) for name in NAMES],
        requires={f"level_{n}": {"all_of": [NAMES[n]]} for n in range(LEVELS)},
        layers={NAMES[30]: [0.5] * LEVELS},
        irreversible=[0.5] * LEVELS,
        tests=[_test(n, long) for n in range(TESTS)],
    )
    plain["facts.yaml"]["facts"][0]["name"] = long
    plain["evidence.yaml"]["evidence"][0]["name"] = long[:80]
    for one in plain["interventions.yaml"]["interventions"]:
        one["name"] = f"{one['id']} {long}"
    for level in plain["levels.yaml"]["levels"]:
        level["name"] = long
    for outcome in plain["world.yaml"]["outcomes"]:
        outcome["name"] = long
    return made(plain)


def _test(n: int, name: str) -> Plain:
    return {
        "id": f"test_{n}",
        "name": name,
        "summary": "-",
        "intervention": NAMES[n],
        "fact": "kind_world",
        "if_true": [0.9, 0.85, 0.95],
        "if_false": [0.1, 0.05, 0.2],
        "cost": quantity(1.0 + n),
        "arrival": quantity(2.0 * n),
        **WHY,
    }


def crowded_brief(letters: str, edition: Edition) -> Brief:
    """Return the brief of a scenario that says as much as one can."""
    base = crowded(letters)
    given = {
        "title": letters * (200 // len(letters)),
        "note": "word\n" * 900,
        "credence": [1 / LEVELS] * LEVELS,
        "concentration": 3.0,
        "observations": {"probe": "yes"},
        "worlds": 2,
    }
    return computed(base, scenario(given, base), DAY, edition)
