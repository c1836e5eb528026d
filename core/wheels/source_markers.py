"""Markers for several files of one package, as a person would write them: disjoint, and as few as the files demand.

One file needs none. Files of several systems are told apart by ``sys_platform``, several machines of one system by
``platform_machine``, several Pythons of one platform by ``python_version``. What no file serves goes to the nearest
one of the same system, so that it leaves no gap there: uv would ask the indexes for what a gap leaves out, and end the
lock where none has the package (measured, uv 0.13.9). Whole systems that no file serves stay left out; a file for every
platform has also the systems that nobody named, since uv locks for those, too.
"""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from packaging.version import Version

from core.model.wheels import Target, TargetPlatform, WheelFile
from core.wheels.fit import by_preference, fit
from core.wheels.targets import ALL_PLATFORMS

Row = tuple[int | None, ...]
"""The number of the file that each Python has, the lowest Python first; None where none serves it."""


class Branch(Struct, frozen=True):
    """A kind of computers that is served alike: a system, and its machines where they are told apart."""

    system: str
    machine: str | None
    row: Row


def marked(files: Sequence[WheelFile], targets: Sequence[Target]) -> tuple[tuple[WheelFile, str | None], ...]:
    """Return the files that serve a target, in their order, each with the marker under which it is the source.

    The markers of several files are disjoint. A file that another one serves better everywhere is left out. Where
    ``targets`` name one machine of a system and a file is for another one, that one is counted, too.
    """
    pythons = sorted({target.python for target in targets}, key=Version)
    if len(files) == 1 or not pythons:
        return tuple((file, None) for file in files)
    rows = {platform: _row(files, platform, pythons) for platform in _platforms(files, targets)}
    branches = _branches({platform: row for platform, row in rows.items() if any(each is not None for each in row)})
    used = [number for number in range(len(files)) if any(number in branch.row for branch in branches)]
    if len(used) == 1:
        return ((files[used[0]], None),)
    several = len({branch.system for branch in branches}) > 1
    elsewhere = _elsewhere(files, used, targets, pythons) if several else ()
    return tuple(
        (
            files[number],
            _rest_marker(number, branches, elsewhere, pythons)
            if number in elsewhere
            else _marker(number, branches, pythons, several=several),
        )
        for number in used
    )


def _platforms(files: Sequence[WheelFile], targets: Sequence[Target]) -> tuple[TargetPlatform, ...]:
    """Return the platforms of the targets, and other machines of their systems that a file is made for."""
    named = list(dict.fromkeys(target.platform for target in targets))
    systems = {platform.sys_platform for platform in named}
    pythons = {target.python for target in targets}
    for platform in ALL_PLATFORMS:
        if platform.sys_platform not in systems or platform in named:
            continue
        served = [file for file in files if any(fit(file, Target(platform, python)).fits for python in pythons)]
        usual = next(each for each in named if each.sys_platform == platform.sys_platform)
        if any(not any(fit(file, Target(usual, python)).fits for python in pythons) for file in served):
            named.append(platform)
    return tuple(named)


def _row(files: Sequence[WheelFile], platform: TargetPlatform, pythons: Sequence[str]) -> Row:
    chosen: list[int | None] = []
    for python in pythons:
        target = Target(platform, python)
        best = by_preference(files, target)[0]
        chosen.append(_number(files, best) if fit(best, target).fits else None)
    return _filled(chosen)


def _number(files: Sequence[WheelFile], file: WheelFile) -> int:
    return next(number for number, each in enumerate(files) if each is file)


def _filled(chosen: Sequence[int | None]) -> Row:
    """Return a row in which a Python that nothing serves goes with the one before it, the first ones with the next."""
    filled = list(chosen)
    for at in range(1, len(filled)):
        if filled[at] is None:
            filled[at] = filled[at - 1]
    for at in reversed(range(len(filled) - 1)):
        if filled[at] is None:
            filled[at] = filled[at + 1]
    return tuple(filled)


def _branches(rows: Mapping[TargetPlatform, Row]) -> tuple[Branch, ...]:
    """Return the branches; the first machine of a system stands for all that are not told apart."""
    found: list[Branch] = []
    for system in dict.fromkeys(platform.sys_platform for platform in rows):
        own = {platform.platform_machine: row for platform, row in rows.items() if platform.sys_platform == system}
        usual = next(iter(own))
        apart = [machine for machine, row in own.items() if row != own[usual]]
        rest = " and ".join(f"platform_machine != '{machine}'" for machine in apart)
        found.append(Branch(system, rest or None, own[usual]))
        found.extend(Branch(system, f"platform_machine == '{machine}'", own[machine]) for machine in apart)
    return tuple(found)


