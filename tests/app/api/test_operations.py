"""The API answers what the command line prints, in the form that is described."""

import base64
import json
import re

import numpy as np
import pytest
from starlette.applications import Starlette

from app.api import answers, operations
from app.api.operations import OPERATIONS
from app.api.service import routes
from app.briefs import commands
from app.briefs import verify as verifying
from app.briefs.edition import FULL
from app.briefs.formats import FORMATS, MEDIA
from app.cli import main
from simulator import scenario as scenarios
from tests.app.api.asking import ask, post
from tests.packs import shipped
from tests.remembered import remember

SCENARIO = {
    "title": "Mine",
    "credence": "medium_tier",
    "concentration": 12.5,
    "observations": {
        "sleeper_agents": True,
        "criticgpt": 2.5,
        "alignment_faking": "no",
    },
    "portfolio": [
        {"from_month": 0, "amounts": {"debate": 100}},
        {"from_month": 12, "amounts": {"debate": 50, "pause": 10.5}},
    ],
    "utilities": {"safe_halted": 0.25},
    "parameters": {"threshold": 6},
    "changes": {"interventions.debate.cost": [2, 1, 3], "parameters.delivered": 0.5},
    "evidence": [
        {
            "id": "my_item",
            "name": "A result of my own",
            "observation": "What was seen.",
            "judgment": "Why the numbers are so.",
            "facts": ["continuity"],
            "likelihood": [
                {"facts": [True], "probability": [0.8, 0.7, 0.9]},
                {"facts": [False], "probability": [0.3, 0.2, 0.4]},
            ],
        }
    ],
    "worlds": 16,
    "months": 24,
    "grant": 50,
    "seed": 7,
}
FORMS = {(o.method, o.path): o.returns.get("application/json") for o in OPERATIONS}


@pytest.fixture(scope="module")
def api():
    """The API as it is mounted, on the pack that the dashboard shows."""
    return Starlette(routes=routes())


@pytest.fixture(scope="module")
def _computed_once():
    """Compute a brief once for all formats: by the command, by the API, to verify."""
    with pytest.MonkeyPatch.context() as patch:
        for caller in (commands, operations, verifying):
            remember(patch, "computed", [caller], of_brief, {})
        yield


def of_brief(base, scenario, made, edition=FULL):
    words = scenario.title, scenario.note
    return base.digest, scenario.digest, *words, made, edition


@pytest.fixture
def printed(capsys):
    def run(*arguments):
        assert main([*arguments, "--json"]) == 0
        return capsys.readouterr().out.encode()

    return run


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "scenario.json"
    path.write_text(json.dumps(SCENARIO), encoding="utf-8")
    return str(path)


def held(method, path, answered):
    """Return the answer, if it has the form that is described."""
    assert answered.status == 200, answered.content
    FORMS[method, path].model_validate_json(answered.content)
    return answered.content


@pytest.mark.parametrize(
    ("path", "command"),
    [
        ("/levels", ["levels"]),
        ("/interventions", ["interventions"]),
        ("/evidence", ["evidence"]),
        ("/priors", ["priors"]),
        ("/assumptions", ["assumptions"]),
        ("/schema", ["pack", "schema"]),
        ("/scenario", ["scenario", "new"]),
    ],
)
def test_a_list_is_what_the_command_prints_byte_by_byte(api, printed, path, command):
    answered = held("GET", path, ask(api, "GET", f"/api/v1{path}"))

    assert answered == printed(*command)


@pytest.mark.usefixtures("remembered_runs")
@pytest.mark.parametrize(
    "command", ["update", "rank", "flip", "information", "simulate", "assumptions"]
)
def test_the_answer_to_a_scenario_is_what_the_command_prints(
    api, printed, file, command
):
    answered = held("POST", f"/{command}", post(api, f"/api/v1/{command}", SCENARIO))

    assert answered == printed(command, "--scenario", file)


