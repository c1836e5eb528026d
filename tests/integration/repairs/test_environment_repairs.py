"""Environments: half there, held by programs, made anew; and programs that are ended once that is confirmed."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core.model.commands import EndProgram, RecreateEnvironment, Sync
from core.model.outcome import Cancelled, Failed, Succeeded
from core.model.problem import Category
from core.model.programs import RunningProgram
from core.model.questions import Answer, Choice, EndQuestion, PreflightId, PreflightQuestion, Question
from core.places.put_aside import put_aside, remove_put_aside
from tests.integration.repairs.environments import found, running, wheels
from tests.integration.repairs.workbench import Workbench, action_of, evidence_of


def test_an_environment_that_is_half_there_is_made_anew_and_the_old_one_goes_after_that(workbench: Workbench) -> None:
    workbench.write(("one",), wheels(workbench, "one"))
    (workbench.environment / "Lib").mkdir(parents=True)
    (workbench.environment / "Lib" / "rest.txt").write_text("left by a removal", encoding="utf-8")
    problem = workbench.fails(Sync(project=workbench.project))
    assert problem.category is Category.VENV_BROKEN
    assert found(workbench) == [PreflightId.ENVIRONMENT_BROKEN]
    assert evidence_of(problem, "environment").measured["state"] == "without-config"
    assert problem.remedies[0].id == "recreate-environment"
    workbench.mend(problem, "recreate-environment")
    assert (workbench.environment / "pyvenv.cfg").is_file()
    assert [entry.name for entry in workbench.project.iterdir() if entry.name.startswith(".venv")] == [".venv"]


def test_it_can_be_made_anew_before_uv_has_refused_it(workbench: Workbench) -> None:
    workbench.write(("one",), wheels(workbench, "one"))
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
    workbench.write(("one",), wheels(workbench, "one"))
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
    workbench.write(("missing-one",), wheels(workbench))
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
    workbench.write(("one",), wheels(workbench, "one"))
    assert isinstance(workbench.do(Sync(project=workbench.project)), Succeeded)
    with _cannot_be_renamed(workbench.environment), running(workbench.environment) as process:
        outcome = workbench.do(RecreateEnvironment(project=workbench.project))
    assert isinstance(outcome, Failed)
    action = action_of(outcome.problem, outcome.problem.remedies[0].id)
    assert isinstance(action, EndProgram)
    assert action.program.process == process.pid
