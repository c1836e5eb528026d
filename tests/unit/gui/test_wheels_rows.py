"""What can be done with one file of the table: replaced, removed, by its buttons and by its menu."""

from PySide6.QtWidgets import QFileDialog, QPushButton

from core.model.commands import ChangeWheels, InspectFiles, PreviewWheels
from core.model.outcome import Succeeded
from core.model.wheel_commands import RemoveSource
from tests.fakes import wheels
from tests.unit.gui.conftest import Shown
from tests.unit.gui.looking import click, part
from tests.unit.gui.wheels_opened import choose, end, open_page, submitted


def test_a_row_can_be_removed_after_a_look_at_the_diff(shown: Shown) -> None:
    open_page(shown)
    choose(shown, "nxtools", "1.2a2")
    click(shown, "fileRemove")
    (preview,) = submitted(shown, PreviewWheels)
    assert isinstance(preview, PreviewWheels)
    assert isinstance(preview.change, RemoveSource)
    assert preview.change.package == "nxtools"
    assert not part(shown, QPushButton, "changeWheelsDialogAccept").isEnabled()
    end(shown, PreviewWheels, Succeeded(diffs=(wheels.DIFF,)))
    click(shown, "changeWheelsDialogCancel")
    assert submitted(shown, ChangeWheels) == []


def test_the_menu_of_a_row_does_what_the_buttons_do(shown: Shown) -> None:
    open_page(shown)
    choose(shown, "quantcore", "7.0.2")
    menu = shown.window.wheels_page.files.menu()
    assert [action.isEnabled() for action in menu.actions()] == [True, False, False]
    menu.deleteLater()
    choose(shown, "nxpy", "21.3.4")
    menu = shown.window.wheels_page.files.menu()
    assert [action.isEnabled() for action in menu.actions()] == [True, True, True]
    menu.actions()[1].trigger()
    (chooser,) = shown.window.findChildren(QFileDialog)
    assert chooser.windowTitle() == f"Replace {wheels.NXPY_WINDOWS.path.name}"
    chooser.reject()
    menu.deleteLater()


def test_a_file_is_replaced_from_its_row(shown: Shown) -> None:
    open_page(shown)
    choose(shown, "nxpy", "21.3.4")
    click(shown, "fileReplace")
    (chooser,) = shown.window.findChildren(QFileDialog)
    assert chooser.windowTitle() == f"Replace {wheels.NXPY_WINDOWS.path.name}"
    chooser.reject()
    assert submitted(shown, InspectFiles) == []
