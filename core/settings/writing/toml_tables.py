"""Changing a list of tables, such as the indexes; entries that stay keep their lines, comments and other keys."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.settings.writing.toml_arrays import with_items
from core.settings.writing.toml_keys import (
    into_inline,
    out_of_inline,
    takes_headers,
    value_at,
    with_value,
    without_value,
)
from core.settings.writing.toml_layout import KeyPath, Node, items, layout, next_line
from core.settings.writing.toml_lines import blank_lines_end, blank_lines_start, block_end, lead, newline_at, with_line
from core.settings.writing.toml_words import written, written_key

Entry = Mapping[str, Any]
Wanted = Sequence[tuple[int | None, Entry]]
"""Tables as they shall be: each with the place of the old one that it was, None for a new one."""


def with_tables(text: str, table: KeyPath, key: str, old: Sequence[Entry], wanted: Wanted) -> str:
    """Return the text with a list of tables as it is wanted, in the form that it has; ``old`` is what stands there."""
    path = (*table, key)
    if _headers(layout(text), path):
        for place, entry in wanted:
            if place is not None:
                text = _with_entry(text, path, place, old[place], entry)
        return _arranged(text, path, wanted)
    span = value_at(text, path)
    if span is not None:
        return _with_array(text, path, old, wanted)
    if not takes_headers(text, table):
        return with_value(text, table, key, written([entry for _, entry in wanted]))
    return _with_first(text, table, path, [entry for _, entry in wanted])


def without_tables(text: str, path: KeyPath) -> str:
    """Return the text without any table that headers with this path make."""
    return _arranged(text, path, ())


def _headers(nodes: Sequence[Node], path: KeyPath) -> list[int]:
    return [number for number, node in enumerate(nodes) if node.value is None and node.array and node.path == path]


def _with_entry(text: str, path: KeyPath, place: int, old: Entry, new: Entry) -> str:
    """Change one of several tables key by key."""
    for key, value in _changes(old, new).items():
        header = _headers(layout(text), path)[place]
        if value is None:
            text = without_value(text, path, key, header)
        else:
            nodes = [node for node in layout(text) if node.header == header]
            span = value_at(text, (*path, key), nodes)
            like = text[span[0] : span[1]] if span is not None else ""
            text = with_value(text, path, key, written(value, like), header)
    return text


def _with_array(text: str, path: KeyPath, old: Sequence[Entry], wanted: Wanted) -> str:
    for place, entry in wanted:
        for key, value in _changes(old[place], entry).items() if place is not None else ():
            array = value_at(text, path)
            if array is None or place is None:
                raise ValueError("the array is gone")
            inline = items(text, array)[place]
            text = (
                out_of_inline(text, inline, (key,))
                if value is None
                else into_inline(text, inline, (key,), written(value))
            )
    span = value_at(text, path)
    if span is None:
        raise ValueError("the array is gone")
    return text[: span[0]] + with_items(text, span, wanted, newline_at(text, span[0])) + text[span[1] :]


def _changes(old: Entry, new: Entry) -> dict[str, Any]:
    """Return what differs: the new value of a key, None for one that goes."""
    changed = {key: value for key, value in new.items() if key not in old or old[key] != value}
    return {**changed, **{key: None for key in old if key not in new}}


def _arranged(text: str, path: KeyPath, wanted: Wanted) -> str:
    """Return the text with the blocks of a list in another order, some gone, some new."""
    nodes = layout(text)
    spans = [(lead(text, nodes[number]), block_end(text, nodes, number, path)) for number in _headers(nodes, path)]
    if not spans:
        return text
    newline = newline_at(text, spans[-1][1])
    blocks = [
        text[slice(*spans[place])] if place is not None else _block(path, entry, newline) for place, entry in wanted
    ]
    for number, (start, end) in reversed(list(enumerate(spans))):
        if number >= len(blocks):
            text = without_block(text, start, end)
        elif number == len(spans) - 1:
            text = text[:start] + f"{newline}{newline}".join(blocks[number:]) + text[end:]
        else:
            text = text[:start] + blocks[number] + text[end:]
    return text


def without_block(text: str, start: int, end: int) -> str:
    """Return the text without the lines from ``start`` to ``end``, and without blank lines that came with them."""
    behind = blank_lines_end(text, end)
    above = blank_lines_start(text, start)
    if behind < len(text):
        # Of the blank lines on both sides the more stay: the others came with the block.
        below = next_line(text, end)
        if above > 0 and text.count("\n", above, start) < text.count("\n", below, behind):
            return text[:above] + text[below:]
        return text[:start] + text[behind:]
    return text[:above] if text.endswith("\n") else text[:above].removesuffix("\n").removesuffix("\r")


def _with_first(text: str, table: KeyPath, path: KeyPath, entries: Sequence[Entry]) -> str:
    """Put the first tables of a list behind what the file says of the same table, or at its end."""
    nodes = layout(text)
    newline = newline_at(text, len(text))
    blocks = f"{newline}{newline}".join(_block(path, entry, newline) for entry in entries)
    near = [
        number for number, node in enumerate(nodes) if node.value is None and table and node.path[: len(table)] == table
    ]
    if near:
        end = block_end(text, nodes, near[-1])
        return f"{text[:end]}{newline}{newline}{blocks}{text[end:]}"
    if not text.strip():
        return f"{text}{blocks}{newline}"
    apart = "" if text.endswith(("\n\n", "\n\r\n")) else newline
    return with_line(text, len(text), f"{apart}{blocks}")


def _block(path: KeyPath, entry: Entry, newline: str) -> str:
    lines = [f"{written_key(key)} = {written(value)}" for key, value in entry.items()]
    return newline.join((f"[[{written_key(*path)}]]", *lines))
