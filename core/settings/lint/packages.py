"""Which packages a ``pyproject.toml`` names, where, and how they are spelled."""

from collections.abc import Iterator

from msgspec import Struct
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from core.settings.lint.subject import TomlFile


class Named(Struct, frozen=True):
    """A package as one place spells it; ``where`` are the keys of the place, ``known`` the name as tools compare it."""

    spelled: str
    where: tuple[str, ...]

    @property
    def known(self) -> str:
        """The name in the one form that all its spellings have."""
        return str(canonicalize_name(self.spelled))


def direct(file: TomlFile) -> tuple[Named, ...]:
    """Return the packages that a project itself asks for: dependencies, extras, groups."""
    project = file.table_at("project")
    found = [*_of_list(project.get("dependencies"), "project", "dependencies")]
    for kind in (("project", "optional-dependencies"), ("dependency-groups",)):
        for name, listed in file.table_at(*kind).items():
            found += _of_list(listed, *kind, name)
    found += _of_list(file.uv.get("dev-dependencies"), "tool", "uv", "dev-dependencies")
    return tuple(found)


def limits(file: TomlFile) -> tuple[Named, ...]:
    """Return the packages of constraints, overrides and exclusions, which take sources, too."""
    found: list[Named] = []
    for key in (
        "constraint-dependencies",
        "override-dependencies",
        "exclude-dependencies",
        "build-constraint-dependencies",
    ):
        found += _of_list(file.uv.get(key), "tool", "uv", key)
    return tuple(found)


def built_with(file: TomlFile) -> tuple[Named, ...]:
    """Return the packages that a build asks for."""
    found = [*_of_list(file.table_at("build-system").get("requires"), "build-system", "requires")]
    for package, listed in file.table_at("tool", "uv", "extra-build-dependencies").items():
        found += _of_list(listed, "tool", "uv", "extra-build-dependencies", package)
    return tuple(found)


def sources(file: TomlFile) -> tuple[Named, ...]:
    """Return the packages that have a source of their own."""
    return tuple(Named(name, ("tool", "uv", "sources", name)) for name in file.table_at("tool", "uv", "sources"))


def indexes_of_sources(file: TomlFile) -> Iterator[tuple[Named, str]]:
    """Yield each package with an index that its source names."""
    for named in sources(file):
        source = file.table_at("tool", "uv", "sources")[named.spelled]
        for each in source if isinstance(source, list) else [source]:
            index = each.get("index") if isinstance(each, dict) else None
            if isinstance(index, str):
                yield named, index


def _of_list(requirements: object, *where: str) -> Iterator[Named]:
    for each in requirements if isinstance(requirements, list) else ():
        text = each.get("requirement", each.get("name")) if isinstance(each, dict) else each
        try:
            name = Requirement(text).name if isinstance(text, str) else None
        except InvalidRequirement:
            continue
        if name is not None:
            yield Named(name, where)
