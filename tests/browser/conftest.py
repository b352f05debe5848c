"""What tests in a real browser share: one server for all of a worker's tests."""

from collections.abc import Iterator

import pytest

from simulator.model import Model, load
from tests.serving import serving


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Run the dashboard; its address."""
    with serving() as printed:
        yield printed


@pytest.fixture(scope="session")
def model() -> Model:
    """Return the shipped model."""
    return load()
