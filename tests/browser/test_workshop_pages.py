"""The pages of a workshop in a real browser."""

from typing import NamedTuple

from app.texts import say
from tests.app.views.leading import base
from tests.browser.dashboard import WAIT, settle
from tests.browser.test_every_page import faults

NARROW, WALL = {"width": 390, "height": 844}, {"width": 1920, "height": 1080}


def press(page, name):
    page.get_by_role("button", name=name).click()
    settle(page)


class Links(NamedTuple):
    """Where the screen is, and where people join."""

    screen: str
    join: str


def created(page, address, *, batch=None):
    """Create a workshop, a rehearsal if no batch is told; return its links."""
    page.set_default_timeout(WAIT)
    page.goto(f"{address}/workshop?s={base().link}")
    page.get_by_label(say("workshop.name"), exact=True).fill("Hall <b>one</b>")
    page.get_by_label(say("workshop.passphrase"), exact=True).first.fill("a blue heron")
    page.get_by_text(say("workshop.more")).click()
    settle(page)  # what opens moves what is below it
    if batch is None:
        page.get_by_text(say("workshop.rehearsal")).click()
        ticked = page.get_by_role("checkbox", name=say("workshop.rehearsal"))
        assert ticked.first.is_checked()
    else:
        page.get_by_label(say("workshop.batch"), exact=True).fill(str(batch))
    press(page, say("workshop.create.go"))
    links = page.locator("code").all_inner_texts()
    press(page, say("workshop.link.kept"))
    links += page.locator("code").all_inner_texts()
    return Links(
        *(next(x for x in links if mark in x).strip() for mark in ("screen=", "/join/"))
    )


def test_a_rehearsal_is_led_and_the_wall_follows_by_itself(browser, page, address):
    wall = browser.new_page(viewport=WALL)
    wall.set_default_timeout(WAIT)
    wall.goto(created(page, address).screen)
    wall.get_by_text(say("screen.brief")).wait_for()

    press(page, "Next: open round 1 for answers")
    wall.get_by_text(say("screen.answer")).wait_for()
    page.get_by_role("radio", name=say("workshop.view.people")).click()
    press(page, say("workshop.fill.go"))
    wall.get_by_text(say("screen.answered", answered=18, joined=18)).wait_for()
    press(page, "Next: lock the answers")
    wall.get_by_text(say("screen.lock")).wait_for()
    press(page, "Next: reveal to all")
    press(page, say("workshop.sure.yes"))
    wall.get_by_text(say("workshop.pools")).wait_for()
    settle(wall)

    assert faults(wall) == []
    tall = wall.evaluate("document.querySelector('.stMain').scrollHeight")
    assert tall <= WALL["height"]
    assert faults(page) == []
    page.set_viewport_size(NARROW)
    settle(page)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= NARROW["width"]
    assert faults(page) == []
    wall.close()
