"""The phone page in a real browser: nothing that was sent is lost, or saved twice."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn

from tests.app.room.rooms import ALL, VALUES, Room, room_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

NARROW = {"width": 360, "height": 740}
MOST_BYTES = 150_000
STATUS = ".room-bar .room-status"
BAR = "[role=slider][data-level]"


class Served:
    """A room on a port of its own."""

    def __init__(self, held: Room, port: int = 0) -> None:
        self.room = held
        config = uvicorn.Config(
            held.application(),
            port=port,
            log_level="error",
            lifespan="off",
            timeout_graceful_shutdown=1,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    def __enter__(self) -> Served:
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)
        return self

    def __exit__(self, *_: object) -> None:
        self._server.force_exit = self._server.should_exit = True
        self._thread.join(10)

    @property
    def port(self) -> int:
        port: int = self._server.servers[0].sockets[0].getsockname()[1]
        return port

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def saved(self) -> list[Any]:
        return list(self.room.store.history(self.room.id))


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with Served(room_in(tmp_path, n_levels=10)) as running:
        yield running


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """Open an empty page; that the network is lost may stand on its console."""
    context = browser.new_context(viewport=NARROW, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.set_default_timeout(10_000)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console",
        lambda said: faults.append(said.text) if "Policy" in said.text else None,
    )
    yield page
    context.close()
    assert not faults


def join(page: Page, served: Served, name: str = "Heron") -> None:
    page.goto(f"{served.address}/join/{served.room.code}")
    page.get_by_label("Your name here").fill(name)
    page.get_by_role("button", name="Join").click()
    page.get_by_text("You are in").wait_for()


def drag(page: Page, level: int, to: float) -> None:
    """Drag the bar of a level with one finger."""
    box = page.locator(BAR).nth(level).bounding_box()
    assert box
    x, bottom = box["x"] + box["width"] / 2, box["y"] + box["height"]
    page.mouse.move(x, bottom - 0.3 * box["height"])
    page.mouse.down()
    for step in range(1, 6):
        page.mouse.move(x, bottom - (0.3 + (to - 0.3) * step / 5) * box["height"])
    page.mouse.up()


def status(page: Page, text: str) -> None:
    page.locator(STATUS).filter(has_text=text).wait_for()


def test_what_is_sent_without_a_network_is_saved_once_when_it_is_back(served, phone):
    join(phone, served)
    served.room.move_to("answer", 1)
    phone.locator(BAR).first.wait_for()
    drag(phone, 3, 0.8)
    status(phone, "Not sent")

    phone.context.set_offline(True)
    phone.get_by_role("button", name="Send").click()
    status(phone, "Not sent yet")
    phone.wait_for_timeout(300)
    assert served.saved == []

    phone.context.set_offline(False)
    status(phone, "Saved")
    (judgment,) = served.saved
    assert judgment.question == "credence"
    shares = judgment.value["shares"]
    assert max(shares, key=shares.get) == "level-3"
    assert sum(shares.values()) == pytest.approx(1)


def test_a_phone_that_is_loaded_anew_is_the_same_one_and_has_its_answer(served, phone):
    join(phone, served)
    served.room.move_to("answer", 1)
    drag(phone, 3, 0.8)
    phone.get_by_role("button", name="Send").click()
    status(phone, "Saved")
    shown = phone.locator(BAR).nth(3).get_attribute("aria-valuenow")

    phone.reload()
    status(phone, "Saved")
    other = phone.context.new_page()
    other.goto(phone.url)
    status(other, "Saved")

    assert phone.locator(BAR).nth(3).get_attribute("aria-valuenow") == shown
    assert len(served.room.store.participants(served.room.id)) == 1
    assert len(served.saved) == 1


def test_an_answer_waits_for_a_server_that_is_started_again(tmp_path, phone):
    held = room_in(tmp_path)
    with Served(held) as served:
        port = served.port
        join(phone, served)
        held.move_to("answer", 1)
        phone.locator(BAR).first.wait_for()
    phone.get_by_text("No connection").wait_for()
    phone.get_by_role("button", name="Send").click()
    status(phone, "Not sent yet")

    with Served(held, port) as served:
        status(phone, "Saved")
        assert len(served.saved) == 1


def test_two_tabs_show_the_same_and_send_once(served, phone):
    join(phone, served)
    served.room.move_to("answer", 1)
    phone.locator(BAR).first.wait_for()
    other = phone.context.new_page()
    other.goto(phone.url)
    other.locator(BAR).first.wait_for()

    phone.bring_to_front()
    drag(phone, 2, 0.9)
    phone.get_by_role("button", name="Send").click()

    status(phone, "Saved")
    status(other, "Saved")
    shown = [
        p.locator(BAR).nth(2).get_attribute("aria-valuenow") for p in (phone, other)
    ]
    assert shown[0] == shown[1]
    assert len(served.saved) == 1


def test_every_question_can_be_answered_with_fingers(served, phone):
    join(phone, served)
    served.room.move_to("answer", 1)
    phone.locator("[data-question=prediction] select").select_option("measure-1")
    phone.get_by_label("Well", exact=True).fill("100")
    phone.get_by_label("Ill", exact=True).fill("0")
    phone.get_by_label("It was seen").select_option(label="It is probably so")
    phone.get_by_label("M 0", exact=True).select_option('"hardly"')
    for point, text in (("low", "1"), ("middle", "2.5"), ("high", "9")):
        phone.get_by_label(f"How high?: {point}").fill(text)
    phone.get_by_role("button", name="Send").click()
    status(phone, "Saved")

    said = {judgment.question: judgment.value for judgment in served.saved}
    assert set(said) == set(ALL)
    assert {name: said[name] for name in ALL[1:]} == {
        name: VALUES[name] for name in ALL[1:]
    }


def test_the_reveal_comes_by_itself_with_ones_own_outline(served, phone):
    join(phone, served, '<img src=x onerror="document.title=1">')
    served.room.move_to("answer", 1)
    phone.get_by_role("button", name="Send").click()
    status(phone, "Saved")
    served.room.move_to("lock", 1)
    phone.get_by_role("heading", name="Answers are locked").wait_for()
    phone.get_by_text("1 of 1 have answered").wait_for()
    step = served.room.move_to("reveal", 1)
    phone.get_by_text("The result comes in a moment").wait_for()
    shares = {f"level-{k}": 0.1 for k in range(10)}
    document = {
        "round": 1,
        "people": 7,
        "credence": shares,
        "low": dict.fromkeys(shares, 0.05),
        "high": dict.fromkeys(shares, 0.2),
        "first": [{"intervention": "measure-2", "people": 4}],
        "notes": ["<b>People differ.</b>"],
    }
    served.room.store.publish(served.room.id, step, document)

    phone.get_by_text("From 7 people").wait_for()
    assert phone.get_by_text("Line: the middle half of the group.").count() == 1
    assert phone.locator(".room-bars tbody tr").count() == 10
    assert phone.locator(".room-outline").count() == 10
    assert phone.get_by_text("<b>People differ.</b>").count() == 1
    assert phone.locator("img").count() == 0
    width = phone.evaluate("document.documentElement.scrollWidth")
    assert width <= NARROW["width"]
    assert not violations(phone)


def test_an_answer_after_the_lock_is_told_to_be_too_late(served, phone):
    join(phone, served)
    served.room.move_to("answer", 1)
    phone.locator(BAR).first.wait_for()
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Send").click()
    status(phone, "Not sent yet")
    served.room.move_to("lock", 1)
    phone.context.set_offline(False)
    phone.get_by_role("heading", name="Answers are locked").wait_for()
    phone.get_by_text("Not saved: credence of round 1 must be answered").wait_for()
    assert served.saved == []


def test_the_page_is_light_asks_nobody_else_and_is_for_everybody(served, phone):
    sizes: dict[str, int] = {}

    def weigh(response: Any) -> None:
        if "/room/events" not in response.url:
            sizes[response.url] = len(response.body())

    phone.on("response", weigh)
    join(phone, served)
    assert not violations(phone)
    served.room.move_to("answer", 1)
    phone.locator(BAR).first.wait_for()
    assert not violations(phone)

    assert sum(sizes.values()) < MOST_BYTES
    assert all(url.startswith((served.address, "data:")) for url in sizes)
    assert phone.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    phone.locator(BAR).first.focus()
    phone.keyboard.press("End")
    assert phone.locator(BAR).first.get_attribute("aria-valuenow") == "100"


def test_who_erases_leaves_nothing(served, phone):
    join(phone, served)
    served.room.move_to("answer", 1)
    phone.get_by_role("button", name="Send").click()
    status(phone, "Saved")

    phone.get_by_text("Your data").click()
    phone.get_by_role("button", name="Erase my answers").click()
    phone.get_by_role("button", name="Press again").click()
    phone.get_by_role("heading", name="Join the workshop").wait_for()

    assert served.saved == []
    assert phone.evaluate("localStorage.length") == 0


def test_who_was_erased_is_told_so_and_does_not_join_again_alone(served, phone):
    join(phone, served)
    phone.goto("about:blank")
    (person,) = served.room.store.participants(served.room.id)
    served.room.store.erase(served.room.id, person.id)

    phone.goto(f"{served.address}/join/{served.room.code}")
    phone.get_by_text("Your data was removed from this workshop").wait_for()
    assert served.room.store.participants(served.room.id) == ()

    join(phone, served, "Heron again")
    (again,) = served.room.store.participants(served.room.id)
    assert again.pseudonym == "Heron again"


def violations(page: Page) -> list[str]:
    """Return what the accessibility checker finds."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]
