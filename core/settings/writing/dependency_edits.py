"""Adding, changing and taking out requirements of a ``pyproject.toml``, as a person would by hand."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from core.model.project import InputError
from core.settings.writing.dependency_lists import (
    DEPENDENCIES,
    EXTRAS,
    GROUPS,
    DependencyList,
    dependency_lists,
    held_requirements,
    name_of,
)
from core.settings.writing.list_items import with_item, without_item
from core.settings.writing.meaning import checked, meant, read_toml, refused, same, with_meant
from core.settings.writing.sorted_place import place_in
from core.settings.writing.table_places import with_list
from core.settings.writing.toml_keys import value_at
from core.settings.writing.toml_layout import Span, items
from core.settings.writing.toml_words import written

_PIN = re.compile(r"(===?\s*)([^\s,;)*]+)(?=\s*(?:[;)]|$))")


def with_dependency(
    text: str, requirement: str, *, group: str | None = None, extra: str | None = None, file: str
) -> str:
    """Return a ``pyproject.toml`` with a requirement in the project's dependencies, in a group or in an extra.

    A requirement of that package which stands in the list stays as it is. The new one is written in the list's own
    layout, into its place where the list is sorted, a missing list is made. Raises InputError for what is no
    requirement, for a file that cannot have it, and where a pinned version is not allowed by what stands there.
    """
    wanted = _parsed(requirement)
    whole = read_toml(text, file)
    target = _target(whole, group, extra)
    listed = meant(whole, target.path)
    if listed is not None and not isinstance(listed, list):
        raise refused(target.what, file)
    if any(name_of(each) == canonicalize_name(wanted.name) for each in listed or ()):
        _check_allowed(text, wanted, target, file)
        return text
    _check_takes(whole, target, file)
    number = place_in(listed or (), requirement)
    expected = [*(listed or ())[:number], requirement, *(listed or ())[number:]]

    def change(bare: str) -> str:
        span = value_at(bare, target.path)
        if span is None:
            return with_list(bare, target.path, f"[{written(requirement)}]")
        like = next((bare[item[0]] for item in reversed(items(bare, span)) if bare[item[0]] in "\"'"), "")
        return with_item(bare, span, number, written(requirement, like))

    return checked(text, change, _only(whole, {target: expected}), what=target.what, file=file)


def with_requirement(
    text: str, old: str, new: str, *, group: str | None = None, extra: str | None = None, file: str
) -> str:
    """Return a ``pyproject.toml`` with the requirement ``old`` of a list written as ``new``, in the quotes it has.

    Raises InputError where the list does not hold it.
    """
    _parsed(new)
    whole = read_toml(text, file)
    places = {
        each: [number for number, item in enumerate(meant(whole, each.path)) if item == old]
        for each in _chosen(whole, group, extra)
    }
    if not any(places.values()):
        raise InputError(f"{file} does not hold the requirement {old}.", "Read the file again.", subject=file)

    def change(bare: str) -> str:
        for each, numbers in places.items():
            for number in numbers:
                item = items(bare, _array(bare, each))[number]
                bare = bare[: item[0]] + written(new, bare[slice(*item)]) + bare[item[1] :]
        return bare

    expected = {each: [new if item == old else item for item in meant(whole, each.path)] for each in places}
    return checked(text, change, _only(whole, expected), what=old, file=file)


def pinned(requirement: str, version: str) -> str | None:
    """Return a requirement that pins a version with another version in it, None where it does not pin one.

    Its name, extras, blanks and marker stay as they are written.
    """
    try:
        parsed = Requirement(requirement)
    except InvalidRequirement:
        return None
    head, sign, marker = requirement.partition(";")
    if parsed.url is not None or len(parsed.specifier) != 1 or not _PIN.search(head):
        return None
    return _PIN.sub(lambda match: f"{match[1]}{version}", head, count=1) + sign + marker


def without_dependency(
    text: str,
    package: str,
    *,
    everywhere: bool = True,
    group: str | None = None,
    extra: str | None = None,
    file: str,
) -> str:
    """Return a ``pyproject.toml`` without the requirements of a package, whatever their spelling.

    ``everywhere`` means every list; without it the list that ``group`` or ``extra`` name, or the project's own. Lists
    stay, also when they are empty. Raises InputError for a file whose form does not allow it.
    """
    whole = read_toml(text, file)
    lists = tuple(dependency_lists(whole)) if everywhere and group is None and extra is None else None
    name = canonicalize_name(package)
    gone = {
        each: [number for number, item in enumerate(meant(whole, each.path)) if name_of(item) == name]
        for each in (lists if lists is not None else _chosen(whole, group, extra))
    }
    if not any(gone.values()):
        return text

    def change(bare: str) -> str:
        for each, numbers in gone.items():
            for number in reversed(numbers):
                bare = without_item(bare, _array(bare, each), number)
        return bare

    left = {each: [item for item in meant(whole, each.path) if name_of(item) != name] for each in gone}
    return checked(text, change, _only(whole, left), what=f"the requirements of {package}", file=file)


def _parsed(requirement: str) -> Requirement:
    try:
        return Requirement(requirement)
    except InvalidRequirement:
        raise InputError(
            f"{requirement!r} is no requirement.", "Write it as NAME or NAME==VERSION.", subject=requirement
        ) from None


def _target(whole: Mapping[str, Any], group: str | None, extra: str | None) -> DependencyList:
    """Return the list that is meant: its name as the file spells it, else normalised as uv writes it."""
    if group is None and extra is None:
        return DependencyList(path=DEPENDENCIES)
    above, name = (GROUPS, group) if group is not None else (EXTRAS, extra or "")
    known = meant(whole, above)
    spelt = next((key for key in known or () if canonicalize_name(key) == canonicalize_name(name)), None)
    name = spelt or canonicalize_name(name)
    return DependencyList(
        path=(*above, name), group=name if group is not None else None, extra=None if group is not None else name
    )


def _chosen(whole: Mapping[str, Any], group: str | None, extra: str | None) -> list[DependencyList]:
    """Return the lists of one meaning; the dev group may have two."""
    target = _target(whole, group, extra)
    return [each for each in dependency_lists(whole) if (each.group, each.extra) == (target.group, target.extra)]


def _check_allowed(text: str, wanted: Requirement, target: DependencyList, file: str) -> None:
    versions = [each.version for each in wanted.specifier if each.operator in {"==", "==="} and "*" not in each.version]
    held = [
        each
        for each in held_requirements(text, wanted.name)
        if (each.group, each.extra) == (target.group, target.extra)
    ]
    for version in versions:
        if held and all(each.allows(version) is False for each in held):
            raise InputError(
                f"{file}, line {held[0].line}, requires {held[0].text} in {held[0].where}, "
                f"which does not allow {wanted.name} {version}.",
                "Nothing was changed; change that requirement first.",
                subject=file,
            )


def _check_takes(whole: Mapping[str, Any], target: DependencyList, file: str) -> None:
    """Raise InputError where uv would not read the list, or the file be broken by it."""
    project = whole.get("project")
    if target.group is not None:
        return
    if not isinstance(project, dict):
        raise InputError(
            f"{file} has no [project] table, which uv takes dependencies from.",
            "Nothing was changed; name a dependency group, or give it a [project] table with a name and a version.",
            subject=file,
        )
    key = target.path[1]
    dynamic = project.get("dynamic")
    if isinstance(dynamic, list) and key in dynamic:
        raise InputError(
            f"{file} leaves the {key} to its build backend (dynamic).",
            f"Nothing was changed; add the package where the backend reads them, or take {key} out of dynamic.",
            subject=file,
        )


def _array(text: str, each: DependencyList) -> Span:
    span = value_at(text, each.path)
    if span is None:
        raise ValueError("a list that is no value")
    return span


def _only(whole: Mapping[str, Any], lists: Mapping[DependencyList, list[Any]]) -> Callable[[dict[str, Any]], bool]:
    """Return what agrees to a meaning in which only these lists differ from ``whole``."""

    def sound(after: dict[str, Any]) -> bool:
        expected: dict[str, Any] = dict(whole)
        for each, listed in lists.items():
            expected = with_meant(expected, each.path, listed)
        return same(after, expected)

    return sound
