"""Random belief networks, credences and observations."""

import numpy as np
from hypothesis import strategies as st

from levels.arrays import FloatArray
from levels.credence import Credence
from levels.evidence import NO, YES, Observation
from levels.network import Item, Network

# Multiples of 1/1024: both p and 1 - p are exact, even in single precision.
OPEN = st.integers(1, 1023).map(lambda n: n / 1024)
CLOSED = st.integers(0, 1024).map(lambda n: n / 1024)
RATIOS = st.floats(0.01, 100)


@st.composite
def networks(
    draw: st.DrawFn,
    chances: st.SearchStrategy[float] = OPEN,
    *,
    fewest_items: int = 0,
) -> Network:
    """Networks of 2 to 5 levels, up to 4 facts, 3 groups and 6 items of 1 to 4 parents.

    Any mixture of facts and groups may be the parents of an item, in any order.
    """
    n_levels = draw(st.integers(2, 5))
    n_facts, n_groups = draw(st.integers(1, 4)), draw(st.integers(0, 3))
    variables = range(1, 1 + n_facts + n_groups)
    most = min(4, len(variables))
    parents = st.permutations(variables).flatmap(
        lambda order: st.integers(1, most).map(lambda n: tuple(order[:n]))
    )
    scopes = draw(st.lists(parents, min_size=fewest_items, max_size=6))
    return Network(
        levels=tuple(f"level_{i}" for i in range(n_levels)),
        facts=tuple(f"fact_{i}" for i in range(n_facts)),
        groups=tuple(f"group_{i}" for i in range(n_groups)),
        fact_given_level=draw(tables((n_facts, n_levels), chances)),
        group_transfers=draw(tables((n_groups,), chances)),
        items=tuple(
            Item(f"item_{i}", scope, draw(tables((2,) * len(scope), chances)))
            for i, scope in enumerate(scopes)
        ),
    )


@st.composite
def tables(
    draw: st.DrawFn, shape: tuple[int, ...], chances: st.SearchStrategy[float] = OPEN
) -> FloatArray:
    """Arrays of chances."""
    size = int(np.prod(shape))
    cells = draw(st.lists(chances, min_size=size, max_size=size))
    return np.array(cells, dtype=float).reshape(shape)


@st.composite
def credences(draw: st.DrawFn, n_levels: int, *, lowest: int = 1) -> Credence:
    """Credences as shares of counts; with a `lowest` of 0 some levels may have none."""
    counts = st.lists(st.integers(lowest, 50), min_size=n_levels, max_size=n_levels)
    drawn = draw(counts.filter(any))
    return Credence(np.array(drawn) / sum(drawn))


def observation() -> st.SearchStrategy[Observation]:
    """Seen, not seen, or virtual evidence."""
    virtual = RATIOS.map(lambda ratio: Observation(ratio, 1.0))
    return st.sampled_from([YES, NO]) | virtual


def observations(network: Network) -> st.SearchStrategy[dict[str, Observation]]:
    """Observations of some of the items, in any order."""
    if not network.items:
        return st.just({})
    return st.dictionaries(st.sampled_from(network.item_ids), observation())


@st.composite
def cases(
    draw: st.DrawFn,
    chances: st.SearchStrategy[float] = OPEN,
    *,
    fewest_items: int = 0,
    lowest: int = 1,
) -> tuple[Network, Credence, dict[str, Observation]]:
    """Networks with a prior and some observations."""
    network = draw(networks(chances, fewest_items=fewest_items))
    prior = draw(credences(len(network.levels), lowest=lowest))
    return network, prior, draw(observations(network))
