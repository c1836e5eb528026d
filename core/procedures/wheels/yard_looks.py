"""Looking into several yards at once, each in a thread of its own, with one count of how far all of them came."""

import asyncio
import time
from contextlib import suppress
from pathlib import Path

from core.jobs import JobScope
from core.model.events import FilesProgressed, YardSeen
from core.model.wheels import WheelFile, Yard, YardFile, YardOrigin
from core.procedures.services import Services
from core.procedures.wheels.moving_thread import Moving, StillError, while_it_moves
from core.store.wheel_index import WheelIndex
from core.wheels.yard_scan import ScannedFolder, scan_folder

STILL_SECONDS = 30.0
"""How long a yard may say nothing at all; a share that is gone holds up one call of the system for a minute."""

_PAUSE = 0.05


class YardLooks:
    """Looks into yards and says progress on the loop; make it there."""

    def __init__(self, scope: JobScope, services: Services, *, still: float = STILL_SECONDS) -> None:
        self._scope = scope
        self._services = services
        self._still = still
        self._loop = asyncio.get_running_loop()
        self._counts: dict[Path, tuple[int, int]] = {}
        self._said = 0.0

    async def at(self, folder: Path, origins: tuple[YardOrigin, ...] = ()) -> ScannedFolder:
        """Return what lies in a folder; one that does not answer has a trouble.

        Of a large one nobody knows yet what its files are is said before they are checked.
        """

        def work(moving: Moving) -> ScannedFolder:
            def went_on(done: int, total: int) -> None:
                moving.moved()
                with suppress(RuntimeError):  # the loop was closed while the thread ended
                    self._loop.call_soon_threadsafe(self._count, folder, done, total)

            def seen(files: tuple[WheelFile, ...]) -> None:
                moving.moved()
                yard = Yard(folder=folder, origins=origins, files=tuple(YardFile(file=file) for file in files))
                with suppress(RuntimeError):  # as above
                    self._loop.call_soon_threadsafe(self._say_seen, yard)

            known = WheelIndex(self._services.home).yard(folder)
            return scan_folder(folder, known, on_progress=went_on, on_first=seen, stopped=moving.stopped)

        started = time.monotonic()
        try:
            return await while_it_moves(work, still=self._still)
        except StillError:
            return ScannedFolder(
                folder=folder,
                seconds=time.monotonic() - started,
                trouble=(
                    f"{folder} did not answer for {self._still:.0f} s: its drive or server is not reachable. "
                    "Connect it and look again."
                ),
            )

    def _say_seen(self, yard: Yard) -> None:
        scope = self._scope
        scope.emit(YardSeen(job=scope.job, project=scope.project, yard=yard))

    def _count(self, folder: Path, done: int, total: int) -> None:
        self._counts[folder] = (done, total)
        whole = sum(each for _, each in self._counts.values())
        came = sum(each for each, _ in self._counts.values())
        if came < whole and time.monotonic() - self._said < _PAUSE:
            return
        self._said = time.monotonic()
        scope = self._scope
        scope.emit(FilesProgressed(job=scope.job, project=scope.project, done=came, total=whole, file=str(folder)))
