import numpy as np
import pytest
from numpy.testing import assert_allclose
from pydantic import ValidationError

from levels.prior import Prior
from tests.levels.models import shipped


def prior(*values):
    return Prior.model_validate(
        {
            "id": "view",
            "name": "View",
            "statement": "Quite hard.",
            "mapping": "As stated.",
            "credence": {f"l{i}": (p, 0, 1) for i, p in enumerate(values)},
            "concentration": {"value": 5, "low": 2, "high": 9, "judgment": "-"},
        }
    )


def test_values_that_sum_to_one_are_a_prior():
    assert prior(0.1, 0.2, 0.7).credence["l2"][0] == 0.7


@pytest.mark.parametrize("values", [(0.5, 0.4), (0.5, 0.5, 1e-8)])
def test_values_that_do_not_sum_to_one_are_refused(values):
    with pytest.raises(ValidationError, match="must sum to 1, got"):
        prior(*values)


def test_every_shipped_prior_is_a_credence_over_the_shipped_ladder():
    belief = shipped()

    for preset in belief.priors:
        credence = belief.prior(preset.id)
        assert credence.p.shape == (len(belief.ladder),)
        assert_allclose(credence.p.sum(), 1, atol=1e-9)
        assert credence.concentration == preset.concentration.value


def test_the_numbers_of_a_prior_stand_in_the_order_of_the_ladder():
    belief = shipped()
    preset = next(p for p in belief.priors if p.id == "hard_tier")

    by_id = dict(zip(belief.ladder.ids, belief.prior("hard_tier").p, strict=True))

    assert by_id == {name: triple[0] for name, triple in preset.credence.items()}
    assert np.ptp(list(by_id.values())) > 0
