"""The end of a run is written down, and a history that fails costs the run nothing."""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.jobs import JobScope
from core.model.commands import Sync
from core.model.history import Run
from core.model.outcome import Outcome, Succeeded
from core.model.redaction import Redaction
from core.procedures.procedure import Procedure
from core.procedures.recording import recorded
from core.system.clock import SystemClock

HERE = Path("/nowhere/at all")
COMMAND = Sync(project=HERE)


class _Services:
    """What recording asks for: a clock, a redaction, and a history that ends as it is told to."""

    clock = SystemClock()
    redaction = Redaction()

    def __init__(self, record: Callable[[Run], str | None]) -> None:
        self.record_run = record

    def history(self) -> "_Services":
        return self


def _play(record: Callable[[Run], str | None], work: Callable[[JobScope], Any]) -> Outcome:
    async def main() -> Outcome:
        scope = JobScope("1-1", HERE, lambda _event: None, SystemClock())
        procedure = recorded(Procedure(work=work), COMMAND, _Services(record))  # type: ignore[arg-type] # a stand-in
        return await procedure.work(scope)

    return asyncio.run(main())


async def _passes(_scope: JobScope) -> Outcome:
    return Succeeded()


async def _is_cancelled(_scope: JobScope) -> Outcome:
    raise asyncio.CancelledError


def test_a_run_is_written_down() -> None:
    runs: list[Run] = []
    assert _play(runs.append, _passes) == Succeeded()
    ((command, outcome),) = [(run.command, run.outcome) for run in runs]
    assert (command, outcome) == ("sync", "succeeded")


def test_a_history_that_fails_in_any_way_costs_the_run_nothing(caplog: pytest.LogCaptureFixture) -> None:
    def fail(_run: Run) -> str | None:
        b"\xe6".decode()
        return None

    with caplog.at_level(logging.WARNING):
        assert _play(fail, _passes) == Succeeded()
        with pytest.raises(asyncio.CancelledError):
            _play(fail, _is_cancelled)
    assert len(caplog.messages) == 2
    assert all("misses this: UnicodeDecodeError" in message for message in caplog.messages)
