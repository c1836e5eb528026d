"""The directory of an archive as a value: every name at once, and each entry's figures when they are asked for.

Source: the .ZIP File Format Specification (APPNOTE.TXT), sections 4.3.12 and 4.4.
"""

import struct
from collections.abc import Mapping, Sequence

from msgspec import Struct

CENTRAL_MARK = b"PK\x01\x02"
LOCAL_SIZE = 30
HEAD = struct.Struct("<4xHH4xIIIHHHxxxxIIxx")
"""An entry of the directory between its mark and its name, and two bytes more: flags, method, check sum, packed, size,
three lengths, attributes, place."""

DEFLATED = 8
STORED = 0
ZSTANDARD = 93
UTF_8_NAME = 0x800
DESCRIPTOR = 0x8
ENCRYPTED = 0x1 | 0x40
PATCHED = 0x20
ODD_FLAGS = ENCRYPTED | PATCHED
_SYMLINK = 0o120000


class Entry(Struct, frozen=True):
    """One file of the archive as the directory has it; ``packed`` and ``size`` are bytes, ``at`` its local header."""

    name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    attributes: int
    at: int

    @property
    def is_symlink(self) -> bool:
        """Whether the entry stands for a symbolic link on Linux and macOS."""
        return (self.attributes >> 16) & 0o170000 == _SYMLINK

    @property
    def is_folder(self) -> bool:
        """Whether the entry stands for a folder."""
        return self.name.endswith(b"/")

    @property
    def is_readable(self) -> bool:
        """Whether the content can be read here, if it is whole."""
        return not self.flags & ODD_FLAGS and self.method in (STORED, DEFLATED)


class Directory(Struct, frozen=True):
    """The names of all entries in their order, and what was seen on the way.

    ``heads`` are the entries without mark and name, each as long as ``HEAD``. ``odd`` are the numbers of entries that
    are encrypted, patched, packed by another method than the usual two, links, or of a size that cannot be.
    ``wide`` has what lies in zip64 fields: size, packed, place. ``unpacked`` is bytes, ``first_at`` the first place.
    """

    heads: bytes
    names: Sequence[bytes]
    odd: tuple[int, ...]
    wide: Mapping[int, tuple[int, int, int]]
    unpacked: int
    first_at: int

    def entry(self, number: int) -> Entry:
        """Return the entry with a number that counts from 0."""
        flags, method, crc, packed, size, _, _, _, attributes, at = HEAD.unpack_from(self.heads, number * HEAD.size)
        if number in self.wide:
            size, packed, at = self.wide[number]
        return Entry(self.names[number], flags, method, crc, packed, size, attributes, at)
