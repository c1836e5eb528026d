"""Letting a project draw from whole folders of wheels, and ending it: ``find-links`` and flat indexes."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.model.project import InputError
from core.model.setting_keys import SettingKey, SettingScope
from core.settings.declared.all import declared
from core.settings.writing.edits import KeyEdit, edited
from core.settings.writing.list_items import with_item, without_item
from core.settings.writing.meaning import MARK, checked, meant, read_toml, refused, same, with_meant
from core.settings.writing.targets import TOOL_UV, Target, target_of
from core.settings.writing.toml_keys import value_at
from core.settings.writing.toml_layout import KeyPath, items
from core.settings.writing.toml_words import written

_FIND_LINKS, _INDEX = "find-links", "index"
_INDEX_NAME = re.compile(r"[A-Za-z0-9._-]+")


def yards_target(project: Path) -> Target:
    """Return the file that find-links and indexes of a project are written to, with the table in it.

    It is the ``uv.toml`` of the project or of its workspace where there is one: uv passes over the others then.
    Sources always stand in ``pyproject.toml``. Reads files.
    """
    return target_of(declared(SettingKey.FIND_LINKS), SettingScope.PROJECT, project, {})


def with_find_links(text: str, folder: str, file: str) -> str:
    """Return a ``pyproject.toml`` or ``uv.toml`` whose find-links hold a folder or URL, behind those that are there.

    Raises InputError for a file whose form does not allow it.
    """
    path = (*_table_of(file), _FIND_LINKS)
    whole, listed = _listed(text, path, file)
    if any(_is_same(each, folder) for each in listed):
        return text
    if value_at(text.removeprefix(MARK), path) is None:
        return _marked(text, path[:-1], KeyEdit(key=_FIND_LINKS, value=[*listed, folder]), file)

    def change(bare: str) -> str:
        span = _array(bare, path)
        like = next((bare[item[0]] for item in reversed(items(bare, span))), "")
        return with_item(bare, span, len(listed), written(folder, like))

    return checked(text, change, lambda after: _is(after, whole, path, [*listed, folder]), what=_FIND_LINKS, file=file)


def without_find_links(text: str, folder: str, file: str) -> str:
    """Return a ``pyproject.toml`` or ``uv.toml`` whose find-links do not hold a folder; an empty list goes.

    Raises InputError for a file whose form does not allow it.
    """
    path = (*_table_of(file), _FIND_LINKS)
    whole, listed = _listed(text, path, file)
    left = [each for each in listed if not _is_same(each, folder)]
    if left == listed:
        return text
    if not left:
        return _marked(text, path[:-1], KeyEdit(key=_FIND_LINKS, value=None), file)

    def change(bare: str) -> str:
        for number in reversed([number for number, each in enumerate(listed) if _is_same(each, folder)]):
            bare = without_item(bare, _array(bare, path), number)
        return bare

    return checked(text, change, lambda after: _is(after, whole, path, left), what=_FIND_LINKS, file=file)


def with_flat_index(text: str, name: str, url: str, file: str, *, explicit: bool) -> str:
    """Return a ``pyproject.toml`` or ``uv.toml`` with a flat index of this name: behind the others, or in its place.

    ``url`` may be a folder. An explicit one serves only sources that name it. Raises InputError for a name that uv
    does not take, and for a file whose form does not allow it.
    """
    if not _INDEX_NAME.fullmatch(name):
        raise InputError(
            f"{name!r} is no name for an index.", "Use letters, digits, dots, hyphens and underscores.", subject=name
        )
    entries = _indexes(text, file)
    entry: dict[str, Any] = {"name": name, "url": url, **({"explicit": True} if explicit else {}), "format": "flat"}
    place = next((number for number, each in enumerate(entries) if _is_named(each, name)), None)
    places: list[int | None] = list(range(len(entries)))
    if place is None:
        return _with_indexes(text, [*entries, entry], [*places, None], file)
    kept = {key: value for key, value in entries[place].items() if key not in {"explicit", "name"} or key in entry}
    changed = {**kept, **entry, "name": entries[place]["name"]}
    return _with_indexes(text, [*entries[:place], changed, *entries[place + 1 :]], places, file)


def without_flat_index(text: str, name: str, file: str) -> str:
    """Return a ``pyproject.toml`` or ``uv.toml`` without the flat index of this name; other indexes stay.

    Raises InputError for a file whose form does not allow it.
    """
    entries = _indexes(text, file)
    places: list[int | None] = [
        number for number, each in enumerate(entries) if not (_is_named(each, name) and each.get("format") == "flat")
    ]
    if len(places) == len(entries):
        return text
    return _with_indexes(text, [entries[place] for place in places if place is not None], places, file)


def _with_indexes(text: str, entries: list[dict[str, Any]], places: list[int | None], file: str) -> str:
    edit = KeyEdit(key=_INDEX, value=entries, places=tuple(places)) if entries else KeyEdit(key=_INDEX, value=None)
    return _marked(text, _table_of(file), edit, file)


def _marked(text: str, table: KeyPath, edit: KeyEdit, file: str) -> str:
    mark = MARK if text.startswith(MARK) else ""
    return mark + edited(text.removeprefix(mark), table, (edit,), file)


def _table_of(file: str) -> KeyPath:
    """Return the table of uv's settings in a file: in a ``uv.toml`` it is the whole file."""
    return () if file.replace("\\", "/").rpartition("/")[2] == "uv.toml" else TOOL_UV


def _listed(text: str, path: KeyPath, file: str) -> tuple[dict[str, Any], list[Any]]:
    whole = read_toml(text, file)
    listed = meant(whole, path)
    if listed is not None and not isinstance(listed, list):
        raise refused(path[-1], file)
    return whole, listed or []


def _indexes(text: str, file: str) -> list[dict[str, Any]]:
    _, entries = _listed(text, (*_table_of(file), _INDEX), file)
    if not all(isinstance(entry, dict) for entry in entries):
        raise refused("the indexes", file)
    return entries


def _array(text: str, path: KeyPath) -> tuple[int, int]:
    span = value_at(text, path)
    if span is None:
        raise ValueError("the list is gone")
    return span


def _is(after: Mapping[str, Any], whole: Mapping[str, Any], path: KeyPath, listed: list[Any]) -> bool:
    return same(dict(after), with_meant(whole, path, listed))


def _is_same(one: object, folder: str) -> bool:
    return isinstance(one, str) and _plain(one) == _plain(folder)


def _plain(folder: str) -> str:
    return folder.replace("\\", "/").removeprefix("./").rstrip("/")


def _is_named(entry: Mapping[str, Any], name: str) -> bool:
    return str(entry.get("name", "")).lower() == name.lower()
