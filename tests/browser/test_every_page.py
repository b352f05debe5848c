"""What must hold of every page in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from app.pages import PAGES
from app.texts import say
from simulator import scenario as scenarios
from simulator.model import load
from tests.browser.dashboard import settle, visit

ONLY_FAULTS = {"resultTypes": ["violations"]}
"""What passes need not be listed node by node."""

NARROW, WIDE = (390, 844), (1440, 1000)


@pytest.fixture(scope="module")
def link():
    """Return a scenario in which there is something to see on every page."""
    model = load()
    threshold = "parameters.threshold"
    number = model.assumptions[threshold]
    seen = [item.id for item in model.belief.evidence[:3]]
    plain = {
        "credence": model.belief.priors[0].id,
        "title": "A <b>view</b>",
        "observations": dict.fromkeys(seen, "yes"),
        "changes": {threshold: [number.value, number.low, number.value]},
        "worlds": 64,
    }
    return scenarios.from_plain(plain, model).link


def opened(page, address, name, link):
    """Open a page and wait until it stands."""
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    path = "" if name == "explore" else name
    visit(page, f"{address}/{path}?s={link}")
    page.get_by_role("heading", name=say(f"{name}.title"), level=1).wait_for()
    page.get_by_text("Scenarios, not forecasts").wait_for()
    settle(page)


def faults(page):
    """Return what axe-core finds serious or worse: the rule and where."""
    found = Axe().run(page, options=ONLY_FAULTS).response["violations"]
    return [
        (fault["id"], [node["html"][:160] for node in fault["nodes"][:3]])
        for fault in found
        if fault["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("name", ["evidence", "map", "simulate", "decide"])
def test_every_view_of_a_page_is_accessible(page, address, link, name):
    opened(page, address, name, link)
    views = page.get_by_role("radiogroup", name=say(f"{name}.view"), exact=True)

    for view in views.get_by_role("radio").all():
        view.click()
        page.mouse.move(0, 0)
        settle(page)
        assert (view.text_content(), faults(page)) == (view.text_content(), [])


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_fits_a_phone_and_loads_nothing_from_elsewhere(
    page, address, link, name
):
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    opened(page, address, name, link)
    assert faults(page) == []

    page.emulate_media(color_scheme="dark")
    settle(page)
    assert faults(page) == []

    page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    settle(page)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= NARROW[0]

    ours = (address, "data:", "blob:", address.replace("http", "ws"))
    assert [url for url in asked if not url.startswith(ours)] == []
