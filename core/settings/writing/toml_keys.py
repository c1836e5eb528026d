"""Setting and removing one key of a table, in whichever of TOML's forms the table is written."""

from collections.abc import Sequence

from core.settings.writing.toml_layout import KeyPath, Member, Node, Span, layout, members, skip_blanks
from core.settings.writing.toml_lines import lead, newline_at, with_line, without_lines
from core.settings.writing.toml_words import written_key


def value_at(text: str, path: KeyPath, nodes: Sequence[Node] | None = None) -> Span | None:
    """Return where the value of a key stands, also inside inline tables; None where there is none."""
    for node in layout(text) if nodes is None else nodes:
        if node.value is not None and path[: len(node.path)] == node.path:
            return _inside(text, node.value, path[len(node.path) :])
    return None


def with_value(text: str, table: KeyPath, key: str, value: str, header: int | None = None) -> str:
    """Return the text with a key set to a value in TOML's form.

    ``header`` is the place of the header among the nodes, for one of several tables of an array.
    """
    nodes = layout(text)
    own = [node for node in nodes if header is None or node.header == header]
    span = value_at(text, (*table, key), own)
    if span is not None:
        return f"{text[: span[0]]}{value}{text[span[1] :]}"
    keys = [node for node in own if node.value is not None]
    for node in keys:
        if table[: len(node.path)] == node.path and node.value is not None and text[node.value[0]] == "{":
            return into_inline(text, node.value, (*table[len(node.path) :], key), value)
    beside = [node for node in keys if node.above == table and node.path[: len(table)] == table]
    dotted = [node for node in keys if node.path[: len(table)] == table and len(node.above) < len(table)]
    if beside or dotted:
        last = (beside or dotted)[-1]
        indent = text[last.start : last.key[0]]
        return with_line(text, last.end, f"{indent}{written_key(*table[len(last.above) :], key)} = {value}")
    for node in own:
        if node.value is None and node.path == table and (header is not None or not node.array):
            return with_line(text, node.end, f"{text[node.start : node.key[0]]}{written_key(key)} = {value}")
    return _with_table(text, nodes, table, f"{written_key(key)} = {value}")


def without_value(text: str, table: KeyPath, key: str, header: int | None = None) -> str:
    """Return the text without a key and the comment in its line; without the key it is as it was."""
    path = (*table, key)
    for node in layout(text):
        if node.value is None or (header is not None and node.header != header):
            continue
        if node.path[: len(path)] == path:
            return without_lines(text, node.start, node.end)
        if path[: len(node.path)] == node.path and text[node.value[0]] == "{":
            return out_of_inline(text, node.value, path[len(node.path) :])
    return text


def into_inline(text: str, table: Span, path: KeyPath, value: str) -> str:
    """Return the text with a key set in the inline table that stands in a span."""
    known = members(text, table)
    for member in known:
        if member.path == path:
            return f"{text[: member.value[0]]}{value}{text[member.value[1] :]}"
        if path[: len(member.path)] == member.path and text[member.value[0]] == "{":
            return into_inline(text, member.value, path[len(member.path) :], value)
    new = f"{written_key(*path)} = {value}"
    if known:
        return f"{text[: known[-1].value[1]]}, {new}{text[known[-1].value[1] :]}"
    return f"{text[: table[0]]}{{ {new} }}{text[table[1] :]}"


def out_of_inline(text: str, table: Span, path: KeyPath) -> str:
    """Return the text without a key of the inline table that stands in a span."""
    known = members(text, table)
    for number, member in enumerate(known):
        if member.path[: len(path)] == path:
            return _without_member(text, table, known, number)
        if path[: len(member.path)] == member.path and text[member.value[0]] == "{":
            return out_of_inline(text, member.value, path[len(member.path) :])
    return text


def takes_headers(text: str, table: KeyPath) -> bool:
    """Whether a table may get tables of its own by headers: not where it is inline or made of dotted keys."""
    for node in layout(text):
        inline = node.value is not None and table[: len(node.path)] == node.path
        dotted = node.value is not None and node.path[: len(table)] == table and len(node.above) < len(table)
        if inline or (dotted and table):
            return False
    return True


def _with_table(text: str, nodes: tuple[Node, ...], table: KeyPath, line: str) -> str:
    """Return the text with the first key of a table that has no header yet."""
    newline = newline_at(text, len(text))
    lines = f"[{written_key(*table)}]{newline}{line}" if table else line
    first = next((node for node in nodes if node.value is None and node.path[: len(table)] == table), None)
    if first is not None:
        return with_line(text, lead(text, first), f"{lines}{newline}")
    if not text.strip():
        return f"{text}{lines}{newline}"
    apart = "" if text.endswith(("\n\n", "\n\r\n")) or not table else newline
    return with_line(text, len(text), f"{apart}{lines}")


def _without_member(text: str, table: Span, known: Sequence[Member], number: int) -> str:
    if len(known) == 1:
        return f"{text[: table[0] + 1]}{text[table[1] - 1 :]}"
    if number + 1 < len(known):
        return text[: known[number].key[0]] + text[known[number + 1].key[0] :]
    return text[: known[number - 1].value[1]] + text[known[number].value[1] :]


def _inside(text: str, value: Span, path: KeyPath) -> Span | None:
    if not path:
        return value
    if text[skip_blanks(text, value[0])] != "{":
        return None
    for member in members(text, value):
        if path[: len(member.path)] == member.path:
            return _inside(text, member.value, path[len(member.path) :])
    return None
