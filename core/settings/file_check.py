"""What in a table of settings keeps uv from using it."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from msgspec import Struct

from core.settings.bad_value import BadValueError
from core.settings.declared.all import DECLARATIONS
from core.settings.known_keys import NOT_IN_UV_TOML, OF_THE_PROJECT, knows_key, near_key
from core.settings.old_index_keys import checked_as_indexes
from core.settings.other_keys import CHECKS, PROJECT_CHECKS, Check, required_range
from core.settings.pip_keys import trouble_in_pip

_GROUPS = "default-groups"
_DECLARED: dict[str, Check] = {name.text: each.kind.from_toml for each in DECLARATIONS for name in each.keys}
_CHECKED: dict[str, Check] = {
    **CHECKS,
    **{key: check for key, check in _DECLARED.items() if key != _GROUPS},
    **{key: partial(checked_as_indexes, key) for key in ("index-url", "extra-index-url")},
    "pip": trouble_in_pip,
}
_CHECKED_IN_PROJECTS: dict[str, Check] = {**PROJECT_CHECKS, _GROUPS: _DECLARED[_GROUPS]}


class FileTrouble(Struct, frozen=True, kw_only=True):
    """A key that uv does not take.

    ``hides`` says that uv passes over the settings of the whole table, ``stops`` that it ends; both can be.
    """

    key: str
    sentence: str
    hides: bool
    stops: bool


def troubles_in(table: Mapping[str, Any], *, in_pyproject: bool, version: tuple[int, ...]) -> tuple[FileTrouble, ...]:
    """Return the keys that uv does not take: of those that do the same the first, as uv says it.

    A wrong setting makes uv pass over the whole ``[tool.uv]``, and end at a ``uv.toml``; what belongs to the project
    itself in ``[tool.uv]`` makes it end (measured, uv 0.13.9).
    """
    found = tuple(_troubles(table, in_pyproject=in_pyproject, version=version))
    first = (
        next((each for each in found if each.hides), None),
        next((each for each in found if each.stops and not each.hides), None),
        next((each for each in found if each.stops), None),
    )
    return tuple(dict.fromkeys(each for each in first if each is not None))


def required_trouble(said: object, version: tuple[int, ...]) -> str | None:
    """Return a sentence where ``required-version`` does not allow the uv in use, None where it does."""
    if not isinstance(said, str) or not version:
        return None
    in_use = ".".join(map(str, version))
    try:
        allowed = required_range(said).contains(in_use, prereleases=True)
    except BadValueError:
        return None  # the file's own trouble says it
    return None if allowed else f"required-version asks for uv {said}, and the uv in use is {in_use}."


def _troubles(table: Mapping[str, Any], *, in_pyproject: bool, version: tuple[int, ...]) -> Iterator[FileTrouble]:
    for key, value in table.items():
        if not knows_key(version, key):
            yield FileTrouble(key=key, sentence=_unknown(key), hides=in_pyproject, stops=not in_pyproject)
        elif not in_pyproject and key in NOT_IN_UV_TOML:
            sentence = f"{key} belongs to a project: uv takes it from [tool.uv] in a pyproject.toml only."
            yield FileTrouble(key=key, sentence=sentence, hides=False, stops=True)
        elif key == "managed" and value is False:
            sentence = "managed is false, by which uv is told to leave the project alone."
            yield FileTrouble(key=key, sentence=sentence, hides=False, stops=True)
        else:
            wrong = _wrong(_CHECKED, key, value)
            if wrong is not None:
                sentence, stops = f"{key} cannot be used: {wrong}", not in_pyproject or key in OF_THE_PROJECT
                yield FileTrouble(key=key, sentence=sentence, hides=in_pyproject, stops=stops)
            wrong = _wrong(_CHECKED_IN_PROJECTS, key, value) if in_pyproject and wrong is None else None
            if wrong is not None:
                yield FileTrouble(key=key, sentence=f"{key} cannot be used: {wrong}", hides=False, stops=True)


def _unknown(key: str) -> str:
    near = near_key(key)
    meant = f" Probably {near} is meant." if near is not None and near != key else ""
    known = "This uv knows no setting" if near == key else "uv knows no setting"
    return f"{known} {key}.{meant}"


def _wrong(checks: Mapping[str, Check], key: str, value: object) -> str | None:
    check = checks.get(key)
    if check is None:
        return None
    try:
        check(value)
    except BadValueError as error:
        return str(error)
    return None
