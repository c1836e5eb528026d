"""The wheel files that a project names as sources: uv unpacks each of them to lock, for whatever platform it is."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct
from packaging.utils import InvalidWheelFilename, parse_wheel_filename

from core.settings.project_file import uv_table, workspace_root


class LocalWheel(Struct, frozen=True, kw_only=True):
    """A wheel file; ``size`` in bytes."""

    path: Path
    name: str
    version: str
    size: int


def local_wheels(project: Path) -> tuple[LocalWheel, ...]:
    """Return the wheels that the project's and its workspace's ``[tool.uv.sources]`` name and that are there."""
    found: dict[Path, LocalWheel] = {}
    for folder in dict.fromkeys((project, workspace_root(project))):
        for named in _named(uv_table(folder / "pyproject.toml").get("sources")):
            wheel = _wheel(Path(os.path.normpath(folder / named)))  # as uv names it
            if wheel is not None:
                found[wheel.path] = wheel
    return tuple(found.values())


def _named(sources: Any) -> Iterator[str]:
    for source in sources.values() if isinstance(sources, dict) else ():
        for each in source if isinstance(source, list) else [source]:
            path = each.get("path") if isinstance(each, dict) else None
            if isinstance(path, str) and path.lower().endswith(".whl"):
                yield path


def _wheel(path: Path) -> LocalWheel | None:
    try:
        name, version, _, _ = parse_wheel_filename(path.name)
        return LocalWheel(path=path, name=name, version=str(version), size=path.stat().st_size)
    except (InvalidWheelFilename, OSError, ValueError):
        return None
