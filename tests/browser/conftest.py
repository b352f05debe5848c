"""What tests in a real browser share: one server for all of a worker's tests."""

from collections.abc import Iterator

import pytest

from simulator.model import Model, load
from tests.serving import serving


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run the dashboard on a database of its own; its address."""
    path = tmp_path_factory.mktemp("workshops") / "workshops.db"
    with serving("--database", f"sqlite:///{path}") as printed:
        yield printed


@pytest.fixture(scope="session")
def model() -> Model:
    """Return the shipped model."""
    return load()
