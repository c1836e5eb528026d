"""Puts lines together that a terminal or uv itself wrapped: with a blank between words, without one inside a path."""

import re
from collections.abc import Sequence

from msgspec import Struct

_TERMINAL_WIDTHS = frozenset({72, 80, 100, 110, 120, 125, 128, 130, 132, 140, 150, 160, 180, 200, 240})
_GOES_ON = frozenset({"to", "into", "from", "at", "(os", "due", "error", "and", "in", "with", "for", "is"})
_PATH = re.compile(r"[`\"'(]?(?:[A-Za-z]:[\\/]|\\\\|/|~/|\.\.?[\\/]|%\w+%|\$\w|\w+://)|.*\\")
_COMPLETE = re.compile(r"(?:[`:),;\"']|\.tmp\w{6}|-v\d+[\\/][\w-]{16,22})$")
_OPEN_URL = re.compile(r"[`\"'(]\w+://[^`\"')\s]*$")
"""An address whose quotation has not ended: it has no blanks, so what follows is the rest of it."""
_HYPHENATED = re.compile(r"\w-$")


class Piece(Struct, frozen=True):
    """One printed line of a text: what it says, how wide the whole line was, whether it was indented."""

    text: str
    width: int
    indented: bool = True


def join(pieces: Sequence[Piece]) -> str:
    """Return the text of the lines; paths and words that were cut in the middle are whole again."""
    full = max((piece.width for piece in pieces[:-1]), default=0)
    parts: list[str] = []
    for index, piece in enumerate(pieces):
        if parts:
            before = pieces[index - 1]
            inside = (
                _inside_indented(before, piece, full) if piece.indented else _inside_cut(before, piece, pieces, full)
            )
            parts.append("" if inside else " ")
        parts.append(piece.text)
    return "".join(parts).strip()


def _ends(before: Piece, after: Piece) -> tuple[str, str]:
    tail = before.text.rpartition(" ")[2]
    head = after.text.partition(" ")[0]
    return tail, head


def _inside_indented(before: Piece, after: Piece, full: int) -> bool:
    """Tell whether uv, which wraps at blanks and hyphens, broke a word that is wider than the terminal."""
    tail, head = _ends(before, after)
    if _OPEN_URL.match(tail) is not None:
        return True
    if _PATH.match(tail) is None or head in _GOES_ON:
        return False
    if tail.endswith(("\\", "/")) or _HYPHENATED.search(tail) is not None:
        return True
    return tail == before.text and before.width >= full and _COMPLETE.search(tail) is None


def _inside_cut(before: Piece, after: Piece, pieces: Sequence[Piece], full: int) -> bool:
    """Tell whether a terminal, which cuts at its last column, cut inside a word; a blank there is lost."""
    tail, head = _ends(before, after)
    if not before.text or head.startswith("(os"):
        return False
    if _OPEN_URL.match(tail) is not None:
        return True
    alike = sum(piece.width == full for piece in pieces[:-1])
    if alike > 1 or before.width in _TERMINAL_WIDTHS:
        return before.width == full
    if before.width + 1 in _TERMINAL_WIDTHS or head in _GOES_ON:
        return False
    return _PATH.match(tail) is not None and _COMPLETE.search(tail) is None
