"""A place that changes while it is copied, that cannot be read or written, and a medium that does not keep its word."""

import errno
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from core.places import copy_entries, copy_file, open_folder
from core.places.copying import CopyDiffersError, KeepsChangingError, copy_tree
from core.places.usage import Stopped, Usage, count
from tests.links import LINKS_WORK, set_times
from tests.unit.core.places.test_copying import everything

CHECKOUT = Path(__file__).parents[4]
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="made with means of POSIX")


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    folder = tmp_path / "origin"
    (folder / "folder" / "deep").mkdir(parents=True)
    for number in range(30):
        (folder / "folder" / f"file {number}").write_text(f"content {number}")
        (folder / "folder" / "deep" / f"file {number}").write_text(f"content {number}")
    if LINKS_WORK:
        (folder / "link").symlink_to("folder")
    for path in folder.rglob("*"):
        set_times(path, 1_600_000_000_000_000_000)
    return folder


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "new.partial"
    folder.mkdir()
    return folder


def copied(
    origin: Path,
    target: Path,
    meanwhile: Callable[[], None] = lambda: None,
    stop: threading.Event | None = None,
    on_progress: Callable[[Usage], None] = lambda _: None,
) -> Usage:
    """Copy; ``meanwhile`` happens between writing and reading back, each time that something is read back."""

    def flush(_folder: Path) -> bool:
        meanwhile()
        return True

    stop = stop or threading.Event()
    return copy_tree(origin, target, stop, on_progress, becomes=target, without=frozenset(), flush=flush)


def once(change: Callable[[], None]) -> Callable[[], None]:
    """Return a change that is made at the first call only."""
    left = [change]
    return lambda: left.pop()() if left else None


def same_time(path: Path, content: str) -> None:
    """Change a file's content and neither its size nor its time."""
    status = path.stat()
    assert status.st_size == len(content)
    path.write_text(content)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def grow(folder: Path) -> None:
    with (folder / "folder" / "file 1").open("a") as file:
        file.write("more")


def change(folder: Path) -> None:
    (folder / "folder" / "file 3").write_text("CHANGED 3")


def replace_by_folder(folder: Path) -> None:
    (folder / "folder" / "file 4").unlink()
    (folder / "folder" / "file 4").mkdir()
    (folder / "folder" / "file 4" / "in it").write_text("new")


def replace_folder_by_file(folder: Path) -> None:
    shutil.rmtree(folder / "folder" / "deep")
    (folder / "folder" / "deep").write_text("a file now")


def replace_by_link(folder: Path) -> None:
    (folder / "folder" / "file 5").unlink()
    (folder / "folder" / "file 5").symlink_to("file 6")


def lead_elsewhere(folder: Path) -> None:
    (folder / "link").unlink()
    (folder / "link").symlink_to("folder/deep")


def appear(folder: Path) -> None:
    (folder / "new").mkdir()
    (folder / "new" / "deeper").mkdir()
    (folder / "new" / "deeper" / "file").write_text("new")
    (folder / "folder" / "new file").write_text("new")


def swap(folder: Path) -> None:
    """One goes and one comes, so that the numbers stay."""
    (folder / "folder" / "file 7").unlink()
    (folder / "folder" / "another 7").write_text("content 7")


CHANGES: list[Callable[[Path], None]] = [
    grow,
    lambda folder: (folder / "folder" / "file 2").unlink(),
    change,
    lambda folder: os.truncate(folder / "folder" / "file 8", 2),
    lambda folder: shutil.rmtree(folder / "folder" / "deep"),
    lambda folder: shutil.rmtree(folder / "folder"),
    replace_by_folder,
    replace_folder_by_file,
    replace_by_link,
    lead_elsewhere,
    appear,
    swap,
]


