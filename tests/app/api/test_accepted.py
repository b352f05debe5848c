from itertools import product

from app.api.accepted import sure
from app.api.bodies import NetworkBody, ScenarioBody, UpdateBody, check
from app.api.operations import read
from app.limits import MOST_WORLD_MONTHS
from tests.packs import made, shipped, small_pack


def scenario(model):
    return sure(model)[ScenarioBody]["properties"]


def test_every_preset_is_accepted_by_its_id_and_by_its_numbers():
    by_id, by_level = scenario(shipped())["credence"]["anyOf"]
    assert len(by_id["enum"]) == len(by_level["enum"]) == len(shipped().belief.priors)

    for credence in (*by_id["enum"], *by_level["enum"]):
        assert read({"credence": credence}, shipped()).credence.p.sum() > 0.999


def test_every_change_is_accepted_at_both_ends():
    changes = scenario(shipped())["changes"]
    ends = (changes["additionalProperties"][end] for end in ("minimum", "maximum"))

    for address, end in product(changes["propertyNames"]["enum"], ends):
        body = {"credence": "uniform", "changes": {address: end}}
        assert read(body, shipped()).changes == {address: (end, end, end)}


def test_the_item_of_ones_own_is_accepted():
    nothing, one = scenario(shipped())["evidence"]["enum"]

    assert not nothing
    mine = read({"credence": "uniform", "evidence": one}, shipped())
    assert "my_item" in mine.revised(shipped()).belief.network.item_ids


def test_most_worlds_and_longest_plan_are_affordable_together():
    keys = scenario(shipped())
    most = max(keys["worlds"]["enum"])
    body = {"worlds": most, "months": keys["months"]["maximum"]}

    assert read(body, shipped()).worlds == most
    assert 2 * most * keys["months"]["maximum"] > MOST_WORLD_MONTHS


def test_a_pack_without_shares_or_evidence_to_name_has_empty_choices():
    plain = small_pack()
    plain["evidence.yaml"] = {"groups": [], "evidence": []}

    assert scenario(made(plain))["observations"] == {
        "type": "object",
        "maxProperties": 0,
        "description": scenario(shipped())["observations"]["description"],
        "title": "Observations",
        "default": {},
    }


def test_an_update_takes_a_prior_or_a_credence_and_a_network_a_prior():
    by_credence, by_prior = sure(shipped())[UpdateBody]["anyOf"]
    assert (by_credence["required"], by_prior["required"]) == (["credence"], ["prior"])

    network = sure(shipped())[NetworkBody]["properties"]
    for form in network["format"]["enum"]:
        body = {"format": form, "prior": network["prior"]["anyOf"][0]["enum"][0]}
        assert check(body, NetworkBody) == body
