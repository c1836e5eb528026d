"""Putting one item into an array and taking one out; every other line keeps its characters, its commas included."""

from core.settings.writing.toml_arrays import comma_behind
from core.settings.writing.toml_layout import Span, items, next_line, skip_blanks
from core.settings.writing.toml_lines import newline_at

INDENT = "    "


def with_item(text: str, array: Span, number: int, value: str, indent: str = INDENT) -> str:
    """Return the text with ``value``, in TOML's form, as the item ``number`` of an array or the last one.

    It gets a line where the others have one each, and a comma behind it where they have. ``indent`` is for an array
    that has no item to follow.
    """
    spans = items(text, array)
    if not spans:
        return _with_first(text, array, value, indent)
    if number >= len(spans):
        return _with_last(text, array, spans, value, indent)
    if number == 0:
        return _before_first(text, array, spans, value)
    return _between(text, spans[number - 1], spans[number], value)


def without_item(text: str, array: Span, number: int) -> str:
    """Return the text without an item of an array and the comment in its line; comments in lines of their own stay."""
    spans = items(text, array)
    this, limit = spans[number], array[1] - 1
    comma = comma_behind(text, this[1], spans[number + 1][0] if number + 1 < len(spans) else limit)
    if number > 0 and _leads(text, spans[number - 1], this):
        return _without_leading(text, spans, number, comma)
    if _begins_line(text, this[0], array):
        end = comma + 1 if comma is not None and "\n" not in text[this[1] : comma] else this[1]
        leading = comma is not None and "\n" in text[this[1] : comma]
        if _ends_line(text, end) and not leading:
            after = text[: _line(text, this[0])] + text[next_line(text, end) :]
            return _without_comma_before(after, text, spans, number) if comma is None and number > 0 else after
    if number + 1 < len(spans):
        return _in_front(text, spans, number, comma)
    return _last(text, array, spans, number, comma)


def _with_first(text: str, array: Span, value: str, indent: str) -> str:
    inside = text[array[0] + 1 : array[1] - 1]
    if "\n" not in inside:
        pad = " " if inside.startswith(" ") else ""
        return f"{text[: array[0]]}[{pad}{value}{pad}]{text[array[1] :]}"
    at = array[0] + 1 + len(inside.rstrip())
    start = _line(text, at)
    bracket = _line(text, array[1] - 1)
    own = text[start : skip_blanks(text, start)] if start > array[0] else text[bracket : array[1] - 1] + indent
    return f"{text[:at]}{newline_at(text, array[1])}{own}{value},{text[at:]}"


def _before_first(text: str, array: Span, spans: tuple[Span, ...], value: str) -> str:
    first = spans[0]
    newline = newline_at(text, array[1])
    if len(spans) > 1 and _leads(text, first, spans[1]):
        lead = text[_line(text, spans[1][0]) : spans[1][0]]
        return f"{text[: first[0]]}{value}{newline}{lead}{text[first[0] :]}"
    if _begins_line(text, first[0], array):
        start = _line(text, first[0])
        indent = text[start : first[0]]
        while _line(text, start - 1) > array[0] and text.startswith("#", skip_blanks(text, _line(text, start - 1))):
            start = _line(text, start - 1)
        return f"{text[:start]}{indent}{value},{newline}{text[start:]}"
    if len(spans) > 1 and _begins_line(text, spans[1][0], array):
        indent = text[_line(text, spans[1][0]) : spans[1][0]]
        return f"{text[: first[0]]}{value},{newline}{indent}{text[first[0] :]}"
    return f"{text[: first[0]]}{value}, {text[first[0] :]}"


def _between(text: str, before: Span, this: Span, value: str) -> str:
    comma = comma_behind(text, before[1], this[0])
    if comma is None:
        raise ValueError("two items without a comma")
    if "\n" not in text[before[1] : this[0]]:
        return f"{text[: this[0]]}{value},{text[comma + 1 :]}"
    newline = newline_at(text, this[0])
    start = _line(text, this[0])
    if "\n" not in text[before[1] : comma]:
        at = _line_end(text, comma)
        return f"{text[:at]}{newline}{text[start : this[0]]}{value},{text[at:]}"
    if comma >= start:
        at = _line_end(text, before[1])
        return f"{text[:at]}{newline}{text[start : this[0]]}{value}{text[at:]}"
    return f"{text[: this[0]]}{value}, {text[this[0] :]}"


