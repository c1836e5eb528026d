"""Copies into a yard: whole, never over another file, and taken back only where they are ours."""

import hashlib
from pathlib import Path

import pytest

from core.model.project import InputError
from core.model.wheels import FileKind, WheelFile
from core.places.usage import Stopped
from core.procedures.wheels.copying import Copy, make_copies, missing_folders, plan_copies, take_back_copies


def file_in(folder: Path, name: str, data: bytes) -> WheelFile:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    return WheelFile(path=path, kind=FileKind.WHEEL, size=len(data), modified_ns=0, sha256=digest)


def copied(copies: tuple[Copy, ...]) -> list[tuple[Path, int]]:
    told: list[tuple[Path, int]] = []
    make_copies(copies, lambda file, size: told.append((file, size)), lambda: False)
    return told


def test_a_copy_is_whole_and_says_its_bytes(tmp_path: Path) -> None:
    data = bytes(range(256)) * 8192
    file = file_in(tmp_path / "größe & 1", "a-1-py3-none-any.whl", data)
    copies = plan_copies((file,), tmp_path / "yard" / "new")
    assert missing_folders(copies) == (tmp_path / "yard", tmp_path / "yard" / "new")
    told = copied(copies)
    assert (tmp_path / "yard" / "new" / file.path.name).read_bytes() == data
    assert [name.name for name in (tmp_path / "yard" / "new").iterdir()] == [file.path.name]
    assert sum(size for _, size in told) == len(data)
    assert len(told) > 1


def test_the_same_content_is_used_and_another_is_refused(tmp_path: Path) -> None:
    file = file_in(tmp_path / "from", "a-1-py3-none-any.whl", b"one")
    file_in(tmp_path / "yard", "a-1-py3-none-any.whl", b"one")
    assert plan_copies((file,), tmp_path / "yard") == ()
    assert plan_copies((file,), tmp_path / "from") == ()
    (tmp_path / "yard" / file.path.name).write_bytes(b"two")
    with pytest.raises(InputError) as refused:
        plan_copies((file,), tmp_path / "yard")
    assert str(tmp_path / "yard" / file.path.name) in refused.value.sentence
    assert (tmp_path / "yard" / file.path.name).read_bytes() == b"two"


def test_two_files_of_one_name_are_one_copy_or_refused(tmp_path: Path) -> None:
    one = file_in(tmp_path / "1", "a-1-py3-none-any.whl", b"one")
    twin = file_in(tmp_path / "2", "a-1-py3-none-any.whl", b"one")
    other = file_in(tmp_path / "3", "a-1-py3-none-any.whl", b"two")
    assert len(plan_copies((one, twin), tmp_path / "yard")) == 1
    with pytest.raises(InputError, match="one name and different contents"):
        plan_copies((one, other), tmp_path / "yard")


def test_a_file_that_appeared_meanwhile_is_left(tmp_path: Path) -> None:
    copies = plan_copies((file_in(tmp_path / "from", "a-1-py3-none-any.whl", b"one"),), tmp_path / "yard")
    theirs = file_in(tmp_path / "yard", "a-1-py3-none-any.whl", b"theirs").path
    with pytest.raises(InputError, match="another program just now"):
        copied(copies)
    assert theirs.read_bytes() == b"theirs"
    assert take_back_copies(copies, ()) == ()
    assert theirs.read_bytes() == b"theirs"
    assert len(list((tmp_path / "yard").iterdir())) == 1


def test_a_source_that_changes_while_it_is_copied_is_refused(tmp_path: Path) -> None:
    file = file_in(tmp_path / "from", "a-1-py3-none-any.whl", b"one")
    copies = plan_copies((file,), tmp_path / "yard")
    file.path.write_bytes(b"two")
    with pytest.raises(InputError, match="changed while it was copied"):
        copied(copies)
    assert list((tmp_path / "yard").iterdir()) == []


def test_what_was_copied_goes_back_with_the_folders_made_for_it(tmp_path: Path) -> None:
    copies = plan_copies((file_in(tmp_path / "from", "a-1-py3-none-any.whl", b"one"),), tmp_path / "yard" / "in")
    folders = missing_folders(copies)
    copied(copies)
    (tmp_path / "yard" / "kept.txt").write_text("a person's")
    copies[0].partial.write_bytes(b"left by a kill")
    assert take_back_copies(copies, folders) == ()
    assert [path.name for path in (tmp_path / "yard").iterdir()] == ["kept.txt"]


def test_a_copy_that_is_asked_to_stop_leaves_nothing(tmp_path: Path) -> None:
    copies = plan_copies((file_in(tmp_path / "from", "a-1-py3-none-any.whl", b"x" * 4_000_000),), tmp_path / "yard")
    told: list[int] = []
    with pytest.raises(Stopped):
        make_copies(copies, lambda _file, size: told.append(size), lambda: len(told) == 2)
    assert list((tmp_path / "yard").iterdir()) == []


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    copies = plan_copies((file_in(tmp_path / "from", "a-1-py3-none-any.whl", b"one"),), tmp_path / "yard")
    (tmp_path / "yard").write_text("in the way")
    with pytest.raises(InputError) as refused:
        copied(copies)
    assert str(tmp_path / "yard") in refused.value.sentence
