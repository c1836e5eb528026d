"""Rules about indexes: not defined, defined twice, asked by nobody, with a login in the URL."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from core.model.checks import Check
from core.model.setting_keys import SettingKey
from core.model.setting_values import IndexEntry
from core.settings.lint.making import fail, warn
from core.settings.lint.packages import direct, indexes_of_sources, limits
from core.settings.lint.subject import Subject, TomlFile


def undefined(subject: Subject) -> Iterator[Check]:
    """Find indexes that a source names and that no file of the project defines, at which uv ends."""
    by_variable = _of_variables(subject)
    for file in subject.pyprojects:
        defined = {*_names(file), *(_names(subject.root_pyproject) if subject.root_pyproject else ()), *by_variable}
        wanted = {named.known for each in subject.pyprojects for named in (*direct(each), *limits(each))}
        for named, index in indexes_of_sources(file):
            if index in defined:
                continue
            make = fail if named.known in wanted else warn
            ends = (
                "uv ends with an error when it reads the project"
                if make is fail
                else ("nothing asks for the package yet; uv will end with an error as soon as something does")
            )
            yield make(
                "index-undefined",
                f"The index {index} is not defined",
                f"The source of {named.spelled} is the index {index}, and the project's pyproject.toml has no "
                f"[[tool.uv.index]] of that name. {_elsewhere(index, defined, subject)}As it is, {ends}.",
                key=SettingKey.INDEXES,
                file=file.path,
                line=file.line(*named.where),
            )


def _elsewhere(index: str, defined: set[str], subject: Subject) -> str:
    near = next((each for each in sorted(defined) if _loose(each) == _loose(index)), None)
    if near is not None:
        return f"There is one named {near}: the two must be spelled alike. "
    for source in subject.sources.usable:
        if not source.below and index in {entry.get("name") for entry in _entries(source.table)}:
            return f"One is defined in {source.origin.path}, but sources may only name those of the pyproject.toml. "
    return ""


def twice(subject: Subject) -> Iterator[Check]:
    """Find two indexes of one name, or two that are the default one, in one file.

    uv ends at them in a ``pyproject.toml``, and takes the first in a ``uv.toml``.
    """
    for file in subject.pyprojects:
        yield from _twice(file.uv, file, fail, "uv ends with an error when it reads the project")
    for source in subject.sources.usable:
        if not source.below and source.origin.path is not None:
            file = TomlFile(path=Path(source.origin.path), table=source.table, places=source.places)
            yield from _twice(source.table, file, warn, "uv asks only the first")


def _twice(table: dict[str, Any], file: TomlFile, make: Callable[..., Check], follows: str) -> Iterator[Check]:
    keys = ("tool", "uv", "index") if "tool" in file.table else ("index",)
    lines = file.lines(*keys)
    seen: set[str] = set()
    defaults = 0
    for number, entry in enumerate(_entries(table)):
        line = lines[number] if number < len(lines) else file.line(*keys)
        where = {"key": SettingKey.INDEXES, "file": file.path, "line": line}
        name = entry.get("name")
        if isinstance(name, str) and name in seen:
            yield make(
                "index-twice",
                f"Two indexes are called {name}",
                f"{file.path.name} defines the index {name} twice; {follows}.",
                **where,
            )
        if isinstance(name, str):
            seen.add(name)
        defaults += entry.get("default") is True
        if entry.get("default") is True and defaults == 2:
            yield make(
                "index-default-twice",
                "Two indexes are the default one",
                f"{file.path.name} has two indexes with default = true, and there can be one; {follows}.",
                **where,
            )


def explicit_unused(subject: Subject) -> Iterator[Check]:
    """Find indexes that are asked only for packages whose source names them, and that no source names."""
    used = {index for file in subject.pyprojects for _, index in indexes_of_sources(file)}
    for file in subject.pyprojects:
        lines = file.lines("tool", "uv", "index")
        for number, entry in enumerate(_entries(file.uv)):
            name = entry.get("name")
            if entry.get("explicit") is not True or not isinstance(name, str) or name in used:
                continue
            if entry.get("publish-url") is not None:
                continue
            yield warn(
                "index-explicit-unused",
                f"Nothing is taken from the index {name}",
                f"The index {name} is explicit: uv asks it only for packages whose source names it, and none "
                "does. Take "
                "explicit out, or name the index in [tool.uv.sources].",
                key=SettingKey.INDEXES,
                file=file.path,
                line=lines[number] if number < len(lines) else file.line("tool", "uv", "index"),
            )


def _names(file: TomlFile) -> set[str]:
    return {entry["name"] for entry in _entries(file.uv) if isinstance(entry.get("name"), str)}


def _of_variables(subject: Subject) -> set[str]:
    """Return the names that UV_INDEX and UV_DEFAULT_INDEX define, and those of the profile: uv is told by them."""
    names: set[str] = set()
    for held in subject.values.of(SettingKey.INDEXES).held:
        if (held.origin.path or "").endswith(".toml") or not isinstance(held.value, tuple):
            continue
        names |= {each.name for each in held.value if isinstance(each, IndexEntry) and each.name}
    return names


def _entries(table: dict[str, Any]) -> list[dict[str, Any]]:
    entries = table.get("index")
    return [each for each in entries if isinstance(each, dict)] if isinstance(entries, list) else []


def _loose(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")
