"""A page of plain blocks, written as Markdown or as text for a mail."""

import re
import textwrap
from collections.abc import Iterable, Sequence

from msgspec import Struct

WIDTH = 98
_SPECIAL = re.compile(r"([`*\[\]<>#|~]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|\\(?=[!-/:-@\[-`{-~]))")
_STARTS = re.compile(r"^(\s*)(\d+)([.)])|^(\s*)([-+=])")
_BLANK = "\ue000"
"""Stands for a blank inside of a path, where no line may end."""


class Mono(Struct, frozen=True):
    """A path, a program or a setting: kept as it is and never broken."""

    text: str


Words = tuple[str | Mono, ...]


class Heading(Struct, frozen=True):
    """The name of a part."""

    text: str


class Paragraph(Struct, frozen=True):
    """Sentences."""

    words: Words


class Bullets(Struct, frozen=True):
    """A list."""

    items: tuple[Words, ...]


class Table(Struct, frozen=True):
    """Figures: the first column names what they are of."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Commands(Struct, frozen=True):
    """Lines for a shell, not to be broken."""

    lines: tuple[str, ...]


Block = Heading | Paragraph | Bullets | Table | Commands


def said(*words: str | Mono) -> Paragraph:
    """Return a paragraph of these words."""
    return Paragraph(words)


def listed(*items: str | Words) -> Bullets:
    """Return a list; an item without a path in it is given as its text."""
    return Bullets(tuple((item,) if isinstance(item, str) else item for item in items))


def to_markdown(title: str, blocks: Iterable[Block]) -> str:
    """Return a page as Markdown (CommonMark with tables)."""
    return "\n\n".join([f"# {_escaped(title)}", *map(_markdown, blocks)]) + "\n"


def to_text(title: str, blocks: Iterable[Block]) -> str:
    """Return a page as text without any marks, in lines of at most 98 characters where no path is longer."""
    return "\n\n".join([_wrapped((title,), "", ""), *map(_text, blocks)]) + "\n"


def _markdown(block: Block) -> str:
    match block:
        case Heading(text=text):
            return f"## {_escaped(text)}"
        case Paragraph(words=words):
            return _started(_marked(words))
        case Bullets(items=items):
            return "\n".join(f"- {_started(_marked(item))}" for item in items)
        case Table(columns=columns, rows=rows):
            lines = [columns, tuple("---" for _ in columns)]
            cells = [(_code(row[0]).replace("|", "\\|"), *map(_escaped, row[1:])) for row in rows]
            return "\n".join(f"| {' | '.join(line)} |" for line in (*lines, *cells))
        case Commands(lines=lines):
            fence = _fence(lines, 3)
            return "\n".join((fence, *lines, fence))


def _text(block: Block) -> str:
    match block:
        case Heading(text=text):
            return text.upper()
        case Paragraph(words=words):
            return _wrapped(words, "", "")
        case Bullets(items=items):
            return "\n".join(_wrapped(item, "- ", "  ") for item in items)
        case Table(columns=columns, rows=rows):
            return "\n".join(_text_row(columns, row) for row in rows)
        case Commands(lines=lines):
            return "\n".join(f"    {line}" for line in lines)


def _text_row(columns: Sequence[str], row: Sequence[str]) -> str:
    said_of = [(column.lower(), value) for column, value in zip(columns[1:], row[1:], strict=True) if value]
    figures = [word for column, value in said_of for word in (f", {column} ", Mono(value))]
    return f"{row[0]}\n{_wrapped((f'{columns[1].lower()} ', *figures[1:]), '    ', '    ')}"


def _wrapped(words: Words, first: str, others: str) -> str:
    text = "".join(_unbroken(word.text) if isinstance(word, Mono) else word.replace("`", "'") for word in words)
    lines = textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=others,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines).replace(_BLANK, " ")


def _unbroken(path: str) -> str:
    return path.replace(" ", _BLANK)


def _marked(words: Words) -> str:
    return "".join(_code(word.text) if isinstance(word, Mono) else _escaped(word) for word in words)


def _code(text: str) -> str:
    if not text:
        return ""
    fence = _fence((text,), 1)
    pad = " " if text.startswith("`") or text.endswith("`") or text.strip() != text else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _fence(lines: Iterable[str], least: int) -> str:
    longest = max((len(run) for line in lines for run in re.findall(r"`+", line)), default=0)
    return "`" * (max(least, longest + 1))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _started(text: str) -> str:
    """Return a line that does not begin like a list or a rule."""
    return _STARTS.sub(
        lambda found: f"{found[1]}{found[2]}\\{found[3]}" if found[2] else f"{found[4]}\\{found[5]}", text
    )
