"""Changing a table of a TOML file, checked: what the file means besides stays what it was, or nothing is changed."""

import copy
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from core.settings.writing.meaning import meant, pruned, refused, same
from core.settings.writing.toml_arrays import with_items
from core.settings.writing.toml_keys import value_at, with_value, without_value
from core.settings.writing.toml_layout import KeyPath
from core.settings.writing.toml_lines import newline_at
from core.settings.writing.toml_tables import with_tables, without_tables
from core.settings.writing.toml_words import written


class KeyEdit(Struct, frozen=True, kw_only=True):
    """One key as it shall be: a value as a TOML parser returns it, None for a key that goes.

    ``places`` says of each item of a list of tables which old one it was, None for a new one.
    """

    key: str
    value: Any
    places: tuple[int | None, ...] | None = None


def edited(text: str, table: KeyPath, edits: Sequence[KeyEdit], file: str) -> str:
    """Return the text of a TOML file with keys of a table changed; ``file`` is what a sentence calls it.

    Raises InputError where the file's form does not allow it without changing more than was meant.
    """
    for edit in edits:
        before = tomllib.loads(text)
        if same(_value(before, table, edit.key), edit.value):
            continue
        try:
            after = _edited(text, before, table, edit)
            sound = same(pruned(tomllib.loads(after), table), pruned(_expected(before, table, edit), table))
        except (ValueError, IndexError, KeyError, TypeError, RecursionError) as error:
            raise refused(edit.key, file) from error
        if not sound:
            raise refused(edit.key, file)
        text = after
    return text


def _edited(text: str, before: Mapping[str, Any], table: KeyPath, edit: KeyEdit) -> str:
    path = (*table, edit.key)
    old = _value(before, table, edit.key)
    if edit.places is not None:
        entries = old if isinstance(old, list) else []
        return with_tables(text, table, edit.key, entries, list(zip(edit.places, edit.value, strict=True)))
    if edit.value is None:
        return without_value(without_tables(text, path), table, edit.key)
    span = value_at(text, path)
    if span is None:
        # Where headers make the value, what they make must go first.
        return with_value(without_tables(text, path), table, edit.key, written(edit.value))
    if isinstance(edit.value, list) and isinstance(old, list):
        wanted = [(place, item) for item, place in zip(edit.value, _places(old, edit.value), strict=True)]
        return text[: span[0]] + with_items(text, span, wanted, newline_at(text, span[0])) + text[span[1] :]
    return text[: span[0]] + written(edit.value, text[slice(*span)]) + text[span[1] :]


def _places(old: list[Any], new: list[Any]) -> list[int | None]:
    """Return for each new item which old one it is, each old one once."""
    left = list(enumerate(old))
    places: list[int | None] = []
    for item in new:
        found = next((each for each in left if same(each[1], item)), None)
        if found is not None:
            left.remove(found)
        places.append(found[0] if found is not None else None)
    return places


def _expected(before: Mapping[str, Any], table: KeyPath, edit: KeyEdit) -> dict[str, Any]:
    wanted: dict[str, Any] = copy.deepcopy(dict(before))
    inner = wanted
    for part in table:
        inner = inner.setdefault(part, {})
    if edit.value is None:
        inner.pop(edit.key, None)
    else:
        inner[edit.key] = edit.value
    return wanted


def _value(whole: Mapping[str, Any], table: KeyPath, key: str) -> Any:
    return meant(whole, (*table, key))
