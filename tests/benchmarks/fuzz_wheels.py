"""Changes wheels at random and looks for one that makes `read_wheel` raise, or makes it slow.

`python -m tests.benchmarks.fuzz_wheels --seconds N [--seed S] [--keep FILE]` changes small wheels and those that are
wrong already: bytes, whole fields, lengths and places, parts cut, doubled and swapped. It ends with 1 where something
was found, and writes the wheel to FILE.
"""

import argparse
import random
import struct
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from core.model.wheels import WheelFile
from core.wheels.reading.wheel_reader import read_wheel
from tests.unit.core.wheels.reading import zip_bytes as z
from tests.unit.core.wheels.reading.hostile_wheels import FILE, good, hostile_wheels

MOST_BYTES = 300_000
SECONDS_ALWAYS = 0.5
SECONDS_A_BYTE = 2e-5
"""What a wheel may take, of a noisy computer; deflate alone can make 200 bytes of one before it counts as a bomb."""

_MARKS = (z.LOCAL, z.CENTRAL, z.END, z.END_64, z.LOCATOR_64)
_NUMBERS = (0, 1, 2, 7, 8, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0xFFFF, 0x1_0000, 0x7FFF_FFFF, 0xFFFF_FFFE, 0xFFFF_FFFF)
_TEXTS = (
    b"../", b"/", b"\\", b"\0", b"\n", b"\r\n", b",", b'"', b":", b" ", b".", b"..", b"NUL", b"C:", b"\xff",
    b"\xc3\xa4",
    b"Name: ", b"Version: 1e9\n", b"Requires-Dist: ", b"Requires-Python: >=", b"Tag: a.b.c-d.e-f\n", b"sha256=",
    b"-", b"(",
    b".dist-info/", b"METADATA", b"RECORD", b"nice-1.0.data/", b"\x7fELF", b"MZ", b"PK",
)  # fmt: skip
_SMALL = 20_000


class Reader(Protocol):
    """What is tried: `read_wheel`, or a stand-in for it."""

    def __call__(self, path: Path, *, thorough: bool) -> WheelFile:
        """Read the wheel at ``path``."""


class Found(Struct, frozen=True, kw_only=True):
    """A wheel that went wrong: how, and after how many wheels it was met."""

    data: bytes
    reason: str
    runs: int


def seeds() -> list[bytes]:
    """Return the wheels that changing begins with, with contents that are stored, so that changes reach them."""
    stored = z.members(z.contents(), {name: {"method": z.STORED} for name in z.contents()})
    native = z.contents({b"nice/x.so": b"\x7fELF" + b"\2\1\1" + bytes(60), b"nice/y.pyd": b"MZ" + bytes(200)})
    plain = [good(), z.archive(stored), z.archive(stored, wide=True, comment=b"made"), z.archive(z.members(native))]
    return [*plain * 8, *(wrong.data for wrong in hostile_wheels().values() if len(wrong.data) < _SMALL)]


def changed(chance: random.Random, pool: Sequence[bytes]) -> bytes:
    """Return a wheel of the pool after one to five random changes, bounded in length."""
    data = bytearray(chance.choice(pool))
    changes = (_flip, _number, _text, _cut, _double, _mark, _join)
    for _ in range(chance.randint(1, 5)):
        chance.choice(changes)(data, chance, pool)
        del data[MOST_BYTES:]
    if chance.random() < 0.5:
        _mend_end(data)
    return bytes(data)


def search(seconds: float, seed: int, folder: Path, *, read: Reader = read_wheel) -> tuple[Found | None, int]:
    """Return the first wheel that raises or is slow, or None, and how many were tried; ``folder`` holds the wheel."""
    chance = random.Random(seed)  # noqa: S311 - the same seed has to give the same wheels; nothing is kept secret
    pool = seeds()
    path = folder / FILE
    end = time.monotonic() + seconds
    runs = 0
    while time.monotonic() < end:
        data = changed(chance, pool)
        runs += 1
        reason = wrong_with(path, data, read)
        if reason is not None:
            return Found(data=data, reason=reason, runs=runs), runs
    return None, runs


def wrong_with(path: Path, data: bytes, read: Reader = read_wheel) -> str | None:
    """Return how reading the wheel with these bytes goes wrong; None where it does not. Raises OSError."""
    path.write_bytes(data)
    most = SECONDS_ALWAYS + SECONDS_A_BYTE * len(data)
    best = float("inf")
    for _ in range(3):  # other work on the computer only ever adds
        before = time.perf_counter()
        try:
            quick, thorough = read(path, thorough=False), read(path, thorough=True)
        except Exception:  # noqa: BLE001 - whatever it raises is what is looked for
            return traceback.format_exc()
        best = min(best, time.perf_counter() - before)
        if best <= most:
            return _contradiction(quick, thorough)
    return f"{best:.3f} s for {len(data)} bytes, more than {most:.3f} s"


