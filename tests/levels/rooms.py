"""Rooms of people for tests: the worked example, and rooms drawn by hypothesis."""

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from levels.arrays import FloatArray

THREE = np.array([[0.7, 0.2, 0.1], [0.3, 0.4, 0.3], [0.1, 0.3, 0.6]])
"""Three people who believe in an easy, a middle and a hard level."""


def bells(*people: tuple[float, float], n_levels: int = 10) -> FloatArray:
    """Return credences shaped like a bell, by mean level and spread."""
    levels = np.arange(1, n_levels + 1)
    rows = [np.exp(-(((levels - m) / s) ** 2) / 2) for m, s in people]
    return np.array([row / row.sum() for row in rows])


@st.composite
def rooms(
    draw: st.DrawFn, *, lowest: float = 0.0, most: int = 6, n_levels: int = 0
) -> FloatArray:
    """Draw a room: a row for each person, none below `lowest` before scaling."""
    shape = (
        draw(st.integers(1, most)),
        n_levels or draw(st.integers(2, 6)),
    )
    heights = draw(arrays(float, shape, elements=st.floats(lowest, 1)))
    heights[:, 0] += heights.sum(axis=1) == 0
    rows: FloatArray = heights / heights.sum(axis=1, keepdims=True)
    return rows


def shares(n: int) -> st.SearchStrategy[FloatArray]:
    """Draw weights of which each is positive."""
    return arrays(float, n, elements=st.floats(0.05, 1))
