"""An axis of odds in decibans, with the probabilities that they stand for."""

import math
from typing import Any

STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
MOST_TICKS = 5


def probability(decibans: float) -> float:
    """Return the probability of odds in decibans.

    Examples
    --------
    >>> probability(0.0)
    0.5
    """
    return 0.5 + 0.5 * math.tanh(decibans * math.log(10) / 20)


def signed(decibans: float) -> str:
    """Return decibans with their sign, and no sign of what rounds to zero.

    Examples
    --------
    >>> signed(1.26), signed(-0.01)
    ('+1.3', '0.0')
    """
    rounded = round(decibans, 1)
    return f"{rounded:+.1f}" if rounded else f"{0:.1f}"


def odds_axis(low: float, high: float) -> dict[str, Any]:
    """Return an axis whose ticks name decibans and probability.

    Examples
    --------
    >>> odds_axis(-3.0, 3.0)["ticktext"][:2]
    ['-2<br>39%', '0<br>50%']
    """
    step = next((s for s in STEPS if (high - low) / s <= MOST_TICKS), STEPS[-1])
    first, last = math.ceil(low / step), math.floor(high / step)
    ticks = [n * step for n in range(first, last + 1)]
    return {
        "tickvals": ticks,
        "ticktext": [_tick(t) for t in ticks],
        "fixedrange": True,
        "zeroline": False,
    }


def _tick(decibans: int) -> str:
    number = f"{decibans:+d}" if decibans else "0"
    return f"{number}<br>{probability(decibans):.0%}"
