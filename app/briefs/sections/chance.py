"""Chances in words that mean a range, with the number in brackets every time.

The words are those of one published scale, whose classes tile the line. Readers agree
on such words twice as often if the number stands beside them in the text.

References
----------
.. [1] Office of the Director of National Intelligence (2015). Analytic standards.
   Intelligence Community Directive 203.
.. [2] Wintle, B. C., Fraser, H., Wills, B. C., Nicholson, A. E., & Fidler, F. (2019).
   Verbal probabilities: very likely to be somewhat more confusing than numbers. PLoS
   ONE 14(4), e0213522.
"""

from bisect import bisect_right
from itertools import pairwise

from app.briefs.sections.numbers import percent
from app.texts import in_a_row, say

BOUNDS = (0.05, 0.20, 0.45, 0.55, 0.80, 0.95)
"""Where classes begin; each holds its lower bound."""

LEAST = 0.01
"""Below it, and as near to 1, only the bound is told."""

_ROUNDING = 1e-12


def chance(p: float) -> str:
    """Return a chance as a word with its number, or as a bound where it is extreme.

    Examples
    --------
    >>> chance(0.31), chance(0.55), chance(0.0049)
    ('unlikely (31%)', 'likely (55%)', 'under 1%')
    """
    if p < LEAST - _ROUNDING:
        return say("brief.chance.under", bound=percent(LEAST, 0))
    if p > 1 - LEAST + _ROUNDING:
        return say("brief.chance.over", bound=percent(1 - LEAST, 0))
    return say("brief.chance", word=word(p), share=percent(p, 0))


def word(p: float) -> str:
    """Return the word for a chance.

    Examples
    --------
    >>> word(0.2), word(0.8)
    ('unlikely', 'very likely')
    """
    words = (
        say("brief.chance.remote"),
        say("brief.chance.very_unlikely"),
        say("brief.chance.unlikely"),
        say("brief.chance.even"),
        say("brief.chance.likely"),
        say("brief.chance.very_likely"),
        say("brief.chance.almost_certain"),
    )
    return words[bisect_right(BOUNDS, p + _ROUNDING)]


def scale() -> str:
    """Return which range each word stands for.

    Examples
    --------
    >>> scale()[:49]
    'almost no chance 1% to 5%, very unlikely 5% to 20'
    """
    ends = (LEAST, *BOUNDS, 1 - LEAST)
    return in_a_row(
        [
            say("brief.chance.range", word=word(low), low=percent(low, 0),
                high=percent(high, 0))
            for low, high in pairwise(ends)
        ]
    )  # fmt: skip
