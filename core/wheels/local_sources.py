"""What a project's files say of packages that come from files: frozen values, with the lines they stand in."""

import os
from pathlib import Path

from msgspec import Struct


class PackageSource(Struct, frozen=True, kw_only=True):
    """One entry of ``[tool.uv.sources]``; ``package`` is normalised, ``written_name`` as the file has it.

    ``file`` and ``line`` (from 1) name the place. ``extra`` and ``group`` limit the entry, as uv knows them.
    """

    package: str
    written_name: str
    file: Path
    line: int | None = None
    marker: str | None = None
    extra: str | None = None
    group: str | None = None


class LocalSource(PackageSource, frozen=True, kw_only=True):
    """An entry that names a wheel or an sdist: ``path`` as it is written, ``place`` absolute."""

    path: str
    place: Path

    @property
    def meant(self) -> Path:
        """Where the file lies if backslashes in its path part folders, as they do on Windows only."""
        return Path(os.path.normpath(self.file.parent / self.path.replace("\\", "/")))


class OtherSource(PackageSource, frozen=True, kw_only=True):
    """An entry that names no file: an index, a folder, git, an address, a member of the workspace."""


class Wanted(Struct, frozen=True, kw_only=True):
    """A requirement of a project or member; ``where`` is ``dependencies``, ``the extra x`` or ``the group y``.

    ``is_limit`` says that it stands among constraints, overrides or what a build asks for: it takes a source, too,
    and asks for nothing by itself.
    """

    package: str
    written_name: str
    file: Path
    where: str
    line: int | None = None
    marker: str | None = None
    is_limit: bool = False


class ProjectSources(Struct, frozen=True, kw_only=True):
    """The local sources of a project, of its workspace's root and members, and what else decides about them.

    ``requires_python`` is what all of them allow together; ``requires_python_line`` is that of ``requires_file``.
    ``environments`` are the markers that the lock is limited to, empty where it covers every platform;
    ``required_environments`` are those for which every package has to have a file.
    ``find_links`` and ``flat_indexes`` are folders; ``remote`` says whether an index is asked that is none.
    ``is_open`` says that dependencies come from elsewhere, so that the files do not tell what is asked for.
    ``in_uv_toml`` are the places of sources in a ``uv.toml``, which takes none: a file with its line. ``pin`` is the
    Python version that a ``.python-version`` asks for.
    """

    project: Path
    root: Path
    members: tuple[Path, ...] = ()
    sources: tuple[LocalSource, ...] = ()
    others: tuple[OtherSource, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    requires_python: str | None = None
    requires_file: Path | None = None
    requires_python_line: int | None = None
    environments: tuple[str, ...] = ()
    required_environments: tuple[str, ...] = ()
    find_links: tuple[Path, ...] = ()
    flat_indexes: tuple[Path, ...] = ()
    remote: bool = True
    is_open: bool = False
    in_uv_toml: tuple[tuple[Path, int | None], ...] = ()
    pin: str | None = None

    @property
    def yards(self) -> tuple[Path, ...]:
        """The folders that the project draws from: those of its sources, its find-links and its flat indexes."""
        folders = (*(source.meant.parent for source in self.sources), *self.find_links, *self.flat_indexes)
        return tuple(dict.fromkeys(folders))

    def sources_of(self, package: str, file: Path) -> tuple[PackageSource, ...]:
        """Return the entries that hold for a package in one project's file: its own, else those of the root."""
        entries: tuple[PackageSource, ...] = (*self.sources, *self.others)
        own = tuple(each for each in entries if each.package == package and each.file == file)
        root = self.root / "pyproject.toml"
        return own or tuple(each for each in entries if each.package == package and each.file == root)
