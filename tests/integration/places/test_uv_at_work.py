"""A real uv that uses its cache, and a relocation of that cache, at the same time."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core.model.measurements import RelocationHow
from core.model.project import InputError
from core.places import cache_lock
from core.places.journal import Step
from core.places.moving import RelocationTick
from core.system.file_lock import try_exclusive
from tests.integration.uv.local_index import make_wheel, slow_index
from tests.scanner.real_uv import clean_environment
from tests.unit.core.places.relocating import Bench

_DOWNLOADS_FOR = 20
"""Seconds that uv would need; it is ended as soon as the test has seen what it wants to see."""


@contextmanager
def uv_at_work(uv_program: Path, folder: Path, cache: Path, index: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a real uv that installs from ``index`` into ``folder``, and end it when the block ends."""
    home = folder / "home"
    home.mkdir(parents=True)
    command: list[str | Path] = [
        *(uv_program, "pip", "install", "--cache-dir", cache, "--python", sys.executable),
        *("--target", folder / "installed", "--default-index", index, "slow-one"),
    ]
    environment = clean_environment(home, {"UV_OFFLINE": "0", "NO_PROXY": "127.0.0.1"})
    running = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield running
    finally:
        running.kill()
        running.wait()


def wait_for_lock(cache: Path, running: subprocess.Popen[bytes]) -> None:
    """Wait until somebody holds uv's lock of ``cache``."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert running.poll() is None, "uv ended before it was seen at work"
        with try_exclusive(cache / ".lock") as free:
            if not free:
                return
        time.sleep(0.05)
    pytest.fail("uv never took its lock")


@pytest.fixture
def index(tmp_path: Path) -> Iterator[str]:
    size = 2_000_000
    make_wheel(tmp_path / "wheels", "slow-one", "1.0", bytes(size))
    with slow_index(tmp_path / "wheels", size // _DOWNLOADS_FOR) as address:
        yield address


@pytest.mark.parametrize("how", [RelocationHow.RENAMED, RelocationHow.COPIED])
def test_a_uv_that_works_keeps_its_cache_and_when_it_has_ended_the_cache_moves(
    tmp_path: Path, uv_program: Path, index: str, how: RelocationHow, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = Bench(tmp_path, tmp_path / "new" / "cache")
    bench.fill()
    monkeypatch.setattr(cache_lock, "LOCK_SECONDS", 0.5)
    with uv_at_work(uv_program, tmp_path / "work", bench.origin, index) as running:
        wait_for_lock(bench.origin, running)
        with pytest.raises(InputError, match=r"is in use by uv \(process "):
            bench.relocate(how)
        assert running.poll() is None
        assert (bench.profile, bench.last().step) == (bench.origin, Step.ABANDONED)
        assert list(tmp_path.glob("new/*")) == []
    bench.relocate(how)
    assert bench.profile == bench.target
    assert (bench.target / "archive-v0" / "Abc123" / "big.bin").is_file()


def test_a_uv_that_starts_while_the_cache_is_copied_waits_for_the_copy(
    tmp_path: Path, uv_program: Path, index: str
) -> None:
    bench = Bench(tmp_path, tmp_path / "new" / "cache")
    bench.fill()
    seen: list[list[Path]] = []

    def look_once(tick: RelocationTick) -> None:
        if tick.step != "copying" or seen:
            return
        before = set(bench.origin.iterdir())
        with uv_at_work(uv_program, tmp_path / "work", bench.origin, index) as running:
            time.sleep(3)
            assert running.poll() is None
            seen.append([path for path in bench.origin.iterdir() if path not in before])

    bench.relocate(RelocationHow.COPIED, on_tick=look_once)
    assert seen == [[]]
