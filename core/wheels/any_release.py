"""Wheels seen without the releases of glibc and macOS that they need.

What uv counts on for computers elsewhere is cautious; the computers that a project is locked for may well be newer, and
`uv lock` takes such a file (measured, uv 0.13.9).
"""

from msgspec.structs import replace

from core.model.wheels import WheelFile
from core.wheels.platform_tags import understood

_OLDEST_MAC = {"arm64": "11_0", "universal2": "11_0"}


def for_any_release(file: WheelFile) -> WheelFile:
    """Return the file with tags for its systems and machines alone, whatever release of them it needs."""
    return replace(file, tags=tuple(sorted({_without_release(tag) for tag in file.tags})))


def _without_release(tag: str) -> str:
    interpreter, abi, platform = tag.split("-", 2)
    said = understood(platform)
    if said is None or said.needs is None:
        return tag
    if said.system == "linux":
        return f"{interpreter}-{abi}-linux_{said.machine}"
    return f"{interpreter}-{abi}-macosx_{_OLDEST_MAC.get(said.machine, '10_9')}_{said.machine}"
