"""Take pictures of every page at three widths, in light and in dark.

    python scripts/screenshots.py FOLDER

Starts a server of its own on the loopback, and stops it.
"""

import sys
from pathlib import Path

from playwright.sync_api import Browser

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.chromium import chromium
from tests.need import find
from tests.serving import serving

WIDTHS = {1440: 1000, 768: 1024, 390: 844}
SCHEMES = ("light", "dark")
PAGES = {"explore": "/"}


def main(folder: Path) -> None:
    """Take all pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    program = find("chromium")
    if program is None:
        sys.exit("screenshots: chromium must be installed")
    with serving() as address, chromium(program) as browser:
        for name, path in PAGES.items():
            _pictures(browser, folder, name, f"{address}{path}")


def _pictures(browser: Browser, folder: Path, name: str, address: str) -> None:
    for width, height in WIDTHS.items():
        for scheme in SCHEMES:
            page = browser.new_page(
                viewport={"width": width, "height": height}, color_scheme=scheme
            )
            page.goto(address)
            page.get_by_role("slider").first.wait_for()
            page.get_by_text("Why these come first").wait_for()
            page.wait_for_timeout(800)
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
