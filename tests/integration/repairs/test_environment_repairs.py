"""Environments: half there, held by programs, made anew; and programs that are ended once that is confirmed."""

import asyncio
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core.model.commands import EndProgram, RecreateEnvironment, Sync
from core.model.events import PreflightFound, QuestionAsked
from core.model.measurements import ProbeReport, Verdict, WaitTimes
from core.model.outcome import Cancelled, Failed, Succeeded
from core.model.problem import Category
from core.model.programs import RunningProgram
from core.model.questions import Answer, Choice, EndQuestion, PreflightId, PreflightQuestion, Question
from core.places.last_verdicts import remember
from core.places.put_aside import put_aside, remove_put_aside
from core.procedures.preflight_findings import findings_of
from core.procedures.preparation import prepare
from core.procedures.services import make_services
from tests.integration.repairs.workbench import Workbench, action_of, evidence_of
from tests.integration.uv.local_index import make_wheel


def _wheels(workbench: Workbench, *names: str) -> str:
    (workbench.root / "wheels").mkdir(exist_ok=True)
    for name in names:
        make_wheel(workbench.root / "wheels", name, "1.0")
    return f'find-links = ["{(workbench.root / "wheels").as_posix()}"]\nno-index = true\n'


@contextmanager
def _running(environment: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run the environment's own Python until the block ends."""
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    with subprocess.Popen(
        [python, "-c", "import time; print(1, flush=True); time.sleep(600)"], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.read(1)
        try:
            yield process
        finally:
            process.kill()


def _synced_then_shrunk(workbench: Workbench) -> None:
    """Leave an environment with two packages whose next sync removes one."""
    workbench.write(("one", "two"), _wheels(workbench, "one", "two"))
    assert isinstance(workbench.do(Sync(project=workbench.project)), Succeeded)
    workbench.write(("one",), _wheels(workbench))


def _found(workbench: Workbench) -> list[PreflightId]:
    events = [event for event in workbench.events if isinstance(event, PreflightFound)]
    return [finding.id for event in events for finding in event.findings]


def test_an_environment_that_is_half_there_is_made_anew_and_the_old_one_goes_after_that(workbench: Workbench) -> None:
    workbench.write(("one",), _wheels(workbench, "one"))
    (workbench.environment / "Lib").mkdir(parents=True)
    (workbench.environment / "Lib" / "rest.txt").write_text("left by a removal", encoding="utf-8")
    problem = workbench.fails(Sync(project=workbench.project))
    assert problem.category is Category.VENV_BROKEN
    assert _found(workbench) == [PreflightId.ENVIRONMENT_BROKEN]
    assert evidence_of(problem, "environment").measured["state"] == "without-config"
    assert problem.remedies[0].id == "recreate-environment"
    workbench.mend(problem, "recreate-environment")
    assert (workbench.environment / "pyvenv.cfg").is_file()
    assert [entry.name for entry in workbench.project.iterdir() if entry.name.startswith(".venv")] == [".venv"]


def test_it_can_be_made_anew_before_uv_has_refused_it(workbench: Workbench) -> None:
    workbench.write(("one",), _wheels(workbench, "one"))
    (workbench.environment / "Lib").mkdir(parents=True)
    asked: list[PreflightQuestion] = []

    def answer(question: Question) -> Answer:
        assert isinstance(question, PreflightQuestion)
        asked.append(question)
        return Choice.MEND

    workbench.answers = answer
    assert isinstance(workbench.do(Sync(project=workbench.project)), Succeeded)
    assert [question.choices for question in asked] == [(Choice.MEND, Choice.GO_ON, Choice.CANCEL)]
    assert [entry.name for entry in workbench.project.iterdir() if entry.name.startswith(".venv")] == [".venv"]


@pytest.mark.skipif(os.name == "nt", reason="the Python of an environment is no link there")
def test_an_environment_whose_python_is_another_ones_is_never_given_to_uv(workbench: Workbench) -> None:
    """Uv would follow the link and remove the packages of that Python; here that is one made for this test."""
    workbench.write(("one",), _wheels(workbench, "one"))
    base = workbench.root / "another python"
    subprocess.run([workbench.uv, "venv", "--quiet", base], check=True)
    (workbench.environment / "bin").mkdir(parents=True)
    (workbench.environment / "bin" / "python").symlink_to(base / "bin" / "python")
    before = sorted(str(path) for path in base.rglob("*"))
    problem = workbench.fails(Sync(project=workbench.project))
    assert problem.category is Category.VENV_BROKEN
    assert "Nothing was changed" in problem.explanation
    asked: list[PreflightQuestion] = []

    def answer(question: Question) -> Answer:
        assert isinstance(question, PreflightQuestion)
        asked.append(question)
        return Choice.CANCEL

    workbench.answers = answer
    assert isinstance(workbench.do(Sync(project=workbench.project)), Cancelled)
    assert asked[0].choices == (Choice.MEND, Choice.CANCEL)
    assert sorted(str(path) for path in base.rglob("*")) == before
    workbench.answers = None
    workbench.mend(problem, "recreate-environment")
    assert sorted(str(path) for path in base.rglob("*")) == before


def test_what_was_put_aside_stays_until_a_sync_has_succeeded(workbench: Workbench) -> None:
    workbench.write(("missing-one",), _wheels(workbench))
    (workbench.environment / "lib").mkdir(parents=True)
    assert isinstance(workbench.do(RecreateEnvironment(project=workbench.project)), Succeeded)
    workbench.fails(Sync(project=workbench.project))
    asides = [entry for entry in workbench.project.iterdir() if entry.name.startswith(".venv.put-aside-")]
    assert len(asides) == 1
    assert (asides[0] / "lib").is_dir()


def test_a_folder_with_other_things_in_it_is_no_environment_and_stays(workbench: Workbench) -> None:
    workbench.write()
    (workbench.environment / "lib").mkdir(parents=True)
    (workbench.environment / "thesis.docx").write_text("three years", encoding="utf-8")
    outcome = workbench.do(RecreateEnvironment(project=workbench.project))
    assert isinstance(outcome, Failed)
    assert outcome.bad_input
    assert "thesis.docx" in outcome.problem.title + outcome.problem.explanation
    assert (workbench.environment / "thesis.docx").read_text(encoding="utf-8") == "three years"


def test_a_project_that_is_its_own_environment_stays(workbench: Workbench) -> None:
    """Somebody made the environment in the project's folder, and a variable names that."""
    workbench.write()
    (workbench.project / "pyvenv.cfg").touch()
    (workbench.project / "thesis.py").write_text("three years", encoding="utf-8")
    workbench.environ["UV_PROJECT_ENVIRONMENT"] = "."
    outcome = workbench.do(RecreateEnvironment(project=workbench.project))
    assert isinstance(outcome, Failed)
    assert outcome.bad_input
    assert "pyproject.toml" in outcome.problem.title + outcome.problem.explanation
    assert (workbench.project / "thesis.py").read_text(encoding="utf-8") == "three years"


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere" / "lib").mkdir(parents=True)
    (tmp_path / ".venv").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    with pytest.raises(Exception, match="link to another folder"):
        put_aside(tmp_path / ".venv")
    assert (tmp_path / "elsewhere" / "lib").is_dir()


def test_only_what_carries_the_mark_is_removed(tmp_path: Path) -> None:
    (tmp_path / ".venv" / "lib").mkdir(parents=True)
    aside = put_aside(tmp_path / ".venv")
    assert aside is not None
    strange = tmp_path / ".venv.put-aside-mine"
    (strange / "notes").mkdir(parents=True)
    assert remove_put_aside(tmp_path / ".venv")
    assert not aside.exists()
    assert (strange / "notes").is_dir()


def test_a_program_of_the_environment_is_named_before_uv_removes_anything(workbench: Workbench) -> None:
    _synced_then_shrunk(workbench)
    installed = sorted(entry.name for entry in workbench.environment.rglob("*.dist-info"))
    asked: list[PreflightQuestion] = []

    def answer(question: Question) -> Answer:
        assert isinstance(question, PreflightQuestion)
        asked.append(question)
        return Choice.CANCEL

    workbench.answers = answer
    with _running(workbench.environment) as process:
        assert isinstance(workbench.do(Sync(project=workbench.project)), Cancelled)
        (question,) = asked
        (finding,) = question.findings
        assert finding.id is PreflightId.PROGRAMS_RUN
        assert process.pid in {program.process for program in finding.programs}
        assert question.choices == (Choice.WAIT, Choice.STOP, Choice.GO_ON, Choice.CANCEL)
    assert sorted(entry.name for entry in workbench.environment.rglob("*.dist-info")) == installed


def test_stopping_it_ends_the_program_and_syncs(workbench: Workbench) -> None:
    _synced_then_shrunk(workbench)
    workbench.answers = lambda _question: Choice.STOP
    with _running(workbench.environment) as process:
        assert isinstance(workbench.do(Sync(project=workbench.project)), Succeeded)
        assert process.wait(10) != 0
    assert not list(workbench.environment.rglob("two-1.0.dist-info"))


def test_waiting_goes_on_when_the_program_has_ended(workbench: Workbench) -> None:
    _synced_then_shrunk(workbench)
    with _running(workbench.environment) as process:

        def answer(_question: Question) -> Answer:
            # It ends of itself a while after the person has chosen to wait.
            ending.start()
            return Choice.WAIT

        ending = threading.Timer(1.5, process.kill)
        workbench.answers = answer
        assert isinstance(workbench.do(Sync(project=workbench.project)), Succeeded)
        assert process.wait(10) is not None
        ending.join()
    last = [event for event in workbench.events if isinstance(event, PreflightFound)][-1]
    assert last.findings == ()


def test_going_on_says_it_once_and_syncs(workbench: Workbench) -> None:
    _synced_then_shrunk(workbench)
    workbench.answers = lambda _question: Choice.GO_ON
    with _running(workbench.environment):
        assert isinstance(workbench.do(Sync(project=workbench.project)), Succeeded)
    assert len([event for event in workbench.events if isinstance(event, QuestionAsked)]) == 1


def test_nobody_is_asked_where_uv_changes_nothing_that_runs(workbench: Workbench) -> None:
    workbench.write(("one",), _wheels(workbench, "one"))
    assert isinstance(workbench.do(Sync(project=workbench.project)), Succeeded)
    workbench.answers = lambda _question: pytest.fail("nothing is replaced, so nothing is asked")
    with _running(workbench.environment):
        assert isinstance(workbench.do(Sync(project=workbench.project)), Succeeded)


def test_where_nobody_answers_it_is_said_and_uv_runs(workbench: Workbench) -> None:
    _synced_then_shrunk(workbench)
    with _running(workbench.environment):
        assert isinstance(workbench.do(Sync(project=workbench.project)), Succeeded)
    assert _found(workbench) == [PreflightId.PROGRAMS_RUN]


def test_a_temp_folder_that_is_missing_is_said_first(workbench: Workbench) -> None:
    workbench.write()
    workbench.environ["TMPDIR"] = str(workbench.root / "gone")
    workbench.do(Sync(project=workbench.project))
    assert PreflightId.TEMP_MISSING in _found(workbench)


def test_a_cache_that_was_measured_to_be_refused_is_said_until_a_sync_has_passed(workbench: Workbench) -> None:
    workbench.write()
    cache = workbench.root / "cache"
    refused = ProbeReport(
        place=cache,
        rounds=8,
        refused_first=8,
        never_passed=8,
        wait_ms=WaitTimes(1.0, 1.0, 1.0),
        os_errors={"13": 8},
        verdict=Verdict.REFUSED,
        why="All 8 renames were refused.",
    )
    remember(workbench.home, (refused,), time.time())
    assert isinstance(workbench.do(Sync(project=workbench.project, patient=True)), Succeeded)
    assert _found(workbench) == []  # who syncs patiently knows it
    remember(workbench.home, (refused,), time.time())
    assert isinstance(workbench.do(Sync(project=workbench.project)), Succeeded)
    assert _found(workbench) == [PreflightId.PLACE_REFUSED]
    assert isinstance(workbench.do(Sync(project=workbench.project)), Succeeded)
    assert _found(workbench) == [PreflightId.PLACE_REFUSED]  # the sync between has shown that it works by now


def test_little_room_is_said_with_its_figure(workbench: Workbench) -> None:
    workbench.write()
    services = make_services(workbench.home, workbench.environ)
    prepared = asyncio.run(prepare(workbench.project, services))
    command = Sync(project=workbench.project)
    assert findings_of(prepared, command, services) == ()
    (finding,) = findings_of(prepared, command, services, little_room=1 << 62)
    assert finding.id is PreflightId.LITTLE_ROOM
    assert " MiB are free" in finding.sentence


def test_a_program_is_ended_only_when_that_is_confirmed(workbench: Workbench) -> None:
    workbench.write()
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]) as process:
        import psutil  # noqa: PLC0415 - only here

        program = RunningProgram(
            name=psutil.Process(process.pid).name(),
            process=process.pid,
            started=psutil.Process(process.pid).create_time(),
        )
        command = EndProgram(project=workbench.project, program=program)
        assert isinstance(workbench.do(command), Cancelled)  # nobody could be asked
        workbench.answers = lambda question: not isinstance(question, EndQuestion)
        assert isinstance(workbench.do(command), Cancelled)
        assert process.poll() is None
        workbench.answers = lambda question: isinstance(question, EndQuestion)
        outcome = workbench.do(command)
        assert isinstance(outcome, Succeeded)
        assert outcome.repaired is not None
        assert process.wait(10) is not None


