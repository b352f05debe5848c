"""The flow of credence: conserved at every node, divided by what would be gained."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from numpy.testing import assert_allclose

from interventions.chance import chance
from interventions.flow import FREE, NEVER, Flow, flow
from interventions.means import Means
from interventions.requirement import Tree
from tests.packs import Pack, intervention, made, packs, shipped, small_pack


def today(means: Means) -> np.ndarray:
    return np.array([i.readiness_today.value for i in means.interventions])


def flowing(pack: Pack) -> Flow:
    model = made(pack)
    return flow(model.means, model.belief.ladder.ids, today(model.means))


def of_hard(needs: dict[str, Any], **ready: float) -> dict[str, float]:
    """Return what share of the hard level reaches each end."""
    pack = small_pack(
        interventions=[intervention(n, readiness_today=q) for n, q in ready.items()],
        requires={"easy": {"all_of": []}, "hard": needs},
        roles={},
        layers={},
    )
    found = flowing(pack)
    ends = {target for _, target in found.links}
    return {name: float(found.reaching(name)[1]) for name in (*ready, *ends)}


def test_an_all_of_sends_most_to_its_weakest_branch() -> None:
    found = of_hard({"all_of": ["weak", "strong"]}, weak=0.2, strong=0.8)
    gains = np.array([0.8 - 0.16, 0.2 - 0.16])
    expected = gains / gains.sum()
    assert_allclose([found["weak"], found["strong"]], expected, atol=1e-12)


def test_an_any_of_divides_evenly() -> None:
    found = of_hard({"any_of": ["weak", "strong"]}, weak=0.2, strong=0.8)
    assert_allclose([found["weak"], found["strong"]], 0.5, atol=1e-12)


def test_a_fork_at_which_no_single_branch_gains_divides_evenly() -> None:
    found = of_hard({"all_of": ["left", "right"]}, left=0.0, right=0.0)
    assert found["left"] == found["right"] == 0.5


def test_a_branch_that_can_never_hold_gets_nothing_where_another_can() -> None:
    found = of_hard({"any_of": ["a", {"any_of": []}]}, a=0.5)
    assert found["a"] == 1.0
    assert NEVER not in found


def test_a_level_that_rests_on_what_never_holds_flows_to_nothing_suffices() -> None:
    found = of_hard({"all_of": ["a", "never"]}, a=0.5)
    assert found[NEVER] == 1.0
    assert found["a"] == 0.0


def test_a_level_that_needs_nothing_flows_to_nothing_is_needed() -> None:
    found = of_hard({"any_of": ["a", "always"]}, a=0.5)
    assert found[FREE] == 1.0


def test_a_gate_passes_on_alike_what_different_levels_send() -> None:
    found = flow(shipped().means, shipped().belief.ladder.ids, today(shipped().means))
    shares = dict(zip(found.links, found.shares, strict=True))
    into = found.reaching("scalable_oversight")
    ratio = shares["scalable_oversight", "debate"][into > 0] / into[into > 0]
    assert_allclose(ratio, ratio[0], atol=1e-12)


def test_widths_weigh_the_levels_by_their_credence() -> None:
    found = flow(shipped().means, shipped().belief.ladder.ids, today(shipped().means))
    p = np.random.default_rng(3).dirichlet(np.ones(10))
    leaving = [
        found.widths(p)[[source == level for source, _ in found.links]].sum()
        for level in shipped().belief.ladder.ids
    ]
    assert_allclose(leaving, p, atol=1e-12)


@given(packs())
@settings(max_examples=60)
def test_nothing_is_lost_at_any_node_and_all_arrives(pack: Pack) -> None:
    found = flowing(pack)
    levels = len(found.shares[0])
    sources = {source for source, _ in found.links}
    ends = {target for _, target in found.links} - sources
    for gate in sources & {target for _, target in found.links}:
        rows = [source == gate for source, _ in found.links]
        assert_allclose(found.shares[rows].sum(axis=0), found.reaching(gate), atol=1e-9)
    total = sum(found.reaching(end) for end in ends)
    assert_allclose(total, np.ones(levels), atol=1e-9)
    assert (found.shares >= 0).all()


@given(packs())
@settings(max_examples=40)
def test_sources_stand_before_their_targets(pack: Pack) -> None:
    links = flowing(pack).links
    order = list(dict.fromkeys(source for source, _ in links))
    place = {name: n for n, name in enumerate(order)}
    assert all(place[a] < place.get(b, len(order)) for a, b in links)
    assert all(place[a[0]] <= place[b[0]] for a, b in pairwise(links))


@given(packs())
@settings(max_examples=40)
def test_the_first_fork_divides_by_the_gain_of_each_branch(pack: Pack) -> None:
    model = made(pack)
    means, ready = model.means, today(model.means)
    found = flow(means, model.belief.ladder.ids, ready)
    for k, requirement in enumerate(means.requirements):
        tree = requirement.needs
        parts = tree.branches
        plain = all(isinstance(p, str) for p in parts) and len(set(parts)) == len(parts)
        if tree.all_of is None or not plain or found.reaching(NEVER)[k]:
            continue
        now = chance(tree, means.trees, means.ids)(ready)
        gains = {
            part: chance(
                Tree(all_of=tuple(p for p in parts if p != part)),
                means.trees,
                means.ids,
            )(ready)
            - now
            for part in parts
        }
        if sum(gains.values()) < 1e-6:
            continue
        level = model.belief.ladder.ids[k]
        for link, share in zip(found.links, found.shares, strict=True):
            if link[0] == level and link[1] in gains:
                expected = gains[link[1]] / sum(gains.values())
                assert share[k] == pytest.approx(expected, abs=1e-9)
