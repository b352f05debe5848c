"""What follows from a portfolio at each level, and what to choose."""
