"""A difficulty level, and a ladder of them."""

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from levels.quantity import Entry, Id, Text
from levels.rival import RivalLadder

FEWEST, MOST = 2, 20


class Tier(Entry):
    """A band of neighboring levels with one strategic reading."""

    id: Id
    name: Text
    summary: Text
    strategy: Text
    sources: tuple[Id, ...] = ()


class Level(Entry):
    """One hypothesis on how hard alignment is."""

    id: Id
    name: Text
    short: Annotated[Text, StringConstraints(max_length=14)]
    tier: Id
    summary: Text
    causes: tuple[Text, ...] = ()
    risk: Text
    sufficient: tuple[Text, ...] = ()
    why_not_previous: Text | None = None
    raises: tuple[Text, ...] = ()
    lowers: tuple[Text, ...] = ()
    note: Text | None = None
    sources: tuple[Id, ...] = ()


class Ladder(Entry):
    """All levels, easiest first; the number of a level is its place.

    Examples
    --------
    >>> tier = Tier(id="all", name="All", summary="-", strategy="-")
    >>> easy, hard = (
    ...     Level(id=i, name=i, short=i, tier="all", summary="-", risk="-")
    ...     for i in ("easy", "hard")
    ... )
    >>> Ladder(name="Two", remark="-", tiers=(tier,), levels=(easy, hard)).ids
    ('easy', 'hard')
    """

    name: Text
    source: Id | None = None
    remark: Text
    tiers: tuple[Tier, ...]
    levels: tuple[Level, ...] = Field(min_length=FEWEST, max_length=MOST)
    rivals: tuple[RivalLadder, ...] = ()

    @model_validator(mode="after")
    def _names_are_its_own(self) -> Self:
        ids = [level.id for level in self.levels]
        repeated = sorted({i for i in ids if ids.count(i) > 1})
        if repeated:
            msg = f"level ids must not repeat, got {', '.join(repeated)} twice"
            raise ValueError(msg)
        tiers = {tier.id for tier in self.tiers}
        for level in self.levels:
            if level.tier not in tiers:
                msg = (
                    f"tier of {level.id!r} must be one of the tiers, got {level.tier!r}"
                )
                raise ValueError(msg)
        for rival in self.rivals:
            rival.check(ids)
        return self

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the levels, easiest first."""
        return tuple(level.id for level in self.levels)

    def __len__(self) -> int:
        return len(self.levels)
