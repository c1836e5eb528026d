"""Whatever the bytes are, reading a source distribution ends soon, with a value."""

import gzip
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.store.documents import encode_hook
from core.wheels.reading.any_file import read_file
from tests.unit.core.wheels.reading.sdist_bytes import PLAIN, file, plain_members, tar, zipped

LONG_NAME = "thing-1.0/" + "folder/" * 20 + "ä.py"
RAW = tar([*plain_members(), file(LONG_NAME, b"x" * 700), file("thing-1.0/ln", type=b"2", linkname="PKG-INFO")])
ZIP = zipped({**PLAIN, LONG_NAME: b"x" * 700})
PACKED = gzip.compress(RAW, mtime=0)
LONGEST_S = 20.0

changes = st.lists(
    st.tuples(st.integers(0, len(RAW)), st.integers(0, 3), st.binary(min_size=0, max_size=40)), min_size=1, max_size=6
)
tolerant = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


def changed(data: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    result = bytearray(data)
    for at, kind, new in edits:
        here = at % max(len(result), 1)
        if kind == 0:
            result[here : here + len(new)] = new
        elif kind == 1:
            result[here:here] = new
        elif kind == 2:
            del result[here : here + len(new)]
        else:
            del result[here:]
    return bytes(result)


def with_right_sums(data: bytes) -> bytes:
    """Give each block of a tar that looks like a header the sum it should have, so that changes get past it."""
    blocks = [bytearray(data[at : at + 512]) for at in range(0, len(data), 512)]
    for block in blocks:
        if block[257:262] == b"ustar" and len(block) == 512:
            block[148:156] = b" " * 8
            block[148:156] = b"%06o\0 " % sum(block)
    return b"".join(blocks)


def check(data: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        for thorough in (False, True):
            begun = time.monotonic()
            found = read_file(path, thorough=thorough)
            assert time.monotonic() - begun < LONGEST_S
            assert (found.size, found.path) == (len(data), path)
            assert found.is_usable or all(trouble.sentence for trouble in found.troubles)
            # What is found goes to disk and to other programs as text.
            msgspec.json.encode(found, enc_hook=encode_hook)


@tolerant
@given(changes)
@pytest.mark.parametrize("mend", [bytes, with_right_sums], ids=["as it is", "right sums"])
def test_changed_tars(mend: Callable[[bytes], bytes], edits: list[tuple[int, int, bytes]]) -> None:
    check(gzip.compress(mend(changed(RAW, edits)), 1), "thing-1.0.tar.gz")


@tolerant
@given(changes)
def test_changed_gzip(edits: list[tuple[int, int, bytes]]) -> None:
    check(changed(PACKED, edits), "thing-1.0.tar.gz")


@tolerant
@given(changes)
def test_changed_zips(edits: list[tuple[int, int, bytes]]) -> None:
    check(changed(ZIP, edits), "thing-1.0.zip")


texts = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.lists(
        st.sampled_from(
            [
                b"Metadata-Version: 2.2",
                b"Name: thing",
                b"Version: 1",
                b"Requires-Dist: a[b]>=1; x",
                b"Dynamic: Requires-Dist",
                b" more",
                b"",
                b"[build-system]",
                b'requires = ["a", 3]',
                b"[project]",
                b'name = "x"',
                b"dependencies = [[]]",
                b'optional-dependencies = {a = ["b ; c"]}',
                b"setup(ext_modules=",
            ]
        ),
        max_size=12,
    ).map(b"\n".join),
)


@tolerant
@given(texts, texts, texts, texts)
def test_any_texts_inside(pkg_info: bytes, pyproject: bytes, setup: bytes, top_level: bytes) -> None:
    files = {
        "thing-1.0/PKG-INFO": pkg_info,
        "thing-1.0/pyproject.toml": pyproject,
        "thing-1.0/setup.py": setup,
        "thing-1.0/thing.egg-info/top_level.txt": top_level,
    }
    check(gzip.compress(tar(plain_members(files)), 1), "thing-1.0.tar.gz")


@tolerant
@given(st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_any_file_name(stem: str) -> None:
    for ending in (".tar.gz", ".zip", ".tgz", ""):
        name = f"{stem[:40]}{ending}"
        if name in (".", "..") or len(name.encode()) > 200:
            continue
        read_file(Path("nowhere", name))


@pytest.mark.parametrize(
    "text",
    [
        b"Name: thing\n" + b" x\n" * 300_000,
        b"Requires-Dist: a\n" * 60_000,
        b":" * 1_000_000,
        b"setup(" + b"ext_modules " * 80_000,
        b"[" * 900_000,
        b"a.b." * 200_000,
        b"a." * 30_000,
        b"x = " + b"{a=" * 20_000,
    ],
    ids=["continued", "requirements", "colons", "setup", "nested", "long", "dotted", "tables"],
)
def test_texts_made_to_take_long(tmp_path: Path, text: bytes) -> None:
    names = ("PKG-INFO", "pyproject.toml", "setup.py", "thing.egg-info/top_level.txt")
    path = tmp_path / "thing-1.0.tar.gz"
    path.write_bytes(gzip.compress(tar(plain_members({f"thing-1.0/{name}": text for name in names})), 1))
    begun = time.monotonic()
    read_file(path, thorough=True)
    assert time.monotonic() - begun < LONGEST_S
