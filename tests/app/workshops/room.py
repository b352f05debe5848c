"""People in a workshop, for tests."""

from typing import Any
from uuid import uuid4

from app.workshops.store import Store
from app.workshops.workshop import Created, Joined

P = [0.1] * 10


def uuid() -> str:
    """Return what a client makes for a join or an answer."""
    return str(uuid4())


def join(store: Store, created: Created, name: str = "Heron") -> Joined:
    """Let someone join."""
    return store.join(created.workshop.code, name, uuid())


def say(store: Store, token: str, value: Any = P, round_: int = 1) -> None:
    """Answer the first question of a round."""
    store.answer(token, uuid(), round_, "credence", value)


def go(store: Store, created: Created, step: int) -> None:
    """Move to a step, whatever the version."""
    version = store.workshop(created.workshop.id).version
    store.move(created.facilitator, step, version)
