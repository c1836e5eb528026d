"""Kinds of values that settings have: how text, TOML and variables become values and go back.

How uv reads variables and files is measured (uv 0.13.9); ``tests/integration/settings`` compares each with the real uv.
"""

import re
from abc import abstractmethod
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any, cast

from msgspec import Struct
from typing_extensions import override

from core.model.setting_values import SettingValue
from core.settings.bad_value import BadValueError, shown

_TRUE = frozenset({"true", "yes", "1", "on", "y", "t"})
_FALSE = frozenset({"false", "no", "0", "off", "n", "f"})


class Form(StrEnum):
    """How a person edits a value."""

    FLAG = "flag"
    CHOICE = "choice"
    NUMBER = "number"
    TEXT = "text"
    FOLDER = "folder"
    FILE = "file"
    LIST = "list"
    INDEXES = "indexes"
    VARIABLES = "variables"


class Kind(Struct, frozen=True, kw_only=True):
    """One kind of values; everything that turns something into a value raises BadValueError."""

    form: Form
    what: str
    """What such a value is, in words that follow "It is"."""

    @abstractmethod
    def parse(self, text: str) -> SettingValue:
        """Return the value that a person wrote."""

    def text(self, value: SettingValue) -> str:
        """Return a value as a person writes it; ``parse`` gives it back."""
        return str(value)

    def from_toml(self, raw: object) -> SettingValue:
        """Return the value that a file of uv holds, as uv takes it."""
        if not isinstance(raw, str):
            raise BadValueError(f"{shown(raw)} is no text.")
        return raw

    def to_toml(self, value: SettingValue) -> Any:
        """Return a value as a file of uv holds it."""
        return value

    def from_variable(self, text: str) -> SettingValue | None:
        """Return the value that a variable holds, as uv takes it; None where an empty one counts as not set."""
        return self.from_toml(text) if text else None

    def to_variable(self, value: SettingValue) -> str:
        """Return a value as a variable holds it."""
        return self.text(value)


class Flag(Kind, frozen=True, kw_only=True):
    """Yes or no; ``only_yes_by_variable`` says that a no in a variable counts as not said."""

    only_yes_by_variable: bool = False
    form: Form = Form.FLAG
    what: str = "true or false"

    @override
    def parse(self, text: str) -> SettingValue:
        lower = text.strip().lower()
        if lower not in _TRUE | _FALSE:
            raise BadValueError(f"“{text.strip()}” is neither true nor false.")
        return lower in _TRUE

    @override
    def text(self, value: SettingValue) -> str:
        return "true" if value else "false"

    @override
    def from_toml(self, raw: object) -> SettingValue:
        if not isinstance(raw, bool):
            raise BadValueError(f"{shown(raw)} is neither true nor false.")
        return raw

    @override
    def from_variable(self, text: str) -> SettingValue | None:
        if text.lower() not in _TRUE | _FALSE:
            raise BadValueError(f"“{text}” is neither true nor false.")
        return True if text.lower() in _TRUE else None if self.only_yes_by_variable else False

    @override
    def to_variable(self, value: SettingValue) -> str:
        return "1" if value else "0"


class Choice(Kind, frozen=True, kw_only=True):
    """One of several words; ``also`` are other spellings that uv takes, with what they mean.

    ``also_in_variables`` are those that it takes from a variable only, in either case of letters.
    """

    choices: tuple[str, ...]
    also: dict[str, str] = {}
    also_in_variables: dict[str, str] = {}
    form: Form = Form.CHOICE
    what: str = ""

    @override
    def parse(self, text: str) -> SettingValue:
        value = self._known(text.strip().lower())
        if value is None:
            raise BadValueError(f"“{text.strip()}” is none of {', '.join(self.choices)}.")
        return value

    @override
    def from_toml(self, raw: object) -> SettingValue:
        value = self._known(raw) if isinstance(raw, str) else None
        if value is None:
            raise BadValueError(f"{shown(raw)} is none of {', '.join(self.choices)}.")
        return value

    @override
    def from_variable(self, text: str) -> SettingValue | None:
        if self.also_in_variables:
            lower = text.lower()
            return self.from_toml(self.also_in_variables.get(lower, lower))
        return self.from_toml(text)

    def _known(self, text: str) -> str | None:
        return text if text in self.choices else self.also.get(text)


