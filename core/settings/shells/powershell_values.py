"""Statements of PowerShell, and what the plain ones of its expressions amount to."""

import re
from collections.abc import Iterator, Mapping

from core.settings.shells.assignments import Unknown

SINGLE = "'\u2018\u2019\u201a\u201b"
DOUBLE = '"\u201c\u201d\u201e'
"""PowerShell takes curly quotes for straight ones."""

_VARIABLE = re.compile(r"\$(?:env:(\w+)|\{env:([^}]+)\}|\{(\w+)\}|(\w+))", re.IGNORECASE)
_JOIN = re.compile(r"join-path\b", re.IGNORECASE)
_PARAMETER = re.compile(r"-(?:path|childpath|additionalchildpath)\b", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d+(?![\w.])")
_WORD = re.compile(rf"[^\s`$(){{}}+,;|&{SINGLE}{DOUBLE}]+")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "v": "\v"}
_GOES_ON = ("=", "+", ",", "|")
"""A line that ends so goes on in the next."""
_COMPUTED = Unknown("The script computes it; Wheelyard follows plain texts, variables, + and Join-Path.")


def statements(text: str) -> Iterator[tuple[int, str, int, str]]:
    """Yield each statement with its line from 1, that line's text, how many braces it stands in, and itself."""
    lines = text.replace("\r\n", "\n").split("\n")
    text = "\n".join((*lines, ""))
    number, depth, parentheses, at, begun = 1, 0, 0, 0, 0
    kept: list[str] = []
    while at < len(text):
        sign, end = text[at], _skipped(text, at)
        is_end = sign in "\n;{}" and not parentheses and not (sign == "\n" and kept and kept[-1] in _GOES_ON)
        if end == at and is_end:
            if kept:
                yield begun, lines[begun - 1], depth, "".join(kept)
            kept = []
            depth = max(0, depth + (sign == "{") - (sign == "}"))
        elif not (end > at and (sign in "#<" or text.startswith("`\n", at))):
            part = text[at : max(end, at + 1)]
            if kept or not part.isspace():
                begun = begun if kept else number
                # Blanks are kept as one, so that the last part says how a line ends.
                kept += [part] if not part.isspace() else []
                kept += [" "] if part.isspace() and kept[-1] not in (" ", *_GOES_ON) else []
            parentheses = max(0, parentheses + (part == "(") - (part == ")"))
        number += text.count("\n", at, max(end, at + 1))
        at = max(end, at + 1)


def _skipped(text: str, at: int) -> int:
    """Return where a comment, a text, an escaped sign or a variable in braces ends that begins here; else ``at``."""
    if text.startswith("<#", at):
        end = text.find("#>", at)
        return len(text) if end < 0 else end + 2
    if text[at] == "#" and (at == 0 or text[at - 1] in " \t\n;({"):
        return text.index("\n", at)
    if text.startswith("${", at):
        end = text.find("}", at)
        return at if end < 0 else end + 1
    if text[at] == "`":
        return at + 2
    if text[at] in SINGLE:
        return _end_of(text, at, SINGLE, "")
    return _end_of(text, at, DOUBLE, "`") if text[at] in DOUBLE else at


def _end_of(text: str, at: int, quotes: str, escape: str) -> int:
    at += 1
    while at < len(text):
        if text[at] == escape:
            at += 1
        elif text[at] in quotes:
            if at + 1 < len(text) and text[at + 1] in quotes:
                at += 1
            else:
                return at + 1
        at += 1
    return len(text)


