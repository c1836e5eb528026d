"""Ending a program that a person was asked about: real programs, polite ones and others."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from msgspec.structs import replace

from core.system.ending import EndResult, end_program
from core.system.file_users import FileUser, user_of
from tests.unit.core.system.children import WAITING, python_that, waiting

POLITE = (
    "import signal, sys\nfrom pathlib import Path\n"
    "def asked(*_):\n Path(sys.argv[1]).touch()\n sys.exit(0)\n"
    f"signal.signal(signal.SIGTERM, asked)\n{WAITING}"
)
DEAF = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {WAITING}"
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="programs are asked by a signal here")


def known(process: int) -> FileUser:
    user = user_of(psutil.Process(process))
    assert user is not None
    return user


@posix_only
def test_a_program_is_asked_first(tmp_path: Path) -> None:
    with waiting(python_that(POLITE, tmp_path / "asked")) as child:
        assert end_program(known(child.pid), 60) == EndResult.ENDED
        assert (tmp_path / "asked").exists()
        assert child.wait(60) == 0


@posix_only
def test_one_that_does_not_listen_is_forced_when_the_patience_is_over() -> None:
    with waiting(python_that(DEAF)) as child:
        begun = time.monotonic()
        assert end_program(known(child.pid), 0.5) == EndResult.ENDED
        assert time.monotonic() - begun >= 0.5
        assert child.wait(60) == -signal.SIGKILL


def test_one_without_windows_ends() -> None:
    with waiting(python_that(WAITING)) as child:
        assert end_program(known(child.pid), 60) == EndResult.ENDED
        assert child.wait(60) is not None


def test_one_that_has_ended_is_gone() -> None:
    with waiting(python_that(WAITING)) as child:
        user = known(child.pid)
        child.kill()
        child.wait(60)
        assert end_program(user) == EndResult.GONE_ALREADY


@posix_only
def test_one_that_has_ended_and_was_not_asked_for_is_gone() -> None:
    with waiting(python_that(WAITING)) as child:
        user = known(child.pid)
        child.kill()
        until = time.monotonic() + 60
        while psutil.Process(child.pid).status() != psutil.STATUS_ZOMBIE and time.monotonic() < until:
            time.sleep(0.01)
        assert end_program(user) == EndResult.GONE_ALREADY


def test_a_number_that_was_used_again_ends_nobody() -> None:
    with waiting(python_that(WAITING)) as child:
        user = known(child.pid)
        assert user.started is not None
        for other in (
            replace(user, started=user.started - 100),
            replace(user, started=None),
            replace(user, name="another", program=None),
            replace(user, name="another", program=str(Path.home() / "another")),
        ):
            assert end_program(other) == EndResult.ANOTHER_PROGRAM_NOW
        assert child.poll() is None
        assert end_program(replace(user, name="what people call it")) == EndResult.ENDED


def test_this_process_and_those_that_started_it_are_never_ended() -> None:
    for process in (psutil.Process(), *psutil.Process().parents()[:1]):
        assert end_program(known(process.pid)) == EndResult.NOT_ALLOWED
        assert process.is_running()


@posix_only
def test_what_belongs_to_the_system_or_to_another_account_is_never_ended() -> None:
    assert end_program(known(1)) == EndResult.NOT_ALLOWED
    if os.getuid() != 0:
        return
    with subprocess.Popen(["sleep", "300"], user=65534) as other:
        try:
            until = time.monotonic() + 60
            while psutil.Process(other.pid).name() != "sleep" and time.monotonic() < until:
                time.sleep(0.01)
            assert end_program(known(other.pid)) == EndResult.NOT_ALLOWED
            assert other.poll() is None
        finally:
            other.kill()


def test_numbers_that_no_process_can_have_are_gone_and_no_error() -> None:
    assert end_program(FileUser("x", 2**31 - 1, started=1.0)) == EndResult.GONE_ALREADY
    assert end_program(FileUser("x", -1, started=1.0)) in {EndResult.GONE_ALREADY, EndResult.STILL_RUNS}
