"""Where in the text of a TOML file each header, key and value stands; the parsers at hand do not say.

Every text here is one that a parser took, so the form is not checked again.
"""

import re
import tomllib

from msgspec import Struct

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'')
_BLANK = re.compile(r"[ \t]*")
_BETWEEN = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SIMPLE = re.compile(r"[^,\]}#\r\n]*")

KeyPath = tuple[str, ...]
Span = tuple[int, int]


class Node(Struct, frozen=True, kw_only=True):
    """A header, or a key with its value.

    ``path`` goes from the root of the file, ``above`` is the path of the header that a key stands below, for a header
    its own. ``start`` is where its line begins, ``end`` where the line after it does. ``header`` is the place of the
    header among the nodes, None above the first.
    """

    path: KeyPath
    above: KeyPath
    start: int
    end: int
    key: Span
    value: Span | None = None
    array: bool = False
    header: int | None = None


class Member(Struct, frozen=True, kw_only=True):
    """A key with its value inside an inline table."""

    path: KeyPath
    key: Span
    value: Span


def layout(text: str) -> tuple[Node, ...]:
    """Return the headers and keys of a file in their order; what is inside of values is left to the others."""
    nodes: list[Node] = []
    above: KeyPath = ()
    header: int | None = None
    at = 0
    while at < len(text):
        start, at = at, skip_blanks(text, at)
        sign = text[at : at + 1]
        if sign == "[":
            array = text.startswith("[[", at)
            above, behind = key_path(text, at + 1 + array)
            key = (at, text.index("]", behind) + 1 + array)
            at = next_line(text, key[1])
            header = len(nodes)
            nodes.append(Node(path=above, above=above, start=start, end=at, key=key, array=array, header=header))
        elif sign in {"#", "\n", "\r", ""}:
            at = next_line(text, at)
        else:
            begin = at
            path, behind = key_path(text, at)
            value = value_span(text, behind + 1)
            at = next_line(text, value[1])
            nodes.append(
                Node(
                    path=(*above, *path),
                    above=above,
                    start=start,
                    end=at,
                    key=(begin, _key_end(text, behind)),
                    value=value,
                    header=header,
                )
            )
    return tuple(nodes)


def members(text: str, table: Span) -> tuple[Member, ...]:
    """Return what stands in an inline table, in its order."""
    found = []
    at = skip_between(text, table[0] + 1)
    while at < table[1] - 1:
        begin = at
        path, behind = key_path(text, at)
        value = value_span(text, behind + 1)
        found.append(Member(path=path, key=(begin, _key_end(text, behind)), value=value))
        at = skip_between(text, value[1])
        at = skip_between(text, at + 1) if text[at] == "," else at
    return tuple(found)


def items(text: str, array: Span) -> tuple[Span, ...]:
    """Return where the values of an array stand."""
    found = []
    at = skip_between(text, array[0] + 1)
    while at < array[1] - 1:
        value = value_span(text, at)
        found.append(value)
        at = skip_between(text, value[1])
        at = skip_between(text, at + 1) if text[at] == "," else at
    return tuple(found)


def parsed(text: str, span: Span) -> object:
    """Return the value that stands in a span."""
    value: object = tomllib.loads(f"x = {text[span[0] : span[1]]}")["x"]
    return value


def skip_blanks(text: str, at: int) -> int:
    """Return the first place from ``at`` on that is neither blank nor tab."""
    match = _BLANK.match(text, at)
    return match.end() if match is not None else at


def skip_between(text: str, at: int) -> int:
    """Return the first place from ``at`` on that is no blank, no line end and in no comment."""
    match = _BETWEEN.match(text, at)
    return match.end() if match is not None else at


def next_line(text: str, at: int) -> int:
    """Return where the line behind the one that ``at`` lies in begins."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def key_path(text: str, at: int) -> tuple[KeyPath, int]:
    """Return a dotted key and the place of the sign behind it."""
    parts = []
    while True:
        at = skip_blanks(text, at)
        match = _BARE.match(text, at) or _STRING.match(text, at)
        if match is None:
            raise ValueError(f"no key at {at}")
        part = match[0]
        parts.append(tomllib.loads(f"x = {part}")["x"] if part[0] in "\"'" else part)
        at = skip_blanks(text, match.end())
        if not text.startswith(".", at):
            return tuple(parts), at
        at += 1


def _key_end(text: str, behind: int) -> int:
    while text[behind - 1] in " \t":
        behind -= 1
    return behind


def value_span(text: str, at: int) -> Span:
    """Return where the value stands that begins at ``at`` or behind the blanks there."""
    start = skip_blanks(text, at)
    sign = text[start]
    if sign in "\"'":
        return start, _string_end(text, start)
    if sign in "[{":
        return start, _bracket_end(text, start)
    match = _SIMPLE.match(text, start)
    return start, start + len(match[0].rstrip()) if match is not None else start


def _bracket_end(text: str, at: int) -> int:
    depth = 0
    while True:
        sign = text[at]
        if sign in "\"'":
            at = _string_end(text, at)
            continue
        if sign == "#":
            at = next_line(text, at)
            continue
        depth += (sign in "[{") - (sign in "]}")
        at += 1
        if depth == 0:
            return at


def _string_end(text: str, at: int) -> int:
    quote = text[at]
    if not text.startswith(quote * 3, at):
        match = _STRING.match(text, at)
        if match is None:
            raise ValueError(f"no string at {at}")
        return match.end()
    end = at + 3
    while not text.startswith(quote * 3, end):
        end += 2 if quote == '"' and text[end] == "\\" else 1
    end += 3
    # Up to two quotes may stand right before the three that close.
    for _ in range(2):
        end += text.startswith(quote, end)
    return end
