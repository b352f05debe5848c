"""Workshops on the small pack of the group's tests, with people who answer."""

from collections.abc import Sequence
from typing import Any

from app.workshops.basis import Basis
from app.workshops.rounds import idea
from app.workshops.store import Store
from app.workshops.workshop import Created, Joined, Settings
from tests.app.workshops.room import go, join, uuid
from tests.simulator.group.rooms import LEVELS

PASSPHRASE = "a heron at the pond"
NAMES = [{"id": name, "name": f"Name of {name}", "short": name, "number": n}
         for n, name in enumerate(LEVELS, start=1)]  # fmt: skip
MEASURES = [{"id": name, "name": f"Name of {name}"}
            for name in ("tuning", "theory", "treaty")]  # fmt: skip
SHEET: dict[str, Any] = {"levels": NAMES, "interventions": MEASURES, "facts": []}
AGENDA = idea()


def opened(store: Store, batch: int = 3, *, rehearsal: bool = False) -> Created:
    """Create a workshop."""
    basis = Basis({"seed": 0}, is_rehearsal=rehearsal)
    document, settings = basis.document(SHEET), Settings(batch)
    return store.create("Hall", PASSPHRASE, document, AGENDA, settings)


def seated(store: Store, created: Created, count: int) -> list[Joined]:
    """Let people join."""
    return [join(store, created, f"Person {n}") for n in range(count)]


def answered(
    store: Store, people: Sequence[Joined], of_round: int, shift: float = 0.0
) -> None:
    """Let people answer, each something else."""
    for n, each in enumerate(people):
        easy = 0.1 + 0.02 * n + shift
        shares = dict(zip(LEVELS, (easy, 0.3, 0.7 - easy), strict=True))
        value = {"shares": shares, "concentration": 10}
        store.answer(each.token, uuid(), of_round, "credence", value)
        if of_round == 1:
            store.answer(each.token, uuid(), of_round, "prediction", "tuning")


def led(store: Store, created: Created, count: int, to: int) -> list[Joined]:
    """Lead a workshop to a step, in which people answer both rounds."""
    people = seated(store, created, count)
    for step in range(1, to + 1):
        go(store, created, step)
        if AGENDA[step].kind == "answer":
            of_round = AGENDA[step].round
            answered(store, people, of_round, 0.1 * (of_round - 1))
    return people
