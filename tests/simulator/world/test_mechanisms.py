"""What the pack says about the path, as it is made ready to run."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from simulator.world.mechanisms import Mechanisms, mechanisms
from simulator.world.simulation import worlds_of
from tests.packs import intervention, made, shipped, small_pack

NEEDED = {"all_of": ["a"]}


def plain() -> Mechanisms:
    """Return the mechanisms of a pack in which `b` and `d` need `a`."""
    some = [
        intervention("a"),
        intervention("b", needs=NEEDED),
        intervention("c", kind="governance", cost=0.5),
        intervention("d", needs=NEEDED),
    ]
    requires = {"easy": {"all_of": []}, "hard": {"any_of": []}}
    fields = {"roles": {}, "layers": {}, "requires": requires}
    model = made(small_pack(interventions=some, **fields))
    return mechanisms(model.world, model.means)


def test_equal_prerequisites_stand_once_with_all_rows_that_wait_for_them() -> None:
    ((chance, rows),) = plain().needs
    assert rows == (slice(1, 2), slice(3, 4))
    assert chance(np.array([[0.3], [1.0], [1.0], [1.0]])).tolist() == [0.3]


def test_only_what_something_asks_for_is_looked_at() -> None:
    found = plain()
    now, missing = np.full((2, 4, 1), -1.0)
    found.look(np.ones((4, 1)), missing, now)
    assert found.asked == (slice(0, 1),)
    assert_allclose(now[:, 0], [1 - np.exp(-1), -1, -1, -1])


@pytest.mark.parametrize("share", [0.0, 0.25, 1.0])
def test_what_waits_goes_on_with_the_groundwork_alone(share: float) -> None:
    model = shipped()
    found, worlds = mechanisms(model.world, model.means), worlds_of(model, 2, 0)
    worlds.values["groundwork"] = np.full(2, share)
    nothing = np.zeros((len(model.means.ids), 1, 2))
    rate = np.ones_like(nothing)
    found.gate(worlds, nothing, nothing, rate)
    waiting = [row for _, some in found.needs for rows in some for row in _each(rows)]
    free = np.delete(np.arange(len(rate)), waiting)
    assert waiting
    assert_array_equal(rate[free], 1.0)
    assert (rate[waiting] >= share).all()
    assert (rate[waiting] <= 1.0).all()
    assert rate[waiting].min() == share


def _each(rows: slice) -> range:
    return range(rows.start, rows.stop)
