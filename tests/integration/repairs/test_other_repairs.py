"""The remaining repairs, and what the history keeps of it all."""

import asyncio
import json
import os
from pathlib import Path

import pytest

from core.model.commands import (
    ChooseSetting,
    CleanCache,
    InstallPython,
    OpenSetting,
    PrepareRequest,
    ReadHistory,
    RelocatePlace,
    Sync,
)
from core.model.outcome import Failed, Succeeded
from core.model.problem import Category
from core.model.questions import Choice, PreflightId, PreflightQuestion
from core.model.setting_keys import SettingKey
from core.model.settings import LinkMode
from core.places.cache_lock import LOCK_NAME
from core.session import open_session
from tests.integration.repairs.workbench import Workbench, action_of, evidence_of, remedy_of
from tests.integration.uv.local_index import make_wheel


def _wheels(workbench: Workbench, *names: str) -> str:
    (workbench.root / "wheels").mkdir(exist_ok=True)
    for name in names:
        make_wheel(workbench.root / "wheels", name, "1.0")
    return f'find-links = ["{(workbench.root / "wheels").as_posix()}"]\nno-index = true\n'


def test_a_damaged_entry_is_cleaned_and_the_sync_passes(workbench: Workbench) -> None:
    workbench.write(("one",), _wheels(workbench, "one"))
    assert isinstance(workbench.do(Sync(project=workbench.project)), Succeeded)
    cache = workbench.root / "cache"
    for record in cache.rglob("RECORD"):
        record.unlink()
    for entry in sorted(workbench.environment.rglob("one*"), reverse=True):
        entry.unlink() if entry.is_file() else None
    workbench.environment.rename(workbench.root / "old environment")
    problem = workbench.fails(Sync(project=workbench.project))
    assert problem.category is Category.CACHE_CORRUPT
    assert isinstance(action_of(problem, "clean-entry"), CleanCache)
    workbench.mend(problem, "clean-entry")


def test_a_python_that_is_installed_and_fits_is_the_first_button(workbench: Workbench) -> None:
    workbench.write(python=">=3.11")
    workbench.environ["UV_PYTHON"] = "3.99"
    problem = workbench.fails(Sync(project=workbench.project))
    assert problem.category is Category.PYTHON_NOT_FOUND
    found = evidence_of(problem, "interpreters")
    assert found.measured["fitting"]
    first = problem.remedies[0]
    assert first.id == "choose-python"
    action = action_of(problem, "choose-python")
    assert isinstance(action, ChooseSetting)
    assert action.value == found.measured["best_program"]
    workbench.mend(problem, "choose-python")


def test_a_python_that_cannot_be_had_is_explained(workbench: Workbench) -> None:
    workbench.write()
    workbench.environ["UV_OFFLINE"] = "1"
    outcome = workbench.do(InstallPython(project=workbench.project, request="3.13.99"))
    assert isinstance(outcome, Failed)
    assert outcome.problem.category is not Category.NONE
    assert SettingKey.PYTHON not in workbench.profiles.load(workbench.project).chosen


def test_link_mode_copy_reaches_uv(workbench: Workbench) -> None:
    workbench.write(("one",), _wheels(workbench, "one"))
    command = ChooseSetting(
        project=workbench.project, key=SettingKey.LINK_MODE, value="copy", then=Sync(project=workbench.project)
    )
    assert [type(each) for each in workbench.do_all(command)] == [Succeeded, Succeeded]
    assert workbench.profiles.load(workbench.project).link_mode is LinkMode.COPY
    installed = next(workbench.environment.rglob("payload.bin"))
    assert installed.stat().st_nlink == 1


def test_a_setting_is_left_to_the_files_again(workbench: Workbench) -> None:
    workbench.write()
    for value in ("250", None):
        outcome = workbench.do(ChooseSetting(project=workbench.project, key=SettingKey.HTTP_TIMEOUT, value=value))
        assert isinstance(outcome, Succeeded)
    assert SettingKey.HTTP_TIMEOUT not in workbench.profiles.load(workbench.project).chosen


def _editor(folder: Path, name: str = "code") -> Path:
    """Make a program that writes down with which words it was called."""
    folder.mkdir(parents=True, exist_ok=True)
    said = folder / "said.txt"
    program = folder / name
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{said}"\n', encoding="utf-8")
    program.chmod(0o755)
    return said


@pytest.mark.skipif(os.name == "nt", reason="the editor is a shell script")
def test_a_wrong_line_opens_in_the_editor_at_its_place(workbench: Workbench) -> None:
    said = _editor(workbench.root / "bin")
    workbench.environ["PATH"] = f"{workbench.root / 'bin'}{os.pathsep}{workbench.environ['PATH']}"
    workbench.write()
    (workbench.project / "uv.toml").write_text('# how\nlink-mode = "glue"\n', encoding="utf-8")
    problem = workbench.fails(Sync(project=workbench.project))
    assert problem.category is Category.CONFIG_INVALID
    action = action_of(problem, "fix-setting")
    assert isinstance(action, OpenSetting)
    assert action.line == 2
    outcome = workbench.do(action)
    assert isinstance(outcome, Succeeded)
    assert said.read_text(encoding="utf-8").splitlines()[0] == "--goto"
    assert said.read_text(encoding="utf-8").splitlines()[1].startswith(f"{workbench.project / 'uv.toml'}:2")


