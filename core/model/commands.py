"""What a person can want, as frozen values; the only thing that enters the Session."""

from pathlib import Path

from msgspec import Struct

from core.model.settings import PlaceKind, Scope


class Command(Struct, frozen=True, kw_only=True, tag=True):
    """The base of all commands; ``project`` is the absolute folder, or None where none is concerned."""

    project: Path | None = None


class AddProject(Command, frozen=True, kw_only=True):
    """Add a folder to the list of projects."""


class RemoveProject(Command, frozen=True, kw_only=True):
    """Take a project off the list; its files stay as they are."""


class DescribeProject(Command, frozen=True, kw_only=True):
    """Find out what would run in a project: uv, Python, places, certificates."""


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


class ProbePlaces(Command, frozen=True, kw_only=True):
    """Measure whether renames work in folders, with the stock payload or with one wheel."""

    folders: tuple[Path, ...]
    rounds: int | None = None
    wheel: Path | None = None


class FindCandidates(Command, frozen=True, kw_only=True):
    """List and measure folders that a place could move to; ``consider`` are the person's own."""

    kind: PlaceKind = PlaceKind.CACHE
    consider: tuple[Path, ...] = ()
    scope: Scope = Scope.PROJECT


class RelocatePlace(Command, frozen=True, kw_only=True):
    """Move a place of the project to ``to``, or to the best clear candidate where ``to`` is None.

    ``scope`` user moves the cache of all projects that have none of their own, and can move nothing else.
    ``then`` is submitted when the move has succeeded: the command that failed before.
    """

    kind: PlaceKind = PlaceKind.CACHE
    to: Path | None = None
    consider: tuple[Path, ...] = ()
    scope: Scope = Scope.PROJECT
    then: AnyUvCommand | None = None


class UndoRelocation(Command, frozen=True, kw_only=True):
    """Bring back the place that the last relocation of the project left, of any kind where ``kind`` is None."""

    kind: PlaceKind | None = None


class TakeInventory(Command, frozen=True, kw_only=True):
    """Count what the project's and the person's places hold; ``probe`` measures renames in them, too."""

    probe: bool = False


class CleanCache(Command, frozen=True, kw_only=True):
    """Let uv remove the named packages from the project's cache, everything where none is named.

    ``preview`` only says what that would free.
    """

    packages: tuple[str, ...] = ()
    preview: bool = False


class PruneCache(Command, frozen=True, kw_only=True):
    """Let uv remove from the project's cache what nothing refers to; ``preview`` only says what that would free."""

    preview: bool = False


class ChoosePlacesRoot(Command, frozen=True, kw_only=True):
    """Choose the folder below which new places of all projects are made; None leaves it to the measurements."""

    root: Path | None = None


class DescribePlacesRoot(Command, frozen=True, kw_only=True):
    """Say below which folder new places are made, and who decided that."""


class RecoverRelocations(Command, frozen=True, kw_only=True):
    """Finish or take back every relocation that was interrupted, and remove what killed probes left."""


RemedyCommand = AnyUvCommand | ProbePlaces | FindCandidates | RelocatePlace | UndoRelocation
"""What a button of a Problem can submit."""

AnyCommand = (
    RemedyCommand
    | AddProject
    | RemoveProject
    | DescribeProject
    | TakeInventory
    | CleanCache
    | PruneCache
    | ChoosePlacesRoot
    | DescribePlacesRoot
    | RecoverRelocations
)
