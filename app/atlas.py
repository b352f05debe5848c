"""The map of a pack as one graph: levels, gates, interventions, jobs, failure modes.

It is the graph that the export writes, without evidence and groups, and with a node for
each job of the world.
"""

from collections.abc import Sequence

import networkx as nx

from app.texts import say
from interventions.graph import graph
from simulator.choice.needed import Job, jobs
from simulator.model import Model

KINDS = ("level", "gate", "intervention", "job", "failure_mode", "fact")
ALWAYS = ("level", "gate", "intervention")
DRAWN = ("requires", "prerequisite", "addresses")
"""The edges of the network; a fact speaks to every level and would hide them."""


def atlas(model: Model) -> nx.DiGraph:
    """Return the map of a pack: every node has a `kind` and a `name` to show."""
    whole = graph(model.belief, model.means)
    hidden = [n for n, kind in whole.nodes(data="kind") if kind not in KINDS]
    whole.remove_nodes_from(hidden)
    for number, level in enumerate(model.belief.ladder.levels, start=1):
        whole.nodes[level.id]["name"] = say("map.level", number=number, name=level.name)
    for number, job in enumerate(jobs(model.world)):
        node = f"*job.{number}"
        whole.add_node(node, kind="job", name=job_name(job), number=number)
        whole.add_edge(node, job.root, kind="requires")
    return whole


def job_name(job: Job) -> str:
    """Return the name of a job."""
    told = say(f"map.job.{job.role}")
    return say("map.job.named", job=told, name=job.name) if job.name else told


def web_of(whole: nx.DiGraph, levels: Sequence[str], kinds: Sequence[str]) -> nx.Graph:
    """Return the network of some levels, of nodes of some kinds.

    With every level the whole map; with fewer, what is reached from them.
    """
    drawn = nx.subgraph_view(
        whole,
        filter_node=lambda n: whole.nodes[n]["kind"] in kinds,
        filter_edge=lambda a, b: whole.edges[a, b]["kind"] in DRAWN,
    )
    known = [n for n, kind in drawn.nodes(data="kind") if kind == "level"]
    if set(levels) >= set(known):
        kept = [n for n in drawn if drawn.degree(n)] + known
    else:
        kept = [n for level in levels for n in (level, *nx.descendants(drawn, level))]
    return drawn.subgraph(kept).copy()


def around(web: nx.DiGraph, name: str) -> set[str]:
    """Return a node with all that it requires, all that requires it, and neighbors."""
    if name not in web:
        return set()
    required = nx.subgraph_view(
        web, filter_edge=lambda a, b: web.edges[a, b]["kind"] == "requires"
    )
    above, under = nx.ancestors(required, name), nx.descendants(required, name)
    return {name, *above, *under, *nx.all_neighbors(web, name)}
