"""The rename probe: unpack like uv, rename like uv, count and time what is refused."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from core.model.measurements import ProbeReport
from core.places.payload import stock_payload, wheel_payload
from core.places.probe_record import ProbeRecords
from core.places.probe_rename import Rename, rename_folder
from core.places.probe_report import Round, report_of
from core.places.probe_rounds import PlaceProbe
from core.places.stoppable import in_thread

DEFAULT_ROUNDS = 8
DEFAULT_SECONDS = 10.0
_PLACES_AT_ONCE = 4


class ProbeTick(Struct, frozen=True):
    """How far the probe of one place came: rounds done, of how many, and how many were refused at first."""

    place: Path
    done: int
    rounds: int
    refused: int


async def probe_places(
    folders: tuple[Path, ...],
    *,
    rounds: int | None = None,
    wheel: Path | None = None,
    seconds: float = DEFAULT_SECONDS,
    rename: Rename = rename_folder,
    records: Path | None = None,
    on_progress: Callable[[ProbeTick], None],
) -> tuple[ProbeReport, ...]:
    """Measure folders, several at once, each in at most ``seconds`` from first to last; return reports in their order.

    Every folder is left as it was found; one that does not exist is made for the probe and removed again. What is
    under way is written down in the folder ``records``, so that a killed probe can be cleaned up after.
    ``on_progress`` is called on the loop. Raises InputError for a wheel that cannot be read.
    """
    payload = stock_payload if wheel is None else await asyncio.to_thread(wheel_payload, wheel)
    loop = asyncio.get_running_loop()
    gate = asyncio.Semaphore(_PLACES_AT_ONCE)
    count = rounds or DEFAULT_ROUNDS

    async def one(folder: Path) -> ProbeReport:
        done: list[Round] = []

        def said(result: Round) -> None:
            done.append(result)
            refused = sum(each.refused for each in done)
            tick = ProbeTick(folder, len(done), count, refused)
            with suppress(RuntimeError):  # the loop was closed while the thread ended
                loop.call_soon_threadsafe(on_progress, tick)

        def work(stop: threading.Event) -> ProbeReport:
            probe = PlaceProbe(
                folder,
                payload,
                rename,
                rounds=count,
                seconds=seconds,
                stop=stop,
                said=said,
                records=None if records is None else ProbeRecords(records),
            )
            return report_of(folder, probe.run())

        async with gate:
            return await in_thread(work)

    # A group waits for all of its tasks, also when it is cancelled: no thread is left that still cleans up.
    async with asyncio.TaskGroup() as group:
        probes = [group.create_task(one(folder)) for folder in folders]
    return tuple(probe.result() for probe in probes)
