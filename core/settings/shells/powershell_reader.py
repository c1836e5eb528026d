"""Reads the variables that a PowerShell script sets, without running it."""

import ntpath
import posixpath
import re
from collections.abc import Iterator, Mapping
from enum import Enum, auto

from core.settings.shells.assignments import UNDER_CONDITION, Assignment, Unknown
from core.settings.shells.powershell_values import PowershellValues, statements

_ENV = r"\$(?:env:(?P<plain>\w+)|\{env:(?P<braced>[^}]+)\})"
_ASSIGN = re.compile(rf"{_ENV}\s*(?P<plus>\+?)=\s*(?P<value>.*)", re.IGNORECASE | re.DOTALL)
_LOCAL = re.compile(r"\$(?:(?:global|script|local):)?(?P<name>\w+)\s*=(?!=)\s*(?P<value>.*)", re.IGNORECASE | re.DOTALL)
_SET_ITEM = re.compile(
    r"(?:set-item|new-item|si|ni|set-content|sc)\s+(?:-(?:literal)?path\s+)?[\"']?env:[\\/]?(?P<name>\w+)[\"']?\s+"
    r"(?:-value\s+)?(?P<value>.*)",
    re.IGNORECASE | re.DOTALL,
)
_REMOVE = re.compile(
    r"(?:remove-item|ri|rm|del)\s+(?:-(?:literal)?path\s+)?[\"']?env:[\\/]?(?P<name>\w+)", re.IGNORECASE
)
_CALL = re.compile(
    r"\[(?:system\.)?environment\]::setenvironmentvariable\(\s*(?P<name>[\"']\w+[\"'])\s*,\s*(?P<rest>.*)\)",
    re.IGNORECASE | re.DOTALL,
)
_TARGET = re.compile(
    r"\s*,\s*(?:[\"'](?:user|machine|process)[\"']|\[(?:system\.)?environmentvariabletarget\]::\w+)\s*$", re.IGNORECASE
)
_GO = re.compile(
    r"(?:set-location|push-location|cd|sl|pushd|chdir)\s+(?:-(?:literal)?path\s+)?(?P<where>.+)", re.IGNORECASE
)
_OPTIONS = re.compile(r"\s+-(?:force|erroraction|ea)\b.*$|\s*\|\s*out-null\s*$", re.IGNORECASE)


class _How(Enum):
    """In which way a statement gives a value."""

    EXPRESSION = auto()
    ARGUMENT = auto()
    ADDED = auto()


class PowershellReader:
    """Follows a script from top to bottom; ``environ`` is what it is started with."""

    def __init__(self, script: str, environ: Mapping[str, str], *, windows: bool) -> None:
        self._names = ntpath if windows else posixpath
        folder = self._names.dirname(script)
        self._here: str | None = folder
        self._values = PowershellValues(environ, script=script, folder=folder, windows=windows)

    def read(self, text: str) -> Iterator[Assignment]:
        """Yield what each statement sets, in order; names in capitals, as on Windows no two differ by case."""
        for number, line, depth, statement in statements(text):
            found = _assigned_by(statement)
            if found is not None:
                name, written, how = found
                value = UNDER_CONDITION if depth else self._value(written, argument=how is _How.ARGUMENT)
                if how is _How.ADDED:
                    value = Unknown("It adds to what the variable holds.")
                self._values.environ[name.upper()] = value
                yield Assignment(line=number, text=line, name=name.upper(), value=value, folder=self._here)
            elif local := _LOCAL.match(statement):
                self._values.local[local["name"].lower()] = UNDER_CONDITION if depth else self._value(local["value"])
            elif not depth and (where := _GO.match(statement)):
                self._go(where["where"])

    def _value(self, written: str, *, argument: bool = False) -> str | Unknown:
        return self._values.of(_OPTIONS.sub("", written.strip()), argument=argument)

    def _go(self, written: str) -> None:
        value = self._value(written, argument=True)
        folder = None if isinstance(value, Unknown) or self._here is None else value
        self._here = None if folder is None else self._names.normpath(self._names.join(self._here or "", folder))
        self._values.here = self._here


def _assigned_by(statement: str) -> tuple[str, str, _How] | None:
    """Return the name of the environment's variable that a statement sets, to what, and in which way."""
    if found := _ASSIGN.match(statement):
        return found["plain"] or found["braced"], found["value"], _How.ADDED if found["plus"] else _How.EXPRESSION
    if found := _SET_ITEM.match(statement):
        return found["name"], found["value"], _How.ARGUMENT
    if found := _REMOVE.match(statement):
        return found["name"], "''", _How.EXPRESSION
    if found := _CALL.match(statement):
        return found["name"][1:-1], _TARGET.sub("", found["rest"]), _How.EXPRESSION
    return None
