"""What all tests share."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

import levels  # noqa: F401  before a test imports numpy
from tests.need import need

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.app.room.servers import Servers
    from tests.chromium import Shared

# The same examples in every run, and none that fails because the machine was busy;
# `make test ARGS=--hypothesis-profile=thorough` looks further.
settings.register_profile("ci", derandomize=True, deadline=None, max_examples=20)
settings.register_profile("thorough", deadline=None, max_examples=1000)
settings.load_profile("ci")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that uses a browser, so that `-m "not browser"` leaves it out.

    A real browser on a busy machine may paint late, so that these get a second chance;
    what is wrong fails twice.
    """
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Serve PostgreSQL for the whole run."""
    from tests.postgres import serving

    with serving() as url:
        yield url


@pytest.fixture(scope="session")
def servers() -> "Iterator[Servers]":
    """Run a program that serves rooms, and whose servers may be killed."""
    from tests.app.room.servers import Servers

    running = Servers()
    yield running
    running.close()


@pytest.fixture
def remembered_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Simulate a run once for all tests that use this: runs are not their subject."""
    from tests.remembered import remember_simulations

    remember_simulations(monkeypatch)


@pytest.fixture(scope="session")
def chromium() -> "Iterator[Shared]":
    """Return the Chromium of the whole run, which is started when it is needed."""
    path = need("chromium")
    from tests.chromium import Shared

    shared = Shared(path)
    yield shared
    shared.close()


@pytest.fixture
def browser(chromium: "Shared") -> "Browser":
    """Return a running Chromium."""
    return chromium.browser()


@pytest.fixture
def page(chromium: "Shared") -> "Iterator[Page]":
    """Open an empty page that fails the test if an error appears on its console."""
    from tests.chromium import listen

    with chromium.page() as page:
        errors = listen(page)
        yield page
    assert not errors, "errors on the page:\n" + "\n".join(errors)


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Stop Chromium before a test without it: no other event loop can run beside it."""
    shared = getattr(item, "funcargs", {}).get("chromium")
    if shared and "chromium" not in getattr(nextitem, "fixturenames", ()):
        shared.close()
