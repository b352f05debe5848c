"""Take pictures of every page at three widths, in light and in dark.

    python scripts/screenshots.py FOLDER

Starts a server of its own on the loopback, and stops it.
"""

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser

sys.path.insert(0, str(Path(__file__).parents[1]))

from app.pages import PAGES
from levels.credence import Credence
from levels.evidence import YES
from simulator import scenario as scenarios
from simulator.model import load
from tests.chromium import chromium
from tests.need import find
from tests.serving import serving

WIDTHS = {1440: 1000, 768: 1024, 390: 844}
SCHEMES = ("light", "dark")
IDLE, SEEN = "[data-test-script-state=notRunning]", 6
FOR_README = (3, 5, 8, 14, 18, 18, 13, 11, 7, 3)
"""A credence in percent that is nobody's, for the picture in the README."""


def main(folder: Path) -> None:
    """Take all pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    program = find("chromium")
    if program is None:
        sys.exit("screenshots: chromium must be installed")
    with serving() as address, chromium(program) as browser:
        for name, path in _pages().items():
            _pictures(browser, folder, name, f"{address}{path}")


def _pages() -> dict[str, str]:
    """Return the address of each page by its name."""
    model = load()
    start = scenarios.new(model)
    seen = dict.fromkeys((item.id for item in model.belief.evidence[:SEEN]), YES)
    shown = replace(
        start,
        credence=Credence(np.array(FOR_README) / 100, 20.0),
        observations=seen,
        changes={"interventions.debate.cost": (2.0, 1.0, 3.0)},
        title="A scenario to look at",
    )
    plain = replace(shown, observations={}, changes={}, title="")
    pages = {name: f"/{name}?s={shown.link}" for name in PAGES if name != "explore"}
    first = {"explore": "/", "dashboard": f"/?s={plain.link}"}
    return {**first, **pages}


def _pictures(browser: Browser, folder: Path, name: str, address: str) -> None:
    for width, height in WIDTHS.items():
        for scheme in SCHEMES:
            page = browser.new_page(
                viewport={"width": width, "height": height}, color_scheme=scheme
            )
            page.goto(address)
            page.get_by_text("Scenarios, not forecasts").wait_for()
            page.wait_for_selector(IDLE, state="attached")
            page.wait_for_timeout(1500)
            page.screenshot(path=folder / f"{name}-{width}-{scheme}-first.png")
            tall = page.evaluate(
                "() => Math.max(...[...document.querySelectorAll('*')]"
                ".map((e) => e.scrollHeight))"
            )
            page.set_viewport_size({"width": width, "height": min(int(tall), 6000)})
            page.wait_for_timeout(500)
            page.screenshot(path=folder / f"{name}-{width}-{scheme}.png")
            page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots"))
