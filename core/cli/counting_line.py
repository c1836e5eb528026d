"""The figures of a count while it runs, in one line of a terminal that is written again and again."""

import sys
from contextlib import suppress

from core.cli.inventory_text import amount
from core.model.events import InventoryCounted
from core.model.measurements import Held, PlaceInventory


class CountingLine:
    """One line on stderr, only where that is a terminal; what is redirected gets none of it."""

    def __init__(self) -> None:
        self._places: dict[str, PlaceInventory] = {}
        self._width = 0

    def count(self, event: InventoryCounted) -> None:
        """Show the figures of all places as far as they are counted."""
        self._places[event.place.kind.value] = event.place
        places = self._places.values()
        held = Held(sum(place.held.files for place in places), sum(place.held.bytes for place in places))
        under_way = ", ".join(place.kind.words for place in places if place.counting)
        self._write(f"Counting: {amount(held)}{f' ({under_way} under way)' if under_way else ''}")

    def clear(self) -> None:
        """Take the line away, before something else is printed."""
        if self._width:
            self._write("")

    def _write(self, text: str) -> None:
        if sys.stderr is None or not sys.stderr.isatty():
            return
        # Blanks instead of a terminal code: older consoles of Windows would show it.
        padded = text.ljust(self._width)
        self._width = len(text)
        with suppress(OSError):  # progress is no result: a terminal that went away is told of by the next real line
            sys.stderr.write(f"\r{padded}\r" if not text else f"\r{padded}")
            sys.stderr.flush()
