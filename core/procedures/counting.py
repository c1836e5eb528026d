"""Saying figures while a thread counts: the newest at most about 16 times a second, on the loop."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from msgspec.structs import replace

from core.jobs import JobScope
from core.model.events import InventoryCounted
from core.model.measurements import Held, PlaceInventory
from core.places.usage import OnTick, Usage


class PlaceTeller:
    """Says what is known of one place as it becomes known; the last word is not ``counting``."""

    def __init__(self, scope: JobScope, place: PlaceInventory) -> None:
        self.place = place
        self._scope = scope
        self._loop = asyncio.get_running_loop()
        self.say()

    def say(self) -> None:
        """Say the place as it stands."""
        self._scope.emit(InventoryCounted(job=self._scope.job, project=self._scope.project, place=self.place))

    def learn(self, change: Callable[[PlaceInventory], PlaceInventory]) -> None:
        """Change what is known and say it."""
        self.place = change(self.place)
        self.say()

    def ticker(self) -> OnTick:
        """Return a function for the counting thread."""

        def tick(usage: Usage) -> None:
            with suppress(RuntimeError):  # the loop was closed while the thread ended
                self._loop.call_soon_threadsafe(self._counted, usage)

        return tick

    def _counted(self, usage: Usage) -> None:
        if self.place.counting:  # a tick may come after the end was said
            self.learn(lambda place: replace(place, exists=True, held=Held(usage.files, usage.bytes)))
