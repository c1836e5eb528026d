"""A strict judge of edits: which lines of a file came, went or changed, and whether each of them was meant."""

import re
from collections import Counter
from difflib import SequenceMatcher

SCAFFOLD = re.compile(
    rb"[ \t]*(?:"
    rb"\[tool\.uv\.sources\]|\[dependency-groups\]|\[project\.optional-dependencies\]"
    rb"|[\[\]{}]*,?"
    rb"|marker = \"[^\"]*\""
    rb")[ \t]*\r?\n?"
)
"""Lines that a change may have to make around the package: a header, brackets, a marker in a line of its own."""


def unmeant(before: str, after: str, package: str) -> list[bytes]:
    """Return the changed lines of ``after`` and the lost ones of ``before`` that have nothing to do with ``package``.

    A line may get or lose a comma, and the text of the package inside it; lines of the package may come and go.
    """
    old, new = (text.encode().splitlines(keepends=True) for text in (before, after))
    wrong: list[bytes] = []
    for kind, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            gone, come = old[first:last], new[start:end]
            wrong += _wrong(gone, come, package.encode())
    return wrong


def lost_comments(before: str, after: str, package: str) -> list[str]:
    """Return the comments that were lost without standing in a line of ``package``."""
    left = Counter(_comments(after, ""))
    left.subtract(Counter(_comments(before, package)))
    return [comment for comment, count in left.items() if count < 0]


def _wrong(gone: list[bytes], come: list[bytes], package: bytes) -> list[bytes]:
    if _inserted(b"".join(gone), b"".join(come), package):
        return []
    wrong, partners = [], list(come)
    for line in gone:
        partner = next((each for each in partners if _inserted(line, each, package)), None)
        if partner is not None:
            partners.remove(partner)
        elif package not in line.lower() and not SCAFFOLD.fullmatch(line):
            wrong.append(line)
    return wrong + [line for line in partners if package not in line.lower() and not SCAFFOLD.fullmatch(line)]


def _inserted(one: bytes, other: bytes, package: bytes) -> bool:
    """Whether the longer text is the shorter one with one piece put in: of the package, a comma or a line end."""
    short, long = sorted((one, other), key=len)
    start = next((place for place, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if not long.endswith(short[start:]):
        return False
    piece = long[start : len(long) - len(short) + start]
    if piece in {b"\n", b"\r\n"}:
        return not short.endswith(b"\n")
    named = [package in line.lower() for line in piece.splitlines()]
    plain = [SCAFFOLD.fullmatch(line) is not None for line in piece.splitlines()]
    return piece in {b"", b","} or (any(named) and all(map(any, zip(named, plain, strict=True))))


def _comments(text: str, package: str) -> list[str]:
    """Return what stands behind a hash in lines that do not name the package; hashes inside texts count as well."""
    lines = [line for line in text.splitlines() if "#" in line and not (package and package in line.lower())]
    return [line[line.index("#") :].strip() for line in lines]
