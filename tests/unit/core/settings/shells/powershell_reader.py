"""A small reader of PowerShell, by the documented rules of its texts, for scripts of a few known statements.

Rules (about_Quoting_Rules): a text in single quotes is literal, and two quotes in it are one. The straight quote and
four curly ones are all single quotes, whichever opened the text. What is outside of texts must be a known statement.
"""

import re

_QUOTES = "'\u2018\u2019\u201a\u201b"
_SET = re.compile(r"\$(?:env:(\w+)|\{env:([^}]+)\}) = \0(\d+)\0")
_REMOVE = re.compile(r"Remove-Item -Path \0(\d+)\0 -ErrorAction SilentlyContinue")
_MAKE = re.compile(
    r"if \(-not \(Test-Path -LiteralPath \0(\d+)\0\)\) "
    r"\{ New-Item -ItemType Directory -Force -Path \0(\d+)\0 \| Out-Null \}"
)
_FIRST = re.compile(
    r"if \(\(\$env:PATH -split \0(\d+)\0\)\[0\] -cne \0(\d+)\0\) \{ \$env:PATH = \0(\d+)\0 \+ \$env:PATH \}"
)


class Run:
    """What a script does to the variables of the PowerShell that runs it, and the folders that it makes."""

    def __init__(self, script: str, variables: dict[str, str]) -> None:
        self.variables = dict(variables)
        self.made: list[str] = []
        texts: list[str] = []
        for line in _without_texts(script, texts).splitlines():
            self._statement(line, texts)

    def _statement(self, line: str, texts: list[str]) -> None:
        if not line or line.startswith("#"):
            return
        if found := _SET.fullmatch(line):
            self.variables[found[1] or found[2]] = texts[int(found[3])]
        elif found := _REMOVE.fullmatch(line):
            self.variables.pop(texts[int(found[1])].removeprefix("Env:"), None)
        elif found := _MAKE.fullmatch(line):
            assert texts[int(found[1])] == texts[int(found[2])]
            self.made.append(texts[int(found[1])])
        elif found := _FIRST.fullmatch(line):
            separator, folder, put = (texts[int(found[number])] for number in (1, 2, 3))
            if self.variables["PATH"].split(separator)[0] != folder:
                self.variables["PATH"] = put + self.variables["PATH"]
        else:
            raise AssertionError(f"no statement that PowerShell is known to read so: {line!r}")


def _without_texts(script: str, texts: list[str]) -> str:
    """Return the script with a number in the place of each text, which is put behind the others in ``texts``."""
    kept, at = [], 0
    while at < len(script):
        sign = script[at]
        if sign == "#" and (at == 0 or script[at - 1] == "\n"):
            end = script.find("\n", at)
            kept.append(script[at:end])
            at = end
        elif sign in _QUOTES:
            text, at = _text(script, at + 1)
            kept.append(f"\0{len(texts)}\0")
            texts.append(text)
        else:
            kept.append(sign)
            at += 1
    return "".join(kept)


def _text(script: str, at: int) -> tuple[str, int]:
    signs: list[str] = []
    while True:
        sign = script[at]
        if sign in _QUOTES:
            if script[at + 1 : at + 2] not in tuple(_QUOTES):
                return "".join(signs), at + 1
            at += 1
        signs.append(sign)
        at += 1
