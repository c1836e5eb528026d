"""Folders are watched while they are shown: what comes into them is told once, and nothing is told afterwards."""

from pathlib import Path

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from gui.windows.yard_watch import YardWatch


def test_files_that_come_together_are_one_change(qtbot: QtBot, tmp_path: Path) -> None:
    owner = QObject()
    watch = YardWatch(owner)
    told: list[int] = []
    watch.changed.connect(lambda: told.append(1))
    watch.watch([tmp_path])
    assert watch.folders == {tmp_path}
    with qtbot.waitSignal(watch.changed, timeout=20_000):
        for number in range(20):
            (tmp_path / f"a-{number}-py3-none-any.whl").write_bytes(b"")
    assert len(told) == 1
    watch.stop()


def test_other_folders_take_the_place_of_those_before(qtbot: QtBot, tmp_path: Path) -> None:
    owner = QObject()
    watch = YardWatch(owner)
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
    watch.watch([one])
    watch.watch([other])
    assert watch.folders == {other}
    watch.stop()
    assert watch.folders == frozenset()
    with qtbot.assertNotEmitted(watch.changed, wait=900):
        (other / "late.whl").write_bytes(b"")


def test_a_folder_that_is_not_there_is_passed_over(qtbot: QtBot, tmp_path: Path) -> None:
    del qtbot
    owner = QObject()
    watch = YardWatch(owner)
    watch.watch([tmp_path / "gone", tmp_path])
    assert watch.folders == {tmp_path}
    watch.stop()
