"""What one line is for uv: the head of a failure, a cause, a hint, a warning, a log record, progress, or plain text."""

import re
from enum import StrEnum

from msgspec import Struct


class Kind(StrEnum):
    """The part that a line plays."""

    HEAD = "head"
    CAUSE = "cause"
    HINT = "hint"
    WARNING = "warning"
    LOG = "log"
    PROGRESS = "progress"
    SECTION = "section"
    PANIC = "panic"
    BAR = "bar"
    BLANK = "blank"
    PLAIN = "plain"


class Marked(Struct, frozen=True):
    """A line with the part it plays; ``text`` is without the marker, ``indent`` counts blanks before the marker."""

    kind: Kind
    text: str
    indent: int
    tree: bool = False


_ERROR = re.compile(r"(?:error|Error) ?:(?: |$)|error$")
_TREE_HEAD = re.compile(r"[\u00d7✗�] +(?=\S)|[xX] (?=[A-Z`\u0080-\uffff]|failed )")
_CAUSE = re.compile(r"(?:Caused by|caused by|cause):(?: |$)")
_TREE_CAUSE = re.compile(r"(?:[├╰└]─+[▶>]|\|-+>|`-+>)(?: |$)")
_BAR = re.compile(r"[│|](?: |$)")
_HINT = re.compile(r"(?:help|hint):(?: |$)")
_WARNING = re.compile(r"warning: ")
_LOG = re.compile(r"(?:TRACE|DEBUG|INFO|WARN|ERROR) ")
_SECTION = re.compile(r"(?:\[std(?:out|err)\]|--- std(?:out|err):?)$")
_PANIC = re.compile(r"thread '[^']{0,60}'.{0,40} panicked at ")
_TRAMPOLINE = re.compile(r"\(uv internal error\) ")
_HEADLESS = re.compile(
    r"No interpreter found\b|No solution found when resolving\b|The lockfile at `|Querying Python at `"
    r"|Python interpreter not found at `|Failed to deserialize cache entry\b"
)
"""Failures that build servers and programs around uv repeat without the marker."""
_REASONING = re.compile(r"Because \S.{0,300}\b(?:is available|depends? on|no versions? of|not found|requires?)\b")
"""The reasoning of a resolution without the line above it; behind a sign it is a cause."""
_UNMARKED = re.compile(
    r"failed to \w{2,20} (?:file|directory|path|link) (?:from |`|(?=[A-Za-z]:\\|/))"
    r"|.{1,4000}\(os error -?\d{1,10}\)[`\"')\]]?$|failed to download https?://|Found \d{1,5} incompatibilit"
    r"|The executable `[^`]{1,200}` was not found|An executable named `|Package `[^`]{1,200}` does not provide any exec"
)
"""What uv and its installer say of files, and any sentence with a number of the system at its end: failures, told
without the rest; and what uv says where it ran well and its answer is a refusal."""
_INTERNAL = re.compile(r"unhandled exception in uv|thread '[^']{0,60}' has overflowed|No Python at ['\"]")
_PROMPT = re.compile(r"(?:PS )?[A-Za-z]:\\[^<>:\"/|?*]{0,400}(?<![-=])>|[$\u276f] ")
_PROGRESS = re.compile(
    r"""
    (?:Resolved|Prepared|Installed|Uninstalled|Audited|Checked|Downloaded|Unzipped|Built)\s\d
    | Using\s(?:CPython|PyPy|GraalPy|Python)\b
    | Creating\svirtual
    | (?:Building|Built|Downloading|Downloaded|Updating|Updated|Cloning|Preparing|Removed|Installing|Searching)\s\S
    | [+~-]\s[a-z0-9][\w.-]*(?:==|\s@\s|\s\()
    | [\u2800-\u28ff]\s
    | [░█]
    | (?:PS\s)?[A-Za-z]:\\[^>]*>
    | [$\u276f]\s
    | note:\s
    | stack\sbacktrace:
    """,
    re.VERBOSE,
)


def is_prompt(text: str) -> bool:
    """Tell whether a line without its indentation begins with the prompt of a shell."""
    return _PROMPT.match(text) is not None


def is_unmarked_failure(text: str) -> bool:
    """Tell whether a plain line, without uv's marker, says what the system refused uv."""
    return _UNMARKED.match(text) is not None


def mark(line: str) -> Marked:
    """Return the part that a line plays, judged by the line alone."""
    text = line.lstrip()
    indent = len(line) - len(text)
    if not text:
        return Marked(Kind.BLANK, "", 0)
    for pattern, kind, tree in _STARTS:
        match = pattern.match(text)
        if match is not None:
            return Marked(kind, text[match.end() :].lstrip(), indent, tree)
    for pattern, kind in _WHOLE:
        if pattern.match(text) is not None:
            return Marked(kind, text, indent)
    if indent == 0 and _REASONING.match(text) is not None:
        return Marked(Kind.HEAD, text, indent)
    return Marked(Kind.PLAIN, text, indent)


_STARTS = (
    (_ERROR, Kind.HEAD, False),
    (_TREE_HEAD, Kind.HEAD, True),
    (_CAUSE, Kind.CAUSE, False),
    (_TREE_CAUSE, Kind.CAUSE, True),
    (_HINT, Kind.HINT, False),
    (_WARNING, Kind.WARNING, False),
    (_BAR, Kind.BAR, True),
    (_TRAMPOLINE, Kind.HEAD, False),
)
_WHOLE = (
    (_LOG, Kind.LOG),
    (_SECTION, Kind.SECTION),
    (_PANIC, Kind.PANIC),
    (_INTERNAL, Kind.HEAD),
    (_HEADLESS, Kind.HEAD),
    (_PROGRESS, Kind.PROGRESS),
)
