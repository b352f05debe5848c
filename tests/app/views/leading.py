"""A workshop for tests of its pages: on the shipped model, in few worlds."""

from pathlib import Path
from typing import Any
from uuid import uuid4

from streamlit.testing.v1 import AppTest

from app import cached
from app.parts.workshop.opening import create
from app.spoken import LANGUAGE
from app.texts import ENGLISH
from app.workshops.store import Store
from app.workshops.workshop import Created, Joined
from simulator.scenario import Scenario, from_plain, new
from tests.packs import shipped

VIEWS = Path(__file__).parents[3] / "app" / "views"
NAME = "Ministry <b>of</b> *Tides*"
PASSPHRASE = "a heron at the pond"
HOSTILE = "<img src=x> *b* :red[c]"
GIVEN: dict[str, Any] = {
    "name": NAME,
    "passphrase": PASSPHRASE,
    "round.1": ["credence", "prediction"],
    "round.2": ["credence"],
    "batch": 5,
    "retention": 30,
    "measures": [],
    "address": "http://192.0.2.7:8501",
    "rehearsal": False,
}


def base() -> Scenario:
    """Return a scenario that is quickly simulated."""
    return from_plain(new(shipped()).plain | {"worlds": 16}, shipped())


def made(**changes: Any) -> Created:
    """Create a workshop in the store of the pages."""
    scenario = base()
    return create(cached.revised(scenario), scenario, {**GIVEN, **changes}, ())


def go(store: Store, created: Created, step: int) -> None:
    """Move to a step, whatever the version."""
    version = store.workshop(created.workshop.id).version
    store.move(created.facilitator, step, version)


def seat(store: Store, created: Created, count: int) -> list[Joined]:
    """Let people join, the first under a hostile name."""
    names = [HOSTILE, *(f"Person {n}" for n in range(1, count))]
    code = created.workshop.code
    return [store.join(code, name, str(uuid4())) for name in names]


def answer(store: Store, people: list[Joined], of_round: int) -> None:
    """Let each answer with all credence on a level and a number that marks it."""
    ids = shipped().belief.ladder.ids
    for n, each in enumerate(people):
        shares = dict.fromkeys(ids, 0.0)
        shares[ids[(n + of_round) % len(ids)]] = 0.987654321
        shares[ids[(n + of_round + 1) % len(ids)]] = 1 - 0.987654321
        value = {"shares": shares, "concentration": 10.0}
        store.answer(each.token, str(uuid4()), of_round, "credence", value)


def opened(
    name: str, token: str = "", language: str = ENGLISH, **state: Any
) -> AppTest:
    """Open a page by the link of a role."""
    page = AppTest.from_file(str(VIEWS / f"{name}.py"), default_timeout=60)
    page.session_state[LANGUAGE] = language
    if token:
        page.query_params["facilitator" if name == "workshop" else "screen"] = token
    for key, value in state.items():
        page.session_state[f"workshop.{key}"] = value
    page.run()
    assert not page.exception
    return page


def texts(page: AppTest) -> str:
    """Return all that a page says."""
    kinds = ("title", "header", "subheader", "markdown", "caption", "warning", "error",
             "info", "success", "code", "metric")  # fmt: skip
    said = [str(each.value) for kind in kinds for each in getattr(page, kind)]
    bodies = [each.proto.body for each in page.get("html")]
    return "\n".join([*said, *bodies])
