"""The map of a pack as one graph."""

from app.atlas import ALWAYS, KINDS, around, atlas, job_name, web_of
from app.texts import say
from simulator.choice.needed import Job, jobs
from tests.packs import made, shipped, small_pack

DRAWN = ("level", "gate", "intervention", "job", "failure_mode")


def whole():
    return atlas(shipped())


def test_every_kind_of_node_is_on_the_map_and_no_evidence():
    kinds = {kind for _, kind in whole().nodes(data="kind")}
    assert kinds == set(KINDS)


def test_levels_bear_their_numbers():
    ladder = shipped().belief.ladder
    names = dict(whole().nodes(data="name"))
    assert names[ladder.ids[3]] == f"4 {ladder.levels[3].name}"


def test_each_job_of_the_world_rests_on_what_does_it():
    graph = whole()
    for number, job in enumerate(jobs(shipped().world)):
        assert list(graph.successors(f"*job.{number}")) == [job.root]


def test_a_harm_is_named_and_a_role_without_a_name_is_told():
    assert job_name(Job("halting", "x")) == say("map.job.halting")
    assert job_name(Job("harm", "x", "War")).endswith("War")


def test_the_web_of_one_level_holds_what_it_reaches_and_nothing_else():
    model = made(small_pack())
    web = web_of(atlas(model), ["easy"], DRAWN)
    assert set(web) == {"easy", "tuning"}


def test_the_web_of_all_levels_holds_everything_that_a_line_reaches():
    model = made(small_pack())
    web = web_of(atlas(model), model.belief.ladder.ids, DRAWN)
    assert {"easy", "hard", "tuning", "theory", "treaty"} <= set(web)
    assert "always" not in web


def test_kinds_that_are_not_asked_for_are_left_out():
    web = web_of(whole(), shipped().belief.ladder.ids, ALWAYS)
    assert {kind for _, kind in web.nodes(data="kind")} == set(ALWAYS)


def test_around_a_node_stands_what_it_requires_what_requires_it_and_its_neighbors():
    web = web_of(whole(), shipped().belief.ladder.ids, DRAWN)
    found = around(web, "scalable_oversight")
    assert {"oversight", "assistance", "rlhf", "debate"} <= found
    assert "new_paradigm" not in found
    assert around(web, "no_such_node") == set()
