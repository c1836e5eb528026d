"""Bytes of a program to plain lines: any encoding fault, any line length, any terminal code is survived."""

import codecs
import re

MOST_LINE_CHARACTERS = 1 << 20
"""A longer line is handed on in pieces of this length, so that memory stays bounded."""

_CODES = re.compile(
    r"""
    \x1b\[[0-?]*[\x20-/]*[@-~]              # control sequences: colours, cursor, modes
    | \x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?    # operating system commands: titles, links
    | \x1b[PX^_][^\x1b]*(?:\x1b\\)?         # device control and other strings
    | \x1b[\x20-/]*[0-~]?                   # two-character codes, or a lonely escape
    """,
    re.VERBOSE,
)
_CONTROLS = dict.fromkeys([*range(9), *range(10, 32), *range(0x7F, 0xA0)])
_HAS_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f]")


def without_codes(text: str) -> str:
    """Return ``text`` without terminal codes and control characters; tabs stay."""
    if _HAS_CONTROL.search(text) is None:
        return text
    return _CODES.sub("", text).translate(_CONTROLS)


class LineSplitter:
    """Cuts one stream of bytes into plain lines; a lone carriage return ends a line, too.

    Bytes that are no UTF-8 become U+FFFD.
    """

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._parts: list[str] = []
        self._length = 0
        self._after_return = False

    def feed(self, data: bytes) -> list[str]:
        """Return the lines that ``data`` completes."""
        return self._split(self._decoder.decode(data))

    def finish(self) -> list[str]:
        """Return what is left without a line end."""
        lines = self._split(self._decoder.decode(b"", final=True))
        if self._parts:
            lines.append(self._take())
        return lines

    def _split(self, text: str) -> list[str]:
        if not text:
            return []
        if self._after_return and text.startswith("\n"):
            text = text[1:]
        self._after_return = text.endswith("\r") if text else False
        if "\r" in text:
            text = text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
        *ended, rest = text.split("\n")
        lines: list[str] = []
        for piece in ended:
            self._keep(piece, lines)
            lines.append(self._take())
        self._keep(rest, lines)
        return lines

    def _keep(self, piece: str, lines: list[str]) -> None:
        while self._length + len(piece) > MOST_LINE_CHARACTERS:
            room = MOST_LINE_CHARACTERS - self._length
            self._parts.append(piece[:room])
            piece = piece[room:]
            lines.append(self._take())
        if piece:
            self._parts.append(piece)
            self._length += len(piece)

    def _take(self) -> str:
        line = without_codes("".join(self._parts))
        self._parts.clear()
        self._length = 0
        return line
