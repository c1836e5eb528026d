"""Blocking work that is waited for no longer than is said."""

import asyncio
import threading

import pytest

from core.procedures.limited import NotInTimeError, within


def test_what_comes_in_time_is_the_answer() -> None:
    assert asyncio.run(within(60, lambda: 42)) == 42


def test_what_comes_late_is_not_waited_for() -> None:
    release = threading.Event()

    async def ask() -> None:
        with pytest.raises(NotInTimeError):
            await within(0.05, release.wait)

    asyncio.run(ask())  # and the loop ends although the thread still waits
    assert not release.is_set()
    release.set()


def test_what_goes_wrong_goes_wrong_where_it_is_waited_for() -> None:
    def fail() -> None:
        raise OSError(5, "no")

    async def ask() -> None:
        with pytest.raises(OSError, match="no"):
            await within(60, fail)

    asyncio.run(ask())
