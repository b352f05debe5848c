"""Rebalancing: one amount of a portfolio is moved while the total stays."""

from collections.abc import Collection, Mapping


def rebalanced(
    amounts: Mapping[str, float], name: str, value: float, locked: Collection[str]
) -> dict[str, float]:
    """Return the amounts after one was moved, with the same total.

    The others that are not locked give, or receive, in proportion to what they have;
    where all of them have nothing they receive evenly. What they cannot give is not
    taken: the amount then stops short of the value.

    Parameters
    ----------
    amounts : mapping of str to float
        In FTE-years a year.
    name : str
        What is moved; it moves even if it is locked.
    value : float
        Where it should go.
    locked : collection of str
        What must stay.

    Raises
    ------
    ValueError
        If the value is negative.

    Examples
    --------
    >>> rebalanced({"a": 10.0, "b": 20.0, "c": 10.0}, "a", 16.0, {"c"})
    {'a': 16.0, 'b': 14.0, 'c': 10.0}
    >>> rebalanced({"a": 10.0, "b": 20.0, "c": 10.0}, "a", 100.0, {"c"})
    {'a': 30.0, 'b': 0.0, 'c': 10.0}
    """
    if value < 0:
        msg = f"{name} must not be negative, got {value:g}"
        raise ValueError(msg)
    others = {n: x for n, x in amounts.items() if n != name and n not in locked}
    if not others:
        return dict(amounts)
    held = sum(others.values())
    moved = min(value - amounts[name], held)
    left = held - moved
    shares = {n: x / held if held else 1 / len(others) for n, x in others.items()}
    given = {n: left * share for n, share in shares.items()}
    return {**amounts, name: amounts[name] + moved, **given}
