"""What a rename probe unpacks: folders like those that uv unpacks from wheels, so that scanners treat them alike."""

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path, PurePosixPath

from core.model.project import InputError

Payload = Callable[[int], Iterable[tuple[PurePosixPath, bytes]]]
"""Yields the files of the round of that number, each with its content, in the order in which they are written."""

PROGRAMS = {".exe", ".dll", ".pyd"}
"""Endings of the files by which policies and scanners tell programs."""

_SIZES = (10_000, 150_000, 1_000_000, 40_000, 5_000_000, 20_000, 400_000, 80_000)
"""Bytes a round in all, cycling: wheels are mostly small, and a scanner's wait grows with the size."""

_HEADERS = 512
_SMALLEST_CODE = 512

_MOST_OF_A_WHEEL = 64 * 2**20
"""Bytes of a wheel that are unpacked each round: enough to be held, little enough for memory and for many rounds."""

_DLL = 0x2000
_EXECUTABLE = 0x0002
_LARGE_ADDRESSES = 0x0020


def stock_payload(number: int) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Yield sources, a .exe, a .dll, a .pyd and data, as a wheel with an extension module has them; 10 kB to 5 MB."""
    package, metadata = PurePosixPath("probe_package"), PurePosixPath("probe_package-1.0.dist-info")
    size = _SIZES[number % len(_SIZES)]
    yield from text_payload(number)
    code = max(_SMALLEST_CODE, size // 4 - _HEADERS)
    script = PurePosixPath("probe_package-1.0.data") / "scripts" / "probe.exe"
    yield package / "_native.pyd", portable_executable(library=True, code_bytes=code, seed=number)
    yield package / "native.dll", portable_executable(library=True, code_bytes=code, seed=number + 1)
    yield script, portable_executable(library=False, code_bytes=_SMALLEST_CODE, seed=number + 2)
    yield package / "data" / "table.bin", _data(max(1_000, size - 2 * code - 8_000))
    yield metadata / "RECORD", b"probe_package/__init__.py,,\n"


def text_payload(number: int) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Yield sources and the texts of a wheel, nothing that could run by itself."""
    package, metadata = PurePosixPath("probe_package"), PurePosixPath("probe_package-1.0.dist-info")
    for module in ("__init__", "reader", "writer", "model"):
        yield package / f"{module}.py", _source(module, number)
    yield metadata / "METADATA", b"Metadata-Version: 2.1\nName: probe-package\nVersion: 1.0\n"
    yield metadata / "WHEEL", b"Wheel-Version: 1.0\nRoot-Is-Purelib: false\nTag: py3-none-any\n"


def wheel_payload(wheel: Path) -> Payload:
    """Return the payload that unpacks one wheel each round, of a large one its first 64 MiB.

    The wheel is read once. Names that lead out of the folder are left out. Raises InputError when it is no zip file
    that can be read to the end of those bytes, or holds no file.
    """
    try:
        with zipfile.ZipFile(wheel) as archive:
            files = dict(_files_of(archive))
    except (OSError, EOFError, ValueError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        # RuntimeError: encrypted, or packed in a way that zipfile does not know
        raise InputError(f"The wheel {wheel} cannot be read: {error}.", "Name an undamaged .whl file.") from error
    if not files:
        raise InputError(f"The wheel {wheel} holds no files.", "Name another .whl file.")
    if any(parent in files for path in files for parent in path.parents):
        raise InputError(f"The wheel {wheel} has one name for a file and a folder.", "Name an undamaged .whl file.")

    return lambda number: files.items()  # noqa: ARG005 - every round unpacks the same


def _files_of(archive: zipfile.ZipFile) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Yield the files with their content; a member tells its size, and zipfile reads no more than that."""
    room = _MOST_OF_A_WHEEL
    for member in archive.infolist():
        path = PurePosixPath(member.filename)
        outside = path.is_absolute() or ".." in path.parts or ":" in member.filename or "\\" in member.filename
        if member.is_dir() or outside or not path.parts:
            continue
        with archive.open(member) as file:
            data = file.read(room)
        yield path, data
        room -= len(data)
        if room <= 0:
            return


def portable_executable(*, library: bool, code_bytes: int, seed: int) -> bytes:
    """Return a minimal, valid 64-bit Windows program or library whose code does nothing but return.

    The headers follow Microsoft's "PE Format": a DOS header, the signature, the COFF and the optional header, one
    section. ``seed`` makes files differ, so that a scanner cannot know one from another.
    """
    alignment = 512
    raw = -(-code_bytes // alignment) * alignment
    dos = b"MZ" + bytes(58) + struct.pack("<I", 64)
    characteristics = _EXECUTABLE | _LARGE_ADDRESSES | (_DLL if library else 0)
    coff = struct.pack("<HHIIIHH", 0x8664, 1, seed, 0, 0, 240, characteristics)
    optional = struct.pack("<HBBIIIII", 0x20B, 14, 0, raw, 0, 0, 0x1000, 0x1000)
    optional += struct.pack("<QII", 0x140000000, 0x1000, alignment)
    optional += struct.pack("<HHHHHHI", 6, 0, 0, 0, 6, 0, 0)
    optional += struct.pack("<IIIHH", 0x1000 + max(raw, 0x1000), alignment, 0, 3, 0x160)
    optional += struct.pack("<QQQQII", 0x100000, 0x1000, 0x100000, 0x1000, 0, 16) + bytes(16 * 8)
    section = struct.pack("<8sIIIIIIHHI", b".text", raw, 0x1000, raw, alignment, 0, 0, 0, 0, 0x60000020)
    headers = dos + b"PE\0\0" + coff + optional + section
    code = b"\x31\xc0\xc3" + _data(code_bytes - 3 - 8) + struct.pack("<Q", seed)
    return headers.ljust(alignment, b"\0") + code.ljust(raw, b"\0")


@cache
def _data(size: int) -> bytes:
    """Return bytes that do not compress to nothing and are always the same."""
    value, words = 0x9E3779B9, bytearray()
    for _ in range(min(size, 4096) // 4 + 1):
        value = (value * 1664525 + 1013904223) & 0xFFFFFFFF
        words += value.to_bytes(4, "little")
    return (bytes(words) * (size // len(words) + 1))[:size]


def _source(module: str, number: int) -> bytes:
    lines = [f'"""Round {number}: {module}."""', ""]
    lines += [f"def value_{line}() -> int:\n    return {line * number}\n" for line in range(20)]
    return "\n".join(lines).encode()
