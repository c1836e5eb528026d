"""Work that may hang is waited for as long as it moves."""

import asyncio
import threading
import time

import pytest

from core.procedures.wheels.moving_thread import Moving, StillError, while_it_moves


def test_its_answer_comes() -> None:
    assert asyncio.run(while_it_moves(lambda _moving: 42, still=60)) == 42


def test_work_that_moves_may_take_longer() -> None:
    def work(moving: Moving) -> str:
        for _ in range(30):
            time.sleep(0.1)
            moving.moved()
        return "done"

    assert asyncio.run(while_it_moves(work, still=2)) == "done"


def test_work_that_stands_still_is_left() -> None:
    release = threading.Event()
    asked: list[Moving] = []

    def work(moving: Moving) -> None:
        asked.append(moving)
        release.wait(60)

    async def ask() -> None:
        with pytest.raises(StillError):
            await while_it_moves(work, still=0.2)

    asyncio.run(ask())
    assert asked[0].stopped()
    release.set()


def test_a_cancel_stops_the_work() -> None:
    ended = threading.Event()

    def work(moving: Moving) -> None:
        while not moving.stopped():
            time.sleep(0.01)
        ended.set()

    async def ask() -> None:
        task = asyncio.create_task(while_it_moves(work, still=60))
        await asyncio.sleep(0.1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(ask())
    assert ended.wait(10)


def test_what_goes_wrong_goes_wrong_where_it_is_waited_for() -> None:
    def work(_moving: Moving) -> None:
        raise OSError(5, "no")

    with pytest.raises(OSError, match="no"):
        asyncio.run(while_it_moves(work, still=60))


def test_work_that_asks_on_its_way_moves() -> None:
    def work(moving: Moving) -> str:
        for _ in range(30):
            time.sleep(0.1)
            assert not moving.stopped_on_the_way()
        return "done"

    assert asyncio.run(while_it_moves(work, still=2)) == "done"
