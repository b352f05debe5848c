"""The store as the event loop may use it: every call in a thread, few at once."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

import anyio
from starlette.exceptions import HTTPException

from app.room.asking import unknown_token
from app.room.gate import Gate
from app.room.hub import Hub
from app.room.rates import keep
from app.room.shared import Shared, encoded, shared
from app.room.sheet import Sheet, sheet_of
from app.room.values import check_value
from app.workshops.errors import NotAllowed, Unknown
from app.workshops.keys import code_in, token_hash
from app.workshops.store import Store
from app.workshops.workshop import Identity, Joined, Receipt, Role, Workshop

READERS, WRITERS = 4, 48
"""Threads. Writers wait for one disk together, and are committed together."""

MOST_SHEETS = 64
MOST_KNOWN = 20_000
MOST_STREAMS = 20_000

T = TypeVar("T")


class Desk:
    """What the routes ask of the store.

    Parameters
    ----------
    store : callable
        Returns the store; called in a thread.
    """

    def __init__(self, store: Callable[[], Store]) -> None:
        self._store = store
        self._readers = anyio.CapacityLimiter(READERS)
        self._writers = anyio.CapacityLimiter(WRITERS)
        self._naming = asyncio.Lock()
        self._sheets: OrderedDict[str, Sheet] = OrderedDict()
        self._known: OrderedDict[str, Identity] = OrderedDict()
        self.hub = Hub(
            versions=lambda upto: self._read(lambda store: store.versions(upto)),
            state=lambda workshop_id: self._read(lambda s: shared(s, workshop_id)),
        )

    async def named(self, text: str, address: str, gate: Gate) -> Workshop:
        """Return the workshop of a code; one is looked up at a time, so all count.

        Raises
        ------
        HTTPException
            404 if there is none, 429 if too many were wrong before.
        """
        async with self._naming:
            gate.may_name_a_code(address, code_in(text))
            try:
                return await self._read(lambda store: store.by_code(text))
            except (ValueError, Unknown, NotAllowed):
                gate.was_wrong(address)
                rule = "code must be that of a workshop"
                raise HTTPException(404, f"{rule}, got {text[:16]!a}") from None

    async def join(self, code: str, pseudonym: str, join_id: str) -> Joined:
        """Return the participant whom this phone makes, or has made before."""
        return await self._write(lambda store: store.join(code, pseudonym, join_id))

    async def identify(self, token: str) -> Identity:
        """Return whose token it is.

        Raises
        ------
        HTTPException
            401 if nobody's.
        """
        found = await self._read(partial(_identity, token=token))
        keep(self._known, token_hash(token), found, MOST_KNOWN)
        return found

    async def state(self, token: str) -> bytes:
        """Return, as JSON, what all may know, the sheet, and one's own answers."""
        identity = await self.identify(token)
        present = await self.hub.now(identity.workshop_id)
        mine = await self._read(lambda store: _mine(store, token, identity, present))
        own = {"role": identity.role.value, "mine": mine}
        sheet = self._sheet(present)
        parts = (present.json, encoded(sheet.document), encoded(own))
        return b'{"shared":%b,"sheet":%b,"own":%b}' % parts

    async def answer(self, token: str, asked: dict[str, Any]) -> Receipt:
        """Return the receipt of an answer, when it is in the database.

        Raises
        ------
        HTTPException
            401 if the token is nobody's.
        ValueError
            If the answer says what cannot be said.
        """
        key = token_hash(token)
        identity = self._known.get(key) or await self.identify(token)
        known = self._sheets.get(identity.workshop_id)
        sheet = known or self._sheet(await self.hub.now(identity.workshop_id))
        names = ("answer_id", "round", "question", "value")
        answer_id, of_round, question, value = (asked[name] for name in names)
        check_value(sheet, question, value)
        try:
            return await self._write(
                lambda store: store.answer(token, answer_id, of_round, question, value)
            )
        except NotAllowed:
            self._known.pop(key, None)
            await self.identify(token)
            raise

    async def erase(self, token: str) -> None:
        """Erase a participant's own data.

        Raises
        ------
        HTTPException
            403 for who is not a participant.
        """
        identity = await self.identify(token)
        who = identity.participant_id
        if who is None:
            rule = "only a participant may erase here"
            raise HTTPException(403, f"{rule}, got a {identity.role.value}")
        await self._write(lambda store: store.erase_as(token, who))

    async def log_refusal(
        self, action: str, reason: str, workshop_id: str | None, token: str
    ) -> None:
        """Write down what was refused, with the workshop if that or the token tells."""
        find = partial(_workshop_of, token=token)
        await self._write(
            lambda store: store.log_refusal(action, reason, workshop_id or find(store))
        )

    def may_listen(self) -> None:
        """Return if one more may listen.

        Raises
        ------
        HTTPException
            503 if too many do.
        """
        if self.hub.listeners >= MOST_STREAMS:
            rule = f"at most {MOST_STREAMS} may listen, got one more: try again later"
            raise HTTPException(503, rule, {"Retry-After": "10"})

    def _sheet(self, present: Shared) -> Sheet:
        """Return the sheet of a workshop, which never changes."""
        workshop = present.workshop
        if workshop.id not in self._sheets:
            found = sheet_of(workshop.scenario)
            keep(self._sheets, workshop.id, found, MOST_SHEETS)
        return self._sheets[workshop.id]

    async def _read(self, ask: Callable[[Store], T]) -> T:
        work = partial(_on, self._store, ask)
        return await anyio.to_thread.run_sync(work, limiter=self._readers)

    async def _write(self, ask: Callable[[Store], T]) -> T:
        work = partial(_on, self._store, ask)
        return await anyio.to_thread.run_sync(work, limiter=self._writers)


def _on(store: Callable[[], Store], ask: Callable[[Store], T]) -> T:
    return ask(store())


def _identity(store: Store, token: str) -> Identity:
    try:
        return store.identify(token)
    except NotAllowed:
        raise unknown_token() from None


def _workshop_of(store: Store, token: str) -> str | None:
    try:
        return store.identify(token).workshop_id if token else None
    except NotAllowed:
        return None


def _mine(
    store: Store, token: str, identity: Identity, present: Shared
) -> dict[str, dict[str, Any]]:
    """Return one's own answers by round and question; others have none."""
    if identity.role is not Role.PARTICIPANT:
        return {}
    rounds = {step.round for step in present.workshop.agenda if step.questions}
    found = {str(n): store.mine(token, n) for n in sorted(rounds)}
    return {n: dict(answers) for n, answers in found.items() if answers}
