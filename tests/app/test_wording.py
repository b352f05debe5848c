"""Numbers in words."""

from hypothesis import given, settings

from app.wording import KINDS, about, kind, words
from tests.packs import made, packs, shipped

MODEL = shipped()


def said(address):
    return words(MODEL, MODEL.assumptions[address])


def test_a_table_by_level_names_the_level():
    level = MODEL.belief.ladder.levels[2].name

    assert said("facts.continuity.by_level.constitutional") == f"at level 3, {level}"
    assert said("priors.hard_tier.credence.constitutional") == f"at level 3, {level}"
    assert said("irreversible.by_level.constitutional") == f"at level 3, {level}"


def test_a_likelihood_names_the_states_of_its_facts():
    address = "evidence.anti_scheming_training.likelihood.1.probability"

    feedback, tests = (
        next(f.name for f in MODEL.belief.facts if f.id == name)
        for name in ("human_feedback_sufficiency", "evaluation_validity")
    )
    assert said(address) == f"if “{feedback}” is true and “{tests}” is false"


def test_a_table_without_an_entry_is_about_what_the_table_is():
    table = MODEL.assumptions["irreversible.by_level.theory"]

    assert about(table) == "Misalignment in use is catastrophic"
    assert about(MODEL.assumptions["interventions.debate.cost"]) == "Debate"


def test_every_number_of_an_entry_has_words_of_its_own():
    found = {
        (number.place[:2], about(number), words(MODEL, number))
        for number in MODEL.assumptions.values()
    }

    assert len(found) == len(MODEL.assumptions)


@settings(max_examples=15)
@given(packs())
def test_every_number_of_any_pack_has_words_and_a_kind(pack):
    model = made(pack)

    for number in model.assumptions.values():
        assert words(model, number)
        assert about(number)
        assert kind(number) in KINDS
