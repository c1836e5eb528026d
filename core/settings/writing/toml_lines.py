"""Lines of a TOML file around a place: their ends, the comments above a header, where a block is over."""

from core.settings.writing.toml_layout import KeyPath, Node, next_line, skip_blanks


def newline_at(text: str, at: int) -> str:
    """Return the line end of the line before ``at``, of the first line where there is none before."""
    end = text.rfind("\n", 0, at)
    end = end if end >= 0 else text.find("\n")
    return "\r\n" if end > 0 and text[end - 1] == "\r" else "\n"


def with_line(text: str, at: int, line: str) -> str:
    """Return the text with a line put in where a line begins, at the end also behind one without an end.

    A file without a line end at its end stays one.
    """
    newline = newline_at(text, at)
    if at == len(text) and text and not text.endswith("\n"):
        return f"{text}{newline}{line}"
    return f"{text[:at]}{line}{newline}{text[at:]}"


def without_lines(text: str, start: int, end: int) -> str:
    """Return the text without some lines; a file without a line end at its end stays one."""
    before, behind = text[:start], text[end:]
    if not behind and not text.endswith("\n"):
        before = before.removesuffix("\n").removesuffix("\r")
    return before + behind


def lead(text: str, node: Node) -> int:
    """Return where the comments begin that stand directly above a node, its own line where there are none."""
    start = node.start
    while start > 0:
        above = text.rfind("\n", 0, start - 1) + 1
        if not text.startswith("#", skip_blanks(text, above)):
            break
        start = above
    return start


def block_end(text: str, nodes: tuple[Node, ...], number: int, below: KeyPath | None = None) -> int:
    """Return where the block of the header ``number`` is over: behind its last key and the comments right under that.

    With ``below`` the headers that go on in that path belong to it, too. The end of the last line is not in it.
    """
    last = number
    while last + 1 < len(nodes) and _goes_on(nodes[last + 1], number, below):
        last += 1
    end = nodes[last].end
    limit = lead(text, nodes[last + 1]) if last + 1 < len(nodes) else len(text)
    while end < limit and text.startswith("#", skip_blanks(text, end)):
        end = next_line(text, end)
    return len(text[:end].removesuffix("\n").removesuffix("\r"))


def region_end(text: str, nodes: tuple[Node, ...], number: int) -> int:
    """Return where all is over that stands below the header ``number``: its keys, and comments further down as well.

    Comments directly above the next header belong to that. The end of the last line is not in it.
    """
    after = next((node for node in nodes[number + 1 :] if node.value is None), None)
    at = blank_lines_start(text, lead(text, after) if after is not None else len(text))
    return len(text[:at].removesuffix("\n").removesuffix("\r"))


def blank_lines_end(text: str, at: int) -> int:
    """Return where the first line at or behind ``at`` begins that is not blank."""
    while at < len(text) and not text[at : next_line(text, at)].strip():
        at = next_line(text, at)
    return at


def blank_lines_start(text: str, at: int) -> int:
    """Return where the first of the blank lines begins that stand directly above the line that begins at ``at``."""
    while at > 0:
        above = text.rfind("\n", 0, at - 1) + 1
        if text[above:at].strip():
            break
        at = above
    return at


def apart_at(text: str, end: int, nodes: tuple[Node, ...]) -> str:
    """Return the line ends that a block put behind ``end``, where a line ends, has before it.

    They make as many blank lines as stand there before the next block, at the end of the file as many as above the
    last header, or one.
    """
    newline = newline_at(text, next_line(text, end))
    below = next_line(text, end)
    behind = blank_lines_end(text, below)
    if behind < len(text):
        return newline * (1 + text.count("\n", below, behind))
    above = next((lead(text, node) for node in reversed(nodes) if node.value is None), 0)
    if above == 0:
        return newline * 2
    return newline * (1 + text.count("\n", blank_lines_start(text, above), above))


def _goes_on(node: Node, number: int, below: KeyPath | None) -> bool:
    if node.value is not None and node.header == number:
        return True
    return below is not None and len(node.above) > len(below) and node.above[: len(below)] == below
