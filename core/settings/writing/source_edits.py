"""Changing where uv takes a package from, as a person would by hand: ``[tool.uv.sources]`` of a ``pyproject.toml``."""

from collections.abc import Mapping, Sequence
from typing import Any

from packaging.utils import canonicalize_name

from core.settings.writing.meaning import checked, meant, pruned, read_toml, refused, same
from core.settings.writing.source_headers import (
    gathered,
    headers_of,
    with_changed_headers,
    with_changed_keys,
    without_empty_table,
    without_header,
)
from core.settings.writing.source_pairs import Paired, paired
from core.settings.writing.source_places import with_new_source
from core.settings.writing.source_style import SOURCES, style_of
from core.settings.writing.source_values import with_changed_value
from core.settings.writing.toml_keys import value_at, without_value
from core.settings.writing.toml_layout import layout


def with_sources(text: str, package: str, entries: Sequence[Mapping[str, str]] | None, file: str) -> str:
    """Return a ``pyproject.toml`` with the sources of a package as they are given, without any where it is None.

    Each entry has the keys that uv knows, such as ``path`` and ``marker``. An entry with the path or the marker of one
    that is there keeps its line and its comment; the name keeps its spelling. ``[tool.uv.sources]`` is made where it
    is missing, and goes with its last source unless a comment stands in it. ``file`` is what a sentence calls the file.
    Raises InputError for a file that is no TOML, or whose form does not allow the change alone.
    """
    whole = read_toml(text, file)
    table = meant(whole, SOURCES)
    if table is None:
        table = {}
    if not isinstance(table, dict):
        raise refused("the sources", file)
    names = [name for name in table if canonicalize_name(name) == canonicalize_name(package)]
    name = names[0] if names else package
    old = _entries(table.get(name))
    wanted = paired(old, entries or ())
    if names[1:] == [] and [dict(entry) for _, entry in wanted] == old:
        return text

    def change(bare: str) -> str:
        for other in names[0 if not wanted else 1 :]:
            bare = _without(bare, other)
        bare = _with(bare, name, old, wanted) if wanted else bare
        return bare if wanted else without_empty_table(_without_empty_inline(bare), SOURCES)

    def sound(after: dict[str, Any]) -> bool:
        now = dict(meant(after, SOURCES) or {})
        expected = {key: value for key, value in table.items() if key not in names}
        if wanted:
            expected[name] = [entry for _, entry in wanted]
            now[name] = _entries(now.get(name))
        return same(now, expected) and same(_besides(after), _besides(whole))

    return checked(text, change, sound, what=f"the sources of {name}", file=file)


def _with(text: str, name: str, old: list[dict[str, Any]], wanted: Paired) -> str:
    path = (*SOURCES, name)
    style = style_of(text)
    if not old:
        return with_new_source(text, name, [entry for _, entry in wanted], style)
    if value_at(text, path) is not None:
        return with_changed_value(text, name, wanted, style)
    if headers_of(text, path):
        return with_changed_headers(text, name, old, wanted, style)
    if len(wanted) == 1:
        return with_changed_keys(text, name, old[0], wanted[0][1], style)
    return with_changed_value(gathered(text, name), name, wanted, style)


def _without(text: str, name: str) -> str:
    """Return the text without any source of this very name."""
    path = (*SOURCES, name)
    for number in reversed(headers_of(text, path)):
        text = without_header(text, number)
    while True:
        shorter = without_value(text, SOURCES, name)
        if shorter == text:
            return text
        text = shorter


def _without_empty_inline(text: str) -> str:
    """Return the text without a table of sources that is inline and empty, unless a comment stands beside it."""
    span = value_at(text, SOURCES)
    if span is None or text[slice(*span)].strip("{} \t"):
        return text
    node = next((node for node in layout(text) if node.path == SOURCES and node.value == span), None)
    if node is not None and text[span[1] : node.end].strip():
        return text
    return without_value(text, SOURCES[:-1], SOURCES[-1])


def _entries(value: object) -> list[dict[str, Any]]:
    """Return the sources of a package as a list, be they written as one or as several."""
    found = value if isinstance(value, list) else [value]
    return [dict(entry) for entry in found if isinstance(entry, Mapping)]


def _besides(whole: dict[str, Any]) -> dict[str, Any]:
    """Return what a file means besides the sources; tables on the way to them that are empty do not count."""
    tool, uv, sources = SOURCES
    tools = whole.get(tool, {})
    own = {key: value for key, value in tools.get(uv, {}).items() if key != sources}
    return pruned({**whole, tool: {**tools, uv: own}}, SOURCES[:2])
