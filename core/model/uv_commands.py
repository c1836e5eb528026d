"""Commands that run uv for a project, and what all commands have in common."""

from pathlib import Path

from msgspec import Struct


class Command(Struct, frozen=True, kw_only=True, tag=True):
    """The base of all commands; ``project`` is the absolute folder, or None where none is concerned."""

    project: Path | None = None


class UvCommand(Command, frozen=True, kw_only=True):
    """The base of commands that run uv; ``uv_args`` are passed through behind Wheelyard's own.

    ``patient`` brings what is not in the cache in one package at a time where the whole is refused. ``refused_before``
    says that the whole was refused just now, so that it is not tried the same way again first.
    """

    uv_args: tuple[str, ...] = ()
    patient: bool = False
    refused_before: bool = False


class Sync(UvCommand, frozen=True, kw_only=True):
    """Bring the project's environment in line with its lock file."""


class Lock(UvCommand, frozen=True, kw_only=True):
    """Resolve the project's dependencies into its lock file."""


class AddPackages(UvCommand, frozen=True, kw_only=True):
    """Add requirements to the project and install them."""

    packages: tuple[str, ...]


class RemovePackages(UvCommand, frozen=True, kw_only=True):
    """Remove requirements from the project and from its environment."""

    packages: tuple[str, ...]


class UpgradePackages(UvCommand, frozen=True, kw_only=True):
    """Let the lock file move to newer versions, of all packages or of the named ones, and sync."""

    packages: tuple[str, ...] = ()


AnyUvCommand = Sync | Lock | AddPackages | RemovePackages | UpgradePackages
