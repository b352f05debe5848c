"""Which items of evidence a person wants to see."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from levels.evidence import Evidence
from levels.source import Source


@dataclass(frozen=True)
class Selection:
    """What an item must be to be shown; None is any.

    Parameters
    ----------
    words : str
        All of these must stand in its texts or sources.
    fact, group : str or None
        Id of a fact or line of results that it rests on.
    counted : bool or None
        Whether it is marked.
    years : (int, int) or None
        First and last year; an item without a year is of none.
    within : collection of str or None
        Ids that it must be one of.
    """

    words: str = ""
    fact: str | None = None
    group: str | None = None
    counted: bool | None = None
    years: tuple[int, int] | None = None
    within: Collection[str] | None = None


def selected(
    items: Sequence[Evidence],
    sources: Mapping[str, Source],
    marks: Collection[str],
    selection: Selection,
) -> list[Evidence]:
    """Return the items that a selection shows, in their order.

    Parameters
    ----------
    items : sequence of Evidence
    sources : mapping of str to Source
        By id.
    marks : collection of str
        Ids of the items that are counted.
    selection : Selection
    """
    wanted = selection.words.casefold().split()
    return [
        item
        for item in items
        if _fits(item, marks, selection)
        and all(word in _text(item, sources) for word in wanted)
    ]


def _fits(item: Evidence, marks: Collection[str], selection: Selection) -> bool:
    return (
        selection.fact in (None, *item.facts)
        and selection.group in (None, *item.groups)
        and selection.counted in (None, item.id in marks)
        and (selection.within is None or item.id in selection.within)
        and (selection.years is None or _is_of(item.year, selection.years))
    )


def _is_of(year: int | None, years: tuple[int, int]) -> bool:
    return year is not None and years[0] <= year <= years[1]


def _text(item: Evidence, sources: Mapping[str, Source]) -> str:
    cited = [sources[s] for s in (item.source, *item.sources) if s is not None]
    parts = [item.name, item.observation, item.caveat or "", item.judgment or ""]
    parts += [f"{source.author} {source.title}" for source in cited]
    return " ".join(parts).casefold()
