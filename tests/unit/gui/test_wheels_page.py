"""The page of wheels: opened, looked through, watched, checked, and left with nothing hanging."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from core.model.checks import Check, CheckRemedy, CheckStatus
from core.model.commands import (
    ChangeWheels,
    CheckWheels,
    ChooseSetting,
    InspectFiles,
    KeepYard,
    PreviewWheels,
    RelocatePlace,
    ScanYards,
)
from core.model.events import FilesProgressed, Finished, YardSeen
from core.model.outcome import Cancelled, Failed, Succeeded
from core.model.problem import Category, Problem
from core.model.setting_keys import SettingKey
from core.model.wheel_commands import LeaveYard, LimitSource, RemoveSource, UseYard
from core.model.wheels import WheelsReport, Yard, YardFile, YardOrigin
from gui.dialogs.change_wheels import ChangeDialog
from tests.fakes import wheels
from tests.fakes.findings import FOLDER
from tests.unit.gui.conftest import Shown
from tests.unit.gui.looking import click, is_shown, last, part, text
from tests.unit.gui.test_accessibility import nameless
from tests.unit.gui.wheels_opened import begun, count, newest, opened, over

PROBLEM = Problem(category=Category.OTHER, title="The share is gone.", explanation="Connect it.")


def test_the_page_is_opened_by_its_key_and_shows_what_lies_in_the_yards(shown: Shown) -> None:
    QTest.keyClick(shown.window, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert last(shown) == ScanYards(project=FOLDER)
    assert text(shown, "wheelsSentence") == "Looking through the yards …"
    over(shown, ScanYards, Succeeded(wheels=wheels.report()))
    assert last(shown) == CheckWheels(project=FOLDER)
    assert text(shown, "wheelsSentence") == "10 files in 2 yards; something is wrong with 2"
    assert text(shown, "yardFilesTitle") == "Files (10)"
    assert text(shown, "yard-1-trouble") == "1 file vanished while it was read."
    shown.window.wheels_page.back_wanted.emit()
    assert not is_shown(shown, "wheelsPage")


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


def test_what_could_not_be_looked_through_is_said(shown: Shown) -> None:
    shown.window.actions_.wheels.trigger()
    over(shown, ScanYards, Failed(problem=PROBLEM))
    assert is_shown(shown, "wheelsMessage")
    assert any("The share is gone." in each.text() for each in shown.window.wheels_page.findChildren(QLabel))


def test_findings_are_opened_by_the_check_and_mended_from_there(shown: Shown) -> None:
    setting = ChooseSetting(key=SettingKey.PYTHON, value="3.10")
    python = Check(
        id="python",
        status=CheckStatus.WARN,
        title="cp310 only",
        remedies=(CheckRemedy(title="Use Python 3.10", action=setting),),
    )
    page = opened(shown, checks=(*wheels.CHECKS, python))
    assert not page.findings.is_open
    click(shown, "wheelsCheck")
    assert last(shown) == CheckWheels(project=FOLDER, probe=True)
    over(shown, CheckWheels, Succeeded(checks=(*wheels.CHECKS, python)))
    assert page.findings.is_open
    buttons = {each.text(): each for each in page.findings.findChildren(QPushButton)}
    buttons["Write the markers of nxpy anew"].click()
    assert last(shown) == PreviewWheels(project=FOLDER, change=LimitSource(package="nxpy"))
    part(shown, ChangeDialog, "changeWheelsDialog").reject()
    buttons["Use Python 3.10"].click()
    assert last(shown) == replace(setting, project=FOLDER)


def test_a_file_is_read_wholly_and_its_hash_shown(shown: Shown) -> None:
    page = opened(shown)
    names = [page.files.view.model().index(row, 0).data() for row in range(10)]
    page.files.view.selectRow(names.index("nxtools"))
    assert text(shown, "fileTitle").startswith("nxtools 1.2a2")
    click(shown, "fileInspect")
    assert last(shown) == InspectFiles(project=FOLDER, files=(wheels.NXTOOLS.path,))
    read = replace(wheels.NXTOOLS, sha256="ab" * 32, thorough=True)
    over(shown, InspectFiles, Succeeded(wheels=wheels.inspected(YardFile(file=read, fits=True))))
    assert any(each.text() == "ab" * 32 for each in page.files.details.findChildren(QLabel))
    assert not is_shown(shown, "fileInspect")


def test_a_file_is_removed_after_a_look_at_what_that_writes(shown: Shown) -> None:
    page = opened(shown)
    names = [page.files.view.model().index(row, 0).data() for row in range(10)]
    page.files.view.selectRow(names.index("nxtools"))
    click(shown, "fileRemove")
    change = RemoveSource(package="nxtools", files=(str(wheels.NXTOOLS.path),))
    assert last(shown) == PreviewWheels(project=FOLDER, change=change)
    part(shown, ChangeDialog, "changeWheelsDialog").reject()


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


def test_leaving_gives_up_what_is_under_way(shown: Shown) -> None:
    shown.window.actions_.wheels.trigger()
    job, _ = newest(shown, ScanYards)
    shown.window.actions_.wheels.trigger()
    assert job in shown.session.cancelled
    over(shown, ScanYards, Succeeded(wheels=wheels.report()))
    assert count(shown, CheckWheels) == 0


def test_a_move_leads_to_where_it_is_watched(shown: Shown) -> None:
    opened(shown)
    begun(shown, RelocatePlace(project=FOLDER), "other")
    assert not is_shown(shown, "wheelsPage")


def test_the_grid_says_each_cell_by_keyboard(shown: Shown) -> None:
    page = opened(shown)
    names = [page.files.view.model().index(row, 0).data() for row in range(10)]
    page.files.view.selectRow(names.index("nxpy"))
    grid = page.files.details.grid
    said: list[str] = []
    grid.pointed.connect(said.append)
    grid.setFocus()
    QTest.keyClick(grid, Qt.Key.Key_Right)
    QTest.keyClick(grid, Qt.Key.Key_Down)
    assert said[-1].startswith("Linux x86-64, Python 3.11: no file can be installed.")
    QTest.keyClick(grid, Qt.Key.Key_Left)
    assert said[-1] == "Linux x86-64, Python 3.10: nxpy-21.3.0-cp310-cp310-linux_x86_64.whl is installed."


@pytest.mark.parametrize("size", [(547, 373), (1240, 800)], ids=str)
def test_everything_is_named_plain_and_not_cut_off(shown: Shown, qtbot: QtBot, size: tuple[int, int]) -> None:
    shown.window.resize(*size)
    qtbot.waitUntil(lambda: shown.window.size().toTuple() == size)
    page = opened(shown)
    page.findings.set_open(is_open=True)
    page.files.view.selectRow(0)
    QTest.qWait(50)
    assert list(nameless(page)) == []
    assert all(each.textFormat() == Qt.TextFormat.PlainText for each in page.findChildren(QLabel) if each.text())
    scroll = part(shown, QScrollArea, "wheelsScroll")

    def cut() -> list[str]:
        return [
            each.objectName()
            for each in page.findChildren(QLabel) + page.findChildren(QPushButton)
            if each.isVisible()
            and scroll.isAncestorOf(each)
            and each.mapTo(scroll, each.rect().topRight()).x() > scroll.viewport().width()
        ]

    qtbot.waitUntil(lambda: cut() == [], timeout=20_000)
