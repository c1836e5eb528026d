"""Names of an archive's entries that get into each other's way: the same twice, only case apart, file and folder.

The longest and the most names that a directory may hold take time in proportion to its bytes: no list of all folders
above each name is ever made.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import compress
from operator import ne

from core.wheels.reading.findings import Findings, and_others, shown
from core.wheels.reading.name_table import NameTable
from core.wheels.reading.stopping import Stopped, go_on


def find_collisions(table: NameTable, lower: str, findings: Findings, stopped: Stopped) -> None:
    """Note duplicates, files whose names differ only in case, folders likewise, and files that are folders, too.

    ``lower`` is the table's text in small letters.
    """
    lines = lower.split("\n") if lower else []
    if len(lines) != len(table.lines):
        lines = [line.lower() for line in table.lines]
    ordered = sorted(lines)
    go_on(stopped)
    # What is the same as a line, or lies below it, begins with that line and follows it at once.
    if any(map(str.startswith, ordered[1:], ordered)):
        _note_what_meets(table.names, findings, stopped)
    go_on(stopped)
    capitals = compress(table.lines, map(ne, table.lines, lines))
    folders = {line[:-1].rpartition("/")[0] for line in capitals}
    if any(folder != folder.lower() for folder in folders):
        _find_folders_by_case(table.names, findings)


def _note_what_meets(names: Sequence[str], findings: Findings, stopped: Stopped) -> None:
    unique = set(names)
    if len(unique) != len(names):
        _note_duplicates(names, findings)
    go_on(stopped)
    by_lower = {name.lower(): name for name in unique}
    if len(by_lower) != len(unique):
        _note_case(unique, by_lower, findings)
    go_on(stopped)
    _find_files_that_are_folders(by_lower, findings)


def _note_duplicates(names: Sequence[str], findings: Findings) -> None:
    counted = Counter(names)
    twice = [name for name, count in counted.items() if count > 1]
    times = counted[twice[0]]
    findings.add(
        "duplicate-name",
        f"{and_others(shown(twice[0]), len(twice))} is in the archive {times:,} times, so it depends on the reader "
        "which content counts: have it built anew.",
    )


def _note_case(unique: set[str], by_lower: dict[str, str], findings: Findings) -> None:
    others = [name for name in unique if by_lower[name.lower()] != name]
    first = min(others)
    _add_case(findings, f"Its files {shown(first)}", shown(by_lower[first.lower()]), len(others))


def _add_case(findings: Findings, first: str, second: str, count: int) -> None:
    findings.add(
        "case-collision",
        f"{and_others(first, count)} and {second} differ only in capitals: on Windows and macOS they are one, and the "
        "last "
        "that is written stays.",
        stops=False,
    )


def _find_folders_by_case(names: Sequence[str], findings: Findings) -> None:
    """Note folders that are one on Windows; it is enough to compare neighbours in the order without case."""
    parents = {name.rpartition("/")[0] for name in names}
    ordered = sorted(parents, key=_in_order)
    before: list[str] = []
    for parent in ordered:
        parts = parent.split("/")
        for one, other in zip(before, parts, strict=False):
            if one == other:
                continue
            if one.lower() == other.lower():
                _add_case(findings, f"Its folders {shown(one)}", shown(other), 1)
                return
            break
        before = parts


def _find_files_that_are_folders(by_lower: dict[str, str], findings: Findings) -> None:
    """Note files that something lies below of; in this order what lies below a name follows it at once."""
    ordered = sorted([name.replace("/", "\0") for name in by_lower])
    before = "\0\0"
    for name in ordered:
        if name.startswith(before) and name.startswith("\0", len(before)):
            file = before.replace("\0", "/")
            findings.add(
                "file-is-folder",
                f"{shown(by_lower.get(file, file))} is a file and a folder at once in it, which no computer can make.",
            )
            return
        before = name


def _in_order(name: str) -> str:
    return name.lower().replace("/", "\0")
