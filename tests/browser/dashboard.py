"""The dashboard as a test in a browser sees it."""

from pathlib import Path

from playwright.sync_api import Page

from simulator import scenario as scenarios
from simulator.model import Model
from simulator.scenario import Scenario

WAIT = 60_000
WIDTHS = (390, 768, 1440)

CONVERSATION = Path(__file__).with_name("conversation.js")

# A page fades what is being run anew, and fades it back in; a slider waits for 0.2 s
# before it tells its value. So the page must have been still for a while, and must have
# had nothing left to do several times: a slow machine takes its time for that.
REST = """
async (patience) => {
  const moving = () =>
    window.talk.state !== "answered" ||
    !document.querySelector("[data-test-script-state=notRunning]") ||
    document.querySelector("[data-stale=true], [data-testid=stSkeleton]") ||
    document.getAnimations().some(
      (one) => one instanceof CSSTransition && one.playState === "running");
  const begun = performance.now();
  for (let since = begun, times = 0; times < 5 || performance.now() - since < 250;) {
    await new Promise((resolve) => setTimeout(resolve, 30));
    await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 200 }));
    const now = performance.now();
    if (now - begun > patience) throw new Error("the page does not come to rest");
    const still = !moving() && window.talk.last < since;
    [since, times] = still ? [since, times + 1] : [now, 0];
  }
}
"""


def visit(page: Page, address: str) -> None:
    """Go to a page of the dashboard, with patience for a slow machine."""
    page.set_default_timeout(WAIT)
    page.add_init_script(path=CONVERSATION)
    page.goto(address)


def settle(page: Page) -> None:
    """Wait until the server has answered, nothing runs and nothing fades."""
    page.evaluate(REST, WAIT)


def width_in(page: Page, width: int) -> int:
    """Return how wide the page is in a window of this width."""
    page.set_viewport_size({"width": width, "height": 900})
    settle(page)
    wide: int = page.evaluate("document.documentElement.scrollWidth")
    return wide


def held(page: Page, model: Model) -> Scenario:
    """Return the scenario that the address of the page holds."""
    link = page.evaluate("new URLSearchParams(location.search).get('s')")
    return scenarios.from_link(link, model)
