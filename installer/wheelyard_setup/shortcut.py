"""Gives a shortcut the AppUserModelID by which the taskbar knows the program.

The formats are Microsoft's: [MS-SHLLINK] for shortcuts, [MS-PROPSTORE] for the block of properties at their end.
"""

import struct
import uuid

_HEADER_SIZE = 0x4C
_HAS_ID_LIST, _HAS_LINK_INFO, _IS_UNICODE = 0x01, 0x02, 0x80
_TEXTS = (0x04, 0x08, 0x10, 0x20, 0x40)
"""Flags of the texts that follow: name, relative path, working folder, arguments, place of the icon."""
_PROPERTY_BLOCK = 0xA0000009
_STORAGE_VERSION = 0x53505331
_APP_USER_MODEL = uuid.UUID("9f4c2855-9f79-4b39-a8d0-e1d42de1d5f3").bytes_le
_ID = 5
_VT_LPWSTR = 0x1F


def with_app_id(link: bytes, app_id: str) -> bytes:
    """Return a shortcut with that AppUserModelID, in place of another block of properties if it has one.

    Raises ValueError when the bytes are no shortcut.
    """
    blocks, start = _extra_blocks(link)
    kept = b"".join(block for signature, block in blocks if signature != _PROPERTY_BLOCK)
    text = f"{app_id}\0".encode("utf-16-le")
    typed = struct.pack("<HHI", _VT_LPWSTR, 0, len(text) // 2) + text + b"\0" * (-len(text) % 4)
    value = struct.pack("<IIB", 9 + len(typed), _ID, 0) + typed
    storage = struct.pack("<I", _STORAGE_VERSION) + _APP_USER_MODEL + value + struct.pack("<I", 0)
    store = struct.pack("<I", 4 + len(storage)) + storage + struct.pack("<I", 0)
    return link[:start] + kept + struct.pack("<II", 8 + len(store), _PROPERTY_BLOCK) + store + struct.pack("<I", 0)


def app_id_of(link: bytes) -> str | None:
    """Return the AppUserModelID of a shortcut, None where it has none.

    Raises ValueError when the bytes are no shortcut.
    """
    for signature, block in _extra_blocks(link)[0]:
        at = block.find(_APP_USER_MODEL)
        if signature != _PROPERTY_BLOCK or at < 0:
            continue
        at += 16
        size, number = struct.unpack_from("<II", block, at)
        kind, count = struct.unpack_from("<H2xI", block, at + 9)
        if size and number == _ID and kind == _VT_LPWSTR:
            return block[at + 17 : at + 17 + 2 * count].decode("utf-16-le").rstrip("\0")
    return None


def _extra_blocks(link: bytes) -> tuple[list[tuple[int, bytes]], int]:
    """Return the blocks behind the texts of a shortcut, each with its signature, and where they begin."""
    try:
        if struct.unpack_from("<I", link)[0] != _HEADER_SIZE:
            raise ValueError("The file is no shortcut of Windows.")
        flags = struct.unpack_from("<I", link, 0x14)[0]
        at = _HEADER_SIZE
        if flags & _HAS_ID_LIST:
            at += 2 + struct.unpack_from("<H", link, at)[0]
        if flags & _HAS_LINK_INFO:
            at += struct.unpack_from("<I", link, at)[0]
        for flag in _TEXTS:
            if flags & flag:
                at += 2 + struct.unpack_from("<H", link, at)[0] * (2 if flags & _IS_UNICODE else 1)
        if at > len(link):
            raise ValueError("The shortcut ends in the middle.")
        start, blocks = at, []
        while at + 4 <= len(link) and (size := struct.unpack_from("<I", link, at)[0]) >= 8:
            blocks.append((struct.unpack_from("<I", link, at + 4)[0], link[at : at + size]))
            at += size
    except struct.error as error:
        raise ValueError("The shortcut ends in the middle.") from error
    return blocks, start
