"""Which files of a lock belong into a wheelhouse for some targets, and what cannot be in it."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from core.model.wheels import Target, TargetPlatform
from core.procedures.wheels.house_choice import chosen_files, smallest_wheel
from core.procedures.wheels.house_names import why_no_file
from core.procedures.wheels.house_sentences import built_elsewhere, needs_building, no_file_for, two_contents
from core.procedures.wheels.house_values import HousePlan
from core.uv.lock_reach import needed_entries
from core.uv.lock_values import LockedFile, LockedSource, LockEntry, WholeLock
from core.wheels.targets import marker_environment

_MOST_FOR_RESOLVING = 20 << 20
"""Bytes of a file that is of no use but for uv to read what its package needs."""
_OF_FILES = (LockedSource.REGISTRY, LockedSource.PATH, LockedSource.URL)


def plan_house(lock: WholeLock, targets: Sequence[Target], to: Path) -> HousePlan:
    """Return what brings all packages that the targets can need into the folder ``to``."""
    plan = _Plan(lock, to)
    needed = _needed(lock, targets)
    for entry in lock.entries:
        plan.add(entry, needed.get(id(entry), ()))
    return HousePlan(
        files=tuple(plan.files.values()),
        platforms=tuple(dict.fromkeys(target.platform for target in targets)),
        missing=plan.said(),
        unserved=tuple(sorted(plan.unserved - {file.package for file in plan.files.values()})),
    )


def environments_of(target: Target) -> tuple[Mapping[str, str], ...]:
    """Return the first and the last release that a Python of the target can be, as markers see them.

    A marker may divide the releases of one version, and it is not known which of them a computer has.
    """
    environment = marker_environment(target)
    return tuple({**environment, "python_full_version": f"{target.python}.{release}"} for release in (0, 99))


def _needed(lock: WholeLock, targets: Sequence[Target]) -> dict[int, tuple[Target, ...]]:
    found: dict[int, list[Target]] = {}
    for target in targets:
        for entry in needed_entries(lock, environments_of(target)):
            found.setdefault(id(entry), []).append(target)
    return {number: tuple(those) for number, those in found.items()}


class _Plan:
    def __init__(self, lock: WholeLock, to: Path) -> None:
        self._lock = lock
        self._to = to
        self.files: dict[str, LockedFile] = {}
        self.missing: list[str] = []
        self.unserved: set[str] = set()
        self._without_file: dict[tuple[Target, ...], list[LockEntry]] = {}
        self._without_wheel: dict[tuple[Target, ...], list[LockEntry]] = {}

    def add(self, entry: LockEntry, targets: tuple[Target, ...]) -> None:
        """Add the files of a package for the targets that need it."""
        if entry.source in _OF_FILES:
            files = self._usable(entry)
            if not targets:
                self._add_for_resolving(entry, files)
                return
            choice = chosen_files(files, targets)
            self._take(entry, choice.files)
            for kind, those in ((self._without_file, choice.unserved), (self._without_wheel, choice.built)):
                if those:
                    kind.setdefault(those, []).append(entry)
            if not choice.files:
                self.unserved.add(entry.package)
        elif targets and entry.source is not LockedSource.VIRTUAL:
            self.missing.append(built_elsewhere(entry, self._lock, self._to))

    def said(self) -> tuple[str, ...]:
        """Return what is missing; packages that lack the same targets are said together, for they may be many."""
        return (
            *self.missing,
            *(no_file_for(entries, targets) for targets, entries in self._without_file.items()),
            *(needs_building(entries, targets) for targets, entries in self._without_wheel.items()),
        )

    def _usable(self, entry: LockEntry) -> tuple[LockedFile, ...]:
        """Return the files whose names can be names of files."""
        usable = []
        for file in entry.files:
            why = why_no_file(file.file, entry.package)
            if why is None:
                usable.append(file)
            else:
                self.missing.append(f"{entry.words}: the lock names a file {file.file!r}, and {why}.")
        return tuple(usable)

    def _add_for_resolving(self, entry: LockEntry, files: Sequence[LockedFile]) -> None:
        """Take one file of a package that no target needs: uv resolves for every platform, these or not."""
        if entry.source is LockedSource.PATH:
            return  # it lies with the project
        smallest = smallest_wheel(files)
        if smallest is not None and (smallest.size is None or smallest.size <= _MOST_FOR_RESOLVING):
            self._take(entry, (smallest,))
        else:
            self.unserved.add(entry.package)

    def _take(self, entry: LockEntry, files: Iterable[LockedFile]) -> None:
        for file in files:
            other = self.files.setdefault(file.file.casefold(), file)
            if _differ(other, file):
                self.missing.append(two_contents(entry, file.file))


def _differ(one: LockedFile, other: LockedFile) -> bool:
    if one is other or one.sha256 is None or other.sha256 is None:
        return False
    return one.sha256 != other.sha256


def platforms_beyond(covered: Sequence[Target], wanted: Sequence[TargetPlatform]) -> tuple[TargetPlatform, ...]:
    """Return the wanted platforms that the lock was not made for."""
    known = {target.platform for target in covered}
    return tuple(platform for platform in wanted if platform not in known)