def test_a_number_that_another_program_has_by_now_is_left_alone(workbench: Workbench) -> None:
    workbench.write()
    workbench.answers = lambda _question: True
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]) as process:
        try:
            program = RunningProgram(name="python", process=process.pid, started=1.0)
            outcome = workbench.do(EndProgram(project=workbench.project, program=program))
            assert isinstance(outcome, Failed)
            assert process.poll() is None
        finally:
            process.kill()


@contextmanager
def _cannot_be_renamed(folder: Path) -> Iterator[None]:
    """Keep a folder where it is: by the rights of the one above, for root, whom they do not bind, by a mount."""
    if os.geteuid() != 0:
        folder.parent.chmod(0o555)
        try:
            yield
        finally:
            folder.parent.chmod(0o755)
        return
    if subprocess.run(["mount", "--bind", folder, folder], check=False, capture_output=True).returncode:
        pytest.skip("this account may not mount")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.mark.skipif(os.name == "nt", reason="neither such rights nor such mounts are there")
def test_the_holder_that_was_found_becomes_the_first_button(workbench: Workbench) -> None:
    """An environment that cannot be put aside names who runs in it."""
    workbench.write(("one",), _wheels(workbench, "one"))
    assert isinstance(workbench.do(Sync(project=workbench.project)), Succeeded)
    with _cannot_be_renamed(workbench.environment), _running(workbench.environment) as process:
        outcome = workbench.do(RecreateEnvironment(project=workbench.project))
    assert isinstance(outcome, Failed)
    action = action_of(outcome.problem, outcome.problem.remedies[0].id)
    assert isinstance(action, EndProgram)
    assert action.program.process == process.pid
