"""Small pieces that all parts of the page use: numbers in words, an explanation."""

from collections.abc import Sequence

import streamlit as st

from app.texts import say

MINUS, NONE = "\u2212", "\u2013"
SMALLEST = 0.005
"""Thousandths that would be spelled as zero."""


def thousandths(value: float) -> str:
    r"""Return a utility in thousandths, with no sign of what rounds to zero.

    Examples
    --------
    >>> thousandths(0.00123), thousandths(-1e-9), thousandths(0.0523)
    ('1.23', '0.00', '52.3')
    >>> ascii(thousandths(-0.0523))
    "'\\u221252.3'"
    """
    number = 1000 * float(value)
    if abs(number) < SMALLEST:
        return f"{0:.2f}"
    told = f"{number:.1f}" if abs(number) >= 10 else f"{number:.2f}"
    return told.replace("-", MINUS)


def amount(value: float) -> str:
    """Return FTE-years a year, as exactly as anybody could mean them.

    Examples
    --------
    >>> amount(1587.97), amount(52.34), amount(0.0421)
    ('1,588', '52.3', '0.0421')
    """
    return f"{value:,.0f}" if value >= 99.95 else f"{value:.3g}"


def how(text: str) -> None:
    """Offer how something is computed, as Markdown with formulas and sources."""
    with st.expander(say("decide.how")):
        st.markdown(text)


def still(key: str, options: Sequence[object]) -> None:
    """Forget what was chosen if it is no longer among what can be chosen."""
    if key in st.session_state and st.session_state[key] not in options:
        del st.session_state[key]
