"""The same network in pgmpy and in pyAgrum, which know nothing of ours."""

import tempfile
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from levels.arrays import FloatArray
from levels.credence import Credence
from levels.evidence import Observation
from levels.network import NODE, Network


@contextmanager
def quiet() -> Iterator[None]:
    """Let these libraries warn; what they warn of is theirs."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def load_pgmpy(text: str) -> Any:
    """Return the network of a BIF text in pgmpy, checked by it."""
    with quiet():
        from pgmpy.readwrite import BIFReader

        model = BIFReader(string=text).get_model()
        assert model.check_model()
    return model


def load_agrum(text: str) -> Any:
    """Return the network of a BIF text in pyAgrum, in single precision."""
    with quiet(), tempfile.TemporaryDirectory() as folder:
        import pyagrum

        path = Path(folder, "network.bif")
        path.write_text(text, encoding="utf-8")
        return pyagrum.loadBN(str(path))


def sharpen(model: Any, network: Network, prior: Credence) -> None:
    """Give pyAgrum's tables the digits that its reader of BIF drops."""
    model.cpt(NODE).fillWith(prior.p.tolist())
    for level, name in enumerate(network.levels):
        for fact, p in zip(network.facts, network.fact_given_level, strict=True):
            model.cpt(fact)[{NODE: name}] = [p[level], 1 - p[level]]
    for group, p in zip(network.groups, network.group_transfers, strict=True):
        model.cpt(group).fillWith([p, 1 - p])
    variables = (NODE, *network.facts, *network.groups)
    for item in network.items:
        for states in product((0, 1), repeat=len(item.parents)):
            given = {
                variables[parent]: ("yes", "no")[state]
                for parent, state in zip(item.parents, states, strict=True)
            }
            p = item.table[states]
            model.cpt(item.id)[given] = [p, 1 - p]


def ask_pgmpy(
    model: Any, variables: Sequence[str], observations: Mapping[str, Observation]
) -> dict[str, FloatArray]:
    """Return the posterior of each variable by pgmpy's variable elimination."""
    with quiet():
        from pgmpy.factors.discrete import TabularCPD
        from pgmpy.inference import VariableElimination

        hard, virtual = {}, []
        for name, (seen, unseen) in observations.items():
            if 0 in (seen, unseen):
                hard[name] = "yes" if seen else "no"
                continue
            most = max(seen, unseen)
            values = [[seen / most], [unseen / most]]
            states = {name: ["yes", "no"]}
            virtual.append(TabularCPD(name, 2, values, state_names=states))
        return {
            name: np.array(
                VariableElimination(model)
                .query([name], hard, virtual or None, show_progress=False)
                .values
            )
            for name in variables
        }


def ask_agrum(
    model: Any, variables: Sequence[str], observations: Mapping[str, Observation]
) -> dict[str, FloatArray]:
    """Return the posterior of each variable by pyAgrum's lazy propagation."""
    with quiet():
        import pyagrum

        inference = pyagrum.LazyPropagation(model)
        inference.setEvidence({name: list(o) for name, o in observations.items()})
        return {name: inference.posterior(name).toarray() for name in variables}
