"""Which packages of a lock an installation may need, by the markers along the way to them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from packaging.markers import Marker

from core.uv.lock_values import LockedNeed, LockEntry, WholeLock
from core.wheels.marker_truth import holds


def needed_entries(lock: WholeLock, environments: Sequence[Mapping[str, str]]) -> tuple[LockEntry, ...]:
    """Return the packages that any of the marker environments can need, the project's own among them.

    All extras and dependency groups of the project and its workspace's members count. A marker that cannot be
    evaluated, or that asks for an extra, counts as true: rather one file too many than one too few.
    """
    reach = _Reach(lock, environments)
    waiting: list[tuple[LockEntry, str | None]] = []
    for root in lock.roots:
        waiting += [(root, None), *((root, extra) for extra in root.extras)]
        waiting += reach.following(need for needs in root.groups.values() for need in needs)
    seen: set[tuple[int, str | None]] = set()
    while waiting:
        entry, extra = waiting.pop()
        if (id(entry), extra) in seen:
            continue
        seen.add((id(entry), extra))
        waiting += reach.following(entry.needs if extra is None else entry.extras.get(extra, ()))
    found = {number for number, _ in seen}
    return tuple(entry for entry in lock.entries if id(entry) in found)


class _Reach:
    def __init__(self, lock: WholeLock, environments: Sequence[Mapping[str, str]]) -> None:
        self._environments = environments
        self._holds: dict[str, bool] = {}
        self._by_name: dict[str, list[LockEntry]] = {}
        for entry in lock.entries:
            self._by_name.setdefault(entry.package, []).append(entry)

    def following(self, needs: Iterable[LockedNeed]) -> Iterator[tuple[LockEntry, str | None]]:
        """Yield what the needs lead to, once for itself and once for each extra that is asked for."""
        for need in needs:
            if need.marker is not None and not self._is_true(need.marker):
                continue
            for entry in self._by_name.get(need.package, ()):
                if need.version not in {None, entry.version} or need.origin not in {None, entry.origin}:
                    continue
                if entry.markers and not any(map(self._is_true, entry.markers)):
                    continue
                yield entry, None
                yield from ((entry, extra) for extra in need.extras)

    def _is_true(self, marker: str) -> bool:
        known = self._holds.get(marker)
        if known is None:
            known = self._holds[marker] = any(is_true(marker, environment) for environment in self._environments)
        return known


def is_true(marker: str, environment: Mapping[str, str]) -> bool:
    """Return whether a marker holds; one that cannot be evaluated, or that is about an extra, does."""
    if "extra" in marker:
        return True
    try:
        return holds(Marker(marker), environment)
    except (ValueError, RecursionError):
        return True
