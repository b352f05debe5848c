"""The longest loops, compiled by numba where it is installed (`tenlevels[fast]`).

The results are those of numpy but for rounding. Numba keeps what it has compiled file
by file: who changes what other files here import begins anew with `make clean`.
"""
