"""Which packages a project's file asks for, under which markers, and in which line."""

from collections.abc import Iterator

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from core.procedures.wheels.file_lines import FileLines
from core.settings.lint.subject import TomlFile
from core.wheels.local_sources import Wanted

_LIMITS = ("constraint-dependencies", "override-dependencies", "exclude-dependencies", "build-constraint-dependencies")


def wanted_in(file: TomlFile, lines: FileLines) -> Iterator[Wanted]:
    """Yield every requirement of a file, the project's own dependencies first."""
    yield from _of_list(file, lines, "dependencies", "project", "dependencies")
    for name in file.table_at("project", "optional-dependencies"):
        yield from _of_list(file, lines, f"the extra {name}", "project", "optional-dependencies", name)
    for name in file.table_at("dependency-groups"):
        yield from _of_list(file, lines, f"the group {name}", "dependency-groups", name)
    yield from _of_list(file, lines, "the group dev", "tool", "uv", "dev-dependencies")
    for key in _LIMITS:
        yield from _of_list(file, lines, key, "tool", "uv", key)
    yield from _of_list(file, lines, "build-system", "build-system", "requires")
    for name in file.table_at("tool", "uv", "extra-build-dependencies"):
        path = ("tool", "uv", "extra-build-dependencies", name)
        yield from _of_list(file, lines, "extra-build-dependencies", *path)


def has_open_dependencies(file: TomlFile) -> bool:
    """Whether dependencies come from elsewhere, so that the file does not tell what is asked for."""
    dynamic = file.table_at("project").get("dynamic")
    return isinstance(dynamic, list) and ("dependencies" in dynamic or "optional-dependencies" in dynamic)


def _of_list(file: TomlFile, lines: FileLines, where: str, *key: str) -> Iterator[Wanted]:
    requirements = file.table_at(*key[:-1]).get(key[-1])
    for each in requirements if isinstance(requirements, list) else ():
        text = each.get("requirement", each.get("name")) if isinstance(each, dict) else each
        try:
            requirement = Requirement(text) if isinstance(text, str) else None
        except InvalidRequirement:
            continue
        if requirement is not None and isinstance(text, str):
            yield Wanted(
                package=canonicalize_name(requirement.name),
                written_name=requirement.name,
                file=file.path,
                where=where,
                line=lines.line_with(text, *key),
                marker=str(requirement.marker) if requirement.marker is not None else None,
                is_limit=where in _LIMITS or where in {"build-system", "extra-build-dependencies"},
            )
