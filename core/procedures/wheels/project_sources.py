"""Reads what a project's files say of packages that come from files: its own, its workspace's root and members."""

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name

from core.procedures.wheels.file_lines import FileLines, lines_of
from core.procedures.wheels.project_folders import in_uv_toml, yard_folders
from core.procedures.wheels.wanted_packages import has_open_dependencies, wanted_in
from core.settings.lint.subject import TomlFile, read_toml
from core.settings.python_pin import python_pin
from core.settings.workspace import settings_folder
from core.wheels.local_sources import LocalSource, OtherSource, PackageSource, ProjectSources, Wanted
from core.wheels.reading.any_file import is_distribution

_MOST_MEMBERS = 200


def read_project_sources(project: Path, environ: Mapping[str, str] | None = None) -> ProjectSources:
    """Return what the files of a project say; one that cannot be read says nothing.

    ``environ`` is the person's environment, whose variables may name further indexes.
    """
    project = Path(os.path.normpath(project.absolute()))
    root = settings_folder(project)
    files = [file for folder in _folders(project, root) if (file := read_toml(folder / "pyproject.toml")) is not None]
    sources: list[PackageSource] = []
    wanted: list[Wanted] = []
    for file in files:
        lines = lines_of(file)
        sources += _sources(file, lines)
        wanted += wanted_in(file, lines)
    asking = _requiring(files, project)
    find_links, flat_indexes, remote = yard_folders(root, environ or {})
    pin = python_pin(project, root, environ or {})
    return ProjectSources(
        project=project,
        root=root,
        members=tuple(file.path.parent for file in files if file.path.parent != root),
        sources=tuple(each for each in sources if isinstance(each, LocalSource)),
        others=tuple(each for each in sources if isinstance(each, OtherSource)),
        wanted=tuple(wanted),
        requires_python=_requires_python(files),
        requires_file=asking.path if asking is not None else None,
        requires_python_line=asking.line("project", "requires-python") if asking is not None else None,
        environments=_markers(files, root, "environments"),
        required_environments=_markers(files, root, "required-environments"),
        find_links=find_links,
        flat_indexes=flat_indexes,
        remote=remote,
        is_open=any(map(has_open_dependencies, files)),
        in_uv_toml=in_uv_toml(project, root),
        pin=str(pin.value) if pin is not None else None,
    )


def _folders(project: Path, root: Path) -> Iterator[Path]:
    """Yield the folders whose files count, the root's first."""
    seen = dict.fromkeys((root, project))
    file = read_toml(root / "pyproject.toml")
    workspace = file.table_at("tool", "uv", "workspace") if file is not None else {}
    patterns = workspace.get("members")
    for pattern in patterns if isinstance(patterns, list) else ():
        if isinstance(pattern, str):
            with suppress(OSError, ValueError, NotImplementedError):  # what is no pattern names no folder
                for folder in sorted(root.glob(pattern))[:_MOST_MEMBERS]:
                    if folder not in seen and settings_folder(folder) == root:
                        seen[folder] = None
    yield from seen


def _sources(file: TomlFile, lines: FileLines) -> Iterator[PackageSource]:
    for name, value in file.table_at("tool", "uv", "sources").items():
        key = ("tool", "uv", "sources", name)
        for entry in value if isinstance(value, list) else [value]:
            if isinstance(entry, dict):
                yield _source(name, entry, file, lines, key)


def _source(name: str, entry: dict[str, Any], file: TomlFile, lines: FileLines, key: tuple[str, ...]) -> PackageSource:
    path = _text(entry, "path")
    common = {
        "package": canonicalize_name(name),
        "written_name": name,
        "file": file.path,
        "marker": _text(entry, "marker"),
        "extra": _text(entry, "extra"),
        "group": _text(entry, "group"),
    }
    # A text that no system takes for a path names no file, and uv says so itself.
    if path is None or "\0" in path or not is_distribution(path.replace("\\", "/").rpartition("/")[2]):
        return OtherSource(**common, line=lines.line(*key))  # type: ignore[arg-type] # text, path or None, by name
    place = Path(os.path.normpath(file.path.parent / path))
    return LocalSource(**common, line=lines.line_with(path, *key), path=path, place=place)  # type: ignore[arg-type] # as above


def _text(entry: dict[str, Any], key: str) -> str | None:
    value = entry.get(key)
    return value if isinstance(value, str) and value else None


def _requires_python(files: list[TomlFile]) -> str | None:
    """Return the Pythons that all projects of a workspace allow, as uv takes them together."""
    found = [_text(file.table_at("project"), "requires-python") for file in files]
    return ",".join(dict.fromkeys(text.strip(" ,") for text in found if text is not None)) or None


def _requiring(files: list[TomlFile], project: Path) -> TomlFile | None:
    """Return the file whose ``requires-python`` a person would change: the project's own, else any that has one."""
    having = [file for file in files if _text(file.table_at("project"), "requires-python") is not None]
    return next((file for file in having if file.path.parent == project), having[0] if having else None)


def _markers(files: list[TomlFile], root: Path, key: str) -> tuple[str, ...]:
    value = next((file.uv.get(key) for file in files if file.path.parent == root), None)
    listed = [value] if isinstance(value, str) else value
    return tuple(each for each in listed if isinstance(each, str) and each) if isinstance(listed, list) else ()
