"""Chances in calibrated words, with the number in brackets."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.briefs.sections.chance import BOUNDS, LEAST, chance, scale, word
from app.texts import speaking


@pytest.mark.parametrize(
    ("p", "told"),
    [
        (0.05, "very unlikely (5%)"),
        (0.20, "unlikely (20%)"),
        (0.45, "roughly even chance (45%)"),
        (0.55, "likely (55%)"),
        (0.80, "very likely (80%)"),
        (0.95, "almost certain (95%)"),
        (0.0049, "under 1%"),
        (0.01, "almost no chance (1%)"),
        (0.99, "almost certain (99%)"),
        (0.991, "over 99%"),
        (0.0, "under 1%"),
        (1.0, "over 99%"),
        (math.nextafter(0.55, 0), "likely (55%)"),
    ],
)
def test_words_follow_the_scale_and_each_class_holds_its_lower_bound(p, told):
    assert chance(p) == told


@given(st.floats(LEAST, 1 - LEAST))
def test_there_always_is_a_number(p):
    assert f"({100 * p:.0f}%)" in chance(p)


def test_words_change_at_the_bounds_alone():
    inner = [(low + high) / 2 for low, high in pairwise((LEAST, *BOUNDS, 1.0))]

    assert len({word(p) for p in inner}) == len(inner)
    assert all(word(bound) != word(bound - 1e-6) for bound in BOUNDS)


def test_the_scale_names_every_class_once_in_any_language():
    for tongue in ("en", "zh"):
        with speaking(tongue):
            told = scale()
            assert all(told.count(word(bound)) >= 1 for bound in BOUNDS)
            assert "95%" in told
