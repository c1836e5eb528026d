"""Changing the items of an array; those that stay keep their lines, their quotes and their comments."""

from collections.abc import Sequence

from msgspec import Struct

from core.settings.writing.toml_layout import Span, items, next_line, skip_blanks
from core.settings.writing.toml_words import written

Wanted = Sequence[tuple[int | None, object]]
"""Items as they shall be: each the place of an old one that stays as it is, or None and a new value."""


class _Item(Struct, frozen=True):
    """One item: what stands between the item before and it, itself, and its comment in the same line."""

    before: str
    text: str
    comment: str = ""


def with_items(text: str, array: Span, wanted: Wanted, newline: str) -> str:
    """Return an array with the items that are wanted; new ones of an array over lines get a line each."""
    head = _head(text, array)
    old, closing, comma = _parts(text, array, head)
    if "\n" not in text[array[0] : array[1]]:
        inside = ", ".join(old[place].text if place is not None else written(value) for place, value in wanted)
        pad = " " if text.startswith(" ", array[0] + 1) and inside else ""
        return f"[{pad}{inside}{',' if inside and comma else ''}{pad}]"
    fresh = f"{newline}{_indent(old)}"
    pieces = [text[array[0] : head]]
    for number, (place, value) in enumerate(wanted):
        part = old[place] if place is not None else _Item(fresh, written(value))
        # What follows a comment begins a line of its own.
        before = fresh if "#" in pieces[-1] and "\n" not in part.before else part.before
        pieces += [before, part.text, "," if comma or number < len(wanted) - 1 else "", part.comment]
    if "#" in pieces[-1] and "\n" not in closing:
        closing = newline
    return "".join((*pieces, closing, "]"))


def _head(text: str, array: Span) -> int:
    """Return where the bracket ends, with a comment in its line."""
    start = array[0] + 1
    if text.startswith("#", skip_blanks(text, start)):
        return start + len(text[start : next_line(text, start)].rstrip("\r\n"))
    return start


def _parts(text: str, array: Span, begin: int) -> tuple[list[_Item], str, bool]:
    """Return the items, what stands between the last of them and the bracket, and whether the last has a comma."""
    spans = items(text, array)
    found = []
    comma = False
    for number, span in enumerate(spans):
        limit = spans[number + 1][0] if number + 1 < len(spans) else array[1] - 1
        behind = comma_behind(text, span[1], limit)
        comma = behind is not None
        end, comment = _comment(text, span[1], behind, limit)
        found.append(_Item(text[begin : span[0]], text[span[0] : span[1]], comment))
        begin = end
    return found, text[begin : array[1] - 1], comma


def _comment(text: str, at: int, comma: int | None, limit: int) -> tuple[int, str]:
    """Return where an item ends with its comma and its comment, and that comment with the blanks before it."""
    ends = at
    for start in dict.fromkeys((at, comma + 1 if comma is not None else at)):
        ends = max(ends, start)
        if skip_blanks(text, start) < limit and text.startswith("#", skip_blanks(text, start)):
            comment = text[start : next_line(text, start)].rstrip("\r\n")
            return max(start + len(comment), comma + 1 if comma is not None else 0), comment
    return ends, ""


def comma_behind(text: str, at: int, limit: int) -> int | None:
    """Return where the first comma from ``at`` on stands that is in no comment, None where there is none."""
    while at < limit:
        if text[at] == ",":
            return at
        at = next_line(text, at) if text[at] == "#" else at + 1
    return None


def _indent(old: Sequence[_Item]) -> str:
    lines = [part.before for part in old if "\n" in part.before]
    return lines[-1][lines[-1].rindex("\n") + 1 :] if lines else "    "
