"""Whether a file holds an Authenticode signature; whether it is a good one, verifying says."""

from pathlib import Path

_CERTIFICATE_TABLE = 4
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAM = "\x05DigitalSignature".encode("utf-16-le")


def has_signature(file: Path) -> bool:
    """Return whether a program or a Windows Installer package has a signature in it."""
    data = file.read_bytes()
    if data.startswith(_OLE):
        return _STREAM in data
    return data.startswith(b"MZ") and _table_size(data) > 0


def _table_size(data: bytes) -> int:
    """Return the bytes of a program's certificate table; PE Format, "Optional Header Data Directories"."""
    optional = int.from_bytes(data[0x3C:0x40], "little") + 24
    is_64 = data[optional : optional + 2] == b"\x0b\x02"
    entry = optional + (112 if is_64 else 96) + 8 * _CERTIFICATE_TABLE
    return int.from_bytes(data[entry + 4 : entry + 8], "little")
