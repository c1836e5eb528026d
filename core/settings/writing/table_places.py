"""Where a table that a file does not have yet goes."""

from core.settings.writing.toml_keys import takes_headers, with_value
from core.settings.writing.toml_layout import KeyPath, layout
from core.settings.writing.toml_lines import apart_at, newline_at, region_end, with_line
from core.settings.writing.toml_words import written_key


def with_table_behind(text: str, near: KeyPath, table: KeyPath, line: str) -> str:
    """Return the text with a header and its first key behind the last table below ``near``, else at the end."""
    nodes = layout(text)
    newline = newline_at(text, len(text))
    block = f"[{written_key(*table)}]{newline}{line}"
    headers = [number for number, node in enumerate(nodes) if node.value is None and node.path[: len(near)] == near]
    if headers:
        end = region_end(text, nodes, headers[-1])
        return f"{text[:end]}{apart_at(text, end, nodes)}{block}{text[end:]}"
    if not text.strip():
        return f"{text}{block}{newline}"
    apart = "" if text.endswith(("\n\n", "\n\r\n")) else newline
    return with_line(text, len(text), f"{apart}{block}")


def with_list(text: str, path: KeyPath, value: str) -> str:
    """Return the text with a list that it does not have yet; a new table for it goes behind those that are akin."""
    table, key = path[:-1], path[-1]
    known = any(node.path[: len(table)] == table for node in layout(text))
    if known or len(table) == 1 or not takes_headers(text, table):
        return with_value(text, table, key, value)
    return with_table_behind(text, table[:1], table, f"{written_key(key)} = {value}")
