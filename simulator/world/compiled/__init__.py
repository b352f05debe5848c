"""The longest loops, compiled by numba where it is installed (`tenlevels[fast]`).

The results are those of numpy but for rounding.
"""
