"""A copy of a place has everything of its original: names, content, links, modes and times."""

import errno
import os
import stat
import sys
import threading
from itertools import pairwise
from pathlib import Path

import pytest

from core.places import copy_check, copy_window, tree_copy
from core.places.copying import copy_tree
from core.places.usage import Usage, count
from core.system import flushing
from tests.links import set_times

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="modes, links and such names are those of POSIX")


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    folder = tmp_path / "origin"
    folder.mkdir()
    return folder


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "new.partial"
    folder.mkdir()
    return folder


def copied(origin: Path, target: Path, *, threads: int = 4) -> Usage:
    return copy_tree(
        origin,
        target,
        threading.Event(),
        lambda _usage: None,
        becomes=target.with_name("new"),
        without=frozenset({".lock"}),
        threads=threads,
    )


def everything(folder: Path) -> dict[bytes, tuple[object, ...]]:
    """Return all that a copy must keep of a tree, links of one file by the names of all of them."""
    found: dict[bytes, tuple[object, ...]] = {}
    links: dict[int, list[bytes]] = {}
    root = os.fsencode(folder)
    for place, folders, files in os.walk(root):
        for name in [b".", *folders, *files]:
            path = os.path.join(place, name)  # noqa: PTH118 - bytes, since a name may be no text
            status = os.lstat(path)
            key = os.path.relpath(path, root)
            if key == b".lock":
                continue
            about: tuple[object, ...] = (stat.S_IFMT(status.st_mode), status.st_mtime_ns)
            if stat.S_ISLNK(status.st_mode):
                found[key] = (*about, os.readlink(path))  # noqa: PTH115 - bytes
            elif stat.S_ISDIR(status.st_mode):
                found[key] = (*about, status.st_mode)
            else:
                with open(path, "rb") as file:  # noqa: PTH123 - bytes
                    found[key] = (*about, status.st_mode, file.read())
                links.setdefault(status.st_ino, []).append(key)
    for names in links.values():
        for name in names:
            found[name] = (*found[name], tuple(sorted(names)))
    return found


def age(folder: Path) -> None:
    """Give everything a time of its own in the past, with nanoseconds."""
    paths = sorted(folder.rglob("*"), key=lambda path: -len(path.parts))
    for number, path in enumerate([*paths, folder]):
        moment = 1_600_000_000_123_456_700 + number * 1_000_000_000
        set_times(path, moment)


@posix_only
@pytest.mark.usefixtures("either_way")
@pytest.mark.parametrize("threads", [1, 4])
def test_a_copy_keeps_everything(origin: Path, target: Path, threads: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copy_window, "_FILES", 50)
    monkeypatch.setattr(tree_copy, "CHUNK", 7)
    monkeypatch.setattr(copy_check, "CHUNK", 7)
    archive = origin / "archive-v0" / "größe & 100 %"
    archive.mkdir(parents=True)
    for number in range(300):
        (archive / f"file {number}").write_bytes(os.urandom(number * 7))
    (archive / "big").write_bytes(os.urandom(3_500_001))
    (archive / "one block").write_bytes(os.urandom(1 << 20))
    (archive / "empty").touch()
    (archive / "secret").write_text("x")
    (archive / "secret").chmod(0o400)
    (archive / "tool").write_text("#!/bin/sh\n")
    (archive / "tool").chmod(0o755)
    (archive / "shared").write_text("for all")
    (archive / "shared").chmod(0o666)  # more than most umasks leave to a new file
    (origin / "other").mkdir()
    for name in ("again", "other/again"):
        (origin / name).hardlink_to(archive / "big")
    (origin / "empty folder").mkdir()
    (origin / "link").symlink_to("archive-v0")
    (origin / "to nowhere").symlink_to("gone")
    (origin / "outside").symlink_to("/usr")
    (origin / ".lock").touch()
    Path(os.fsdecode(os.fsencode(origin) + b"/not \xff unicode")).write_text("y")
    (origin / "read only").mkdir()
    (origin / "read only" / "in it").write_text("z")
    (origin / "read only").chmod(0o555)
    age(origin)
    before = everything(origin)
    usage = copied(origin, target, threads=threads)
    assert everything(target) == before == everything(origin)
    total = count(origin, threading.Event())
    assert usage == Usage(total.files - 1, total.bytes)  # all but the lock


@posix_only
def test_absolute_links_into_the_place_lead_into_the_new_one(tmp_path: Path, origin: Path, target: Path) -> None:
    (origin / "folder").mkdir()
    (origin / "absolute").symlink_to(origin / "folder")
    (origin / "itself").symlink_to(origin)
    (origin / "its neighbour").symlink_to(f"{origin}-2")
    by_link = tmp_path / "by link"
    by_link.symlink_to(origin)
    (origin / "through the link").symlink_to(by_link / "folder")
    copied(by_link, target)
    new = target.with_name("new")
    assert (target / "absolute").readlink() == new / "folder"
    assert (target / "itself").readlink() == new
    assert (target / "its neighbour").readlink() == Path(f"{origin}-2")
    assert (target / "through the link").readlink() == new / "folder"


