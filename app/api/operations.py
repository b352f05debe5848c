"""The operations of the API: which path answers which document."""

from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from app import documents, flipped, informed, packs, pooled
from app.api import answers, bodies, runs
from app.briefs.commands import today, verdict
from app.briefs.comparison.comparison import checked
from app.briefs.edition import FULL, Edition
from app.briefs.formats import MEDIA as BRIEFS
from app.briefs.formats import encoded
from app.briefs.inside import WHERE, File, scenarios_in
from app.briefs.making import computed
from app.briefs.verify import Difference, unverified, verify
from app.documents import Json
from app.exact import Exact
from app.exports import exported
from app.limits import affordable, affordable_together
from simulator import scenario as scenarios
from simulator.model import Model
from simulator.scenario import CONTRACT, LONGEST_LINK, Scenario

JSON = "application/json"
MEDIA = {
    "bif": "text/plain",
    "graphml": "application/graphml+xml",
    "dot": "text/vnd.graphviz",
    "json": JSON,
}

LARGEST_BODY = 256 * 1024
LARGEST_BRIEF = 1024 * 1024
"""Of a body that is a brief; one with Chinese letters has 350 kB in base 64."""


@dataclass(frozen=True)
class Text:
    """An answer that is a file of another format."""

    content: str | bytes
    media: str


@dataclass(frozen=True)
class Operation:
    """One method of one path.

    Parameters
    ----------
    method, path, summary : str
    answer : callable
        From the model and the body to a document or a text.
    returns : mapping of str to (type of BaseModel or None)
        The form of the answer by media type; None is text.
    body : type of Exact or None
        The form of the body; None for a GET.
    largest : int
        Of bodies, in bytes.
    """

    method: str
    path: str
    summary: str
    answer: Callable[[Model, Any], Json | Text]
    returns: dict[str, type[BaseModel] | None]
    body: type[Exact] | None = None
    largest: int = LARGEST_BODY


def _listing(
    path: str,
    summary: str,
    make: Callable[[Model], Json],
    returns: type[BaseModel],
) -> Operation:
    return Operation(
        "GET", path, summary, lambda model, _: make(model), {JSON: returns}
    )


def read(body: Json, model: Model) -> Scenario:
    """Return the scenario of a body, whose credence is a newcomer's if it has none.

    Raises
    ------
    ValueError
        If it is not a scenario of this model, or asks for too much.
    """
    if "credence" not in body:
        plain = scenarios.new(model).plain
        body = {key: plain[key] for key in ("credence", "concentration")} | body
    return affordable(scenarios.from_plain(body, model))


def _update(model: Model, body: Json) -> Json:
    named = {"credence" if key == "prior" else key: body[key] for key in body}
    scenario = read(named, model)
    mine = scenario.revised(model)
    return documents.update_document(mine, scenario.credence, scenario.observations)


def _assumptions(model: Model, body: Json) -> Json:
    scenario = read(body, model)
    return documents.assumptions_document(scenario.revised(model), scenario)


def _rank(model: Model, body: Json) -> Json:
    scenario = read(body, model)
    return documents.rank_document(scenario.revised(model), scenario)


def _flip(model: Model, body: Json) -> Json:
    scenario, first = _asked(model, body, "first")
    mine = scenario.revised(model)
    return flipped.flip_document(mine, scenario, 1 if first is None else first)


def _information(model: Model, body: Json) -> Json:
    scenario, deadline = _asked(model, body, "deadline")
    return informed.information_document(scenario.revised(model), scenario, deadline)


def _asked(model: Model, body: Json, name: str) -> tuple[Scenario, Any]:
    """Return a scenario, and what is asked of it besides."""
    return read(_without(body, name), model), body.get(name)


def _without(body: Json, *names: str) -> Json:
    return {key: body[key] for key in body if key not in names}


def _pool(model: Model, body: Json) -> Json:
    method, people = body["method"], body["people"]
    return pooled.pool_document(model, method, people, body.get("floor"))


def _simulate(model: Model, body: Json) -> Json:
    scenario = read(body, model)
    return documents.simulate_document(scenario.revised(model), scenario)


def _check(model: Model, body: Json) -> Json:
    scenario = read(body, model)
    link = scenario.link
    return {
        "contract": CONTRACT,
        "scenario": scenario.plain,
        "digest": scenario.digest,
        "link": link if len(link) <= LONGEST_LINK else None,
    }


