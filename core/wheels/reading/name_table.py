"""All names of an archive in one text, so that a question to all of them is one search and not thousands."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from msgspec import Struct

_FEW = 60


class NameTable(Struct, frozen=True):
    """The names of an archive's entries in their order.

    ``text`` has each between slashes on a line of its own (``/nice/__init__.py/``), ``lines`` has the same as a list:
    every part of every name stands between slashes there, and what lies below a name begins with its line. ``longest``
    is the characters of the longest name, None without names; ``has_line_end`` says that there is one within a name.
    """

    text: str
    lines: list[str]
    longest: int | None
    has_line_end: bool = False

    def has(self, *parts: str) -> bool:
        """Whether any of ``parts`` stands somewhere in the text."""
        return holds(self.text, parts)

    @property
    def names(self) -> list[str]:
        """The names as they are."""
        return [line[1:-1] for line in self.lines]

    def number(self, name: str) -> int | None:
        """Return which entry has a name, the first of several; None where none has."""
        try:
            return self.lines.index(f"/{name}/")
        except ValueError:
            return None

    def first_parts(self) -> list[str]:
        """Return the folders and files at the top, each once, in order."""
        parts = {line[1 : line.find("/", 1)] for line in self.lines} if len(self.lines) < _FEW else self._hopping()
        return sorted(parts)

    def _hopping(self) -> set[str]:
        """Go from one part to the next in the order, since a wheel has few of them and many files below each."""
        ordered = sorted(self.lines)
        parts = set()
        at = 0
        while at < len(ordered):
            part = ordered[at][1 : ordered[at].find("/", 1)]
            parts.add(part)
            # “0” follows “/” in the order of characters, so this is where what lies below the part ends.
            at = max(bisect_left(ordered, f"/{part}0", at), at + 1)
        return parts


def holds(text: str, parts: Iterable[str]) -> bool:
    """Whether any of ``parts`` stands somewhere in ``text``.

    Looked for from the end: with as many slashes as names have, Python is six times quicker so.
    """
    return any(text.rfind(part) >= 0 for part in parts)


def table_of(names: Sequence[str]) -> NameTable:
    """Return the table of names; a name with a line end in it gets its line in ``lines`` all the same."""
    text = "/" + "/\n/".join(names) + "/" if names else ""
    return table_of_text(text, len(names)) or NameTable(
        text, [f"/{name}/" for name in names], max(map(len, names)), has_line_end=True
    )


def table_of_text(text: str, count: int) -> NameTable | None:
    """Return the table of a text that is made already; None where a line end is part of a name."""
    lines = text.split("\n") if text else []
    return NameTable(text, lines, max(map(len, lines)) - 2 if lines else None) if len(lines) == count else None
