"""The scenario of a file, of a model."""

from pathlib import Path

from app.briefs.inside import scenario_file
from simulator.model import Model
from simulator.scenario import Scenario, from_plain


def opened(path: Path, model: Model) -> Scenario:
    """Return the scenario of a file, which may be a brief.

    Raises
    ------
    ValueError
        Naming the file, if it cannot be read or holds no scenario of this model.
    """
    plain = scenario_file(path)
    try:
        return from_plain(plain, model)
    except ValueError as error:
        msg = f"{path}: {error}"
        raise ValueError(msg) from None
