"""What was counted in several places, kept in step with what is counted anew: pure functions."""

from msgspec.structs import replace

from core.model.measurements import PlaceInventory
from core.model.settings import PlaceKind


def with_place(inventory: tuple[PlaceInventory, ...], place: PlaceInventory) -> tuple[PlaceInventory, ...]:
    """Return the inventory with ``place`` instead of what it says of the place of its kind."""
    for index, other in enumerate(inventory):
        if other.kind == place.kind:
            known = _with_known(place, other) if other.path == place.path else place
            return (*inventory[:index], known, *inventory[index + 1 :])
    return (*inventory, place)


def without_kind(inventory: tuple[PlaceInventory, ...], kind: PlaceKind) -> tuple[PlaceInventory, ...]:
    """Return the inventory without the places of a kind."""
    return tuple(place for place in inventory if place.kind != kind)


def _with_known(place: PlaceInventory, before: PlaceInventory) -> PlaceInventory:
    """Return a place with what was found out of the same folder before and is not said anew."""
    return replace(
        place,
        volume=place.volume or before.volume,
        file_system=place.file_system or before.file_system,
        free_bytes=before.free_bytes if place.free_bytes is None else place.free_bytes,
        verdict=place.verdict or before.verdict,
    )
