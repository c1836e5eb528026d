"""What a TOML file means before and after a change: only what was meant to change may differ."""

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from core.model.project import InputError
from core.settings.writing.file_text import FileText, toml_of
from core.settings.writing.toml_layout import KeyPath

MARK = "\ufeff"
"""The mark of UTF-8 that some editors put before a text."""
_FORM_ERRORS = (ValueError, IndexError, KeyError, TypeError, RecursionError)
"""What a change of the text raises where the form is none that it knows."""


def same(one: object, other: object) -> bool:
    """Whether two parsed values are the same, also in their kinds: true is not 1."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and repr(one) == repr(other)


def pruned(whole: dict[str, Any], table: KeyPath) -> dict[str, Any]:
    """Take away the tables on the way that are empty: one made of dotted keys alone goes with the last of them."""
    if not table or not isinstance(whole.get(table[0]), dict):
        return whole
    inner = pruned(whole[table[0]], table[1:])
    return {key: inner if key == table[0] else value for key, value in whole.items() if key != table[0] or inner}


def meant(whole: Mapping[str, Any], path: KeyPath) -> Any:
    """Return the value at a path of keys, None where there is none."""
    inner: Any = whole
    for part in path:
        inner = inner.get(part) if isinstance(inner, Mapping) else None
    return inner


def with_meant(whole: Mapping[str, Any], path: KeyPath, value: Any) -> dict[str, Any]:
    """Return a meaning with another value at a path of keys; the given one stays as it is."""
    inner = value if len(path) == 1 else with_meant(whole.get(path[0], {}), path[1:], value)
    return {**whole, path[0]: inner}


def read_toml(text: str, file: str) -> dict[str, Any]:
    """Return what a text means; raises InputError with the line where it is no TOML."""
    return toml_of(FileText(file=Path(file), data=None, text=text.removeprefix(MARK)))


def checked(
    text: str, change: Callable[[str], str], sound: Callable[[dict[str, Any]], bool], *, what: str, file: str
) -> str:
    """Return the text after a change whose new meaning ``sound`` agrees to; a mark of UTF-8 stays.

    Raises InputError, which names ``what`` could not be changed, where the file's form does not allow it.
    """
    mark = MARK if text.startswith(MARK) else ""
    try:
        after = change(text.removeprefix(mark))
        fits = sound(tomllib.loads(after))
    except _FORM_ERRORS as error:
        raise refused(what, file) from error
    if not fits:
        raise refused(what, file)
    return mark + after


def refused(what: str, file: str) -> InputError:
    """Return the error for a form that cannot be changed."""
    return InputError(
        f"{file} is written in a form in which Wheelyard cannot change {what} and leave all else as it is.",
        "Nothing was changed; write it there in an editor.",
        subject=file,
    )
