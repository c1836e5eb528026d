"""The page of wheels goes with what happens: in its yards, in the project, in jobs that others began."""

from pathlib import Path

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.model.commands import (
    ChangeWheels,
    CheckWheels,
    KeepYard,
    PreviewWheels,
    RelocatePlace,
    ScanYards,
)
from core.model.events import FilesProgressed, Finished, YardSeen
from core.model.outcome import Cancelled, Succeeded
from core.model.problem import Category, Problem
from core.model.wheel_commands import LeaveYard, LimitSource, UseYard
from core.model.wheels import WheelsReport, Yard, YardOrigin
from gui.dialogs.change_wheels import ChangeDialog
from tests.fakes import wheels
from tests.fakes.findings import FOLDER
from tests.unit.gui.conftest import Shown
from tests.unit.gui.looking import click, is_shown, last, part, text
from tests.unit.gui.wheel_jobs import begun, count, newest, opened, over

PROBLEM = Problem(category=Category.OTHER, title="The share is gone.", explanation="Connect it.")


def test_a_large_yard_is_shown_before_it_is_checked(shown: Shown) -> None:
    shown.window.actions_.wheels.trigger()
    job, _ = newest(shown, ScanYards)
    (yard,) = wheels.many(300).yards
    shown.session.play(FilesProgressed(job=job, project=FOLDER, done=10, total=300))
    assert is_shown(shown, "wheelsCancel")
    assert "10 of 300" in text(shown, "wheelsDoing")
    shown.session.play(YardSeen(job=job, project=FOLDER, yard=yard))
    assert text(shown, "yardFilesTitle") == "Files (300)"
    over(shown, ScanYards, Succeeded(wheels=WheelsReport(yards=(yard,))))
    assert not is_shown(shown, "wheelsCancel")


def test_looking_can_be_stopped(shown: Shown) -> None:
    shown.window.actions_.wheels.trigger()
    job, _ = newest(shown, ScanYards)
    shown.session.play(FilesProgressed(job=job, project=FOLDER, done=1, total=300))
    click(shown, "wheelsCancel")
    assert job in shown.session.cancelled
    over(shown, ScanYards, Cancelled())
    assert text(shown, "wheelsSentence") == "The yards were not looked through."


def test_a_yard_is_used_left_and_kept(shown: Shown) -> None:
    page = opened(shown)
    page.yards.change_wanted.emit(UseYard(folder=wheels.SHARE))
    assert last(shown) == PreviewWheels(project=FOLDER, change=UseYard(folder=wheels.SHARE))
    part(shown, ChangeDialog, "changeWheelsDialog").reject()
    QTest.qWait(20)
    page.yards.change_wanted.emit(LeaveYard(folder=wheels.SHARE))
    assert last(shown) == PreviewWheels(project=FOLDER, change=LeaveYard(folder=wheels.SHARE))
    part(shown, ChangeDialog, "changeWheelsDialog").reject()
    page.yards.keep_wanted.emit(wheels.SHARE, False)
    assert last(shown) == KeepYard(project=FOLDER, folder=wheels.SHARE, keep=False)
    over(shown, KeepYard, Succeeded(repaired="It is off your list."))
    assert isinstance(last(shown), ScanYards)


def test_another_project_shows_its_own_and_late_results_change_nothing(shown: Shown) -> None:
    page = opened(shown)
    page.check_wanted.emit()
    late, _ = newest(shown, CheckWheels)
    other = next(entry.project.folder for entry in shown.session.state.projects if entry.project.folder != FOLDER)
    shown.window.select(other)
    assert late in shown.session.cancelled
    assert newest(shown, ScanYards)[1] == ScanYards(project=other)
    assert page.report is None
    shown.session.play(Finished(job=late, project=FOLDER, outcome=Succeeded(checks=wheels.CHECKS), seconds=1.0))
    assert page.findings.checks == ()
    over(shown, ScanYards, Succeeded(wheels=WheelsReport()))
    assert text(shown, "wheelsSentence") == "This project draws from no local files yet"


def test_a_change_of_the_sources_is_looked_at_again(shown: Shown) -> None:
    opened(shown)
    before = count(shown, ScanYards), count(shown, CheckWheels)
    change = ChangeWheels(project=FOLDER, change=LimitSource(package="nxpy"))
    begun(shown, change, "other")
    shown.session.play(Finished(job="other", project=FOLDER, outcome=Succeeded(), seconds=1.0))
    over(shown, ScanYards, Succeeded(wheels=wheels.report()))
    assert (count(shown, ScanYards), count(shown, CheckWheels)) == (before[0] + 1, before[1] + 1)


def test_a_file_that_comes_into_a_yard_is_seen(shown: Shown, qtbot: QtBot, tmp_path: Path) -> None:
    report = WheelsReport(yards=(Yard(folder=tmp_path, origins=(YardOrigin.CHOSEN,)),))
    opened(shown, report)
    before = count(shown, ScanYards)
    (tmp_path / "new-1.0-py3-none-any.whl").write_bytes(b"")
    qtbot.waitUntil(lambda: count(shown, ScanYards) > before, timeout=20_000)
    over(shown, ScanYards, Succeeded(wheels=report))
    assert isinstance(last(shown), ScanYards), "what changed nothing is not checked again"


def test_a_share_is_looked_at_by_the_clock_alone(shown: Shown) -> None:
    report = WheelsReport(yards=(Yard(folder=Path("//server/wheels")),))
    opened(shown, report)
    watch = shown.window._side_pages._wheels._watch
    assert watch.is_on
    assert watch.folders == frozenset()
    shown.window.wheels_page.back_wanted.emit()
    assert not watch.is_on


def test_a_move_leads_to_where_it_is_watched(shown: Shown) -> None:
    opened(shown)
    begun(shown, RelocatePlace(project=FOLDER), "other")
    assert not is_shown(shown, "wheelsPage")


def test_what_changes_during_a_look_is_looked_at_again(shown: Shown) -> None:
    opened(shown)
    wheels_ = shown.window._side_pages._wheels
    wheels_._watch.changed.emit()
    before = count(shown, ScanYards)
    wheels_._watch.changed.emit()
    assert count(shown, ScanYards) == before
    over(shown, ScanYards, Succeeded(wheels=wheels.report()))
    assert count(shown, ScanYards) == before + 1
