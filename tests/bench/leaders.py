"""People who lead rooms and screens that show them, in a process of their own."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from tests.visitor import PATIENCE, visiting

EVERY = 1.0
"""Seconds between two looks that a page takes by itself."""

ACTING = 4
"""Looks between two acts of a person."""

Link = tuple[str, str]


@dataclass
class Led:
    """What the pages took, in seconds."""

    acts: list[float]
    looks: list[float]
    errors: list[str]

    def __str__(self) -> str:
        told = [
            f"{len(took)} {name} p50 {1e3 * np.quantile(took, 0.5):.0f} ms,"
            f" p95 {1e3 * np.quantile(took, 0.95):.0f} ms"
            for name, took in (("whole reruns", self.acts), ("looks", self.looks))
        ]
        return "; ".join(told)


@contextmanager
def leading(addresses: Sequence[str], links: Sequence[Link]) -> Iterator[Led]:
    """Open each link, by page and query, at the servers in turn; use them meanwhile."""
    asked = json.dumps({"addresses": list(addresses), "links": list(links)})
    command = [sys.executable, "-m", "tests.bench.leaders", asked]
    pipe = subprocess.PIPE
    found = Led([], [], [])
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as people:
        assert people.stdout
        assert people.stdout.readline() == "ready\n"
        try:
            yield found
        finally:
            told, _ = people.communicate("stop\n", timeout=PATIENCE)
            for name, took in json.loads(told).items():
                getattr(found, name).extend(took)


def lead(address: str, link: Link, led: Led, ready: threading.Barrier,
         stop: threading.Event) -> None:  # fmt: skip
    """Use one page until it is enough."""
    rng = np.random.default_rng(threading.get_ident())  # nobody acts in step
    page, query = link
    with visiting(address, page, query) as person:
        person.act(rng)  # the first loads what the page needs
        ready.wait()
        turn = 0
        while not stop.wait(EVERY * rng.uniform(0.5, 1.5)):
            turn += 1
            if turn % ACTING:
                led.looks.append(person.wait())
            else:
                led.acts.append(person.act(rng))
        led.errors.extend(person.errors)


def main() -> None:
    """Lead until somebody says that it is enough, and tell what it took."""
    asked = json.loads(sys.argv[1])
    led, stop = Led([], [], []), threading.Event()
    links, addresses = asked["links"], asked["addresses"]
    ready = threading.Barrier(len(links) + 1)
    people = [
        threading.Thread(
            target=lead,
            args=(addresses[n % len(addresses)], link, led, ready, stop),
            daemon=True,
        )
        for n, link in enumerate(links)
    ]
    for person in people:
        person.start()
    ready.wait(PATIENCE)
    print("ready", flush=True)
    sys.stdin.readline()
    stop.set()
    for person in people:
        person.join(PATIENCE)
    print(json.dumps(vars(led)), flush=True)


if __name__ == "__main__":
    main()
