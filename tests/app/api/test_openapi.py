"""Schemathesis: the API is what its OpenAPI document says, whatever is sent.

All its checks run in all its phases: valid requests of the described form must be
accepted, invalid ones refused, and each answer must have the form that is promised.
"""

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from app.api import accepted
from app.api.operations import OPERATIONS
from app.api.service import service
from tests.packs import made, small_pack

SEED, EXAMPLES = 1, 4
DOCUMENT = "/api/v1/openapi.json"
PATIENCE = 120.0
"""Seconds for an answer; it runs out on failure only, however busy the machine is."""


@pytest.fixture
def api(monkeypatch, remembered_runs):  # noqa: ARG001  runs are not its subject
    """Serve a small pack and ask for few worlds: each answer takes milliseconds.

    Most requests differ in what no simulation depends on, and each operation gets the
    same ones.
    """
    monkeypatch.setattr(accepted, "MOST_WORLD_MONTHS", 8 * 240)
    model = made(small_pack())
    return Starlette(routes=[Mount("/api/v1", service(lambda: model))])


def run(api):
    """Run Schemathesis, and return what was tried, what came back, and the failures."""
    import schemathesis
    from schemathesis.config import SchemathesisConfig
    from schemathesis.engine import events, from_schema

    config = SchemathesisConfig(seed=SEED)
    config.projects.default.request_timeout = PATIENCE
    schema = schemathesis.openapi.from_asgi(DOCUMENT, api, config=config)
    schema.config.generation.update(max_examples=EXAMPLES, deterministic=True)
    tried, statuses, failures = set(), set(), []
    for event in from_schema(schema).execute():
        assert not isinstance(event, events.NonFatalError | events.FatalError), event
        if not isinstance(event, events.ScenarioFinished):
            continue
        tried.add((event.phase.value, event.recorder.label))
        for case, checks in event.recorder.checks.items():
            failures += [c.failure_info for c in checks if c.failure_info is not None]
            answered = event.recorder.interactions[case].response
            statuses.add((event.recorder.label, answered.status_code))
    return tried, statuses, failures


def test_every_answer_is_as_described_whatever_is_sent(api):
    tried, statuses, failures = run(api)

    assert not failures, "\n".join(
        f"{f.failure.message}\n{f.code_sample}" for f in failures
    )
    labels = {f"{o.method} {o.path}" for o in OPERATIONS}
    assert tried >= {
        (phase, name) for phase in ("coverage", "fuzzing") for name in labels
    }
    assert statuses >= {(name, 200) for name in labels}
    asked = {name for name in labels if name.startswith("POST")}
    assert statuses >= {(name, status) for status in (400, 415) for name in asked}
