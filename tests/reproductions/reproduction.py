"""One failure of a real uv: how it is made, and what an explanation of it must say."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from core.model.problem import Category
from tests.reproductions.bench import WITHOUT_RIGHTS, Bench
from tests.reproductions.lab_bench import LabBench
from tests.reproductions.refusing import can_refuse

Make = Callable[[Bench], str]
"""Makes the failure and returns what uv printed; the bench then knows uv's exit status."""
LabMake = Callable[[LabBench], str]
"""The same on a Windows computer of the lab."""


class Need(StrEnum):
    """What must be there to make a failure."""

    PRELOAD = "Linux and a C compiler, for a library that is preloaded into uv"
    ACCOUNT = "an account that may not do everything, or setpriv to give up what root may"
    MOUNT = "root, who may mount a small volume"
    VOLUME = "a second volume"
    POSIX = "a POSIX system"
    LAB = "the Windows lab"


class Reproduction(Struct, frozen=True, kw_only=True):
    """A failure and how it is made: by ``make``, by ``in_lab``, or not at all, and ``impossible`` says why.

    ``how`` are words for people that go on after "made by"; ``impossible`` is a sentence why it is not made the way
    that it happens to people. ``accept`` are labels that count as right beside ``category``, ``accept_alone`` those
    that do so only where nothing but the text is known, not the project it is about. ``path_from``, ``path_to`` and
    ``url`` are shell patterns. A fact that is None need not be found.
    """

    category: Category
    name: str
    how: str = ""
    make: Make | None = None
    in_lab: LabMake | None = None
    impossible: str = ""
    needs: tuple[Need, ...] = ()
    accept: tuple[Category, ...] = ()
    accept_alone: tuple[Category, ...] = ()
    package: str | None = None
    version: str | None = None
    os_error: int | None = None
    path_from: str | None = None
    path_to: str | None = None
    url: str | None = None

    @property
    def id(self) -> str:
        """The name of its sample and of its test."""
        return f"{self.category.value}--{self.name}"

    @property
    def is_made(self) -> bool:
        """Whether there is a way to make it."""
        return self.make is not None or self.in_lab is not None

    def right(self, *, alone: bool = False) -> tuple[Category, ...]:
        """Return every label that is right; ``alone`` is whether nothing but the text is known."""
        return (self.category, *self.accept, *(self.accept_alone if alone else ()))


def lacking(needs: tuple[Need, ...]) -> str | None:
    """Return what is needed and not there, None where everything is; the lab is looked for by whoever needs it."""
    found: dict[Need, Callable[[], bool]] = {
        Need.PRELOAD: can_refuse,
        Need.ACCOUNT: lambda: sys.platform != "win32" and (not _is_root() or may_give_up_rights()),
        Need.MOUNT: may_mount,
        Need.VOLUME: lambda: other_volume() is not None,
        Need.POSIX: lambda: sys.platform != "win32",
        Need.LAB: lambda: True,
    }
    return next((f"it needs {need.value}" for need in needs if not found[need]()), None)


def may_give_up_rights() -> bool:
    """Tell whether root can run a program without what it may do beyond the modes of its files."""
    if shutil.which(WITHOUT_RIGHTS[0]) is None:
        return False
    return subprocess.run([*WITHOUT_RIGHTS, "true"], capture_output=True, check=False).returncode == 0


def may_mount() -> bool:
    """Tell whether this account may mount a volume, by doing it for a moment."""
    if shutil.which("mount") is None or not _is_root():
        return False
    with tempfile.TemporaryDirectory() as folder:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", folder], capture_output=True, check=False)
        if mounted.returncode == 0:
            subprocess.run(["umount", folder], check=True)
        return mounted.returncode == 0


def other_volume() -> Path | None:
    """Return a folder that can be written to on another volume than the temp folder's; None where there is none."""
    here = Path(tempfile.gettempdir()).stat().st_dev
    for candidate in map(Path, ("/dev/shm", "/run/user", "/var/tmp")):  # noqa: S108 - only asked which volume they are
        if candidate.is_dir() and candidate.stat().st_dev != here and _can_write(candidate):
            return candidate
    return None


def _can_write(folder: Path) -> bool:
    try:
        with tempfile.TemporaryDirectory(dir=folder):
            return True
    except OSError:
        return False


def _is_root() -> bool:
    import os  # noqa: PLC0415 - geteuid is nowhere but on POSIX

    return sys.platform != "win32" and os.geteuid() == 0
