"""The lists of requirements in a ``pyproject.toml``, and what they hold of one package."""

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from core.settings.writing.meaning import MARK, meant
from core.settings.writing.toml_keys import value_at
from core.settings.writing.toml_layout import KeyPath, items

DEPENDENCIES: KeyPath = ("project", "dependencies")
EXTRAS: KeyPath = ("project", "optional-dependencies")
GROUPS: KeyPath = ("dependency-groups",)
_OLD_DEV: KeyPath = ("tool", "uv", "dev-dependencies")


class HeldRequirement(Struct, frozen=True, kw_only=True):
    """A requirement that a file holds of a package: its text, and the list that it stands in.

    ``group`` names a dependency group, ``extra`` an optional dependency, both None mean the project's own
    dependencies. ``line`` counts from 1.
    """

    text: str
    line: int
    group: str | None = None
    extra: str | None = None

    @property
    def where(self) -> str:
        """The list in words."""
        if self.group is not None:
            return f"the dependency group {self.group}"
        return f"the extra {self.extra}" if self.extra is not None else "the project's dependencies"

    def allows(self, version: str) -> bool | None:
        """Whether the requirement allows a version, be it a pre-release; None where that is unknown."""
        try:
            requirement = Requirement(self.text)
            return requirement.url is not None or requirement.specifier.contains(Version(version), prereleases=True)
        except (InvalidRequirement, InvalidVersion):
            return None


class DependencyList(Struct, frozen=True, kw_only=True):
    """One list of requirements: its path of keys in the file, and what it means to the project."""

    path: KeyPath
    group: str | None = None
    extra: str | None = None

    @property
    def what(self) -> str:
        """The list as a sentence names it."""
        return HeldRequirement(text="", line=0, group=self.group, extra=self.extra).where


def dependency_lists(whole: Mapping[str, Any]) -> Iterator[DependencyList]:
    """Yield every list of requirements that the meaning of a file has, with the dev list of older versions of uv."""
    if isinstance(meant(whole, DEPENDENCIES), list):
        yield DependencyList(path=DEPENDENCIES)
    for name, listed in _table(meant(whole, EXTRAS)).items():
        if isinstance(listed, list):
            yield DependencyList(path=(*EXTRAS, name), extra=name)
    for name, listed in _table(meant(whole, GROUPS)).items():
        if isinstance(listed, list):
            yield DependencyList(path=(*GROUPS, name), group=name)
    if isinstance(meant(whole, _OLD_DEV), list):
        yield DependencyList(path=_OLD_DEV, group="dev")


def held_requirements(text: str, package: str) -> tuple[HeldRequirement, ...]:
    """Return every requirement of ``package`` that a ``pyproject.toml`` holds, whatever its spelling there.

    Constraints and overrides are none. A text that is no TOML holds none.
    """
    text = text.removeprefix(MARK)
    try:
        whole = tomllib.loads(text)
    except (ValueError, RecursionError):
        return ()
    found = []
    for each in dependency_lists(whole):
        span = value_at(text, each.path)
        spans = items(text, span) if span is not None else ()
        for number, requirement in enumerate(meant(whole, each.path)):
            if number < len(spans) and name_of(requirement) == canonicalize_name(package):
                line = text.count("\n", 0, spans[number][0]) + 1
                found.append(HeldRequirement(text=requirement, line=line, group=each.group, extra=each.extra))
    return tuple(found)


def name_of(requirement: object) -> str | None:
    """Return the normalised name in a requirement, None for what is none, such as a group that is included."""
    try:
        return canonicalize_name(Requirement(requirement).name) if isinstance(requirement, str) else None
    except InvalidRequirement:
        return None


def _table(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
