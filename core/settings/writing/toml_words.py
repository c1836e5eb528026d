"""Values and keys as they are written into a TOML file."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from core.model.project import InputError

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def written(value: Any, like: str = "") -> str:
    """Return a value in TOML's form; a text takes the quotes of ``like``, which stood there before, where it can.

    A path with backslashes is written in single quotes, where they need no doubling. Raises InputError for a text that
    no file can hold.
    """
    if isinstance(value, str):
        return _text(value, like)
    if isinstance(value, Mapping):
        return _table(value)
    if isinstance(value, Sequence):
        return f"[{', '.join(written(item) for item in value)}]"
    try:
        return str(tomlkit.item(value).as_string())
    except (TOMLKitError, ValueError) as error:
        raise InputError(f"{value!r} has no form in a TOML file.", "Choose another value.") from error


def written_key(*parts: str) -> str:
    """Return a dotted key; parts that need quotes have them."""
    return ".".join(part if _BARE.fullmatch(part) else _text(part, "") for part in parts)


def _table(value: Mapping[str, Any]) -> str:
    inside = ", ".join(f"{written_key(key)} = {written(item)}" for key, item in value.items())
    return f"{{ {inside} }}" if inside else "{}"


def _text(value: str, like: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        named = value.encode(errors="backslashreplace").decode()
        raise InputError(
            f"The text {named} is not valid Unicode.", "A file cannot hold it; name it otherwise."
        ) from None
    literal = like.startswith("'") or (not like and "\\" in value)
    if literal and "'" not in value and value.isprintable():
        return f"'{value}'"
    return str(tomlkit.item(value).as_string())
