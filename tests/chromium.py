"""The system's Chromium, driven by Playwright."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--process-per-site",  # a page after another finds the scripts compiled
]
LOCAL = "http://127.0.0.1/"


@contextmanager
def chromium(path: str) -> Iterator[Browser]:
    """Run the Chromium at a path, without a window."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


class Shared:
    """A Chromium that is kept from test to test, for starting one takes a second.

    Pages of equal options share a context, hence what was fetched and compiled, but
    neither cookies nor storage.

    Parameters
    ----------
    path : str
        Where the program is.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._held = ExitStack()
        self._browser: Browser | None = None
        self._contexts: dict[str, BrowserContext] = {}

    def browser(self) -> Browser:
        """Return the running Chromium, started anew if it has died."""
        if self._browser is None or not self._browser.is_connected():
            self.close()
            self._browser = self._held.enter_context(chromium(self._path))
        return self._browser

    @contextmanager
    def page(self, **options: Any) -> Iterator[Page]:
        """Open an empty page; close it and forget what it kept."""
        context = self._context(options)
        page = context.new_page()
        try:
            yield page
        finally:
            if page.url.startswith("http"):
                page.evaluate("localStorage.clear()")
            page.close()
            context.clear_cookies()

    def close(self) -> None:
        """Stop it."""
        self._contexts.clear()
        self._browser = None
        self._held.close()

    def _context(self, options: dict[str, Any]) -> BrowserContext:
        browser = self.browser()
        name = json.dumps(options, sort_keys=True)
        if name not in self._contexts:
            self._contexts[name] = browser.new_context(**options)
            _hold_the_process(self._contexts[name])
        return self._contexts[name]


def _hold_the_process(context: BrowserContext) -> None:
    """Open a page that stays, so that between two tests the process does too."""
    page = context.new_page()
    page.route(LOCAL, lambda route: route.fulfill(body=""))
    page.goto(LOCAL)


def listen(page: Page) -> list[str]:
    """Return the list that every error of the page will be added to."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console",
        lambda message: (
            errors.append(message.text) if message.type == "error" else None
        ),
    )
    return errors
