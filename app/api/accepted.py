"""Requests that are always accepted, as JSON Schemas.

No schema can say that numbers sum to 1 or that segments follow each other. So requests
are described by what is sure: the ids and ranges of the pack that is served, in forms
that no further rule can refuse.
"""

from app.api.bodies import (
    BriefBody,
    FlipBody,
    InformationBody,
    NetworkBody,
    PoolBody,
    ScenarioBody,
    SimulateBody,
    UpdateBody,
    VerifyBody,
)
from app.documents import Json
from app.exact import Exact
from app.limits import MOST_WORLD_MONTHS
from interventions.portfolio import LARGEST
from simulator.model import Model
from simulator.world.parameter import Parameter

MORE = (
    "A request of this form is always accepted. So is any other scenario, if its"
    " credence sums to 1 or to 100, its segments follow each other, and its changes"
    " and own evidence keep the rules of a pack; the form of all is ScenarioBody."
)
RATIO = "^(yes|no|[1-9][0-9]{0,3}(\\.[0-9]{1,3})?)$"


def sure(model: Model) -> dict[type[Exact], Json]:
    """Return the schema of what is always accepted, by form of body."""
    held, settings = _credence(model), _settings(model)
    plain = NetworkBody.model_json_schema()["properties"]["format"]
    known = BriefBody.model_json_schema()["properties"]
    form = {name: known[name] for name in ("format", "length", "audience")}
    scenario = _object({"credence": held, **settings}, "credence")
    asked = {"credence": held, **form, **settings}
    brief = _object(asked, "credence", "format")
    update = _object({"prior": held, **settings}, "prior")
    return {
        ScenarioBody: {**scenario, "description": MORE},
        FlipBody: _with(scenario, first=_first(model)),
        InformationBody: _with(scenario, deadline=_deadline()),
        SimulateBody: {**scenario, "required": [], "description": MORE},
        UpdateBody: {"anyOf": [scenario, update], "description": MORE},
        BriefBody: {**brief, "description": MORE},
        VerifyBody: _one_of(VerifyBody.model_json_schema()["properties"]),
        NetworkBody: _object({"format": plain, "prior": held}, "format"),
        PoolBody: _pool(model),
    }


def _one_of(properties: Json) -> Json:
    """Return the form of an object with exactly one of some keys."""
    return {"anyOf": [_object({key: properties[key]}, key) for key in properties]}


def _with(scenario: Json, **more: Json) -> Json:
    properties = scenario["properties"] | more
    return {**scenario, "properties": properties, "description": MORE}


def _first(model: Model) -> Json:
    own: Json = FlipBody.model_json_schema()["properties"]["first"]
    return {**own, "maximum": len(model.means.ids)}


def _deadline() -> Json:
    own: Json = InformationBody.model_json_schema()["properties"]["deadline"]
    return own


def _pool(model: Model) -> Json:
    """Return people who hold presets; more than a pool may have fit in no body."""
    own = PoolBody.model_json_schema()
    person = own["$defs"]["Person"]["properties"]
    p = {"type": "array", "enum": _presets(model)}
    each = _object({**person, "p": p}, "name", "p")
    people = {"type": "array", "items": each, "minItems": 1}
    method = own["properties"]["method"]
    return _object({"method": method, "people": people}, "method", "people")


def _object(properties: Json, *required: str) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _credence(model: Model) -> Json:
    presets = [prior.id for prior in model.belief.priors]
    return {
        "description": "a preset's id, or numbers by level that sum to 1 or to 100",
        "anyOf": [
            {"type": "string", "enum": presets},
            {"type": "array", "enum": _presets(model)},
        ],
    }


def _presets(model: Model) -> list[list[float]]:
    return [model.belief.prior(prior.id).p.tolist() for prior in model.belief.priors]


def _settings(model: Model) -> Json:
    """Return the keys of a scenario but for its credence."""
    own: Json = ScenarioBody.model_json_schema()["properties"]
    shares = [p for p in model.world.parameters if p.is_share]
    share = {"type": "number", "minimum": 0, "maximum": 1}
    amount = {"type": "number", "minimum": 0, "maximum": LARGEST}
    amounts = _by_id(model.means.ids, amount)
    narrower: dict[str, Json] = {
        "observations": _by_id(model.belief.network.item_ids, _seen()),
        "portfolio": {"anyOf": [amounts, _segments(amounts), {"type": "null"}]},
        "utilities": _by_id([o.id for o in model.world.outcomes], share),
        "parameters": _by_id([p.id for p in shares], share),
        "changes": _by_id([_address(p) for p in shares if _may_be_any(p)], share),
        "evidence": {"type": "array", "enum": [[], [_item(model)]]},
        "worlds": {"type": "integer", "enum": _worlds(own)},
    }
    del own["credence"]
    return own | {name: _words(own[name]) | narrower[name] for name in narrower}


def _words(schema: Json) -> Json:
    return {k: schema[k] for k in ("title", "description", "default") if k in schema}


def _by_id(ids: list[str] | tuple[str, ...], value: Json) -> Json:
    if not ids:
        return {"type": "object", "maxProperties": 0}
    return {
        "type": "object",
        "propertyNames": {"enum": list(ids)},
        "additionalProperties": value,
    }


def _seen() -> Json:
    """Return the form of an observation."""
    return {
        "anyOf": [
            {"type": "boolean"},
            {"type": "number", "exclusiveMinimum": 0},
            {"type": "string", "pattern": RATIO},
        ]
    }


def _segments(amounts: Json) -> Json:
    """Return the form of a plan in one segment, or in two that follow each other."""
    first = {"from_month": {"const": 0}, "amounts": amounts}
    later = {"type": "number", "exclusiveMinimum": 0, "maximum": LARGEST}
    second = {"from_month": later, "amounts": amounts}
    parts = [_object(part, *part) for part in (first, second)]
    return {"type": "array", "prefixItems": parts, "items": False, "minItems": 1}


def _address(parameter: Parameter) -> str:
    return f"parameters.{parameter.id}"


def _may_be_any(share: Parameter) -> bool:
    """Return whether a share may be any number from 0 to 1, both included."""
    return share.distribution in ("fixed", "uniform")


def _item(model: Model) -> Json:
    """Return an item of evidence of one's own, on a fact of the pack."""
    return {
        "id": "my_item",
        "name": "A result of my own",
        "observation": "What was seen.",
        "judgment": "Why the numbers are so.",
        "facts": [model.belief.facts[0].id],
        "likelihood": [
            {"facts": [True], "probability": [0.8, 0.7, 0.9]},
            {"facts": [False], "probability": [0.3, 0.2, 0.4]},
        ],
    }


def _worlds(own: Json) -> list[int]:
    """Return the numbers of worlds that even the longest plan can afford."""
    most = MOST_WORLD_MONTHS // own["months"]["maximum"]
    return [1 << n for n in range(1, most.bit_length())]
