"""The page of a project's past: opened and left by key and button, read when that may have changed."""

from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QTableView, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from core.model.commands import DescribeProject, PruneCache, ReadHistory, Sync, TakeInventory
from core.model.events import Finished, Queued
from core.model.history import HistoryReport
from core.model.outcome import Cancelled, Failed, Succeeded
from core.model.problem import Category, Problem
from gui import history_words
from gui.models.roles import ItemRole
from gui.models.runs import RunColumn
from gui.widgets.history_plot import HistoryPlot
from gui.widgets.runs_table import MOST_SHOWN
from tests.fakes import scenes
from tests.fakes.findings import FOLDER
from tests.unit.gui.conftest import NOW, Shown
from tests.unit.gui.looking import click, is_shown, last, part, text
from tests.unit.gui.pasts import END, PATH, PLACES, RUNS, TITLE, report, run

PROBLEM = Problem(category=Category.OTHER, title="The history cannot be read.", explanation="Close the other program.")


def press(shown: Shown, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or shown.window, key, modifier)


def opened(shown: Shown, qtbot: QtBot) -> None:
    shown.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is shown.window, timeout=20_000)
    shown.window.actions_.history.trigger()


def read(shown: Shown, past: HistoryReport | None = None) -> None:
    """Let the reading that was asked for last end."""
    assert isinstance(last(shown), ReadHistory)
    job = f"job-{len(shown.session.submitted)}"
    shown.session.play(Finished(job=job, project=None, outcome=Succeeded(history=past or report()), seconds=0.1))


def readings(shown: Shown) -> int:
    return sum(isinstance(command, ReadHistory) for command in shown.session.submitted)


def table(shown: Shown) -> QTableView:
    return part(shown, QTableView, "runsTable")


