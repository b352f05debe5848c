"""Small workshops for tests: a sheet made up by code, and a store of its own."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from starlette.applications import Starlette
from starlette.testclient import TestClient

from app.room.gate import Gate
from app.room.service import routes
from app.workshops.rounds import Step, idea
from app.workshops.store import Store, open_store
from app.workshops.workshop import Created, Settings

PASSPHRASE = "a heron at the pond"
HOME = UUID(int=7)
ALL = ("credence", "prediction", "utilities", "likelihoods", "measures", "seeds")

Plain = dict[str, Any]


def made_id(name: object) -> str:
    """Return the UUID of a name."""
    return str(uuid5(HOME, str(name)))


def sheet(n_levels: int = 4) -> Plain:
    """Return a sheet of few levels, measures and the rest; no text of it is true."""
    ids = [f"level-{k}" for k in range(n_levels)]
    return {
        "levels": [
            {
                "id": level,
                "number": k + 1,
                "name": f"Level name {k + 1}",
                "short": f"Short {k + 1}",
                "tier": "low" if k < n_levels / 2 else "high",
                "summary": f"What level {k + 1} means.",
                "needs": "some work",
            }
            for k, level in enumerate(ids)
        ],
        "tiers": [{"id": "low", "name": "lower"}, {"id": "high", "name": "upper"}],
        "interventions": [{"id": f"measure-{i}", "name": f"M {i}"} for i in range(3)],
        "measures": [{"id": "measure-0", "name": "M 0"}],
        "outcomes": [{"id": "well", "name": "Well"}, {"id": "ill", "name": "Ill"}],
        "evidence": [{"id": "seen", "name": "It was seen"}],
        "seeds": [{"id": "height", "question": "How high?", "unit": "m"}],
        "concentration": 10,
        "concentrationRange": [2, 200],
    }


def credence(*shares: float) -> Plain:
    """Return a credence over the levels of a sheet of as many."""
    return {"shares": {f"level-{k}": share for k, share in enumerate(shares)}}


VALUES: Plain = {
    "credence": credence(0.1, 0.2, 0.3, 0.4),
    "prediction": "measure-1",
    "utilities": {"well": 1.0, "ill": 0.0},
    "likelihoods": {"seen": 5.0},
    "measures": {"measure-0": "hardly"},
    "seeds": {"height": [1.0, 2.5, 9.0]},
}


@dataclass(frozen=True)
class Room:
    """A store with one workshop in it."""

    store: Store
    created: Created

    @property
    def code(self) -> str:
        return self.created.workshop.shown_code

    @property
    def id(self) -> str:
        return self.created.workshop.id

    def move(self, to_step: int) -> None:
        now = self.store.workshop(self.id)
        self.store.move(self.created.facilitator, to_step, now.version)

    def move_to(self, kind: str, of_round: int) -> int:
        """Go to a step by its kind; return its place."""
        agenda = self.store.workshop(self.id).agenda
        place = next(
            i for i, s in enumerate(agenda) if (s.kind, s.round) == (kind, of_round)
        )
        self.move(place)
        return place

    def application(self, gate: Gate | None = None) -> Starlette:
        return Starlette(routes=routes(lambda: self.store, gate))

    def client(self, gate: Gate | None = None) -> TestClient:
        return TestClient(self.application(gate))


def room_in(folder: Path, **options: Any) -> Room:
    """Return a new workshop in a database of its own."""
    return room(open_store(f"sqlite:///{folder / 'room.sqlite'}"), **options)


def room(
    store: Store, *, agenda: tuple[Step, ...] | None = None, n_levels: int = 4
) -> Room:
    """Return a new workshop."""
    steps = agenda or idea(first=ALL)
    scenario = {"sheet": sheet(n_levels)}
    created = store.create("Trial", PASSPHRASE, scenario, steps, Settings())
    return Room(store, created)


def joined(client: TestClient, code: str, name: str = "Heron") -> dict[str, str]:
    """Join, and return the headers that prove it."""
    body = {"code": code, "pseudonym": name, "join_id": made_id(name)}
    answered = client.post("/room/join", json=body)
    assert answered.status_code == 200, answered.text
    return {"Authorization": f"Bearer {answered.json()['token']}"}


def answer_of(name: object, question: str, of_round: int = 1) -> Plain:
    """Return the body of an answer."""
    return {
        "answer_id": made_id(name),
        "round": of_round,
        "question": question,
        "value": VALUES[question],
    }


def events_of(token: str) -> Plain:
    """Return the request for live updates, as an application gets it."""
    return {
        "type": "http",
        "method": "GET",
        "path": "/room/events",
        "root_path": "",
        "query_string": b"",
        "headers": [(b"authorization", f"Bearer {token}".encode())],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
        "scheme": "http",
    }
