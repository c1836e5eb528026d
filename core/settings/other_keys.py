"""What uv takes for the keys of its files that are no settings of Wheelyard's own.

One value that uv does not take makes it pass over the whole table, so each of them matters. Measured with uv 0.13.9;
what is not listed here is not checked.
"""

from collections.abc import Callable, Mapping
from typing import Any

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version

from core.settings import uv_checks
from core.settings.bad_value import BadValueError, shown

Check = Callable[[object], object]
"""Accepts what a file holds; raises BadValueError."""


def flag(raw: object) -> None:
    """Accept true or false."""
    if not isinstance(raw, bool):
        raise BadValueError(f"{shown(raw)} is neither true nor false.")


def text(raw: object) -> None:
    """Accept text."""
    if not isinstance(raw, str):
        raise BadValueError(f"{shown(raw)} is no text.")


def one_of(*words: str) -> Check:
    """Return a check that accepts one of several words."""

    def check(raw: object) -> None:
        if raw not in words:
            raise BadValueError(f"{shown(raw)} is none of {', '.join(words)}.")

    return check


def texts(item: Callable[[str], object] = str) -> Check:
    """Return a check that accepts a list of texts; ``item`` raises BadValueError for one that is none."""

    def check(raw: object) -> None:
        if not isinstance(raw, list) or not all(isinstance(each, str) for each in raw):
            raise BadValueError(f"{shown(raw)} is no list of texts.")
        for each in raw:
            item(each)

    return check


def table(item: Check, name: Callable[[str], object] = str) -> Check:
    """Return a check that accepts a table of what ``item`` accepts; ``name`` checks its keys."""

    def check(raw: object) -> None:
        if not isinstance(raw, dict):
            raise BadValueError(f"{shown(raw)} is no table.")
        for key, value in raw.items():
            name(key)
            item(value)

    return check


def _text_or_texts(raw: object) -> None:
    if not isinstance(raw, str):
        texts()(raw)


def _flag_or_texts(raw: object) -> None:
    if not isinstance(raw, bool):
        texts()(raw)


def newer(raw: object) -> None:
    """Accept a moment, or false for none."""
    if raw is not False:
        text(raw)
        uv_checks.moment(str(raw))


def url(raw: object) -> None:
    """Accept an absolute URL."""
    text(raw)
    if ":" not in str(raw):
        raise BadValueError(f"{shown(raw)} is no absolute URL.")


def _place(raw: object) -> None:
    text(raw)
    uv_checks.place_of_files(str(raw))


def _version_range(raw: object) -> None:
    text(raw)
    required_range(str(raw))


def required_range(said: str) -> SpecifierSet:
    """Return the versions that ``required-version`` allows; a bare version is that one. Raises BadValueError."""
    try:
        return SpecifierSet(f"=={Version(said)}")
    except InvalidVersion:
        pass
    try:
        return SpecifierSet(said)
    except InvalidSpecifier as error:
        raise BadValueError(f"“{said}” is no range of versions such as >=0.9.") from error


def _metadata(raw: object) -> None:
    if not isinstance(raw, list):
        raise BadValueError(f"{shown(raw)} is no list of tables.")
    known = {"name", "version", "requires-dist", "requires-python", "provides-extra", "provides-extras"}
    for each in raw:
        if not isinstance(each, dict) or not isinstance(each.get("name"), str):
            raise BadValueError("one of its items names no package.")
        unknown = next((key for key in each if key not in known), None)
        if unknown is not None:
            raise BadValueError(f"uv knows no {unknown} of a package.")


def _cache_keys(raw: object) -> None:
    if not isinstance(raw, list):
        raise BadValueError(f"{shown(raw)} is no list.")
    for each in raw:
        if not isinstance(each, str) and (not isinstance(each, dict) or set(each) - {"file", "dir", "git", "env"}):
            raise BadValueError("one of its items is neither a path nor a table with file, dir, git or env.")


def _any_table(raw: object) -> None:
    if not isinstance(raw, dict):
        raise BadValueError(f"{shown(raw)} is no table.")


def _list(raw: object) -> None:
    if not isinstance(raw, list):
        raise BadValueError(f"{shown(raw)} is no list.")


