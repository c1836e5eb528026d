"""Counting a place: links, hard links, what cannot be read, what vanishes."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from core.places.counting import Counter
from core.places.usage import Stopped, Usage, count

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="made with links, users and modes of POSIX")
CHECKOUT = Path(__file__).parents[4]


def test_files_and_bytes_are_counted_at_every_depth(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "one").write_bytes(b"1")
    (tmp_path / "a" / "two").write_bytes(b"22")
    (tmp_path / "a" / "b" / "three").write_bytes(b"333")
    assert count(tmp_path, threading.Event()) == Usage(3, 6)


def test_a_place_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert count(tmp_path / "nowhere", threading.Event()) == Usage()


@POSIX
def test_hard_links_count_once_and_links_are_not_followed(tmp_path: Path) -> None:
    place, outside = tmp_path / "place", tmp_path / "outside"
    for folder in (place / "deep", outside):
        folder.mkdir(parents=True)
    (outside / "huge").write_bytes(b"x" * 10_000)
    (place / "file").write_bytes(b"x" * 100)
    for number in range(3):
        (place / "deep" / f"again{number}").hardlink_to(place / "file")
    (place / "shared").hardlink_to(outside / "huge")
    (place / "to-outside").symlink_to(outside)
    (place / "to-file").symlink_to(outside / "huge")
    (place / "loop").symlink_to(place)
    links = sum((place / name).lstat().st_size for name in ("to-outside", "to-file", "loop"))
    assert count(place, threading.Event()) == Usage(5, 10_100 + links)


@POSIX
def test_a_place_that_is_a_link_itself_is_counted(tmp_path: Path) -> None:
    (tmp_path / "real" / "sub").mkdir(parents=True)
    (tmp_path / "real" / "sub" / "file").write_bytes(b"12345")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert count(tmp_path / "link", threading.Event()) == Usage(1, 5)


@POSIX
def test_what_hard_links_cost_in_memory_is_given_back_once_all_were_met(tmp_path: Path) -> None:
    for number in range(50):
        (tmp_path / f"{number}").touch()
        (tmp_path / f"{number}-again").hardlink_to(tmp_path / f"{number}")
    counter = Counter(threading.Event())
    assert counter.below(str(tmp_path)).files == 50
    assert not any(counter._volumes.values())


def test_a_set_event_stops_it_even_within_one_folder(tmp_path: Path) -> None:
    for number in range(3000):
        (tmp_path / str(number)).touch()
    stop = threading.Event()
    heard: list[Usage] = []

    def tick(usage: Usage) -> None:
        heard.append(usage)
        stop.set()

    counter = Counter(stop, tick)
    counter._next_tick = 0.0
    with pytest.raises(Stopped):
        counter.below(str(tmp_path))
    assert heard
    assert 0 < counter.files < 3000


def test_ticks_tell_the_whole_so_far(tmp_path: Path) -> None:
    for folder in range(40):
        (tmp_path / str(folder)).mkdir()
        (tmp_path / str(folder) / "file").write_bytes(b"123")
    heard: list[Usage] = []
    counter = Counter(threading.Event(), heard.append)
    for folder in range(40):
        counter._next_tick = 0.0
        counter.below(str(tmp_path / str(folder)))
    assert heard == [Usage(number, 3 * number) for number in range(40)]


@POSIX
def test_helping_threads_count_everything_once(tmp_path: Path) -> None:
    for folder in range(60):
        (tmp_path / str(folder % 7) / str(folder)).mkdir(parents=True)
        for number in range(30):
            (tmp_path / str(folder % 7) / str(folder) / str(number)).write_bytes(b"12")
            (tmp_path / str(folder % 7) / str(folder) / f"{number}-again").hardlink_to(
                tmp_path / str(folder % 7) / str(folder) / str(number)
            )
    for _ in range(20):
        counter = Counter(threading.Event())
        counter._slow, counter._looked = True, counter._looked + 1e6
        assert counter.below(str(tmp_path)) == Usage(1800, 3600)
        assert not any(counter._volumes.values())


_AS_ANOTHER = """
import os, sys, threading
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from core.places.inventory import look_at
os.chdir(sys.argv[2])
os.setgroups([])
os.setgid(65534)
os.setuid(65534)
found = look_at(Path("."), threading.Event(), lambda usage: None, may_be_cache=True)
print(found.held.files, found.held.bytes)
print(found.trouble)
"""


@POSIX
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become somebody else")
def test_an_unreadable_folder_costs_that_folder_and_is_told(tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    for name in ("open", "shut", "names-only"):
        (place / name).mkdir()
        (place / name / "file").write_bytes(b"123")
    (place / "shut").chmod(0o700)
    (place / "names-only").chmod(0o744)
    for folder in (place, place / "open"):
        folder.chmod(0o755)
    command = [sys.executable, "-c", _AS_ANOTHER, str(CHECKOUT), str(place)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    figures, trouble = done.stdout.splitlines()
    assert figures == "1 3"
    assert "could not be read, and 1 more" in trouble
    assert "os error 13" in trouble
