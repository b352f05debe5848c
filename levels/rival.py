"""Rival ladders: other orders or partitions of difficulty, and the way onto them."""

from collections.abc import Sequence
from typing import Annotated, Self

import numpy as np
from pydantic import Field, model_validator

from levels.arrays import FloatArray
from levels.quantity import Based, Entry, Id, Number, Text

TOLERANCE = 1e-9


class Rung(Entry):
    """A level of a rival ladder."""

    id: Id
    name: Text


class RivalLadder(Based):
    """Another ladder, and how each of our levels is shared out over its rungs."""

    id: Id
    name: Text
    rungs: tuple[Rung, ...] = Field(min_length=1)
    shares: dict[Id, dict[Id, Annotated[Number, Field(ge=0, le=1)]]]

    @model_validator(mode="after")
    def _shares_are_whole(self) -> Self:
        known = {rung.id for rung in self.rungs}
        for level, shares in self.shares.items():
            total = sum(shares.values())
            if abs(total - 1) > TOLERANCE:
                msg = f"shares of {level!r} must sum to 1, got {total:.9g}"
                raise ValueError(msg)
            strange = sorted(set(shares) - known)
            if strange:
                msg = f"shares of {level!r} must name rungs, got {strange[0]!r}"
                raise ValueError(msg)
        return self

    def check(self, levels: Sequence[str]) -> None:
        """Check that every level, and nothing else, is shared out.

        Raises
        ------
        ValueError
            Naming the level that is missing or strange.
        """
        different = sorted(set(levels) ^ set(self.shares))
        if different:
            msg = (
                f"shares of {self.id!r} must name each level once, see {different[0]!r}"
            )
            raise ValueError(msg)

    def transport(self, p: FloatArray, levels: Sequence[str]) -> FloatArray:
        """Return a credence over levels as a credence over the rungs.

        Parameters
        ----------
        p : ndarray, shape (K,)
        levels : sequence of str
            Ids of our levels, in the order of `p`.

        Returns
        -------
        ndarray, shape (n_rungs,)
            Sums to 1.

        Examples
        --------
        >>> halves = RivalLadder(
        ...     id="halves",
        ...     name="Halves",
        ...     rungs=(Rung(id="lower", name="Lower"), Rung(id="upper", name="Upper")),
        ...     shares={"a": {"lower": 1}, "b": {"lower": 0.5, "upper": 0.5}},
        ...     judgment="an example",
        ... )
        >>> halves.transport(np.array([0.4, 0.6]), ("a", "b")).tolist()
        [0.7, 0.3]
        """
        matrix = np.array(
            [[self.shares[a].get(rung.id, 0.0) for rung in self.rungs] for a in levels]
        )
        moved: FloatArray = p @ matrix
        return moved
