"""Which line of a TOML file a key stands in; the parsers at hand do not say."""

import re
import tomllib

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'')
_BLANK = re.compile(r"[ \t]*")

Place = tuple[tuple[str, ...], int]


def places_of_keys(text: str) -> tuple[Place, ...]:
    """Return the dotted path of every key outside inline tables with its line from 1, in the order of the text.

    A table or an element of an array of tables has its header's line; the text is TOML that a parser took.
    """
    return tuple(_Scanner(text.removeprefix("\ufeff")).places())


def line_of(places: tuple[Place, ...], *path: str) -> int | None:
    """Return the first line that names the key ``path`` or something below it, None where none does."""
    return next((line for found, line in places if found[: len(path)] == path), None)


class _Scanner:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line = 1

    def places(self) -> list[Place]:
        found: list[Place] = []
        table: tuple[str, ...] = ()
        while self._at < len(self._text):
            self._skip_blanks()
            start = self._text[self._at : self._at + 1]
            if start == "[":
                line = self._line
                self._at += 2 if self._text.startswith("[[", self._at) else 1
                table = self._path()
                found.append((table, line))
                self._skip_line()
            elif start in {"#", "\n", "\r", ""}:
                self._skip_line()
            else:
                line = self._line
                path = self._path()
                found.append(((*table, *path), line))
                self._skip_value()
        return found

    def _skip_blanks(self) -> None:
        match = _BLANK.match(self._text, self._at)
        self._at = match.end() if match is not None else self._at

    def _skip_line(self) -> None:
        end = self._text.find("\n", self._at)
        self._at = len(self._text) if end < 0 else end + 1
        self._line += end >= 0

    def _path(self) -> tuple[str, ...]:
        parts = []
        while True:
            self._skip_blanks()
            match = _BARE.match(self._text, self._at) or _STRING.match(self._text, self._at)
            if match is None:
                break
            part = match[0]
            parts.append(tomllib.loads(f"x = {part}")["x"] if part[0] in "\"'" else part)
            self._at = match.end()
            self._skip_blanks()
            if not self._text.startswith(".", self._at):
                break
            self._at += 1
        return tuple(parts)

    def _skip_value(self) -> None:
        """Go behind the value and the end of its line; brackets and strings may go over lines."""
        depth = 0
        while self._at < len(self._text):
            character = self._text[self._at]
            if character in "\"'":
                self._skip_string(character)
                continue
            if character == "#":
                end = self._text.find("\n", self._at)
                self._at = len(self._text) if end < 0 else end
                continue
            self._at += 1
            if character == "\n":
                self._line += 1
                if depth <= 0:
                    return
            depth += (character in "[{") - (character in "]}")

    def _skip_string(self, quote: str) -> None:
        triple = quote * 3
        if self._text.startswith(triple, self._at):
            end = self._at + 3
            while not self._text.startswith(triple, end) and end < len(self._text):
                end += 2 if quote == '"' and self._text[end] == "\\" else 1
            end += 3
            while self._text.startswith(quote, end):
                end += 1
        else:
            match = _STRING.match(self._text, self._at)
            end = match.end() if match is not None else self._at + 1
        self._line += self._text.count("\n", self._at, end)
        self._at = min(end, len(self._text))
