"""Live updates: one task a process looks what has changed, and wakes who listens.

A state is made once for each change and handed to all. Who reads slowly finds the
newest state when they are ready, and never a queue of old ones.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

from app.room.shared import Shared
from app.workshops.errors import Unknown
from app.workshops.workshop import Versions

PAUSE = 0.3
"""Seconds between two looks at the database."""

COUNTS_A_SECOND = 200
"""So many messages a second are spent on telling how many have answered."""

log = logging.getLogger(__name__)


class Watch:
    """A workshop that somebody listens to; `changed` is set by the next state."""

    def __init__(self) -> None:
        self.listeners = 0
        self.is_stale = True
        self.state: Shared | None = None
        self._told = float("-inf")
        self.changed = asyncio.Event()

    def offer(self, found: Shared, now: float) -> None:
        """Take a newer state, unless it only counts and the last one is too fresh."""
        if self.state is not None and found.id == self.state.id:
            self.is_stale = False
            return
        only_counts = (
            self.state is not None and found.standing_id == self.state.standing_id
        )
        if only_counts and now < self._told + self.listeners / COUNTS_A_SECOND:
            return
        self.state, self._told, self.is_stale = found, now, False
        self.changed.set()
        self.changed = asyncio.Event()


class Hub:
    """The workshops that somebody in this process listens to.

    Parameters
    ----------
    versions : callable
        Returns what has changed after a sequence.
    state : callable
        Returns the present state of a workshop.
    """

    def __init__(
        self,
        versions: Callable[[int], Awaitable[Versions]],
        state: Callable[[str], Awaitable[Shared]],
    ) -> None:
        self._versions, self._state = versions, state
        self._watches: dict[str, Watch] = {}
        self._recent: dict[str, tuple[float, asyncio.Future[Shared]]] = {}
        self._upto = 0
        self._looking: asyncio.Task[None] | None = None

    @property
    def listeners(self) -> int:
        """How many listen."""
        return sum(watch.listeners for watch in self._watches.values())

    @contextmanager
    def watch(self, workshop_id: str) -> Iterator[Watch]:
        """Listen to a workshop for a while."""
        watch = self._watches.setdefault(workshop_id, Watch())
        watch.listeners += 1
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())
        try:
            yield watch
        finally:
            watch.listeners -= 1
            if not watch.listeners:
                self._watches.pop(workshop_id, None)

    async def now(self, workshop_id: str) -> Shared:
        """Return a state that is at most one pause old, made once for all who ask."""
        now = time.monotonic()
        made, future = self._recent.get(workshop_id, (float("-inf"), None))
        if future is None or now - made > PAUSE or (future.done() and _failed(future)):
            future = asyncio.ensure_future(self._state(workshop_id))
            self._forget_old(now)
            self._recent[workshop_id] = (now, future)
        return await asyncio.shield(future)

    def _forget_old(self, now: float) -> None:
        old = [key for key, (made, _) in self._recent.items() if now - made > PAUSE]
        for key in old:
            del self._recent[key]

    async def _look(self) -> None:
        """Look for changes as long as somebody listens."""
        while self._watches:
            try:
                await self._look_once()
            except Exception:
                log.exception("the changes of workshops could not be read")
            await asyncio.sleep(PAUSE)

    async def _look_once(self) -> None:
        found = await self._versions(self._upto)
        self._upto = found.upto
        for workshop_id in found.changed:
            if workshop_id in self._watches:
                self._watches[workshop_id].is_stale = True
        for workshop_id, watch in list(self._watches.items()):
            if watch.is_stale:
                await self._renew(workshop_id, watch)

    async def _renew(self, workshop_id: str, watch: Watch) -> None:
        try:
            watch.offer(await self._state(workshop_id), time.monotonic())
        except Unknown:
            self._watches.pop(workshop_id, None)


def _failed(future: asyncio.Future[Shared]) -> bool:
    return future.cancelled() or future.exception() is not None
