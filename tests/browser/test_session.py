"""A whole session in real browsers: a facilitator, a screen and three phones."""

from app.texts import say
from tests.browser.dashboard import WAIT, visit
from tests.browser.test_phone import BAR, NARROW, drag, status
from tests.browser.workshop_pages import WALL, created, press

PEOPLE = 3


def joined(browser, link):
    """Join on a phone of one's own."""
    page = browser.new_context(viewport=NARROW, has_touch=True).new_page()
    page.set_default_timeout(WAIT)
    page.goto(link)
    page.get_by_label(say("room.join.pseudonym")).fill("Heron")
    page.get_by_role("button", name=say("room.join.go")).click()
    page.get_by_text("You are in").wait_for()
    return page


def answers(phone, level, height):
    """Drag one bar and send."""
    phone.locator(BAR).first.wait_for()
    drag(phone, level, height)
    phone.get_by_role("button", name=say("room.send")).click()
    status(phone, say("room.status.saved"))


def see(pages, text):
    for page in pages:
        page.get_by_text(text).first.wait_for()


def test_a_facilitator_a_screen_and_three_phones_run_a_whole_session(
    browser, page, address
):
    wall = browser.new_page(viewport=WALL)
    links = created(page, address, batch=PEOPLE)
    visit(wall, links.screen)
    phones = [joined(browser, links.join) for _ in range(PEOPLE)]
    see([wall], say("screen.joined", joined=PEOPLE))

    for number, height in ((1, 0.9), (2, 0.5)):
        press(page, f"Next: open round {number} for answers")
        see([wall], say("screen.answer"))
        for level, phone in enumerate(phones):
            answers(phone, level, height)
        see([wall], say("screen.answered", answered=PEOPLE, joined=PEOPLE))
        press(page, "Next: lock the answers")
        see([wall], say("screen.lock"))
        see(phones, say("room.lock.title"))
        assert wall.get_by_text(say("workshop.pools")).count() == 0
        press(page, "Next: reveal to all")
        press(page, say("workshop.sure.yes"))
        see([wall], say("workshop.pools"))
        see(phones, say("room.reveal.people", people=PEOPLE))
        for phone in phones:  # of three people no quarter is shown
            assert phone.get_by_text(say("room.reveal.spread")).count() == 0
        if number == 1:
            press(page, "Next: start the discussion")
            see(phones, say("room.discussion.lead"))

    press(page, "Next: show the result")
    press(page, say("workshop.sure.yes"))
    see([wall, page], say("workshop.moved.title"))
    for other in (wall, *phones):
        other.context.close()
