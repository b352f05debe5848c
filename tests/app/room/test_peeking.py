"""Before the reveal nobody learns from the server what another has answered.

Random sequences of all that people can do; every answer carries a mark of its author,
every published document a mark of its step, and each response is searched for them.
"""

import asyncio
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.room import hub
from app.workshops.errors import Closed
from tests.app.api.asking import JSON, asked
from tests.app.room.rooms import answer_of, events_of, made_id, room

NAMES = ("Heron", "Egret", "Stork")


def mark_of(name: str, number: int) -> float:
    """Return a number that stands nowhere but in this person's answers."""
    return 31337.25 + 1000 * NAMES.index(name) + number


def shown_mark(step: int) -> str:
    return f"shown at step {step}"


ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), st.sampled_from(NAMES), st.integers(1, 2)),
        st.tuples(st.just("look"), st.sampled_from([*NAMES, "screen"]), st.just(0)),
        st.tuples(st.just("listen"), st.sampled_from(NAMES), st.just(0)),
        st.tuples(st.just("move"), st.just(""), st.integers(0, 8)),
        st.tuples(st.just("publish"), st.just(""), st.sampled_from([3, 7, 8])),
        st.tuples(st.just("reveal"), st.just(""), st.sampled_from([3, 7, 8])),
        st.tuples(st.just("erase"), st.sampled_from(NAMES), st.just(0)),
    ),
    min_size=2,
    max_size=12,
)


class Session:
    """A workshop, and all that the server has said to whom."""

    def __init__(self, store: Any) -> None:
        self.held = room(store)
        self.app = self.held.application()
        self.tokens: dict[str, str] = {"screen": self.held.created.screen}
        self.heard: list[tuple[str, int, bytes]] = []
        self.number = 0

    async def act(self, kind: str, name: str, place: int) -> None:
        self.number += 1
        if kind == "move":
            self.held.move(place)
        elif kind == "publish":
            self.publish(place)
        elif kind == "reveal":
            self.held.move(place)
            self.publish(place)
        elif kind == "answer":
            value = answer_of(f"{self.held.id} {self.number}", "credence", place)
            value["value"] = {
                **value["value"],
                "concentration": mark_of(name, self.number),
            }
            await self.ask(name, "POST", "/room/answer", value)
        elif kind == "erase":
            await self.ask(name, "POST", "/room/erase", {})
        elif kind == "listen":
            await self.listen(name)
        else:
            await self.ask(name, "GET", "/room/state")

    def publish(self, place: int) -> None:
        document = {"round": 1, "notes": [shown_mark(place)]}
        try:
            self.held.store.publish(self.held.id, place, document)
        except Closed:
            assert place > self.step

    @property
    def step(self) -> int:
        return self.held.store.workshop(self.held.id).step

    async def join(self, name: str) -> None:
        body = {"code": self.held.code, "pseudonym": name, "join_id": made_id(name)}
        answered = await self.ask(name, "POST", "/room/join", body)
        self.tokens[name] = json.loads(answered)["token"]

    async def ask(self, name: str, method: str, path: str, body: Any = None) -> bytes:
        headers = {**JSON} if body is not None else {}
        if name in self.tokens:
            headers["authorization"] = f"Bearer {self.tokens[name]}"
        raw = b"" if body is None else json.dumps(body).encode()
        answered = await asked(self.app, method, path, (raw,), headers)
        self.heard.append((name, self.step, answered.content))
        return answered.content

    async def listen(self, name: str) -> None:
        content = await first_event(self.app, self.tokens[name])
        self.heard.append((name, self.step, content))

    def check(self) -> None:
        for name, step, content in self.heard:
            text = content.decode()
            others = [other for other in NAMES if other != name]
            marks = [str(mark_of(o, n)) for o in others for n in range(40)]
            assert not [mark for mark in marks if mark in text]
            assert not [other for other in others if other in text]
            later = [shown_mark(place) for place in range(step + 1, 9)]
            assert not [mark for mark in later if mark in text]


async def first_event(app: Any, token: str) -> bytes:
    """Listen until the first state, or to a refusal."""
    told, sent = asyncio.Event(), []

    async def receive() -> Any:
        await told.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message.get("body", b""))
        if b"data: " in sent[-1] or message.get("more_body") is False:
            told.set()

    await asyncio.wait_for(app(events_of(token), receive, send), 10)
    return b"".join(sent)


@given(actions=ACTIONS)
@settings(max_examples=12)
def test_no_response_holds_anothers_answer_or_what_is_not_revealed(store, actions):
    async def play() -> Session:
        session = Session(store)
        for name in NAMES:
            await session.join(name)
        session.held.move_to("answer", 1)
        for name in NAMES:
            await session.act("answer", name, 1)
        for action in actions:
            await session.act(*action)
        session.held.move(2)
        for name in [*NAMES, "screen"]:
            await session.ask(name, "GET", "/room/state")
        return session

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hub, "PAUSE", 0)
        asyncio.run(play()).check()


def test_what_was_shown_is_seen_from_its_step_on_and_not_before_it(store):
    async def play() -> list[bool]:
        session = Session(store)
        await session.join("Heron")
        seen = []
        for step in (3, 2, 4):
            session.held.move(step)
            session.publish(3)
            state = await session.ask("Heron", "GET", "/room/state")
            seen.append(shown_mark(3).encode() in state)
            event = await first_event(session.app, session.tokens["Heron"])
            assert (shown_mark(3).encode() in event) is seen[-1]
        return seen

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hub, "PAUSE", 0)
        assert asyncio.run(play()) == [True, False, True]


def test_ones_own_answer_comes_back_to_oneself_alone(store):
    async def play() -> tuple[bytes, bytes]:
        session = Session(store)
        for name in NAMES[:2]:
            await session.join(name)
        session.held.move_to("answer", 1)
        await session.act("answer", "Heron", 1)
        return (
            await session.ask("Heron", "GET", "/room/state"),
            await session.ask("Egret", "GET", "/room/state"),
        )

    own, other = asyncio.run(play())
    mark = str(mark_of("Heron", 1)).encode()
    assert mark in own
    assert mark not in other