class PowershellValues:
    """Variables as far as they are known: those of the environment by names in capitals, the script's in small."""

    def __init__(self, environ: Mapping[str, str], *, script: str, folder: str, windows: bool) -> None:
        self.environ: dict[str, str | Unknown] = {name.upper(): value for name, value in environ.items()}
        self.here: str | None = folder
        self._separator = "\\" if windows else "/"
        home = environ.get("USERPROFILE") or environ.get("HOME")
        self.local: dict[str, str | Unknown] = {"psscriptroot": folder, "pscommandpath": script, "null": ""}
        if home:
            self.local["home"] = home

    def of(self, written: str, *, argument: bool = False) -> str | Unknown:
        """Return what an expression amounts to; only as an ``argument`` of a command a bare word is a text."""
        if not argument and _WORD.match(written) and not _JOIN.match(written) and not _NUMBER.fullmatch(written):
            return _COMPUTED
        value, at = self._sum(written, 0)
        return value if isinstance(value, Unknown) or not written[at:].strip() else _COMPUTED

    def _sum(self, text: str, at: int) -> tuple[str | Unknown, int]:
        value, at = self._term(text, _past_blanks(text, at))
        while True:
            after = _past_blanks(text, at)
            if text[after : after + 1] != "+":
                return value, at
            more, at = self._term(text, _past_blanks(text, after + 1))
            value = value + more if isinstance(value, str) and isinstance(more, str) else _unknown(value, more)

    def _term(self, text: str, at: int) -> tuple[str | Unknown, int]:
        sign = text[at : at + 1]
        if sign and sign in SINGLE:
            end = _end_of(text, at, SINGLE, "")
            return re.sub(f"([{SINGLE}])[{SINGLE}]", r"\1", text[at + 1 : end - 1]), end
        if sign and sign in DOUBLE:
            end = _end_of(text, at, DOUBLE, "`")
            return self._inside(text[at + 1 : end - 1]), end
        if sign == "(":
            value, end = self._sum(text, at + 1)
            end = _past_blanks(text, end)
            return (value, end + 1) if text[end : end + 1] == ")" else (_COMPUTED, len(text))
        return self._word(text, at)

    def _word(self, text: str, at: int) -> tuple[str | Unknown, int]:
        if found := _VARIABLE.match(text, at):
            behind = text[found.end() : found.end() + 1]
            return (_COMPUTED, len(text)) if behind and behind in ".[:" else (self._variable(found), found.end())
        if found := _JOIN.match(text, at):
            return self._joined(text, found.end())
        if found := _NUMBER.match(text, at) or _WORD.match(text, at):
            return found[0], found.end()
        return _COMPUTED, len(text)

    def _joined(self, text: str, at: int) -> tuple[str | Unknown, int]:
        parts: list[str | Unknown] = []
        while (at := _past_blanks(text, at)) < len(text) and text[at] not in ")+,|":
            parameter = _PARAMETER.match(text, at)
            if parameter is not None:
                at = _past_blanks(text, parameter.end())
            part, at = self._term(text, at)
            parts.append(part)
        known = [part for part in parts if isinstance(part, str)]
        if len(known) < len(parts) or not known:
            return _unknown(*parts), at
        first, *rest = known
        ends = tuple({"\\", self._separator, "/"})
        for part in rest:
            first = first.rstrip("".join(ends)) + self._separator + part.lstrip("".join(ends))
        return first, at

    def _inside(self, text: str) -> str | Unknown:
        """Return a text in double quotes with its variables put in."""
        kept, at = "", 0
        while at < len(text):
            sign = text[at]
            if sign == "`" and at + 1 < len(text):
                kept += _ESCAPES.get(text[at + 1], text[at + 1])
                at += 2
            elif text.startswith("$(", at):
                return _COMPUTED
            elif found := _VARIABLE.match(text, at):
                value = self._variable(found)
                if isinstance(value, Unknown):
                    return value
                kept += value
                at = found.end()
            else:
                kept += sign
                at += 2 if sign in DOUBLE else 1
        return kept

    def _variable(self, found: re.Match[str]) -> str | Unknown:
        of_environment = found[1] or found[2]
        if of_environment:
            missing = Unknown(f"It uses the variable {of_environment}, which is not set here.")
            return self.environ.get(of_environment.upper(), missing)
        name = found[3] or found[4]
        if name.lower() in {"true", "false"}:
            return name.capitalize()
        if name.lower() == "pwd":
            return self.here or Unknown("It uses the folder that the script stands in.")
        return self.local.get(name.lower(), Unknown(f"It uses ${name}, which Wheelyard does not know."))


def _unknown(*parts: str | Unknown) -> Unknown:
    return next((part for part in parts if isinstance(part, Unknown)), _COMPUTED)


def _past_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\n":
        at += 1
    return at