def test_a_key_opens_it_and_escape_leads_back(shown: Shown, qtbot: QtBot) -> None:
    shown.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is shown.window, timeout=20_000)
    press(shown, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert is_shown(shown, "historyPage")
    assert last(shown) == ReadHistory(project=FOLDER, days=30)
    assert text(shown, "historyName") == "History of risk-dashboard"
    assert text(shown, "historySentence") == "Reading the history …"
    assert not is_shown(shown, "runsCard")
    read(shown)
    assert text(shown, "historySentence") == "2 of 4 syncs failed here in 30 days."
    assert not is_shown(shown, "historyTroubles")  # the sentence above names a single trouble
    press(shown, Qt.Key.Key_Escape)
    assert is_shown(shown, "projectPage")
    assert not is_shown(shown, "historyPage")
    assert QApplication.focusWidget() is part(shown, QPushButton, "syncButton")


def test_buttons_open_it_and_lead_back(shown: Shown) -> None:
    click(shown, "historyButton")
    read(shown)
    click(shown, "historyBack")
    assert is_shown(shown, "projectPage")


def test_a_reading_that_nobody_waits_for_is_called_off(shown: Shown) -> None:
    click(shown, "historyButton")
    job = f"job-{len(shown.session.submitted)}"
    click(shown, "historyBack")
    assert shown.session.cancelled == [job]


def test_another_span_is_read_anew(shown: Shown, qtbot: QtBot) -> None:
    opened(shown, qtbot)
    read(shown)
    QTest.mouseClick(part(shown, QToolButton, "historySpan-365"), Qt.MouseButton.LeftButton)
    assert last(shown) == ReadHistory(project=FOLDER, days=365)
    assert part(shown, QToolButton, "historySpan-365").isChecked()
    assert not part(shown, QToolButton, "historySpan-30").isChecked()
    # What was read before stays until the new figures are there.
    assert text(shown, "historySentence") == "2 of 4 syncs failed here in 30 days."


def test_every_job_of_the_project_that_ended_is_shown(shown: Shown) -> None:
    click(shown, "historyButton")
    read(shown)
    before = readings(shown)
    shown.session.begin(Sync(project=FOLDER), at=NOW, job="sync-1")
    assert readings(shown) == before
    shown.session.end(FOLDER, Succeeded(), job="sync-1")
    assert readings(shown) == before + 1
    read(shown, report(runs=(run(5, days_ago=0.1), *RUNS)))
    assert text(shown, "runsTitle") == "Runs (5)"
    # Reading is a job, too: that it ended is no news.
    assert readings(shown) == before + 1


def test_jobs_that_are_written_down_nowhere_change_nothing(shown: Shown) -> None:
    click(shown, "historyButton")
    read(shown)
    before = readings(shown)
    shown.session.begin(DescribeProject(project=FOLDER), at=NOW, job="look-1")
    shown.session.end(FOLDER, Succeeded(), job="look-1")
    shown.session.begin(PruneCache(project=FOLDER, preview=True), at=NOW, job="look-2")
    shown.session.end(FOLDER, Succeeded(), job="look-2")
    shown.session.begin(Sync(project=scenes.OTHER), at=NOW, job="sync-2")
    shown.session.end(scenes.OTHER, Succeeded(), job="sync-2")
    assert readings(shown) == before


def test_a_count_that_measured_is_shown_though_it_is_in_no_queue(shown: Shown) -> None:
    click(shown, "historyButton")
    read(shown, report(places=()))
    assert "No rename was measured in the last 30 days." in text(shown, "historyUnmeasured")
    assert not is_shown(shown, "historyPlot")
    click(shown, "historyMeasure")
    assert last(shown) == TakeInventory(project=FOLDER, probe=True)
    shown.session.play(Queued(job="count-1", project=None, command=TakeInventory(project=FOLDER, probe=True)))
    assert part(shown, QPushButton, "historyMeasure").text() == "Measuring …"
    assert not part(shown, QPushButton, "historyMeasure").isEnabled()
    before = readings(shown)
    shown.session.play(Finished(job="count-1", project=None, outcome=Succeeded(), seconds=3.0))
    assert readings(shown) == before + 1
    read(shown)
    assert is_shown(shown, "historyPlot")
    assert not is_shown(shown, "historyMeasure")


def test_it_goes_with_the_selected_project(shown: Shown) -> None:
    click(shown, "historyButton")
    read(shown)
    shown.window.actions_.next_project.trigger()
    assert is_shown(shown, "historyPage")
    assert last(shown) == ReadHistory(project=scenes.OTHER, days=30)
    assert text(shown, "historyName") == "History of pricing"
    assert text(shown, "historySentence") == "Reading the history …"


def test_work_that_is_begun_by_key_is_watched_on_the_projects_page(shown: Shown) -> None:
    click(shown, "historyButton")
    read(shown)
    shown.window.actions_.sync.trigger()
    assert last(shown) == Sync(project=FOLDER)
    assert is_shown(shown, "projectPage")


def test_without_projects_there_is_nothing_to_look_back_at(shown: Shown) -> None:
    click(shown, "historyButton")
    shown.session.remove(FOLDER)
    shown.session.remove(scenes.OTHER)
    assert is_shown(shown, "emptyPage")
    assert not shown.window.actions_.history.isEnabled()


def test_where_nothing_ran_a_sentence_says_so(shown: Shown) -> None:
    click(shown, "historyButton")
    read(shown, report(runs=(), places=()))
    assert text(shown, "runsEmpty").startswith("Nothing ran here in the last 30 days.")
    assert not is_shown(shown, "runsTable")
    assert not is_shown(shown, "failuresOnly")
    assert not is_shown(shown, "historyTroubles")


def test_of_very_many_runs_the_newest_are_shown(shown: Shown) -> None:
    click(shown, "historyButton")
    many = tuple(run(9000 - number, days_ago=1 + number / 1000) for number in range(MOST_SHOWN + 5))
    read(shown, report(runs=many))
    assert text(shown, "runsTitle") == "Runs (2,000 of 2,005)"
    assert shown.window.history_page.runs.model.rows[-1] is many[0]
    assert table(shown).model().index(0, 0).data(ItemRole.ROW) is many[0]


def test_failures_alone(shown: Shown) -> None:
    click(shown, "historyButton")
    read(shown)
    rows = table(shown).model()
    assert [rows.index(row, RunColumn.OUTCOME).data() for row in range(rows.rowCount())] == [
        "Succeeded",
        "Failed",
        "Cancelled",
        "Failed",
    ]
    only = part(shown, QToolButton, "failuresOnly")
    QTest.mouseClick(only, Qt.MouseButton.LeftButton)
    assert [rows.index(row, RunColumn.OUTCOME).data() for row in range(rows.rowCount())] == ["Failed", "Failed"]
    assert text(shown, "runsTitle") == "Runs (2 of 4)"
    read_again = report(runs=(RUNS[0],))
    shown.window.history_page.show_report(read_again)
    assert text(shown, "runsEmpty") == "No run failed here in the last 30 days."
    assert not is_shown(shown, "runsTable")
    assert only.isVisible()


def test_return_says_what_went_wrong_in_a_run(shown: Shown, qtbot: QtBot) -> None:
    opened(shown, qtbot)
    read(shown)
    assert not is_shown(shown, "runDetails")
    table(shown).setFocus()
    table(shown).selectRow(1)
    assert not is_shown(shown, "runDetails")
    press(shown, Qt.Key.Key_Return)
    assert text(shown, "runSentence") == history_words.run_sentence(RUNS[1])
    assert text(shown, "runTitle") == TITLE
    assert text(shown, "runFacts").startswith("Category: cache-rename-denied · Package: nxpy")
    assert text(shown, "runPath") == PATH
    click_copy = part(shown, QToolButton, "runPathCopy")
    QTest.mouseClick(click_copy, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == PATH
    # Once open, the details go with the row.
    table(shown).setFocus()
    press(shown, Qt.Key.Key_Up)
    assert text(shown, "runSentence") == history_words.run_sentence(RUNS[0])
    assert not is_shown(shown, "runPath")


def test_a_double_click_does_the_same(shown: Shown) -> None:
    click(shown, "historyButton")
    read(shown)
    view = table(shown)
    where = view.visualRect(view.model().index(3, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(where))
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(where))
    assert text(shown, "runSentence") == history_words.run_sentence(RUNS[3])


def test_details_stay_when_a_run_is_added(shown: Shown) -> None:
    click(shown, "historyButton")
    read(shown)
    view = table(shown)
    view.selectRow(1)
    view.activated.emit(view.currentIndex())
    shown.window.history_page.show_report(report(runs=(run(5, days_ago=0.1), *RUNS)))
    assert text(shown, "runSentence") == history_words.run_sentence(RUNS[1])
    assert view.currentIndex().row() == 2


def test_the_plot_has_the_places_and_their_figures(shown: Shown, qtbot: QtBot) -> None:
    opened(shown, qtbot)
    read(shown)
    plot = part(shown, HistoryPlot, "historyPlot")
    assert plot.places == PLACES
    assert (plot._begin, plot._end) == (report().since, END)
    assert text(shown, "legend-0-path") == str(PLACES[0].place)
    assert text(shown, "legend-1-figures") == "2 probes · 0 % refused at the last"
    assert "arrow keys" in text(shown, "historyFigures")
    plot.setFocus()
    assert text(shown, "historyFigures") == history_words.point_sentence(PLACES[0].place, PLACES[0].points[2])
    part(shown, QPushButton, "historyBack").setFocus()
    assert "arrow keys" in text(shown, "historyFigures")


def test_places_that_were_not_measured_are_left_out_of_the_plot(shown: Shown) -> None:
    click(shown, "historyButton")
    read(shown, report(places=(replace(PLACES[0], points=()), PLACES[1])))
    assert part(shown, HistoryPlot, "historyPlot").places == (PLACES[1],)
    assert not any(
        widget.isVisible() for widget in shown.window.findChildren(QWidget) if widget.objectName() == "legend-1"
    )


def test_trouble_with_the_history_itself_is_said(shown: Shown) -> None:
    click(shown, "historyButton")
    read(shown, report(trouble="It was damaged; a new one began on 14 June."))
    assert text(shown, "historyTroubleText") == "It was damaged; a new one began on 14 June."
    shown.window.history_page.show_report(report())
    assert not is_shown(shown, "historyTrouble")


def test_a_history_that_cannot_be_read_says_why(shown: Shown) -> None:
    click(shown, "historyButton")
    job = f"job-{len(shown.session.submitted)}"
    shown.session.play(Finished(job=job, project=None, outcome=Failed(problem=PROBLEM), seconds=0.1))
    assert text(shown, "historySentence") == "The history was not read."
    assert text(shown, "historyTroubleTitle") == PROBLEM.title


def test_a_reading_that_was_cancelled_says_nothing(shown: Shown) -> None:
    click(shown, "historyButton")
    job = f"job-{len(shown.session.submitted)}"
    shown.session.play(Finished(job=job, project=None, outcome=Cancelled(), seconds=0.1))
    assert not is_shown(shown, "historyTrouble")
