"""What a program printed, as plain lines: no terminal codes, no redraws, no stamps, indentation kept."""

import re

from msgspec import Struct

from core.diagnosis.glyphs import restore_glyphs
from core.diagnosis.line_starts import split_inner, without_job, without_start
from core.diagnosis.powershell import decorations, without_program
from core.model.secrets import without_secrets
from core.uv.plain_text import without_codes

MOST_CHARACTERS = 4 << 20
"""So much of the end of a transcript is read: a failure stands at the end."""
MOST_LINES = 60_000
"""So many lines of that end are read at most."""
MOST_LINE_CHARACTERS = 8192
"""A longer line keeps its two ends: the operation at its front, the number at its back."""

_SIGNS = ("Caused by: ", " cause: ", "─▶ ", "`-> ", "\nerror: ")
_WINDOW_BEFORE = 256 << 10
_WINDOW_AFTER = 64 << 10
_CURSOR = re.compile(r"\x1b\[[0-9;]{0,12}[ABEFGHJdf]")
_FORWARD = re.compile(r"\x1b\[([0-9]{0,3})C")
_INVISIBLE = str.maketrans(
    {"\0": None, "\ufeff": None, "\u200b": None, "\u200e": None, "\u200f": None, "\u00a0": " ", "\u202f": " "}
)
_MOST_FORWARD = 40
_TAB = 8


class Line(Struct, frozen=True):
    """One line; ``stamp`` is the time that a build server or a log put before it, as text."""

    text: str
    stamp: str = ""


_EMPTY = Line("")


def clean(text: str) -> tuple[Line, ...]:
    """Return the lines of a transcript, of its last MOST_CHARACTERS characters; any text is taken.

    A redraw with a carriage return or a cursor movement becomes a line of its own, and so does each part of a
    chain that was printed on one line.
    """
    lines = [_bounded(without_job(without_codes(line))) for line in _as_lines(_end_of(text))[-MOST_LINES:]]
    added = decorations(lines)
    return tuple(cleaned for index, line in enumerate(lines) if index not in added for cleaned in _lines_of(line))


def end_of(text: str, most: int) -> str:
    """Return the last ``most`` characters, from the start of a line where there is one."""
    if len(text) <= most:
        return text
    cut = text[-most:]
    line_end = cut.find("\n", 0, MOST_LINE_CHARACTERS)
    return cut[line_end + 1 :]


def failure_window(text: str) -> str | None:
    """Return the part of a long text around the last sign of a failure in it, or None: for one that much followed."""
    at = max(text.rfind(sign) for sign in _SIGNS)
    if at < 0:
        return None
    cut = text[max(0, at - _WINDOW_BEFORE - 1) : at + _WINDOW_AFTER]
    return end_of(cut, _WINDOW_BEFORE + _WINDOW_AFTER)


def _end_of(text: str) -> str:
    return end_of(text, MOST_CHARACTERS)


def _as_lines(text: str) -> list[str]:
    text = restore_glyphs(text.translate(_INVISIBLE))
    if "\x1b[" in text:
        text = _FORWARD.sub(_blanks, _CURSOR.sub("\n", text))
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _blanks(match: re.Match[str]) -> str:
    return " " * min(int(match[1] or 1), _MOST_FORWARD)


def bounded(text: str, most: int) -> str:
    """Return a text of at most about ``most`` characters: its front and its back, without secrets if it is cut.

    A secret across the cut would no longer look like one.
    """
    if len(text) <= most:
        return text
    text = without_secrets(text)
    if len(text) <= most:
        return text
    half = most // 2
    return f"{text[:half]} … {text[-half:]}"


def _bounded(line: str) -> str:
    return bounded(line, MOST_LINE_CHARACTERS).expandtabs(_TAB).rstrip()


def _lines_of(line: str) -> list[Line]:
    if not line:
        return [_EMPTY]
    body, stamp = without_start(line)
    return [Line(without_program(piece).rstrip(), stamp) for piece in split_inner(body)]
