"""What a wheel's file name says: project, version, build and tags.

Source: the binary distribution format and the compatibility tags of packaging.python.org.
"""

import re

from msgspec import Struct
from packaging.tags import parse_tag
from packaging.utils import InvalidWheelFilename, canonicalize_name, parse_wheel_filename
from packaging.version import InvalidVersion, Version

from core.wheels.reading.limits import VERSION

_TAGS = re.compile(r"[A-Za-z0-9_.]+-[A-Za-z0-9_.]+-[A-Za-z0-9_.]+")
_MOST_TAGS = 200
"""A name's tags multiply each other: 85 characters a part would already make 74,000 of them."""


class WheelName(Struct, frozen=True, kw_only=True):
    """A wheel's file name in its parts: ``name`` normalised, ``written_name`` as it stands, ``tags`` expanded."""

    name: str
    written_name: str
    version: Version
    build: str
    tags: tuple[str, ...]


def parse_wheel_name(file_name: str) -> WheelName | None:
    """Return the parts of a wheel's file name; None where it is not one that uv takes."""
    if not file_name.lower().endswith(".whl"):
        return None
    stem = file_name[:-4]
    parts = stem.rsplit("-", 3)
    if len(parts) != 4:
        return None
    tags = "-".join(parts[1:])
    if not _TAGS.fullmatch(tags) or _count(parts[1:]) > _MOST_TAGS:
        return None
    try:
        name, version, build, found = parse_wheel_filename(f"{stem}.whl")
    except (InvalidWheelFilename, InvalidVersion, ValueError):
        return None
    return WheelName(
        name=name,
        written_name=stem.partition("-")[0],
        version=version,
        build=f"{build[0]}{build[1]}" if build else "",
        tags=tuple(sorted(map(str, found))),
    )


def expand_tags(written: str) -> tuple[str, ...] | None:
    """Return each tag that ``written`` (``py2.py3-none-any``) stands for; None where it is none."""
    parts = written.split("-")
    if not _TAGS.fullmatch(written) or len(parts) != 3 or _count(parts) > _MOST_TAGS:
        return None
    try:
        return tuple(sorted(map(str, parse_tag(written))))
    except ValueError:
        return None


def canonical(name: str) -> str:
    """Return a project's name in its normal form; one of more than 200 characters is nobody's and stays as it is."""
    return canonicalize_name(name) if len(name) <= VERSION else name


def same_name(one: str, other: str) -> bool:
    """Whether both are one project's name, however they are spelled."""
    return one == other or canonical(one) == canonical(other)


def parsed_version(text: str) -> Version | None:
    """Return a version; None where it is none."""
    if len(text) > VERSION:
        return None
    try:
        return Version(text)
    except InvalidVersion:
        return None


def _count(parts: list[str]) -> int:
    count = 1
    for part in parts:
        count *= part.count(".") + 1
    return count
