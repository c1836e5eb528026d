"""What the page brings into view, and what it leaves where it is."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QTabBar, QTabWidget, QWidget

from core.model.commands import Sync
from core.model.events import PackagePhase, Stage, StageChanged
from tests.fakes import findings, scenes
from tests.unit.gui.conftest import NOW, Shown
from tests.unit.gui.looking import is_shown, part, text


def in_view(shown: Shown, widget: QWidget) -> bool:
    scroll = part(shown, QScrollArea, "projectScroll")
    top = widget.mapTo(scroll.viewport(), QPoint(0, 0)).y()
    return top >= 0 and top + widget.height() <= scroll.viewport().height()


def test_searching_the_log_scrolls_to_it(shown: Shown) -> None:
    shown.window.resize(900, 600)
    scenes.refused_rename(shown.session, at=NOW)
    QTest.qWait(50)
    search = part(shown, QLineEdit, "logSearch")
    assert not in_view(shown, part(shown, QTabWidget, "activityTabs"))
    shown.window.actions_.find.trigger()
    assert in_view(shown, search)


def test_the_wheel_over_the_tabs_turns_no_tab(shown: Shown) -> None:
    scenes.sync_under_way(shown.session, at=NOW)
    tabs = part(shown, QTabWidget, "activityTabs")
    bar = tabs.findChild(QTabBar)
    assert isinstance(bar, QTabBar)
    wheel = QWheelEvent(
        QPointF(20, 10),
        bar.mapToGlobal(QPointF(20, 10)),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(bar, wheel)
    assert tabs.currentIndex() == 0


def test_the_page_ends_where_its_content_does(shown: Shown) -> None:
    shown.window.resize(1240, 900)
    scenes.none_clear(shown.session, at=NOW)
    QTest.qWait(50)
    assert part(shown, QScrollArea, "projectScroll").verticalScrollBar().maximum() == 0


def test_before_the_plan_nothing_is_counted(shown: Shown) -> None:
    building = scenes.progressed("dash-design-kit", PackagePhase.BUILDING)
    shown.session.begin(Sync(project=findings.FOLDER), building, at=NOW)
    assert text(shown, "packagesFigures") == ""
    assert part(shown, QTabWidget, "activityTabs").tabText(0) == "Packages"


def test_while_a_failure_is_measured_no_package_seems_to_move(shown: Shown) -> None:
    scenes.sync_under_way(shown.session, at=NOW)
    assert is_shown(shown, "packagesBar")
    probing = StageChanged(job=scenes.JOB, project=findings.FOLDER, stage=Stage.PROBING, at=4.0)
    shown.session.play(probing)
    assert not is_shown(shown, "packagesBar")
