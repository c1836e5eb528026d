"""Taking a login out of a URL in a TOML file: its characters alone go, and an index without a name gets one."""

import tomllib
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from core.settings.toml_strings import TomlString
from core.settings.writing.meaning import checked, same
from core.settings.writing.toml_layout import skip_blanks
from core.settings.writing.toml_lines import newline_at
from core.settings.writing.toml_words import written


class LoginEdit(Struct, frozen=True, kw_only=True):
    """A login that goes: its text in the file, where in that text it is with its ``@``.

    ``name`` is for an index that has none so far.
    """

    place: TomlString
    login: tuple[int, int]
    name: str | None = None


def without_logins(text: str, edits: Sequence[LoginEdit], file: str) -> str:
    """Return the text of a file without logins; raises InputError where its form does not allow it.

    The places are those of this very text.
    """
    expected: Any = tomllib.loads(text)
    for edit in edits:
        _mean(expected, edit)

    def change(before: str) -> str:
        # From the end on, so that the places in front stay true.
        for edit in sorted(edits, key=lambda each: (each.place.span, each.login), reverse=True):
            before = _without(before, edit)
        return before

    return checked(text, change, lambda after: same(after, expected), what="the address of an index", file=file)


def _mean(whole: Any, edit: LoginEdit) -> None:
    inner, path = whole, edit.place.path
    for part in path[:-1]:
        inner = inner[part]
    inner[path[-1]] = _plain(edit)
    if edit.name is not None:
        inner["name"] = edit.name


def _plain(edit: LoginEdit) -> str:
    start, end = edit.login
    return edit.place.value[:start] + edit.place.value[end:]


def _without(text: str, edit: LoginEdit) -> str:
    begin, stop = edit.place.span
    start, end = edit.login
    as_written, login = text[begin:stop], edit.place.value[start:end]
    # One quote stands before the text; where it is written with escapes it is written anew.
    quoted = as_written[1:-1] == edit.place.value
    value = as_written[: start + 1] + as_written[end + 1 :] if quoted and login else written(_plain(edit), as_written)
    text = text[:begin] + value + text[stop:]
    return text if edit.name is None else _with_name(text, edit)


def _with_name(text: str, edit: LoginEdit) -> str:
    """Put the name before the URL: into a line of its own, in an inline table beside it."""
    at = edit.place.key[0]
    pair = f"name = {written(edit.name)}"
    line = text.rfind("\n", 0, at) + 1
    if skip_blanks(text, line) == at:
        return f"{text[:at]}{pair}{newline_at(text, at)}{text[line:at]}{text[at:]}"
    return f"{text[:at]}{pair}, {text[at:]}"
