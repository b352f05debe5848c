"""From the answers of phones to voices, and back."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from app.workshops.basis import Basis
from app.workshops.voicing import answers, voice
from simulator.group.rehearsal import rehearsed
from tests.simulator.group.rooms import ASKED, TRUTHS, judged

BASIS = Basis({}, ASKED, {f"seed-{n}": x for n, x in enumerate(TRUTHS.tolist())})
SHARES = {"easy": 0.5, "middle": 0.25, "hard": 0.25}


def test_a_voice_has_the_credence_of_the_phone_in_the_order_of_the_levels():
    said = {"credence": {"shares": dict(reversed(SHARES.items())), "concentration": 9}}

    found = voice(said, judged().model, BASIS)

    assert_allclose(found.credence.p, [0.5, 0.25, 0.25])
    assert found.credence.concentration == 9


def test_what_a_phone_would_send_gives_the_same_voice():
    model = judged().model
    rng = np.random.default_rng(3)
    prior = model.belief.priors[0].id
    (before,) = rehearsed(model, {prior: 1}, rng, ASKED, TRUTHS).values()

    after = voice(dict(answers(before, model, BASIS)), model, BASIS)

    assert_allclose(after.credence.p, before.credence.p)
    assert after.measures == before.measures
    assert_allclose(after.seeds, before.seeds)
    assert after.prediction == before.prediction


def test_who_leaves_a_seed_question_out_answered_none():
    said = {"credence": {"shares": SHARES}, "seeds": {"seed-0": [1.0, 2.0, 3.0]}}

    assert voice(said, judged().model, BASIS).seeds is None


def test_measures_that_were_not_asked_are_left_out():
    said = {"credence": {"shares": SHARES}, "measures": {"treaty": "hardly"}}

    assert voice(said, judged().model, BASIS).measures is None


def test_an_answer_to_another_pack_is_refused():
    said = {"credence": {"shares": SHARES}, "prediction": "magic"}

    with pytest.raises(ValueError, match="prediction must name an intervention"):
        voice(said, judged().model, BASIS)
