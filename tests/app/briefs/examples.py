"""A small brief, and one in which every text is hostile."""

import json
from functools import cache
from typing import Any

from app.briefs.brief import Brief
from app.briefs.formats import encoded
from app.briefs.making import computed
from levels.document import parse
from simulator import model as models
from simulator import scenario as scenarios
from simulator.model import Model
from simulator.scenario import Scenario
from tests.packs import Pack, small_pack

DAY = "2026-11-23"

BOOK = {
    "id": "book",
    "title": "On levels",
    "author": "A. Body",
    "year": 2020,
    "url": "https://example.org/book",
    "seen": "whole",
    "confirmed": True,
}

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</script><b>",
    "a|b\n# heading\n- item\n1. one\n> quote",
    "[click](javascript:alert(1)) ![x](https://evil.example/x.png)",
    "https://evil.example www.evil.example <https://evil.example>",
    "```\nfence\n```` **bold** _it_ `code` $x^2$ &amp; \\",
    "w" * 190,
    "\u202eabc\u202c עברית العربية \u0007",
    "🪜 emoji {{ 7*7 }} {% raw %} {name} :red[x]",
    "--- === +++ ***",
)

WORST = (
    '</w:t><a:t>&amp;&lt;&x; ]]> #import "x": * $y$ {{ 7*7 }} =1+1 <script>',
    f"\u202eabc\u202c \u200fעברית العربية\u200e \u0007\x00\x0b\x1f 🪜 {'w' * 90}",  # noqa: RUF001
)
"""Those that try the formats that are no text."""


def sourced_pack() -> Pack:
    """Return the small pack with one source, which its evidence cites."""
    plain = small_pack()
    plain["sources.yaml"] = {"sources": [dict(BOOK)]}
    plain["evidence.yaml"]["evidence"][0]["source"] = "book"
    return plain


def made(plain: Pack) -> Model:
    """Return the model of a pack whose texts may hold anything."""
    texts = {name: json.dumps(data, ensure_ascii=False) for name, data in plain.items()}
    return models.model({name: parse(text, name) for name, text in texts.items()})


@cache
def model() -> Model:
    """Return the model of that pack."""
    return made(sourced_pack())


OWN = {
    "id": "mine",
    "name": "My own test",
    "observation": "It was seen by me.",
    "judgment": "I was there.",
    "facts": ["kind_world"],
    "likelihood": [
        {"facts": [True], "probability": [0.9, 0.8, 1.0]},
        {"facts": [False], "probability": [0.2, 0.1, 0.3]},
    ],
}

FULL = {
    "title": "A full one",
    "note": "First.\n\nSecond.",
    "credence": [0.6, 0.4],
    "concentration": 8.0,
    "observations": {"probe": "yes", "mine": "no"},
    "portfolio": {"tuning": 20.0, "theory": 5.5},
    "utilities": {"halt": 0.75},
    "parameters": {"threshold": 5.0},
    "changes": {"interventions.theory.cost": [0.5, 0.4, 0.6]},
    "evidence": [OWN],
    "worlds": 16,
}
PLAIN = {"credence": [0.25, 0.75], "worlds": 16}


def scenario(plain: dict[str, Any], base: Model | None = None) -> Scenario:
    """Return a scenario of the small pack."""
    return scenarios.from_plain(plain, base or model())


def written(brief: Brief, form: str) -> str:
    """Return a brief as a document of a format that is text."""
    return encoded(brief, form).decode()


@cache
def full() -> Brief:
    """Return a brief that has every section."""
    return computed(model(), scenario(FULL), DAY)


@cache
def plain() -> Brief:
    """Return a brief of a scenario that changes nothing."""
    return computed(model(), scenario(PLAIN), DAY)


@cache
def hostile_model(text: str) -> Model:
    """Return a model in which a text stands wherever a text may."""
    pack = sourced_pack()
    first = pack["interventions.yaml"]["interventions"]
    results = [{"finding": text, "source": "book"}]
    first[0] |= {"name": text, "results": results}
    pack["sources.yaml"]["sources"][0] |= {"title": text, "author": text, "url": text}
    pack["levels.yaml"] |= {"name": text, "source": "book"}
    for level in pack["levels.yaml"]["levels"]:
        level["name"] = text
    for outcome in pack["world.yaml"]["outcomes"]:
        outcome["name"] = text
    for gate in pack["requirements.yaml"]["gates"]:
        gate["name"] = text
    return made(pack)


@cache
def hostile(text: str) -> Brief:
    """Return a brief in which a text stands wherever a text may."""
    base = hostile_model(text)
    own = {**OWN, "name": text[:80], "observation": text, "judgment": text}
    given = {**FULL, "title": text, "note": f"{text}\n\n{text}", "evidence": [own]}
    return computed(base, scenario(given, base), DAY)
