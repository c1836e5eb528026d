"""Wheel files, yards and what fits where: frozen values, the same for the window and the command line."""

from enum import StrEnum
from pathlib import Path

from msgspec import Struct


class FileKind(StrEnum):
    """What kind of distribution a file is."""

    WHEEL = "wheel"
    SDIST = "sdist"


class FileTrouble(Struct, frozen=True, kw_only=True):
    """Something that is wrong with a file; ``id`` is stable, ``sentence`` names the thing.

    ``stops`` says that uv or Windows would refuse the file because of it, or that it must not be unpacked.
    """

    id: str
    sentence: str
    stops: bool = True


class WheelFile(Struct, frozen=True, kw_only=True):
    """A wheel or sdist as it describes itself; what cannot be read is empty or None, and ``troubles`` say why.

    ``name`` is normalised, ``written_name`` as METADATA or the file's name has it. ``tags`` are expanded
    (``cp310-cp310-win_amd64``), empty for an sdist. ``native`` names what compiled files in it are for
    (``Windows x86-64``). ``size`` and ``unpacked`` are bytes, ``modified_ns`` is the file's time, ``longest`` the
    characters of the longest path in it. ``sha256`` is in hex, None where the whole file was not read.
    ``needs_compiler`` is said of sdists only. ``thorough`` says that RECORD was compared with every content and
    ``checked`` that the archive was looked through: without that, nothing is known of what is wrong with it.
    """

    path: Path
    kind: FileKind
    size: int
    modified_ns: int
    name: str = ""
    written_name: str = ""
    version: str = ""
    build: str = ""
    tags: tuple[str, ...] = ()
    requires_python: str | None = None
    requires: tuple[str, ...] = ()
    summary: str | None = None
    top_level: tuple[str, ...] = ()
    native: tuple[str, ...] = ()
    needs_compiler: bool | None = None
    unpacked: int | None = None
    entries: int | None = None
    longest: int | None = None
    sha256: str | None = None
    thorough: bool = False
    checked: bool = True
    troubles: tuple[FileTrouble, ...] = ()

    @property
    def is_usable(self) -> bool:
        """Whether nothing speaks against handing the file to uv."""
        return not any(trouble.stops for trouble in self.troubles)


class TargetPlatform(Struct, frozen=True):
    """A kind of computer in the words of environment markers: ``win32``, ``AMD64``."""

    sys_platform: str
    platform_machine: str

    @property
    def words(self) -> str:
        """The platform as a person says it: ``Windows x86-64``."""
        system = {"win32": "Windows", "linux": "Linux", "darwin": "macOS"}.get(self.sys_platform, self.sys_platform)
        machine = {
            "AMD64": "x86-64",
            "x86_64": "x86-64",
            "x86": "x86",
            "i686": "x86",
            "ARM64": "ARM64",
            "arm64": "ARM64",
            "aarch64": "ARM64",
        }.get(self.platform_machine, self.platform_machine)
        return f"{system} {machine}"


class Target(Struct, frozen=True):
    """A platform with a Python version such as ``3.11``: what one environment of the project would be."""

    platform: TargetPlatform
    python: str

    @property
    def words(self) -> str:
        """The target as a person says it."""
        return f"{self.platform.words}, Python {self.python}"


class FileFit(Struct, frozen=True, kw_only=True):
    """Whether a file can be installed in one target; ``why`` is a sentence, also where it can."""

    file: Path
    target: Target
    fits: bool
    why: str


class YardOrigin(StrEnum):
    """How a folder came to be a yard of a project."""

    CHOSEN = "chosen"
    SOURCES = "sources"
    FIND_LINKS = "find-links"
    FLAT_INDEX = "flat-index"
    NAMED = "named"

    @property
    def words(self) -> str:
        """The origin in a few words."""
        return {
            YardOrigin.CHOSEN: "you chose it",
            YardOrigin.SOURCES: "sources of the project lie there",
            YardOrigin.FIND_LINKS: "find-links names it",
            YardOrigin.FLAT_INDEX: "a flat index",
            YardOrigin.NAMED: "named just now",
        }[self]


class YardFile(Struct, frozen=True, kw_only=True):
    """A file of a yard, seen from a project.

    ``fits`` says whether the environment that uv would make here can install it, None where that is not known; ``why``
    is a sentence. ``used_by`` are the folders of the projects whose sources name the file.
    """

    file: WheelFile
    fits: bool | None = None
    why: str = ""
    used_by: tuple[Path, ...] = ()


class Yard(Struct, frozen=True, kw_only=True):
    """A folder of wheels and sdists; ``trouble`` is a sentence where it could not be looked into, or not wholly.

    ``read`` counts the files that had to be read because nothing was known of them; ``seconds`` is how long it took.
    ``projects`` are the folders of the person's projects that draw from it.
    """

    folder: Path
    origins: tuple[YardOrigin, ...] = ()
    files: tuple[YardFile, ...] = ()
    projects: tuple[Path, ...] = ()
    read: int = 0
    seconds: float = 0.0
    trouble: str | None = None


class FitTable(Struct, frozen=True, kw_only=True):
    """For one package of the project: which file serves which target, and why the others do not."""

    package: str
    fits: tuple[FileFit, ...]

    @property
    def served(self) -> dict[Target, Path]:
        """The file that serves each target; a target that none serves is missing."""
        found: dict[Target, Path] = {}
        for fit in self.fits:
            if fit.fits:
                found.setdefault(fit.target, fit.file)
        return found


class WheelsReport(Struct, frozen=True, kw_only=True):
    """The local files that a project draws from or could draw from.

    ``targets`` are the environments that the project's lock covers; ``tables`` the fit of each package's files in
    them; ``files`` are files that were asked for by name and lie in no yard. ``home_yard`` is the folder of the project
    that its copies go to, which may not be there yet; None without a project.
    """

    yards: tuple[Yard, ...] = ()
    files: tuple[YardFile, ...] = ()
    targets: tuple[Target, ...] = ()
    tables: tuple[FitTable, ...] = ()
    home_yard: Path | None = None


class YardUse(StrEnum):
    """How a project draws from a whole yard."""

    FIND_LINKS = "find-links"
    FLAT_INDEX = "flat-index"


class PlannedSource(Struct, frozen=True, kw_only=True):
    """One file as ``[tool.uv.sources]`` would name it; ``marker`` is None where it serves every target.

    ``copied_from`` is where the file lies now if it is copied into a yard of the project first.
    """

    package: str
    path: str
    marker: str | None = None
    copied_from: Path | None = None


class CollectedFile(Struct, frozen=True, kw_only=True):
    """A file of a wheelhouse; ``state`` is ``fetched``, ``copied`` or ``there`` (whole since an earlier run)."""

    package: str
    version: str
    file: str
    size: int
    state: str


class CollectionReport(Struct, frozen=True, kw_only=True):
    """What a collection brought together in ``folder``; ``missing`` are sentences on what is not in it and why.

    ``how`` are the command lines that install the project from it without a network.
    """

    folder: Path
    files: tuple[CollectedFile, ...] = ()
    platforms: tuple[TargetPlatform, ...] = ()
    missing: tuple[str, ...] = ()
    how: tuple[tuple[str, ...], ...] = ()
