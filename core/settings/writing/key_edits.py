"""Which keys of a table of uv's settings change for a choice: names by version, older spellings, lists of indexes."""

from collections.abc import Mapping
from typing import Any, cast

from core.model.project import InputError
from core.model.setting_keys import SettingKey
from core.model.setting_values import IndexEntry, SettingValue
from core.settings.declared.declaration import Declaration, Version
from core.settings.index_kind import table_of
from core.settings.writing.edits import KeyEdit

_INDEX, _EXTRA, _URL = "index", "extra-index-url", "index-url"
_OURS = ("name", "url", "default", "explicit", "format", "authenticate")
"""The keys of an index that an entry speaks of; others are kept as they are."""


def key_edits(
    declaration: Declaration, value: SettingValue | None, table: Mapping[str, Any], version: Version
) -> tuple[KeyEdit, ...]:
    """Return the edits that make ``table`` say ``value``, or nothing of the setting where it is None.

    Raises InputError where the uv in use has no key for it.
    """
    if value is None:
        return tuple(KeyEdit(key=name.text, value=None) for name in declaration.keys if name.text in table)
    if declaration.file_key(version) is None:
        raise _unknown(declaration, version)
    if declaration.key is SettingKey.INDEXES:
        return _index_edits(cast("tuple[IndexEntry, ...]", value), table, declaration, version)
    raw = declaration.kind.to_toml(value)
    if declaration.key is SettingKey.PROXY:
        # One key is for servers of https, the other for those of http (measured, uv 0.13.9).
        return tuple(KeyEdit(key=name.text, value=raw) for name in declaration.keys)
    target = _spelling(declaration, table, version)
    others = (name.text for name in declaration.keys if name.text in table and name.text != target)
    return (KeyEdit(key=target, value=raw), *(KeyEdit(key=other, value=None) for other in others))


def values_in(declaration: Declaration, table: Mapping[str, Any]) -> SettingValue | None:
    """Return what a table says of a setting, None where it says nothing or what uv cannot use.

    Raises BadValueError for a value that is none.
    """
    if declaration.key is SettingKey.INDEXES:
        return _entries(declaration, table) or None
    for name in declaration.keys:
        if name.text in table:
            return declaration.kind.from_toml(table[name.text])
    return None


def _entries(declaration: Declaration, table: Mapping[str, Any]) -> tuple[IndexEntry, ...]:
    """Return the indexes of a table in uv's order, those of the older keys behind the others."""
    entries = declaration.kind.from_toml(table.get(_INDEX, []))
    return (*cast("tuple[IndexEntry, ...]", entries), *_old_entries(table))


def _spelling(declaration: Declaration, table: Mapping[str, Any], version: Version) -> str:
    """Return the key to write: the one that is there where uv knows it, else the newest that uv knows."""
    there = [name for name in declaration.keys if name.text in table]
    if len(there) == 1 and there[0].known_to(version):
        return there[0].text
    newest = declaration.file_key(version)
    if newest is None:
        raise _unknown(declaration, version)
    return newest.text


def _index_edits(
    value: tuple[IndexEntry, ...], table: Mapping[str, Any], declaration: Declaration, version: Version
) -> tuple[KeyEdit, ...]:
    if not next(name for name in declaration.keys if name.text == _INDEX).known_to(version):
        raise _unknown(declaration, version)
    stays = _staying(value, table)
    edits: list[KeyEdit] = []
    if _EXTRA in table:
        extras = [entry.url for entry in stays if not entry.default]
        edits.append(KeyEdit(key=_EXTRA, value=extras or None))
    if _URL in table and not any(entry.default for entry in stays):
        edits.append(KeyEdit(key=_URL, value=None))
    wanted = [entry for entry in value if entry not in stays]
    old = [each for each in table.get(_INDEX, []) if isinstance(each, dict)]
    if not wanted:
        return (*edits, *((KeyEdit(key=_INDEX, value=None),) if _INDEX in table else ()))
    places = _places(wanted, old)
    merged = [
        _merged(old[place] if place is not None else {}, entry) for place, entry in zip(places, wanted, strict=True)
    ]
    return (*edits, KeyEdit(key=_INDEX, value=merged, places=tuple(places)))


def _old_entries(table: Mapping[str, Any]) -> tuple[IndexEntry, ...]:
    extras, default = table.get(_EXTRA), table.get(_URL)
    found = [IndexEntry(url=url) for url in extras if isinstance(url, str)] if isinstance(extras, list) else []
    return (*found, *((IndexEntry(url=default, default=True),) if isinstance(default, str) else ()))


def _staying(value: tuple[IndexEntry, ...], table: Mapping[str, Any]) -> list[IndexEntry]:
    """Return the entries that the older keys go on holding: those at the end, in the order that uv gives them.

    Explicit ones may stand behind them: uv asks those only for what names them, so their place says nothing.
    """
    old = _old_entries(table)
    stays = [entry for entry in value if entry in old]
    ordered = [entry for entry in old if entry in stays]
    in_turn = [entry for entry in value if entry in stays or not entry.explicit or entry.default]
    at_end = in_turn[len(in_turn) - len(stays) :]
    return stays if stays == ordered == at_end and len(set(stays)) == len(stays) else []


def _places(wanted: list[IndexEntry], old: list[dict[str, Any]]) -> list[int | None]:
    """Return which old table each entry was: the one with its name, else the one with its URL; each is one once."""
    places: list[int | None] = [None] * len(wanted)
    free = dict(enumerate(old))
    for said in ("name", "url"):
        for number, entry in enumerate(wanted):
            sought = _folded(getattr(entry, said))
            place = next((each for each, table in free.items() if sought and _folded(table.get(said)) == sought), None)
            if places[number] is None and place is not None:
                places[number] = place
                del free[place]
    return places


def _folded(text: object) -> str | None:
    return text.lower() if isinstance(text, str) else None


def _merged(old: dict[str, Any], entry: IndexEntry) -> dict[str, Any]:
    new = table_of(entry)
    kept = {key: value for key, value in old.items() if key not in _OURS or key in new or _means_nothing(key, value)}
    return {**kept, **new}


def _means_nothing(key: str, value: object) -> bool:
    """Whether a key says what uv takes for granted, so that it need not go."""
    taken = {"default": False, "explicit": False, "format": "simple", "authenticate": "auto", "name": ""}
    return key in taken and value == taken[key]


def _unknown(declaration: Declaration, version: Version) -> InputError:
    key = declaration.key.value
    if not declaration.keys:
        return InputError(
            f"uv's files have no key for {key}.", "Choose it for you in this project (--scope profile).", subject=key
        )
    since = ".".join(map(str, declaration.keys[0].since))
    return InputError(
        f"The uv in use ({'.'.join(map(str, version))}) does not know {declaration.keys[0].text} in its files.",
        f"uv knows it from version {since} on: use a newer uv, or choose it for you in this project (--scope profile).",
        subject=key,
    )
