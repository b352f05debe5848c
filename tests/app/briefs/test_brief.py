"""The brief as a value, against the parts of the engine that it is made from."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from app.briefs.brief import basis, own_items, stamped
from app.briefs.making import EXPLAINED, computed
from app.documents import rank_document, update_document
from simulator.choice.effects import effects
from simulator.world.engine import engine
from simulator.world.simulation import worlds_of
from tests.app.briefs import examples
from tests.app.briefs.examples import DAY, FULL, full, model, plain, scenario


def test_it_ranks_as_the_ranking_does():
    brief = full()
    document = rank_document(brief.model, brief.scenario)

    means = brief.model.means
    assert [means.ids[r.index] for r in brief.ranking] == [
        row["id"] for row in document["ranking"]
    ]
    assert [r.priority.value for r in brief.ranking] == [
        row["priority"] for row in document["ranking"]
    ]
    assert brief.expected_value.value == document["expected_value"]
    assert [e.probability for e in brief.endings] == list(document["outcomes"].values())


def test_its_credence_is_that_of_an_update():
    brief = full()
    document = update_document(
        brief.model, brief.scenario.credence, brief.scenario.observations
    )

    assert [level.before for level in brief.levels] == document["prior"]
    assert [level.after for level in brief.levels] == document["posterior"]
    weights = {row["id"]: row["decibans"] for row in document["items"]}
    for observed in brief.observed:
        assert_allclose(observed.decibans, weights[observed.item.id])


def test_the_lead_is_taken_in_the_same_worlds():
    brief = full()
    worlds = worlds_of(brief.model, 16, 0, brief.scenario.parameters)
    found = effects(engine(brief.model), brief.scenario.portfolio, worlds)
    p = np.array([level.after for level in brief.levels])
    worth = brief.scenario.utility(brief.model)
    one, other = (
        [
            float(row @ worth @ p)
            for row in np.moveaxis(found.by_scramble[r.index], -1, 0)
        ]
        for r in brief.ranking[:2]
    )
    gaps = np.subtract(one, other)

    assert brief.lead is not None
    assert_allclose(brief.lead.value, gaps.mean())
    assert_allclose(brief.lead.error, gaps.std(ddof=1) / np.sqrt(len(gaps)))


def test_what_the_person_brought_is_marked_as_theirs():
    brief = full()

    assert [(o.item.id, o.is_own) for o in brief.observed] == [
        ("probe", False),
        ("mine", True),
    ]
    assert [item.id for item in own_items(brief)] == ["mine"]
    assert [(e.name, e.is_own) for e in brief.endings if e.is_own] == [("Halt", True)]
    (change,) = brief.changes
    assert change.assumption.value == 0.25
    assert change.now == (0.5, 0.4, 0.6)


def test_only_the_first_are_explained():
    assert len(full().reasons) == min(EXPLAINED, len(full().ranking))


def test_the_same_goes_in_and_the_same_digest_comes_out_on_another_day():
    again = computed(model(), scenario(FULL), "2030-01-01")

    assert again.digest == full().digest
    assert again.stamp != full().stamp


@pytest.mark.parametrize(
    "change", [{"title": "B"}, {"note": "B"}, {"seed": 1}, {"credence": [0.5, 0.5]}]
)
def test_whatever_goes_in_is_in_the_digest(change):
    assert computed(model(), scenario({**FULL, **change}), DAY).digest != full().digest


def test_without_a_firmness_every_credence_drawn_is_the_one_given():
    assert {ranked.first for ranked in plain().ranking} == {0.0, 1.0}


def test_numbers_of_items_that_nobody_observed_are_not_behind_it():
    seen, unseen = basis(full()), basis(plain())

    assert seen.source == unseen.source == 0
    assert unseen.reading == 0
    assert seen.reading == 3  # the rows of the probe, and where it does not transfer
    assert seen.judgment == unseen.judgment + 2  # the rows of the person's own item


def test_a_stamp_of_other_times_changes_no_number():
    other = dict.fromkeys(("version", "pack", "revised", "made"), "x")
    changed = stamped(full(), other)

    assert changed.stamp.version == changed.stamp.made == "x"
    assert changed.stamp.scenario == full().stamp.scenario
    assert replace(changed, stamp=full().stamp).ranking == full().ranking


def test_one_intervention_alone_leads_nobody():
    pack = examples.sourced_pack()
    pack["interventions.yaml"]["interventions"] = [
        pack["interventions.yaml"]["interventions"][0]
    ]
    pack["requirements.yaml"]["levels"][1]["needs"] = {"all_of": ["tuning"]}
    pack["world.yaml"]["roles"]["halting"] = "never"
    base = examples.made(pack)

    assert computed(base, scenario(examples.PLAIN, base), DAY).lead is None
