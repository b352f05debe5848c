"""Success trees: what a level, a gate or an intervention needs.

A tree is an id, `{all_of: [...]}`, `{any_of: [...]}` or `{at_least: k, of: [...]}` over
trees. An empty all-of is always met; an empty any-of never is.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Self

from pydantic import Discriminator, Field, Tag, model_validator

from levels.quantity import Based, Entry, Id, Text


def _form(value: object) -> str:
    return "tree" if isinstance(value, dict | Tree) else "id"


class Tree(Entry):
    """A node of a success tree: all-of, any-of, or at least k of its branches.

    Examples
    --------
    >>> Tree.model_validate({"at_least": 2, "of": ["a", "b", "c"]}).threshold
    2
    """

    all_of: tuple["Branch", ...] | None = None
    any_of: tuple["Branch", ...] | None = None
    at_least: Annotated[int, Field(ge=1, strict=True)] | None = None
    of: tuple["Branch", ...] | None = None

    @model_validator(mode="after")
    def _has_one_form(self) -> Self:
        given = [self.all_of, self.any_of, self.of]
        if sum(part is not None for part in given) != 1:
            msg = "a tree must be one of all_of, any_of, or at_least with of"
            raise ValueError(msg)
        if (self.of is None) != (self.at_least is None):
            msg = "at_least and of must stand together"
            raise ValueError(msg)
        if self.at_least is not None and self.at_least > len(self.branches):
            n = len(self.branches)
            msg = f"at_least must be at most the {n} branches, got {self.at_least}"
            raise ValueError(msg)
        return self

    @property
    def branches(self) -> tuple["Branch", ...]:
        """The trees below this one."""
        return self.all_of or self.any_of or self.of or ()

    @property
    def threshold(self) -> int:
        """How many branches must hold."""
        if self.at_least is not None:
            return self.at_least
        return 1 if self.any_of is not None else len(self.branches)


Branch = Annotated[
    Annotated[Id, Tag("id")] | Annotated[Tree, Tag("tree")], Discriminator(_form)
]
Tree.model_rebuild()

NOTHING = Tree(all_of=())
"""What needs nothing: always met."""


class Gate(Based):
    """A named tree that several others share."""

    id: Id
    name: Text
    summary: Text
    needs: Tree


class LevelRequirement(Based):
    """What a level needs for a safe outcome: part of what the level means."""

    level: Id
    needs: Tree


class RequirementFile(Entry):
    """The catalog of gates and of what each level requires."""

    gates: tuple[Gate, ...]
    levels: tuple[LevelRequirement, ...]


def leaves(branch: Branch) -> Iterator[str]:
    """Return the ids that a tree names, in order, with repeats."""
    if isinstance(branch, str):
        yield branch
        return
    for part in branch.branches:
        yield from leaves(part)


def support(branch: Branch, gates: Mapping[str, Branch]) -> tuple[str, ...]:
    """Return the interventions that a tree rests on, each once, in order.

    Examples
    --------
    >>> tree = Tree(all_of=("g", "a"))
    >>> support(tree, {"g": Tree(any_of=("a", "b"))})
    ('a', 'b')
    """
    found: dict[str, None] = {}
    opened: set[str] = set()
    left = [branch]
    while left:
        part = left.pop()
        if isinstance(part, Tree):
            left.extend(reversed(part.branches))
        elif part not in gates:
            found[part] = None
        elif part not in opened:
            opened.add(part)
            left.append(gates[part])
    return tuple(found)
