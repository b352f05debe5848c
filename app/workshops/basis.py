"""What a workshop judges: kept with it, for the server's own computing alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.workshops.plain import Json, short
from levels.arrays import FloatArray

SCENARIO, MEASURES, TRUTHS = "scenario", "measures", "truths"
REHEARSAL, ADDRESS = "rehearsal", "address"


@dataclass(frozen=True)
class Basis:
    """What a workshop judges.

    Attributes
    ----------
    scenario : dict
        As plain data.
    measures : tuple of str
        Interventions of which people judge whether they work.
    truths : dict of str to float
        The known answers to seed questions; no phone is told of them.
    is_rehearsal : bool
        Whether simulated people may join.
    address : str
        Where phones reach the server; empty if it is where the screen reaches it.
    """

    scenario: Json
    measures: tuple[str, ...] = ()
    truths: Mapping[str, float] | None = None
    is_rehearsal: bool = False
    address: str = ""

    @property
    def known(self) -> FloatArray | None:
        """The known answers in their order, shape (n_questions,)."""
        truths = list((self.truths or {}).values())
        return np.array(truths, dtype=float) if truths else None

    def document(self, sheet: Json) -> Json:
        """Return what is stored as the scenario of a workshop.

        Parameters
        ----------
        sheet : dict
            What phones may know.
        """
        return {
            SCENARIO: self.scenario,
            MEASURES: list(self.measures),
            TRUTHS: dict(self.truths or {}),
            REHEARSAL: self.is_rehearsal,
            ADDRESS: self.address,
            "sheet": sheet,
        }


def basis_of(stored: Mapping[str, Any]) -> Basis:
    """Return what a workshop judges.

    Raises
    ------
    ValueError
        If what is stored is of another form.

    Examples
    --------
    >>> basis_of(Basis({"seed": 1}, ("debate",)).document({})).measures
    ('debate',)
    """
    scenario = stored.get(SCENARIO)
    if not isinstance(scenario, dict):
        msg = f"workshop must hold a scenario, got {short(scenario)}"
        raise ValueError(msg)  # noqa: TRY004  bad input is a ValueError here
    return Basis(
        scenario,
        tuple(stored.get(MEASURES, ())),
        dict(stored.get(TRUTHS, {})),
        stored.get(REHEARSAL) is True,
        str(stored.get(ADDRESS, "")),
    )