@posix_only
@pytest.mark.usefixtures("either_way")
def test_a_file_with_holes_keeps_them(origin: Path, target: Path) -> None:
    with (origin / "sparse").open("wb") as file:
        file.seek(40 << 20)
        file.write(b"in the middle")
        file.truncate(90 << 20)
    copied(origin, target)
    status = (target / "sparse").stat()
    assert status.st_size == 90 << 20
    assert status.st_blocks * 512 < 10 << 20
    assert (target / "sparse").read_bytes() == (origin / "sparse").read_bytes()


@pytest.mark.usefixtures("either_way")
def test_folders_a_hundred_deep(origin: Path, target: Path) -> None:
    deepest = origin.joinpath(*[f"level {number}" for number in range(130)])
    deepest.mkdir(parents=True)
    (deepest / "file").write_text("down here")
    copied(origin, target)
    assert (target / (deepest / "file").relative_to(origin)).read_text() == "down here"


@posix_only
def test_links_between_many_files_of_many_folders(origin: Path, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copy_window, "_FILES", 20)
    (origin / "first").mkdir()
    for number in range(100):
        (origin / "first" / f"file {number}").write_text(f"content {number}")
    for folder in ("second", "third"):
        (origin / folder).mkdir()
        for number in range(100):
            (origin / folder / f"file {number}").hardlink_to(origin / "first" / f"file {number}")
    (origin / "third" / "once more").hardlink_to(origin / "third" / "file 5")
    usage = copied(origin, target)
    assert everything(target) == everything(origin)
    assert usage.files == 100


@posix_only
def test_a_volume_without_hard_links_gets_whole_files(
    origin: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (origin / "one").write_text("content")
    (origin / "two").hardlink_to(origin / "one")

    def refuse(*_arguments: object, **_named: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    assert copied(origin, target) == Usage(2, 14)
    assert [(target / name).read_text() for name in ("one", "two")] == ["content", "content"]


def test_a_folder_of_very_many_files(origin: Path, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree_copy, "CHUNK", 2)
    monkeypatch.setattr("core.places.copy_pool.PILE", 10)  # so that the thread that lists copies, too
    for number in range(2000):
        (origin / f"file {number}").write_text(str(number))
    assert copied(origin, target).files == 2000
    assert {path.read_text() for path in target.iterdir()} == {str(number) for number in range(2000)}


def test_what_the_target_held_before_stays(origin: Path, target: Path) -> None:
    (target / ".wheelyard-mark").touch()
    (target / "folder of ours").mkdir()
    (origin / "file").write_text("x")
    copied(origin, target)
    assert sorted(path.name for path in target.iterdir()) == [".wheelyard-mark", "file", "folder of ours"]


def test_progress_is_told_in_order_and_often(origin: Path, target: Path) -> None:
    for number in range(2500):
        (origin / f"file {number}").write_bytes(b"x" * 10)
    (origin / "big").write_bytes(bytes(30 << 20))
    seen: list[Usage] = []
    stop = threading.Event()
    usage = copy_tree(origin, target, stop, seen.append, becomes=target, without=frozenset())
    assert seen[0] == Usage()
    assert seen[-1] == usage == Usage(2501, 25_000 + (30 << 20))
    steps = [(after.files - before.files, after.bytes - before.bytes) for before, after in pairwise(seen)]
    assert all(0 <= files <= 1000 and 0 <= size <= 8 << 20 for files, size in steps)


def test_everything_is_flushed_at_the_end(origin: Path, target: Path) -> None:
    (origin / "folder").mkdir()
    (origin / "folder" / "file").write_text("x")
    age(origin)
    states: list[dict[bytes, tuple[object, ...]]] = []

    def flush(folder: Path) -> bool:
        states.append(everything(folder))
        return flushing.flush_volume(folder)

    copy_tree(origin, target, threading.Event(), lambda _: None, becomes=target, without=frozenset(), flush=flush)
    assert states[-1] == everything(target)


def test_each_file_is_flushed_where_no_volume_can_be(
    origin: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flushing, "_LIBRARY", None)
    assert not flushing.flush_volume(target)
    for number in range(5):
        (origin / f"file {number}").write_text("x")
    flushed: list[int] = []
    fsync = os.fsync

    def count_one(descriptor: int) -> None:
        flushed.append(descriptor)
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", count_one)
    copied(origin, target)
    assert len(flushed) == 5


@posix_only
def test_a_volume_is_flushed_by_one_call(tmp_path: Path) -> None:
    if not flushing.flushes_volumes():
        pytest.skip("this C library has no syncfs")
    assert flushing.flush_volume(tmp_path)
    with pytest.raises(FileNotFoundError):
        flushing.flush_volume(tmp_path / "gone")
