"""The network and the graph as text, in the formats that other programs read."""

from typing import Literal

from interventions import export
from interventions.graph import graph
from levels.bif import write_bif
from levels.credence import Credence
from simulator.model import Model

Format = Literal["bif", "graphml", "dot", "json"]
WRITERS = {"graphml": export.to_graphml, "dot": export.to_dot, "json": export.to_json}


def exported(model: Model, form: Format, prior: Credence) -> str:
    """Return the belief network (bif) or the whole graph (the others) as text.

    Parameters
    ----------
    model : Model
    form : str
    prior : Credence
        Over the levels; only bif holds it.
    """
    if form == "bif":
        return write_bif(model.belief.network, prior)
    return WRITERS[form](graph(model.belief, model.means))
