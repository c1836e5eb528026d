"""Fixtures that every test may ask for."""

import secrets
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

WORKERS = 4
"""Tests wait for programs most of their time, so there may be more of them at once than a small computer has cores."""


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Return how many tests run at once; benchmarks measure time and run alone, the lab's tests are programs' homes."""
    named = config.invocation_params.args
    if any("tests/windows" in Path(str(argument)).as_posix() for argument in named):
        return 2
    return 0 if any("benchmarks" in str(argument) for argument in named) else WORKERS


def pytest_configure() -> None:
    """Let programs that tests start end by a closed terminal or Ctrl+C, even if the tests ignore both.

    A handler of Python's is not inherited, while this process itself lives on, as it was meant to.
    """
    if sys.platform != "win32":
        for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):
            if signal.getsignal(number) is signal.SIG_IGN:
                signal.signal(number, lambda _number, _frame: None)


@pytest.fixture(scope="session")
def uv_program() -> Path:
    """The real uv that came with this environment."""
    from uv import find_uv_bin  # noqa: PLC0415 - only tests that run uv need it

    return Path(find_uv_bin())


@pytest.fixture
def other_volume(tmp_path: Path) -> Iterator[Path]:
    """A folder on another volume than the test's own; the test is skipped where there is none."""
    drives = tuple(f"{letter}:\\" for letter in "DEFR") if sys.platform == "win32" else ()
    for candidate in (*drives, "/dev/shm", "/run/user", "/var/tmp", str(Path.cwd())):  # noqa: S108 - only asked which volume
        folder = Path(candidate)
        if not folder.is_dir() or folder.stat().st_dev == tmp_path.stat().st_dev:
            continue
        made = folder / f"wheelyard-test-{secrets.token_hex(8)}"
        try:
            # Not tempfile: on a drive that cannot be written it looks for a name for ever on Windows.
            made.mkdir()
        except OSError:
            continue
        yield made
        shutil.rmtree(made, ignore_errors=True)
        return
    pytest.skip("there is no second volume that can be written to")


@pytest.fixture
def small_volume(tmp_path: Path) -> Iterator[Path]:
    """A volume of 2 MiB, mounted for the test; it is skipped where this account may not mount."""
    folder = tmp_path / "small"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if sys.platform == "win32" or shutil.which("mount") is None or subprocess.run(command, check=False).returncode:
        pytest.skip("a small volume cannot be mounted by this account")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)
