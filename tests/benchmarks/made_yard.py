"""A yard of made-up wheels with directories as real ones have them: many small, some large, a few huge."""

import base64
import hashlib
import os
import random
import struct
import time
import zlib
from collections.abc import Sequence
from pathlib import Path

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_DEFLATED = 8
_TINY = 64
_DATE = 33  # the first of January 1980, the least that a zip can say
_REGULAR_FILE = 0o100644 << 16
_MADE_ON_UNIX = 3 << 8 | 20
_A_DAY = 24 * 3600
_WORDS = tuple(
    """
    array async build cache client codec column config core curve data engine event factor field file filter
    format frame graph grid handler index input kernel layer loader matrix metric model module network node option
    parser path pipeline plugin point price query reader record render report risk route sample schema series
    server session signal source stream table task token trace tree value vector version view volume worker writer
    """.split()  # noqa: SIM905 - seventy quoted words are no easier to read
)
_TAGS = (
    *["py3-none-any"] * 7,
    "cp311-cp311-win_amd64",
    "cp312-cp312-manylinux_2_17_x86_64.manylinux2014_x86_64",
    "cp39-abi3-macosx_11_0_arm64",
)
_NATIVE_NAMES = {"w": "_native.pyd", "m": "_native.abi3.so"}


def make_yard(folder: Path, count: int, seed: int = 1) -> int:
    """Make ``count`` valid wheels in ``folder`` and return how many entries all of them have.

    Nine of ten have 10 to 60 entries, most others 300 to 1,500, one of 500 has 5,000; METADATA has 2 to 30 kB;
    contents are tiny. All are a day old.
    """
    folder.mkdir(parents=True, exist_ok=True)
    # Made-up wheels of a benchmark are no secrets, and have to be the same each time.
    chance = random.Random(seed)  # noqa: S311 - see above
    entries = 0
    for number in range(count):
        name = f"{chance.choice(_WORDS)}_{chance.choice(_WORDS)}_{number:04}"
        version = f"{chance.randrange(30)}.{chance.randrange(20)}.{chance.randrange(10)}"
        tags = chance.choice(_TAGS)
        size = _entries(chance, number)
        path = folder / f"{name}-{version}-{tags}.whl"
        path.write_bytes(_wheel(chance, name, version, tags, size))
        os.utime(path, (time.time() - _A_DAY, time.time() - _A_DAY))
        entries += size
    return entries


def _entries(chance: random.Random, number: int) -> int:
    if number % 500 == 250:
        return 5_000
    return chance.randint(300, 1_500) if number % 10 == 0 else chance.randint(10, 60)


def _wheel(chance: random.Random, name: str, version: str, tags: str, entries: int) -> bytes:
    info = f"{name}-{version}.dist-info"
    paths = _paths(chance, name, entries - 3)
    if not tags.endswith("-any"):
        paths[-1] = f"{name}/{_NATIVE_NAMES.get(tags.split('-')[2][0], '_native.abi3.so')}"
    members = [(path, f"value = {number}\n".encode()) for number, path in enumerate(paths)]
    members.append((f"{info}/METADATA", _metadata(chance, name, version)))
    members.append((f"{info}/WHEEL", _wheel_file(tags)))
    rows = [f"{path},sha256={_digest(data)},{len(data)}" for path, data in members]
    members.append((f"{info}/RECORD", "\n".join([*rows, f"{info}/RECORD,,", ""]).encode()))
    return _zip(members)


def _paths(chance: random.Random, name: str, count: int) -> list[str]:
    folders = [
        f"{name}/{'/'.join(chance.sample(_WORDS, chance.randint(0, 3)))}".rstrip("/") for _ in range(count // 12 + 1)
    ]
    modules = [f"{folders[number % len(folders)]}/{chance.choice(_WORDS)}_{number}.py" for number in range(1, count)]
    # What makes wheels walks through folders in order.
    return [f"{name}/__init__.py", *sorted(modules)]


def _metadata(chance: random.Random, name: str, version: str) -> bytes:
    lines = [
        "Metadata-Version: 2.1",
        f"Name: {name}",
        f"Version: {version}",
        f"Summary: {' '.join(chance.choices(_WORDS, k=8))}",
        "Home-page: https://example.invalid/",
        "License: Apache-2.0",
        "Requires-Python: >=3.9",
        *(f"Classifier: Made Up :: {chance.choice(_WORDS)} :: {chance.choice(_WORDS)}" for _ in range(15)),
        *(
            f"Requires-Dist: {chance.choice(_WORDS)}-{chance.choice(_WORDS)} >={chance.randint(1, 9)}.0"
            + ("; extra == 'test'" if chance.random() < 0.5 else "")
            for _ in range(chance.randint(0, 30))
        ),
        "Description-Content-Type: text/markdown",
        "",
    ]
    wanted = int(2_000 * 15 ** chance.random())
    length = sum(map(len, lines))
    while length < wanted:
        line = " ".join(chance.choices(_WORDS, k=14))
        lines.append(line)
        length += len(line) + 1
    return ("\n".join(lines) + "\n").encode()


def _wheel_file(tags: str) -> bytes:
    python, abi, platforms = tags.split("-")
    pure = "true" if platforms == "any" else "false"
    told = "".join(f"Tag: {python}-{abi}-{platform}\n" for platform in platforms.split("."))
    return f"Wheel-Version: 1.0\nGenerator: benchmark\nRoot-Is-Purelib: {pure}\n{told}".encode()


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def _zip(members: Sequence[tuple[str, bytes]]) -> bytes:
    local: list[bytes] = []
    central: list[bytes] = []
    at = size = 0
    for path, data in members:
        name = path.encode()
        packed = _deflate(data)
        crc = zlib.crc32(data)
        local += (
            _LOCAL.pack(b"PK\3\4", 20, 0, _DEFLATED, 0, _DATE, crc, len(packed), len(data), len(name), 0),
            name,
            packed,
        )
        head = _CENTRAL.pack(
            b"PK\1\2",
            _MADE_ON_UNIX,
            20,
            0,
            _DEFLATED,
            0,
            _DATE,
            crc,
            len(packed),
            len(data),
            len(name),
            0,
            0,
            0,
            0,
            _REGULAR_FILE,
            at,
        )  # fmt: skip - one line a row of the format's own table
        central += (head, name)
        at += _LOCAL.size + len(name) + len(packed)
        size += len(head) + len(name)
    return b"".join((*local, *central, _END.pack(b"PK\5\6", 0, 0, len(members), len(members), size, at, 0)))


def _deflate(data: bytes) -> bytes:
    if len(data) < _TINY:
        # The compressed form has blocks that are not: making a compressor would take longer than all the rest.
        return b"\1" + struct.pack("<HH", len(data), len(data) ^ 0xFFFF) + data
    packer = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()
