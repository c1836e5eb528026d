"""Dialogs that ask fit the screen, say what a choice does, and say to screen readers what is asked."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from core.model.questions import Choice, PreflightFinding, PreflightQuestion
from gui.dialogs.asking import AskingDialog
from tests.fakes import repairs
from tests.unit.gui.conftest import NOW, Shown
from tests.unit.gui.looking import part, play, text

ROOT = Path(__file__).parents[3]
PASSES = repairs.preflight().findings[0]
STAYS = repairs.preflight().findings[1]

ON_A_LOW_SCREEN = """
import sys
from PySide6.QtCore import QPoint, QRect
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from gui.dialogs.preflight import PreflightDialog
from gui.theme import Appearance, Theme
from tests.fakes import repairs

app = QApplication([])
theme = Theme(app, Appearance.LIGHT)
window = QWidget()
window.resize(1000, 560)
window.show()
dialog = PreflightDialog(repairs.much_found(), "Sync of risk-dashboard", window)
dialog.open()
QTest.qWait(300)
screen = dialog.screen().availableGeometry()
print("screen", screen.height())
print("inside", screen.contains(dialog.frameGeometry()))
buttons = [QRect(button.mapToGlobal(QPoint(0, 0)), button.size()) for button in dialog.buttons.values()]
print("buttons", len(buttons), all(screen.contains(button) for button in buttons))
bar = dialog.findChild(QScrollArea).verticalScrollBar()
print("scrolls", bar.maximum() > 0)
dialog.resize(dialog.width(), 300)
QTest.qWait(100)
print("lower", dialog.height())
dialog.reject()
"""


def the_dialog(shown: Shown) -> AskingDialog:
    (dialog,) = (dialog for dialog in shown.window.findChildren(AskingDialog) if dialog.isVisible())
    return dialog


def asked(shown: Shown, *findings: PreflightFinding) -> AskingDialog:
    shown.session.begin(repairs.SYNC, at=NOW)
    repairs.ask(shown.session, PreflightQuestion(findings=findings, choices=tuple(Choice)))
    return the_dialog(shown)


def consequences(dialog: AskingDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel, "preflightConsequence")]


def test_on_a_low_screen_all_of_it_is_reached(tmp_path: Path) -> None:
    screen = {"name": "low", "x": 0, "y": 0, "width": 1093, "height": 614, "logicalDpi": 96, "logicalBaseDpi": 96}
    file = tmp_path / "screens.json"
    file.write_text(json.dumps({"screens": [screen | {"dpr": 1.0}]}), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", ON_A_LOW_SCREEN],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen:configfile=screens.json", "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "screen 614",
        "inside True",
        "buttons 5 True",
        "scrolls True",
        "lower 300",
    ]


def test_what_does_not_fit_scrolls_by_key_and_the_buttons_stay(shown: Shown, qtbot: QtBot) -> None:
    dialog = asked(shown, *repairs.much_found().findings)
    dialog.resize(dialog.width(), 400)
    bar = part(shown, QScrollArea, "preflightDialogScroll").verticalScrollBar()
    qtbot.waitUntil(lambda: dialog.height() == 400 and bar.maximum() > 0, timeout=20_000)
    for button in dialog.findChildren(QPushButton):
        assert dialog.rect().contains(QRect(button.mapTo(dialog, QPoint(0, 0)), button.size()))
    holder = dialog.focusWidget()
    assert isinstance(holder, QPushButton)
    for key, value in ((Qt.Key.Key_End, bar.maximum()), (Qt.Key.Key_Home, 0), (Qt.Key.Key_PageDown, bar.pageStep())):
        QTest.keyClick(holder, key)
        assert bar.value() == min(value, bar.maximum())
    assert dialog.focusWidget() is holder
    # It still takes the keys of a dialog.
    QTest.keyClick(holder, Qt.Key.Key_Escape)
    assert shown.session.answered == [("job-1", 1, Choice.CANCEL)]


def test_what_fits_does_not_scroll(shown: Shown, qtbot: QtBot) -> None:
    dialog = asked(shown, PASSES, STAYS)
    qtbot.wait(60)
    assert part(shown, QScrollArea, "preflightDialogScroll").verticalScrollBar().maximum() == 0
    dialog.reject()


def test_more_words_make_it_higher(shown: Shown, qtbot: QtBot) -> None:
    play(shown, repairs.certificates)
    part(shown, QPushButton, "remedyMore").click()
    part(shown, QPushButton, "remedy-proxy").click()
    dialog = the_dialog(shown)
    dialog.fit()
    said = part(shown, QLabel, "proxyUrlSaid")
    before = dialog.height()
    said.setText("What is wrong with it takes a good many lines. " * 8)
    dialog.grow()
    qtbot.waitUntil(lambda: dialog.height() > before + 40, timeout=20_000)
    qtbot.wait(60)
    assert part(shown, QScrollArea, "proxyDialogScroll").verticalScrollBar().maximum() == 0
    dialog.reject()


@pytest.mark.parametrize(
    ("findings", "said"),
    [
        ((PASSES,), "Wait: uv starts by itself as soon as this has passed."),
        ((PASSES, STAYS), "Wait: what passes is waited for, then you are asked about the rest."),
    ],
    ids=["all passes", "some stays"],
)
def test_waiting_promises_what_it_keeps(shown: Shown, findings: tuple[PreflightFinding, ...], said: str) -> None:
    dialog = asked(shown, *findings)
    assert said in consequences(dialog)
    assert part(shown, QPushButton, "preflight-wait").accessibleDescription() == said
    dialog.reject()


def test_a_program_that_could_not_be_stopped_is_said_and_not_offered_again(shown: Shown) -> None:
    play(shown, repairs.could_not_stop)
    dialog = the_dialog(shown)
    assert "could not be ended" in text(shown, "foundSentence")
    assert text(shown, "foundProgram") == "python.exe"
    assert dialog.findChild(QPushButton, "preflight-stop") is None
    assert not any(sentence.startswith("Stop") for sentence in consequences(dialog))
    assert dialog.focusWidget() is part(shown, QPushButton, "preflight-wait")
    dialog.reject()


@pytest.mark.parametrize(
    ("scene", "sentences"),
    [
        (repairs.asked_before, ("Sync of risk-dashboard", PASSES.sentence, STAYS.sentence)),
        (repairs.asked_to_end, ("Process: 4711", "What it has not saved is lost.")),
        (repairs.asked_for_credential, (repairs.INDEX_URL, "never in a file")),
        (repairs.certificates, ("uv uses it in this project from now on.",)),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_screen_readers_hear_what_is_asked(
    shown: Shown, scene: Callable[..., None], sentences: tuple[str, ...]
) -> None:
    scene(shown.session, at=NOW)
    if scene is repairs.certificates:
        part(shown, QPushButton, "remedyMore").click()
        part(shown, QPushButton, "remedy-proxy").click()
    dialog = the_dialog(shown)
    for sentence in sentences:
        assert sentence in dialog.accessibleDescription()
    dialog.reject()
