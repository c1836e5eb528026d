"""Commands about local wheels and sdists: looking at yards, adding and removing files, collecting a wheelhouse."""

from pathlib import Path

from msgspec import Struct

from core.model.uv_commands import Command
from core.model.wheels import TargetPlatform, YardUse


class WheelsChange(Struct, frozen=True, kw_only=True, tag=True):
    """The base of what can change in a project's local sources."""


class AddFiles(WheelsChange, frozen=True, kw_only=True):
    """Let the project use files: as dependencies with a source each, or a list of sources with disjoint markers.

    ``copy_to`` is the yard that they are copied into first, None where the project refers to where they lie. ``group``
    is the dependency group and ``extra`` the optional dependency that they go to, both None for the project's own
    dependencies. Files of the package that serve the same targets are replaced; those of other targets stay, unless
    ``alone``.
    """

    files: tuple[Path, ...]
    copy_to: Path | None = None
    group: str | None = None
    extra: str | None = None
    alone: bool = False


class RemoveSource(WheelsChange, frozen=True, kw_only=True):
    """Take the local source of a package out; ``files`` takes only those of its files, empty takes all.

    ``keep_dependency`` leaves the requirement, which an index then has to serve.
    """

    package: str
    files: tuple[str, ...] = ()
    keep_dependency: bool = False


class LimitSource(WheelsChange, frozen=True, kw_only=True):
    """Write the markers of a package's local sources anew: disjoint, and without a gap that can be closed."""

    package: str


class UseYard(WheelsChange, frozen=True, kw_only=True):
    """Let the project draw from a whole folder: by find-links, or as a flat index with ``name``."""

    folder: Path
    use: YardUse = YardUse.FIND_LINKS
    name: str | None = None


class LeaveYard(WheelsChange, frozen=True, kw_only=True):
    """Take a folder out of the project's find-links and flat indexes."""

    folder: Path


AnyWheelsChange = AddFiles | RemoveSource | LimitSource | UseYard | LeaveYard
"""What can change in a project's local sources."""


class ScanYards(Command, frozen=True, kw_only=True):
    """Look at the yards of a project, or at the named folders, and say what lies there and what fits."""

    folders: tuple[Path, ...] = ()


class InspectFiles(Command, frozen=True, kw_only=True):
    """Read files wholly: every content against RECORD, the hash, and what they would serve in the project."""

    files: tuple[Path, ...]


class KeepYard(Command, frozen=True, kw_only=True):
    """Keep a folder as a yard of the person's, for all projects; ``keep`` False takes it off that list."""

    folder: Path
    keep: bool = True


class PreviewWheels(Command, frozen=True, kw_only=True):
    """Say what a change of local sources would write, without writing."""

    change: AnyWheelsChange


class ChangeWheels(Command, frozen=True, kw_only=True):
    """Change local sources and let ``uv lock`` prove it; where that fails, every file is as before.

    ``seen`` are the digests of the files as the person saw them, as for changes of settings. ``prove`` False leaves
    the lock as it is.
    """

    change: AnyWheelsChange
    seen: dict[str, str | None] = {}  # noqa: RUF012 - a Struct gives each value a copy
    prove: bool = True


class CheckWheels(Command, frozen=True, kw_only=True):
    """Find what is wrong with the project's local sources, and what mends it; ``probe`` measures where that tells."""

    probe: bool = False


class CollectWheels(Command, frozen=True, kw_only=True):
    """Collect every file that the lock names for some platforms in a folder, which then serves without a network.

    Without ``platforms`` or ``pythons`` (``3.12``) those that the lock covers are meant. What is there and whole is not
    fetched again.
    """

    to: Path
    platforms: tuple[TargetPlatform, ...] = ()
    pythons: tuple[str, ...] = ()
