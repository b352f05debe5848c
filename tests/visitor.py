"""A person at the dashboard without a browser: speaks its protocol over a web socket.

It opens a page, sees which controls there are, and uses one of them at a time.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect

FINISHED = (0, 3)
"""The script ran to its end, whole or in part."""

PATIENCE = 60.0
USABLE = ("selectbox", "checkbox", "button_group")
"""Controls that a visitor knows how to use."""


@contextmanager
def visiting(
    address: str, page: str = "", query: str = "", **options: Any
) -> "Iterator[Visitor]":
    """Open a page of a server at http(s)://host:port; yield the visitor.

    Parameters
    ----------
    address : str
    page : str
        Its name in the address; the first one has none.
    query : str
        What follows the question mark there.
    **options
        Of the web socket.
    """
    where = address.replace("http", "ws", 1) + "/_stcore/stream"
    with connect(where, subprotocols=["streamlit"], max_size=None, **options) as socket:
        person = Visitor(socket)
        person.turn("")
        if page:
            person.query = query
            person.turn(page)
        yield person


@dataclass
class Visitor:
    """One session."""

    socket: ClientConnection
    controls: dict[str, Any] = field(default_factory=dict)
    states: dict[str, WidgetState] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    page: str = ""
    query: str = ""
    parts: dict[str, None] = field(default_factory=dict)
    """Parts of the page that run by themselves again and again."""

    def turn(self, page: str) -> float:
        """Turn to a page by its name in the address; return the seconds it took."""
        self.states.clear()
        return self._run(self.pages.get(page, ""))

    def act(self, rng: np.random.Generator) -> float:
        """Use one of the page's controls; return the seconds until the page stood."""
        usable = [name for name in self.controls if self._choices(name)]
        if usable:
            name = usable[rng.integers(len(usable))]
            choices = self._choices(name)
            self.states[name] = choices[rng.integers(len(choices))]
        return self._run(self.page)

    def wait(self) -> float:
        """Let each part that runs by itself run once; return the seconds it took."""
        return sum(self._run(self.page, part) for part in list(self.parts))

    def _choices(self, name: str) -> list[WidgetState]:
        kind, control = self.controls[name]
        if kind == "selectbox":
            return [WidgetState(id=name, string_value=o) for o in control.options]
        if kind == "button_group":
            return [_marked(name, option.content) for option in control.options]
        return [WidgetState(id=name, bool_value=v) for v in (True, False)]

    def _run(self, page: str, part: str = "") -> float:
        self.page = page
        message = BackMsg()
        message.rerun_script.page_script_hash = page
        message.rerun_script.query_string = self.query
        message.rerun_script.fragment_id = part
        message.rerun_script.widget_states.widgets.extend(self.states.values())
        start = time.perf_counter()
        self.socket.send(message.SerializeToString())
        if not part:
            self._forget()
        while True:
            told = ForwardMsg()
            told.ParseFromString(self.socket.recv(timeout=PATIENCE))
            if told.HasField("script_finished"):
                if told.script_finished in FINISHED:
                    return time.perf_counter() - start
                self._forget()  # a part has asked for the whole page
            else:
                self._take(told)

    def _forget(self) -> None:
        self.controls.clear()
        self.parts.clear()

    def _take(self, told: ForwardMsg) -> None:
        if told.HasField("navigation"):
            self.pages = {
                p.url_pathname or "": p.page_script_hash
                for p in told.navigation.app_pages
            }
        if told.HasField("page_info_changed"):
            self.query = told.page_info_changed.query_string
        if told.HasField("auto_rerun"):
            self.parts[told.auto_rerun.fragment_id] = None
        element = told.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            self.errors.append(element.exception.message)
        elif kind in USABLE:
            control = getattr(element, kind)
            if not control.disabled:
                self.controls[control.id] = (kind, control)


def _marked(name: str, option: str) -> WidgetState:
    state = WidgetState(id=name)
    state.string_array_value.data.append(option)
    return state
