"""Which environments a project's lock covers: kinds of computers with the Python versions that the project allows."""

from collections.abc import Sequence

from packaging.markers import InvalidMarker, Marker
from packaging.specifiers import InvalidSpecifier, SpecifierSet

from core.model.wheels import Target, TargetPlatform
from core.system.this_platform import this_platform
from core.wheels.marker_truth import holds

WINDOWS = TargetPlatform("win32", "AMD64")
LINUX = TargetPlatform("linux", "x86_64")
MACOS = TargetPlatform("darwin", "arm64")
USUAL_PLATFORMS = (WINDOWS, LINUX, MACOS)
"""One computer of each system that uv locks for where nothing limits it."""

ALL_PLATFORMS = (
    *USUAL_PLATFORMS,
    TargetPlatform("win32", "ARM64"),
    TargetPlatform("linux", "aarch64"),
    TargetPlatform("darwin", "x86_64"),
    TargetPlatform("win32", "x86"),
)
"""Every computer that wheels of local yards are made for; the usual one of a system comes before its others."""

PYTHONS = ("3.8", "3.9", "3.10", "3.11", "3.12", "3.13", "3.14", "3.15")
"""The CPython versions of which there are releases. Source: devguide.python.org, "Status of Python versions"."""

_LATEST_RELEASE = 40
"""No version of CPython 3 has had that many releases."""
_SYSTEMS = {"win32": ("nt", "Windows"), "linux": ("posix", "Linux"), "darwin": ("posix", "Darwin")}


def targets_of(
    requires_python: str | None, environments: Sequence[str] = (), pythons: Sequence[str] = PYTHONS
) -> tuple[Target, ...]:
    """Return the targets that a lock covers, platform by platform, the lowest Python first.

    ``environments`` are those of ``tool.uv.environments``: without any, one computer of each system is meant, with
    some also the less usual ones that a marker names. A marker or specifier that cannot be read limits nothing.
    """
    allowed = allowed_pythons(requires_python, pythons)
    markers = [marker for marker in map(_marker, environments) if marker is not None]
    if not markers:
        return tuple(Target(platform, python) for platform in USUAL_PLATFORMS for python in allowed)
    return tuple(
        target
        for target in (Target(platform, python) for platform in ALL_PLATFORMS for python in allowed)
        if any(_holds(marker, target) for marker in markers if _minds(marker, target.platform))
    )


def allowed_pythons(requires_python: str | None, pythons: Sequence[str] = PYTHONS) -> tuple[str, ...]:
    """Return the Python versions of which a specifier allows at least one release."""
    try:
        allowed = SpecifierSet(requires_python or "")
    except InvalidSpecifier:
        return tuple(pythons)
    return tuple(
        python
        for python in pythons
        if any(allowed.contains(f"{python}.{release}") for release in range(_LATEST_RELEASE))
    )


def target_here(python: str) -> Target:
    """Return what an environment on this computer would be with a Python of the version ``python``."""
    return Target(this_platform(), ".".join(python.split(".")[:2]))


def marker_environment(target: Target) -> dict[str, str]:
    """Return the variables of environment markers in a target, as CPython has them; the release is a late one."""
    os_name, system = _SYSTEMS.get(target.platform.sys_platform, ("posix", target.platform.sys_platform.capitalize()))
    full = f"{target.python}.{_LATEST_RELEASE}"
    return {
        "implementation_name": "cpython",
        "implementation_version": full,
        "os_name": os_name,
        "platform_machine": target.platform.platform_machine,
        "platform_python_implementation": "CPython",
        "platform_release": "",
        "platform_system": system,
        "platform_version": "",
        "python_full_version": full,
        "python_version": target.python,
        "sys_platform": target.platform.sys_platform,
    }


def _minds(marker: Marker, platform: TargetPlatform) -> bool:
    """Return whether a marker is about a platform: about the less usual ones only where it speaks of machines."""
    return platform in USUAL_PLATFORMS or "platform_machine" in str(marker)


def _marker(text: str) -> Marker | None:
    try:
        return Marker(text)
    except InvalidMarker:
        return None


def _holds(marker: Marker, target: Target) -> bool:
    try:
        return holds(marker, {**marker_environment(target), "extra": ""})
    except ValueError:
        return True
