"""Which of a package's locked files serve some targets: for each the one that uv would take there."""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from packaging.tags import Tag
from packaging.utils import BuildTag, InvalidWheelFilename, parse_wheel_filename

from core.model.wheels import Target, TargetPlatform
from core.uv.lock_values import LockedFile
from core.wheels.platform_tags import python_rank, understood

_MACS = {"x86_64": ("universal2", "intel", "universal", "fat64", "fat3"), "arm64": ("universal2",)}
"""What a wheel calls machines of Apple's besides their own name."""


class Choice(Struct, frozen=True, kw_only=True):
    """The files to take; ``built`` are targets that only the sdist serves, ``unserved`` those that nothing does."""

    files: tuple[LockedFile, ...]
    built: tuple[Target, ...] = ()
    unserved: tuple[Target, ...] = ()


def chosen_files(files: Sequence[LockedFile], targets: Iterable[Target]) -> Choice:
    """Return what serves the targets: the best wheel of each, and the sdist where there is a target without one.

    On Linux and macOS the wheel for the oldest system is taken, too, since it is not known how old the other computer's
    is.
    """
    wheels = [(file, tags) for file in files if (tags := _tags(file)) is not None]
    sdist = next((file for file in files if not file.file.endswith(".whl")), None)
    taken: dict[str, LockedFile] = {}
    built: list[Target] = []
    unserved: list[Target] = []
    for target in targets:
        best = _best(wheels, target)
        for file in best:
            taken[file.file] = file
        if not best and sdist is not None:
            taken[sdist.file] = sdist
            built.append(target)
        elif not best:
            unserved.append(target)
    return Choice(files=tuple(taken.values()), built=tuple(built), unserved=tuple(unserved))


def smallest_wheel(files: Iterable[LockedFile]) -> LockedFile | None:
    """Return the smallest wheel, one of unknown size where no size is known; None where there is no wheel."""
    wheels = [file for file in files if _tags(file) is not None]
    return min(wheels, key=lambda file: (file.size is None, file.size or 0, file.file), default=None)


def _best(wheels: Sequence[tuple[LockedFile, "_Named"]], target: Target) -> list[LockedFile]:
    ranked = []
    for file, named in wheels:
        ranks = [rank for tag in named.tags if (rank := _rank(tag, target)) is not None]
        if ranks:
            number, letters = named.build or (-1, "")
            ranked.append((min(ranks), (-number, letters), file, max(asks for _, asks in ranks)))
    ranked.sort(key=lambda each: each[:2])
    best = [file for _, _, file, _ in ranked[:1]]
    if len(ranked) > 1 and target.platform.sys_platform != "win32":
        # Negated, the least that is asked for is the greatest.
        oldest = max(ranked, key=lambda each: each[3])[2]
        best += [oldest] if oldest is not best[0] else []
    return best


def _rank(tag: Tag, target: Target) -> tuple[int, tuple[int, int]] | None:
    """Return how well a tag suits a target, the lower the better: its Python first, then the newest system it asks for.

    Unlike the fit of a file this knows no newest system: of the other computer only its kind is known.
    """
    on_python = python_rank(tag.interpreter, tag.abi, target.python)
    asks = _asks_for(tag.platform, target.platform)
    return None if on_python is None or asks is None else (on_python, (-asks[0], -asks[1]))


def _asks_for(tag: str, platform: TargetPlatform) -> tuple[int, int] | None:
    """Return the version of glibc or macOS that a platform tag asks for at least, None where it is for others."""
    if tag == "any":
        return 0, 0
    said = understood(tag)
    if said is None or said.system != platform.sys_platform or said.libc == "musl":
        return None
    machines = (platform.platform_machine, *_MACS.get(platform.platform_machine, ()))
    if said.machine not in (machines if said.system == "darwin" else machines[:1]):
        return None
    return said.needs or (0, 1)


class _Named(Struct, frozen=True):
    build: BuildTag
    tags: frozenset[Tag]


def _tags(file: LockedFile) -> _Named | None:
    try:
        _, _, build, tags = parse_wheel_filename(file.file)
    except InvalidWheelFilename:
        return None
    return _Named(build, tags)
