"""The register of assumptions: every number of a model in words, to search and filter.

Its rows are those of `tenlevels assumptions`, with words beside them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from app import wording
from app.documents import assumptions_document
from app.texts import ENGLISH
from levels.source import Source
from simulator.assumption import Assumption
from simulator.model import Model
from simulator.scenario import Scenario
from simulator.translation import translated

Only = Literal["all", "changed", "disputed", "judgment", "sourced"]
ONLY: tuple[Only, ...] = ("all", "changed", "disputed", "judgment", "sourced")


@dataclass(frozen=True)
class Row:
    """One number, as a scenario has it.

    Parameters
    ----------
    address, kind : str
    about, words : str
        What it is about, and which number of that it is.
    value, low, high : float
    unit : str
    basis : str
        Author and year of its source; empty if it is judgment alone.
    who : str
        Who disagrees.
    changed : bool
        Whether it is other than the model's own.
    free : bool
        Whether it may change alone.
    assumption : Assumption
    text : str
        All that a search looks at, in lower case.
    """

    address: str
    kind: str
    about: str
    words: str
    value: float
    low: float
    high: float
    unit: str
    basis: str
    who: str
    changed: bool
    free: bool
    assumption: Assumption
    text: str


def register(base: Model, scenario: Scenario, tongue: str = ENGLISH) -> tuple[Row, ...]:
    """Return every number of a model as a scenario sees it.

    Parameters
    ----------
    base : Model
        The pack as it is shipped.
    scenario : Scenario
    tongue : str
        The language of the names.

    Examples
    --------
    >>> from simulator.model import load
    >>> from simulator.scenario import new
    >>> model = load()
    >>> len(register(model, new(model))) == len(model.assumptions)
    True
    """
    mine = translated(scenario.revised(base), tongue)
    sources = {source.id: source for source in mine.belief.sources}
    return tuple(
        _row(mine, told, base.assumptions, sources)
        for told in assumptions_document(mine, scenario)["assumptions"]
    )


def found(
    rows: Iterable[Row], search: str = "", kind: str | None = None, only: Only = "all"
) -> tuple[Row, ...]:
    """Return the rows that hold every word of a search, are of a kind, and of a sort.

    Parameters
    ----------
    rows : iterable of Row
    search : str
        Words, in any order.
    kind : str or None
        None is every kind.
    only : str
    """
    terms = search.lower().split()
    return tuple(
        row
        for row in rows
        if (kind is None or row.kind == kind)
        and _is(row, only)
        and all(term in row.text for term in terms)
    )


def _is(row: Row, only: Only) -> bool:
    return {
        "all": True,
        "changed": row.changed,
        "disputed": bool(row.who),
        "judgment": not row.basis,
        "sourced": bool(row.basis),
    }[only]


def _row(
    mine: Model,
    told: Mapping[str, object],
    base: Mapping[str, Assumption],
    sources: Mapping[str, Source],
) -> Row:
    assumption = mine.assumptions[str(told["address"])]
    about, words = wording.about(assumption), wording.words(mine, assumption)
    unit = wording.unit(mine, assumption.unit)
    basis = short(sources[assumption.source]) if assumption.source else ""
    said = [part for dispute in assumption.disputed for part in dispute.values()]
    searched = [
        assumption.address, about, words, unit, basis,
        assumption.judgment or "", *assumption.sources, *map(str, said),
    ]  # fmt: skip
    return Row(
        address=assumption.address,
        kind=wording.kind(assumption),
        about=about,
        words=words,
        value=_number(told["value"]),
        low=_number(told["low"]),
        high=_number(told["high"]),
        unit=unit,
        basis=basis,
        who=", ".join(str(dispute["who"]) for dispute in assumption.disputed),
        changed=bool(told["changed"]),
        free=assumption.can_change and assumption.address in base,
        assumption=assumption,
        text=" ".join(searched).lower(),
    )


def _number(value: object) -> float:
    return float(str(value))


def short(source: Source) -> str:
    """Return author and year of a source.

    Examples
    --------
    >>> from simulator.model import load
    >>> short(load().belief.sources[0])
    'Asya Bergal, AI Impacts 2019'
    """
    return f"{source.author} {source.year or ''}".strip()
