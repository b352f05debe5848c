"""An observation that could have gone otherwise, and what it depends on."""

import math
from collections.abc import Iterable, Mapping
from itertools import product
from typing import Annotated, NamedTuple, Self

from pydantic import Field, StringConstraints, model_validator

from levels.problem import show
from levels.quantity import Based, Entry, Id, ProbabilityTriple, Share, Text

MOST_PARENTS = 12


class Group(Entry):
    """A line of results that may or may not transfer to transformative systems."""

    id: Id
    name: Text
    meaning: Text
    probability: Share


class Row(Entry):
    """P(the observation | these states of its facts, its groups transferring)."""

    facts: tuple[bool, ...]
    probability: ProbabilityTriple


class Evidence(Based):
    """An item of evidence with its likelihoods.

    Where a group does not transfer the item is uninformative: its probability is
    `otherwise`, whatever the facts are.
    """

    id: Id
    name: Annotated[Text, StringConstraints(max_length=80)]
    year: int | None = None
    observation: Text
    caveat: Text | None = None
    sources: tuple[Id, ...] = ()
    facts: tuple[Id, ...] = Field(min_length=1, max_length=MOST_PARENTS)
    groups: tuple[Id, ...] = Field((), max_length=MOST_PARENTS)
    likelihood: tuple[Row, ...]
    otherwise: ProbabilityTriple | None = None

    @model_validator(mode="after")
    def _likelihoods_are_complete(self) -> Self:
        n_parents = len(self.facts) + len(self.groups)
        if n_parents > MOST_PARENTS:
            msg = f"facts and groups must be at most {MOST_PARENTS}, got {n_parents}"
            raise ValueError(msg)
        rows = [row.facts for row in self.likelihood]
        wanted = set(product((True, False), repeat=len(self.facts)))
        if len(rows) != len(wanted) or set(rows) != wanted:
            states = len(self.facts)
            msg = f"likelihood must hold each combination of {states} facts once"
            raise ValueError(msg)
        if bool(self.groups) != (self.otherwise is not None):
            msg = "otherwise must be given exactly when there are groups"
            raise ValueError(msg)
        return self


class EvidenceFile(Entry):
    """The catalog of groups and evidence items."""

    groups: tuple[Group, ...] = ()
    evidence: tuple[Evidence, ...]


class Observation(NamedTuple):
    """How an item was observed: its weights on (seen, not seen).

    `(1, 0)` is seen, `(0, 1)` is not seen, `(1, 1)` says nothing, and `(ratio, 1)` is
    virtual evidence of that likelihood ratio (Pearl 1988).
    """

    seen: float
    unseen: float

    @property
    def text(self) -> str:
        """The observation as it is written: yes, no, or the ratio."""
        if self.unseen == 0:
            return "yes"
        if self.seen == 0:
            return "no"
        return str(float(self.seen / self.unseen)).removesuffix(".0")


YES, NO = Observation(1.0, 0.0), Observation(0.0, 1.0)


def parse_observation(text: str) -> Observation:
    """Return the observation written as `yes`, `no` or a positive ratio.

    Raises
    ------
    ValueError
        If it is none of these.

    Examples
    --------
    >>> parse_observation("2.5")
    Observation(seen=2.5, unseen=1.0)
    """
    known = {"yes": YES, "no": NO}
    if text in known:
        return known[text]
    try:
        ratio = float(text)
    except ValueError:
        ratio = math.nan
    if not (math.isfinite(ratio) and ratio > 0):
        msg = f"an observation must be yes, no or a positive ratio, got {show(text)}"
        raise ValueError(msg)
    return Observation(ratio, 1.0)


def parse_observations(
    texts: Iterable[str], known: Iterable[str]
) -> Mapping[str, Observation]:
    """Return the observations written as `ID=yes`, `ID=no` or `ID=ratio`.

    Raises
    ------
    ValueError
        If an id is unknown or repeated, or a value is none of these.

    Examples
    --------
    >>> parse_observations(["probe=no"], ["probe"])
    {'probe': Observation(seen=0.0, unseen=1.0)}
    """
    known = set(known)
    observations: dict[str, Observation] = {}
    for text in texts:
        item, _, value = text.partition("=")
        if item not in known:
            msg = f"an observation must name an item of evidence, got {show(item)}"
            raise ValueError(msg)
        if item in observations:
            msg = f"an item must be observed once, got {item!r} twice"
            raise ValueError(msg)
        observations[item] = parse_observation(value)
    return observations
