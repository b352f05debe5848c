"""The Sankey diagram shows the flow, and nothing else."""

from itertools import pairwise

import numpy as np
import pytest
from numpy.testing import assert_allclose

from app.charts.flow import THINNEST, ladder_colors, ribbons, sankey
from interventions.flow import FREE, NEVER, flow
from simulator.choice.coverage import readiness_today
from tests.packs import intervention, made, shipped, small_pack


@pytest.fixture(scope="module")
def shown():
    model = shipped()
    found = flow(model.means, model.belief.ladder.ids, readiness_today(model.means, {}))
    p = np.random.default_rng(2).dirichlet(np.full(10, 4.0))
    names = {name: name for link in found.links for name in link}
    return found, p, names, sankey(found, p, model.belief.ladder.ids, names)


def test_what_leaves_a_level_is_its_credence(shown):
    _, p, _, figure = shown
    link, ids = figure.data[0].link, shipped().belief.ladder.ids
    nodes = list(figure.data[0].node.customdata)
    for k, level in enumerate(ids):
        mine = np.array(link.source) == nodes.index(level)
        assert_allclose(np.array(link.value)[mine].sum(), p[k], atol=3 * THINNEST)


def test_ribbons_are_the_widths_of_the_flow_but_for_the_thinnest(shown):
    found, p, _, _ = shown
    drawn = sum(ribbon.width for ribbon in ribbons(found, p))
    left_out = (found.shares * p)[found.shares * p <= THINNEST].sum()
    assert drawn + left_out == pytest.approx(found.widths(p).sum(), abs=1e-12)


def test_levels_stand_in_their_order_from_the_top(shown):
    *_, figure = shown
    node = figure.data[0].node
    place = dict(zip(node.customdata, node.y, strict=True))
    stands = [place[level] for level in shipped().belief.ladder.ids]
    assert all(above < below for above, below in pairwise(stands))


def test_nodes_of_a_column_do_not_overlap(shown):
    *_, figure = shown
    node = figure.data[0].node
    for column in set(node.x):
        places = sorted(y for x, y in zip(node.x, node.y, strict=True) if x == column)
        assert all(below - above > 0.005 for above, below in pairwise(places))


def test_a_level_without_credence_is_not_drawn(shown):
    found, _, names, _ = shown
    only = (np.arange(10) == 9).astype(float)
    figure = sankey(found, only, shipped().belief.ladder.ids, names)
    assert set(figure.data[0].node.customdata) == {"impossible", NEVER}


def test_hostile_names_stay_text():
    model = made(
        small_pack(
            interventions=[intervention("tuning")],
            requires={"easy": {"all_of": []}, "hard": {"all_of": ["tuning"]}},
            roles={},
            layers={},
        )
    )
    found = flow(model.means, model.belief.ladder.ids, np.array([0.5]))
    names = {"easy": "<b>x</b>", "hard": "h", "tuning": "<a href='x'>", FREE: "free"}
    told = str(sankey(found, np.array([0.5, 0.5]), ("easy", "hard"), names).to_json())
    assert "<b>x" not in told
    assert "<a href" not in told


@pytest.mark.parametrize("n", [2, 10, 20])
def test_there_are_as_many_colors_as_levels(n):
    colors = ladder_colors(n)
    assert len(set(colors)) == n
    assert all(color.startswith("rgb(") for color in colors)