def test_what_is_no_settings_file_is_not_opened(workbench: Workbench) -> None:
    program = workbench.root / "run me.exe"
    program.write_bytes(b"MZ")
    outcome = workbench.do(OpenSetting(project=workbench.project, file=program))
    assert isinstance(outcome, Failed)
    assert outcome.bad_input


@pytest.mark.skipif(os.name == "nt", reason="the shared lock is taken by fcntl")
def test_a_lock_that_is_held_is_named_before_uv_waits_for_it(workbench: Workbench) -> None:
    import fcntl  # noqa: PLC0415 - not on Windows

    workbench.write()
    cache = workbench.root / "cache"
    cache.mkdir()
    asked: list[PreflightQuestion] = []

    def answer(question: object) -> Choice:
        assert isinstance(question, PreflightQuestion)
        asked.append(question)
        return Choice.CANCEL

    workbench.answers = answer
    with (cache / LOCK_NAME).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)  # as a uv that syncs does: nobody waits for it
        assert isinstance(workbench.do(Sync(project=workbench.project)), Succeeded)
        fcntl.flock(lock, fcntl.LOCK_EX)  # as a uv that cleans does
        workbench.do(Sync(project=workbench.project))
    ((finding,),) = (question.findings for question in asked)
    assert finding.id is PreflightId.CACHE_LOCKED


def test_the_history_tells_of_failures_and_of_what_passed_after_them(workbench: Workbench) -> None:
    workbench.write(("missing-one",), _wheels(workbench))
    problem = workbench.fails(Sync(project=workbench.project))
    workbench.write(("one",), _wheels(workbench, "one"))
    assert isinstance(workbench.do(Sync(project=workbench.project)), Succeeded)
    outcome = workbench.do(ReadHistory(project=workbench.project))
    assert isinstance(outcome, Succeeded)
    report = outcome.history
    assert report is not None
    assert [(run.command, run.outcome) for run in report.runs] == [("sync", "succeeded"), ("sync", "failed")]
    assert report.runs[1].category == problem.category.value
    assert report.runs[1].uv_version is not None
    assert (report.syncs, report.failed) == (2, 1)
    assert "1 of 2 syncs failed" in report.sentence

    async def last() -> object:
        session = open_session(workbench.home, workbench.environ)
        try:
            return session.last_problem(workbench.project)
        finally:
            await session.close()

    # Its buttons are those of before: it can be mended after a restart.
    assert asyncio.run(last()) == problem


def test_a_cancelled_run_is_kept_as_such(workbench: Workbench) -> None:
    workbench.write()
    workbench.environ["TMPDIR"] = str(workbench.root / "gone")
    workbench.answers = lambda _question: Choice.CANCEL
    workbench.do(Sync(project=workbench.project))
    outcome = workbench.do(ReadHistory(project=workbench.project))
    assert isinstance(outcome, Succeeded)
    assert outcome.history is not None
    assert [run.outcome for run in outcome.history.runs] == ["cancelled"]


def test_the_request_is_written_of_the_last_problem(workbench: Workbench, tmp_path: Path) -> None:
    workbench.write(("missing-one",), _wheels(workbench))
    nothing = workbench.do(PrepareRequest(project=workbench.project))
    assert isinstance(nothing, Failed)
    assert nothing.bad_input
    workbench.fails(Sync(project=workbench.project))
    for name in ("request.md", "request.txt"):
        outcome = workbench.do(PrepareRequest(project=workbench.project, out=tmp_path / name))
        assert isinstance(outcome, Succeeded)
        assert outcome.request is not None
        written = (tmp_path / name).read_text(encoding="utf-8")
        assert written == (outcome.request.markdown if name.endswith(".md") else outcome.request.text)
        assert "missing-one" in written
    refused = workbench.do(PrepareRequest(project=workbench.project, out=tmp_path / "no folder" / "x.md"))
    assert isinstance(refused, Failed)


def test_every_button_of_a_problem_survives_being_stored(workbench: Workbench) -> None:
    workbench.write(("missing-one",), _wheels(workbench))
    problem = workbench.fails(Sync(project=workbench.project))
    for remedy in problem.remedies:
        assert remedy.why
        if remedy.action is not None and not isinstance(remedy.action, Sync):
            assert remedy.changes, remedy.id


def test_relocation_of_an_environment_is_a_button_where_it_helps(workbench: Workbench) -> None:
    workbench.write(("one",), _wheels(workbench, "one"))
    (workbench.environment / "bin").mkdir(parents=True)
    problem = workbench.fails(Sync(project=workbench.project))
    assert isinstance(action_of(problem, "relocate-environment"), RelocatePlace)
    assert remedy_of(problem, "relocate-environment").changes
    assert json.dumps(problem.title)
