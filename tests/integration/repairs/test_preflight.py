"""The look before a run: what it finds, and what the person then decides."""

import asyncio
import os
import threading

import pytest

from core.model.commands import AddPackages, Sync
from core.model.events import Event, PreflightFound, ProgramStarted, QuestionAsked
from core.model.outcome import Cancelled, Succeeded
from core.model.questions import Answer, Choice, PreflightId, PreflightQuestion, Question
from core.procedures.preflight_findings import little_room
from core.procedures.preparation import prepare
from core.procedures.services import make_services
from tests.integration.repairs.environments import found, remember_refusal, running, synced_then_shrunk, wheels
from tests.integration.repairs.workbench import Workbench

on_posix = pytest.mark.skipif(os.name == "nt", reason="made of links, pipes with a name and rights as POSIX has them")


def _asked(workbench: Workbench) -> list[PreflightQuestion]:
    questions = [event.question for event in workbench.events if isinstance(event, QuestionAsked)]
    return [question for question in questions if isinstance(question, PreflightQuestion)]


def _answers(workbench: Workbench, *choices: Choice) -> None:
    """Answer with one choice after the other; a question more than that fails the test."""
    left = iter(choices)
    workbench.answers = lambda _question: next(left)


def test_a_program_of_the_environment_is_named_before_uv_removes_anything(workbench: Workbench) -> None:
    synced_then_shrunk(workbench)
    installed = sorted(entry.name for entry in workbench.environment.rglob("*.dist-info"))
    asked: list[PreflightQuestion] = []

    def answer(question: Question) -> Answer:
        assert isinstance(question, PreflightQuestion)
        asked.append(question)
        return Choice.CANCEL

    workbench.answers = answer
    with running(workbench.environment) as process:
        assert isinstance(workbench.do(Sync(project=workbench.project)), Cancelled)
        (question,) = asked
        (finding,) = question.findings
        assert finding.id is PreflightId.PROGRAMS_RUN
        assert process.pid in {program.process for program in finding.programs}
        assert question.choices == (Choice.WAIT, Choice.STOP, Choice.GO_ON, Choice.CANCEL)
    assert sorted(entry.name for entry in workbench.environment.rglob("*.dist-info")) == installed


def test_stopping_it_ends_the_program_and_syncs(workbench: Workbench) -> None:
    synced_then_shrunk(workbench)
    workbench.answers = lambda _question: Choice.STOP
    with running(workbench.environment) as process:
        assert isinstance(workbench.do(Sync(project=workbench.project)), Succeeded)
        assert process.wait(10) != 0
    assert not list(workbench.environment.rglob("two-1.0.dist-info"))


def test_waiting_goes_on_when_the_program_has_ended(workbench: Workbench) -> None:
    synced_then_shrunk(workbench)
    with running(workbench.environment) as process:

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
    synced_then_shrunk(workbench)
    workbench.answers = lambda _question: Choice.GO_ON
    with running(workbench.environment):
        assert isinstance(workbench.do(Sync(project=workbench.project)), Succeeded)
    assert len([event for event in workbench.events if isinstance(event, QuestionAsked)]) == 1


def test_nobody_is_asked_where_uv_changes_nothing_that_runs(workbench: Workbench) -> None:
    workbench.write(("one",), wheels(workbench, "one"))
    assert isinstance(workbench.do(Sync(project=workbench.project)), Succeeded)
    workbench.answers = lambda _question: pytest.fail("nothing is replaced, so nothing is asked")
    with running(workbench.environment):
        assert isinstance(workbench.do(Sync(project=workbench.project)), Succeeded)


def test_where_nobody_answers_it_is_said_and_uv_runs(workbench: Workbench) -> None:
    synced_then_shrunk(workbench)
    with running(workbench.environment):
        assert isinstance(workbench.do(Sync(project=workbench.project)), Succeeded)
    assert found(workbench) == [PreflightId.PROGRAMS_RUN]


def test_a_temp_folder_that_is_missing_is_said_first(workbench: Workbench) -> None:
    workbench.write()
    workbench.environ["TMPDIR"] = str(workbench.root / "gone")
    workbench.do(Sync(project=workbench.project))
    assert PreflightId.TEMP_MISSING in found(workbench)


def test_a_cache_that_was_measured_to_be_refused_is_said_until_a_sync_has_passed(workbench: Workbench) -> None:
    workbench.write()
    remember_refusal(workbench)
    assert isinstance(workbench.do(Sync(project=workbench.project, patient=True)), Succeeded)
    assert found(workbench) == []  # who syncs patiently knows it
    remember_refusal(workbench)
    assert isinstance(workbench.do(Sync(project=workbench.project)), Succeeded)
    assert found(workbench) == [PreflightId.PLACE_REFUSED]
    assert isinstance(workbench.do(Sync(project=workbench.project)), Succeeded)
    assert found(workbench) == [PreflightId.PLACE_REFUSED]  # the sync between has shown that it works by now


