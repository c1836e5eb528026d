"""Everything that takes input has a name, every label is plain text, and the keyboard reaches it."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.crash import CrashWindow
from gui.dialogs.asking import AskingDialog
from tests.fakes import inventories, repairs, scenes
from tests.fakes.scripted_session import ScriptedSession
from tests.unit.gui.conftest import NOW, Shown
from tests.unit.gui.looking import part

INPUTS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QTabWidget,
)
SCENES = [
    scenes.sync_under_way,
    scenes.refused_rename,
    scenes.probing,
    scenes.relocating,
    scenes.relocated,
    scenes.none_clear,
    scenes.bad_input,
    inventories.counting,
    inventories.counted,
    inventories.syncing_patiently,
    repairs.certificates,
    repairs.many_remedies,
    repairs.repaired,
    repairs.waits,
    repairs.asked_before,
    repairs.asked_to_end,
    repairs.asked_for_credential,
]


def nameless(root: QWidget) -> Iterator[str]:
    for widget in root.findChildren(QWidget):
        # Parts that Qt makes for itself inside its own widgets are named by those.
        if widget.objectName().startswith("qt_") or not isinstance(widget, INPUTS):
            continue
        name = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
        if not name and type(widget).__module__.startswith("gui") | bool(widget.objectName()):
            yield f"{type(widget).__name__} {widget.objectName()!r}"


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_every_input_of_every_page_has_a_name(shown: Shown, scene: Callable[..., None]) -> None:
    scene(shown.session, at=NOW)
    assert list(nameless(shown.window)) == []


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_no_label_guesses_rich_text(shown: Shown, scene: Callable[..., None]) -> None:
    scene(shown.session, at=NOW)
    guessing = [
        label.text()
        for label in shown.window.findChildren(QLabel)
        if label.text() and label.textFormat() != Qt.TextFormat.PlainText
    ]
    assert guessing == []


def test_dialogs_too(shown: Shown, qtbot: QtBot) -> None:
    inventories.counted(shown.session, at=NOW)
    crash = CrashWindow("Traceback", shown.window)
    shown.window.actions_.about.trigger()
    shown.window.actions_.remove_project.trigger()
    shown.window.actions_.relocate.trigger()
    shown.window.actions_.show_cache.trigger()
    shown.window.actions_.places_root.trigger()
    dialogs = [dialog for dialog in shown.window.findChildren(QDialog) if dialog is not crash]
    assert len(dialogs) == 5
    for dialog in (*dialogs, crash):
        assert list(nameless(dialog)) == []
        assert dialog.windowTitle()
        dialog.reject()


@pytest.mark.parametrize(
    "scene",
    [repairs.asked_before, repairs.asked_to_end, repairs.asked_for_credential, repairs.certificates],
    ids=lambda scene: scene.__name__,
)
def test_dialogs_that_ask_too(shown: Shown, scene: Callable[..., None]) -> None:
    scene(shown.session, at=NOW)
    if scene is repairs.certificates:
        part(shown, QPushButton, "remedyMore").click()
        part(shown, QPushButton, "remedy-proxy").click()
    (dialog,) = shown.window.findChildren(AskingDialog)
    assert list(nameless(dialog)) == []
    assert dialog.windowTitle()
    assert dialog.accessibleName() == dialog.windowTitle()
    # Every stop of the keyboard is in sight, and the first one is where it begins.
    stops = [
        widget
        for widget in dialog.findChildren(QWidget)
        if isinstance(widget, INPUTS) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert all(stop.isVisible() for stop in stops)
    assert dialog.focusWidget() in stops
    dialog.reject()


def test_the_empty_page_too(show: Callable[[ScriptedSession], Shown]) -> None:
    shown = show(ScriptedSession())
    assert list(nameless(shown.window)) == []


def test_every_button_can_be_reached_by_keyboard(shown: Shown) -> None:
    scenes.refused_rename(shown.session, at=NOW)
    reachable = set()
    widget: QWidget | None = shown.window
    for _ in range(2000):
        widget = widget.nextInFocusChain() if widget is not None else None
        if widget is None or widget is shown.window:
            break
        reachable.add(widget)
    missed = [
        button.objectName()
        for button in shown.window.findChildren(QAbstractButton)
        if button.isVisible()
        and button.isEnabled()
        and button.objectName()
        and not button.objectName().startswith("qt_")
        and (button not in reachable or not button.focusPolicy() & Qt.FocusPolicy.TabFocus)
    ]
    assert missed == []


def test_states_are_said_to_screen_readers(shown: Shown) -> None:
    scenes.refused_rename(shown.session, at=NOW)
    plot = shown.window.page.problem.plot
    assert "3 at once · 5 after waiting · 4 never" in plot.accessibleDescription()
    model = shown.window.sidebar.model
    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "risk-dashboard, Failed"
