"""The page of a project shows its state, and its buttons submit what they say."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from core.model.commands import (
    ProbePlaces,
    RelocatePlace,
    Sync,
    UndoRelocation,
)
from core.model.events import ProjectDescribed, ProjectDetails
from core.model.outcome import Succeeded
from gui.widgets.icon_view import Pill
from gui.widgets.probe_plot import ProbePlot
from gui.widgets.progress_line import ProgressLine
from tests.fakes import findings, scenes
from tests.unit.gui.conftest import NOW, Shown
from tests.unit.gui.looking import click, is_shown, last, part, text


def test_what_will_run_is_in_words(shown: Shown) -> None:
    assert text(shown, "factUv") == "0.13.9"
    assert text(shown, "factPython") == "3.11.4 (project asks >=3.10.10)"
    assert text(shown, "place-cache") == str(findings.OLD_CACHE)
    assert text(shown, "place-cache-origin") == "uv's default"
    assert text(shown, "place-temp-origin") == "set by TMPDIR"
    assert text(shown, "place-environment-free") == "64.0 GiB free"
    assert is_shown(shown, "idleHint")
    assert not is_shown(shown, "undoButton")


def test_in_trouble_only_what_was_looked_for_is_said(shown: Shown) -> None:
    details = ProjectDetails(
        uv_version="0.13.9", certificates="the certificates of this computer", trouble="Line 3 is no TOML. Mend it."
    )
    shown.session.play(ProjectDescribed(project=scenes.project(), details=details))
    assert text(shown, "factUv") == "0.13.9"
    assert text(shown, "factCertificates") == "the certificates of this computer"
    assert is_shown(shown, "notLookedFor")
    for name in ("factPython", "factLinkMode", "place-cache", "place-temp", "place-environment", "idleHint"):
        assert not is_shown(shown, name), name
    shown.session.play(ProjectDescribed(project=scenes.project(), details=scenes.details()))
    assert not is_shown(shown, "notLookedFor")
    for name in ("factPython", "factLinkMode", "place-cache", "place-temp", "place-environment", "idleHint"):
        assert is_shown(shown, name), name


def test_what_was_looked_for_and_not_found_says_so(shown: Shown) -> None:
    missing = ProjectDetails(trouble="The program uv was not found on this computer. Install it.")
    shown.session.play(ProjectDescribed(project=scenes.project(), details=missing))
    assert text(shown, "factUv") == "not found"
    shown.session.play(ProjectDescribed(project=scenes.project(), details=ProjectDetails(uv_version="0.13.9")))
    assert text(shown, "factPython") == "not found"


def test_a_sync_under_way_shows_rows_bars_and_time(shown: Shown) -> None:
    scenes.sync_under_way(shown.session, at=NOW - 21)
    assert text(shown, "stageLabel") == "Sync: Preparing packages"
    assert text(shown, "timeLabel").startswith("21 s · about ")
    assert text(shown, "packagesFigures") == "4 of 16 prepared"
    assert text(shown, "bytesFigures") == "69.8 MiB of 140 MiB"
    assert part(shown, ProgressLine, "packagesBar").share == pytest.approx(4 / 16)
    assert part(shown, ProgressLine, "bytesBar").share == pytest.approx(69.8 / 139.97, abs=0.01)
    table = part(shown, QTableView, "packageTable")
    assert table.model().rowCount() == 16
    assert table.model().index(1, 2).data() == "Downloading"
    assert table.model().index(1, 3).data() == "9.6 MiB of 12.1 MiB"
    assert part(shown, Pill, "projectBadge").text == "Running"
    assert shown.window.page.log.line_count == 12
    assert not part(shown, QPushButton, "syncButton").isEnabled()
    assert not shown.window.page.run_card.is_open


def test_before_the_plan_the_bar_claims_nothing(shown: Shown) -> None:
    shown.session.begin(Sync(project=findings.FOLDER), at=NOW - 3)
    assert part(shown, ProgressLine, "packagesBar").share is None
    assert not is_shown(shown, "bytesBar")
    assert text(shown, "timeLabel") == "3 s"


def test_a_finished_sync_says_what_changed(shown: Shown) -> None:
    scenes.sync_done(shown.session, at=NOW - 21)
    assert text(shown, "stageLabel") == "Sync finished in 21 s: 16 installed."
    assert text(shown, "timeLabel") == ""
    assert part(shown, Pill, "projectBadge").text == "Done"
    assert shown.window.page.run_card.is_open


def test_after_cancel_nothing_claims_to_be_under_way(shown: Shown) -> None:
    scenes.cancelled(shown.session, at=NOW)
    table = part(shown, QTableView, "packageTable")
    states = {table.model().index(row, 2).data() for row in range(table.model().rowCount())}
    assert states == {"Prepared", "Not finished"}
    assert text(shown, "stageLabel").startswith("Sync was stopped after 6.2 s.")


def test_a_refused_rename_is_explained_with_figures(shown: Shown) -> None:
    scenes.refused_rename(shown.session, at=NOW)
    problem = findings.rename_problem()
    assert is_shown(shown, "problemPanel")
    assert text(shown, "problemTitle") == problem.title
    assert text(shown, "problemWhat") == "Sync failed after 14 s."
    assert text(shown, "fact-package") == "nxpy 21.3.4"
    assert text(shown, "fact-from") == problem.path_from
    assert text(shown, "fact-to") == problem.path_to
    assert text(shown, "fact-os-error") == "5"
    (bar,) = part(shown, ProbePlot, "probePlot").bars
    assert (bar.passed, bar.waited, bar.never) == (3, 5, 4)
    assert not is_shown(shown, "rawText")


def test_the_raw_text_is_one_click_away(shown: Shown, qtbot: QtBot) -> None:
    scenes.refused_rename(shown.session, at=NOW)
    click(shown, "rawButton")
    assert part(shown, QPlainTextEdit, "rawText").toPlainText() == findings.rename_problem().raw


def test_the_problem_can_be_copied_whole(shown: Shown, qtbot: QtBot) -> None:
    scenes.refused_rename(shown.session, at=NOW)
    click(shown, "problemCopy")
    copied = QGuiApplication.clipboard().text()
    for piece in ("nxpy", "os error: 5", "9 of 12 renames", "Access is denied"):
        assert piece in copied


def test_a_remedy_submits_its_action(shown: Shown, qtbot: QtBot) -> None:
    scenes.refused_rename(shown.session, at=NOW)
    for remedy in findings.rename_problem().remedies[:3]:
        click(shown, f"remedy-{remedy.id}")
        assert last(shown) == remedy.action


def test_a_remedy_for_a_person_shows_its_command_to_copy(shown: Shown, qtbot: QtBot) -> None:
    scenes.refused_rename(shown.session, at=NOW)
    copy = part(shown, QToolButton, "remedy-it-request-copy")
    QTest.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "wheelyard request --out request.txt"
    assert shown.window.findChild(QPushButton, "remedy-it-request") is None


def test_relocate_runs_the_failed_command_afterwards(shown: Shown, qtbot: QtBot) -> None:
    scenes.refused_rename(shown.session, at=NOW)
    click(shown, "relocateButton")
    click(shown, "questionAccept")
    assert last(shown) == RelocatePlace(project=findings.FOLDER, then=Sync(project=findings.FOLDER))


def test_relocate_to_a_chosen_folder(shown: Shown, qtbot: QtBot, tmp_path: Path) -> None:
    scenes.refused_rename(shown.session, at=NOW)
    shown.window.actions_.relocate_to.trigger()
    dialog = shown.window.findChild(QFileDialog)
    assert dialog is not None
    dialog.setDirectory(str(tmp_path))
    dialog.fileSelected.emit(str(tmp_path))
    dialog.done(int(QDialog.DialogCode.Accepted))
    click(shown, "questionAccept")
    assert last(shown) == RelocatePlace(project=findings.FOLDER, to=tmp_path, then=Sync(project=findings.FOLDER))


def test_while_measuring_the_problem_stays_and_its_remedies_wait(shown: Shown) -> None:
    scenes.probing(shown.session, at=NOW)
    assert is_shown(shown, "problemPanel")
    assert not part(shown, QPushButton, "remedy-relocate-cache").isEnabled()
    (bar,) = part(shown, ProbePlot, "activityProbes").bars
    assert (bar.done, bar.rounds, bar.pending, bar.waited) == (22, 40, 17, 0)


def test_a_new_measurement_stands_below_the_old_figures(shown: Shown) -> None:
    scenes.probing(shown.session, at=NOW)
    report = findings.candidates()[0].probe
    assert report is not None
    shown.session.end(findings.FOLDER, Succeeded(probes=(report,)), job="job-2")
    assert is_shown(shown, "problemPanel")
    old, new = part(shown, ProbePlot, "probePlot").bars
    assert (old.when, old.place) == ("When it failed", str(findings.OLD_CACHE))
    assert (new.when.startswith("Measured again, "), new.place) == (True, str(report.place))
    assert isinstance(shown.session.state.projects[0].activity, object)
    assert part(shown, QPushButton, "remedy-relocate-cache").isEnabled()


def test_a_relocation_under_way_shows_files_and_bytes(shown: Shown) -> None:
    scenes.relocating(shown.session, at=NOW - 30)
    assert text(shown, "stageLabel") == "Relocate cache: Moving files"
    assert text(shown, "packagesFigures") == "4,210 of 12,873"
    assert text(shown, "bytesFigures") == "380 MiB of 1.2 GiB"
    assert not is_shown(shown, "problemPanel")


def test_after_a_relocation_one_button_undoes_it(shown: Shown, qtbot: QtBot) -> None:
    scenes.relocated(shown.session, at=NOW)
    said = shown.window.page.relocation.text
    for piece in ("copied and verified", "12,873 files", "1.2 GiB", str(findings.OLD_CACHE), str(scenes.NEW_CACHE)):
        assert piece in said
    click(shown, "undoButton")
    assert last(shown) == UndoRelocation(project=findings.FOLDER)
    undoing = [button for button in shown.window.findChildren(QPushButton) if "Undo" in button.text()]
    assert [button.objectName() for button in undoing if button.isVisible()] == ["undoButton"]


def test_the_relocation_stays_in_sight_after_the_sync_that_followed(shown: Shown) -> None:
    scenes.relocated_and_synced(shown.session, at=NOW)
    assert is_shown(shown, "relocationBar")
    assert text(shown, "stageLabel") == "Sync finished in 3.1 s: 1 installed."
    assert not is_shown(shown, "problemPanel")
    assert text(shown, "place-cache-origin") == "chosen in Wheelyard"


def test_after_undo_there_is_nothing_to_undo(shown: Shown) -> None:
    scenes.undone(shown.session, at=NOW)
    assert shown.window.page.relocation.text.startswith(f"The cache is back in {findings.OLD_CACHE}.")
    assert not is_shown(shown, "undoButton")


def test_where_no_place_is_clear_the_figures_are_a_table(shown: Shown, qtbot: QtBot) -> None:
    scenes.none_clear(shown.session, at=NOW)
    table = part(shown, QTableView, "candidatesTable")
    assert [table.model().index(row, 1).data() for row in range(3)] == ["Slow", "Refused", "Ruled out"]
    assert text(shown, "candidateWhy") == findings.candidates()[0].reasons[0]
    table.selectRow(1)
    click(shown, "takeCandidateButton")
    click(shown, "questionAccept")
    assert last(shown) == RelocatePlace(
        project=findings.FOLDER, to=findings.candidates()[1].place, then=Sync(project=findings.FOLDER)
    )
    click(shown, "chooseFolderButton")
    dialog = shown.window.findChild(QFileDialog)
    assert dialog is not None
    dialog.reject()


def test_bad_input_is_said_in_place(shown: Shown) -> None:
    scenes.bad_input(shown.session, at=NOW)
    assert text(shown, "problemTitle") == "pyproject.toml cannot be read: line 14 is no TOML"
    assert not [
        dialog for dialog in QApplication.topLevelWidgets() if isinstance(dialog, QDialog) and dialog.isVisible()
    ]


def test_a_probe_has_no_relocation_to_run(shown: Shown) -> None:
    scenes.probing(shown.session, at=NOW)
    entry = shown.session.state.projects[0]
    assert entry.activity is not None
    assert isinstance(entry.activity.command, ProbePlaces)
    assert not is_shown(shown, "relocationBar")
