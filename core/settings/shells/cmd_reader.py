"""Reads the variables that a batch file sets, without running it."""

import ntpath
import posixpath
import re
from collections.abc import Iterator, Mapping

from core.settings.shells.assignments import UNDER_CONDITION, Assignment, Unknown
from core.settings.shells.cmd_lines import commands, expanded, whole_lines, without_carets

_COMMENT = re.compile(r"@?\s*(?:::|rem(?:[\s.:/]|$))", re.IGNORECASE)
_SET = re.compile(r"set\s+(?P<what>.*)", re.IGNORECASE | re.DOTALL)
_SETX = re.compile(r'setx(?:\.exe)?\s+"?(?P<name>[^\s"=/]+)"?\s+(?:"(?P<quoted>[^"]*)"|(?P<bare>\S+))', re.IGNORECASE)
_GO = re.compile(r"(?:cd|chdir|pushd)(?:\s+/d)?\s+(?P<where>.+)", re.IGNORECASE)
_BRANCH = re.compile(r"(?:if|for|else)\b", re.IGNORECASE)
_SET_INSIDE = re.compile(r"(?<![\w%])set\s+(?:/[ap]\s+)?\"?(?P<name>[^\s=\"&|()]+)\s*=", re.IGNORECASE)
_DELAYED = re.compile(r"![^!\s]+!")
_ASKED = Unknown("The script computes it, or asks for it.")
_DELAYED_ON = Unknown("It uses delayed expansion (! around a name), which Wheelyard does not follow.")


class CmdReader:
    """Follows a batch file from top to bottom; ``environ`` is what it is started with."""

    def __init__(self, script: str, environ: Mapping[str, str], *, windows: bool) -> None:
        self._script = script
        self._names = ntpath if windows else posixpath
        folder = self._names.dirname(script)
        self._folder = folder if folder.endswith(("/", "\\")) else folder + ("\\" if windows else "/")
        self._here: str | None = folder
        self._variables: dict[str, str | Unknown] = {name.upper(): value for name, value in environ.items()}
        self._variables["CD"] = folder
        self._depth = 0
        self._delayed = False

    def read(self, text: str) -> Iterator[Assignment]:
        """Yield what each line sets, in order; names in capitals, since cmd tells none apart by case."""
        for number, line in whole_lines(text):
            if _COMMENT.match(line.lstrip(" \t(@")):
                continue
            if self._depth or _BRANCH.match(line.lstrip(" \t@()")):
                yield from self._conditional(number, line)
            else:
                yield from self._plain(number, line)

    def _conditional(self, number: int, line: str) -> Iterator[Assignment]:
        """Note what a line would set if it ran, and follow the parentheses."""
        for found in _SET_INSIDE.finditer(line):
            yield self._assigned(number, line, found["name"].upper(), UNDER_CONDITION)
        bare = re.sub(r'"[^"]*"|\^.', "", line)
        opened, closed = bare.count("("), bare.count(")")
        self._depth = max(0, self._depth + opened - closed)

    def _plain(self, number: int, line: str) -> Iterator[Assignment]:
        lowered = line.lower()
        if "setlocal" in lowered and "enabledelayedexpansion" in lowered:
            self._delayed = True
        # cmd puts variables in first. A path with an & in it would then be cut off, which nobody means.
        for command in commands(line):
            bare = command.lstrip(" \t@(") if _is_set(command) else command.strip(" \t@()")
            once_more = bare.lower().startswith("call set")
            whole = self._expanded(without_carets(bare[4:].lstrip() if once_more else bare))
            if once_more and isinstance(whole, str):
                whole = self._expanded(whole)
            yield from self._command(number, line, whole, bare[5:].lstrip() if once_more else bare)

    def _expanded(self, command: str) -> str | Unknown:
        return expanded(command, self._variables, self._script, self._folder)

    def _command(self, number: int, line: str, command: str | Unknown, written: str) -> Iterator[Assignment]:
        """Follow a command; where it is not known whole, ``written`` still tells what it would set."""
        text, trouble = (command, None) if isinstance(command, str) else (written, command)
        if found := _SET.match(text):
            yield from self._set(number, line, found["what"], trouble)
        elif found := _SETX.match(text):
            value = found["quoted"] if found["quoted"] is not None else found["bare"]
            # It holds for programs that are started later, and for nothing in this script.
            yield self._assigned(number, line, found["name"].upper(), trouble or value, remember=False)
        elif found := _GO.match(text):
            self._go(found["where"], trouble)

    def _set(self, number: int, line: str, what: str, trouble: Unknown | None) -> Iterator[Assignment]:
        if what.startswith("/"):
            asked = _SET_INSIDE.search(f"set {what}")
            if asked is not None:
                yield self._assigned(number, line, asked["name"].upper(), _ASKED)
            return
        name, value, note = _parts(what)
        if not name:
            return
        unknown = trouble
        if unknown is None and self._delayed and _DELAYED.search(value):
            unknown = _DELAYED_ON
        yield self._assigned(number, line, name.upper(), unknown or value, note=note)

    def _assigned(
        self, line: int, text: str, name: str, value: str | Unknown, *, note: str | None = None, remember: bool = True
    ) -> Assignment:
        if remember:
            self._variables[name] = value
        return Assignment(line=line, text=text, name=name, value=value, folder=self._here, note=note)

    def _go(self, where: str, trouble: Unknown | None) -> None:
        folder = None if trouble is not None or self._here is None else where.strip().strip('"')
        self._here = None if folder is None else self._names.normpath(self._names.join(self._here or "", folder))
        self._variables["CD"] = self._here or Unknown("It uses the folder that the script stands in.")


def _is_set(command: str) -> bool:
    return _SET.match(command.lstrip(" \t@(")) is not None


def _parts(what: str) -> tuple[str, str, str | None]:
    """Return name and value of ``set NAME=value``, as they were meant, with a note where cmd took them otherwise."""
    note = None
    if what.startswith('"'):
        inside = what[1:]
        end = inside.rfind('"')
        name, equals, value = (inside[:end] if end >= 0 else inside).partition("=")
    else:
        name, equals, value = what.partition("=")
    if not equals:
        return "", "", None
    if name != name.strip():
        note = f"cmd took the blank before = for a part of the name, so {name.strip()} itself was never set."
    if value != value.strip():
        value, note = value.strip(), note or "For cmd the blanks around the value were a part of it; they are left out."
    if len(value) > 1 and value[0] == value[-1] == '"' and '"' not in value[1:-1]:
        value, note = value[1:-1], note or "For cmd the quotes were a part of the value; they are left out."
    return name.strip(), value, note
