"""The table of a yard's files: sorted as people expect, searched, and quick with thousands."""

import time

from PySide6.QtCore import QAbstractItemModel, Qt
from pytestqt.modeltest import ModelTester

from gui.models.yard_files import FileColumn, YardFilesModel, YardFilesOrder, files_of
from tests.fakes import wheels

GENEROUS_SECONDS = 10.0


def column(model: QAbstractItemModel, number: int) -> list[object]:
    return [model.index(row, number).data(Qt.ItemDataRole.DisplayRole) for row in range(model.rowCount())]


def ordered() -> tuple[YardFilesModel, YardFilesOrder]:
    model, order = YardFilesModel(), YardFilesOrder()
    order.setSourceModel(model)
    model.set_rows(files_of(wheels.YARDS))
    return model, order


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester) -> None:
    model = YardFilesModel()
    model.set_rows(files_of(wheels.YARDS))
    qtmodeltester.check(model)  # type: ignore[no-untyped-call] # pytest-qt's own
    model.set_rows(files_of(wheels.YARDS[:1]))
    qtmodeltester.check(model)  # type: ignore[no-untyped-call] # pytest-qt's own


def test_versions_and_sizes_sort_as_what_they_are() -> None:
    _, order = ordered()
    order.sort(FileColumn.VERSION, Qt.SortOrder.AscendingOrder)
    versions = [str(each) for each in column(order, FileColumn.VERSION)]
    assert versions.index("0.0.3") < versions.index("2.3.0") < versions.index("21.3.0") < versions.index("21.3.4")
    order.sort(FileColumn.WRONG, Qt.SortOrder.DescendingOrder)
    assert column(order, FileColumn.NAME)[0] == "ratesfeed"


def test_words_find_names_platforms_and_projects() -> None:
    _, order = ordered()
    order.look_for("nxpy linux")
    assert column(order, FileColumn.VERSION) == ["21.3.0"]
    order.look_for("nobody has this")
    assert order.rowCount() == 0
    order.look_for("")
    order.set_troubled_only(only=True)
    assert set(column(order, FileColumn.NAME)) == {"dash-notes", "ratesfeed"}


def test_five_thousand_files_are_shown_sorted_and_searched_at_once() -> None:
    model, order = YardFilesModel(), YardFilesOrder()
    order.setSourceModel(model)
    begun = time.monotonic()
    model.set_rows(files_of(wheels.many(5_000).yards))
    order.sort(FileColumn.VERSION, Qt.SortOrder.DescendingOrder)
    order.look_for("package-69")
    assert 0 < order.rowCount() < 5_000
    model.set_rows(files_of(wheels.many(5_000).yards))
    assert time.monotonic() - begun < GENEROUS_SECONDS