def _brief(model: Model, body: Json) -> Text:
    edition = vars(FULL)
    scenario = read(_without(body, "format", *edition), model)
    asked = Edition(**{name: body.get(name, edition[name]) for name in edition})
    made = computed(model, scenario, today(), asked)
    return Text(encoded(made, body["format"]), BRIEFS[body["format"]])


def _verify(model: Model, body: Json) -> Json:
    """Verify a brief; what is none, or would ask for too much, does not hold."""
    try:
        file = _file(body)
        found = scenarios_in(file)
        several = checked(found) if len(found) > 1 else found
        affordable_together([scenarios.from_plain(each, model) for each in several])
    except ValueError as error:
        return verdict([Difference(WHERE, "", " ".join(str(error).split()))])
    return verdict(verify(file, model), unverified(file))


def _file(body: Json) -> File:
    """Return the file of a body, which is text or bytes in base 64."""
    if "text" in body:
        text: str = body["text"]
        return text
    try:
        return b64decode(body["base64"], validate=True)
    except ValueError:
        msg = "base64 must be a file in base 64"
        raise ValueError(msg) from None


def _network(model: Model, body: Json) -> Text:
    form = body["format"]
    scenario = read({"credence": body["prior"]} if "prior" in body else {}, model)
    return Text(exported(model, form, scenario.credence), MEDIA[form])


def _new(model: Model) -> Json:
    return scenarios.new(model).plain


def _schemas(model: Model) -> Json:  # noqa: ARG001  the form of packs, not of this one
    return {"contract": CONTRACT, "schemas": packs.schemas()}


def _briefs() -> dict[str, type[BaseModel] | None]:
    return {**dict.fromkeys(BRIEFS.values()), JSON: answers.BriefDocument}


def _graphs() -> dict[str, type[BaseModel] | None]:
    return {**dict.fromkeys(MEDIA.values()), JSON: answers.Graph}


OPERATIONS = (
    _listing("/levels", "The levels", documents.levels_document, answers.Levels),
    _listing(
        "/interventions",
        "The interventions",
        documents.interventions_document,
        answers.Interventions,
    ),
    _listing(
        "/evidence",
        "The items of evidence",
        documents.evidence_document,
        answers.EvidenceItems,
    ),
    _listing("/priors", "The presets", documents.priors_document, answers.Priors),
    _listing(
        "/assumptions",
        "Every number of the model",
        lambda model: _assumptions(model, {}),
        answers.Assumptions,
    ),
    _listing("/schema", "The files of a pack", _schemas, answers.Schemas),
    _listing("/scenario", "A new scenario", _new, answers.ScenarioAnswer),
    Operation(
        "POST",
        "/scenario",
        "Check a scenario",
        _check,
        {JSON: answers.Checked},
        bodies.ScenarioBody,
    ),
    Operation(
        "POST",
        "/assumptions",
        "Every number of the model, as a scenario changes it",
        _assumptions,
        {JSON: answers.Assumptions},
        bodies.SimulateBody,
    ),
    Operation(
        "POST",
        "/update",
        "Update a credence on evidence",
        _update,
        {JSON: answers.Updated},
        bodies.UpdateBody,
    ),
    Operation(
        "POST",
        "/rank",
        "Rank the interventions under a credence",
        _rank,
        {JSON: runs.Ranked},
        bodies.ScenarioBody,
    ),
    Operation(
        "POST",
        "/flip",
        "Tell how little must shift for the first choice to change",
        _flip,
        {JSON: runs.Flipped},
        bodies.FlipBody,
    ),
    Operation(
        "POST",
        "/information",
        "Tell what finding out would be worth before choosing",
        _information,
        {JSON: runs.Informed},
        bodies.InformationBody,
    ),
    Operation(
        "POST",
        "/simulate",
        "Simulate a portfolio",
        _simulate,
        {JSON: runs.Simulated},
        bodies.SimulateBody,
    ),
    Operation(
        "POST",
        "/pool",
        "Pool the credences of several people",
        _pool,
        {JSON: answers.Pooled},
        bodies.PoolBody,
    ),
    Operation(
        "POST",
        "/brief",
        "Write the brief of a scenario",
        _brief,
        _briefs(),
        bodies.BriefBody,
    ),
    Operation(
        "POST",
        "/verify",
        "Compute a brief again and list what differs",
        _verify,
        {JSON: answers.Verified},
        bodies.VerifyBody,
        LARGEST_BRIEF,
    ),
    Operation(
        "POST",
        "/network",
        "Export the network or the graph",
        _network,
        _graphs(),
        bodies.NetworkBody,
    ),
)
"""A command becomes an operation by one more entry and the forms it names."""
