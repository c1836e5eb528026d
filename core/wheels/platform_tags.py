"""Which tags of wheels serve a target, as uv counts them, and in which order it prefers them."""

import re
from functools import lru_cache

from msgspec import Struct

from core.model.wheels import Target, TargetPlatform

OLDEST_GLIBC = {"x86_64": (2, 5), "i686": (2, 5)}
"""The oldest glibc that uv knows tags of, for machines of manylinux1. Source: measured with uv 0.13.9."""
OLDEST_GLIBC_ELSEWHERE = (2, 17)
"""The same for all other machines, which begin with manylinux2014. Source: measured with uv 0.13.9."""
GLIBC = (2, 28)
"""The glibc that uv counts on for a Linux that it does not run on. Source: measured with uv 0.13.9."""
MACOS = (13, 0)
"""The macOS that uv counts on for a Mac that it does not run on. Source: measured with uv 0.13.9."""

_LEGACY = {"manylinux1": (2, 5), "manylinux2010": (2, 12), "manylinux2014": (2, 17)}
_LEGACY_TAG = re.compile(r"(manylinux1|manylinux2010|manylinux2014)_(.+)")
_MANYLINUX = re.compile(r"manylinux_(\d+)_(\d+)_(.+)")
_MUSLLINUX = re.compile(r"musllinux_(\d+)_(\d+)_(.+)")
_MACOSX = re.compile(r"macosx_(\d+)_(\d+)_(.+)")
_WINDOWS = {"AMD64": "win_amd64", "ARM64": "win_arm64", "x86": "win32"}
_MAC_MACHINES = {
    "x86_64": ("x86_64", "intel", "fat64", "fat32", "universal2", "universal"),
    "arm64": ("arm64", "universal2"),
}
_MACOS_10 = range(4, 17)
"""The second numbers of macOS 10 that uv knows tags of. Source: measured with uv 0.13.9."""
_PYTHON = re.compile(r"(cp|py|pp|gp|ip|jy)(\d)(\d*)")
_FIRST_ABI3 = 2
_AFTER_ALL = 10_000


class PlatformTag(Struct, frozen=True, kw_only=True):
    """One platform tag, understood: ``system`` as in ``sys_platform``, the machine as the tag writes it.

    ``libc`` is ``glibc`` or ``musl``, None where the tag says neither; ``needs`` the least version of it or of macOS.
    ``is_legacy`` says that the tag has a name of its own for the glibc, such as ``manylinux2014``.
    """

    system: str
    machine: str
    libc: str | None = None
    needs: tuple[int, int] | None = None
    is_legacy: bool = False


@lru_cache(maxsize=512)
def understood(tag: str) -> PlatformTag | None:
    """Return what a platform tag says, None for ``any`` and for what nobody knows."""
    if tag in _WINDOWS.values():
        machine = next(machine for machine, own in _WINDOWS.items() if own == tag)
        return PlatformTag(system="win32", machine=machine)
    if found := _LEGACY_TAG.fullmatch(tag):
        return PlatformTag(system="linux", machine=found[2], libc="glibc", needs=_LEGACY[found[1]], is_legacy=True)
    for pattern, system, libc in (
        (_MANYLINUX, "linux", "glibc"),
        (_MUSLLINUX, "linux", "musl"),
        (_MACOSX, "darwin", None),
    ):
        if found := pattern.fullmatch(tag):
            needs = (int(found[1]), int(found[2]))
            return PlatformTag(system=system, machine=found[3], libc=libc, needs=needs)
    if tag.startswith("linux_"):
        return PlatformTag(system="linux", machine=tag.removeprefix("linux_"))
    return None


def platform_rank(tag: str, platform: TargetPlatform) -> int | None:
    """Return how well a platform tag suits a platform, 0 best; None where it does not serve it."""
    if tag == "any":
        return 10_000
    said = understood(tag)
    if said is None or said.system != platform.sys_platform:
        return None
    match said.system:
        case "win32":
            return 0 if said.machine == platform.platform_machine else None
        case "darwin":
            return _mac_rank(said, platform)
        case _:
            return _linux_rank(said, platform)


def _linux_rank(said: PlatformTag, platform: TargetPlatform) -> int | None:
    if said.machine != platform.platform_machine or said.libc == "musl":
        return None
    if said.needs is None:
        return 9_000  # uv prefers what says which glibc it needs
    if not OLDEST_GLIBC.get(said.machine, OLDEST_GLIBC_ELSEWHERE) <= said.needs <= GLIBC:
        return None
    return 2 * (GLIBC[1] - said.needs[1]) + (1 if said.is_legacy else 0)


def _mac_rank(said: PlatformTag, platform: TargetPlatform) -> int | None:
    machines = _MAC_MACHINES.get(platform.platform_machine, ())
    if said.machine not in machines or said.needs is None or said.needs > MACOS:
        return None
    major, minor = said.needs
    if major >= 11 and minor != 0:
        return None  # since 11 only the first number counts
    if major < 10 or (major == 10 and minor not in _MACOS_10):
        return None
    if platform.platform_machine == "arm64" and major < 11 and said.machine != "universal2":
        return None
    older = (MACOS[0] - major) * len(_MACOS_10) + (_MACOS_10[-1] - minor if major == 10 else 0)
    return older * len(machines) + machines.index(said.machine)


class PythonTag(Struct, frozen=True):
    """One Python tag: ``cp`` 3 12, ``py`` 3; ``minor`` is None where it names the major version alone."""

    implementation: str
    major: int
    minor: int | None


@lru_cache(maxsize=512)
def python_tag(tag: str) -> PythonTag | None:
    """Return what a Python tag says, None for what nobody knows."""
    found = _PYTHON.fullmatch(tag)
    return PythonTag(found[1], int(found[2]), int(found[3]) if found[3] else None) if found else None


def python_rank(tag: str, abi: str, python: str) -> int | None:
    """Return how well a Python tag with an ABI tag suits CPython of a version, 0 best; None where it does not.

    Source: the order of tags of packaging.python.org, compared with the real uv by the tests.
    """
    said, (major, minor) = python_tag(tag), _numbers(python)
    if said is None or said.major != major:
        return None
    if said.implementation == "cp":
        return _cpython_rank(said.minor, abi, f"cp{major}{minor}", minor)
    if said.implementation != "py" or abi != "none":
        return None
    if said.minor is None:
        return 500
    return 400 + minor - said.minor + (200 if said.minor < minor else 0) if said.minor <= minor else None


def _cpython_rank(tagged: int | None, abi: str, own: str, minor: int) -> int | None:
    if tagged is None:
        return None
    if tagged == minor and abi in {own, "abi3", "none"}:
        return {own: 0, "abi3": 1, "none": 2}[abi]
    if abi == "abi3" and _FIRST_ABI3 <= tagged < minor:
        return 100 + minor - tagged
    return None


def tag_rank(tag: str, target: Target) -> tuple[int, int] | None:
    """Return how well an expanded tag suits a target, the lower the better; None where it does not serve it."""
    python, abi, platform = tag.split("-", 2)
    if platform == "any" and abi != "none":
        return None  # compiled for one interpreter, and yet for every platform: uv takes no such thing
    on_python = python_rank(python, abi, target.python)
    on_platform = platform_rank(platform, target.platform)
    if on_python is None or on_platform is None:
        return None
    # Whatever the Python: what is made for a platform comes before what is for every one.
    return (on_python + _AFTER_ALL if platform == "any" else on_python, on_platform)


def _numbers(python: str) -> tuple[int, int]:
    major, _, minor = python.partition(".")
    return int(major), int(minor.partition(".")[0] or 0)
