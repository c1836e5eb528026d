"""Who holds a file or a folder, asked while real programs do."""

import os
import shutil
import sys
import time
from pathlib import Path

import psutil
import pytest
from typing_extensions import override

from core.model.programs import RunningProgram
from core.system.file_users import FileUser, user_of, users_below, users_of
from core.system.held_candidates import BATCH, MOST_FILES, batches_below
from core.system.in_time import found_in
from core.system.open_handles import processes_that_use
from core.system.program_windows import ask_to_close, window_titles
from core.system.restart_manager import RestartUser, programs_that_use
from tests.unit.core.system.children import WAITING, python_that, waiting

HOLDING = f"import sys; held = open(sys.argv[1]); {WAITING}"
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="who has a file open is asked of /proc here")
SECONDS = 60.0


@posix_only
def test_the_program_that_has_a_file_open_is_named_with_what_makes_it_unmistakable(tmp_path: Path) -> None:
    file = tmp_path / "held.txt"
    file.write_text("x")
    other = tmp_path / "other.txt"
    other.write_text("x")
    before = time.time()
    with waiting(python_that(HOLDING, file)) as child:
        (user,) = users_of(file, SECONDS)
        assert users_of(other, SECONDS) == ()
    assert (user.process, user.name) == (child.pid, psutil.Process().name())
    assert user.started is not None
    assert abs(user.started - before) < 60
    assert user.program is not None
    assert Path(user.program).samefile(sys.executable)
    assert user.owner == psutil.Process().username()
    assert f"(process {child.pid} of {user.owner})" in user.words()


@posix_only
def test_a_file_that_is_gone_or_held_by_this_process_alone_has_no_users(tmp_path: Path) -> None:
    assert users_of(tmp_path / "gone", SECONDS) == ()
    with (tmp_path / "own").open("w") as own:
        assert users_of(Path(own.name), SECONDS) == ()


def test_a_program_that_works_in_a_folder_holds_it(tmp_path: Path) -> None:
    place, elsewhere = tmp_path / "place" / "deep", tmp_path / "place too"
    place.mkdir(parents=True)
    elsewhere.mkdir()
    with (
        waiting(python_that(WAITING), folder=place) as inside,
        waiting(python_that(WAITING), folder=elsewhere) as outside,
    ):
        users = {user.process for user in users_below(tmp_path / "place", SECONDS)}
    assert inside.pid in users
    assert outside.pid not in users
    assert os.getpid() not in users


@posix_only
def test_a_program_with_a_file_below_a_folder_open_holds_the_folder(tmp_path: Path) -> None:
    file = tmp_path / "a" / "b" / "c.txt"
    file.parent.mkdir(parents=True)
    file.write_text("x")
    with waiting(python_that(HOLDING, file)) as child:
        assert [user.process for user in users_below(tmp_path / "a", SECONDS)] == [child.pid]
    assert users_below(tmp_path / "a", SECONDS) == ()
    assert users_below(tmp_path / "gone", SECONDS) == ()


def test_looking_takes_no_longer_than_is_said(tmp_path: Path) -> None:
    begun = time.monotonic()
    users_below(tmp_path, 0.0)
    assert time.monotonic() - begun < 30

    def held_up(found: list[int], until: float) -> None:
        assert until > time.monotonic()
        found.append(1)
        time.sleep(20)
        found.append(2)

    begun = time.monotonic()
    assert found_in(0.3, held_up) == (1,)
    assert time.monotonic() - begun < 15


def test_what_was_found_before_an_error_is_the_answer() -> None:
    def refused(found: list[int], until: float) -> None:
        found.append(1)
        raise PermissionError(until)

    begun = time.monotonic()
    assert found_in(SECONDS, refused) == (1,)
    assert time.monotonic() - begun < SECONDS


def test_programs_and_libraries_are_asked_for_first_and_not_without_end(tmp_path: Path) -> None:
    for number in range(MOST_FILES):
        (tmp_path / f"{number:04}.txt").touch()
    deep = tmp_path / "deep"
    deep.mkdir()
    programs = {deep / name for name in ("PYTHON.EXE", "x.pyd", "y.dll")}
    for file in programs:
        file.touch()
    batches = list(batches_below(tmp_path, time.monotonic() + SECONDS))
    assert programs <= set(batches[0][:3])
    assert sum(map(len, batches)) == MOST_FILES
    assert max(map(len, batches)) == BATCH
    assert list(batches_below(tmp_path / "gone", time.monotonic() + SECONDS)) == []


@posix_only
def test_a_program_that_runs_from_a_file_uses_it(tmp_path: Path) -> None:
    program = tmp_path / "daemon"
    shutil.copy(os.path.realpath(shutil.which("sh") or "/bin/sh"), program)
    with waiting([program, "-c", "echo ready; read line"]) as child:
        with pytest.raises(OSError, match="busy"), program.open("r+b"):
            pass
        assert [user.process for user in users_of(program, SECONDS)] == [child.pid]
        program.unlink()
        program.touch()
        assert users_of(program, SECONDS) == (), "another file has its name now"


class Silent(psutil.Process):
    """A process that is told of as far as the system lets an ordinary person ask for one of another account."""

    def __init__(self, refused: Exception) -> None:
        super().__init__()
        self._refused = refused

    @override
    def name(self) -> str:
        raise self._refused

    @override
    def create_time(self) -> float:
        raise self._refused


def test_what_the_system_refuses_is_taken_from_the_restart_manager() -> None:
    told = RestartUser("Example Scanner Service", os.getpid(), 12.5)
    for refused in (psutil.AccessDenied(), PermissionError()):
        user = user_of(Silent(refused), told)
        assert user is not None
        assert (user.name, user.started, user.process) == ("Example Scanner Service", 12.5, os.getpid())
        unknown = user_of(Silent(refused))
        assert unknown is not None
        assert (unknown.name, unknown.started) == ("a program", None)
    plain = user_of(psutil.Process(), told)
    assert plain is not None
    assert (plain.name, plain.started) == (psutil.Process().name(), psutil.Process().create_time())


def test_a_program_that_has_ended_uses_nothing_whatever_was_told_of_it() -> None:
    with waiting(python_that(WAITING)) as child:
        process = psutil.Process(child.pid)
    assert user_of(process, RestartUser("python", child.pid, 12.5)) is None


def test_words_say_what_is_known_and_no_more() -> None:
    assert FileUser("uv", 12).words() == "uv (process 12)"
    whole = FileUser("Code.exe", 12, r"C:\Code.exe", "ada", 5.0, "nxpy - Visual Studio Code")
    assert "nxpy - Visual Studio Code" in whole.words()
    assert "process 12 of ada" in whole.words()


def test_a_user_is_the_same_after_it_was_shown_and_sent() -> None:
    user = FileUser("Code.exe", 12, r"C:\Code.exe", "ada", 5.0, "a window")
    shown = user.running()
    assert shown == RunningProgram(
        name="Code.exe", process=12, started=5.0, program=r"C:\Code.exe", owner="ada", window="a window"
    )
    assert FileUser.of(shown) == user


@posix_only
def test_what_windows_alone_knows_is_nothing_elsewhere(tmp_path: Path) -> None:
    assert processes_that_use(tmp_path) == ()
    assert programs_that_use([tmp_path]) == ()
    assert window_titles() == {}
    assert not ask_to_close(os.getpid())