def _with_last(text: str, array: Span, spans: tuple[Span, ...], value: str, indent: str) -> str:
    last, limit = spans[-1], array[1] - 1
    comma = comma_behind(text, last[1], limit)
    if "\n" not in text[slice(*array)]:
        between = text[spans[-2][1] : last[0]] if len(spans) > 1 else ", "
        new = between[between.index(",") + 1 :] + value
        at = comma + 1 if comma is not None else last[1]
        return f"{text[:at]}{new},{text[at:]}" if comma is not None else f"{text[:at]},{new}{text[at:]}"
    newline = newline_at(text, array[1])
    if len(spans) > 1 and comma is None and _leads(text, spans[-2], last):
        at = _rest_end(text, last[1])
        return f"{text[:at]}{newline}{text[_line(text, last[0]) : last[0]]}{value}{text[at:]}"
    own = next((span for span in reversed(spans) if _begins_line(text, span[0], array)), None)
    bracket = _line(text, array[0])
    base = text[bracket : skip_blanks(text, bracket)] + indent
    start = f"{newline}{text[_line(text, own[0]) : own[0]] if own is not None else base}"
    if comma is not None:
        at = _rest_end(text, comma + 1)
        return f"{text[:at]}{start}{value},{text[at:]}"
    at = _rest_end(text, last[1])
    return f"{text[: last[1]]},{text[last[1] : at]}{start}{value}{text[at:]}"


def _without_leading(text: str, spans: tuple[Span, ...], number: int, comma: int | None) -> str:
    """Take out an item whose comma stands in front of it, at the beginning of its line."""
    this, before = spans[number], spans[number - 1]
    if _ends_line(text, this[1]):
        return text[: _line(text, this[0])] + text[next_line(text, this[1]) :]
    if number == len(spans) - 1 and comma is None and "#" not in text[before[1] : this[0]]:
        return text[: before[1]] + text[this[1] :]
    start = comma_behind(text, before[1], this[0])
    return text[:start] + text[this[1] :]


def _without_comma_before(after: str, text: str, spans: tuple[Span, ...], number: int) -> str:
    """Take away the comma of the item before, which is the last one now and was written without a comma at the end."""
    comma = comma_behind(text, spans[number - 1][1], spans[number][0])
    return after if comma is None else after[:comma] + after[comma + 1 :]


def _in_front(text: str, spans: tuple[Span, ...], number: int, comma: int | None) -> str:
    """Take out an item that shares its line, with others behind it."""
    this, behind = spans[number], spans[number + 1]
    gap = text[this[1] : behind[0]]
    if number > 0 and comma is not None and "\n" in gap:
        before = comma_behind(text, spans[number - 1][1], this[0])
        if before is not None and "\n" not in text[before : this[0]]:
            return text[: before + 1] + text[comma + 1 :]
    if any(line.lstrip().startswith("#") for line in gap.split("\n")[1:]):
        raise ValueError("a comment would be lost")
    return text[: this[0]] + text[behind[0] :]


def _last(text: str, array: Span, spans: tuple[Span, ...], number: int, comma: int | None) -> str:
    """Take out the last item where it does not have its lines for itself."""
    this = spans[number]
    end = comma + 1 if comma is not None else this[1]
    if number == 0:
        tail = text[end : array[1] - 1]
        head = text[array[0] + 1 : this[0]]
        both = "" if not (head + tail).strip(" ") and "\n" not in head + tail else None
        if both is not None:
            return f"{text[: array[0]]}[{' ' if head and tail else ''}]{text[array[1] :]}"
        return text[: this[0]] + text[end:]
    before = comma_behind(text, spans[number - 1][1], this[0])
    if before is None:
        raise ValueError("two items without a comma")
    if "#" in text[before : this[0]]:
        kept = text[: this[0]].rstrip(" \t") + text[end:].lstrip(" \t")
        return kept if comma is not None else kept[:before] + kept[before + 1 :]
    if comma is not None:
        return text[: before + 1] + text[end:]
    return text[: spans[number - 1][1]] + text[this[1] :]


def _leads(text: str, before: Span, this: Span) -> bool:
    """Whether the comma between two items stands in the line of the second one, as the first sign there."""
    comma = comma_behind(text, before[1], this[0])
    return comma is not None and "\n" in text[before[1] : comma] and comma >= _line(text, this[0])


def _line(text: str, at: int) -> int:
    return text.rfind("\n", 0, max(at, 0)) + 1


def _line_end(text: str, at: int) -> int:
    end = next_line(text, at)
    return at + len(text[at:end].rstrip("\n").removesuffix("\r"))


def _begins_line(text: str, at: int, array: Span) -> bool:
    start = _line(text, at)
    return start > array[0] and not text[start:at].strip(" \t")


def _ends_line(text: str, at: int) -> bool:
    return text[skip_blanks(text, at) :].startswith(("#", "\n", "\r\n"))


def _rest_end(text: str, at: int) -> int:
    """Return where the line ends in which ``at`` lies, ``at`` where something else follows than a comment."""
    return _line_end(text, at) if _ends_line(text, at) else at
