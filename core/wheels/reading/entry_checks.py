"""What is wrong with an archive's entries by what its directory says of them; no content is read."""

from core.wheels.reading.findings import Findings, and_others, shown
from core.wheels.reading.limits import ASK_EVERY, BOMB_RATIO, BOMB_SIZE, DEFLATE_RATIO
from core.wheels.reading.name_table import NameTable, table_of, table_of_text
from core.wheels.reading.stopping import Stopped, go_on
from core.wheels.reading.zip_entry import (
    DEFLATED,
    ENCRYPTED,
    PATCHED,
    STORED,
    UTF_8_NAME,
    ZSTANDARD,
    Directory,
    Entry,
)

_METHODS = {1: "Shrink", 6: "Implode", 9: "Deflate64", 12: "bzip2", 14: "LZMA", 95: "XZ", 96: "JPEG", 97: "WavPack"}


def entry_names(directory: Directory, findings: Findings) -> NameTable:
    """Return the names as text; those that are no UTF-8, or do not say that they are, become a trouble.

    uv refuses both, although other readers take a name without the mark for code page 437.
    """
    raw = b"/" + b"/\n/".join(directory.names) + b"/" if directory.names else b""
    try:
        table = table_of_text(raw.decode("utf-8"), len(directory.names))
    except UnicodeDecodeError:
        table = None
    if table is None:
        table = table_of([name.decode("utf-8", "backslashreplace") for name in directory.names])
    if not raw.isascii():
        names = table.names
        wrong = [name for number, name in enumerate(names) if _is_badly_encoded(directory, number)]
        if wrong:
            findings.add(
                "name-encoding",
                f"The name {and_others(shown(wrong[0]), len(wrong))} in it is not marked and written as UTF-8, so "
                "readers disagree on it; uv refuses that.",
            )
    return table


def _is_badly_encoded(directory: Directory, number: int) -> bool:
    raw = directory.names[number]
    if raw.isascii():
        return False
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return not directory.entry(number).flags & UTF_8_NAME


def check_entries(directory: Directory, table: NameTable, file_size: int, findings: Findings, stopped: Stopped) -> None:
    """Note what keeps entries from being unpacked, and what makes the archive a bomb."""
    if directory.unpacked > BOMB_SIZE and directory.unpacked > BOMB_RATIO * file_size:
        findings.add(
            "bomb",
            f"It would unpack to {directory.unpacked:,} bytes, {directory.unpacked // max(file_size, 1):,} times its "
            "own "
            "size: that is how a small file is made to fill a disk. It must not be unpacked.",
        )
    for step, number in enumerate(directory.odd):
        if not step % ASK_EVERY:
            go_on(stopped)
        _check_one(directory.entry(number), table.lines[number][1:-1], findings)
    if directory.names and directory.first_at:
        findings.add(
            "data-before",
            f"Before the archive lie {directory.first_at:,} bytes that do not belong to it; uv passes over them.",
            stops=False,
        )


def _check_one(entry: Entry, name: str, findings: Findings) -> None:
    if entry.flags & ENCRYPTED:
        findings.add("encrypted", f"{shown(name)} in it is encrypted; uv cannot unpack that. Have it packed without.")
    if entry.flags & PATCHED:
        findings.add("compression", f"{shown(name)} in it is packed as a patch; uv cannot unpack that.")
    if entry.method == ZSTANDARD:
        findings.add(
            "compression-new",
            f"{shown(name)} in it is compressed with Zstandard: uv of today takes it, pip and other programs do not, "
            "and "
            "it cannot be looked into here.",
            stops=False,
        )
    elif entry.method not in (STORED, DEFLATED):
        way = _METHODS.get(entry.method, f"method {entry.method}")
        findings.add(
            "compression",
            f"{shown(name)} in it is compressed with {way}; uv takes “stored”, Deflate and Zstandard only.",
        )
    elif entry.size > entry.packed * DEFLATE_RATIO + 64:
        findings.add(
            "bomb",
            f"{shown(name)} in it claims to be {entry.size:,} bytes, made of {entry.packed:,}, which no compression "
            "can: "
            "the claim is false, and it must not be unpacked.",
        )
    elif entry.method == STORED and entry.size != entry.packed:
        findings.add(
            "entry-size",
            f"{shown(name)} in it is stored as it is, and yet has {entry.packed:,} bytes and claims {entry.size:,}; uv "
            "refuses that.",
        )
    if entry.is_symlink:
        findings.add(
            "symlink",
            f"{shown(name)} in it is a symbolic link, which wheels cannot have: uv would write a file with the link's "
            "target in it, other programs a link that may lead anywhere. Have the wheel built without.",
        )
