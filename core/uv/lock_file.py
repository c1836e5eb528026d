"""Reads ``uv.lock``: which files it names for each package and how large they are, where it says so."""

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from msgspec import Struct
from packaging.tags import Tag, compatible_tags, cpython_tags, sys_tags
from packaging.utils import InvalidWheelFilename, canonicalize_name, parse_wheel_filename

from core.uv.lock_document import read_document


class LockedPackage(Struct, frozen=True, kw_only=True):
    """One package of the lock; ``size`` in bytes of the file that would be fetched, None where unknown.

    ``local`` says that it comes from a file or folder of this computer, so that nothing is downloaded.
    """

    name: str
    version: str | None
    size: int | None
    local: bool


class Lock(Struct, frozen=True):
    """The packages of a lock file, several per name where markers fork it."""

    packages: tuple[LockedPackage, ...] = ()

    def find(self, name: str, version: str | None) -> LockedPackage | None:
        """Return a package by normalised name and version; None where that is not exactly one."""
        found = [
            package
            for package in self.packages
            if package.name == name and (version is None or package.version in {None, version})
        ]
        return found[0] if len(found) == 1 else None


def read_lock(project: Path, tags: Sequence[Tag] | None = None) -> Lock:
    """Read the lock of a project; an empty one where there is none yet.

    ``tags`` are those of the Python to install for, best first; None means the running one.
    Raises InputError when the file cannot be read or is no TOML.
    """
    document = read_document(project / "uv.lock")
    if document is None:
        return Lock()
    order = {tag: rank for rank, tag in reversed(list(enumerate(sys_tags() if tags is None else tags)))}
    packages = document.get("package")
    return Lock(tuple(_packages(packages, project, order)) if isinstance(packages, list) else ())


def tags_for(version: str) -> list[Tag] | None:
    """Return the wheel tags of a CPython version such as ``3.10.11`` on this computer, best first.

    None where the text is no such version. The platforms are those of the running Python.
    """
    parts = version.split(".")
    if len(parts) < 2 or not all(part.isdigit() for part in parts[:2]):
        return None
    python = (int(parts[0]), int(parts[1]))
    interpreter = f"cp{python[0]}{python[1]}"
    return [*cpython_tags(python), *compatible_tags(python, interpreter)]


def _packages(entries: list[Any], project: Path, order: Mapping[Tag, int]) -> list[LockedPackage]:
    found = []
    for entry in entries:
        if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
            continue
        version = entry.get("version")
        source = entry.get("source")
        local = _local_path(source)
        found.append(
            LockedPackage(
                name=canonicalize_name(entry["name"]),
                version=version if isinstance(version, str) else None,
                size=_size_on_disk(project, local) if local is not None else _size_in_lock(entry, order),
                local=local is not None,
            )
        )
    return found


def _local_path(source: object) -> str | None:
    if not isinstance(source, dict):
        return None
    for kind in ("path", "directory", "editable", "virtual"):
        if isinstance(source.get(kind), str):
            return str(source[kind])
    return None


def _size_on_disk(project: Path, local: str) -> int | None:
    try:
        path = project / local
        return path.stat().st_size if path.is_file() else None
    except (OSError, ValueError):
        return None


def _size_in_lock(entry: dict[str, Any], order: Mapping[Tag, int]) -> int | None:
    """Return the size of the wheel that fits best, of the sdist where none fits."""
    wheels = entry.get("wheels")
    best: tuple[int, dict[str, Any]] | None = None
    for wheel in wheels if isinstance(wheels, list) else []:
        if not isinstance(wheel, dict):
            continue
        rank = _rank(_file_name(wheel), order)
        if rank is not None and (best is None or rank < best[0]):
            best = (rank, wheel)
    chosen = best[1] if best is not None else entry.get("sdist")
    size = chosen.get("size") if isinstance(chosen, dict) else None
    return size if isinstance(size, int) and not isinstance(size, bool) and size >= 0 else None


def _file_name(file: dict[str, Any]) -> str:
    for key in ("filename", "url", "path"):
        text = file.get(key)
        if isinstance(text, str):
            try:
                return PurePosixPath(unquote(urlsplit(text).path)).name
            except ValueError:
                return ""
    return ""


def _rank(file_name: str, order: Mapping[Tag, int]) -> int | None:
    try:
        _, _, _, tags = parse_wheel_filename(file_name)
    except InvalidWheelFilename:
        return None
    ranks = [order[tag] for tag in tags if tag in order]
    return min(ranks) if ranks else None
