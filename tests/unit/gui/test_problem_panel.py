"""The problem's panel: what it claims, where the keyboard goes, and what stays in place."""

from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QTableView, QWidget
from pytestqt.qtbot import QtBot

from core.model.commands import ProbePlaces, RelocatePlace, Sync
from core.model.events import ProbeProgressed, Stage, StageChanged
from core.model.measurements import Candidate
from core.model.outcome import Cancelled, Failed, Succeeded
from core.model.problem import Problem, Remedy
from gui import figures
from gui.models.candidates import CandidateColumn
from gui.widgets.icon_view import Pill
from tests.fakes import findings, scenes
from tests.unit.gui.conftest import NOW, Shown
from tests.unit.gui.looking import is_shown, part, text

LONG = r"C:\Users\person\AppData\Local\Packages\PythonSoftwareFoundation.Python.3.11_qbz5n2kfra8p0\LocalCache\uv"
RULED_OUT = tuple(
    Candidate(place=Path(place), suitable=False, score=0.0, reasons=("It is beside the project.", why))
    for place, why in (("/work/.wheelyard", "It is in a temp folder."), ("/mnt/ram/wheelyard", "It is in memory."))
)


def names_in_tab_order(shown: Shown) -> list[str]:
    names = []
    panel = shown.window.page.problem
    widget: QWidget | None = panel
    for _ in range(3000):
        widget = widget.nextInFocusChain() if widget is not None else None
        if widget is None or widget is panel:
            break
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            names.append(widget.objectName())
    return names


def open_rest(shown: Shown) -> None:
    """Show the remedies behind the first one."""
    more = part(shown, QPushButton, "remedyMore")
    if not more.isChecked():
        QTest.mouseClick(more, Qt.MouseButton.LeftButton)


def settled(shown: Shown, qtbot: QtBot) -> None:
    """Wait until the panel has the height that its new rows need."""
    panel = shown.window.page.problem
    qtbot.waitUntil(lambda: 0 < panel.heightForWidth(panel.width()) <= panel.height() + 1)
    QTest.qWait(50)


def probe_begins(shown: Shown) -> None:
    shown.session.begin(
        ProbePlaces(project=findings.FOLDER, folders=(findings.OLD_CACHE,)),
        StageChanged(job="job-2", project=findings.FOLDER, stage=Stage.PROBING),
        ProbeProgressed(job="job-2", project=findings.FOLDER, place=findings.OLD_CACHE, done=3, rounds=8, refused=2),
        at=NOW,
        job="job-2",
    )


def test_remedies_are_rated_in_words_and_measuring_is_not(shown: Shown) -> None:
    scenes.refused_rename(shown.session, at=NOW)
    assert text(shown, "sureness-relocate-cache") == "Very likely to help"
    assert text(shown, "sureness-sync-patient") == "May help"
    assert text(shown, "sureness-probe") == "Measures only, changes nothing"
    labels = shown.window.page.problem.findChildren(QLabel)
    assert not [found.text() for found in labels if "%" in found.text()]


@pytest.mark.parametrize("twice", [False, True])
def test_the_keyboard_goes_from_top_to_bottom(shown: Shown, *, twice: bool) -> None:
    if twice:
        scenes.none_clear(shown.session, at=NOW)
    scenes.refused_rename(shown.session, at=NOW)
    open_rest(shown)
    QTest.qWait(50)
    order = names_in_tab_order(shown)
    expected = [
        "problemCopy",
        "remedy-relocate-cache",
        "remedy-relocate-cache-then",
        "remedyMore",
        "remedy-sync-patient",
        "remedy-probe",
        "remedy-it-request-copy",
        "fact-package-copy",
        "fact-from-copy",
        "fact-to-copy",
        "fact-os-error-copy",
        "rawButton",
        "runCardFold",
    ]
    assert [name for name in order if name in expected] == expected
    at = order.index("problemCopy")
    assert order[at : at + len(expected)] == expected


