import asyncio
import threading

import pytest

from app.api.queue import Queue


def test_the_result_and_the_error_of_work_come_back():
    async def both():
        queue = Queue()
        assert await queue.run(lambda: 1 + 1) == 2
        with pytest.raises(ZeroDivisionError):
            await queue.run(lambda: 1 // 0)

    asyncio.run(both())


def test_too_much_work_is_refused_at_once_and_room_comes_back():
    async def fill():
        queue, gate = Queue(at_once=1, waiting=1), threading.Event()
        held = [asyncio.create_task(queue.run(gate.wait)) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(TimeoutError, match="try again later"):
            await queue.run(lambda: None)
        gate.set()
        assert await asyncio.gather(*held) == [True, True]
        return await queue.run(lambda: "room")

    assert asyncio.run(fill()) == "room"


def test_only_so_many_run_at_once():
    running, most, lock = 0, 0, threading.Lock()

    def work():
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        threading.Event().wait(0.01)
        with lock:
            running -= 1

    async def many():
        queue = Queue(at_once=2, waiting=10)
        await asyncio.gather(*(queue.run(work) for _ in range(8)))

    asyncio.run(many())
    assert most == 2


def test_work_that_nobody_waits_for_keeps_its_place_until_it_ends():
    async def leave():
        queue, gate = Queue(at_once=1, waiting=0), threading.Event()
        task = asyncio.create_task(queue.run(gate.wait))
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        with pytest.raises(TimeoutError, match="must be few"):
            await queue.run(lambda: None)
        gate.set()

    asyncio.run(leave())
