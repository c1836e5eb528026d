"""The wheel file that a failure is about, where the project has it as a file of its own."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from packaging.utils import InvalidWheelFilename, canonicalize_name, parse_wheel_filename
from packaging.version import InvalidVersion

from core.model.problem import Problem
from core.settings.project_file import uv_table

_FILE_URL = re.compile(r"file://[^\s`'\"<>)\]}]{1,2000}\.whl")


def wheel_of(problem: Problem, project: Path) -> Path | None:
    """Return the wheel file that uv could not bring into its cache, None where there is none or several might be it.

    uv names it in its chain of causes, or ``[tool.uv.sources]`` does for the package of that name and version.
    """
    named = {_path_of(match[0]) for text in problem.causes for match in _FILE_URL.finditer(text)}
    found = {wheel for wheel in named if _is_about(wheel, problem)} or {
        wheel for wheel in _sources(problem.package, project) if _is_about(wheel, problem)
    }
    return found.pop() if len(found) == 1 else None


def _path_of(url: str) -> Path:
    parts = urlsplit(url)
    share = f"//{parts.netloc}" if parts.netloc not in {"", "localhost"} else ""
    return Path(url2pathname(f"{share}{parts.path}"))


def _sources(package: str | None, project: Path) -> Iterator[Path]:
    """Yield the wheels that the project names for a package, whatever their markers say."""
    sources = uv_table(project / "pyproject.toml").get("sources")
    if package is None or not isinstance(sources, dict):
        return
    for name, value in sources.items():
        if canonicalize_name(name) != canonicalize_name(package):
            continue
        entries: list[Any] = value if isinstance(value, list) else [value]
        for entry in entries:
            path = entry.get("path") if isinstance(entry, dict) else None
            if isinstance(path, str) and path.endswith(".whl"):
                yield project / path


def _is_about(wheel: Path, problem: Problem) -> bool:
    """Return whether the file is there and its name says the package and, as far as it is known, the version."""
    try:
        name, version, _build, _tags = parse_wheel_filename(wheel.name)
        is_file = wheel.is_file()
    except (InvalidWheelFilename, InvalidVersion, OSError, ValueError):
        return False
    if not is_file or (problem.package is not None and name != canonicalize_name(problem.package)):
        return False
    return problem.version is None or str(version) == problem.version
