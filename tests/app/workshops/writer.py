"""A program that answers from several threads, for tests that kill it.

It reads lines of JSON. For each it forks a child, which answers and says on standard
output what it sends (`sent ID`) and what was saved (`saved ID`). The fork is early, so
that no child has to import anything.
"""

import json
import os
import sys
import threading
from uuid import uuid4

from app.workshops.store import open_store

THREADS = 4


def main() -> None:
    """Start a child for each line, one after the other."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                run(**json.loads(line))
            finally:
                os._exit(0)
        say(f"child {child}")
        os.waitpid(child, 0)
        say("end")


def run(url: str, token: str, again: list[str], number: int) -> None:
    """Send answers again that were not told to be saved, then new ones."""
    store, todo = open_store(url), [*again, *(str(uuid4()) for _ in range(number))]
    lock = threading.Lock()

    def work() -> None:
        while todo:
            with lock:
                once = todo.pop(0) if todo else None
            if once is not None:
                say(f"sent {once}")
                store.answer(token, once, 1, "credence", once)
                say(f"saved {once}")

    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def say(text: str) -> None:
    """Write a line at once."""
    os.write(1, f"{text}\n".encode())


if __name__ == "__main__":
    main()
