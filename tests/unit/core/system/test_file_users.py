"""Who holds a file or a folder, asked while real programs do."""

import os
import sys
import time
from pathlib import Path

import psutil
import pytest

from core.model.programs import RunningProgram
from core.system.file_users import FileUser, users_below, users_of
from core.system.held_candidates import BATCH, MOST_FILES, batches_below
from core.system.in_time import found_in
from core.system.open_handles import processes_that_use
from core.system.program_windows import ask_to_close, window_titles
from core.system.restart_manager import programs_that_use
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
