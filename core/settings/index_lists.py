"""The list of indexes of one scope as text, one a line, and the same list with one of them elsewhere."""

from collections.abc import Mapping, Sequence

from core.model.network import ListedIndex
from core.model.secrets import STARS
from core.model.setting_keys import SettingKey, SettingScope
from core.model.setting_values import IndexEntry, SettingChange
from core.settings import uv_checks
from core.settings.bad_value import BadValueError
from core.settings.declared.all import declared
from core.settings.indexes import same_index
from core.settings.stored_choices import ORIGINS

_SCOPES = {origin: scope for scope, origin in ORIGINS.items()}


def scope_of(index: ListedIndex) -> SettingScope | None:
    """Return the scope that names an index, None for one that no choice can change."""
    return _SCOPES.get(index.origin.kind)


def without_index(text: str | None, index: ListedIndex) -> str | None:
    """Return the list without an index; raises LookupError where the list does not have it."""
    lines = _lines(text)
    del lines[_number(lines, index)]
    return "\n".join(lines) or None


def with_index_moved(text: str | None, index: ListedIndex, by: int) -> str | None:
    """Return the list with an index ``by`` places further down; raises LookupError where the list does not have it."""
    lines = _lines(text)
    number = _number(lines, index)
    line = lines.pop(number)
    lines.insert(max(0, number + by), line)
    return "\n".join(lines)


def with_index_added(text: str | None, entry: IndexEntry) -> str:
    """Return the list with an index behind the others, before the default one, which uv asks last."""
    lines = _lines(text)
    last = bool(lines) and not entry.default and _is_default(lines[-1])
    lines.insert(len(lines) - 1 if last else len(lines), declared(SettingKey.INDEXES).kind.text((entry,)))
    return "\n".join(lines)


def name_trouble(name: str, lists: Mapping[SettingScope, str | None]) -> str | None:
    """Return the sentence on why an index cannot be called that beside those of ``lists``; None where it can."""
    try:
        uv_checks.index_name(name)
    except BadValueError as error:
        return str(error)
    known = (_entry(line) for text in lists.values() for line in _lines(text))
    if any(entry is not None and (entry.name or "").lower() == name.lower() for entry in known):
        return f"There is an index called {name} already."
    return None


def change_of(scope: SettingScope, text: str | None) -> tuple[SettingChange, ...]:
    """Return the change that makes a text the list of a scope."""
    return (SettingChange(key=SettingKey.INDEXES, scope=scope, value=text),)


def _lines(text: str | None) -> list[str]:
    return [line for line in (text or "").splitlines() if line.strip()]


def _number(lines: Sequence[str], index: ListedIndex) -> int:
    for number, line in enumerate(lines):
        entry = _entry(line)
        if entry is not None and (entry.name == index.name if index.name else same_index(entry.url, index.url)):
            return number
    raise LookupError(index.name or index.url)


def _is_default(line: str) -> bool:
    entry = _entry(line)
    return entry is not None and entry.default


def _entry(line: str) -> IndexEntry | None:
    try:
        # Stars for a login stand for the one that is there; the core puts it back.
        value = declared(SettingKey.INDEXES).kind.parse(line.replace(f"{STARS}@", ""))
    except BadValueError:
        return None
    first = value[0] if isinstance(value, tuple) else None
    return first if isinstance(first, IndexEntry) else None
