"""Indexes that are added, moved and removed on the page of the network: previewed first, and made when agreed to."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from core.model.commands import ChangeSettings, PreviewSettings, ReadNetwork, ReadSettings, StoreCredential
from core.model.network import ListedIndex
from core.model.outcome import Failed, Succeeded
from core.model.problem import Category, Problem
from core.model.setting_keys import SettingKey, SettingScope
from core.model.setting_values import FileDiff, SettingChange, SettingsView
from core.model.settings import Origin, OriginKind
from gui.dialogs.add_index import AddIndexDialog
from gui.dialogs.change_wheels import ChangeDialog
from tests.fakes import network
from tests.fakes.findings import FOLDER
from tests.unit.gui.conftest import Shown
from tests.unit.gui.looking import click, part, text
from tests.unit.gui.network_opened import menu, open_network
from tests.unit.gui.settings_opened import read_view
from tests.unit.gui.wheels_opened import asked, end, submitted

CORP = "corp=https://packages.corp.example/simple default"
RESEARCH = "research=https://research.corp.example/simple explicit authenticate=always"
PROBLEM = Problem(category=Category.OTHER, title="The file was changed meanwhile.", explanation="Look at it again.")
DIFF = FileDiff(
    file=network.PYPROJECT,
    lines=("--- pyproject.toml", "+++ pyproject.toml", "@@ -1 +1 @@", '+name = "new"'),
    digest="seen-before",
)


def listed(name: str, kind: OriginKind = OriginKind.PROJECT) -> ListedIndex:
    return ListedIndex(name=name, url=f"https://{name}.example/simple", origin=Origin(kind, str(network.PYPROJECT)))


@pytest.fixture
def settings(tmp_path: Path) -> SettingsView:
    """The settings of the example project, as they are read from real files."""
    return read_view(tmp_path)


def changes(value: str | None, scope: SettingScope = SettingScope.PROJECT) -> tuple[SettingChange, ...]:
    return (SettingChange(key=SettingKey.INDEXES, scope=scope, value=value),)


def opened(shown: Shown) -> None:
    open_network(shown, replace(network.view(), indexes=(listed("corp"), listed("research"), listed("gone"))))


def adding(shown: Shown, settings: SettingsView) -> AddIndexDialog:
    opened(shown)
    click(shown, "indexAdd")
    assert asked(shown)[-1] == ReadSettings(project=FOLDER)
    end(shown, ReadSettings, Succeeded(settings=settings))
    return part(shown, AddIndexDialog, "addIndexDialog")


def test_moving_an_index_is_previewed_and_then_written(shown: Shown, settings: SettingsView) -> None:
    opened(shown)
    menu(shown, 1)["Move up…"].trigger()
    assert part(shown, ChangeDialog, "changeIndexesDialog").windowTitle() == "Ask research earlier"
    end(shown, ReadSettings, Succeeded(settings=settings))
    wanted = changes(f"{RESEARCH}\n{CORP}")
    assert asked(shown)[-1] == PreviewSettings(project=FOLDER, changes=wanted)
    accept = part(shown, QPushButton, "changeIndexesDialogAccept")
    assert not accept.isEnabled()
    end(shown, PreviewSettings, Succeeded(diffs=(DIFF,)))
    assert '+name = "new"' in part(shown, QPlainTextEdit, "settingsDiff-0").toPlainText()
    accept.click()
    assert asked(shown)[-1] == ChangeSettings(
        project=FOLDER, changes=wanted, seen={str(network.PYPROJECT): "seen-before"}
    )
    end(shown, ChangeSettings, Succeeded(repaired="The order of the indexes was changed."))
    assert (
        shown.window.findChild(ChangeDialog, "changeIndexesDialog") is None
        or not part(shown, ChangeDialog, "changeIndexesDialog").isVisible()
    )
    assert text(shown, "networkMessageTitle") == "The order of the indexes was changed."
    assert asked(shown)[-1] == ReadNetwork(project=FOLDER)


def test_removing_an_index_takes_its_line_away(shown: Shown, settings: SettingsView) -> None:
    opened(shown)
    menu(shown, 0)["Remove…"].trigger()
    end(shown, ReadSettings, Succeeded(settings=settings))
    assert asked(shown)[-1] == PreviewSettings(project=FOLDER, changes=changes(RESEARCH))


def test_an_index_that_stands_elsewhere_is_not_changed_and_said(shown: Shown, settings: SettingsView) -> None:
    opened(shown)
    menu(shown, 2)["Remove…"].trigger()
    end(shown, ReadSettings, Succeeded(settings=settings))
    assert text(shown, "changeIndexesDialogMessageTitle") == "The index cannot be changed from here"
    assert submitted(shown, PreviewSettings) == []
    assert not part(shown, QPushButton, "changeIndexesDialogAccept").isEnabled()


def test_a_change_that_fails_stays_open_and_says_why(shown: Shown, settings: SettingsView) -> None:
    opened(shown)
    menu(shown, 0)["Remove…"].trigger()
    end(shown, ReadSettings, Succeeded(settings=settings))
    end(shown, PreviewSettings, Succeeded(diffs=(DIFF,)))
    part(shown, QPushButton, "changeIndexesDialogAccept").click()
    end(shown, ChangeSettings, Failed(problem=PROBLEM))
    assert text(shown, "changeIndexesDialogMessageTitle") == PROBLEM.title
    assert part(shown, ChangeDialog, "changeIndexesDialog").isVisible()


def test_a_dialog_that_is_closed_calls_off_its_preview(shown: Shown, settings: SettingsView) -> None:
    opened(shown)
    menu(shown, 0)["Remove…"].trigger()
    end(shown, ReadSettings, Succeeded(settings=settings))
    part(shown, ChangeDialog, "changeIndexesDialog").reject()
    assert shown.session.cancelled == [f"job-{len(shown.session.submitted)}"]
    end(shown, PreviewSettings, Succeeded(diffs=(DIFF,)))
    menu(shown, 0)["Remove…"].trigger()
    assert asked(shown)[-1] == ReadSettings(project=FOLDER)


def test_an_index_is_added_as_it_is_typed(shown: Shown, settings: SettingsView, qtbot: QtBot) -> None:
    dialog = adding(shown, settings)
    assert submitted(shown, PreviewSettings) == []
    part(shown, QLineEdit, "addIndexName").setText("new")
    part(shown, QLineEdit, "addIndexField-url").setText("https://new.example/simple")
    wanted = changes(f"{CORP}\n{RESEARCH}\nnew=https://new.example/simple")
    qtbot.waitUntil(lambda: asked(shown)[-1] == PreviewSettings(project=FOLDER, changes=wanted), timeout=20_000)
    end(shown, PreviewSettings, Succeeded(diffs=(DIFF,)))
    part(shown, QCheckBox, "addIndexExplicit").click()
    wanted = changes(f"{CORP}\n{RESEARCH}\nnew=https://new.example/simple explicit")
    assert asked(shown)[-1] == PreviewSettings(project=FOLDER, changes=wanted)
    # What was previewed before is not what would be written now.
    assert not part(shown, QPushButton, "addIndexDialogAccept").isEnabled()
    end(shown, PreviewSettings, Succeeded(diffs=(DIFF,)))
    part(shown, QPushButton, "addIndexDialogAccept").click()
    assert asked(shown)[-1] == ChangeSettings(
        project=FOLDER, changes=wanted, seen={str(network.PYPROJECT): "seen-before"}
    )
    end(shown, ChangeSettings, Succeeded(repaired="The index new was added."))
    assert not dialog.isVisible()
    assert submitted(shown, StoreCredential) == []


def test_its_login_is_asked_for_when_it_is_there(shown: Shown, settings: SettingsView, qtbot: QtBot) -> None:
    adding(shown, settings)
    part(shown, QLineEdit, "addIndexName").setText("new")
    part(shown, QLineEdit, "addIndexField-url").setText("https://new.example/simple")
    part(shown, QCheckBox, "addIndexLogin").click()
    part(shown, QLineEdit, "addIndexUser").setText("jürgen")
    qtbot.waitUntil(lambda: len(submitted(shown, PreviewSettings)) == 1, timeout=20_000)
    end(shown, PreviewSettings, Succeeded(diffs=(DIFF,)))
    part(shown, QPushButton, "addIndexDialogAccept").click()
    assert submitted(shown, StoreCredential) == []
    end(shown, ChangeSettings, Succeeded())
    assert submitted(shown, StoreCredential) == [StoreCredential(project=FOLDER, index="new", user="jürgen")]


def test_what_wheelyard_keeps_itself_can_be_added_although_no_file_shows_it(
    shown: Shown, settings: SettingsView, qtbot: QtBot
) -> None:
    adding(shown, settings)
    part(shown, QLineEdit, "addIndexName").setText("new")
    part(shown, QLineEdit, "addIndexField-url").setText("https://new.example/simple")
    qtbot.waitUntil(lambda: len(submitted(shown, PreviewSettings)) == 1, timeout=20_000)
    part(shown, QToolButton, "addIndexScope-profile").click()
    wanted = changes("new=https://new.example/simple", SettingScope.PROFILE)
    assert asked(shown)[-1] == PreviewSettings(project=FOLDER, changes=wanted)
    end(shown, PreviewSettings, Succeeded(repaired="It is kept in Wheelyard's profile of the project."))
    assert text(shown, "addIndexDialogNote") == "It is kept in Wheelyard's profile of the project."
    assert part(shown, QPushButton, "addIndexDialogAccept").isEnabled()


@pytest.mark.parametrize("url", ["https://someone:hunter2@new.example/simple", "new.example/simple", "https://a b/"])
def test_an_address_that_is_none_is_said_and_not_previewed(shown: Shown, settings: SettingsView, url: str) -> None:
    adding(shown, settings)
    part(shown, QLineEdit, "addIndexName").setText("new")
    field = part(shown, QLineEdit, "addIndexField-url")
    field.setText(url)
    QTest.qWait(400)
    said = text(shown, "addIndexWrong-url")
    assert said.startswith("Address must be an address that begins with https:// or http://")
    assert field.accessibleDescription() == said
    assert submitted(shown, PreviewSettings) == []
    assert not part(shown, QPushButton, "addIndexDialogAccept").isEnabled()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("CORP", "There is an index called CORP already."),
        ("two words", "name"),
        ("", ""),
    ],
)
def test_a_name_that_cannot_be_is_said(shown: Shown, settings: SettingsView, name: str, said: str) -> None:
    adding(shown, settings)
    part(shown, QLineEdit, "addIndexField-url").setText("https://new.example/simple")
    part(shown, QLineEdit, "addIndexName").setText(name)
    QTest.qWait(400)
    assert said in text(shown, "addIndexNameWrong")
    assert bool(text(shown, "addIndexNameWrong")) is bool(said)
    assert submitted(shown, PreviewSettings) == []
