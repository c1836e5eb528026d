"""Every text in a TOML file, with its path of keys and where its characters stand."""

from collections.abc import Iterator

from msgspec import Struct

from core.settings.writing.toml_layout import Span, items, layout, members, parsed

TextPath = tuple[str | int, ...]
"""Keys on the way to a text; a number counts the items of an array, from 0."""


class TomlString(Struct, frozen=True, kw_only=True):
    """One text: ``span`` is where it stands with its quotes, ``key`` where the key does that it belongs to.

    ``line`` counts from 1.
    """

    path: TextPath
    value: str
    span: Span
    key: Span
    line: int


def strings_in(text: str) -> Iterator[TomlString]:
    """Yield the texts of a file that a parser took, in the order of the file; what is no text is left out."""
    counted: dict[TextPath, int] = {}
    above: TextPath = ()
    lines = _Lines(text)
    for node in layout(text):
        if node.value is None:
            above = _header(node.path, array=node.array, counted=counted)
            continue
        own = node.path[len(node.above) :]
        yield from _below(text, (*above, *own), node.value, node.key, lines)


def _header(path: tuple[str, ...], *, array: bool, counted: dict[TextPath, int]) -> TextPath:
    """Return the path of a header with the number of each array of tables that it is in."""
    found: TextPath = ()
    for place, part in enumerate(path, 1):
        found = (*found, part)
        if array and place == len(path):
            counted[found] = counted.get(found, -1) + 1
        if found in counted:
            found = (*found, counted[found])
    return found


class _Lines:
    """Counts lines from the last place that was asked for on, so that a whole file is counted through once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line = 1

    def of(self, place: int) -> int:
        self._line += self._text.count("\n", self._at, place)
        self._at = place
        return self._line


def _below(text: str, path: TextPath, value: Span, key: Span, lines: _Lines) -> Iterator[TomlString]:
    match text[value[0]]:
        case "[":
            for number, item in enumerate(items(text, value)):
                yield from _below(text, (*path, number), item, key, lines)
        case "{":
            for member in members(text, value):
                yield from _below(text, (*path, *member.path), member.value, member.key, lines)
        case '"' | "'":
            said = parsed(text, value)
            if isinstance(said, str):
                yield TomlString(path=path, value=said, span=value, key=key, line=lines.of(value[0]))
        case _:
            pass
