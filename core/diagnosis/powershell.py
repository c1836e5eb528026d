"""Windows PowerShell's own lines around what a program wrote to stderr: the place of the call, category, error id."""

import re

_INVOCATION = re.compile(r"\s*\S.{0,400}:\s?\d+\s?[^\d:]{1,24}:\s?\d+\s*$")
_SOURCE = re.compile(r"\s*\+( |$)")
_NAME = re.compile(r"\s*(?:uvx?|wheelyard)(?:\.exe)?\s?:\s{1,8}(?=\S)")
_ERROR_ID = re.compile(r"\+ FullyQualifiedErrorId\s*:\s*(?:NativeCommandError|$)")
"""Of a program's stderr; another id is an error of PowerShell itself, and what it says counts."""
_MOST_LINES = 12


def decorations(lines: list[str]) -> set[int]:
    """Return the indices of lines that PowerShell added; its words differ by language, the error id does not."""
    found: set[int] = set()
    for index, line in enumerate(lines):
        if _ERROR_ID.search(line) is not None:
            found.update(_block(lines, index))
    return found


def _block(lines: list[str], last: int) -> range:
    first = last
    for index in range(last - 1, max(-1, last - _MOST_LINES), -1):
        if _INVOCATION.match(lines[index]):
            return range(index, last + 1)
        if _SOURCE.match(lines[index]):
            first = index
    return range(first, last + 1)


def without_program(line: str) -> str:
    """Return the line without the program's name that PowerShell puts before the first line of an error."""
    match = _NAME.match(line)
    return line if match is None else line[match.end() :]
