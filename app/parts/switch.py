"""A switch: one of a few views, of which only the chosen one costs anything."""

from collections.abc import Mapping
from typing import TypeVar

import streamlit as st

T = TypeVar("T")


def switch(label: str, words: Mapping[T, str], key: str) -> T:
    """Let one be chosen, the first to begin with, and return it.

    Parameters
    ----------
    label : str
    words : mapping
        What each is called, in order.
    key : str
        Of the widget.
    """
    first, *_ = words
    chosen: T | None = st.segmented_control(
        label, list(words), default=first, key=key, format_func=words.__getitem__,
        required=True,
    )  # fmt: skip
    return first if chosen is None else chosen
