"""An allocation of effort over interventions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from levels.arrays import FloatArray
from levels.problem import show

LARGEST = 1e7


@dataclass(frozen=True)
class Segment:
    """From a month on, the FTE-years a year of each intervention.

    Parameters
    ----------
    from_month : float
    amounts : mapping of str to float
        In people of today's field: they grow with the field.
    grants : mapping of str to float
        On top of them, and counted as they stand: they do not grow.
    """

    from_month: float
    amounts: Mapping[str, float]
    grants: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Portfolio:
    """An allocation, in one or several dated segments.

    An intervention that a segment does not name gets nothing from then on.

    Examples
    --------
    >>> parse_portfolio({"audits": 20}, ("audits", "theory")).matrix(
    ...     ("audits", "theory")
    ... ).tolist()
    [[20.0, 0.0]]
    """

    segments: tuple[Segment, ...]

    @property
    def starts(self) -> FloatArray:
        """The month in which each segment begins, shape (n_segments,)."""
        return np.array([segment.from_month for segment in self.segments])

    def matrix(self, ids: Sequence[str]) -> FloatArray:
        """Return FTE-years a year, shape (n_segments, n_interventions)."""
        rows = [[float(s.amounts.get(i, 0)) for i in ids] for s in self.segments]
        return np.array(rows)

    def grants(self, ids: Sequence[str]) -> FloatArray:
        """Return the grants on top of them, shape (n_segments, n_interventions)."""
        rows = [[float(s.grants.get(i, 0)) for i in ids] for s in self.segments]
        return np.array(rows)

    @property
    def plain(self) -> object:
        """The portfolio as plain data: amounts, or a list of dated amounts."""
        if len(self.segments) == 1 and self.segments[0].from_month == 0:
            return dict(self.segments[0].amounts)
        return [
            {"from_month": s.from_month, "amounts": dict(s.amounts)}
            for s in self.segments
        ]


def parse_portfolio(data: object, ids: Sequence[str]) -> Portfolio:
    """Return a portfolio from plain data.

    Parameters
    ----------
    data : object
        `{id: amount}`, or a list of `{from_month, amounts: {id: amount}}`.
    ids : sequence of str
        The interventions there are.

    Raises
    ------
    ValueError
        If an id is unknown, an amount is not a number from 0, or the segments do not
        begin at month 0 and follow each other.
    """
    if isinstance(data, Mapping):
        return Portfolio((Segment(0.0, _amounts(data, ids)),))
    if not isinstance(data, Sequence) or isinstance(data, str) or not data:
        rule = "be amounts by id or a list of segments"
        msg = f"a portfolio must {rule}, got {show(data)}"
        raise ValueError(msg)
    portfolio = Portfolio(tuple(_segment(part, ids) for part in data))
    starts = portfolio.starts
    if starts[0] != 0 or (np.diff(starts) <= 0).any():
        msg = f"segments must begin at month 0 and follow, got {starts.tolist()}"
        raise ValueError(msg)
    return portfolio


def _segment(part: object, ids: Sequence[str]) -> Segment:
    if not isinstance(part, Mapping) or set(part) != {"from_month", "amounts"}:
        msg = f"a segment must have from_month and amounts, got {show(part)}"
        raise ValueError(msg)
    month, amounts = part["from_month"], part["amounts"]
    if not isinstance(amounts, Mapping):
        msg = f"amounts must be by id, got {show(amounts)}"
        raise ValueError(msg)  # noqa: TRY004  bad input is a ValueError here
    return Segment(_amount("from_month", month), _amounts(amounts, ids))


def _amounts(data: Mapping[object, object], ids: Sequence[str]) -> dict[str, float]:
    known = set(ids)
    amounts = {}
    for name, value in data.items():
        if name not in known:
            msg = f"a portfolio must name interventions, got {show(name)}"
            raise ValueError(msg)
        amounts[str(name)] = _amount(str(name), value)
    return amounts


def _amount(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        msg = f"{name} must be a number, got {show(value)}"
        raise ValueError(msg)  # noqa: TRY004  bad input is a ValueError here
    if not 0 <= value <= LARGEST:
        msg = f"{name} must lie in [0, {LARGEST:.0f}], got {show(value)}"
        raise ValueError(msg)
    return float(value)
