"""The whole of ``uv.lock``: its packages, the files of each, and what each of them needs."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from packaging.utils import canonicalize_name

from core.model.project import InputError
from core.settings.project_file import workspace_root
from core.uv.lock_document import WAY_OUT, read_document
from core.uv.lock_values import LockedFile, LockedNeed, LockedSource, LockEntry, WholeLock

_FORMAT = 1
"""The version of the format that this module knows; uv itself refuses a lock with a higher one."""


def read_whole_lock(folder: Path) -> WholeLock | None:
    """Read the lock of a project, that of its workspace where it has none itself; None where there is none yet.

    Raises InputError for a file that cannot be read, is damaged, or is of a format that a later uv will have.
    """
    for where in dict.fromkeys((folder, workspace_root(folder))):
        document = _document(where / "uv.lock")
        if document is not None:
            return _whole(document, where.absolute())
    return None


def _document(path: Path) -> dict[str, Any] | None:
    document = read_document(path)
    if document is None:
        return None
    version = document.get("version")
    if not isinstance(version, int):
        raise InputError(
            f"The lock file {path} is damaged: it names no version of its format.", WAY_OUT, subject=str(path)
        )
    if version > _FORMAT:
        raise InputError(
            f"The lock file {path} is of format {version}, and Wheelyard knows format {_FORMAT}.",
            "A later Wheelyard may know it; or lock again with an older uv.",
            subject=str(path),
        )
    if not isinstance(document.get("package", []), list):
        raise InputError(f"The lock file {path} is damaged: its packages are no list.", WAY_OUT, subject=str(path))
    return document


def _whole(document: dict[str, Any], folder: Path) -> WholeLock:
    manifest = document.get("manifest")
    members = manifest.get("members") if isinstance(manifest, dict) else None
    entries = (_entry(table, folder) for table in document.get("package", []) if isinstance(table, dict))
    return WholeLock(
        folder=folder,
        requires_python=_text(document.get("requires-python")),
        environments=_texts(document.get("supported-markers")),
        members=tuple(map(canonicalize_name, _texts(members))),
        conflicts=bool(document.get("conflicts")),
        entries=tuple(entry for entry in entries if entry is not None),
    )


def _entry(table: dict[str, Any], folder: Path) -> LockEntry | None:
    name, source = _text(table.get("name")), table.get("source")
    kind = next((each for each in LockedSource if isinstance(source, dict) and each.value in source), None)
    if name is None or kind is None or not isinstance(source, dict):
        return None
    origin = _text(source[kind.value]) or ""
    package, version = canonicalize_name(name), _text(table.get("version"))
    markers = _texts(table.get("resolution-markers"))

    def file(entry: Any) -> LockedFile | None:
        if not isinstance(entry, dict):
            return None
        url, path = _place(entry, kind, origin, folder)
        named = url if path is None else path.as_posix()
        given = _text(entry.get("filename"))
        if named is None and given is None:
            return None
        kinds, _, digest = (_text(entry.get("hash")) or "").partition(":")
        size = entry.get("size")
        return LockedFile(
            package=package,
            version=version,
            source=kind,
            file=given if given is not None else _last_part(url, path),
            url=url,
            path=path,
            sha256=digest.lower() if kinds == "sha256" and digest else None,
            other_hash=f"{kinds}:{digest}" if digest and kinds != "sha256" else None,
            size=size if isinstance(size, int) and not isinstance(size, bool) and size >= 0 else None,
            index=origin if kind is LockedSource.REGISTRY else None,
            markers=markers,
        )

    wheels, sdist = table.get("wheels"), table.get("sdist")
    files = [*map(file, wheels if isinstance(wheels, list) else ()), *([file(sdist)] if sdist is not None else [])]
    return LockEntry(
        package=package,
        version=version,
        source=kind,
        origin=origin,
        markers=markers,
        files=tuple(each for each in files if each is not None),
        needs=tuple(_needs(table.get("dependencies"))),
        extras=_by_name(table.get("optional-dependencies")),
        groups=_by_name(table.get("dev-dependencies")),
    )


def _place(entry: Mapping[str, Any], kind: LockedSource, origin: str, folder: Path) -> tuple[str | None, Path | None]:
    """Return URL and path of a file; a path in the lock is relative to its registry, and that one to the lock."""
    url, path = _text(entry.get("url")), _text(entry.get("path"))
    if kind is LockedSource.URL and url is None:
        url = origin
    if kind is LockedSource.PATH:
        return None, _absolute(folder / origin)
    if path is not None:
        return None, _absolute(folder / (_local(origin) or Path(origin)) / path)
    local = _local(url) if url is not None else None
    return (url, None) if local is None else (None, _absolute(local))


def _absolute(path: Path) -> Path:
    return Path(os.path.normpath(path.absolute()))


def _local(url: str) -> Path | None:
    if not url.lower().startswith("file:"):
        return None
    try:
        return Path(url2pathname(urlsplit(url).path))
    except ValueError:
        return None


def _last_part(url: str | None, path: Path | None) -> str:
    if path is not None:
        return path.name
    try:
        return unquote(PurePosixPath(urlsplit(url or "").path).name)
    except ValueError:
        return ""


def _needs(tables: Any) -> Iterator[LockedNeed]:
    for table in tables if isinstance(tables, list) else ():
        name = _text(table.get("name")) if isinstance(table, dict) else None
        if name is None:
            continue
        source = table.get("source")
        origins = [_text(source.get(kind.value)) for kind in LockedSource] if isinstance(source, dict) else []
        yield LockedNeed(
            package=canonicalize_name(name),
            version=_text(table.get("version")),
            origin=next((origin for origin in origins if origin is not None), None),
            marker=_text(table.get("marker")),
            extras=_texts(table.get("extra")),
        )


def _by_name(table: Any) -> dict[str, tuple[LockedNeed, ...]]:
    return {name: tuple(_needs(needs)) for name, needs in table.items()} if isinstance(table, dict) else {}


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _texts(values: Any) -> tuple[str, ...]:
    return tuple(value for value in values if isinstance(value, str)) if isinstance(values, list) else ()
