import pytest

from app.api.bodies import NetworkBody, ScenarioBody, SimulateBody, UpdateBody, check
from simulator import scenario as scenarios
from tests.packs import made, small_pack

SCENARIO = {"credence": "even"}


def test_every_key_of_a_scenario_is_known():
    assert set(ScenarioBody.model_fields) == set(scenarios.KEYS)


def test_a_new_scenario_is_a_body_with_the_defaults_that_are_stated():
    plain = scenarios.new(made(small_pack())).plain

    assert check(plain, ScenarioBody) == plain
    stated = ScenarioBody(credence=plain["credence"]).model_dump()
    changed = {"concentration", "pack"}
    assert {k: stated[k] for k in stated if k not in changed} == {
        k: plain[k] for k in plain if k not in changed
    }


def test_a_whole_number_may_be_written_with_a_point():
    assert check({**SCENARIO, "months": 48.0}, ScenarioBody)["months"] == 48


@pytest.mark.parametrize(
    ("body", "schema", "rule"),
    [
        ([], ScenarioBody, r"the body must be an object, got \[\]"),
        ({}, ScenarioBody, "the body must have credence"),
        ({**SCENARIO, "z": 1}, ScenarioBody, "known keys, got 'z'"),
        ({"credence": 3}, ScenarioBody, "credence must be a valid string or .*, got 3"),
        ({"credence": [1, "a"]}, ScenarioBody, r"credence\[1\] .* got 'a'"),
        ({**SCENARIO, "title": 0}, ScenarioBody, "title must be a valid string, got 0"),
        ({**SCENARIO, "pack": []}, ScenarioBody, "pack must be a valid string"),
        ({**SCENARIO, "months": True}, ScenarioBody, "months .* integer, got True"),
        ({**SCENARIO, "months": 48.5}, ScenarioBody, "months .* integer, got 48.5"),
        ({**SCENARIO, "contract": 2}, ScenarioBody, "contract must be less than or"),
        ({**SCENARIO, "worlds": 1 << 13}, ScenarioBody, "worlds must be less than or"),
        ({**SCENARIO, "grant": 1e-300}, ScenarioBody, "grant must be greater than or"),
        (
            {**SCENARIO, "observations": {"a": [1]}},
            ScenarioBody,
            r"observations.a must be .* got \[1\]",
        ),
        (
            {**SCENARIO, "portfolio": [{"from_month": 0}]},
            ScenarioBody,
            r"portfolio\[0\] must have amounts",
        ),
        ({"credence": None}, SimulateBody, "credence must be .* got None"),
        ({}, UpdateBody, "either a prior or a credence"),
        ({"prior": "a", "credence": "a"}, UpdateBody, "either a prior or a credence"),
        ({"format": "bmp"}, NetworkBody, "format must be 'bif', .* got 'bmp'"),
    ],
)
def test_another_form_is_refused_with_name_rule_and_value(body, schema, rule):
    with pytest.raises(ValueError, match=rule) as refused:
        check(body, schema)
    assert "\n" not in str(refused.value)
