"""The page of the wheels: opened and left, read when that may have changed, and what its buttons ask for."""

from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QMenu, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from core.model.commands import (
    ChangeWheels,
    CheckWheels,
    InspectFiles,
    KeepYard,
    Lock,
    PreviewWheels,
    ScanYards,
    Sync,
)
from core.model.events import FilesProgressed
from core.model.outcome import Cancelled, Failed, Succeeded
from core.model.problem import Category, Problem
from core.model.wheel_commands import LimitSource, UseYard
from core.model.wheels import YardUse
from gui.dialogs.change_wheels import ChangeDialog
from gui.models.roles import ItemRole
from tests.fakes import scenes, wheels
from tests.fakes.findings import FOLDER
from tests.unit.gui.conftest import NOW, Shown
from tests.unit.gui.looking import click, is_shown, part, text
from tests.unit.gui.wheels_opened import asked, choose, end, job_of, names, open_page, submitted, table

PROBLEM = Problem(category=Category.OTHER, title="The folder cannot be looked into.", explanation="Connect the drive.")


def test_a_key_opens_it_and_escape_leads_back(shown: Shown, qtbot: QtBot) -> None:
    shown.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is shown.window, timeout=20_000)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(QApplication.focusWidget() or shown.window, Qt.Key.Key_W, both)
    assert is_shown(shown, "wheelsPage")
    assert asked(shown) == [ScanYards(project=FOLDER)]
    assert text(shown, "wheelsName") == "Wheels of risk-dashboard"
    assert text(shown, "wheelsSentence") == "Looking through the yards …"
    end(shown, ScanYards, Succeeded(wheels=wheels.report()))
    assert text(shown, "wheelsSentence") == "10 files in 2 yards; something is wrong with 2"
    assert asked(shown)[-1] == CheckWheels(project=FOLDER)
    end(shown, CheckWheels, Succeeded(checks=wheels.CHECKS))
    QTest.keyClick(QApplication.focusWidget() or shown.window, Qt.Key.Key_Escape)
    assert is_shown(shown, "projectPage")
    assert not is_shown(shown, "wheelsPage")


def test_buttons_open_it_and_lead_back_and_the_menu_has_it(shown: Shown) -> None:
    click(shown, "wheelsButton")
    assert is_shown(shown, "wheelsPage")
    click(shown, "wheelsBack")
    assert is_shown(shown, "projectPage")
    assert shown.window.actions_.wheels in shown.window.sidebar.menu.actions()


def test_what_nobody_waits_for_is_called_off_and_what_comes_late_changes_nothing(shown: Shown) -> None:
    click(shown, "wheelsButton")
    job = job_of(shown, ScanYards)
    click(shown, "wheelsBack")
    assert shown.session.cancelled == [job]
    shown.session.play(FilesProgressed(job=job, project=None, done=3, total=9))
    end(shown, ScanYards, Succeeded(wheels=wheels.report()))
    assert is_shown(shown, "projectPage")
    assert submitted(shown, CheckWheels) == []


def test_it_goes_with_the_selected_project(shown: Shown) -> None:
    open_page(shown)
    choose(shown, "nxtools", "1.2a2")
    shown.window.actions_.next_project.trigger()
    assert is_shown(shown, "wheelsPage")
    assert asked(shown)[-1] == ScanYards(project=scenes.OTHER)
    assert text(shown, "wheelsName") == "Wheels of pricing"
    assert not is_shown(shown, "fileDetails")
    assert not is_shown(shown, "wheelFindings")


def test_a_report_of_the_project_before_is_not_shown(shown: Shown) -> None:
    click(shown, "wheelsButton")
    job = job_of(shown, ScanYards)
    shown.window.actions_.next_project.trigger()
    assert job in shown.session.cancelled
    shown.session.end(FOLDER, Succeeded(wheels=wheels.report()), job=job)
    assert text(shown, "wheelsSentence") == "Looking through the yards …"


def test_yards_say_where_why_and_how_much(shown: Shown) -> None:
    open_page(shown)
    assert text(shown, "yardsTitle") == "Yards (2)"
    assert text(shown, "yard-0-path") == str(wheels.EXDIST)
    assert text(shown, "yard-0-text") == "sources of the project lie there · 6 files, 1.6 MiB"
    assert text(shown, "yard-1-trouble") == "1 file vanished while it was read."


def test_the_menu_of_a_yard_offers_what_can_be_done_with_it(shown: Shown) -> None:
    open_page(shown)
    own, share = (yard_menu(shown, number) for number in (0, 1))
    assert [action.isEnabled() for action in own if not action.isSeparator()] == [True, True, False, True]
    assert [action.isEnabled() for action in share if not action.isSeparator()] == [False, True, True, True]
    own[0].trigger()
    assert asked(shown)[-1] == PreviewWheels(
        project=FOLDER, change=UseYard(folder=wheels.EXDIST, use=YardUse.FIND_LINKS)
    )
    part(shown, ChangeDialog, "changeWheelsDialog").reject()
    share[-1].trigger()
    assert asked(shown)[-1] == KeepYard(project=FOLDER, folder=wheels.SHARE, keep=False)
    end(shown, KeepYard, Succeeded(repaired="It is off your list of yards."))
    assert text(shown, "wheelsMessageTitle") == "It is off your list of yards."
    assert asked(shown)[-1] == ScanYards(project=FOLDER)


