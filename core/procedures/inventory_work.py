"""The work of an inventory: all places counted at once, figures said on the way, renames measured on request."""

import asyncio
from pathlib import Path

from msgspec.structs import replace

from core.jobs import JobScope
from core.model.commands import TakeInventory
from core.model.events import Stage, StageChanged
from core.model.measurements import PlaceInventory, Verdict
from core.model.outcome import Outcome, Succeeded
from core.model.settings import PersonPlace, Place, PlaceKind
from core.places.inventory import Found, look_at
from core.places.last_verdicts import last_verdicts
from core.places.probe_record import settle_killed_probes
from core.places.stoppable import in_thread
from core.procedures.counting import PlaceTeller
from core.procedures.measure_work import measure
from core.procedures.preparation import effective_in
from core.procedures.procedure import Procedure
from core.procedures.services import Services
from core.settings.person_places import person_places
from core.system.facts import Volume
from core.system.this_computer import system_facts

_CLEARING_SECONDS = 1.0
_VOLUME_SECONDS = 5.0
"""How long the end of a count waits for a volume that does not answer; its figures stay unknown then."""


def procedure(command: TakeInventory, services: Services) -> Procedure:
    """Return the procedure; it only reads, so it neither waits for a project's other work nor keeps it waiting.

    A probe writes to folders of its own, and what a killed one left goes first.
    """
    folder = command.project or Path.cwd()

    async def work(scope: JobScope) -> Outcome:
        # What a killed probe left is neither to be counted nor to stay; a drive that does not answer is not waited for.
        clearing = asyncio.ensure_future(asyncio.to_thread(settle_killed_probes, services.home.probes))
        await asyncio.wait([clearing], timeout=_CLEARING_SECONDS)
        places = await asyncio.to_thread(_places, folder, services)
        verdicts = await asyncio.to_thread(last_verdicts, services.home, tuple(place.path for place in places))
        counting = [_Counting(place, scope, verdicts.get(place.path)) for place in places]
        found = await _all(counting, services)
        if command.probe:
            found = await _probed(found, scope, services)
        return Succeeded(inventory=found)

    return Procedure(work=work)


def _places(folder: Path, services: Services) -> tuple[Place | PersonPlace, ...]:
    places = effective_in(folder, services).places
    return (*(places.of(kind) for kind in PlaceKind), *person_places(services.environ, folder))


async def _all(counting: "list[_Counting]", services: Services) -> tuple[PlaceInventory, ...]:
    """Count all places at once; volumes are asked beside it, since one that is gone takes its time to say so."""
    # A group waits for all of its tasks, also when it is cancelled: no thread is left that still counts.
    async with asyncio.TaskGroup() as group:
        counted = [group.create_task(each.run(services)) for each in counting]
    return tuple(task.result() for task in counted)


def _volume(path: Path, services: Services) -> Volume | None:
    return system_facts(services.environ).volume_of(path)


class _Counting:
    """One place on its way."""

    def __init__(self, place: Place | PersonPlace, scope: JobScope, verdict: Verdict | None) -> None:
        self.path = place.path
        self._teller = PlaceTeller(
            scope,
            PlaceInventory(
                kind=place.kind, path=place.path, origin=place.origin, exists=False, counting=True, verdict=verdict
            ),
        )

    async def run(self, services: Services) -> PlaceInventory:
        tick = self._teller.ticker()
        may_be_cache = self._teller.place.kind is PlaceKind.CACHE
        counted = asyncio.ensure_future(
            in_thread(lambda stop: look_at(self.path, stop, tick, may_be_cache=may_be_cache))
        )
        volume = asyncio.ensure_future(asyncio.to_thread(_volume, self.path, services))
        volume.add_done_callback(self._volume_known)
        try:
            found = await counted
            await asyncio.wait([volume], timeout=_VOLUME_SECONDS)
        except asyncio.CancelledError:
            counted.cancel()
            await asyncio.wait([counted])
            raise
        self._teller.learn(lambda place: _with_found(place, found))
        return self._teller.place

    def _volume_known(self, volume: "asyncio.Future[Volume | None]") -> None:
        if volume.cancelled() or volume.exception() is not None or (known := volume.result()) is None:
            return
        self._teller.learn(
            lambda place: replace(
                place, volume=known.root, file_system=known.file_system or None, free_bytes=known.free_bytes
            )
        )


def _with_found(place: PlaceInventory, found: Found) -> PlaceInventory:
    return replace(
        place,
        exists=found.exists,
        held=found.held,
        contents=found.contents,
        trouble=found.trouble,
        counting=False,
    )


async def _probed(found: tuple[PlaceInventory, ...], scope: JobScope, services: Services) -> tuple[PlaceInventory, ...]:
    """Measure renames in the project's places that exist; those of the person are not where uv's renames fail."""
    folders = tuple(place.path for place in found if place.exists and isinstance(place.kind, PlaceKind))
    if not folders:
        return found
    scope.emit(StageChanged(job=scope.job, project=scope.project, stage=Stage.PROBING, at=scope.seconds()))
    verdicts = {report.place: report.verdict for report in await measure(folders, scope, services)}
    return tuple(replace(place, verdict=verdicts.get(place.path, place.verdict)) for place in found)
