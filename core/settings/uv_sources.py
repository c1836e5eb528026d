"""The sources that uv reads its settings from, strongest first, each with its origin."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from core.model.settings import Origin, OriginKind
from core.settings.project_file import uv_table
from core.system.uv_folders import system_uv_configs, user_uv_config


class UvSource(Struct, frozen=True):
    """One file's table of uv settings."""

    origin: Origin
    table: dict[str, Any]


def uv_sources(project: Path, environ: Mapping[str, str]) -> tuple[UvSource, ...]:
    """Read project, user and system settings files, in the order in which uv lets them win.

    The nearest folder upwards that has a ``uv.toml`` or a ``[tool.uv]`` table is the project's source;
    ``UV_NO_CONFIG`` and ``UV_CONFIG_FILE`` are obeyed as uv obeys them. Broken files count as empty: uv itself
    reports them in its own words.
    """
    if environ.get("UV_NO_CONFIG", "").lower() not in {"", "0", "false"}:
        return ()
    named = environ.get("UV_CONFIG_FILE")
    if named:
        return tuple(_toml_source(OriginKind.ENVIRONMENT, project / named))
    found = [*_project_source(project), *_toml_source(OriginKind.USER, user_uv_config(environ))]
    for file in system_uv_configs(environ):
        system = _toml_source(OriginKind.SYSTEM, file)
        if system:
            found.extend(system)
            break
    return tuple(found)


def _project_source(project: Path) -> list[UvSource]:
    for folder in (project, *project.parents):
        source = _toml_source(OriginKind.PROJECT, folder / "uv.toml")
        if source:
            return source
        table = uv_table(folder / "pyproject.toml")
        if table:
            return [UvSource(Origin(OriginKind.PROJECT, str(folder / "pyproject.toml")), table)]
    return []


def _toml_source(kind: OriginKind, file: Path) -> list[UvSource]:
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return []
    return [UvSource(Origin(kind, str(file)), table)]
