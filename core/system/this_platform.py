"""What kind of computer this is, in the words of environment markers."""

import sys
import sysconfig

from core.model.wheels import TargetPlatform

_WINDOWS = {"win-amd64": "AMD64", "win-arm64": "ARM64", "win32": "x86"}


def this_platform() -> TargetPlatform:
    """Return the platform that environments made here are for, as that of the running Python.

    ``platform.machine()`` is not asked: on Windows it may ask WMI, which takes seconds or never answers.
    """
    return named_platform(sys.platform, sysconfig.get_platform())


def named_platform(system: str, built_for: str) -> TargetPlatform:
    """Return the platform for ``sys.platform`` and what ``sysconfig`` calls it, such as ``linux-x86_64``."""
    if system == "win32":
        return TargetPlatform(system, _WINDOWS.get(built_for, "AMD64"))
    machine = built_for.rsplit("-", 1)[-1]
    return TargetPlatform(system, "arm64" if system == "darwin" and machine == "universal2" else machine)
