"""The worked example of choice: four choices at three levels."""

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

A, B, C, D = range(4)
PAYOFF = np.array([[100.0, 20, -80], [80, 70, 0], [60, 60, 50], [30, 40, 60]])
P = np.array([0.5, 0.3, 0.2])

PAYOFFS = arrays(float, (4, 3), elements=st.integers(-50, 50))
CREDENCES = (
    arrays(float, 3, elements=st.integers(0, 20))
    .filter(lambda n: n.sum() > 0)
    .map(lambda n: n / n.sum())
)
