"""Compiled files by their names, and which computers a tag or a file's name speaks of.

Platforms are in the words of TargetPlatform: ``Windows x86-64``, or ``Windows`` alone where the machine is not said.
"""

import re
from collections.abc import Iterable
from itertools import compress, repeat

from core.wheels.reading.name_table import NameTable

_ENDINGS = (".pyd/", ".dll/", ".so/", ".dylib/")
_NUMBERED_SO = re.compile(r"\.so(?:\.[0-9]+)+/$")
_MACHINES = {
    "amd64": "x86-64",
    "x86_64": "x86-64",
    "i386": "x86",
    "i586": "x86",
    "i686": "x86",
    "arm64": "ARM64",
    "aarch64": "ARM64",
    "ppc64le": "ppc64le",
    "s390x": "s390x",
    "riscv64": "riscv64",
    "armv7l": "ARM",
    "arm": "ARM",
}
_MULTIARCH = re.compile(r"\.(?:cpython|pypy|graalpy)[^./]*-([a-z0-9_]+)-linux-(?:gnu|musl)[a-z0-9]*\.so$")
_WINDOWS = re.compile(r"[.-](win32|win_amd64|win_arm64)\.pyd$")
_ANY_MACHINE_OF_MACOS = {"universal2": ("x86-64", "ARM64"), "intel": ("x86-64", "x86"), "fat64": ("x86-64",)}
_MACOS = re.compile(r"macosx_\d+_\d+_(\w+)")
_LINUX = re.compile(r"(?:linux|manylinux1|manylinux2010|manylinux2014|(?:many|musl)linux_\d+_\d+)_(\w+)")
_WINDOWS_TAGS = {"win_amd64": "Windows x86-64", "win32": "Windows x86", "win_arm64": "Windows ARM64"}


def compiled_names(table: NameTable) -> list[str]:
    """Return the names that belong to libraries and extension modules."""
    found = list(compress(table.lines, map(str.endswith, table.lines, repeat(_ENDINGS))))
    if table.has(".so."):
        found += [line for line in table.lines if _NUMBERED_SO.search(line)]
    return [line[1:-1] for line in found]


def platform_of_name(name: str) -> str | None:
    """Return what the compiled file with this name is for; None where its name does not say."""
    found = _WINDOWS.search(name)
    if found:
        return _WINDOWS_TAGS[found[1]]
    if name.endswith((".pyd", ".dll")):
        return "Windows"
    if name.endswith((".dylib", "-darwin.so")):
        return "macOS"
    found = _MULTIARCH.search(name)
    if found:
        return f"Linux {_MACHINES.get(found[1], found[1])}"
    return None


def platforms_of_tags(tags: Iterable[str]) -> frozenset[str] | None:
    """Return the platforms that expanded tags speak of; empty for ``any``, None where one is not known here."""
    found: set[str] = set()
    for platform in {tag.rpartition("-")[2] for tag in tags}:
        if platform == "any":
            continue
        words = _words_of_tag(platform)
        if words is None:
            return None
        found.update(words)
    return frozenset(found)


def agrees(platform: str, wanted: Iterable[str]) -> bool:
    """Whether what a file is for is among ``wanted``; one that names no machine agrees with each machine."""
    return any(one == platform or one.startswith(f"{platform} ") or platform.startswith(f"{one} ") for one in wanted)


def _words_of_tag(platform: str) -> tuple[str, ...] | None:
    if platform in _WINDOWS_TAGS:
        return (_WINDOWS_TAGS[platform],)
    found = _MACOS.fullmatch(platform)
    if found:
        machines = _ANY_MACHINE_OF_MACOS.get(found[1], (_MACHINES.get(found[1], found[1]),))
        return tuple(f"macOS {machine}" for machine in machines)
    found = _LINUX.fullmatch(platform)
    if found:
        return (f"Linux {_MACHINES.get(found[1], found[1])}",)
    return None