def _markers(raw: object) -> None:
    texts(uv_checks.marker)([raw] if isinstance(raw, str) else raw)


def _asked_once(raw: object) -> None:
    tables = [each for each in raw if isinstance(each, dict)] if isinstance(raw, list) else []
    names = [each["name"] for each in tables if each.get("name")]
    twice = next((each for each in names if names.count(each) > 1), None)
    if twice is not None:
        raise BadValueError(f"two indexes are called {twice}.")
    if sum(each.get("default") is True for each in tables) > 1:
        raise BadValueError("two indexes are the default one.")


def _build_dependencies(raw: object) -> None:
    _list(raw)
    texts(uv_checks.requirement)([each for each in raw if not isinstance(each, dict)] if isinstance(raw, list) else raw)


_PRERELEASE = one_of("disallow", "allow", "if-necessary", "explicit", "if-necessary-or-explicit")
_PACKAGES = texts(uv_checks.package_name)
_CONFIG = table(_text_or_texts)

CHECKS: Mapping[str, Check] = {
    "add-bounds": one_of("lower", "major", "minor", "exact"),
    "audit": _any_table,
    "build-constraint-dependencies": texts(uv_checks.requirement),
    "cache-keys": _cache_keys,
    "check-url": _place,
    "compile-bytecode": flag,
    "config-settings": _CONFIG,
    "config-settings-package": table(_CONFIG),
    "dependency-metadata": _metadata,
    "exclude-dependencies": _PACKAGES,
    "exclude-newer-package": table(newer, uv_checks.package_name),
    "extra-build-dependencies": table(_build_dependencies),
    "extra-build-variables": table(table(text)),
    "fork-strategy": one_of("fewest", "requires-python"),
    "graalpy-install-mirror": text,
    "minimum-libc-version": _any_table,
    "no-binary": flag,
    "no-binary-package": _PACKAGES,
    "no-build-isolation": flag,
    "no-build-isolation-package": _PACKAGES,
    "no-build-package": _PACKAGES,
    "no-cache": flag,
    "no-index": flag,
    "no-sources": flag,
    "no-sources-package": _PACKAGES,
    "prerelease": _PRERELEASE,
    "prerelease-package": table(_PRERELEASE),
    "preview": flag,
    "preview-features": _flag_or_texts,
    "publish-url": url,
    "pyodide-install-mirror": text,
    "pypy-install-mirror": text,
    "python-downloads-json-url": text,
    "python-install-mirror": text,
    "reinstall": flag,
    "reinstall-package": _PACKAGES,
    "require-build-hashes": flag,
    "required-environments": _markers,
    "required-version": _version_range,
    "resolution": one_of("highest", "lowest", "lowest-direct"),
    "torch-backend": text,
    "trusted-publishing": one_of("automatic", "always", "never"),
    "upgrade": flag,
    "upgrade-package": texts(uv_checks.requirement),
}
"""By key; of ``torch-backend`` new words come with every release, so that any is taken."""


def _dependency_groups(raw: object) -> None:
    _any_table(raw)
    table(_any_table)(raw)


def _sources(raw: object) -> None:
    _any_table(raw)
    for name, source in raw.items() if isinstance(raw, dict) else ():
        if not isinstance(source, dict | list):
            raise BadValueError(f"the source of {name} is neither a table nor a list of tables.")


def _workspace(raw: object) -> None:
    _any_table(raw)
    said: dict[str, Any] = raw if isinstance(raw, dict) else {}
    for key in ("members", "exclude"):
        if key in said:
            texts()(said[key])


PROJECT_CHECKS: Mapping[str, Check] = {
    "conflicts": _list,
    "dependency-groups": _dependency_groups,
    "dev-dependencies": texts(uv_checks.requirement),
    "index": _asked_once,
    "managed": flag,
    "package": flag,
    "sources": _sources,
    "workspace": _workspace,
}
"""Keys that belong to a project: uv ends because of a wrong one, instead of passing over the table.

Names of indexes must differ within a ``pyproject.toml`` only; in a ``uv.toml`` the first of one name counts.
"""
