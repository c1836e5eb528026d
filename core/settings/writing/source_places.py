"""Where the first source of a package goes: beside its neighbours, in the form that they have."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.settings.writing.source_headers import block_lines, headers_of, with_block_behind
from core.settings.writing.source_style import SOURCES, SourceStyle
from core.settings.writing.source_values import rendered
from core.settings.writing.table_places import with_table_behind
from core.settings.writing.toml_keys import into_inline, value_at
from core.settings.writing.toml_layout import Node, Span, layout, members
from core.settings.writing.toml_lines import newline_at, with_line
from core.settings.writing.toml_words import written_key

_UV = SOURCES[:2]


def with_new_source(text: str, name: str, entries: Sequence[Mapping[str, Any]], style: SourceStyle) -> str:
    """Return the text with the sources of a package that has none in it yet."""
    nodes = layout(text)
    inline = next((node for node in nodes if _is_inline(text, node)), None)
    if inline is not None:
        return _into_inline(text, inline, name, entries, style)
    tables = [style.table(entry) for entry in entries]
    keys = [node for node in nodes if node.value is not None and node.path[: len(SOURCES)] == SOURCES]
    beside = [node for node in keys if node.above == SOURCES] or [
        node for node in keys if len(node.above) < len(SOURCES)
    ]
    if beside:
        return _behind(text, beside[-1], name, tables, style)
    for number in headers_of(text, SOURCES):
        return _behind(text, nodes[number], name, tables, style)
    below = [number for number, node in enumerate(nodes) if _is_header_below(node)]
    if below:
        path = (*SOURCES, name)
        for entry in entries:
            lines = block_lines(path, entry, style, double=len(entries) > 1)
            text = with_block_behind(text, (headers_of(text, path) or below)[-1], lines)
        return text
    return _with_first_table(text, nodes, name, tables, style)


def _behind(text: str, node: Node, name: str, tables: Sequence[str], style: SourceStyle) -> str:
    """Put a key into the line behind a key or a header of the table of sources."""
    indent = text[node.start : node.key[0]]
    key = written_key(*SOURCES[len(node.above) :], name)
    value = rendered(tables, style, newline_at(text, node.end), indent)
    return with_line(text, node.end, f"{indent}{key}{style.equals}{value}")


def _into_inline(text: str, node: Node, name: str, entries: Sequence[Mapping[str, Any]], style: SourceStyle) -> str:
    depth, span = len(node.path), node.value
    if span is None:
        raise ValueError("a header")
    value = rendered([style.table(entry) for entry in entries], style, "", None)
    if value_at(text, SOURCES) is not None or _dotted_inside(text, span, depth):
        return into_inline(text, span, (*SOURCES[depth:], name), value)
    table = f"{{{style.pad}{written_key(name)}{style.equals}{value}{style.pad}}}"
    return into_inline(text, span, SOURCES[depth:], table)


def _with_first_table(text: str, nodes: Sequence[Node], name: str, tables: Sequence[str], style: SourceStyle) -> str:
    """Make the table: behind the others of uv, as uv does it, or at the end of the file."""
    headers = [number for number, node in enumerate(nodes) if node.value is None and node.path[:2] == _UV]
    dotted = [node for node in nodes if node.value is not None and node.path[:2] == _UV and len(node.above) < 2]
    if dotted and not headers:
        return _behind(text, dotted[-1], name, tables, style)
    newline = newline_at(text, len(text))
    line = f"{written_key(name)} = {rendered(tables, style, newline, '')}"
    return with_table_behind(text, _UV, SOURCES, line)


def _is_inline(text: str, node: Node) -> bool:
    """Whether a key holds the table of sources, or one above it, as an inline table."""
    return node.value is not None and SOURCES[: len(node.path)] == node.path and text[node.value[0]] == "{"


def _dotted_inside(text: str, span: Span, depth: int) -> bool:
    """Whether an inline table holds sources under dotted keys."""
    return any(member.path[: len(SOURCES) - depth] == SOURCES[depth:] for member in members(text, span))


def _is_header_below(node: Node) -> bool:
    return node.value is None and node.path[: len(SOURCES)] == SOURCES and len(node.path) > len(SOURCES)