def test_little_room_is_said_with_its_figure(workbench: Workbench) -> None:
    workbench.write()
    services = make_services(workbench.home, workbench.environ)
    prepared = asyncio.run(prepare(workbench.project, services))
    assert little_room(prepared) == ()
    (finding,) = little_room(prepared, 1 << 62)
    assert finding.id is PreflightId.LITTLE_ROOM
    assert " MiB are free" in finding.sentence


@on_posix
def test_waiting_goes_on_while_nobody_can_tell_whether_the_program_has_ended(workbench: Workbench) -> None:
    synced_then_shrunk(workbench)
    config = workbench.environment / "pyvenv.cfg"
    aside = workbench.root / "pyvenv.cfg"
    started_before: list[Event] = []
    with running(workbench.environment) as process:

        def end() -> None:
            asked = max(place for place, event in enumerate(workbench.events) if isinstance(event, QuestionAsked))
            started_before.extend(event for event in workbench.events[asked:] if isinstance(event, ProgramStarted))
            process.kill()
            process.wait()
            # Who still waits for the pipe is let go before the file is there again.
            os.close(os.open(config, os.O_RDWR | os.O_NONBLOCK))
            aside.replace(config)

        def answer(_question: Question) -> Answer:
            # Who looks for the programs reads this file first; a pipe into which nobody writes does not answer.
            config.rename(aside)
            os.mkfifo(config)
            ending.start()
            return Choice.WAIT

        ending = threading.Timer(6, end)
        workbench.answers = answer
        assert isinstance(workbench.do(Sync(project=workbench.project)), Succeeded)
        ending.join()
    assert started_before == []
    assert len(_asked(workbench)) == 1


@on_posix
def test_what_could_not_be_stopped_is_said_with_the_reason_and_is_not_offered_again(workbench: Workbench) -> None:
    synced_then_shrunk(workbench)
    # A program of that name may be what the session hangs on, so it is never ended.
    (workbench.environment / "bin" / "systemd").symlink_to("python")
    _answers(workbench, Choice.STOP, Choice.CANCEL)
    with running(workbench.environment, "systemd") as stays, running(workbench.environment) as goes:
        assert isinstance(workbench.do(Sync(project=workbench.project)), Cancelled)
        assert stays.poll() is None
        assert goes.wait(10) != 0
    first, second = _asked(workbench)
    assert first.choices == (Choice.WAIT, Choice.STOP, Choice.GO_ON, Choice.CANCEL)
    assert {program.process for program in first.findings[0].programs} == {stays.pid, goes.pid}
    assert second.choices == (Choice.WAIT, Choice.GO_ON, Choice.CANCEL)
    (finding,) = second.findings
    assert [program.process for program in finding.programs] == [stays.pid]
    (program,) = finding.programs
    assert f"{program.words()} could not be ended. It belongs to the system" in finding.sentence
    said = [event for event in workbench.events if isinstance(event, PreflightFound)][-1]
    assert said.findings == second.findings


def test_a_program_is_named_before_add_replaces_what_it_uses(workbench: Workbench) -> None:
    workbench.write(("one==1.0",), wheels(workbench, "one"))
    assert isinstance(workbench.do(Sync(project=workbench.project)), Succeeded)
    wheels(workbench, "one", version="2.0")
    files = (workbench.project / "pyproject.toml", workbench.project / "uv.lock")
    before = [file.read_bytes() for file in files]
    _answers(workbench, Choice.CANCEL)
    with running(workbench.environment) as process:
        outcome = workbench.do(AddPackages(project=workbench.project, packages=("one==2.0",)))
    assert isinstance(outcome, Cancelled)
    ((finding,),) = (question.findings for question in _asked(workbench))
    assert finding.id is PreflightId.PROGRAMS_RUN
    assert process.pid in {program.process for program in finding.programs}
    assert [file.read_bytes() for file in files] == before


def test_nobody_is_asked_where_add_can_replace_nothing(workbench: Workbench) -> None:
    workbench.write((), wheels(workbench, "one", "two"))
    assert isinstance(workbench.do(Sync(project=workbench.project)), Succeeded)
    workbench.answers = lambda _question: pytest.fail("nothing can be replaced, so nothing is asked")
    with running(workbench.environment):
        assert isinstance(workbench.do(AddPackages(project=workbench.project, packages=("one",))), Succeeded)
        # By now something is installed, and uv is told to leave that alone.
        only_noted = AddPackages(project=workbench.project, packages=("two",), uv_args=("--no-sync",))
        assert isinstance(workbench.do(only_noted), Succeeded)
