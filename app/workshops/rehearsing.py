"""Rehearsal: simulated people join a workshop that was made for it, and answer."""

from collections.abc import Mapping
from uuid import UUID, uuid4, uuid5

import numpy as np

from app.workshops import hosts
from app.workshops.basis import Basis, basis_of
from app.workshops.errors import Closed
from app.workshops.store import Store
from app.workshops.voicing import answers
from app.workshops.workshop import Workshop
from simulator.group.rehearsal import reconsidered, rehearsed
from simulator.group.voice import Voice
from simulator.model import Model


def fill(
    store: Store, token: str, model: Model, people: Mapping[str, int], seed: int = 0
) -> int:
    """Let simulated people join and answer what is asked now; return how many.

    The same people answer in each round: after the first they have moved to the room.

    Parameters
    ----------
    store : Store
    token : str
        A facilitator's.
    model : Model
        As the scenario sees it.
    people : mapping of str to int
        How many hold each preset of the pack.
    seed : int

    Raises
    ------
    NotAllowed, Closed, ValueError
        If the token is not a facilitator's; if the workshop is no rehearsal or asks
        nothing now; if the people cannot be.
    """
    workshop = hosts.hosted(store, token)
    basis, step = basis_of(workshop.scenario), workshop.now
    if not basis.is_rehearsal or step.kind != "answer":
        rule = "simulated people must answer in a rehearsal, at a step that asks"
        msg = f"{rule}, got the step {step.kind}"
        raise Closed(msg)
    voices = _voices(model, basis, people, seed, step.round)
    for name, said in voices.items():
        _speak(store, workshop, name, answers(said, model, basis))
    return len(voices)


def _voices(
    model: Model, basis: Basis, people: Mapping[str, int], seed: int, of_round: int
) -> Mapping[str, Voice]:
    rng = np.random.default_rng(seed)
    voices = rehearsed(model, people, rng, basis.measures, basis.known)
    for _ in range(1, of_round):
        voices = reconsidered(voices, rng)
    return voices


def _speak(
    store: Store, workshop: Workshop, name: str, told: Mapping[str, object]
) -> None:
    preset, _, number = name.rpartition("-")
    pseudonym = f"{preset[:30]} {number}"
    join_id = str(uuid5(UUID(workshop.id), f"rehearsal {name}"))
    joined = store.join(workshop.code, pseudonym, join_id)
    for question in workshop.now.questions:
        if question in told:
            value, of_round = told[question], workshop.now.round
            store.answer(joined.token, str(uuid4()), of_round, question, value)
