"""Wheels and sdists as far as their names tell, and which of them come nearest to one that is wanted."""

import re
from collections.abc import Sequence
from pathlib import Path

from packaging.utils import (
    InvalidSdistFilename,
    InvalidWheelFilename,
    canonicalize_name,
    parse_sdist_filename,
    parse_wheel_filename,
)
from packaging.version import InvalidVersion, Version

from core.model.wheels import FileKind, WheelFile

_NUMBER = re.compile(r"\d+")


def file_by_name(path: Path) -> WheelFile | None:
    """Return what the name of a file says, None where it is no distribution's; the file is not looked at."""
    try:
        if path.name.lower().endswith(".whl"):
            name, version, build, tags = parse_wheel_filename(path.name)
            written, kind = path.name.split("-", 1)[0], FileKind.WHEEL
            return WheelFile(
                path=path,
                kind=kind,
                size=0,
                modified_ns=0,
                name=name,
                written_name=written,
                version=str(version),
                build="".join(map(str, build)),
                tags=tuple(sorted(map(str, tags))),
            )
        name, version = parse_sdist_filename(path.name)
    except (InvalidWheelFilename, InvalidSdistFilename, InvalidVersion, ValueError):
        return None
    return WheelFile(
        path=path,
        kind=FileKind.SDIST,
        size=0,
        modified_ns=0,
        name=canonicalize_name(name),
        written_name=path.name.rsplit("-", 1)[0],
        version=str(version),
    )


def nearest(wanted: Path, package: str, nearby: Sequence[WheelFile], besides: Sequence[Path] = ()) -> list[WheelFile]:
    """Return the files of ``package`` that could stand for ``wanted``, the nearest in tags and version first.

    A file that is for another platform than ``wanted`` cannot stand for it; ``besides`` are in use already.
    """
    sought = file_by_name(wanted)
    found = [each for each in nearby if each.name == package and each.path != wanted and each.path not in besides]
    if sought is not None and sought.tags:
        serving = {tag.rsplit("-", 1)[1].split("_", 1)[0].rstrip("0123456789") for tag in sought.tags}
        found = [each for each in found if not each.tags or _serves(each, serving)]
    order = [(_distance(sought, each), wanted.parent != each.path.parent, str(each.path), each) for each in found]
    return [each for *_key, each in sorted(order, key=lambda row: row[:3])]


def _serves(file: WheelFile, systems: set[str]) -> bool:
    """Whether a wheel is for one of the systems (``win``, ``linux``, ``manylinux``...), or for every one."""
    own = {tag.rsplit("-", 1)[1].split("_", 1)[0].rstrip("0123456789") for tag in file.tags}
    linux = {"linux", "manylinux", "musllinux"}
    return "any" in own or "any" in systems or bool(own & systems) or bool(own & linux and systems & linux)


def _distance(sought: WheelFile | None, file: WheelFile) -> tuple[int, bool, tuple[int, ...]]:
    """Return how far a file is from what is sought: other tags, then another version, by its first difference."""
    if sought is None:
        return 0, False, tuple(-number for number in _numbers(file.version))
    other_tags = 0 if set(sought.tags) & set(file.tags) else 1
    wanted, own = _numbers(sought.version), _numbers(file.version)
    apart = tuple(abs(a - b) for a, b in zip(wanted, own, strict=False))
    return other_tags, sought.version != file.version, (*apart, abs(len(wanted) - len(own)))


def _numbers(version: str) -> tuple[int, ...]:
    try:
        parsed = Version(version)
    except InvalidVersion:
        return tuple(map(int, _NUMBER.findall(version)))
    return (*parsed.release, *(number for number in (parsed.post, parsed.dev) if number is not None))