@pytest.mark.usefixtures("remembered_runs")
@pytest.mark.parametrize(
    ("command", "option", "value"),
    [("flip", "first", 3), ("information", "deadline", 10.0)],
)
def test_what_is_asked_besides_the_scenario_is_the_option_of_the_command(
    api, printed, file, command, option, value
):
    answered = post(api, f"/api/v1/{command}", {**SCENARIO, option: value})
    plain = post(api, f"/api/v1/{command}", SCENARIO)

    given = ["--scenario", file, f"--{option}={value}"]
    assert held("POST", f"/{command}", answered) == printed(command, *given)
    assert answered.content != plain.content


def test_more_places_than_interventions_are_refused(api):
    body = {**SCENARIO, "first": 99}

    said = "first must lie in [1, 38], got 99"
    assert post(api, "/api/v1/flip", body).refusal == said


def test_a_prior_and_observations_are_an_update(api, printed):
    body = {"prior": "uniform", "observations": {"criticgpt": "2.5"}}
    answered = held("POST", "/update", post(api, "/api/v1/update", body))

    assert answered == printed("update", "--prior=uniform", "--observe=criticgpt=2.5")
    body["credence"] = body.pop("prior")
    assert post(api, "/api/v1/update", body).content == answered


def test_a_simulation_needs_no_credence(api, printed):
    answered = held("POST", "/simulate", post(api, "/api/v1/simulate", {"worlds": 16}))

    assert answered == printed("simulate", "--worlds=16")


def test_a_checked_scenario_is_complete_and_can_be_sent_again(api):
    answered = post(api, "/api/v1/scenario", SCENARIO)
    document = json.loads(held("POST", "/scenario", answered))

    scenario = scenarios.from_plain(SCENARIO, shipped())
    assert document["scenario"] == json.loads(json.dumps(scenario.plain))
    assert document["digest"] == scenario.digest
    opened = scenarios.from_link(document["link"], shipped())
    assert opened.digest == scenario.digest
    again = post(api, "/api/v1/scenario", document["scenario"])
    assert again.content == answered.content


@pytest.mark.usefixtures("_computed_once")
@pytest.mark.parametrize("form", FORMATS)
def test_a_brief_is_the_file_of_the_command_and_verifies(
    api, printed, file, form, tmp_path
):
    written = tmp_path / f"brief.{form}"
    printed("brief", file, "--format", form, "-o", str(written))

    brief = post(api, "/api/v1/brief", SCENARIO | {"format": form})
    whole = base64.b64encode(brief.content).decode()
    verdict = post(api, "/api/v1/verify", {"base64": whole}).document

    assert brief.content == written.read_bytes()
    assert brief.headers["content-type"].startswith(MEDIA[form])
    assert verdict == {"contract": 1, "ok": True, "differences": [], "unverified": []}


def test_a_brief_takes_a_length_and_an_audience(api, printed, file, tmp_path):
    written = tmp_path / "brief.md"
    asked = {"length": "one", "audience": "grant_maker"}
    options = [part for name in asked for part in (f"--{name}", asked[name])]
    printed("brief", file, "--format", "md", "-o", str(written), *options)

    brief = post(api, "/api/v1/brief", SCENARIO | asked | {"format": "md"})
    assert brief.content == written.read_bytes()


@pytest.mark.parametrize("asked", [{"length": "two"}, {"audience": None}])
def test_another_length_or_audience_is_refused(api, asked):
    (name,) = asked
    refused = post(api, "/api/v1/brief", SCENARIO | asked | {"format": "md"})

    assert refused.status == 400
    assert f"{name} must be" in refused.content.decode()


@pytest.mark.parametrize("body", [{}, {"text": "a", "base64": "YQ=="}])
def test_verify_takes_one_file(api, body):
    refused = post(api, "/api/v1/verify", body)

    assert refused.status == 400
    assert "either a text or a file in base64" in refused.content.decode()


