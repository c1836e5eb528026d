"""Tests of the threads of a copy."""

import threading
import time

import pytest

from core.places.copy_pool import Pool
from core.places.usage import Stopped


def waiting(seconds: float, seen: set[int], done: list[int], number: int) -> None:
    seen.add(threading.get_ident())
    time.sleep(seconds)
    done.append(number)


def test_threads_come_where_tasks_wait() -> None:
    pool = Pool(8, threading.Event())
    seen: set[int] = set()
    done: list[int] = []
    for number in range(150):
        pool.add([lambda number=number: waiting(0.02, seen, done, number)])  # type: ignore[misc]

    pool.run()

    assert sorted(done) == list(range(150))
    assert 2 <= len(seen) <= 8


def test_threads_come_for_tasks_that_are_found_late() -> None:
    """While the first task lists a slow folder, more threads are wanted than there is work for."""
    pool = Pool(4, threading.Event())
    seen: set[int] = set()
    done: list[int] = []

    def list_slowly() -> None:
        for _ in range(30):
            time.sleep(0.03)
            pool.check_stop()
        pool.add([lambda number=number: waiting(0.02, seen, done, number) for number in range(100)])  # type: ignore[misc]

    pool.add([list_slowly])
    pool.run()

    assert len(done) == 100
    assert 2 <= len(seen) <= 4


def test_the_first_error_ends_the_work() -> None:
    pool = Pool(4, threading.Event())
    done: list[int] = []

    def fail() -> None:
        raise PermissionError(13, "Access is denied")

    pool.add([lambda: done.append(1), fail])  # the newest is taken first
    with pytest.raises(PermissionError):
        pool.run()

    assert not done


def test_a_stop_ends_the_work() -> None:
    stop = threading.Event()
    pool = Pool(4, stop)
    done: list[int] = []
    pool.add([lambda: done.append(1), stop.set])

    with pytest.raises(Stopped):
        pool.run()

    assert not done


def test_a_pause_leaves_the_rest_for_the_next_run() -> None:
    pool = Pool(2, threading.Event())
    done: list[int] = []
    pool.add([lambda number=number: done.append(number) for number in range(10)])  # type: ignore[misc]

    pool.run(lambda: len(done) == 4)
    assert len(done) == 4

    pool.run()
    assert sorted(done) == list(range(10))
