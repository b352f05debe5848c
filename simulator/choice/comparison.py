"""Two scenarios side by side: what differs between them, and what moves for it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from simulator.choice.ranking import Ranking
from simulator.scenario import Scenario

WHOLE = ("concentration", "worlds", "months", "grant", "seed", "pack")
BY_NAME = ("observations", "utilities", "parameters", "changes")
PARTS = ("credence", *BY_NAME, "evidence", "portfolio", *WHOLE)
"""All parts, in the order in which differences are told."""

Cells = Sequence[tuple[float, str]]
"""Months and interventions."""


@dataclass(frozen=True)
class Difference:
    """One thing on which two scenarios differ.

    Parameters
    ----------
    part : str
        Which part of the scenario.
    name : str
        The id, address or level within that part; empty where it has none.
    here, there : object
        Plain values; None where one of them says nothing.
    """

    part: str
    name: str
    here: Any
    there: Any


@dataclass(frozen=True)
class Contrast:
    """One thing on which not all of several scenarios agree.

    Parameters
    ----------
    part, name : str
        See `Difference`.
    values : tuple
        Plain values, one a scenario; None where one of them says nothing.
    """

    part: str
    name: str
    values: tuple[Any, ...]


@dataclass(frozen=True)
class Move:
    """One intervention in two rankings.

    Parameters
    ----------
    id : str
    here, there : int
        Its places, from 1.
    priority_here, priority_there : float
        Utility per 100 FTE-years.
    """

    id: str
    here: int
    there: int
    priority_here: float
    priority_there: float

    @property
    def rise(self) -> int:
        """How many places it stands higher here than there."""
        return self.there - self.here


def differences(
    here: Scenario, there: Scenario, levels: Sequence[str]
) -> list[Difference]:
    """Return all on which two scenarios differ, but for title and note.

    Parameters
    ----------
    here, there : Scenario
    levels : sequence of str
        Ids of the levels.
    """
    one, other = here.plain, there.plain
    return list(_differences(one, other, levels, _cells([one, other])))


def contrasts(
    scenarios: Sequence[Scenario], levels: Sequence[str]
) -> tuple[Contrast, ...]:
    """Return all on which several scenarios do not agree, but for title and note.

    Parameters
    ----------
    scenarios : sequence of Scenario
    levels : sequence of str
        Ids of the levels.
    """
    plain = [each.plain for each in scenarios]
    found: dict[tuple[str, str], list[Any]] = {}
    cells = _cells(plain)
    for place, there in enumerate(plain):
        for each in _differences(plain[0], there, levels, cells):
            same = [each.here] * len(scenarios)
            found.setdefault((each.part, each.name), same)[place] = each.there
    ordered = sorted(found, key=lambda key: PARTS.index(key[0]))
    return tuple(Contrast(*key, tuple(found[key])) for key in ordered)


def named_amount(name: str) -> tuple[str, str]:
    """Return the id that an amount is of, and the month from which it holds, if it has.

    Parameters
    ----------
    name : str
        Of a `Difference` or `Contrast`.

    Examples
    --------
    >>> named_amount("theory (12)"), named_amount("theory")
    (('theory', '12'), ('theory', ''))
    """
    entry, _, month = name.partition(" ")
    return entry, month.strip("()")


def _differences(
    here: Mapping[str, Any],
    there: Mapping[str, Any],
    levels: Sequence[str],
    cells: Cells,
) -> Iterator[Difference]:
    pairs = zip(levels, here["credence"], there["credence"], strict=True)
    yield from (Difference("credence", k, a, b) for k, a, b in pairs if a != b)
    for part in BY_NAME:
        yield from _by_name(part, here[part], there[part])
    yield from _by_name("evidence", _by_id(here), _by_id(there))
    yield from _of_portfolios(here["portfolio"], there["portfolio"], cells)
    for part in WHOLE:
        if here[part] != there[part]:
            yield Difference(part, "", here[part], there[part])


def _by_name(
    part: str, here: Mapping[str, Any], there: Mapping[str, Any]
) -> Iterator[Difference]:
    for name in {**here, **there}:
        a, b = here.get(name), there.get(name)
        if a != b:
            yield Difference(part, name, a, b)


def _by_id(plain: Mapping[str, Any]) -> dict[str, Any]:
    return {item["id"]: item for item in plain["evidence"]}


def _of_portfolios(here: Any, there: Any, cells: Cells) -> Iterator[Difference]:
    """Yield where portfolios differ; to fund nothing is not to say nothing."""
    one, other = _amounts(here, cells), _amounts(there, cells)
    found = list(_by_name("portfolio", one, other))
    if not found and (here is None) != (there is None):
        ends = (None if each is None else 0.0 for each in (here, there))
        found.append(Difference("portfolio", "", *ends))
    yield from found


def _cells(plain: Sequence[Mapping[str, Any]]) -> Cells:
    """Return each month from which some portfolio is another one, with each name.

    None if no portfolio has dates.
    """
    stated = [each["portfolio"] for each in plain if each["portfolio"] is not None]
    dated = [portfolio for portfolio in stated if isinstance(portfolio, list)]
    starts = sorted({part["from_month"] for portfolio in dated for part in portfolio})
    parts = [part for portfolio in stated for part in _parts(portfolio)]
    names = dict.fromkeys(name for part in parts for name in part["amounts"])
    return [(start, name) for start in starts for name in names]


def _amounts(portfolio: Any, cells: Cells) -> dict[str, Any]:
    """Return the amounts of a portfolio by intervention, and by month if some has one.

    A portfolio without dates is the same from every month on, and what a date does not
    name has nothing from then on.
    """
    if portfolio is None or not cells:
        return dict(portfolio) if isinstance(portfolio, Mapping) else {}
    parts = _parts(portfolio)
    return {
        f"{name} ({start:g})": _held(parts, start).get(name, 0.0)
        for start, name in cells
    }


def _parts(portfolio: Any) -> Sequence[Mapping[str, Any]]:
    dated = isinstance(portfolio, list)
    return portfolio if dated else [{"from_month": 0, "amounts": portfolio}]


def _held(parts: Sequence[Mapping[str, Any]], month: float) -> dict[str, float]:
    """Return the amounts of a dated portfolio in a month."""
    return dict([x["amounts"] for x in parts if x["from_month"] <= month][-1])


def moves(here: Ranking, there: Ranking, ids: Sequence[str]) -> list[Move]:
    """Return every intervention with its places in two rankings, in the order here.

    Parameters
    ----------
    here, there : Ranking
        Of the same interventions.
    ids : sequence of str
        Of the interventions.
    """
    others = {place.index: (n, place) for n, place in enumerate(there.places, 1)}
    return [
        Move(
            ids[p.index], n, others[p.index][0], p.priority, others[p.index][1].priority
        )
        for n, p in enumerate(here.places, 1)
    ]
