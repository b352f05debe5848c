"""What everybody in a workshop may know: where it stands, and what was revealed.

It is made of the workshop, of how many have answered, and of documents that a reveal
published; answers themselves are not read here at all. A document is shown from its
step on, even if it was made before. The phone draws these parts of one, if present:

===============  ==================================================================
``round``        the round it is about
``people``       how many people are in it
``credence``     pooled share by level id
``low, high``    by level id: the middle half of the people's shares
``first``        list of ``{intervention, people}``: who comes first for how many
``predicted``    likewise, what people predicted
``notes``        list of sentences
===============  ==================================================================
"""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from app.workshops.store import Store
from app.workshops.workshop import Workshop

Json = dict[str, Any]


@dataclass(frozen=True)
class Shared:
    """The state of a workshop at one moment, the same for all who ask.

    Attributes
    ----------
    workshop : Workshop
    joined, answered : int
        How many; never who or what.
    published : tuple of dict
        ``{step, document}`` of each step that was reached, the newest of it.
    """

    workshop: Workshop
    joined: int
    answered: int
    published: tuple[Json, ...]

    @cached_property
    def standing(self) -> Json:
        """All but the counts: what nobody should wait for."""
        held = self.workshop
        return {
            "version": held.version,
            "name": held.name,
            "code": held.shown_code,
            "step": held.step,
            "steps": [step.plain for step in held.agenda],
            "published": list(self.published),
        }

    @cached_property
    def standing_id(self) -> str:
        """Name all but the counts by its content."""
        return _name(encoded(self.standing))

    @property
    def counts(self) -> Json:
        """How many, which changes all the time."""
        return {"joined": self.joined, "answered": self.answered}

    @cached_property
    def json(self) -> bytes:
        """The state as JSON."""
        return encoded({**self.standing, **self.counts})

    @cached_property
    def id(self) -> str:
        """Name the state by its content: the same in every process."""
        return _name(self.json)

    @cached_property
    def event(self) -> bytes:
        """The state as a server-sent event."""
        return self._event(self.json)

    @cached_property
    def counts_event(self) -> bytes:
        """What is new of the state to who has all but the counts of it."""
        return self._event(encoded(self.counts))

    def event_after(self, other: "Shared | None") -> bytes:
        """Return what to tell the one who was told the other state last."""
        is_new = other is None or other.standing_id != self.standing_id
        return self.event if is_new else self.counts_event

    def _event(self, data: bytes) -> bytes:
        return b"id: %b\ndata: %b\n\n" % (self.id.encode(), data)


def shared(store: Store, workshop_id: str) -> Shared:
    """Return the present state of a workshop."""
    workshop = store.workshop(workshop_id)
    counts = store.counts(workshop_id, workshop.now.round)
    newest: dict[int, Json] = {}
    for one in store.published(workshop_id):
        if one.step <= workshop.step:
            newest[one.step] = {"step": one.step, "document": one.document}
    documents = tuple(newest[step] for step in sorted(newest))
    return Shared(workshop, counts.joined, counts.answered, documents)


def _name(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def encoded(document: Json) -> bytes:
    """Return JSON in as few bytes as it takes."""
    return json.dumps(document, allow_nan=False, separators=(",", ":")).encode()
