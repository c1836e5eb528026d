"""The first look at a wheel says what the whole reading says of it, or nothing."""

import random
from pathlib import Path

import pytest

from core.model.wheels import WheelFile
from core.wheels.make_wheel import write_wheel
from core.wheels.reading.first_look import first_look
from core.wheels.reading.wheel_reader import read_wheel
from tests.unit.core.wheels.reading.hostile_wheels import FILE, good, hostile_wheels


def identity(file: WheelFile) -> tuple[object, ...]:
    return (
        file.name,
        file.written_name,
        file.version,
        file.tags,
        file.requires_python,
        file.requires,
        file.summary,
        file.size,
        file.modified_ns,
    )


def test_a_usual_wheel(tmp_path: Path) -> None:
    requires = tuple(f"thing-{number}>=1.0; extra == 'x'" for number in range(200))
    wheel = write_wheel(
        tmp_path,
        "Big_Thing",
        "1.0",
        requires=requires,
        requires_python=">=3.9",
        summary="What it is",
        tags="py3-none-any",
    )
    seen = first_look(wheel)
    assert seen is not None
    assert not seen.checked
    assert identity(seen) == identity(read_wheel(wheel))
    assert len(seen.requires) == 200


HOSTILE = hostile_wheels()


@pytest.mark.parametrize("words", HOSTILE)
def test_of_a_wrong_wheel_it_says_nothing_or_the_same(words: str, tmp_path: Path) -> None:
    hostile = HOSTILE[words]
    path = tmp_path / hostile.file
    path.write_bytes(hostile.data)
    seen = first_look(path)
    if seen is not None:
        assert identity(seen) == identity(read_wheel(path))


def test_whatever_the_bytes_are_it_does_not_raise(tmp_path: Path) -> None:
    chance = random.Random(7)  # noqa: S311 - the same bytes each time, no secrets
    path = tmp_path / FILE
    whole = good()
    said = 0
    for _ in range(3000):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data[: chance.randint(len(data) // 2, len(data))] if chance.random() < 0.3 else data)
        seen = first_look(path)
        if seen is not None:
            said += 1
            found = read_wheel(path)
            assert (seen.name, seen.version, seen.tags) == (found.name, found.version, found.tags)
    assert said > 100


@pytest.mark.parametrize("name", ["thing.whl", "thing-1.0.tar.gz", "a folder-1.0-py3-none-any.whl"])
def test_other_files_are_left_to_the_whole_reading(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    if "folder" in name:
        path.mkdir()
    else:
        path.write_bytes(good())
    assert first_look(path) is None
    assert first_look(tmp_path / "missing-1.0-py3-none-any.whl") is None