def yard_menu(shown: Shown, number: int) -> list[QAction]:
    menu = part(shown, QToolButton, f"yard-{number}-more").menu()
    assert isinstance(menu, QMenu)
    return list(menu.actions())


def test_the_details_go_with_the_row(shown: Shown) -> None:
    open_page(shown)
    assert not is_shown(shown, "fileDetails")
    choose(shown, "nxpy", "21.3.4")
    assert text(shown, "fileTitle") == "nxpy 21.3.4 · Windows x86-64 · Python 3.10"
    assert text(shown, "fileWhy") == wheels.NOT_HERE
    QTest.qWait(20)
    said = [label.text() for label in shown.window.findChildren(QLabel, "fileFact") if label.isVisible()]
    assert "cp310-cp310-win_amd64" in said
    assert "numpy<2, pandas>=2" in said
    assert text(shown, "fitSentence") == "2 of 12 environments have a file of nxpy."
    choose(shown, "ratesfeed", "0.9")
    QTest.qWait(20)
    troubles = [label.text() for label in shown.window.findChildren(QLabel, "fileTrouble") if label.isVisible()]
    assert troubles == [trouble.sentence for trouble in wheels.BROKEN.troubles]
    assert not is_shown(shown, "fitGrid")
    assert not is_shown(shown, "fileRemove")


def test_arrow_keys_go_through_the_grid_and_each_cell_says_itself(shown: Shown, qtbot: QtBot) -> None:
    open_page(shown)
    choose(shown, "nxpy", "21.3.0")
    shown.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is shown.window, timeout=20_000)
    grid = part(shown, QWidget, "fitGrid")
    grid.setFocus()
    assert text(shown, "fitSentence").startswith("Windows x86-64, Python 3.10: nxpy-21.3.4")
    QTest.keyClick(grid, Qt.Key.Key_Down)
    assert text(shown, "fitSentence").startswith("Linux x86-64, Python 3.10: nxpy-21.3.0")
    QTest.keyClick(grid, Qt.Key.Key_Right)
    assert text(shown, "fitSentence").startswith("Linux x86-64, Python 3.11: no file can be installed.")
    assert grid.accessibleDescription().startswith("Linux x86-64, Python 3.11: no file can be installed.")
    for _ in range(9):
        QTest.keyClick(grid, Qt.Key.Key_Down)
    assert text(shown, "fitSentence").startswith("macOS ARM64, Python 3.11")


def test_a_file_that_is_read_wholly_tells_its_hash(shown: Shown) -> None:
    open_page(shown)
    choose(shown, "quantcore", "7.0.2")
    click(shown, "fileInspect")
    file = wheels.SHARED[2]
    assert asked(shown)[-1] == InspectFiles(project=FOLDER, files=(file.path,))
    assert part(shown, QPushButton, "fileInspect").text() == "Reading …"
    read = replace(file, sha256="c" * 64, thorough=True)
    end(shown, InspectFiles, Succeeded(wheels=wheels.inspected(wheels.seen(read, fits=None, why="", used=False))))
    said = [label.text() for label in shown.window.findChildren(QLabel, "fileFact")]
    assert "c" * 64 in said
    assert not is_shown(shown, "fileInspect")
    # It became another file: what was read of the one before is not said of it.
    changed = tuple(
        replace(each, file=replace(each.file, size=9)) if each.file is file else each for each in wheels.YARDS[1].files
    )
    shown.window.wheels_page.show_report(
        replace(wheels.report(), yards=(wheels.YARDS[0], replace(wheels.YARDS[1], files=changed)))
    )
    QTest.qWait(20)
    said = [label.text() for label in shown.window.findChildren(QLabel, "fileFact") if label.isVisible()]
    assert "c" * 64 not in said
    assert is_shown(shown, "fileInspect")


def test_the_chosen_file_stays_chosen_when_files_come_and_is_let_go_when_it_goes(shown: Shown) -> None:
    open_page(shown)
    choose(shown, "nxtools", "1.2a2")
    new = wheels.seen(wheels.wheel("aaa", "1", "py3-none-any"), fits=True, why="")
    more = replace(wheels.YARDS[0], files=(new, *wheels.YARDS[0].files))
    shown.window.wheels_page.show_report(replace(wheels.report(), yards=(more, wheels.YARDS[1])))
    assert names(shown)[0] == "aaa 1"
    assert text(shown, "fileTitle").startswith("nxtools 1.2a2")
    assert table(shown).currentIndex().data(ItemRole.ROW).file is wheels.NXTOOLS
    fewer = tuple(each for each in wheels.YARDS[0].files if each.file is not wheels.NXTOOLS)
    shown.window.wheels_page.show_report(
        replace(wheels.report(), yards=(replace(wheels.YARDS[0], files=fewer), wheels.YARDS[1]))
    )
    assert not is_shown(shown, "fileDetails")


