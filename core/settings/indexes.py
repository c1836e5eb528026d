"""The indexes of a project, as its files and the person's name them."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

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
        entries: Any = source.table.get("index")
        for entry in entries if isinstance(entries, list) else ():
            url = entry.get("url") if isinstance(entry, dict) else None
            name = entry.get("name") if isinstance(entry, dict) else None
            if isinstance(url, str) and url:
                yield name if isinstance(name, str) and name else None, url
        for key in ("index-url", "extra-index-url"):
            named: Any = source.table.get(key)
            for url in [named] if isinstance(named, str) else named if isinstance(named, list) else ():
                if isinstance(url, str):
                    yield None, url
