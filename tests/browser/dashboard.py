"""The dashboard as a test in a browser sees it."""

from playwright.sync_api import Page

from simulator import scenario as scenarios
from simulator.model import Model
from simulator.scenario import Scenario

WAIT = 60_000

# A page fades what is being run anew, and fades it back in; a slow machine pauses
# between two runs. So the page must have been still for a while, not just once.
STILL = """
() => {
  const running = !document.querySelector("[data-test-script-state=notRunning]");
  const stale = document.querySelector("[data-stale=true]");
  const fading = document.getAnimations().some(
    (one) => one instanceof CSSTransition && one.playState === "running");
  const now = performance.now();
  if (running || stale || fading || window.stillSince === undefined) {
    window.stillSince = now;
  }
  return now - window.stillSince > 600;
}
"""


def settle(page: Page) -> None:
    """Wait until the server has answered, nothing runs and nothing fades."""
    page.wait_for_timeout(350)
    page.evaluate("delete window.stillSince")
    page.wait_for_function(STILL, polling=50, timeout=WAIT)


def held(page: Page, model: Model) -> Scenario:
    """Return the scenario that the address of the page holds."""
    link = page.evaluate("new URLSearchParams(location.search).get('s')")
    return scenarios.from_link(link, model)
