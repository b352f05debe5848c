"""Small pieces of Markdown: a heading, a table, and a share in percent.

A table in Markdown wraps, follows the theme, and can be read aloud.
"""

from collections.abc import Sequence

import streamlit as st

from app.texts import say

SMALLEST = 1e-5


def heading(text: str) -> None:
    """Draw a heading within a story."""
    st.markdown(f"**{text}**")


def grid(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Draw a table; the first column is text, the others numbers.

    Parameters
    ----------
    header : sequence of str
    rows : sequence of sequence of str
        Markdown, in which the text of packs and people is escaped.
    """
    lines = [header, [":---", *["---:"] * (len(header) - 1)], *rows]
    st.markdown("\n".join(f"| {' | '.join(line)} |" for line in lines))


def percent(share: float) -> str:
    """Return a probability in percent, with two digits where it is small.

    Examples
    --------
    >>> percent(0.5966), percent(0.0123), percent(0.00004), percent(0.0)
    ('60%', '1.2%', '0.004%', '0%')
    >>> percent(1e-9)
    'below 0.001%'
    """
    if 0 < share < SMALLEST:
        return say("share.below", share=f"{SMALLEST:.3%}")
    return f"{share:.0%}" if share >= 0.095 or not share else f"{100 * share:.2g}%"
