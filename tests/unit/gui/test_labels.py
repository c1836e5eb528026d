"""Labels with long paths: they break or are shortened, and are copied as they are."""

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from gui.widgets.text import label
from gui.widgets.way_label import WayLabel
from gui.widgets.wrapped_label import WrappedLabel, breakable

WINDOWS = r"C:\Users\person\AppData\Local\Packages\PythonSoftwareFoundation.Python.3.11_qbz5n2kfra8p0\LocalCache\uv"


@pytest.mark.parametrize("word", [WINDOWS, "x" * 120, f"https://example.com/{'simple/' * 20}"])
def test_no_word_makes_the_window_wider(qtbot: QtBot, word: str) -> None:
    made = label(f"Measured in {word}: all is well.", wrap=True)
    qtbot.addWidget(made)
    assert made.minimumSizeHint().width() < 40 * made.fontMetrics().averageCharWidth()
    assert made.heightForWidth(300) > made.heightForWidth(3000)


def test_a_broken_path_is_read_and_copied_whole(qtbot: QtBot) -> None:
    made = label(WINDOWS, wrap=True)
    qtbot.addWidget(made)
    assert isinstance(made, WrappedLabel)
    assert made.text() == WINDOWS
    assert made.accessibleName() == WINDOWS
    made.setSelection(0, len(breakable(WINDOWS)))
    made._copy()
    assert QGuiApplication.clipboard().text() == WINDOWS


def test_ordinary_words_are_left_alone() -> None:
    text = "Every rename passed; see /home/person/work for more."
    assert breakable(text) == text
    assert breakable(WINDOWS).replace("\u200b", "") == WINDOWS


def test_a_way_keeps_its_arrow_and_both_ends(qtbot: QtBot) -> None:
    origin, target = "/home/person/.cache/uv", f"/data/{'deep/' * 30}wheelyard/risk-dashboard"
    made = WayLabel(f"{origin}{WayLabel.ARROW}{target}")
    qtbot.addWidget(made)
    shown = made.shortened(made.fontMetrics().horizontalAdvance("n") * 70)
    first, arrow, second = shown.partition(WayLabel.ARROW)
    assert arrow
    assert first == origin
    assert second.startswith("/data/")
    assert second.endswith("dashboard")
    assert "…" in second
    assert made.fontMetrics().horizontalAdvance(shown) <= made.fontMetrics().horizontalAdvance("n") * 70
    swapped = WayLabel(f"{target}{WayLabel.ARROW}{origin}")
    qtbot.addWidget(swapped)
    assert swapped.shortened(made.fontMetrics().horizontalAdvance("n") * 70).endswith(origin)
