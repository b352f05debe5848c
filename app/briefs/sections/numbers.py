"""How a brief writes its numbers: few digits, so that machines agree on them."""

import math

import numpy as np

from app.texts import forms, language

SCALE = 1000
"""Priorities are written in thousandths."""


def percent(share: float, digits: int = 1) -> str:
    """Return a share in percent.

    Examples
    --------
    >>> percent(0.1234), percent(0.5, 0)
    ('12.3%', '50%')
    """
    return forms.percent(_digits(100 * share, digits), language())


def number(x: float, digits: int) -> str:
    """Return a number with so many decimals, and no negative zero.

    Examples
    --------
    >>> number(-0.001, 2), number(2.0, 0)
    ('0.00', '2')
    """
    return forms.decimal(_digits(x, digits), language())


def _digits(x: float, digits: int) -> str:
    text = f"{x:.{digits}f}"
    return text.lstrip("-") if float(text) == 0 else text


def plain(x: float) -> str:
    """Return a number that someone gave, with the digits that it was given.

    Examples
    --------
    >>> plain(0.35), plain(100.0)
    ('0.35', '100')
    """
    return forms.decimal(str(float(x)).removesuffix(".0"), language())


def rough(x: float) -> str:
    """Return an amount of any size with three digits that count.

    Examples
    --------
    >>> rough(0.000012345), rough(24.07), rough(123456.0), rough(100.0)
    ('0.0000123', '24.1', '123000', '100')
    """
    text = np.format_float_positional(float(f"{x:.3g}"), trim="-")
    return forms.decimal(text, language())


def thousandths(x: float) -> str:
    """Return a priority as it is written.

    Examples
    --------
    >>> thousandths(0.00213)
    '2.13'
    """
    return number(SCALE * x, 2)


def tenths(x: float) -> str:
    """Return the value of a whole portfolio in thousandths, as it is written.

    Examples
    --------
    >>> tenths(0.71483)
    '714.8'
    """
    return number(SCALE * x, 1)


def decibans(x: float) -> str:
    """Return a weight of evidence with its sign; what settles a matter is infinite.

    Examples
    --------
    >>> decibans(3.21), decibans(float("-inf"))
    ('+3.2', '-∞')
    """
    if math.isinf(x):
        return "+∞" if x > 0 else "-∞"
    text = number(x, 1)
    return text if x <= 0 or float(_digits(x, 1)) == 0 else f"+{text}"
