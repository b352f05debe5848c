"""The price of consensus."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis.extra.numpy import arrays

from simulator.group.consensus import price

WORTH = arrays(float, (4, 3), elements={"min_value": 0, "max_value": 1})


@settings(max_examples=30)
@given(WORTH)
def test_nobody_pays_less_than_nothing_and_someone_content_pays_nothing(worth):
    for chosen in range(3):
        paid = price(worth, chosen)
        assert (paid >= 0).all()
        assert not paid[worth.argmax(axis=1) == chosen].any()
        assert paid == pytest.approx(worth.max(axis=1) - worth[:, chosen])


@settings(max_examples=30)
@given(WORTH)
def test_the_choice_of_highest_mean_worth_has_the_lowest_mean_price(worth):
    chosen = int(worth.mean(axis=0).argmax())
    means = [price(worth, choice).mean() for choice in range(3)]
    assert means[chosen] <= min(means) + 1e-12


def test_the_price_is_what_someone_loses_in_their_own_eyes():
    worth = np.array([[0.2, 0.5], [0.4, 0.1]])
    assert price(worth, 0) == pytest.approx([0.3, 0])
