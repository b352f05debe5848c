"""A person's own item of evidence, from a form to an entry of the catalog and back."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

MOST_FACTS, MOST_GROUPS = 2, 1
"""What the form offers; an entry that is written in a file may rest on more."""

EVEN = 0.5
"""Where each chance of the form begins: it says nothing."""

States = tuple[bool, ...]


@dataclass(frozen=True)
class Draft:
    """What the form holds.

    Parameters
    ----------
    name, observation : str
    basis : str
        Where it is from, or why the person thinks so.
    year : int or None
    facts, groups : tuple of str
        Ids.
    chances : mapping of tuple of bool to float
        P(seen | these states of the facts), by the states.
    otherwise : float
        P(seen) where the line of results does not carry over.
    """

    name: str = ""
    observation: str = ""
    basis: str = ""
    year: int | None = None
    facts: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    chances: Mapping[States, float] = field(default_factory=dict)
    otherwise: float = EVEN

    def chance(self, states: States) -> float:
        """Return the chance that the form shows for a combination of states."""
        return self.chances.get(states, EVEN)


def combinations(n_facts: int) -> list[States]:
    """Return each combination of states of some facts.

    Examples
    --------
    >>> combinations(1)
    [(True,), (False,)]
    """
    return list(product((True, False), repeat=n_facts))


def entry(draft: Draft, name: str) -> dict[str, Any]:
    """Return a draft as an entry of the catalog, under an id."""
    plain: dict[str, Any] = {
        "id": name,
        "name": draft.name,
        "observation": draft.observation,
        "judgment": draft.basis,
        "facts": list(draft.facts),
        "groups": list(draft.groups),
        "likelihood": [
            {"facts": list(states), "probability": [draft.chance(states)] * 3}
            for states in combinations(len(draft.facts))
        ],
    }
    if draft.year is not None:
        plain["year"] = draft.year
    if draft.groups:
        plain["otherwise"] = [draft.otherwise] * 3
    return plain


def draft(item: Mapping[str, Any]) -> Draft:
    """Return a checked entry as the form shows it."""
    otherwise = item.get("otherwise") or [EVEN]
    return Draft(
        name=item["name"],
        observation=item["observation"],
        basis=item.get("judgment") or "",
        year=item.get("year"),
        facts=tuple(item["facts"]),
        groups=tuple(item.get("groups") or ()),
        chances={
            tuple(row["facts"]): float(row["probability"][0])
            for row in item["likelihood"]
        },
        otherwise=float(otherwise[0]),
    )


def fits_the_form(item: Mapping[str, Any]) -> bool:
    """Return whether the form can hold an entry without losing any of it."""
    few = len(item["facts"]) <= MOST_FACTS
    few = few and len(item.get("groups") or ()) <= MOST_GROUPS
    return few and entry(draft(item), item["id"]) == {"groups": [], **item}


def free_id(taken: Collection[str]) -> str:
    """Return the first of own_1, own_2, ... that no other entry has.

    Examples
    --------
    >>> free_id(["own_1", "own_3"])
    'own_2'
    """
    number = 1
    while f"own_{number}" in taken:
        number += 1
    return f"own_{number}"


def replaced(
    items: Sequence[Mapping[str, Any]], new: Mapping[str, Any]
) -> tuple[Mapping[str, Any], ...]:
    """Return the items with one of them changed, or added if it is not among them."""
    if new["id"] not in {item["id"] for item in items}:
        return (*items, new)
    return tuple(new if item["id"] == new["id"] else item for item in items)
