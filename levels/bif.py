"""The belief network in the interchange format BIF, for other programs to check."""

import re
from collections.abc import Iterable, Sequence
from itertools import product

import numpy as np

from levels.arrays import FloatArray
from levels.credence import Credence
from levels.network import NODE, Network

BINARY = ("yes", "no")
RESERVED = {
    "default",
    "discrete",
    "network",
    "probability",
    "property",
    "table",
    "type",
    "variable",
}


def write_bif(network: Network, prior: Credence) -> str:
    r"""Return the network with a prior as BIF text.

    Nodes and states are named by their ids: `level` has the levels, easiest first;
    facts, groups and items are `yes` or `no`, in that order.

    Parameters
    ----------
    network : Network
    prior : Credence
        Over the network's levels.

    Raises
    ------
    ValueError
        If the prior is not over these levels, or BIF reserves the word of an id.

    Notes
    -----
    Numbers have the 17 significant digits that a double needs, and in each row the
    last is one minus the others. pyAgrum reads them in single precision.

    References
    ----------
    .. [1] Cozman, F. G. (1998). The interchange format for Bayesian networks.

    Examples
    --------
    >>> network = Network(
    ...     levels=("easy", "hard"),
    ...     facts=("f",),
    ...     groups=(),
    ...     fact_given_level=np.array([[0.75, 0.25]]),
    ...     group_transfers=np.empty(0),
    ...     items=(),
    ... )
    >>> print(write_bif(network, Credence(np.array([0.5, 0.5]))), end="")
    network tenlevels {
    }
    variable level {
      type discrete [ 2 ] { easy, hard };
    }
    variable f {
      type discrete [ 2 ] { yes, no };
    }
    probability ( level ) {
      table 0.5, 0.5;
    }
    probability ( f | level ) {
      (easy) 0.75, 0.25;
      (hard) 0.25, 0.75;
    }
    """
    n_levels = len(network.levels)
    if len(prior.p) != n_levels:
        msg = f"prior must have {n_levels} numbers, got {len(prior.p)}"
        raise ValueError(msg)
    variables = (NODE, *network.facts, *network.groups)
    nodes = (*variables, *network.item_ids)
    _check(network.levels, nodes)
    blocks = ["network tenlevels {\n}\n", _variable(NODE, network.levels)]
    blocks += [_variable(node, BINARY) for node in nodes[1:]]
    blocks += [_root(NODE, prior.p / prior.p.sum())]
    for fact, p in zip(network.facts, network.fact_given_level, strict=True):
        blocks.append(_child(fact, [NODE], [network.levels], p))
    for group, p in zip(network.groups, network.group_transfers, strict=True):
        blocks.append(_root(group, np.array([p, 1 - p])))
    for item in network.items:
        parents = [variables[index] for index in item.parents]
        blocks.append(_child(item.id, parents, [BINARY] * len(parents), item.table))
    return "".join(blocks)


def _check(levels: Iterable[str], nodes: Iterable[str]) -> None:
    """Refuse what a reader would misread, as pgmpy does `table1`: a table of 1."""
    misread = [node for node in nodes if re.search(r"(table|default)[\de]", node)]
    for name in (*levels, *nodes, *misread):
        if name in RESERVED or name in misread:
            msg = f"an id must not be a word that BIF reserves, got {name!r}"
            raise ValueError(msg)


def _variable(name: str, states: Sequence[str]) -> str:
    inside = f"type discrete [ {len(states)} ] {{ {', '.join(states)} }};"
    return f"variable {name} {{\n  {inside}\n}}\n"


def _root(name: str, p: FloatArray) -> str:
    return f"probability ( {name} ) {{\n  table {_numbers(p)};\n}}\n"


def _child(
    name: str,
    parents: Sequence[str],
    states: Sequence[Sequence[str]],
    table: FloatArray,
) -> str:
    """Return the rows P(yes), P(no) of a binary node, its last parent fastest."""
    if not parents:
        p = table.item()
        return _root(name, np.array([p, 1 - p]))
    rows = "".join(
        f"  ({', '.join(state)}) {_numbers((p, 1 - p))};\n"
        for state, p in zip(product(*states), table.flat, strict=True)
    )
    return f"probability ( {name} | {', '.join(parents)} ) {{\n{rows}}}\n"


def _numbers(p: Iterable[float]) -> str:
    return ", ".join(f"{x:.17g}" for x in p)