def test_tab_order_is_the_order_on_the_screen(shown: Shown) -> None:
    scenes.none_clear(shown.session, at=NOW)
    QTest.qWait(50)
    panel = shown.window.page.problem
    stops = [panel.findChild(QWidget, name) for name in names_in_tab_order(shown)]
    tops = [stop.mapTo(panel, QPoint(0, stop.height() // 2)).y() for stop in stops if stop is not None]
    assert all(first <= second for first, second in pairwise(tops)), tops


def test_a_pressed_remedy_keeps_the_keyboard_and_its_place(shown: Shown, qtbot: QtBot) -> None:
    scenes.refused_rename(shown.session, at=NOW)
    open_rest(shown)
    settled(shown, qtbot)
    shown.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is shown.window)
    button = part(shown, QPushButton, "remedy-probe")
    scroll = part(shown, QScrollArea, "projectScroll")
    scroll.ensureWidgetVisible(button)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    before = button.mapTo(scroll.viewport(), QPoint(0, 0)).y()
    probe_begins(shown)
    QTest.qWait(50)
    assert QApplication.focusWidget() is button
    assert abs(button.mapTo(scroll.viewport(), QPoint(0, 0)).y() - before) <= 1
    submitted = len(shown.session.submitted)
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert len(shown.session.submitted) == submitted
    assert button.property("waiting")
    assert not part(shown, QPushButton, "remedy-relocate-cache").isEnabled()
    shown.session.end(findings.FOLDER, Cancelled(), job="job-2")
    QTest.qWait(50)
    assert QApplication.focusWidget() is button
    assert not button.property("waiting")
    assert abs(button.mapTo(scroll.viewport(), QPoint(0, 0)).y() - before) <= 1
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert len(shown.session.submitted) == submitted + 1


def test_a_waiting_button_that_is_left_is_switched_off(shown: Shown, qtbot: QtBot) -> None:
    scenes.refused_rename(shown.session, at=NOW)
    open_rest(shown)
    settled(shown, qtbot)
    shown.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is shown.window)
    part(shown, QPushButton, "remedy-probe").setFocus()
    probe_begins(shown)
    assert part(shown, QPushButton, "remedy-probe").isEnabled()
    part(shown, QPushButton, "problemCopy").setFocus()
    assert not part(shown, QPushButton, "remedy-probe").isEnabled()


def test_after_a_cancelled_sync_the_problem_says_where_it_is_from(shown: Shown) -> None:
    scenes.refused_rename(shown.session, at=NOW)
    shown.session.begin(Sync(project=findings.FOLDER), at=NOW + 60, job="job-2")
    assert not is_shown(shown, "problemPanel")
    shown.session.end(findings.FOLDER, Cancelled(), job="job-2")
    assert part(shown, Pill, "projectBadge").text == "Cancelled"
    assert is_shown(shown, "problemPanel")
    failed = figures.moment_text(NOW + 14.2)
    assert text(shown, "problemWhat") == f"From earlier: Sync failed at {failed}."
    assert text(shown, "stageLabel").startswith("Sync was stopped after")


def test_folders_that_were_ruled_out_say_so_and_why(shown: Shown) -> None:
    problem = Problem(
        category=findings.rename_problem().category,
        title="No other place for the cache was found.",
        explanation="Every folder was ruled out.",
        remedies=(Remedy(id="choose-folder", title="Name a folder yourself", why="It is measured.", confidence=0.4),),
    )
    shown.session.begin(RelocatePlace(project=findings.FOLDER), at=NOW)
    shown.session.end(findings.FOLDER, Failed(problem=problem, candidates=RULED_OUT))
    QTest.qWait(50)
    assert text(shown, "candidatesTitle") == "Places that were ruled out, so none was measured"
    table = part(shown, QTableView, "candidatesTable")
    seen = [column for column in CandidateColumn if not table.isColumnHidden(column)]
    assert seen == [CandidateColumn.PLACE, CandidateColumn.VERDICT, CandidateColumn.AGAINST]
    rows = [[str(table.model().index(row, column).data()) for column in seen] for row in range(2)]
    assert [row[1:] for row in rows] == [["Ruled out", "It is in a temp folder."], ["Ruled out", "It is in memory."]]
    # Folders that differ in their middle only can be told apart.
    assert table.columnWidth(CandidateColumn.PLACE) >= table.columnWidth(CandidateColumn.AGAINST) - 1
    # What comes first among the remedies is what stands out.
    assert part(shown, QPushButton, "remedy-choose-folder").property("kind") == "primary"
    # One button to name a folder, not two.
    assert is_shown(shown, "remedy-choose-folder")
    assert not is_shown(shown, "chooseFolderButton")


def test_a_measured_search_keeps_its_columns_after_one_that_measured_nothing(shown: Shown) -> None:
    panel = shown.window.page.problem.candidates
    panel.show_candidates(RULED_OUT)
    panel.show_candidates(findings.candidates())
    assert not panel.view.isColumnHidden(CandidateColumn.REFUSED)
    assert panel.view.isColumnHidden(CandidateColumn.AGAINST)


@pytest.mark.parametrize("narrow", [False, True])
def test_very_long_paths_do_not_make_the_page_wider(shown: Shown, qtbot: QtBot, *, narrow: bool) -> None:
    found = findings.rename_problem()
    problem = replace(
        found,
        title=f"{LONG} is no better place",
        explanation=f"{found.explanation} {LONG}",
        path_from=LONG,
        path_to=LONG,
        url=f"https://packages.example.com/{'simple/' * 40}nxpy.whl",
        evidence=(replace(found.evidence[0], finding=f"Measured in {LONG}: refused."),),
        remedies=(replace(found.remedies[0], why=LONG), *found.remedies[1:]),
    )
    shown.window.resize(shown.window.minimumSize() if narrow else QSize(900, 600))
    scenes.sync_under_way(shown.session, at=NOW)
    shown.session.end(findings.FOLDER, Failed(problem=problem, candidates=findings.candidates()))
    settled(shown, qtbot)
    scroll = part(shown, QScrollArea, "projectScroll")
    # The page takes its width in several rounds of layouts, which a busy computer does not end within a fixed time.
    qtbot.waitUntil(lambda: scroll.horizontalScrollBar().maximum() == 0)
    assert scroll.horizontalScrollBar().maximum() == 0
    for name in ("problemCopy", "remedy-relocate-cache", "fact-from-copy", "fact-url-copy", "rawButton"):
        button = part(shown, QWidget, name)
        right = button.mapTo(scroll.viewport(), QPoint(button.width(), 0)).x()
        assert right <= scroll.viewport().width(), name
        assert button.width() >= button.minimumSizeHint().width(), name


def test_after_a_measurement_a_next_sync_starts_without_it(shown: Shown) -> None:
    report = findings.candidates()[0].probe
    assert report is not None
    scenes.refused_rename(shown.session, at=NOW)
    probe_begins(shown)
    shown.session.end(findings.FOLDER, Succeeded(probes=(report,)), job="job-2")
    assert [bool(bar.when) for bar in shown.window.page.problem.plot.bars] == [True, True]
    shown.session.begin(Sync(project=findings.FOLDER), at=NOW + 60, job="job-3")
    shown.session.end(findings.FOLDER, Failed(problem=findings.rename_problem()), job="job-3")
    assert [bar.when for bar in shown.window.page.problem.plot.bars] == [""]
