"""Guesses at passphrases: each wrong one from an address makes the next wait longer.

Wrong ones are also counted by address, whatever the workshop, and by workshop, wherever
they come from. The last only slows down, and never holds up who has signed in from the
same address before, so that strangers cannot keep a facilitator out of a workshop. A
secret link is no passphrase: it always opens.
"""

import threading
import time
from collections import OrderedDict

from app.room.rates import Buckets, Clock, Rate, keep, network_of
from app.workshops.keys import code_in

FREE = 5
"""Wrong ones from an address at a workshop before the first wait."""

DOUBLINGS = 6
"""That wait is 1 s, then 2 s, then 4 s, and at last 64 s."""

FORGOTTEN = 900.0
"""Seconds after which it begins anew."""

FROM_ONE = Rate(at_once=20, a_second=1 / 15)
"""Of one address, at all workshops."""

AT_ONE = Rate(at_once=100, a_second=1 / 5)
"""At one workshop, from all addresses: 17,000 a day."""

MOST = 20_000

Pair = tuple[str, str]


class Guesses:
    """What is counted in this process; safe from many threads.

    Parameters
    ----------
    clock : callable
        Seconds that never go back.

    Examples
    --------
    >>> guesses = Guesses(clock=lambda: 0.0)
    >>> [guesses.tried("192.0.2.7", "ABCD-EFGH") for _ in range(7)]
    [0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0]
    >>> guesses.tried("192.0.2.8", "ABCD-EFGH")
    0.0
    """

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock, self._one = clock, threading.Lock()
        self._from, self._at = Buckets(FROM_ONE, clock), Buckets(AT_ONE, clock)
        self._wrong: OrderedDict[Pair, tuple[int, float]] = OrderedDict()
        self._homes: OrderedDict[Pair, None] = OrderedDict()

    def tried(self, address: str, code: str) -> float:
        """Return the seconds to wait; if none, a wrong one is counted.

        It counts before it is known whether it is wrong, so that many at once are no
        way around; `was_right` takes it back.
        """
        address, code = pair = _pair(address, code)
        with self._one:
            wait = max(self._paused(pair), self._from.wait(address))
            if pair not in self._homes:
                wait = max(wait, self._at.wait(code))
            if not wait:
                self._count(pair)
            return wait

    def was_right(self, address: str, code: str) -> None:
        """Remember from where somebody has signed in, and forget what was wrong there.

        What other workshops have cost this address is not given back: who knows one
        passphrase could guess on.
        """
        pair = _pair(address, code)
        with self._one:
            self._wrong.pop(pair, None)
            keep(self._homes, pair, None, MOST)

    def _paused(self, pair: Pair) -> float:
        number, last = self._wrong.get(pair, (0, 0.0))
        if number < FREE:
            return 0.0
        pause = 2.0 ** min(number - FREE, DOUBLINGS)
        return max(0.0, last + pause - self._clock())

    def _count(self, pair: Pair) -> None:
        self._from.take(pair[0])
        self._at.take(pair[1])
        number, last = self._wrong.get(pair, (0, 0.0))
        is_old = self._clock() - last > FORGOTTEN
        again = 1 if is_old else number + 1
        keep(self._wrong, pair, (again, self._clock()), MOST)


def _pair(address: str, code: str) -> Pair:
    """Return what is counted by; a code counts the same however it is typed."""
    return network_of(address), code_in(code)