class Number(Kind, frozen=True, kw_only=True):
    """A whole number within a range that is sensible; ``unit`` is how it is counted, such as ``seconds``.

    uv itself takes the numbers from ``least`` up to what fits into ``bits`` bits.
    """

    minimum: int
    maximum: int
    least: int = 1
    bits: int = 64
    unit: str = ""
    form: Form = Form.NUMBER
    what: str = ""

    @override
    def parse(self, text: str) -> SettingValue:
        number = _number(text.strip())
        if number is None or not self.minimum <= number <= self.maximum:
            of = f" of {self.unit}" if self.unit else ""
            raise BadValueError(f"“{text.strip()}” is no number{of} from {self.minimum} to {self.maximum}.")
        return number

    @override
    def from_toml(self, raw: object) -> SettingValue:
        if isinstance(raw, bool) or not isinstance(raw, int) or not self.least <= raw < 2**self.bits // 2:
            raise BadValueError(f"{shown(raw)} is no number from {self.least} on.")
        return raw

    @override
    def from_variable(self, text: str) -> SettingValue | None:
        if not text:
            return None
        number = _number(text.removeprefix("+"))
        if number is None or not self.least <= number < 2**self.bits:
            raise BadValueError(f"“{text}” is no number from {self.least} on.")
        return number


class Text(Kind, frozen=True, kw_only=True):
    """Text that ``check`` accepts; it raises BadValueError, and may return a tidier form.

    ``taken`` does the same with what a file or variable of uv holds, as uv itself would. ``empty_is_refused`` says
    that uv refuses a variable without text instead of passing it over.
    """

    check: Callable[[str], str]
    taken: Callable[[str], str] = str
    empty_is_refused: bool = False
    form: Form = Form.TEXT

    @override
    def parse(self, text: str) -> SettingValue:
        if not text.strip():
            raise BadValueError("it is empty.")
        return self.check(text.strip())

    @override
    def from_toml(self, raw: object) -> SettingValue:
        return self.taken(str(super().from_toml(raw)))

    @override
    def from_variable(self, text: str) -> SettingValue | None:
        if not text and self.empty_is_refused:
            raise BadValueError("it is empty, which uv refuses.")
        return self.taken(text) if text else None


class Folder(Kind, frozen=True, kw_only=True):
    """The absolute path of a folder."""

    form: Form = Form.FOLDER
    what: str = "the absolute path of a folder"

    @override
    def parse(self, text: str) -> SettingValue:
        return str(absolute(text))

    @override
    def from_variable(self, text: str) -> SettingValue | None:
        if not text:
            raise BadValueError("it is empty, which uv refuses.")
        return text


class Items(Kind, frozen=True, kw_only=True):
    """A list; ``check`` looks at one item as a person writes it and returns its tidy form.

    ``taken`` does the same with an item that a file or variable of uv holds, as uv itself would.
    A person writes an item a line; where ``commas`` is true blanks, commas and semicolons part them. ``separator``
    parts them in a variable, None where there is none. ``whole`` is a word that stands for everything there is.
    ``single`` says that files may hold one item without a list.
    """

    check: Callable[[str], str]
    taken: Callable[[str], str] = str
    commas: bool = False
    separator: str | None = None
    whole: str | None = None
    single: bool = False
    form: Form = Form.LIST

    @override
    def parse(self, text: str) -> SettingValue:
        pattern = r"[\s,;]+" if self.commas else r"\n+"
        items = [item.strip() for item in re.split(pattern, text) if item.strip()]
        if self.whole is not None and set(items) == {self.whole}:
            return self.whole
        if not items:
            raise BadValueError("it is empty.")
        return tuple(dict.fromkeys(self.check(item) for item in items))

    @override
    def text(self, value: SettingValue) -> str:
        between = ", " if self.commas else "\n"
        return value if isinstance(value, str) else between.join(cast("tuple[str, ...]", value))

    @override
    def from_toml(self, raw: object) -> SettingValue:
        if self.whole is not None and raw == self.whole:
            return self.whole
        if isinstance(raw, str) and self.single:
            return (self.taken(raw),)
        if not isinstance(raw, list) or not all(isinstance(item, str) for item in raw):
            raise BadValueError(f"{shown(raw)} is no list of texts.")
        return tuple(self.taken(item) for item in raw)

    @override
    def to_toml(self, value: SettingValue) -> Any:
        return value if isinstance(value, str) else list(cast("tuple[str, ...]", value))

    @override
    def from_variable(self, text: str) -> SettingValue | None:
        parts = text.split() if self.separator == " " else text.split(self.separator)
        return tuple(self.taken(part) for part in parts if part) or None

    @override
    def to_variable(self, value: SettingValue) -> str:
        return value if isinstance(value, str) else (self.separator or " ").join(cast("tuple[str, ...]", value))


def absolute(text: str) -> Path:
    """Return the path that a person wrote, ``~`` being their home; raises BadValueError where it is not absolute."""
    stripped = text.strip()
    try:
        path = Path(stripped).expanduser()
    except RuntimeError as error:
        raise BadValueError(f"“{stripped}” names nobody's home folder.") from error
    if not stripped or "\0" in stripped or not path.is_absolute():
        raise BadValueError(f"“{stripped}” is no absolute path.")
    return path


def _number(digits: str) -> int | None:
    if not (digits.isascii() and digits.isdigit()):
        return None
    return int(digits.lstrip("0")[:40] or "0")  # 40 digits are too many for uv and everybody else
