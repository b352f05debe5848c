"""The catalogs of interface texts."""

import json
import re
from pathlib import Path

import pytest

import app.texts
from app.texts import ENGLISH, LADDER, catalog, listed, say

APP = Path(app.texts.__file__).parents[1]
BUILT = (
    "reasons.",
    "details.",
    "kind.",
    "compare.part.",
    "compare.saved",
    "compare.opened",
    "comparison.part.",
    "map.kind.",
    "map.kinds.",
    "map.job.",
    "assumptions.kind.",
    "assumptions.only.",
    "assumptions.field.",
    "simulate.event.",
    "decide.rule.",
    "decide.scope.",
    "decide.short.",
    "decide.score.",
    "decide.ground.",
    "decide.column.",
    *(key.split(".")[0] for key in json.loads(APP.joinpath(*LADDER).read_text())),
    "workshop.anatomy.",
    "workshop.belief.",
    "workshop.log.",
    "workshop.next.",
    "workshop.now.",
    "workshop.pool.",
    "workshop.question.",
    "workshop.step.",
    "room.",  # used by the phone page, and tested with it
)
"""Beginnings of keys whose end is an id."""
OF_A_PAGE = (".title", ".lead")


def files() -> list[Path]:
    return [*sorted((APP / "texts" / ENGLISH).glob("*.json")), APP.joinpath(*LADDER)]


def test_every_text_of_the_catalog_is_used():
    code = "\n".join(path.read_text() for path in APP.rglob("*.py"))

    keys = catalog(ENGLISH)

    used = set(re.findall(r"[\"']([a-z_.]+)[\"']", code))
    unused = [k for k in keys if k not in used and not k.startswith(BUILT)]
    assert [k for k in unused if not k.endswith(OF_A_PAGE)] == []


def test_no_text_stands_in_two_files():
    keys = [key for file in files() for key in json.loads(file.read_text())]

    assert len(keys) == len(set(keys)) == len(catalog(ENGLISH))


def test_no_text_is_empty():
    assert all(text.strip() for text in catalog(ENGLISH).values())


def test_an_unknown_text_is_an_error():
    with pytest.raises(KeyError, match=r"no\.such\.text"):
        say("no.such.text")


def test_one_part_is_spoken_alone():
    assert listed(["a"]) == "a"
    assert listed([]) == ""