@posix_only
@pytest.mark.usefixtures("either_way")
@pytest.mark.parametrize("what", CHANGES)
def test_what_changes_while_it_is_copied_is_in_the_copy(
    origin: Path, target: Path, what: Callable[[Path], None]
) -> None:
    usage = copied(origin, target, once(lambda: what(origin)))
    assert everything(target) == everything(origin)
    assert usage == count(origin, threading.Event())


@posix_only
def test_modes_and_times_that_change_alone_are_taken_over(origin: Path, target: Path) -> None:
    def touch() -> None:
        (origin / "folder" / "file 1").chmod(0o711)
        os.utime(origin / "folder" / "file 2", (1_500_000_000, 1_500_000_000))
        os.utime(origin / "link", (1_500_000_000, 1_500_000_000), follow_symlinks=False)
        (origin / "folder").chmod(0o711)

    copied(origin, target, once(touch))
    assert everything(target) == everything(origin)


@posix_only
def test_a_change_that_its_time_hides_is_found(origin: Path, target: Path) -> None:
    fresh = origin / "fresh"
    fresh.write_text("written just now")
    copied(origin, target, once(lambda: same_time(fresh, "and then changed")))
    assert (target / "fresh").read_text() == "and then changed"


def storm(folder: Path, chance: random.Random, over: threading.Event) -> None:
    """Do to a place what no uv would, until it is over: make, write, cut, rename, remove, and change the kind."""
    while not over.is_set():
        number = chance.randrange(40)
        inner = folder / f"inner {number % 5}"
        file = inner / f"file {number}"
        with suppress(OSError):
            match chance.randrange(7):
                case 0:
                    file.write_bytes(chance.randbytes(chance.randrange(5000)))
                case 1:
                    file.unlink()
                case 2:
                    shutil.rmtree(inner)
                case 3:
                    (inner / "deep" / str(number)).mkdir(parents=True)
                case 4:
                    inner.rename(folder / "folder" / inner.name)
                case 5:
                    file.symlink_to("elsewhere")
                case _:
                    inner.mkdir(exist_ok=True)
                    (inner / f"link {number}").hardlink_to(folder / "folder" / f"file {number % 30}")


@posix_only
@pytest.mark.usefixtures("either_way")
@pytest.mark.parametrize("seed", range(6))
def test_a_storm_that_passes_leaves_a_true_copy(origin: Path, target: Path, seed: int) -> None:
    for number in range(1500):
        (origin / "folder" / "deep" / f"further {number}").write_text("x")
    over = threading.Event()
    thread = threading.Thread(target=storm, args=(origin, random.Random(seed), over))  # noqa: S311 - no secret

    def calm() -> None:
        over.set()
        thread.join()

    thread.start()
    try:
        usage = copied(origin, target, once(calm))
    finally:
        calm()
    copy, original = everything(target), everything(origin)
    assert {name: about[:4] for name, about in copy.items()} == {name: about[:4] for name, about in original.items()}
    assert any(b"inner" in name for name in copy)
    assert usage.files >= 1500


@posix_only
def test_a_file_that_is_changed_while_it_is_read(origin: Path, target: Path) -> None:
    big = origin / "big"
    big.write_bytes(bytes(20 << 20))

    def rewrite(usage: Usage) -> None:
        if usage.bytes > 8 << 20 and big.stat().st_size == 20 << 20:
            big.write_bytes(b"\1" * (5 << 20))

    copied(origin, target, on_progress=rewrite)
    assert (target / "big").read_bytes() == b"\1" * (5 << 20)


def test_a_place_that_keeps_changing_is_given_up_and_the_file_named(origin: Path, target: Path) -> None:
    numbers = iter(range(100))
    busy = origin / "folder" / "file 9"
    with pytest.raises(KeepsChangingError) as error:
        copied(origin, target, lambda: os.truncate(busy, next(numbers)))
    assert error.value.file == busy
    assert repr(str(busy)) in str(error.value)
    assert next(numbers) == 3  # it was copied three times


