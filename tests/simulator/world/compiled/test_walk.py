"""The path in compiled loops, held to the path in numpy, step by step."""

import numpy as np
import pytest
from hypothesis import given as drawn_by
from hypothesis import settings
from numpy.testing import assert_allclose

from interventions.portfolio import Portfolio
from simulator.world.compiled.compiling import TILE
from simulator.world.compiled.given import drawn, rules
from simulator.world.compiled.walk import Tile, scratch, walk
from simulator.world.engine import Engine
from simulator.world.path import path, step_dates
from simulator.world.sampling import Worlds
from simulator.world.simulation import worlds_of
from tests.packs import Pack, packs, shipped_engine, started
from tests.simulator.world.compiled.test_given import dated

CLOSE = {"rtol": 1e-11, "atol": 1e-12}


def walked(
    engine: Engine, worlds: Worlds, tried: list[Portfolio], months: int, column: int
) -> Tile:
    pack, dates = rules(engine), step_dates(months)
    few, changes = drawn(engine, worlds, tried, months)
    tile = scratch(len(dates), len(pack.push), len(pack.nodes))
    walk(pack, few, changes, dates, tile, column)
    return tile


def check(engine: Engine, worlds: Worlds, tried: list[Portfolio], months: int) -> None:
    n = len(worlds)
    with np.errstate(all="ignore"):
        way = path(engine.mechanisms, worlds, tried, months)
    for column in range(len(tried)):
        tile = walked(engine, worlds, tried, months, column)
        assert_allclose(tile.reached[:, :n], way.capability[:, column], **CLOSE)
        missing = way.missing[:, :, column].swapaxes(0, 1)
        assert_allclose(tile.missing[..., :n], missing, **CLOSE)
        untrusted = way.untrusted[:, :, column].swapaxes(0, 1)
        assert_allclose(tile.untrusted[..., :n], untrusted, **CLOSE)


@settings(max_examples=20)
@drawn_by(packs(8))
def test_every_step_of_every_pack_is_that_of_the_path(pack: Pack) -> None:
    engine = started(pack)
    field = engine.mechanisms.field
    check(engine, worlds_of(engine.model, 8, 0), [field, dated(pack, field)], 48)


@pytest.mark.parametrize("months", [1, 48, 144])
def test_plans_are_as_long_as_they_are(months: int) -> None:
    engine = shipped_engine()
    worlds = worlds_of(engine.model, 64, 0)
    check(engine, worlds, [engine.mechanisms.field], months)


def test_a_tile_has_room_for_its_worlds() -> None:
    engine = shipped_engine()
    worlds = worlds_of(engine.model, 256, 0).part(slice(TILE))
    check(engine, worlds, [engine.mechanisms.field], 12)
