"""How a file writes its sources, so that a new one looks like its neighbours."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from core.settings.writing.list_items import INDENT
from core.settings.writing.toml_arrays import comma_behind
from core.settings.writing.toml_layout import KeyPath, Member, Node, Span, items, layout, members, skip_blanks
from core.settings.writing.toml_words import written, written_key

SOURCES: KeyPath = ("tool", "uv", "sources")
"""The table of sources in a ``pyproject.toml``."""


class SourceStyle(Struct, frozen=True, kw_only=True):
    """The blanks, quotes and commas of a file's sources; the defaults are those that uv writes.

    ``pad`` stands inside braces, ``equals`` between key and value, ``quote`` around a path, ``indent`` before an item
    of an array over lines, whose last item has ``comma`` behind it.
    """

    pad: str = " "
    equals: str = " = "
    quote: str = '"'
    indent: str = INDENT
    comma: str = ","

    def table(self, entry: Mapping[str, Any]) -> str:
        """Return an entry as an inline table."""
        inside = ", ".join(self.pair(key, value, self.quote) for key, value in entry.items())
        return f"{{{self.pad}{inside}{self.pad}}}"

    def pair(self, key: str, value: Any, quote: str) -> str:
        """Return a key with its value, in quotes of a kind where they are possible."""
        return f"{written_key(key)}{self.equals}{written(value, quote)}"

    def array(self, tables: Sequence[str], newline: str, base: str) -> str:
        """Return inline tables as an array with one in each line, in a place that is indented by ``base``."""
        between = f",{newline}{base}{self.indent}"
        return f"[{newline}{base}{self.indent}{between.join(tables)}{self.comma}{newline}{base}]"


def style_of(text: str) -> SourceStyle:
    """Return the style of the sources of a file, of its other arrays where those do not tell."""
    nodes = layout(text)
    tables = [found for node in nodes if node.value is not None for found in _in_value(text, node.path, node.value)]
    last = tables[-1] if tables else None
    style = style_of_table(text, members(text, last)) if last is not None else SourceStyle()
    own = [node for node in nodes if node.path[: len(SOURCES)] == SOURCES]
    arrays = [node for node in (*reversed(own), *nodes) if node.value is not None and _over_lines(text, node.value)]
    known = [(node, found) for node in arrays if (found := _items_like(text, node)) is not None]
    indent = known[0][1][0] if known else INDENT
    comma = known[0][1][1] if known and known[0][0] in own else ","
    paths = [member.value for table in tables for member in members(text, table) if member.path != ("marker",)]
    paths += [node.value for node in own if node.value is not None and node.path[-1] != "marker"]
    # Backslashes ask for single quotes, whatever the file's habit is.
    quotes = [text[at] for at, end in sorted(paths) if text[at] in "\"'" and "\\" not in text[at:end]]
    quote = quotes[-1] if quotes else style.quote
    return SourceStyle(pad=style.pad, equals=style.equals, quote=quote, indent=indent, comma=comma)


def style_of_table(text: str, known: Sequence[Member]) -> SourceStyle:
    """Return the blanks of an inline table whose members are known."""
    if not known:
        return SourceStyle()
    # One blank at most: more of them align a column that is not that of the new line.
    equals = " = " if text[known[0].key[1]] in " \t" else "="
    return SourceStyle(pad=" " if text[known[0].key[0] - 1] in " \t" else "", equals=equals)


def _in_value(text: str, path: KeyPath, value: Span) -> Iterator[Span]:
    """Yield the inline tables in a value that are sources."""
    below = len(path) > len(SOURCES)
    if path[: len(SOURCES)] != SOURCES[: len(path)]:
        return
    if text[value[0]] == "[" and below:
        for item in items(text, value):
            yield from _in_value(text, path, item)
    elif text[value[0]] == "{" and below:
        yield value
    elif text[value[0]] == "{":
        for member in members(text, value):
            yield from _in_value(text, (*path, *member.path), member.value)


def _over_lines(text: str, span: Span) -> bool:
    return text[span[0]] == "[" and "\n" in text[slice(*span)]


def _items_like(text: str, node: Node) -> tuple[str, str] | None:
    """Return by how much an array over lines indents its items, and the comma behind the last; None for other forms."""
    array = node.value
    spans = items(text, array) if array is not None else ()
    if array is None or not spans:
        return None
    start = text.rfind("\n", 0, spans[-1][0]) + 1
    if start <= array[0] or text[start : spans[-1][0]].strip():
        return None
    base, own = text[node.start : node.key[0]], text[start : skip_blanks(text, start)]
    if not own.startswith(base) or len(own) - len(base) > 8 or own == base:
        return None
    return own[len(base) :], "," if comma_behind(text, spans[-1][1], array[1] - 1) is not None else ""
