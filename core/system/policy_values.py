"""What a source of policy says, turned into values; what cannot be used becomes a sentence and decides nothing."""

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from core.model.setting_values import IndexEntry
from core.system.policy_declared import PolicyKind

PolicyValue = bool | str | Path | tuple[Path, ...] | tuple[str, ...] | tuple[IndexEntry, ...]
_WINDOWS_VARIABLE = re.compile(r"%([^%]+)%")
_POSIX_VARIABLE = re.compile(r"\$(?:\{(\w+)\}|(\w+))")
_ADDRESS = re.compile(r"[^\s@<>(),;:?&\"\\]+@[^\s@<>(),;:?&\"\\]+")
_INDEX = re.compile(r"(?P<name>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*=\s*(?P<url>\S+?)(?P<default>\s+default)?")
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?")
_SCHEMES = ("http", "https", "file")


class BadPolicyError(ValueError):
    """A value that policy cannot have; its text is what follows "which"."""


class Person(Struct, frozen=True):
    """For whom policy is read: the variables of the environment, and how paths and variables are written there."""

    environ: Mapping[str, str]
    windows: bool

    def folder(self, text: str) -> Path | None:
        """Return the folder that ``text`` names once its variables are put in, None where it is not absolute then.

        A variable that is not set makes it None, too: what is left would be another folder than the one meant. So does
        one that leads upwards, since the person may set it.
        """
        environ, windows = self.environ, self.windows
        known = {name.upper() if windows else name: value for name, value in environ.items()}
        missing = False

        def value_of(match: re.Match[str]) -> str:
            nonlocal missing
            name = next(group for group in match.groups() if group)
            value = known.get(name.upper() if windows else name)
            missing = missing or not value
            return value or ""

        whole = (_WINDOWS_VARIABLE if windows else _POSIX_VARIABLE).sub(value_of, text.strip())
        form = PureWindowsPath(whole) if windows else PurePosixPath(whole)
        if missing or not form.is_absolute() or "\0" in whole or ".." in form.parts:
            return None
        return Path(os.path.normpath(whole))


def value_of(kind: PolicyKind, raw: object, person: Person) -> tuple[PolicyValue, tuple[str, ...]]:
    """Return a value as policy has it, and what is wrong with items of a list, which are left out.

    Raises BadPolicyError where nothing usable is left.
    """
    if kind.is_list:
        return _items(kind, raw, person)
    if kind is PolicyKind.FLAG:
        return _flag(raw), ()
    if not isinstance(raw, str):
        raise BadPolicyError("is no text")
    match kind:
        case PolicyKind.FOLDER:
            return _folder(raw, person, whole_volume=False), ()
        case PolicyKind.FILE:
            return _file(raw, person), ()
        case _:
            return _address(raw), ()


def _flag(raw: object) -> bool:
    if raw in (0, 1) and isinstance(raw, int):  # a bool is one; the registry has numbers
        return bool(raw)
    raise BadPolicyError("is neither true nor false (1 nor 0)")


def _folder(raw: str, person: Person, *, whole_volume: bool) -> Path:
    folder = person.folder(raw)
    if folder is None or not (whole_volume or len(folder.parts) > 1 or _has_more(folder, person)):
        raise BadPolicyError("is no absolute folder on this computer")
    return folder


def _has_more(folder: Path, person: Person) -> bool:
    return person.windows and len(PureWindowsPath(str(folder)).parts) > 1


def _file(raw: str, person: Person) -> Path:
    file = person.folder(raw)
    if file is None:
        raise BadPolicyError("is no absolute path on this computer")
    if not file.is_file():
        raise BadPolicyError("is no file on this computer")
    return file


def _address(raw: str) -> str:
    if _ADDRESS.fullmatch(raw.strip()) is None:
        raise BadPolicyError("is no e-mail address")
    return raw.strip()


def _items(kind: PolicyKind, raw: object, person: Person) -> tuple[PolicyValue, tuple[str, ...]]:
    listed = [raw] if isinstance(raw, str) else raw
    if not isinstance(listed, list) or not all(isinstance(item, str) for item in listed):
        raise BadPolicyError("is no list of texts")
    texts = [item.strip() for item in listed if item.strip()]
    if not texts:
        raise BadPolicyError("is empty")
    found, troubles = dict[Any, None](), list[str]()
    for text in texts:
        try:
            found[_ITEMS[kind](text, person)] = None
        except BadPolicyError as error:
            troubles.append(f"{text!r}, which {error}")
    if not found:
        raise BadPolicyError("; ".join(troubles).partition(", which ")[2])
    return tuple(found), tuple(troubles)


def _forbidden(text: str, person: Person) -> Path:
    return _folder(text, person, whole_volume=True)


def _index(text: str, _person: Person) -> IndexEntry:
    match = _INDEX.fullmatch(text)
    if match is None:
        raise BadPolicyError("is not of the form name=URL, with default behind the one that takes PyPI's place")
    return IndexEntry(name=match["name"], url=_url(match["url"]), default=match["default"] is not None)


def _origin(text: str, person: Person) -> str:
    if "://" in text:
        return _url(text)
    if _HOST.fullmatch(text) is not None:
        return text.lower()
    folder = person.folder(text)
    if folder is None:
        raise BadPolicyError("is no URL, host or absolute folder")
    return str(folder)


def _url(text: str) -> str:
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018 - asking for the port checks it
    except ValueError as error:
        raise BadPolicyError("is no URL") from error
    if parts.scheme not in _SCHEMES or not (parts.hostname or parts.scheme == "file") or "\\" in text:
        raise BadPolicyError(f"is no URL that begins with {', '.join(_SCHEMES)}")
    if "@" in parts.netloc:
        raise BadPolicyError("holds a login, which must not lie in policy")
    return text


_ITEMS: dict[PolicyKind, Callable[[str, Person], object]] = {
    PolicyKind.FOLDERS: _forbidden,
    PolicyKind.INDEXES: _index,
    PolicyKind.ORIGINS: _origin,
}
