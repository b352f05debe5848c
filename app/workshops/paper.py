"""Answers on paper: the facilitator types in what somebody wrote on a form."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4, uuid5

from app.workshops import hosts
from app.workshops.errors import Closed
from app.workshops.store import Store


def enter(store: Store, token: str, name: str, told: Mapping[str, Any]) -> None:
    """Save a form as the answers of the participant of this name.

    The same name is the same person in each round.

    Parameters
    ----------
    store : Store
    token : str
        A facilitator's.
    name : str
        What stands on the form.
    told : mapping
        Answers by question, as phones send them, checked before.

    Raises
    ------
    NotAllowed, Closed, ValueError
        If the token is not a facilitator's; if the step does not ask this; if a text
        cannot be used.
    """
    workshop = hosts.hosted(store, token)
    step = workshop.now
    for question in told:
        if not step.takes(step.round, question):
            rule = f"{question} must be answered while it is asked"
            msg = f"{rule}, got it at the step {step.kind}"
            raise Closed(msg)
    key = f"paper {name.strip().casefold()}"
    joined = store.join(workshop.code, name, str(uuid5(UUID(workshop.id), key)))
    for question, value in told.items():
        store.answer(joined.token, str(uuid4()), step.round, question, value)
