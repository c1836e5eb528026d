"""Changing the source of one package that is a value: an inline table, or an array of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.settings.writing.list_items import with_item, without_item
from core.settings.writing.meaning import same
from core.settings.writing.source_pairs import Paired
from core.settings.writing.source_style import SOURCES, SourceStyle, style_of_table
from core.settings.writing.toml_keys import out_of_inline, value_at
from core.settings.writing.toml_layout import Span, items, layout, members, parsed
from core.settings.writing.toml_lines import newline_at
from core.settings.writing.toml_words import written


def with_changed_value(text: str, name: str, wanted: Paired, style: SourceStyle) -> str:
    """Return the text with the sources of ``name``, whose value stands in it, as they are wanted."""
    span = source_span(text, name)
    kept = {place: entry for place, entry in wanted if place is not None}
    added = [style.table(entry) for place, entry in wanted if place is None]
    if text[span[0]] == "{":
        tables = [with_entry(text[slice(*span)], kept[0], style)] if kept else []
        return _put(text, span, _value(text, name, [*tables, *added], style))
    count = len(items(text, span))
    for place, entry in kept.items():
        item = items(text, source_span(text, name))[place]
        text = _put(text, item, with_entry(text[slice(*item)], entry, style))
    for table in added:
        span = source_span(text, name)
        text = with_item(text, span, len(items(text, span)), table, style.indent)
    for place in reversed(range(count)):
        if place not in kept:
            text = without_item(text, source_span(text, name), place)
    return _with_one_alone(text, name) if count > 1 and len(wanted) == 1 else text


def rendered(tables: Sequence[str], style: SourceStyle, newline: str, base: str | None) -> str:
    """Return inline tables as the value of a key: one as it is, several as an array with a line for each.

    ``base`` indents the key's line; None keeps the array in one line, for a place inside an inline table.
    """
    if len(tables) == 1:
        return tables[0]
    return f"[{', '.join(tables)}]" if base is None else style.array(tables, newline, base)


def source_span(text: str, name: str) -> Span:
    """Return where the value of a source stands; raises ValueError where it is made of headers or dotted keys."""
    span = value_at(text, (*SOURCES, name))
    if span is None or text[span[0]] not in "{[":
        raise ValueError(f"{name} is no value")
    return span


def with_entry(table: str, entry: Mapping[str, Any], style: SourceStyle) -> str:
    """Return an inline table with the keys of ``entry`` alone; keys that stay keep their place and their quotes."""
    whole = (0, len(table))
    old = parsed(table, whole)
    if not isinstance(old, dict):
        raise TypeError("a source that is no table")
    for key, value in entry.items():
        known = members(table, (0, len(table)))
        span = next((member.value for member in known if member.path == (key,)), None)
        if span is None:
            end = known[-1].value[1]
            own = style_of_table(table, known)
            table = f"{table[:end]}, {own.pair(key, value, style.quote)}{table[end:]}"
        elif not same(old[key], value):
            table = _put(table, span, written(value, table[slice(*span)]))
    for key in old:
        if key not in entry:
            table = out_of_inline(table, (0, len(table)), (key,))
    return table


def _value(text: str, name: str, tables: Sequence[str], style: SourceStyle) -> str:
    node = next((node for node in layout(text) if node.value is not None and node.path == (*SOURCES, name)), None)
    newline = newline_at(text, node.start if node is not None else 0)
    return rendered(tables, style, newline, text[node.start : node.key[0]] if node is not None else None)


def _with_one_alone(text: str, name: str) -> str:
    """Write an array of one without its brackets, unless a comment needs them."""
    span = source_span(text, name)
    (item,) = items(text, span)
    rest = text[span[0] : item[0]] + text[item[1] : span[1]]
    return text if "#" in rest else _put(text, span, text[slice(*item)])


def _put(text: str, span: Span, value: str) -> str:
    return text[: span[0]] + value + text[span[1] :]
