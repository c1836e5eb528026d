"""The appearance and the window's place are kept over a restart; a file that cannot be used costs nothing."""

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray
from pytestqt.qtbot import QtBot

from gui.bridge import Bridge
from gui.theme import Appearance, Theme
from gui.window_settings import WindowSettings
from gui.windows.main_window import MainWindow
from tests.fakes import scenes
from tests.unit.gui.own_process import play


def make_window(theme: Theme, file: Path) -> MainWindow:
    return MainWindow(Bridge(scenes.session_with_projects()), theme, settings=WindowSettings(file))


def test_what_was_chosen_is_there_after_a_restart(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    file = tmp_path / "home" / "window.ini"
    first = make_window(theme, file)
    first.resize(701, 503)
    first.show()
    qtbot.waitExposed(first)
    first.actions_.appearances[Appearance.DARK].trigger()
    first.close()
    theme.choose(Appearance.LIGHT)
    assert WindowSettings(file).appearance is Appearance.DARK
    second = make_window(theme, file)
    assert (second.width(), second.height()) == (701, 503)
    for window in (first, second):
        window.close()
        window.deleteLater()


@pytest.mark.parametrize("content", [b"", b"\x00\xff[[[", b"[General]\nappearance=green\ngeometry=@ByteArray(x)\n"])
def test_a_damaged_file_is_as_good_as_none(qtbot: QtBot, theme: Theme, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "window.ini"
    file.write_bytes(content)
    assert WindowSettings(file).appearance is Appearance.SYSTEM
    window = make_window(theme, file)
    assert (window.width(), window.height()) == (1240, 800)
    window.close()
    window.deleteLater()


def test_a_file_that_cannot_be_written_is_ignored(qtbot: QtBot, tmp_path: Path) -> None:
    in_the_way = tmp_path / "home"
    in_the_way.write_text("no folder")
    settings = WindowSettings(in_the_way / "window.ini")
    settings.keep_appearance(Appearance.DARK)
    settings.keep_geometry(QByteArray(b"x"))
    assert in_the_way.read_text() == "no folder"


def test_the_variable_wins_over_what_was_kept(tmp_path: Path) -> None:
    settings = WindowSettings(tmp_path / "window.ini")
    settings.keep_appearance(Appearance.DARK)
    settings.keep_geometry(QByteArray())
    story = """
        def tell():
            yield lambda: True
            print(next(name for name, action in window().actions_.appearances.items() if action.isChecked()))
    """
    assert play(tmp_path, story, variables={"WHEELYARD_THEME": ""}) == "dark\n"
    assert play(tmp_path, story, variables={"WHEELYARD_THEME": "light"}) == "light\n"
