"""What stands alone: interventions that no level needs, levels that nothing serves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from interventions.diagram import FALSE, TRUE, Diagram, DiagramBuilder, variables
from interventions.means import Means
from interventions.requirement import Branch, leaves


@dataclass(frozen=True)
class Orphans:
    """What no line joins to the other side of the map.

    Parameters
    ----------
    interventions : tuple of str
        No level's requirement turns on them, and no work that one turns on builds on
        them.
    idle : tuple of str
        Those among them that no other tree turns on either.
    unserved : tuple of str
        Levels at which nothing suffices.
    free : tuple of str
        Levels that need nothing.
    """

    interventions: tuple[str, ...]
    idle: tuple[str, ...]
    unserved: tuple[str, ...]
    free: tuple[str, ...]


def orphans(
    means: Means, levels: Sequence[str], others: Iterable[Branch] = ()
) -> Orphans:
    """Return what stands alone in a pack.

    Parameters
    ----------
    means : Means
    levels : sequence of str
        Ids of the levels, in the order of the requirements.
    others : iterable of Branch
        Trees and gates that something else than a level consults.

    Examples
    --------
    >>> from simulator.model import load
    >>> model = load()
    >>> found = orphans(model.means, model.belief.ladder.ids)
    >>> found.unserved, found.free
    (('impossible',), ('by_default',))
    >>> "pause" in found.interventions, "rlhf" in found.interventions
    (True, False)
    """
    trees = [requirement.needs for requirement in means.requirements]
    roots = list(others)
    order = variables([*trees, *roots], means.trees, means.ids)
    builder = DiagramBuilder(order, means.trees)
    built = [builder.tree(tree) for tree in trees]
    elsewhere = [builder.tree(root) for root in roots]
    required = _built_on(means, _turning(builder.diagram(built)))
    used = _built_on(means, _turning(builder.diagram([*built, *elsewhere])))
    return Orphans(
        interventions=tuple(i for i in means.ids if i not in required),
        idle=tuple(i for i in means.ids if i not in used),
        unserved=_those(levels, built, FALSE),
        free=_those(levels, built, TRUE),
    )


def _those(levels: Sequence[str], built: Sequence[int], value: int) -> tuple[str, ...]:
    pairs = zip(levels, built, strict=True)
    return tuple(level for level, root in pairs if root == value)


def _turning(forest: Diagram) -> set[str]:
    """Return the interventions that some root turns on, not only names."""
    return {forest.variables[v] for v in forest.variable[TRUE + 1 :]}


def _built_on(means: Means, names: Iterable[str]) -> set[str]:
    """Return the interventions and all that they build on, at any remove."""
    needs = {i.id: set(leaves(i.needs)) for i in means.interventions}
    found: set[str] = set()
    left = list(names)
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left.extend(needs[name])
    return found