def test_the_search_narrows_the_rows_after_a_moment(shown: Shown, qtbot: QtBot) -> None:
    open_page(shown)
    QTest.keyClicks(part(shown, QLineEdit, "yardFilesSearch"), "nxpy")
    qtbot.waitUntil(lambda: len(names(shown)) == 2, timeout=20_000)
    assert text(shown, "yardFilesTitle") == "Files (2 of 10)"
    part(shown, QLineEdit, "yardFilesSearch").setText("no such file")
    qtbot.waitUntil(lambda: names(shown) == [], timeout=20_000)
    assert text(shown, "yardFilesEmpty") == "No file is like that."


def test_findings_are_folded_until_a_person_asks_for_the_check(shown: Shown) -> None:
    open_page(shown)
    assert is_shown(shown, "wheelFindings")
    assert not is_shown(shown, "check-no-file")
    click(shown, "wheelsCheck")
    assert asked(shown)[-1] == CheckWheels(project=FOLDER, probe=True)
    end(shown, CheckWheels, Succeeded(checks=wheels.CHECKS))
    assert is_shown(shown, "check-no-file")
    assert is_shown(shown, "check-versions-differ")
    click(shown, "check-no-file-0")
    change = LimitSource(package="nxpy")
    assert asked(shown)[-1] == PreviewWheels(project=FOLDER, change=change)
    end(shown, PreviewWheels, Succeeded(diffs=(wheels.DIFF,)))
    click(shown, "changeWheelsDialogAccept")
    seen: dict[str, str | None] = {str(wheels.PYPROJECT): "digest-1"}
    assert asked(shown)[-1] == ChangeWheels(project=FOLDER, change=change, seen=seen)


def test_the_check_that_comes_with_a_look_moves_nothing(shown: Shown) -> None:
    open_page(shown)
    shown.window.wheels_page.files.search.setFocus()
    shown.session.begin(Lock(project=FOLDER), at=NOW, job="lock-1")
    shown.session.end(FOLDER, Succeeded(), job="lock-1")
    end(shown, ScanYards, Succeeded(wheels=wheels.report()))
    shown.session.play(FilesProgressed(job=job_of(shown, CheckWheels), project=None, done=1, total=7))
    assert not is_shown(shown, "wheelsLine")


def test_a_look_that_takes_its_time_says_how_far_it_came_and_can_be_stopped(shown: Shown) -> None:
    click(shown, "wheelsButton")
    job = job_of(shown, ScanYards)
    shown.session.play(FilesProgressed(job=job, project=None, done=1200, total=5000))
    assert text(shown, "wheelsDoing") == "Looking through the yards · 1,200 of 5,000"
    click(shown, "wheelsCancel")
    assert shown.session.cancelled == [job]
    end(shown, ScanYards, Cancelled())
    assert not is_shown(shown, "wheelsLine")


def test_what_changed_the_sources_is_followed_by_another_look(shown: Shown) -> None:
    open_page(shown)
    before = len(submitted(shown, ScanYards))
    shown.session.begin(Sync(project=FOLDER), at=NOW, job="sync-1")
    assert len(submitted(shown, ScanYards)) == before
    shown.session.end(FOLDER, Succeeded(), job="sync-1")
    assert len(submitted(shown, ScanYards)) == before + 1


def test_a_look_that_fails_says_why(shown: Shown) -> None:
    click(shown, "wheelsButton")
    end(shown, ScanYards, Failed(problem=PROBLEM))
    assert text(shown, "wheelsSentence") == "The yards were not looked through."
    assert text(shown, "wheelsMessageTitle") == PROBLEM.title


def test_a_folder_becomes_a_yard(shown: Shown, tmp_path: Path) -> None:
    open_page(shown)
    click(shown, "wheelsKeep")
    chooser = part(shown, QFileDialog, "folderDialog")
    chooser.setDirectory(str(tmp_path))
    chooser.selectFile(str(tmp_path))
    chooser.accept()
    keeping = asked(shown)[-1]
    assert isinstance(keeping, KeepYard)
    assert keeping.keep
    end(shown, KeepYard, Failed(problem=PROBLEM))
    assert text(shown, "wheelsMessageTitle") == PROBLEM.title


def test_without_projects_there_is_nothing_to_look_at(shown: Shown) -> None:
    open_page(shown)
    for folder in (FOLDER, scenes.OTHER):
        shown.session.remove(folder)
    assert is_shown(shown, "emptyPage")
    assert not shown.window.actions_.wheels.isEnabled()
