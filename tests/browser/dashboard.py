"""The dashboard as a test in a browser sees it."""

from playwright.sync_api import Page

from simulator import scenario as scenarios
from simulator.model import Model
from simulator.scenario import Scenario

WAIT = 60_000


def settle(page: Page) -> None:
    """Wait until the server has answered and nothing runs."""
    page.wait_for_timeout(350)
    page.wait_for_selector("[data-test-script-state=notRunning]", state="attached")
    page.wait_for_timeout(350)


def held(page: Page, model: Model) -> Scenario:
    """Return the scenario that the address of the page holds."""
    link = page.evaluate("new URLSearchParams(location.search).get('s')")
    return scenarios.from_link(link, model)