def _contradiction(quick: WheelFile, thorough: WheelFile) -> str | None:
    lost = (
        {trouble.id for trouble in quick.troubles} - {trouble.id for trouble in thorough.troubles} - {"native-platform"}
    )
    if lost:
        return f"the thorough look no longer has {sorted(lost)}"
    ids = [trouble.id for trouble in thorough.troubles]
    if len(ids) != len(set(ids)):
        return f"a trouble is there twice: {ids}"
    odd = [
        trouble.sentence
        for trouble in thorough.troubles
        if not trouble.sentence.isprintable() or len(trouble.sentence) > 800
    ]
    return f"a sentence nobody can read: {odd[0]!a}" if odd else None


def _flip(data: bytearray, chance: random.Random, _pool: Sequence[bytes]) -> None:
    for _ in range(chance.choice((1, 1, 2, 8))):
        if data:
            data[chance.randrange(len(data))] = chance.randrange(256)


def _number(data: bytearray, chance: random.Random, _pool: Sequence[bytes]) -> None:
    """Put a telling number into a field of a header."""
    at = data.find(chance.choice(_MARKS), chance.randint(0, len(data)))
    at = at if at >= 0 else chance.randint(0, len(data))
    at += chance.choice((4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34, 36, 38, 40, 42, 48, 56))
    size, kind = chance.choice(((2, "<H"), (4, "<I")))
    if at + size <= len(data):
        number = chance.choice((*_NUMBERS, chance.randrange(len(data)), chance.randrange(1 << 16)))
        data[at : at + size] = struct.pack(kind, number & ((1 << 8 * size) - 1))


def _text(data: bytearray, chance: random.Random, _pool: Sequence[bytes]) -> None:
    """Put a telling text over what is there, or between."""
    at = chance.randint(0, len(data))
    text = chance.choice(_TEXTS) * chance.choice((1, 1, 1, 3, 200))
    data[at : at + (len(text) if chance.random() < 0.7 else 0)] = text


def _cut(data: bytearray, chance: random.Random, _pool: Sequence[bytes]) -> None:
    first, second = sorted((chance.randint(0, len(data)), chance.randint(0, len(data))))
    if chance.random() < 0.5:
        second = min(second, first + 40)
    del data[first:second]


def _double(data: bytearray, chance: random.Random, _pool: Sequence[bytes]) -> None:
    first, second = sorted((chance.randint(0, len(data)), chance.randint(0, len(data))))
    part = bytes(data[first : min(second, first + 1_000)])
    data[first:first] = part * chance.choice((1, 2, 30))


def _mark(data: bytearray, chance: random.Random, _pool: Sequence[bytes]) -> None:
    at = chance.randint(0, len(data))
    mark = chance.choice(_MARKS)
    data[at : at + len(mark)] = mark


def _join(data: bytearray, chance: random.Random, pool: Sequence[bytes]) -> None:
    other = chance.choice(pool)
    data[chance.randint(0, len(data)) :] = other[chance.randint(0, len(other)) :]


def _mend_end(data: bytearray) -> None:
    """Let the end fit the directory again, so that the change is met behind it."""
    at = data.rfind(z.END)
    first = data.find(z.CENTRAL)
    if 0 <= first < at and at + 22 <= len(data):
        count = data.count(z.CENTRAL, first, at) & 0xFFFF
        data[at + 8 : at + 22] = struct.pack("<HHIIH", count, count, at - first, first, len(data) - at - 22)


def main(arguments: Sequence[str] | None = None) -> int:
    """Search for a while and print what was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--keep", type=Path, default=None, help="where the wheel that went wrong is written to")
    parsed = parser.parse_args(arguments)
    seed = parsed.seed if parsed.seed is not None else random.SystemRandom().randrange(1 << 32)
    with tempfile.TemporaryDirectory() as folder:
        found, runs = search(parsed.seconds, seed, Path(folder))
    sys.stdout.write(f"seed {seed}: {runs} wheels in {parsed.seconds:.0f} s\n")
    if found is None:
        sys.stdout.write("nothing raised, nothing was slow\n")
        return 0
    sys.stdout.write(f"{found.reason}\n{len(found.data)} bytes\n")
    if parsed.keep is not None:
        parsed.keep.write_bytes(found.data)
    return 1


if __name__ == "__main__":
    sys.exit(main())
