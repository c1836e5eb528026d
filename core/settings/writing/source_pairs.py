"""Which source of an old list each of a new one is, so that what stays keeps its line and its comment."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.settings.writing.meaning import same

Entry = Mapping[str, Any]
Paired = tuple[tuple[int | None, dict[str, Any]], ...]
"""Sources as they shall be: each with the place of the old one that it was, None for a new one."""


def paired(old: Sequence[Entry], new: Sequence[Entry]) -> Paired:
    """Return the new sources, those that were there before first and in their old order.

    The order says nothing to uv, whose markers must not overlap. One is the same as an old one with its path, else
    with its marker, extra and group; two that stand alone are the same, too.
    """
    places: dict[int, int] = {}
    for alike in (same, _same_path, _same_condition):
        for number, entry in enumerate(new):
            free = (place for place in range(len(old)) if place not in places.values())
            found = next((place for place in free if alike(dict(old[place]), dict(entry))), None)
            if number not in places and found is not None:
                places[number] = found
    if len(old) == len(new) == 1:
        places[0] = 0
    kept = sorted((place, number) for number, place in places.items())
    added = [number for number in range(len(new)) if number not in places]
    return (*((place, dict(new[number])) for place, number in kept), *((None, dict(new[number])) for number in added))


def _same_path(one: Entry, other: Entry) -> bool:
    first, second = one.get("path"), other.get("path")
    return isinstance(first, str) and isinstance(second, str) and _plain(first) == _plain(second)


def _same_condition(one: Entry, other: Entry) -> bool:
    return all(one.get(key) == other.get(key) for key in ("marker", "extra", "group"))


def _plain(path: str) -> str:
    return path.replace("\\", "/").removeprefix("./")
