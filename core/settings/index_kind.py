"""The kind of value that a list of package indexes is."""

import re
from typing import Any, cast
from urllib.parse import urlsplit

from typing_extensions import override

from core.model.setting_values import IndexEntry, SettingValue
from core.settings import other_keys, uv_checks
from core.settings.bad_value import BadValueError, shown
from core.settings.item_checks import name as checked_name
from core.settings.kinds import Form, Kind
from core.settings.urls import without_login

_WORDS = ("default", "explicit", "flat")
_AUTHENTICATE = ("always", "never")
_SCHEMES = ("http", "https", "file")


class Indexes(Kind, frozen=True, kw_only=True):
    """Package indexes, one a line: ``name=URL``, with words such as ``default`` behind it.

    They are ``default``, ``explicit``, ``flat`` and ``authenticate=always`` or ``=never``. The name may be missing.
    A folder of wheels is written as its path, with ``flat`` behind it.
    """

    form: Form = Form.INDEXES
    what: str = "a list of indexes, one a line: name=URL, with default, explicit or flat behind it"

    @override
    def parse(self, text: str) -> SettingValue:
        entries = tuple(_entry(line) for line in text.splitlines() if line.strip())
        if not entries:
            raise BadValueError("it is empty.")
        names = [entry.name.lower() for entry in entries if entry.name]
        twice = next((each for each in names if names.count(each) > 1), None)
        if twice is not None:
            raise BadValueError(f"two indexes are called {twice}; uv would ask only the first.")
        if sum(entry.default for entry in entries) > 1:
            raise BadValueError("two indexes are the default one; there can be one.")
        return entries

    @override
    def text(self, value: SettingValue) -> str:
        return "\n".join(_line(entry) for entry in cast("tuple[IndexEntry, ...]", value))

    @override
    def from_toml(self, raw: object) -> SettingValue:
        if not isinstance(raw, list):
            raise BadValueError("it is no list of indexes.")
        return tuple(_of_table(table) for table in raw)

    @override
    def to_toml(self, value: SettingValue) -> Any:
        return [table_of(entry) for entry in cast("tuple[IndexEntry, ...]", value)]

    @override
    def from_variable(self, text: str) -> SettingValue | None:
        return tuple(_taken(word) for word in text.split()) or None

    @override
    def to_variable(self, value: SettingValue) -> str:
        entries = cast("tuple[IndexEntry, ...]", value)
        return " ".join(f"{entry.name}={entry.url}" if entry.name else entry.url for entry in entries)


def table_of(entry: IndexEntry) -> dict[str, Any]:
    """Return an index as the table of a file, only with what differs from what uv takes for granted."""
    table: dict[str, Any] = {"name": entry.name} if entry.name else {}
    table["url"] = entry.url
    for word in ("default", "explicit"):
        if getattr(entry, word):
            table[word] = True
    if entry.flat:
        table["format"] = "flat"
    if entry.authenticate is not None:
        table["authenticate"] = entry.authenticate
    return table


def _of_table(table: object) -> IndexEntry:
    if not isinstance(table, dict) or not isinstance(table.get("url"), str):
        raise BadValueError("an index has no url.")
    for key, check in _INDEX_CHECKS.items():
        if key in table:
            try:
                check(table[key])
            except BadValueError as error:
                raise BadValueError(f"of the index {table['url']}, {key} is wrong: {error}") from error
    name, authenticate = table.get("name"), table.get("authenticate")
    if table.get("explicit") is True and name is None:
        raise BadValueError(f"the index {table['url']} is explicit and has no name.")
    return IndexEntry(
        url=uv_checks.place_of_files(table["url"]),
        name=name or None,
        default=table.get("default") is True,
        explicit=table.get("explicit") is True,
        flat=table.get("format") == "flat",
        authenticate=authenticate if authenticate in _AUTHENTICATE else None,
    )


def _index_name(raw: object) -> None:
    other_keys.text(raw)
    uv_checks.index_name(str(raw))


