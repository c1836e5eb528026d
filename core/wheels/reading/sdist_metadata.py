"""What PKG-INFO and pyproject.toml of a source distribution promise about every wheel built from it."""

import tomllib
from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from packaging.requirements import InvalidRequirement, Requirement

from core.wheels.reading.metadata_fields import one, parse_fields

MOST_OF_PYPROJECT = 64 * 1024
"""Bytes of a pyproject.toml that are looked into: a hostile one of a megabyte takes the standard library minutes."""

_FIRST_WITH_PROMISES = (2, 2)


class SdistMetadata(Struct, frozen=True, kw_only=True):
    """What is certain before a build; ``requires`` is None where only a build tells it."""

    name: str | None = None
    version: str | None = None
    requires_python: str | None = None
    requires: tuple[str, ...] | None = None
    summary: str | None = None


def read_metadata(pkg_info: bytes | None, pyproject: Mapping[str, Any]) -> SdistMetadata:
    """Return what both files promise together.

    From metadata 2.2 on, PKG-INFO holds for every wheel, but for the fields that it calls dynamic; an older one
    promises no requirements, and then a static ``[project]`` table does. Source: the core metadata and pyproject.toml
    specifications of packaging.python.org.
    """
    fields = parse_fields(pkg_info or b"")
    project = pyproject.get("project")
    project = project if isinstance(project, dict) else {}
    dynamic = {value.strip().lower() for value in fields.get("dynamic", [])}
    promises = _version_of(fields) >= _FIRST_WITH_PROMISES
    python = None if "requires-python" in dynamic else one(fields, "requires-python")
    if python is None and isinstance(project.get("requires-python"), str):
        python = project["requires-python"]
    if promises and "requires-dist" not in dynamic:
        requires: tuple[str, ...] | None = tuple(value.strip() for value in fields.get("requires-dist", []))
    else:
        requires = _static_requires(project)
    return SdistMetadata(
        name=one(fields, "name"),
        version=one(fields, "version"),
        requires_python=python,
        requires=requires,
        summary=one(fields, "summary"),
    )


def parse_pyproject(data: bytes | None) -> dict[str, Any] | None:
    """Return pyproject.toml as it is written; empty where there is none, None where it is no TOML or too long."""
    if data is None or len(data) > MOST_OF_PYPROJECT:
        return None if data else {}
    try:
        return tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValueError, RecursionError):
        return None


def _version_of(fields: Mapping[str, list[str]]) -> tuple[int, ...]:
    try:
        return tuple(int(part) for part in (one(fields, "metadata-version") or "0").split("."))
    except ValueError:
        return (0,)


def _static_requires(project: Mapping[str, Any]) -> tuple[str, ...] | None:
    dynamic = project.get("dynamic", [])
    if "name" not in project or not isinstance(dynamic, list):
        return None
    if not {"dependencies", "optional-dependencies"}.isdisjoint(map(str, dynamic)):
        return None
    plain = project.get("dependencies", [])
    extras = project.get("optional-dependencies", {})
    if not isinstance(plain, list) or not isinstance(extras, dict):
        return None
    found = [str(requirement) for requirement in plain]
    for extra, requirements in extras.items():
        if not isinstance(requirements, list):
            return None
        found += [_of_extra(str(requirement), str(extra)) for requirement in requirements]
    return tuple(found)


def _of_extra(written: str, extra: str) -> str:
    try:
        requirement = Requirement(written)
    except InvalidRequirement:
        return written
    marker = f'extra == "{extra}"'
    if requirement.marker is not None:
        marker = f"({requirement.marker}) and {marker}"
        requirement.marker = None
    return f"{requirement} ; {marker}"
