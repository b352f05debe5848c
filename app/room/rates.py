"""How often something may be tried: buckets that empty with use and fill with time."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from typing import TypeVar

MOST_KEYS = 20_000
NETWORK = 64
"""Bits of an IPv6 address that one household or phone may choose the rest of."""

Clock = Callable[[], float]
K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True)
class Rate:
    """So many at once, and so many a second after that."""

    at_once: float
    a_second: float


class Buckets:
    """One bucket a key; those not used for longest are forgotten first.

    Parameters
    ----------
    rate : Rate
    clock : callable
        Seconds that never go back.

    Examples
    --------
    >>> buckets = Buckets(Rate(at_once=1, a_second=0.5), clock=lambda: 0.0)
    >>> buckets.wait("a"), buckets.take("a"), buckets.wait("a"), buckets.wait("b")
    (0.0, True, 2.0, 0.0)
    """

    def __init__(self, rate: Rate, clock: Clock = time.monotonic) -> None:
        self._rate, self._clock = rate, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, key: str) -> float:
        """Return the seconds until the key may be used again; zero if it may now."""
        return max(0.0, (1 - self._level(key)) / self._rate.a_second)

    def take(self, key: str) -> bool:
        """Use the key once, if it may be used; return whether it could be."""
        level = self._level(key)
        if level < 1:
            return False
        self._set(key, level - 1)
        return True

    def _level(self, key: str) -> float:
        full = self._rate.at_once
        level, at = self._left.get(key, (full, self._clock()))
        return min(full, level + (self._clock() - at) * self._rate.a_second)

    def _set(self, key: str, level: float) -> None:
        keep(self._left, key, (level, self._clock()), MOST_KEYS)


def keep(kept: OrderedDict[K, V], key: K, value: V, most: int) -> None:
    """Keep a value as the newest, and forget the oldest of too many.

    Examples
    --------
    >>> kept = OrderedDict(a=1, b=2)
    >>> keep(kept, "a", 3, most=2), keep(kept, "c", 4, most=2), list(kept.items())
    (None, None, [('a', 3), ('c', 4)])
    """
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > most:
        kept.popitem(last=False)


def network_of(address: str) -> str:
    """Return what stands for one guest: an IPv4 address, or the network of an IPv6 one.

    Examples
    --------
    >>> network_of("192.0.2.7"), network_of("2001:db8::1:2"), network_of("testclient")
    ('192.0.2.7', '2001:db8::/64', 'testclient')
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address[:60]
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    first = int(found) >> (128 - NETWORK) << (128 - NETWORK)
    return f"{IPv6Address(first)}/{NETWORK}"