def _statuses(raw: object) -> None:
    if not isinstance(raw, list) or not all(isinstance(each, int) and 100 <= each < 1000 for each in raw):
        raise BadValueError("it is no list of HTTP status codes.")


def _table(raw: object) -> None:
    if not isinstance(raw, dict):
        raise BadValueError(f"{shown(raw)} is no table.")


_INDEX_CHECKS = {
    "name": _index_name,
    "default": other_keys.flag,
    "explicit": other_keys.flag,
    "format": other_keys.one_of("simple", "flat"),
    "authenticate": other_keys.one_of("auto", *_AUTHENTICATE),
    "publish-url": other_keys.url,
    "ignore-error-codes": _statuses,
    "cache-control": _table,
    "exclude-newer": other_keys.newer,
    "hash-algorithm": other_keys.one_of("md5", "sha256", "sha384", "sha512", "blake2b"),
}


def _entry_of_variable(word: str) -> IndexEntry:
    name, equals, behind = word.partition("=")
    # A URL may have an equals sign of its own, and a name has neither colon nor slash.
    if equals and not set(":/?") & set(name):
        return IndexEntry(url=behind, name=name or None)
    return IndexEntry(url=word)


def _taken(word: str) -> IndexEntry:
    entry = _entry_of_variable(word)
    uv_checks.index_name(entry.name or "")
    uv_checks.place_of_files(entry.url)
    return entry


def default_index(text: str) -> tuple[IndexEntry, ...] | None:
    """Return what ``UV_DEFAULT_INDEX`` says, one index; raises BadValueError."""
    if not text:
        return None
    entry = _taken(text)
    return (IndexEntry(url=entry.url, name=entry.name, default=True),)


def _entry(line: str) -> IndexEntry:
    words = line.split()
    flags = dict.fromkeys(_WORDS, False)
    authenticate = None
    while len(words) > 1:
        last = words[-1].lower()
        if last in flags:
            flags[last] = True
        elif last.startswith("authenticate="):
            authenticate = last.removeprefix("authenticate=")
            if authenticate not in _AUTHENTICATE:
                raise BadValueError(f"authenticate is always or never, not “{authenticate}”.")
        else:
            break
        words.pop()
    # A path may have blanks; they are kept as they were written.
    rest = line.strip()
    for word in reversed(line.split()[len(words) :]):
        rest = rest[: rest.rindex(word)].rstrip()
    entry = _entry_of_variable(rest) if re.match(r"[^=:/\\?\s]+=", rest) else IndexEntry(url=rest)
    if entry.name is not None:
        checked_name(entry.name)
    if flags["explicit"] and entry.name is None:
        raise BadValueError(f"the index {entry.url} is explicit and has no name by which a package could ask for it.")
    return IndexEntry(
        url=_url(entry.url, flat=flags["flat"]),
        name=entry.name,
        default=flags["default"],
        explicit=flags["explicit"],
        flat=flags["flat"],
        authenticate=authenticate,
    )


def _url(text: str, *, flat: bool) -> str:
    if not text:
        raise BadValueError("an index has no URL.")
    if "://" not in text:
        if flat:
            return text
        raise BadValueError(f"“{text}” is no URL; a folder of wheels has flat behind its path.")
    without_login(text)
    parts = urlsplit(text)
    if parts.scheme not in _SCHEMES:
        raise BadValueError(f"“{parts.scheme}” is no scheme of an index; it begins with {', '.join(_SCHEMES)}.")
    if parts.scheme != "file" and not parts.hostname:
        raise BadValueError(f"“{text}” names no host.")
    return uv_checks.place_of_files(text)


def _line(entry: IndexEntry) -> str:
    words = [f"{entry.name}={entry.url}" if entry.name else entry.url]
    words.extend(word for word in _WORDS if getattr(entry, word))
    if entry.authenticate is not None:
        words.append(f"authenticate={entry.authenticate}")
    return " ".join(words)
