"""The OpenAPI document, made of the operations."""

from importlib.metadata import version
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from app.api.accepted import sure
from app.api.answers import Error
from app.api.operations import JSON, OPERATIONS, Operation
from app.documents import Json
from app.exact import Exact
from simulator.model import Model

REFUSALS = {
    400: "The body is not a request of this pack.",
    413: "The body is too large.",
    415: "The body is not of type application/json.",
    503: "Too many requests are in work; try again after a while.",
}
_PLACE = "#/components/schemas/"


def description(model: Model, server: str) -> Json:
    """Return the OpenAPI document of the API on a model.

    Parameters
    ----------
    model : Model
    server : str
        The path under which the API is reached.
    """
    asked = sure(model)
    paths: Json = {}
    for operation in OPERATIONS:
        method = operation.method.lower()
        paths.setdefault(operation.path, {})[method] = _operation(operation, asked)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "tenlevels",
            "version": version("tenlevels"),
            "description": "Scenarios of alignment difficulty: what the command line"
            " prints with --json, over HTTP. Errors are one JSON line.",
        },
        "servers": [{"url": server or "/"}],
        "paths": paths,
        "components": {"schemas": _forms()},
    }


def _operation(operation: Operation, asked: dict[type[Exact], Json]) -> Json:
    answer = {media: _content(form) for media, form in operation.returns.items()}
    described: Json = {
        "operationId": f"{operation.method.lower()}_{operation.path[1:]}",
        "summary": operation.summary,
        "responses": {"200": {"description": operation.summary, "content": answer}},
    }
    if operation.body is None:
        return described
    body = {JSON: {"schema": asked[operation.body]}}
    refused = {JSON: _content(Error)}
    described["requestBody"] = {"required": True, "content": body}
    described["responses"] |= {
        str(status): {"description": text, "content": refused}
        for status, text in REFUSALS.items()
    }
    return described


def _content(form: type[BaseModel] | None) -> Json:
    if form is None:
        return {"schema": {"type": "string"}}
    return {"schema": {"$ref": f"{_PLACE}{form.__name__}"}}


def _forms() -> Json:
    """Return the schemas of all answers and bodies, by name."""
    named: set[Any] = {(Error, "serialization")}
    for operation in OPERATIONS:
        forms = [form for form in operation.returns.values() if form is not None]
        named |= {(form, "serialization") for form in forms}
        if operation.body is not None:
            named.add((operation.body, "validation"))
    ordered = sorted(named, key=lambda pair: str(pair[0].__name__))
    _, schemas = models_json_schema(ordered, ref_template=_PLACE + "{model}")
    found: Json = schemas["$defs"]
    return found
