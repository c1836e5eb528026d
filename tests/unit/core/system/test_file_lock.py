"""Whether somebody holds a lock for itself alone."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.system.file_lock import is_held_alone, try_exclusive

HOLD = """
import sys
from pathlib import Path
from core.system.file_lock import try_exclusive
with try_exclusive(Path(sys.argv[1])) as held:
    print(held, flush=True)
    sys.stdin.read()
"""


def test_a_lock_that_another_process_holds_alone_is_seen(tmp_path: Path) -> None:
    lock = tmp_path / ".lock"
    assert not is_held_alone(lock)
    lock.touch()
    assert not is_held_alone(lock)
    environ = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(lock)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env=environ,
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        assert process.stdout.readline().strip() == "True"
        assert is_held_alone(lock)
        process.stdin.close()
        process.wait(60)
    assert not is_held_alone(lock)


@pytest.mark.skipif(os.name != "nt", reason="elsewhere a device is locked as a file is")
def test_what_cannot_be_locked_at_all_is_not_held_by_somebody() -> None:
    assert not is_held_alone(Path("NUL"))
    with pytest.raises(OSError, match="WinError"), try_exclusive(Path("NUL")):
        pass


@pytest.mark.skipif(os.name == "nt", reason="the shared lock is taken by fcntl")
def test_a_lock_that_runs_share_is_not_held_alone(tmp_path: Path) -> None:
    import fcntl  # noqa: PLC0415 - not on Windows

    lock = tmp_path / ".lock"
    with lock.open("w") as shared:
        fcntl.flock(shared, fcntl.LOCK_SH)
        assert not is_held_alone(lock)
        with try_exclusive(lock) as held:
            assert not held
