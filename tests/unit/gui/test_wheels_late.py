"""What was asked for one project is not said of another; what fails or is called off leaves what was seen."""

from msgspec.structs import replace
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from core.model.checks import Check, CheckRemedy, CheckStatus
from core.model.commands import CheckWheels, InspectFiles, Lock, ScanYards
from core.model.events import FilesProgressed, YardSeen
from core.model.outcome import Cancelled, Failed, Outcome, Succeeded
from core.model.problem import Category, Problem
from core.model.wheels import WheelsReport
from tests.fakes import scenes, wheels
from tests.fakes.findings import FOLDER
from tests.unit.gui.conftest import Shown
from tests.unit.gui.looking import click, is_shown, part, text
from tests.unit.gui.wheels_opened import asked, choose, end, job_of, open_page, submitted

PROBLEM = Problem(category=Category.OTHER, title="The file cannot be read.", explanation="Copy it again.")
QUANTCORE = wheels.SHARED[2]
OF_THE_FIRST = "4 of 12 environments have a file of quantcore."


def read_wholly() -> Outcome:
    """Return what reading quantcore for the first project finds: its hash, and what it serves there."""
    file = replace(QUANTCORE, sha256="c" * 64, thorough=True, native=("Windows x86-64",))
    fits = tuple(
        replace(fit, file=file.path, fits=fit.target.platform == wheels.WINDOWS)
        for fit in wheels.fits_of(wheels.NXPY_WINDOWS).fits
    )
    table = replace(wheels.NXPY_TABLE, package="quantcore", fits=fits)
    found = wheels.inspected(wheels.seen(file, fits=None, why="", used=False))
    return Succeeded(wheels=replace(found, tables=(table,)))


def facts(shown: Shown) -> list[str]:
    QTest.qWait(20)
    return [label.text() for label in shown.window.findChildren(QLabel, "fileFact") if label.isVisible()]


def show_the_other(shown: Shown) -> None:
    """Select the other project, which draws from the same share, and choose the same file there."""
    shown.window.actions_.next_project.trigger()
    end(shown, ScanYards, Succeeded(wheels=WheelsReport(yards=wheels.YARDS[1:], targets=wheels.TARGETS)))
    choose(shown, "quantcore", "7.0.2")


def test_what_a_file_serves_in_one_project_is_not_said_in_another(shown: Shown) -> None:
    open_page(shown)
    choose(shown, "quantcore", "7.0.2")
    click(shown, "fileInspect")
    end(shown, InspectFiles, read_wholly())
    assert "c" * 64 in facts(shown)
    assert text(shown, "fitSentence") == OF_THE_FIRST
    show_the_other(shown)
    assert "c" * 64 not in facts(shown)
    assert not is_shown(shown, "fitSentence")
    assert is_shown(shown, "fileInspect")


def test_a_file_that_was_being_read_for_the_project_before_is_forgotten(shown: Shown) -> None:
    open_page(shown)
    choose(shown, "quantcore", "7.0.2")
    click(shown, "fileInspect")
    job = job_of(shown, InspectFiles)
    show_the_other(shown)
    assert job in shown.session.cancelled
    assert part(shown, QPushButton, "fileInspect").isEnabled()
    shown.session.play(FilesProgressed(job=job, project=FOLDER, done=0, total=1, done_bytes=5, total_bytes=9))
    assert not is_shown(shown, "wheelsLine")
    shown.session.end(FOLDER, read_wholly(), job=job)
    assert "c" * 64 not in facts(shown)
    click(shown, "fileInspect")
    assert asked(shown)[-1] == InspectFiles(project=scenes.OTHER, files=(QUANTCORE.path,))


def test_that_it_could_not_be_read_for_the_project_before_is_not_said(shown: Shown) -> None:
    open_page(shown)
    choose(shown, "quantcore", "7.0.2")
    click(shown, "fileInspect")
    job = job_of(shown, InspectFiles)
    show_the_other(shown)
    shown.session.end(FOLDER, Failed(problem=PROBLEM), job=job)
    assert not is_shown(shown, "wheelsMessage")


def test_a_file_that_cannot_be_read_is_said_and_can_be_read_again(shown: Shown) -> None:
    open_page(shown)
    choose(shown, "quantcore", "7.0.2")
    click(shown, "fileInspect")
    end(shown, InspectFiles, Failed(problem=PROBLEM))
    assert text(shown, "wheelsMessageTitle") == PROBLEM.title
    assert text(shown, "wheelsSentence") == "10 files in 2 yards; something is wrong with 2"
    click(shown, "fileInspect")
    assert len(submitted(shown, InspectFiles)) == 2


def test_reading_a_large_file_says_how_far_it_came_and_can_be_stopped(shown: Shown) -> None:
    open_page(shown)
    choose(shown, "quantcore", "7.0.2")
    click(shown, "fileInspect")
    job = job_of(shown, InspectFiles)
    shown.session.play(
        FilesProgressed(job=job, project=FOLDER, done=0, total=1, done_bytes=1 << 20, total_bytes=2 << 20)
    )
    assert text(shown, "wheelsDoing").startswith("Reading the file · 0 of 1")
    click(shown, "wheelsCancel")
    assert shown.session.cancelled == [job]
    end(shown, InspectFiles, Cancelled())
    assert not is_shown(shown, "wheelsLine")
    assert not is_shown(shown, "wheelsMessage")
    assert part(shown, QPushButton, "fileInspect").text() == "Read it wholly"


def test_a_yard_that_the_look_before_saw_is_not_shown(shown: Shown) -> None:
    click(shown, "wheelsButton")
    job = job_of(shown, ScanYards)
    shown.window.actions_.next_project.trigger()
    shown.session.play(YardSeen(job=job, project=FOLDER, yard=wheels.YARDS[0]))
    assert shown.window.wheels_page.report is None
    assert not is_shown(shown, "yardFilesTable")


def test_a_check_that_fails_says_why_and_leaves_what_was_found(shown: Shown) -> None:
    open_page(shown)
    click(shown, "wheelsCheck")
    end(shown, CheckWheels, Failed(problem=PROBLEM))
    assert text(shown, "wheelsMessageTitle") == PROBLEM.title
    assert shown.window.wheels_page.findings.checks == wheels.CHECKS
    assert not is_shown(shown, "wheelsLine")


def test_a_check_can_be_stopped(shown: Shown) -> None:
    open_page(shown)
    click(shown, "wheelsCheck")
    assert text(shown, "wheelsDoing") == "Checking the local sources"
    job = job_of(shown, CheckWheels)
    click(shown, "wheelsCancel")
    assert shown.session.cancelled == [job]
    end(shown, CheckWheels, Cancelled())
    assert not is_shown(shown, "wheelsLine")
    assert not is_shown(shown, "wheelsMessage")


def test_a_finding_whose_remedy_is_no_change_of_sources_is_carried_out(shown: Shown) -> None:
    remedy = CheckRemedy(title="Lock again", action=Lock())
    open_page(shown, checks=(Check(id="stale", status=CheckStatus.WARN, title="It changed.", remedies=(remedy,)),))
    click(shown, "wheelsCheck")
    end(shown, CheckWheels, Succeeded(checks=shown.window.wheels_page.findings.checks))
    click(shown, "check-stale-0")
    assert submitted(shown, Lock) == [Lock(project=FOLDER)]
