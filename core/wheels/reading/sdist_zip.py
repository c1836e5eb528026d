"""A .zip with a source distribution in it: its directory tells everything but a few small texts."""

import hashlib
from collections.abc import Iterator

from core.wheels.reading.file_bytes import FileBytes
from core.wheels.reading.findings import BadArchiveError, shown
from core.wheels.reading.limits import BOMB_RATIO, BOMB_SIZE, HASH_CHUNK
from core.wheels.reading.sdist_contents import MOST_OF_A_TEXT, SdistContents
from core.wheels.reading.stopping import Stopped, go_on
from core.wheels.reading.zip_directory import read_directory
from core.wheels.reading.zip_end import find_end
from core.wheels.reading.zip_entry import ENCRYPTED, Directory, Entry
from core.wheels.reading.zip_member import BadMemberError, Members

_LONGEST_LINK = 4096


def read_zip(file: FileBytes, contents: SdistContents, *, thorough: bool, stopped: Stopped) -> str | None:
    """Tell ``contents`` of every member; with ``thorough`` check each one's content and return the file's sha256.

    Raises BadArchiveError, ReadingStoppedError, OSError; ``contents`` has then what came before.
    """
    end = find_end(file)
    directory = read_directory(file, end, stopped)
    if directory.unpacked > max(BOMB_SIZE, file.size * BOMB_RATIO):
        raise BadArchiveError(
            "bomb",
            f"It claims to unpack to {directory.unpacked:,} bytes from a file of {file.size:,} bytes; nothing of it "
            "was unpacked.",
        )
    members = Members(file, end)
    for number, raw in enumerate(directory.names):
        go_on(stopped)
        _see(directory, number, raw.decode("utf-8", "replace"), members, contents)
    contents.whole = True
    if not thorough:
        return None
    for entry in _entries(directory):
        _check(members, entry, stopped)
    return _sha256(file, stopped)


def _see(directory: Directory, number: int, name: str, members: Members, contents: SdistContents) -> None:
    entry = directory.entry(number)
    if entry.flags & ENCRYPTED:
        raise BadArchiveError("encrypted", f"{shown(name)} in it is encrypted, which uv cannot read.")
    if entry.is_folder:
        contents.see_folder(name)
    elif entry.is_symlink:
        contents.see_link(name, _content(members, entry, _LONGEST_LINK).decode("utf-8", "replace"), hard=False)
    elif contents.see_file(name, entry.size):
        contents.keep(name, _content(members, entry, MOST_OF_A_TEXT))


def _content(members: Members, entry: Entry, most: int) -> bytes:
    try:
        return members.head(entry, most)
    except BadMemberError as error:
        raise _bad(entry, error) from error


def _check(members: Members, entry: Entry, stopped: Stopped) -> None:
    try:
        for _ in members.chunks(entry):
            go_on(stopped)
    except BadMemberError as error:
        raise _bad(entry, error) from error


def _bad(entry: Entry, error: BadMemberError) -> BadArchiveError:
    return BadArchiveError("damaged", f"{shown(entry.name.decode('utf-8', 'replace'))} in it {error}.")


def _entries(directory: Directory) -> Iterator[Entry]:
    for number in range(len(directory.names)):
        yield directory.entry(number)


def _sha256(file: FileBytes, stopped: Stopped) -> str:
    digest = hashlib.sha256()
    for at in range(0, file.size, HASH_CHUNK):
        go_on(stopped)
        digest.update(file.read_at(at, min(HASH_CHUNK, file.size - at)))
    return digest.hexdigest()
