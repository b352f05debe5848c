"""One scenario in all pages: kept over pages, refresh and a lost connection."""

import pytest

from app.pages import PAGES
from app.texts import say
from simulator import scenario as scenarios
from tests.browser.dashboard import WAIT, held, settle, visit


@pytest.fixture(scope="module")
def scenario(model):
    plain = {
        "credence": model.belief.priors[1].id,
        "title": "Kept",
        "observations": {model.belief.evidence[0].id: "yes"},
        "changes": {"interventions.debate.cost": [2.0, 1.0, 3.0]},
        "worlds": 64,
    }
    return scenarios.from_plain(plain, model)


def stands(page, name):
    """Wait until a page stands."""
    page.get_by_role("heading", name=say(f"{name}.title"), level=1).wait_for()
    page.get_by_text("Scenarios, not forecasts").wait_for()
    settle(page)


def test_every_page_holds_the_same_scenario(page, address, model, scenario):
    visit(page, f"{address}/?s={scenario.link}")
    stands(page, "explore")

    for name in PAGES:
        page.get_by_role("link", name=say(f"{name}.title"), exact=True).first.click()
        stands(page, name)
        assert held(page, model).plain == scenario.plain
        assert page.get_by_text(scenario.digest).count() >= 1


def test_a_refresh_keeps_what_was_done(page, address, model, scenario):
    visit(page, f"{address}/?s={scenario.link}")
    stands(page, "explore")
    page.get_by_role("combobox", name=say("explore.preset")).fill("hard levels")
    page.keyboard.press("Enter")
    settle(page)
    before = held(page, model)

    page.reload()
    stands(page, "explore")

    assert before.credence.p.tolist() == model.belief.prior("hard_tier").p.tolist()
    assert held(page, model).plain == before.plain
    assert page.get_by_text(before.digest).count() == 1


def test_a_lost_connection_loses_nothing(page, address, model, scenario):
    page.route_web_socket("**/_stcore/stream", connected := Wire())
    visit(page, f"{address}/?s={scenario.link}")
    stands(page, "explore")
    page.get_by_role("combobox", name=say("explore.preset")).fill("hard levels")
    page.keyboard.press("Enter")
    settle(page)
    before = held(page, model)

    connected.cut()
    connected.wait_for(page, 2)
    stands(page, "explore")
    page.get_by_role("button", name=say("frame.undo")).click()
    settle(page)

    assert connected.count == 2
    assert before.plain != scenario.plain
    assert held(page, model).plain == scenario.plain


class Wire:
    """The web socket of a page, which can be cut."""

    def __init__(self):
        self.count = 0
        self.route = None

    def __call__(self, route):
        self.count += 1
        self.route = route
        route.connect_to_server()

    def wait_for(self, page, count):
        """Wait until the page has connected so many times."""
        for _ in range(WAIT // 50):
            if self.count >= count:
                return
            page.wait_for_timeout(50)

    def cut(self):
        self.route.close(code=1006)
