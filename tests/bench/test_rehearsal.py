"""A rehearsal in a real browser: how the pages look at each step, on any screen."""

from app.texts import say
from tests.browser.dashboard import settle, visit
from tests.browser.test_every_page import faults
from tests.browser.workshop_pages import NARROW, WALL, created, press
from tests.serving import serving


def test_a_rehearsal_is_led_and_the_wall_follows_by_itself(browser, page, tmp_path):
    with serving("--database", f"sqlite:///{tmp_path}/w.db") as address:
        lead(browser, page, address)


def lead(browser, page, address):
    wall = browser.new_page(viewport=WALL)
    visit(wall, created(page, address).screen)
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
