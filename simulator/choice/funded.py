"""A portfolio of which only some interventions are funded, the others as in another."""

from collections.abc import Mapping, Sequence, Set

from interventions.portfolio import Portfolio, Segment

Amounts = dict[str, float]

NOTHING = Portfolio((Segment(0.0, {}),))
"""In which nobody does anything."""


def funded(portfolio: Portfolio, baseline: Portfolio, some: Set[str]) -> Portfolio:
    """Return a portfolio for some interventions, and a baseline for the others.

    Examples
    --------
    >>> both = Portfolio((Segment(0.0, {"audits": 20.0, "theory": 10.0}),))
    >>> funded(both, NOTHING, {"theory"}).plain
    {'theory': 10.0}
    """
    starts = sorted({*portfolio.starts.tolist(), *baseline.starts.tolist()})
    return Portfolio(
        tuple(
            _merged(start, _at(portfolio, start), _at(baseline, start), some)
            for start in starts
        )
    )


def players(
    portfolio: Portfolio, baseline: Portfolio, ids: Sequence[str]
) -> tuple[str, ...]:
    """Return the interventions that two portfolios treat differently, in order."""
    return tuple(
        name
        for name in ids
        if funded(portfolio, baseline, {name}) != funded(portfolio, baseline, set())
    )


def _at(portfolio: Portfolio, month: float) -> Segment:
    """Return the segment that holds in a month."""
    return [s for s in portfolio.segments if s.from_month <= month][-1]


def _merged(month: float, one: Segment, other: Segment, some: Set[str]) -> Segment:
    def mixed(ours: Mapping[str, float], theirs: Mapping[str, float]) -> Amounts:
        mine = {name: x for name, x in ours.items() if name in some}
        rest = {name: x for name, x in theirs.items() if name not in some}
        return {name: x for name, x in {**rest, **mine}.items() if x}

    return Segment(
        month, mixed(one.amounts, other.amounts), mixed(one.grants, other.grants)
    )
