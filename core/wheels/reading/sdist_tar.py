"""A .tar.gz read in the order of its members: to its end, or only as far as a table of a yard needs it."""

import hashlib

from core.wheels.reading.file_bytes import FileBytes
from core.wheels.reading.findings import BadArchiveError
from core.wheels.reading.gzip_stream import GzipStream, damaged
from core.wheels.reading.limits import DIRECTORY, ENTRIES
from core.wheels.reading.sdist_contents import MOST_OF_A_TEXT, PKG_INFO, SdistContents
from core.wheels.reading.stopping import Stopped
from core.wheels.reading.tar_members import MemberKind, TarMember, TarStream

QUICK_BYTES = 16 * 1024 * 1024
"""Unpacked bytes after which a quick look ends, once it has seen PKG-INFO: most source distributions are smaller."""

QUICK_BYTES_WITHOUT_METADATA = 128 * 1024 * 1024
"""The same where PKG-INFO has not come yet; some build backends write it last."""

ALWAYS_ALLOWED = 256 * 1024 * 1024
MOST_ALLOWED = 8 * 1024 * 1024 * 1024
MOST_TIMES = 100
"""How many times its own size an archive may unpack to; source texts come to some 5, zeros to 1,000."""


def read_tar(file: FileBytes, contents: SdistContents, *, thorough: bool, stopped: Stopped) -> str | None:
    """Tell ``contents`` of every member, and return the file's sha256 where all of it was read.

    Without ``thorough``, reading ends early in a large archive. Raises BadArchiveError, ReadingStoppedError, OSError;
    ``contents`` has then what came before.
    """
    digest = hashlib.sha256()
    allowed = min(max(ALWAYS_ALLOWED, file.size * MOST_TIMES), MOST_ALLOWED)
    stream = GzipStream(file, allowed=allowed, stopped=stopped, take=digest.update if thorough else None)
    tar = TarStream(stream)
    number = characters = 0
    for number, member in enumerate(tar, start=1):
        characters += len(member.name) + len(member.link)
        if number > ENTRIES or characters > DIRECTORY:
            raise BadArchiveError(
                "too-many-entries",
                f"It holds more than {ENTRIES:,} files, or their names alone come to more than "
                f"{DIRECTORY // (1024 * 1024)} MiB; it was not read any further.",
            )
        # What a header claims is believed before it is unpacked: a claim that is too large costs nothing then.
        if stream.unpacked + member.size > allowed:
            raise stream.too_much()
        if _see(member, contents):
            contents.keep(member.name, tar.content(MOST_OF_A_TEXT))
        if not thorough and stream.unpacked + member.size > _enough(contents):
            return None
    if number == 0:
        raise damaged("there is nothing in it")
    contents.whole = True
    if not thorough:
        return None
    stream.read_to_end()
    return digest.hexdigest()


def _see(member: TarMember, contents: SdistContents) -> bool:
    if member.kind is MemberKind.FILE:
        return contents.see_file(member.name, member.size)
    if member.kind is MemberKind.FOLDER:
        contents.see_folder(member.name)
    elif member.kind is MemberKind.OTHER:
        contents.see_other(member.name)
    else:
        contents.see_link(member.name, member.link, hard=member.kind is MemberKind.HARD_LINK)
    return False


def _enough(contents: SdistContents) -> int:
    return QUICK_BYTES if PKG_INFO in contents.texts else QUICK_BYTES_WITHOUT_METADATA
