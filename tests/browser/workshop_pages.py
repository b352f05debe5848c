"""Steps that tests of a workshop in a real browser share."""

from typing import NamedTuple

from app.texts import say
from tests.app.views.leading import base
from tests.browser.dashboard import settle, visit

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
    visit(page, f"{address}/workshop?s={base().link}")
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
