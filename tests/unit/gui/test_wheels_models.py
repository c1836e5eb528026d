"""Files as rows and as words: what is shown, sorted, searched, and how quickly."""

import time

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from core.model.wheels import Target, YardFile
from gui import wheel_words
from gui.models.roles import ItemRole
from gui.models.yard_files import FileColumn, YardFilesModel, YardFilesOrder, files_of
from tests.fakes import wheels

ROWS = files_of(wheels.YARDS)


def filled(rows: tuple[YardFile, ...] = ROWS) -> tuple[YardFilesModel, YardFilesOrder]:
    model = YardFilesModel()
    model.set_rows(rows)
    order = YardFilesOrder()
    order.setSourceModel(model)
    return model, order


def column(order: YardFilesOrder, which: FileColumn) -> list[str]:
    return [order.index(row, which).data() for row in range(order.rowCount())]


def test_the_model_keeps_the_rules(qtmodeltester: ModelTester) -> None:
    model = YardFilesModel()
    model.set_rows(ROWS)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt does not type it


def test_each_cell_says_what_a_person_wants_to_know(qapp: object) -> None:
    del qapp
    model, _ = filled()
    row = next(at for at, each in enumerate(model.rows) if each.file is wheels.NXPY_WINDOWS)
    texts = [model.index(row, each).data() for each in FileColumn]
    assert texts == ["nxpy", "21.3.4", "Windows x86-64 · Python 3.10", "No", "612 KiB", "risk-dashboard", ""]
    hint = model.index(row, FileColumn.FITS).data(Qt.ItemDataRole.ToolTipRole)
    assert hint == wheels.NOT_HERE
    broken = next(at for at, each in enumerate(model.rows) if each.file is wheels.BROKEN)
    assert model.index(broken, FileColumn.WRONG).data() == "2: The file is empty: 0 bytes arrived. Copy it again."
    assert model.index(broken, FileColumn.WRONG).data(ItemRole.SIGN) == wheel_words.STOPS


def test_versions_sort_as_releases_and_sizes_as_numbers(qapp: object) -> None:
    del qapp
    rows = tuple(
        wheels.seen(wheels.wheel("a", version, "py3-none-any", size), fits=None, why="")
        for version, size in (("1.10", 900), ("1.9", 20_000), ("1.10rc1", 1_500))
    )
    _, order = filled(rows)
    order.sort(FileColumn.VERSION)
    assert column(order, FileColumn.VERSION) == ["1.9", "1.10rc1", "1.10"]
    order.sort(FileColumn.SIZE)
    assert column(order, FileColumn.VERSION) == ["1.10", "1.10rc1", "1.9"]


def test_the_worst_comes_first_when_sorted_by_what_is_wrong(qapp: object) -> None:
    del qapp
    _, order = filled()
    order.sort(FileColumn.WRONG, Qt.SortOrder.DescendingOrder)
    assert column(order, FileColumn.NAME)[:2] == ["ratesfeed", "dash-notes"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("NXPY", ["nxpy", "nxpy"]),
        ("nxpy linux", ["nxpy"]),
        ("21.3.4", ["nxpy"]),
        ("/data/wheels quant", ["quantcore"]),
        ("dash_design_kit", ["dash-design-kit"]),
        ("nothing-like-it", []),
    ],
)
def test_every_word_is_looked_for(qapp: object, words: str, found: list[str]) -> None:
    del qapp
    _, order = filled()
    order.look_for(words)
    assert column(order, FileColumn.NAME) == found


def test_troubled_files_alone(qapp: object) -> None:
    del qapp
    _, order = filled()
    order.set_troubled_only(only=True)
    assert sorted(column(order, FileColumn.NAME)) == ["dash-notes", "ratesfeed"]
    order.set_troubled_only(only=False)
    assert order.rowCount() == len(ROWS)


def test_a_file_that_lies_in_two_yards_is_one_row() -> None:
    twice = (wheels.YARDS[0], replace(wheels.YARDS[0], folder=wheels.SHARE))
    assert files_of(twice) == wheels.YARDS[0].files


def test_five_thousand_files_are_shown_sorted_and_searched_in_a_moment(qapp: object) -> None:
    del qapp
    rows = files_of(wheels.many(5000).yards)
    began = time.perf_counter()
    model, order = filled(rows)
    order.sort(FileColumn.VERSION)
    order.sort(FileColumn.NAME)
    order.look_for("package-123")
    order.look_for("")
    model.set_rows(tuple(replace(row, why="again") for row in rows))
    taken = time.perf_counter() - began
    assert order.rowCount() == 5000
    # Less than a second on a quiet machine; what grows with the square of the rows would need minutes.
    assert taken < 20


@pytest.mark.parametrize(
    ("tags", "said"),
    [
        ("py3-none-any", "Any system · Python 3"),
        ("cp310-abi3-win_arm64", "Windows ARM64 · Python 3.10 and later"),
        ("cp312-cp312-manylinux_2_28_aarch64", "Linux ARM64 · Python 3.12"),
        ("cp312-cp312-musllinux_1_2_x86_64", "Linux (musl) x86-64 · Python 3.12"),
        ("pp310-pypy310_pp73-macosx_11_0_arm64", "macOS ARM64 · PyPy 3.10"),
        ("cp39-cp39-freebsd_13_amd64", "freebsd_13_amd64 · Python 3.9"),
        ("cp38.cp39.cp310.cp311-none-win32", "Windows x86 · Python 3.8, Python 3.9, Python 3.10, …"),
    ],
)
def test_tags_in_words(tags: str, said: str) -> None:
    assert wheel_words.for_text(wheels.wheel("a", "1", tags)) == said


def test_an_sdist_is_for_any_system() -> None:
    assert wheel_words.for_text(wheels.DESIGN_KIT) == "Any system, from source"


def test_a_cell_of_the_grid_says_what_is_installed_or_why_nothing_is() -> None:
    here, there = Target(wheels.LINUX, "3.10"), Target(wheels.LINUX, "3.11")
    assert wheel_words.cell_sentence(wheels.NXPY_TABLE, here) == (
        "Linux x86-64, Python 3.10: nxpy-21.3.0-cp310-cp310-linux_x86_64.whl is installed."
    )
    said = wheel_words.cell_sentence(wheels.NXPY_TABLE, there)
    assert said.startswith("Linux x86-64, Python 3.11: no file can be installed.")
    assert "cp310 only: it cannot be installed there." in said
