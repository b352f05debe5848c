"""The network: where nodes stand, and what is stressed."""

from collections import Counter

import pytest

from app.atlas import atlas, web_of
from app.charts.web import FAINT, LOOKS, TALLEST, network, places
from tests.packs import intervention, made, shipped, small_pack

KINDS = {kind: kind for kind in LOOKS}
LINES = {"requires": "requires", "prerequisite": "before", "addresses": "against"}


@pytest.fixture(scope="module")
def web():
    model = shipped()
    return web_of(atlas(model), model.belief.ladder.ids, tuple(LOOKS))


def markers(figure):
    """Return the opacity of each node that is drawn, by id."""
    nodes = [trace for trace in figure.data if trace.mode == "markers+text"]
    return {
        data[0]: opacity
        for trace in nodes
        for data, opacity in zip(trace.customdata, trace.marker.opacity, strict=True)
    }


def test_the_same_network_is_always_laid_out_alike(web):
    assert places(web) == places(web.copy())


def test_no_two_nodes_stand_in_the_same_place(web):
    assert max(Counter(places(web).values()).values()) == 1


def test_what_requires_stands_to_the_left_of_what_is_required(web):
    stands, kinds = places(web), dict(web.nodes(data="kind"))
    for a, b in web.edges:
        if kinds[a] != kinds[b]:
            assert stands[a][0] < stands[b][0]


def test_levels_stand_in_their_order_from_the_top(web):
    stands = places(web)
    heights = [stands[level][1] for level in shipped().belief.ladder.ids]
    assert heights == sorted(heights, reverse=True)


def test_every_node_and_every_line_is_drawn(web):
    figure = network(web, places(web), KINDS, LINES)
    lines = [trace for trace in figure.data if trace.mode == "lines"]
    assert set(markers(figure)) == set(web)
    assert sum(len(t.x) for t in lines) == 3 * web.number_of_edges()


def test_only_stressed_nodes_stand_out_and_bear_names(web):
    figure = network(web, places(web), KINDS, LINES, {"debate", "rlhf"})
    shown = markers(figure)
    assert {name for name, opacity in shown.items() if opacity > FAINT} == {
        "debate",
        "rlhf",
    }
    assert sum(bool(text) for t in figure.data for text in t.text or ()) == 2


def test_a_large_network_bears_names_only_where_it_is_stressed():
    names = [f"work_{n}" for n in range(300)]
    model = made(
        small_pack(
            interventions=[intervention(name) for name in names],
            requires={"easy": {"all_of": []}, "hard": {"any_of": names}},
            roles={},
            layers={},
        )
    )
    web = web_of(atlas(model), model.belief.ladder.ids, ("level", "intervention"))
    figure = network(web, places(web), KINDS, LINES)
    assert figure.layout.height == TALLEST
    assert not any(text for t in figure.data for text in t.text or ())
    stressed = network(web, places(web), KINDS, LINES, {"work_7"})
    assert sum(bool(text) for t in stressed.data for text in t.text or ()) == 1


def test_hostile_names_stay_text():
    pack = small_pack()
    pack["interventions.yaml"]["interventions"][0]["name"] = "<b>x</b>"
    model = made(pack)
    web = web_of(atlas(model), model.belief.ladder.ids, tuple(LOOKS))
    assert "<b>x" not in network(web, places(web), KINDS, LINES).to_json()