def _anywhere(files: Sequence[WheelFile], targets: Sequence[Target]) -> frozenset[int]:
    """Return the numbers of the files that are for every platform."""
    systems = {target.platform.sys_platform for target in targets}
    return frozenset(
        number
        for number, file in enumerate(files)
        if not file.tags or any(tag.endswith("-any") for tag in file.tags) or _serves_all(file, targets, systems)
    )


def _serves_all(file: WheelFile, targets: Sequence[Target], systems: set[str]) -> bool:
    return len(systems) > 1 and systems == {
        target.platform.sys_platform for target in targets if fit(file, target).fits
    }


def _elsewhere(
    files: Sequence[WheelFile], used: Sequence[int], targets: Sequence[Target], pythons: Sequence[str]
) -> Row:
    """Return which file has the systems that no target is of: of those that are used, the ones for every platform."""
    every = [number for number in used if number in _anywhere(files, targets)]
    if not every:
        return ()
    row = _row([files[number] for number in every], targets[0].platform, pythons)
    return tuple(None if at is None else every[at] for at in row)


def _marker(number: int, branches: Sequence[Branch], pythons: Sequence[str], *, several: bool) -> str | None:
    """Return the condition that names what a file has; ``several`` says that there are several systems."""
    groups: dict[str, list[Branch]] = {}
    for branch in branches:
        if number in branch.row:
            groups.setdefault(_python_marker(number, branch.row, pythons), []).append(branch)
    parts = [_joined(_place_marker(own, branches, several=several), python) for python, own in sorted(groups.items())]
    return _either(parts) if all(parts) else None


def _rest_marker(number: int, branches: Sequence[Branch], elsewhere: Row, pythons: Sequence[str]) -> str:
    """Return the condition that names what other files have, and not what this one has: it has all the rest."""
    rest = _python_marker(number, elsewhere, pythons)
    conditions, more = [rest] if rest else [], []
    for branch in _alike(number, branches):
        python = _python_marker(number, branch.row, pythons)
        pairs = list(zip(elsewhere, branch.row, strict=True))
        if any(at == number != own for at, own in pairs):
            apart = [f"sys_platform != '{branch.system}'", _opposite(branch.machine or ""), python]
            conditions.append(_either([each for each in apart if each]))
        if any(own == number != at for at, own in pairs):
            place = _joined(f"sys_platform == '{branch.system}'", branch.machine or "")
            more.append(_joined(place, python))
    if len(conditions) > 1:
        conditions = [f"({each})" if " or " in each else each for each in conditions]
    return _either([" and ".join(conditions), *more])


def _alike(number: int, branches: Sequence[Branch]) -> Iterator[Branch]:
    """Yield the branches, those of one system as one where a file has the same Pythons in all of them."""
    for system in dict.fromkeys(branch.system for branch in branches):
        own = [branch for branch in branches if branch.system == system]
        if len({tuple(each == number for each in branch.row) for branch in own}) == 1:
            yield Branch(system, None, own[0].row)
        else:
            yield from own


def _opposite(machine: str) -> str:
    if " != " in machine:
        return machine.replace(" != ", " == ").replace(" and ", " or ")
    return machine.replace(" == ", " != ")


def _python_marker(number: int, row: Row, pythons: Sequence[str]) -> str:
    """Return the condition on the Python, empty where the file has all of them."""
    ranges: list[str] = []
    start = 0
    while start < len(row):
        end = start
        while end + 1 < len(row) and (row[end + 1] == number) == (row[start] == number):
            end += 1
        if row[start] == number:
            ranges.append(_range(start, end, pythons))
        start = end + 1
    return "" if "" in ranges else _either(ranges)


def _range(start: int, end: int, pythons: Sequence[str]) -> str:
    last = len(pythons) - 1
    if start == end and 0 < start < last:
        return f"python_version == '{pythons[start]}'"
    lower = [f"python_version >= '{pythons[start]}'"] if start > 0 else []
    upper = [f"python_version < '{pythons[end + 1]}'"] if end < last else []
    return " and ".join((*lower, *upper))


def _place_marker(own: Sequence[Branch], branches: Sequence[Branch], *, several: bool) -> str:
    """Return the condition on the computer, empty where all that are served at all are meant."""
    if len(own) == len(branches):
        return ""
    whole = [
        system
        for system in dict.fromkeys(branch.system for branch in own)
        if all(branch in own for branch in branches if branch.system == system)
    ]
    parts = [
        _joined(f"sys_platform == '{branch.system}'" if several else "", branch.machine or "")
        for branch in own
        if branch.system not in whole
    ]
    return _either([*(f"sys_platform == '{system}'" for system in whole), *parts])


def _joined(place: str, python: str) -> str:
    if not place or not python:
        return place or python
    return " and ".join(f"({each})" if " or " in each else each for each in (place, python))


def _either(parts: Sequence[str]) -> str:
    if len(parts) == 1:
        return parts[0]
    return " or ".join(f"({part})" if " and " in part else part for part in parts)
