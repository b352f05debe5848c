"""What follows from a portfolio at each level, and what to choose."""

import levels  # noqa: F401  it comes before numpy
