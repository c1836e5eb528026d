"""A long explanation is folded, so that what would help is in sight in a small window."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from core.model.commands import RelocatePlace
from core.model.problem import Problem
from gui.widgets.folded_text import FoldedText
from tests.fakes import repairs
from tests.fakes.findings import FOLDER
from tests.unit.gui.conftest import NOW, Shown
from tests.unit.gui.looking import is_shown, part, text

SENTENCE = "uv unpacked nxtools 1.2a2 into a temporary folder of its cache and then had to rename that folder. "
EXPLANATION = "".join(f"{number}. {SENTENCE}" for number in range(1, 8)).strip()


def long_problem() -> Problem:
    """Return a problem whose words are as long as those of a refused rename."""
    problem = repairs.certificate_problem()
    move = repairs.remedy(
        "move",
        "Move the cache and run again",
        RelocatePlace(project=FOLDER, then=repairs.SYNC),
        0.95,
        "Folders are measured, and the cache moves to the best one in which renames work.",
        "Wheelyard's profile of this project names the new place; the project's own files stay as they are.",
        "The old cache stays until a sync has succeeded in the new place; until then it can be undone.",
    )
    why = "The cache goes to a folder where renames were measured to work; the old one stays until that is proved."
    return replace(problem, explanation=EXPLANATION, remedies=(replace(move, why=why), *problem.remedies))


def failed(shown: Shown, qtbot: QtBot, problem: Problem, size: tuple[int, int]) -> None:
    repairs.failed(shown.session, problem, at=NOW)
    shown.window.resize(*size)
    qtbot.waitUntil(lambda: shown.window.size().toTuple() == size, timeout=20_000)
    qtbot.wait(60)


def top(shown: Shown, name: str) -> int:
    widget = part(shown, QWidget, name)
    return widget.mapTo(shown.window, QPoint(0, 0)).y()


@pytest.mark.parametrize(
    ("problem", "name"),
    [(long_problem, "remedy-move"), (repairs.certificate_problem, "remedy-system-certs")],
    ids=["long", "short"],
)
def test_the_first_remedy_is_in_sight_in_a_small_window(
    shown: Shown, qtbot: QtBot, problem: Callable[[], Problem], name: str
) -> None:
    failed(shown, qtbot, problem(), (560, 600))
    button = part(shown, QPushButton, name)
    view = part(shown, QScrollArea, "projectScroll").viewport()
    place = QRect(button.mapTo(view, QPoint(0, 0)), button.size())
    assert view.rect().contains(place), place


def test_what_it_changes_follows_the_button_where_it_is_narrow_and_comes_before_it_else(
    shown: Shown, qtbot: QtBot
) -> None:
    failed(shown, qtbot, long_problem(), (560, 600))
    assert top(shown, "remedy-move") < top(shown, "change-move")
    failed(shown, qtbot, long_problem(), (1240, 800))
    assert top(shown, "change-move") < top(shown, "remedy-move")


def test_the_whole_is_one_press_away(shown: Shown, qtbot: QtBot) -> None:
    failed(shown, qtbot, long_problem(), (560, 600))
    explanation, more = part(shown, QLabel, "problemExplanation"), part(shown, QPushButton, "problemExplanationMore")
    line = explanation.fontMetrics().lineSpacing()
    qtbot.waitUntil(lambda: explanation.height() <= 3 * line + 4, timeout=20_000)
    assert QLabel.text(explanation).endswith(" …")
    # Who listens, and who copies, gets the whole all the same.
    assert text(shown, "problemExplanation") == explanation.accessibleName() == EXPLANATION
    more.setFocus()
    QTest.keyClick(more, Qt.Key.Key_Space)

    def is_whole() -> bool:
        # A scroll bar that comes makes it narrower, and then higher once more.
        return explanation.height() >= max(10 * line, QLabel.heightForWidth(explanation, explanation.width()))

    qtbot.waitUntil(is_whole, timeout=20_000)
    assert "…" not in QLabel.text(explanation)
    QTest.keyClick(more, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: explanation.height() <= 3 * line + 4, timeout=20_000)


def test_another_problem_is_folded_again(shown: Shown, qtbot: QtBot) -> None:
    failed(shown, qtbot, long_problem(), (560, 600))
    part(shown, QPushButton, "problemExplanationMore").click()
    failed(shown, qtbot, replace(long_problem(), explanation=f"Otherwise: {EXPLANATION}"), (560, 600))
    assert QLabel.text(part(shown, QLabel, "problemExplanation")).endswith(" …")
    assert not part(shown, QPushButton, "problemExplanationMore").isChecked()


def test_a_short_text_and_a_wide_window_need_no_fold(shown: Shown, qtbot: QtBot) -> None:
    failed(shown, qtbot, repairs.certificate_problem(), (560, 600))
    assert not is_shown(shown, "problemExplanationMore")
    failed(shown, qtbot, long_problem(), (560, 600))
    assert is_shown(shown, "problemExplanationMore")
    failed(shown, qtbot, long_problem(), (1400, 800))
    assert not is_shown(shown, "problemExplanationMore")
    explanation = part(shown, QLabel, "problemExplanation")
    assert "…" not in QLabel.text(explanation)
    qtbot.waitUntil(
        lambda: explanation.height() >= QLabel.heightForWidth(explanation, explanation.width()), timeout=20_000
    )


@pytest.mark.parametrize("width", [180, 240, 333, 420, 700])
def test_the_lines_that_are_shown_have_their_room(qtbot: QtBot, width: int) -> None:
    folded = FoldedText("folded")
    qtbot.addWidget(folded)
    folded.show_text(rf"C:\Users\person\AppData\Local\uv\cache\archive-v0\x8Pq2Lr0vTgWmYd1Zk3Ab {EXPLANATION}")
    folded.resize(width, 600)
    folded.show()
    qtbot.waitExposed(folded)
    lines = folded.findChild(QLabel, "folded")
    assert lines is not None
    assert lines.heightForWidth(width) >= QLabel.heightForWidth(lines, width)
    assert lines.heightForWidth(width) < QLabel.heightForWidth(lines, width) + lines.fontMetrics().lineSpacing()


def test_the_context_menu_copies_the_whole(qtbot: QtBot) -> None:
    folded = FoldedText("folded")
    qtbot.addWidget(folded)
    folded.resize(240, 200)
    folded.show_text(EXPLANATION)
    lines = folded.findChild(QLabel, "folded")
    assert lines is not None
    lines._copy()  # type: ignore[attr-defined]  # what its menu does
    assert QGuiApplication.clipboard().text() == EXPLANATION