@posix_only
def test_a_flipped_byte_is_found_and_named(origin: Path, target: Path) -> None:
    def flip() -> None:
        same_time(target / "folder" / "deep" / "file 17", "content l7")

    with pytest.raises(CopyDiffersError) as error:
        copied(origin, target, flip)
    assert error.value.file == target / "folder" / "deep" / "file 17"


@posix_only
def test_a_flipped_byte_of_a_big_file_is_found(origin: Path, target: Path) -> None:
    (origin / "big").write_bytes(bytes(3 << 20))

    def flip() -> None:
        with (target / "big").open("r+b") as file:
            file.seek(2_500_000)
            file.write(b"\1")

    with pytest.raises(CopyDiffersError) as error:
        copied(origin, target, flip)
    assert error.value.file == target / "big"


def test_a_volume_that_cannot_be_flushed_fails_the_copy(origin: Path, target: Path) -> None:
    def fail() -> None:
        raise OSError(errno.EIO, "Input/output error", str(target))

    with pytest.raises(OSError, match="Input/output"):
        copied(origin, target, fail)


@posix_only
@pytest.mark.parametrize("kind", ["pipe", "socket"])
@pytest.mark.parametrize("when", ["before", "meanwhile"])
def test_what_is_no_file_is_named(
    origin: Path, target: Path, kind: str, when: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = origin / "folder" / "odd"
    monkeypatch.chdir(odd.parent)  # the name of a socket must be short

    def make() -> None:
        if kind == "pipe":
            os.mkfifo(odd)
        else:
            with socket.socket(socket.AF_UNIX) as made:
                made.bind("odd")

    if when == "before":
        make()
    with pytest.raises(OSError, match="no ordinary file") as error:
        copied(origin, target, once(make) if when == "meanwhile" else lambda: None)
    assert error.value.filename == str(odd)


@posix_only
def test_a_junction_is_named(origin: Path, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (open_folder, copy_file, copy_entries):
        monkeypatch.setattr(module, "BY_DESCRIPTOR", False)
    number = (origin / "folder" / "deep").stat().st_ino
    monkeypatch.setattr(copy_entries, "leads_elsewhere", lambda status: status.st_ino == number)
    with pytest.raises(OSError, match="no ordinary file") as error:
        copied(origin, target)
    assert error.value.filename == str(origin / "folder" / "deep")


def refusing(monkeypatch: pytest.MonkeyPatch, name: str, number: int, times: int) -> list[int]:
    """Make the system refuse to open what is called ``name`` the first ``times`` times; returns a list of the tries."""
    tries: list[int] = []
    opened = os.open

    def refuse(path: str, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if Path(path).name == name:
            tries.append(number)
            if len(tries) <= times:
                raise OSError(number, os.strerror(number), path)
        return opened(path, flags, mode, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", refuse)
    return tries


def test_a_file_that_is_held_for_a_moment_is_waited_for(
    origin: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (origin / "held").write_text("x")
    refusing(monkeypatch, "held", errno.EBUSY, 3)
    copied(origin, target)
    assert (target / "held").read_text() == "x"


def test_a_file_that_stays_held_is_named(origin: Path, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (origin / "held").write_text("x")
    tries = refusing(monkeypatch, "held", errno.EBUSY, 1000)
    with pytest.raises(OSError, match="busy") as error:
        copied(origin, target)
    assert error.value.filename == str(origin / "held")
    assert len(tries) < 10


@posix_only
def test_a_medium_that_fails_to_be_read_is_named(origin: Path, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    size = 777
    (origin / "bad").write_bytes(bytes(size))
    read = os.read

    def fail(descriptor: int, number: int) -> bytes:
        if number == size:
            raise OSError(errno.EIO, "Input/output error")
        return read(descriptor, number)

    monkeypatch.setattr(os, "read", fail)
    with pytest.raises(OSError, match="Input/output") as error:
        copied(origin, target)
    assert error.value.filename == str(origin / "bad")


@pytest.mark.parametrize("size", [5_000, 4_000_000])
def test_a_full_disk_is_named(origin: Path, small_volume: Path, size: int) -> None:
    for number in range(8_000_000 // size):
        (origin / f"big {number}").write_bytes(os.urandom(size))
    place = small_volume / "new.partial"
    place.mkdir()
    with pytest.raises(OSError, match="No space left") as error:
        copied(origin, place)
    assert error.value.errno == errno.ENOSPC
    assert str(error.value.filename).startswith(str(place))


AS_ANOTHER = """
import os, sys, threading
from pathlib import Path
from core.places.copying import copy_tree
from core.places.usage import Usage

os.setgid(65534)
os.setuid(65534)
folder, case = Path(sys.argv[1]), sys.argv[2]
origin, target = folder / "origin", folder / "target"
for made in (origin, origin / "inner", target):
    made.mkdir()
for number in range(3000):
    (origin / "inner" / f"file {number}").write_text("x")
changes = [lambda: (origin / "inner" / "file 5").write_text("changed")]

def meanwhile(_folder):
    if case == "read-only folder" and changes:
        changes.pop()()
    return True

def on_progress(usage):
    if case == "withdrawn" and usage.files > 1000:
        (target / "inner").chmod(0o500)

if case == "file":
    (origin / "inner" / "file 7").chmod(0)
if case == "folder":
    (origin / "inner").chmod(0)
if case == "read-only folder":
    (origin / "inner").chmod(0o555)
try:
    copy_tree(origin, target, threading.Event(), on_progress, becomes=target, without=frozenset(), flush=meanwhile)
except OSError as error:
    print(type(error).__name__, error.filename)
else:
    print("copied", oct((target / "inner").stat().st_mode), (target / "inner" / "file 5").read_text())
"""


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        yield Path(folder)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can act for another person")
@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("file", "PermissionError {}/origin/inner/file 7"),
        ("folder", "PermissionError {}/origin/inner"),
        ("withdrawn", "PermissionError {}/target/inner/file "),
        ("read-only folder", "copied 0o40555 changed"),
    ],
)
def test_rights_that_are_missing_are_named_and_those_of_folders_come_last(
    open_to_all: Path, case: str, said: str
) -> None:
    command = [sys.executable, "-c", AS_ANOTHER, str(open_to_all), case]
    done = subprocess.run(command, cwd=CHECKOUT, check=False, capture_output=True, text=True, timeout=120)
    assert done.stdout.startswith(said.format(open_to_all)), done.stderr


@pytest.mark.parametrize("when", [0, 1, 2, 5, 9])
def test_stopped_at_any_moment(origin: Path, target: Path, when: int) -> None:
    for number in range(3000):
        (origin / "folder" / f"further {number}").write_text("x")
    before = everything(origin)
    stop = threading.Event()
    seen: list[Usage] = []

    def on_progress(usage: Usage) -> None:
        seen.append(usage)
        if len(seen) > when:
            stop.set()

    with pytest.raises(Stopped):
        copied(origin, target, stop=stop, on_progress=on_progress)
    assert everything(origin) == before
    assert len(seen) <= when + 5  # no more than what was under way in each thread


@posix_only
def test_stopped_within_a_big_file(origin: Path, target: Path) -> None:
    with (origin / "big").open("wb") as file:
        file.truncate(5 << 30)
    stop = threading.Event()
    seen: list[Usage] = []

    def on_progress(usage: Usage) -> None:
        seen.append(usage)
        if usage.bytes > 10 << 20:
            stop.set()

    with pytest.raises(Stopped):
        copied(origin, target, stop=stop, on_progress=on_progress)
    assert seen[-1].bytes < 100 << 20


def test_stopped_while_a_slow_medium_is_flushed(origin: Path, target: Path) -> None:
    stop = threading.Event()
    let_go = threading.Event()

    def slow() -> None:
        stop.set()
        let_go.wait(60)

    with pytest.raises(Stopped):
        copied(origin, target, slow, stop)
    assert not let_go.is_set()
    let_go.set()
