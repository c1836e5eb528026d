"""The values that the whole of ``uv.lock`` is read into: packages, their files, and what they need."""

from enum import StrEnum
from pathlib import Path

from msgspec import Struct


class LockedSource(StrEnum):
    """Where the lock says that a package comes from, in the lock's own words."""

    REGISTRY = "registry"
    PATH = "path"
    DIRECTORY = "directory"
    EDITABLE = "editable"
    VIRTUAL = "virtual"
    GIT = "git"
    URL = "url"


class LockedFile(Struct, frozen=True, kw_only=True):
    """One wheel or sdist that the lock names; it has a ``url`` or an absolute ``path``.

    ``package`` is normalised. ``file`` is the name as the lock has it, which may be anything: whoever writes a file
    of that name looks at it first. ``sha256`` is in hex; a hash of another kind is ``other_hash``, as ``sha512:...``.
    ``size`` is bytes, None where the lock does not say. ``index`` is the registry as the lock has it, a URL or a
    folder. ``markers`` are those of the fork of the resolution that the package is for, empty where it is for all.
    """

    package: str
    version: str | None
    source: LockedSource
    file: str
    url: str | None = None
    path: Path | None = None
    sha256: str | None = None
    other_hash: str | None = None
    size: int | None = None
    index: str | None = None
    markers: tuple[str, ...] = ()


class LockedNeed(Struct, frozen=True, kw_only=True):
    """That a package needs another: ``version`` and ``origin`` only where the lock has several of that name."""

    package: str
    version: str | None = None
    origin: str | None = None
    marker: str | None = None
    extras: tuple[str, ...] = ()


class LockEntry(Struct, frozen=True, kw_only=True):
    """One package of the lock; ``origin`` is the registry, path or URL of its source as written.

    ``needs`` are its dependencies, ``extras`` and ``groups`` those by the name of an extra or dependency group.
    """

    package: str
    version: str | None
    source: LockedSource
    origin: str
    markers: tuple[str, ...] = ()
    files: tuple[LockedFile, ...] = ()
    needs: tuple[LockedNeed, ...] = ()
    extras: dict[str, tuple[LockedNeed, ...]] = {}
    groups: dict[str, tuple[LockedNeed, ...]] = {}

    @property
    def words(self) -> str:
        """The package as a person says it: name and version."""
        return self.package if self.version is None else f"{self.package} {self.version}"


class WholeLock(Struct, frozen=True, kw_only=True):
    """A lock file: ``folder`` is where it lies, ``environments`` are the markers that the resolution was limited to.

    ``members`` are the normalised names of a workspace's packages, empty for a project that is alone. ``conflicts``
    says that some extras or groups exclude others.
    """

    folder: Path
    requires_python: str | None = None
    environments: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    conflicts: bool = False
    entries: tuple[LockEntry, ...] = ()

    @property
    def roots(self) -> tuple[LockEntry, ...]:
        """The packages that the lock is made for: the members, or the project in the folder of the lock."""
        own = (LockedSource.EDITABLE, LockedSource.VIRTUAL, LockedSource.DIRECTORY)
        return tuple(
            entry
            for entry in self.entries
            if entry.source in own and (entry.package in self.members or entry.origin in {".", ""})
        )
