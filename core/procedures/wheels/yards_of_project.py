"""Which folders are the yards that a person sees, and which of their projects name files in them."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from core.model.wheels import YardOrigin
from core.settings.allowed_indexes import folder_of
from core.settings.project_file import uv_table
from core.wheels.local_sources import ProjectSources
from core.wheels.reading.any_file import is_distribution


class YardFolder(Struct, frozen=True, kw_only=True):
    """A folder that is a yard, and how it came to be one."""

    folder: Path
    origins: tuple[YardOrigin, ...]


def yard_folders_of(
    sources: ProjectSources | None, kept: Iterable[Path], named: Sequence[Path]
) -> tuple[YardFolder, ...]:
    """Return the yards in the order in which a person looks for them; ``named`` ones alone where there are any.

    Compares names only and asks no disk.
    """
    found: dict[str, tuple[Path, dict[YardOrigin, None]]] = {}

    def add(folder: Path, origin: YardOrigin) -> None:
        plain = Path(os.path.normpath(folder))
        found.setdefault(os.path.normcase(plain), (plain, {}))[1][origin] = None

    for folder in named:
        add(folder, YardOrigin.NAMED)
    if sources is not None:
        for source in sources.sources:
            add(source.place.parent, YardOrigin.SOURCES)
        for folder in sources.find_links:
            add(folder, YardOrigin.FIND_LINKS)
        for folder in sources.flat_indexes:
            add(folder, YardOrigin.FLAT_INDEX)
    for folder in kept:
        add(folder, YardOrigin.CHOSEN)
    wanted = {os.path.normcase(os.path.normpath(folder)) for folder in named}
    return tuple(
        YardFolder(folder=folder, origins=tuple(origins))
        for key, (folder, origins) in found.items()
        if not wanted or key in wanted
    )


class Users(Struct, frozen=True):
    """Which projects name which files and folders; keys are paths as the system compares them."""

    files: Mapping[str, tuple[Path, ...]] = {}
    folders: Mapping[str, tuple[Path, ...]] = {}

    def of_file(self, file: Path) -> tuple[Path, ...]:
        """Return the projects whose sources name a file."""
        return self.files.get(_key(file), ())

    def of_folder(self, folder: Path) -> tuple[Path, ...]:
        """Return the projects that draw from a folder."""
        return self.folders.get(_key(folder), ())


class Named(Struct, frozen=True):
    """A file or folder that a project's own ``pyproject.toml`` names."""

    place: Path
    is_file: bool


def named_by(project: Path) -> tuple[Named, ...]:
    """Return the local files and folders that a project names; reads one file, and one that is broken names nothing."""
    table = uv_table(project / "pyproject.toml")
    return tuple(_named(table, project))


def users_of(named: Iterable[tuple[Path, Sequence[Named]]]) -> Users:
    """Return the projects by what they name."""
    files: dict[str, dict[Path, None]] = {}
    folders: dict[str, dict[Path, None]] = {}
    for project, places in named:
        for each in places:
            if each.is_file:
                files.setdefault(_key(each.place), {})[project] = None
            folder = each.place.parent if each.is_file else each.place
            folders.setdefault(_key(folder), {})[project] = None
    return Users({key: tuple(each) for key, each in files.items()}, {key: tuple(each) for key, each in folders.items()})


def _named(table: Mapping[str, Any], project: Path) -> Iterator[Named]:
    sources, links, indexes = (table.get(key) for key in ("sources", "find-links", "index"))
    for value in sources.values() if isinstance(sources, dict) else ():
        for entry in value if isinstance(value, list) else [value]:
            path = entry.get("path") if isinstance(entry, dict) else None
            if isinstance(path, str) and is_distribution(path.replace("\\", "/").rpartition("/")[2]):
                yield Named(_place(project, path), is_file=True)
    for text in links if isinstance(links, list) else ():
        folder = folder_of(text) if isinstance(text, str) else None
        if folder is not None:
            yield Named(_place(project, folder), is_file=False)
    for index in indexes if isinstance(indexes, list) else ():
        url = index.get("url") if isinstance(index, dict) and index.get("format") == "flat" else None
        folder = folder_of(url) if isinstance(url, str) else None
        if folder is not None:
            yield Named(_place(project, folder), is_file=False)


def _place(project: Path, path: str | Path) -> Path:
    return Path(os.path.normpath(project / path))


def _key(path: Path) -> str:
    return os.path.normcase(os.path.normpath(path))
