"""Reads the variables that a script for a POSIX shell exports, without running it."""

import posixpath
import re
from collections.abc import Iterator, Mapping

from core.settings.shells.assignments import UNDER_CONDITION, Assignment, Unknown

_ASSIGN = re.compile(r"(?:(?:export|declare\s+-x|typeset\s+-x|readonly)\s+)?(?P<name>[A-Za-z_]\w*)=", re.ASCII)
_UNSET = re.compile(r"unset\s+(?:-v\s+)?(?P<names>[\w\s]+)$", re.ASCII)
_OPENS = re.compile(r"(?:if|for|while|until|case)\b")
_CLOSES = re.compile(r"(?:fi|done|esac)\b")
_FUNCTION = re.compile(r"(?:function\s+)?\w+\s*\(\)\s*\{?|\{")
_INNER = re.compile(r"(?:then|else|do)\s+")
_VARIABLE = re.compile(
    r"\$(?:(?P<plain>[A-Za-z_]\w*)|\{(?P<braced>[A-Za-z_]\w*)(?::?[-=](?P<default>[^}$`]*))?\})", re.ASCII
)
_OWN_NAME = r"\"?\$(?:0|\{0\}|BASH_SOURCE|\{BASH_SOURCE(?:\[0\])?(?:\:-\$0)?\})\"?"
_OWN_FOLDER = re.compile(
    rf"\$\(\s*(?:dirname\s+(?:--\s+)?{_OWN_NAME}"
    rf"|cd\s+(?:--\s+)?\"?\$\(\s*dirname\s+(?:--\s+)?{_OWN_NAME}\s*\)\"?[^()]*&&\s*pwd(?:\s+-P)?)\s*\)"
)
_GO = re.compile(r"cd\s+(?:--\s+)?(?P<where>\S.*)")
_COMPUTED = Unknown("The script computes it by running a program.")


class ShReader:
    """Follows a script from top to bottom; ``environ`` is what it is started with."""

    def __init__(self, script: str, environ: Mapping[str, str]) -> None:
        self._folder = posixpath.dirname(script)
        self._here: str | None = self._folder
        self._variables: dict[str, str | Unknown] = dict(environ)
        self._depth = 0

    def read(self, text: str) -> Iterator[Assignment]:
        """Yield what each line sets, in order."""
        for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
            for command in _commands(line):
                yield from self._command(number, line.strip(), command)

    def _command(self, number: int, line: str, command: str) -> Iterator[Assignment]:
        command = _INNER.sub("", command, count=1)
        if _OPENS.match(command) or _FUNCTION.fullmatch(command):
            self._depth += 1
        elif _CLOSES.match(command) or command == "}":
            self._depth = max(0, self._depth - 1)
        elif found := _ASSIGN.match(command):
            word, rest = self._word(command[found.end() :])
            # With a command behind it, it is that one program's variable alone.
            if not rest.strip() or rest.strip().startswith("#"):
                yield self._assigned(number, line, found["name"], UNDER_CONDITION if self._depth else word)
        elif found := _UNSET.match(command):
            for name in found["names"].split():
                yield self._assigned(number, line, name, UNDER_CONDITION if self._depth else "")
        elif (found := _GO.match(command)) and not self._depth:
            where, _ = self._word(found["where"])
            self._here = None if isinstance(where, Unknown) or self._here is None else posixpath.join(self._here, where)
            self._variables["PWD"] = self._here or Unknown("It uses the folder that the script stands in.")

    def _assigned(self, line: int, text: str, name: str, value: str | Unknown) -> Assignment:
        self._variables[name] = value
        return Assignment(line=line, text=text, name=name, value=value, folder=self._here)

    def _word(self, text: str) -> tuple[str | Unknown, str]:
        """Return the first word with its variables put in, and what follows it."""
        kept, trouble, at, double = "", None, 0, False
        if text.startswith("~") and (len(text) == 1 or text[1] in "/ \t;"):
            text = "$HOME" + text[1:]
        while at < len(text):
            sign = text[at]
            if sign == "'" and not double:
                end = text.find("'", at + 1)
                kept, at = kept + text[at + 1 : end], (end if end > at else len(text)) + 1
            elif sign == '"':
                double, at = not double, at + 1
            elif sign == "\\" and at + 1 < len(text) and (not double or text[at + 1] in '$`"\\'):
                kept, at = kept + text[at + 1], at + 2
            elif found := _OWN_FOLDER.match(text, at):
                kept, at = kept + self._folder, found.end()
            elif found := _VARIABLE.match(text, at):
                value = self._variable(found)
                trouble = value if isinstance(value, Unknown) else trouble
                kept, at = kept + (value if isinstance(value, str) else ""), found.end()
            elif sign in "$`":
                return _COMPUTED, ""
            elif sign in " \t" and not double:
                break
            else:
                kept, at = kept + sign, at + 1
        return (trouble or kept), text[at:]

    def _variable(self, found: re.Match[str]) -> str | Unknown:
        name = found["plain"] or found["braced"]
        value = self._variables.get(name) or found["default"]
        return value if value is not None else Unknown(f"It uses the variable {name}, which is not set here.")


def _commands(line: str) -> Iterator[str]:
    """Yield the commands of a line, parted by ``;``, ``&`` and ``|`` outside of quotes and ``$(...)``."""
    kept, quote, depth, at = "", "", 0, 0
    while at < len(line):
        sign = line[at]
        if sign == "\\" and quote != "'":
            kept, at = kept + line[at : at + 2], at + 2
            continue
        if quote:
            quote = "" if sign == quote and not depth else quote
        elif sign in "'\"":
            quote = sign
        elif sign == "#" and (not kept or kept[-1] in " \t"):
            break
        depth += line.startswith("$(", at) - (sign == ")" and depth > 0)
        if sign in ";&|" and not quote and not depth:
            if kept.strip():
                yield kept.strip()
            kept = ""
        else:
            kept += sign
        at += 1
    if kept.strip():
        yield kept.strip()