def test_what_is_no_base_64_does_not_verify(api):
    verdict = post(api, "/api/v1/verify", {"base64": "*"}).document

    assert "must be a file in base 64" in verdict["differences"][0]["now"]


@pytest.mark.usefixtures("_computed_once")
def test_an_altered_brief_does_not_verify(api):
    body = SCENARIO | {"format": "md"}
    text = post(api, "/api/v1/brief", body).content.decode()

    altered = text.replace("How sure", "How certain", 1)
    verdict = post(api, "/api/v1/verify", {"text": altered}).document

    assert altered != text
    assert not verdict["ok"]
    assert "How certain" in verdict["differences"][0]["was"]


def test_a_text_that_is_no_brief_does_not_verify(api):
    verdict = post(api, "/api/v1/verify", {"text": "no brief"}).document

    assert not verdict["ok"]
    assert "a brief must hold its scenario" in verdict["differences"][0]["now"]


@pytest.mark.usefixtures("_computed_once")
def test_a_brief_that_asks_for_too_much_is_not_computed(api):
    body = SCENARIO | {"format": "md"}
    text = post(api, "/api/v1/brief", body).content.decode()
    large = re.sub(r"worlds: \d+", "worlds: 1048576", text)

    verdict = post(api, "/api/v1/verify", {"text": large}).document

    assert large != text
    assert "worlds must be at most 4096" in verdict["differences"][0]["now"]


def test_no_scenario_of_a_comparison_may_ask_for_too_much(api, monkeypatch):
    body = SCENARIO | {"format": "html"}
    text = post(api, "/api/v1/brief", body).content.decode()
    monkeypatch.setattr(operations, "verify", None)  # it would run for minutes
    carried = json.dumps([SCENARIO | {"worlds": 1048576}])
    large = text.replace('"scenario": {', f'"compared": {carried}, "scenario": {{')

    verdict = post(api, "/api/v1/verify", {"text": large}).document

    assert large != text
    assert "worlds must be at most 4096" in verdict["differences"][0]["now"]


def test_more_scenarios_than_are_compared_are_not_read(api, monkeypatch):
    monkeypatch.setattr(operations, "scenarios", None)
    carried = {"scenario": SCENARIO, "compared": [SCENARIO] * 5}
    text = json.dumps({"tenlevels-brief": carried})

    verdict = post(api, "/api/v1/verify", {"text": text}).document

    said = "a comparison must be of 2 to 5 scenarios, got 6"
    assert said in verdict["differences"][0]["now"]


def test_a_scenario_too_long_for_an_address_has_no_link(api):
    letters = np.random.default_rng(0).integers(0x4E00, 0x9FFF, (6, 1000))
    note, *caveats = ("".join(map(chr, row)) for row in letters)
    item = SCENARIO["evidence"][0]
    own = [{**item, "id": f"my_{n}", "caveat": c} for n, c in enumerate(caveats)]

    body = {**SCENARIO, "note": 5 * note, "evidence": own}
    document = post(api, "/api/v1/scenario", body).document
    assert document["link"] is None
    assert document["scenario"]["note"] == 5 * note


@pytest.mark.parametrize("form", ["bif", "graphml", "dot", "json"])
def test_a_network_is_the_file_that_the_command_writes(api, printed, tmp_path, form):
    path = tmp_path / "network"
    printed("network", "--format", form, "--prior=uniform", "-o", str(path))
    answered = post(api, "/api/v1/network", {"format": form, "prior": "uniform"})

    assert answered.status == 200
    assert answered.content == path.read_bytes()
    if form == "json":
        answers.Graph.model_validate_json(answered.content)


def test_a_scenario_may_ask_for_no_more_than_a_page_may(api):
    body = {**SCENARIO, "worlds": 4096, "months": 240}

    said = "worlds times months must be at most 196608, got 983040"
    assert post(api, "/api/v1/rank", body).refusal == said
