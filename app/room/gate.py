"""The gate: how often a phone may ask, so that no code can be guessed.

A code has 40 bits. Wrong ones are counted by address and in all; who has used up an
address's share is not told whether the next code is right. A room of hundreds behind
one address joins freely, since right codes cost nothing; and once one of them is in a
workshop, nobody who mistypes or guesses there shuts the others out of it.
"""

import math
import time
from collections import OrderedDict

from starlette.exceptions import HTTPException

from app.room.rates import Buckets, Clock, Rate, keep

WRONG_CODES = Rate(at_once=30, a_second=0.5)
"""Of one address: thirty a minute."""

ALL_WRONG_CODES = Rate(at_once=600, a_second=10)
"""Of all addresses together: in a year of it, a certain code is found with a chance of
3 in 10,000."""

JOINS = Rate(at_once=1500, a_second=5)
"""By code: a full hall at once."""

WRITES = Rate(at_once=40, a_second=2)
"""Of one participant."""

REFUSALS = Rate(at_once=100, a_second=2)
"""Of one address, that are written to the log."""

ALL_REFUSALS = Rate(at_once=400, a_second=5)
"""Of all addresses together."""

ANYBODY = "anybody"
MOST_PLACES = 20_000
GUESSED = "codes must not be guessed: too many were wrong"
CROWDED = "joins of one workshop must be fewer at once"
HASTY = "answers of one participant must be fewer a minute"


class Gate:
    """What is counted in this process.

    Parameters
    ----------
    clock : callable
        Seconds that never go back.
    """

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._wrong = Buckets(WRONG_CODES, clock)
        self._all_wrong = Buckets(ALL_WRONG_CODES, clock)
        self._joins = Buckets(JOINS, clock)
        self._writes = Buckets(WRITES, clock)
        self._refusals = Buckets(REFUSALS, clock)
        self._all_refusals = Buckets(ALL_REFUSALS, clock)
        self._places: OrderedDict[tuple[str, str], None] = OrderedDict()

    def may_name_a_code(self, address: str, code: str = "") -> None:
        """Return if the address may try a code; ask before looking the code up.

        A code that somebody has joined by from there is no guess, whatever was wrong.

        Raises
        ------
        HTTPException
            429, with the seconds to wait.
        """
        if (address, code) in self._places:
            return
        wait = max(self._wrong.wait(address), self._all_wrong.wait(ANYBODY))
        if wait:
            raise _later(GUESSED, wait)

    def may_join(self, code: str) -> None:
        """Return if one more may join the workshop of this code now.

        Raises
        ------
        HTTPException
            429, with the seconds to wait.
        """
        if not self._joins.take(code):
            wait = self._joins.wait(code)
            raise _later(CROWDED, wait)

    def was_wrong(self, address: str) -> None:
        """Count a code that is none."""
        self._wrong.take(address)
        self._all_wrong.take(ANYBODY)

    def was_right(self, address: str, code: str) -> None:
        """Remember from where somebody has joined by this code.

        No wrong code is given back for it: who has one right code could guess on.
        """
        keep(self._places, (address, code), None, MOST_PLACES)

    def may_write(self, who: str) -> None:
        """Return if the participant may write now.

        Raises
        ------
        HTTPException
            429, with the seconds to wait.
        """
        if not self._writes.take(who):
            wait = self._writes.wait(who)
            raise _later(HASTY, wait)

    def is_logged(self, address: str) -> bool:
        """Return whether a refusal is still written down, or there are too many."""
        return self._refusals.take(address) and self._all_refusals.take(ANYBODY)


def _later(rule: str, wait: float) -> HTTPException:
    seconds = max(1, math.ceil(wait))
    said = f"{rule}, try again in {seconds} s"
    return HTTPException(429, said, {"Retry-After": str(seconds)})
