"""The indexes of a project, as its files and the person's name them, and whether two addresses are one index."""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from core.network.address import address_of
from core.settings.project_file import uv_table, workspace_root
from core.settings.uv_sources import uv_sources

_VARIABLES = ("UV_DEFAULT_INDEX", "UV_INDEX")


def indexes_of(project: Path, environ: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return name and URL of the indexes that uv may ask in a project, strongest source first, each name once.

    One without a name is called by its URL. Files that cannot be read name none.
    """
    found: dict[str, str] = {}
    for name, url in (*_of_variables(environ), *_of_files(project, environ)):
        found.setdefault(name or url, url)
    return tuple(found.items())


def same_index(one: str, other: str) -> bool:
    """Return whether two URLs are one index: the same scheme, server, port and path, whatever login or query they have.

    What is no address is the same as nothing. A backslash is refused: uv reads it as a slash, which makes the server
    another one than it seems.
    """
    first, second = _place_of(one), _place_of(other)
    return first is not None and first == second


def index_key(name: str) -> str:
    """Return a name as uv spells it in the variables of its login: several names may be one there."""
    return re.sub(r"[^A-Z0-9]", "_", name.upper())


def addresses_of(index: str, project: Path, environ: Mapping[str, str]) -> tuple[str, ...]:
    """Return every URL to which uv may send a login that it is given for the name ``index``, each once.

    Besides those of ``indexes_of`` uv takes an index out of the ``pyproject.toml`` of every member of the workspace and
    of every folder that one of them names as a source (measured, uv 0.13.9).
    """
    named = [*_of_variables(environ), *_of_files(project, environ)]
    for _, table in _tables_of(project):
        named += _of_table(table)
    key = index_key(index)
    return tuple(dict.fromkeys(url for name, url in named if name is not None and index_key(name) == key))


def index_places(project: Path) -> Iterator[tuple[Path, str | None, str]]:
    """Yield file, name and URL of the indexes of the project, its workspace's members and folders that are sources."""
    for folder, table in _tables_of(project):
        for name, url in _of_table(table):
            yield folder / "pyproject.toml", name, url


def pyprojects_of(project: Path) -> tuple[Path, ...]:
    """Return every ``pyproject.toml`` that uv takes an index from: see `addresses_of`; they need not exist."""
    return tuple(folder / "pyproject.toml" for folder, _ in _tables_of(project))


def _place_of(url: str) -> tuple[str, str, str] | None:
    address = None if "\\" in url else address_of(url)
    if address is None or isinstance(address, str):
        return None
    return address.scheme, address.authority, urlsplit(url.strip()).path.rstrip("/")


def _of_variables(environ: Mapping[str, str]) -> Iterator[tuple[str | None, str]]:
    for variable in _VARIABLES:
        for entry in environ.get(variable, "").split():
            name, equals, url = entry.partition("=")
            # A URL may have an equals sign of its own, and a name has neither colon nor slash.
            if equals and not set(":/?") & set(name):
                yield name, url
            else:
                yield None, entry
    for variable in ("UV_INDEX_URL", "UV_EXTRA_INDEX_URL"):
        for url in environ.get(variable, "").split():
            yield None, url


def _of_files(project: Path, environ: Mapping[str, str]) -> Iterator[tuple[str | None, str]]:
    for source in uv_sources(project, environ):
        yield from _of_table(source.table)
        for key in ("index-url", "extra-index-url"):
            named: Any = source.table.get(key)
            for url in [named] if isinstance(named, str) else named if isinstance(named, list) else ():
                if isinstance(url, str):
                    yield None, url


def _of_table(table: dict[str, Any]) -> Iterator[tuple[str | None, str]]:
    entries = table.get("index")
    for entry in entries if isinstance(entries, list) else ():
        url = entry.get("url") if isinstance(entry, dict) else None
        name = entry.get("name") if isinstance(entry, dict) else None
        if isinstance(url, str) and url:
            yield name if isinstance(name, str) and name else None, url


def _tables_of(project: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield folder and ``[tool.uv]`` of the project, its workspace's members and the folders that are their sources."""
    seen: set[str] = set()
    waiting = [project, workspace_root(project)]
    for folder in waiting:  # grows as it goes
        key = os.path.normcase(os.path.normpath(folder))
        if key not in seen:
            seen.add(key)
            table = uv_table(folder / "pyproject.toml")
            yield folder, table
            waiting += _folders_in(table, folder)


def _folders_in(table: dict[str, Any], folder: Path) -> Iterator[Path]:
    workspace, sources = table.get("workspace"), table.get("sources")
    members = workspace.get("members") if isinstance(workspace, dict) else None
    for pattern in members if isinstance(members, list) else ():
        if not isinstance(pattern, str):
            continue
        with suppress(OSError, TypeError, ValueError, NotImplementedError):  # what is no pattern names no folder
            yield from list(folder.glob(pattern))
    for named in sources.values() if isinstance(sources, dict) else ():
        for source in named if isinstance(named, list) else [named]:
            path = source.get("path") if isinstance(source, dict) else None
            if isinstance(path, str) and path:
                yield folder / path
