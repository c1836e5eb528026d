"""Whatever the bytes are, reading ends soon and with an answer; and a wheel that is whole has no trouble."""

import random
import string
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.model.wheels import WheelFile
from core.wheels.make_wheel import write_wheel
from core.wheels.reading.wheel_reader import read_wheel
from tests.benchmarks.fuzz_wheels import changed, search, seeds, wrong_with
from tests.unit.core.wheels.reading.hostile_wheels import FILE, good

identifiers = st.text(alphabet=string.ascii_lowercase + "_", min_size=1, max_size=12).filter(
    lambda name: name not in ("aux", "con", "nul", "prn")
)
paths = st.lists(identifiers, min_size=1, max_size=5).map(lambda parts: "/".join(parts) + ".py")
quick = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def read_bytes(folder: Path, data: bytes) -> WheelFile:
    path = folder / FILE
    path.write_bytes(data)
    quickly = read_wheel(path)
    assert read_wheel(path, thorough=True).name == quickly.name == "nice"
    return quickly


@quick
@given(data=st.binary(max_size=300))
def test_random_bytes_are_no_wheel(data: bytes, tmp_path: Path) -> None:
    assert not read_bytes(tmp_path, data).is_usable


@quick
@given(data=st.binary(max_size=100), end=st.binary(max_size=60))
def test_random_bytes_with_marks_of_archives(data: bytes, end: bytes, tmp_path: Path) -> None:
    assert not read_bytes(tmp_path, b"PK\x03\x04" + data + b"PK\x01\x02" + data + b"PK\x05\x06" + end).is_usable


@quick
@given(length=st.integers(0, len(good()) - 1))
def test_every_wheel_that_is_cut_off_is_found(length: int, tmp_path: Path) -> None:
    assert not read_bytes(tmp_path, good()[:length]).is_usable


@quick
@given(at=st.integers(0, len(good()) - 1), value=st.integers(0, 255))
def test_one_byte_changed(at: int, value: int, tmp_path: Path) -> None:
    data = bytearray(good())
    data[at] = value
    read_bytes(tmp_path, bytes(data))


@settings(quick, max_examples=40)
@given(
    name=st.from_regex(r"[A-Za-z0-9]([A-Za-z0-9._-]{0,20}[A-Za-z0-9])?", fullmatch=True),
    version=st.from_regex(r"[0-9]{1,4}(\.[0-9]{1,3}){0,3}(a[0-9]|\.post[0-9])?", fullmatch=True),
    tags=st.sampled_from(
        ["py3-none-any", "py2.py3-none-any", "cp310-abi3-win_amd64", "cp312-cp312-musllinux_1_2_armv7l"]
    ),
    files=st.dictionaries(paths, st.binary()),
)
def test_a_whole_wheel_has_no_trouble(
    name: str, version: str, tags: str, files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = write_wheel(tmp_path_factory.mktemp("wheel"), name, version, tags=tags, files=files)
    assert read_wheel(path, thorough=True).troubles == ()


def test_the_fuzzer_finds_what_raises_and_what_is_slow(tmp_path: Path) -> None:
    def raising(path: Path, *, thorough: bool) -> WheelFile:
        if path.stat().st_size % 7 == 3:
            raise KeyError(path.name)
        return read_wheel(path, thorough=thorough)

    found, runs = search(20, 1, tmp_path, read=raising)
    assert found is not None
    assert "KeyError" in found.reason
    assert found.runs == runs

    def slow(path: Path, *, thorough: bool) -> WheelFile:
        time.sleep(0.8)
        return read_wheel(path, thorough=thorough)

    reason = wrong_with(tmp_path / FILE, good(), slow)
    assert reason is not None
    assert "more than" in reason


def test_the_fuzzer_makes_the_same_of_the_same_seed() -> None:
    made = [changed(random.Random(5), seeds()) for _ in range(2)]  # noqa: S311 - the same seed has to give the same
    assert made[0] == made[1]


def test_a_second_of_fuzzing_finds_nothing(tmp_path: Path) -> None:
    found, runs = search(1, 7, tmp_path)
    assert found is None
    assert runs > 10
