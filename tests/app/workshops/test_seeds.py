"""Seed questions as a text."""

import pytest

from app.workshops.seeds import read_seeds


def test_phones_are_told_the_question_and_not_the_answer():
    (seed,) = read_seeds("How high is it?; m; 12.5\n\n")

    assert seed.asked == {"id": "seed-1", "question": "How high is it?", "unit": "m"}
    assert seed.answer == 12.5


def test_the_semicolon_of_chinese_keyboards_separates_too():
    (seed,) = read_seeds("有多高\uff1b米\uff1b12.5")

    assert (seed.question, seed.unit, seed.answer) == ("有多高", "米", 12.5)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("How high?", "seed 1 must be question; unit; answer, got 'How high"),
        ("How high?; m; nan", "the answer of seed 1 must be a number, got 'nan'"),
        ("How high?; m; inf", "must be a number, got 'inf'"),
        ("; m; 1", "question of seed 1 must be a text that is not empty"),
        ("a; m; 1\n" * 51, "at most 50, got 51"),
    ],
)
def test_a_line_that_is_no_question_is_refused(text, message):
    with pytest.raises(ValueError, match=message):
        read_seeds(text)
