"""The stand-in by itself: one queue for all, renames as they were where it has no say."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from core.demo.scanned import ScanCounts, ScannerStandIn

RENAMES = """
import ctypes, os, sys, time
def patiently(source, target):
    start = time.time()
    while True:
        try:
            os.rename(source, target)
        except PermissionError:
            time.sleep(0.005)
        else:
            return time.time() - start
"""


def run_python(program: str, folder: Path, variables: Mapping[str, str]) -> str:
    """Run a small program under the stand-in and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", RENAMES + program],
        cwd=folder,
        env=os.environ | variables,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def unpacked(parent: Path, name: str, size: int = 1000) -> Path:
    """Make a folder as uv makes it while it unpacks."""
    folder = parent / name
    (folder / "inner").mkdir(parents=True)
    (folder / "inner" / "data.bin").write_bytes(b"x" * size)
    return folder


def test_a_folder_costs_its_time_and_its_bytes(scanner: ScannerStandIn, tmp_path: Path) -> None:
    unpacked(tmp_path, ".tmpone", size=400_000)
    said = run_python(
        "print(patiently('.tmpone', 'done'))",
        tmp_path,
        scanner.environment(scanned=[tmp_path], speed=1_000_000, cost_ms=300),
    )
    # The clock of the scan starts when the folder was written, which was before this program started.
    assert float(said) < 5
    assert (tmp_path / "done" / "inner" / "data.bin").stat().st_size == 400_000
    seconds = (tmp_path / "done").stat().st_ctime - (tmp_path / "done" / "inner" / "data.bin").stat().st_ctime
    assert seconds >= 0.65
    assert scanner.counts().passed == 1


def test_folders_of_several_processes_and_threads_stand_in_one_queue(scanner: ScannerStandIn, tmp_path: Path) -> None:
    variables = scanner.environment(cost_ms=150)
    program = """
import threading, pathlib
def one(name):
    pathlib.Path(name).mkdir()
    patiently(name, name.replace('.tmp', 'done'))
threads = [threading.Thread(target=one, args=(f'.tmp{sys.argv[1]}{number}',)) for number in range(3)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
"""
    both = [
        subprocess.Popen([sys.executable, "-c", RENAMES + program, name], cwd=tmp_path, env=os.environ | variables)
        for name in "ab"
    ]
    assert [process.wait(60) for process in both] == [0, 0]
    done = sorted(path.stat().st_ctime for path in tmp_path.iterdir() if path.name.startswith("done"))
    assert len(done) == 6
    # Six folders at 150 ms each, one after the other: from the first to the last there are five of them.
    assert done[-1] - done[0] >= 0.7
    counts = scanner.counts()
    assert counts.folders == 6
    assert counts.passed == 6


@pytest.mark.parametrize(
    "source",
    ["tmpone", "one.tmp", ".tm"],
    ids=["no dot", "at the end", "too short"],
)
def test_other_names_pass(source: str, scanner: ScannerStandIn, tmp_path: Path) -> None:
    unpacked(tmp_path, source)
    run_python(f"os.rename({source!r}, 'done')", tmp_path, scanner.environment(cost_ms=60_000))
    assert (tmp_path / "done").is_dir()
    assert scanner.counts() == ScanCounts()


def test_files_and_missing_folders_are_as_without_it(scanner: ScannerStandIn, tmp_path: Path) -> None:
    (tmp_path / ".tmpfile").write_text("x")
    said = run_python(
        """
os.rename('.tmpfile', 'file')
try:
    os.rename('.tmpmissing', 'other')
except FileNotFoundError as error:
    print(error.errno)
""",
        tmp_path,
        scanner.environment(cost_ms=60_000),
    )
    assert said == "2"
    assert (tmp_path / "file").read_text() == "x"


def test_all_three_calls_and_relative_names_are_caught(scanner: ScannerStandIn, tmp_path: Path) -> None:
    unpacked(tmp_path, ".tmpone")
    said = run_python(
        """
libc = ctypes.CDLL(None, use_errno=True)
here = os.open('.', os.O_RDONLY)
for call in (
    lambda: libc.rename(b'.tmpone', b'done'),
    lambda: libc.rename(b'./.tmpone/', b'done'),
    lambda: libc.renameat(here, b'.tmpone', here, b'done'),
    lambda: libc.renameat2(here, b'.tmpone', here, b'done', 1),
):
    ctypes.set_errno(0)
    print(call(), ctypes.get_errno())
""",
        tmp_path,
        scanner.environment(cost_ms=60_000),
    )
    assert said.splitlines() == ["-1 13"] * 4
    assert scanner.counts() == ScanCounts(folders=1, refused=4, passed=0)


def test_a_link_into_a_scanned_place_is_no_way_around(scanner: ScannerStandIn, tmp_path: Path) -> None:
    scanned = tmp_path / "scanned"
    unpacked(scanned, ".tmpone")
    (tmp_path / "link").symlink_to(scanned)
    variables = scanner.environment(scanned=[scanned], cost_ms=60_000)
    said = run_python(
        "\ntry:\n    os.rename('link/.tmpone', 'link/done')\nexcept OSError as error:\n    print(error.errno)\n",
        tmp_path,
        variables,
    )
    assert said == "13"


def test_a_neighbour_with_a_longer_name_is_not_the_place(scanner: ScannerStandIn, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    unpacked(tmp_path / "cache-two", ".tmpone")
    run_python(
        "os.rename('cache-two/.tmpone', 'cache-two/done')",
        tmp_path,
        scanner.environment(scanned=[tmp_path / "cache"], cost_ms=60_000),
    )
    assert (tmp_path / "cache-two" / "done").is_dir()


def test_a_name_that_comes_again_is_scanned_again(scanner: ScannerStandIn, tmp_path: Path) -> None:
    run_python(
        "\nfor number in range(2):\n    os.mkdir('.tmpone')\n    patiently('.tmpone', f'done{number}')\n",
        tmp_path,
        scanner.environment(cost_ms=50),
    )
    counts = scanner.counts()
    assert (counts.folders, counts.passed) == (2, 2)
    assert counts.refused >= 2
