"""The API as an ASGI application: requests in, documents and one-line errors out."""

import json
from collections.abc import Callable, Mapping

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import Receive, Scope, Send

from app import cached, incoming, strict
from app.api import bodies
from app.api.description import description
from app.api.operations import JSON, OPERATIONS, Operation, Text
from app.api.queue import Queue
from app.documents import Json
from app.exact import Exact
from simulator.model import Model
from simulator.scenario import CONTRACT

ROOT = "/api/v1"
LONGEST_ERROR = 400
RETRY_AFTER = 5
HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def routes() -> list[BaseRoute]:
    """Return the routes of the API on the pack that the dashboard shows."""
    api = service(cached.model)
    return [Mount(ROOT, api), Route(ROOT, api)]


def service(model: Callable[[], Model], queue: Queue | None = None) -> Starlette:
    """Return the API on a model.

    Parameters
    ----------
    model : callable
        Returns the model; it is called once for each request.
    queue : Queue, optional
        What computes.
    """
    by_path: dict[str, dict[str, Operation]] = {}
    for operation in OPERATIONS:
        by_path.setdefault(operation.path, {})[operation.method] = operation
    shared = queue or Queue()

    async def describe(request: Request) -> Response:
        """Answer the OpenAPI document."""
        made = description(model(), request.scope.get("root_path", ""))
        return _json(made)

    api = Starlette(
        routes=[
            Route("/openapi.json", describe),
            *(Route(path, _Path(by_path[path], model, shared)) for path in by_path),
        ],
        exception_handlers={HTTPException: _refused, Exception: _failed},
    )
    api.router.redirect_slashes = False
    return api


class _Path:
    """All operations of one path."""

    def __init__(
        self,
        operations: Mapping[str, Operation],
        model: Callable[[], Model],
        queue: Queue,
    ) -> None:
        self._operations, self._model, self._queue = operations, model, queue
        heads = ["HEAD"] if "GET" in operations else []
        self._allowed = ", ".join(sorted([*operations, *heads, "OPTIONS"]))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive, send)
        response = await self._answer(request)
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        method = "GET" if request.method == "HEAD" else request.method
        allow = {"Allow": self._allowed}
        if method == "OPTIONS":
            return Response(status_code=204, headers={**HEADERS, **allow})
        if method not in self._operations:
            rule = f"method must be one of {self._allowed}, got {method[:20]}"
            raise HTTPException(405, rule, allow)
        operation = self._operations[method]
        if operation.body is None:
            answer = await run_in_threadpool(operation.answer, self._model(), {})
        else:
            answer = await self._computed(
                operation, await incoming.body(request, operation.largest)
            )
        return _response(answer)

    async def _computed(self, operation: Operation, raw: bytes) -> Json | Text:
        model = self._model()

        def work() -> Json | Text:
            data = bodies.check(strict.parse(raw), operation.body or Exact)
            return operation.answer(model, data)

        try:
            return await self._queue.run(work)
        except ValueError as error:
            raise HTTPException(400, str(error)) from None
        except TimeoutError as error:
            wait = {"Retry-After": str(RETRY_AFTER)}
            raise HTTPException(503, str(error), wait) from None


def _response(answer: Json | Text) -> Response:
    if isinstance(answer, Text):
        return Response(answer.content, media_type=answer.media, headers=HEADERS)
    return _json(answer)


def _json(
    document: Json, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """Return a document as the command line prints it: one line."""
    text = json.dumps(document, allow_nan=False)
    every = {**HEADERS, **(headers or {})}
    return Response(f"{text}\n", status, every, media_type=JSON)


def _refused(request: Request, error: Exception) -> Response:
    """Answer an error of a request in one line."""
    if not isinstance(error, HTTPException):
        return _failed(request, error)
    said = _nowhere(request) if error.status_code == 404 else error.detail
    line = " ".join(said.split())[:LONGEST_ERROR]
    return _error(line, error.status_code, error.headers)


def _nowhere(request: Request) -> str:
    rule = f"the path must be one that {ROOT}/openapi.json names"
    return f"{rule}, got {request.url.path[:80]!r}"


def _failed(request: Request, error: Exception) -> Response:  # noqa: ARG001
    """Answer a fault of our own in one line; the server's log has the rest."""
    return _error("the server failed on this request; its log says where", 500)


def _error(
    said: str, status: int, headers: Mapping[str, str] | None = None
) -> Response:
    return _json({"contract": CONTRACT, "error": said}, status, headers)
