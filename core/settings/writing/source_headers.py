"""Changing the source of one package that headers make, ``[tool.uv.sources.NAME]``, or dotted keys."""

from collections.abc import Sequence
from itertools import pairwise

from core.settings.writing.meaning import same
from core.settings.writing.source_pairs import Entry, Paired
from core.settings.writing.source_style import SOURCES, SourceStyle
from core.settings.writing.toml_keys import value_at, with_value, without_value
from core.settings.writing.toml_layout import KeyPath, Node, layout, skip_blanks
from core.settings.writing.toml_lines import apart_at, lead, newline_at, region_end, without_lines
from core.settings.writing.toml_tables import without_block
from core.settings.writing.toml_words import written, written_key


def headers_of(text: str, path: KeyPath) -> list[int]:
    """Return the places among the nodes of the headers that name a path, single or in double brackets."""
    return [number for number, node in enumerate(layout(text)) if node.value is None and node.path == path]


def with_changed_headers(text: str, name: str, old: Sequence[Entry], wanted: Paired, style: SourceStyle) -> str:
    """Return the text with the sources of ``name``, which headers make, as they are wanted."""
    path = (*SOURCES, name)
    if len(wanted) > 1:
        text = _doubled(text, path)
    kept = {place: entry for place, entry in wanted if place is not None}
    for place, entry in kept.items():
        text = _with_entry(text, path, (old[place], entry), style.quote, headers_of(text, path)[place])
    added = [entry for place, entry in wanted if place is None]
    for entry in added:
        text = with_block_behind(text, headers_of(text, path)[-1], block_lines(path, entry, style, double=True))
    for gone in reversed([place for place in range(len(old)) if place not in kept]):
        text = without_header(text, headers_of(text, path)[gone])
    return text


def block_lines(path: KeyPath, entry: Entry, style: SourceStyle, *, double: bool) -> list[str]:
    """Return the lines of a header with its keys, without their ends."""
    opens, closes = ("[[", "]]") if double else ("[", "]")
    pairs = [f"{written_key(key)} = {written(value, style.quote)}" for key, value in entry.items()]
    return [f"{opens}{written_key(*path)}{closes}", *pairs]


def with_block_behind(text: str, number: int, lines: Sequence[str]) -> str:
    """Return the text with a block behind that of the header ``number``.

    It is indented like that one.
    """
    nodes = layout(text)
    header = nodes[number]
    end = region_end(text, nodes, number)
    newline = newline_at(text, header.end)
    keys = [node for node in nodes if node.value is not None and node.header == number]
    indents = [text[node.start : node.key[0]] for node in (header, (keys or [header])[-1])]
    block = newline.join(f"{indents[min(place, 1)]}{line}" for place, line in enumerate(lines))
    return text[:end] + apart_at(text, end, nodes) + block + text[end:]


def without_header(text: str, number: int) -> str:
    """Return the text without a header and its keys; comments in lines of their own stay where they are."""
    nodes = layout(text)
    own = [nodes[number], *(node for node in nodes if node.value is not None and node.header == number)]
    end = own[-1].end
    if _own_comments(text, own) or _comment_above(text, own[0].start):
        for node in reversed(own):
            text = without_lines(text, node.start, node.end)
        return text
    return without_block(text, own[0].start, len(text[:end].removesuffix("\n").removesuffix("\r")))


def without_empty_table(text: str, path: KeyPath) -> str:
    """Return the text without the header of a table that has no key, unless a comment speaks of it."""
    nodes = layout(text)
    for number, node in enumerate(nodes):
        if node.path == path and node.value is None and not node.array and not _has_keys(nodes, number):
            bare = not text[node.key[1] : node.end].strip()
            after = lead(text, nodes[number + 1]) if number + 1 < len(nodes) else len(text)
            if bare and "#" not in text[node.end : after] and not _comment_above(text, node.start):
                return without_header(text, number)
    return text


def with_changed_keys(text: str, name: str, old: Entry, entry: Entry, style: SourceStyle) -> str:
    """Return the text with the one source of ``name``, which dotted keys make, as it is wanted."""
    return _with_entry(text, (*SOURCES, name), (old, entry), style.quote)


def gathered(text: str, name: str) -> str:
    """Return the text with the dotted keys of a source written as one inline table; their comments stand above it."""
    path = (*SOURCES, name)
    nodes = [node for node in layout(text) if node.value is not None and node.path[: len(path)] == path]
    first = nodes[0]
    pairs = [f"{written_key(*node.path[len(path) :])} = {_text_of(text, node)}" for node in nodes]
    newline = newline_at(text, first.end)
    indent = text[first.start : first.key[0]]
    comments = [_comment(text, node) for node in nodes]
    line = f"{indent}{written_key(*path[len(first.above) :])} = {{ {', '.join(pairs)} }}"
    for node in reversed(nodes[1:]):
        text = without_lines(text, node.start, node.end)
    above = "".join(f"{indent}{comment}{newline}" for comment in comments if comment)
    end = first.start + len(text[first.start : first.end].rstrip("\r\n"))
    return text[: first.start] + above + line + text[end:]


def _text_of(text: str, node: Node) -> str:
    if node.value is None or "\n" in text[slice(*node.value)]:
        raise ValueError("a value over lines")
    return text[slice(*node.value)]


def _comment(text: str, node: Node) -> str:
    return text[node.value[1] : node.end].strip() if node.value is not None else ""


def _with_entry(text: str, path: KeyPath, change: tuple[Entry, Entry], quote: str, number: int | None = None) -> str:
    """Change one source key by key, in one of several blocks where ``number`` is the place of its header."""
    old, new = change
    for key, value in new.items():
        if key not in old or not same(old[key], value):
            nodes = [node for node in layout(text) if number is None or node.header == number]
            span = value_at(text, (*path, key), nodes)
            like = text[slice(*span)] if span is not None else quote
            text = with_value(text, path, key, written(value, like), number)
    for key in old:
        if key not in new:
            text = without_value(text, path, key, number)
    return text


def _doubled(text: str, path: KeyPath) -> str:
    """Write the one header of a source in double brackets, so that others may follow."""
    (number, *more) = headers_of(text, path)
    start, end = layout(text)[number].key
    return text if more or text.startswith("[[", start) else f"{text[:start]}[{text[start:end]}]{text[end:]}"


def _has_keys(nodes: Sequence[Node], number: int) -> bool:
    return any(node.value is not None and node.header == number for node in nodes)


def _own_comments(text: str, own: Sequence[Node]) -> bool:
    return any("#" in text[before.end : node.start] for before, node in pairwise(own))


def _comment_above(text: str, start: int) -> bool:
    above = text.rfind("\n", 0, max(start - 1, 0)) + 1
    return start > 0 and text.startswith("#", skip_blanks(text, above))
