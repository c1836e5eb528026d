"""What a remedy still needs is asked for first: a proxy, a certificate file, a Python."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from core.model.commands import ChooseSetting, OpenSetting, Sync
from core.model.outcome import Failed, Succeeded
from core.model.problem import Category, Problem
from core.model.setting_keys import SettingKey
from core.model.settings import Profile
from core.settings.profile_settings import value_in, with_setting
from tests.fakes import repairs
from tests.fakes.findings import FOLDER
from tests.unit.gui.conftest import NOW, Shown
from tests.unit.gui.looking import Scene, click, part, play, text, wanted

SYNC = Sync(project=FOLDER)


def ask_for_proxy(shown: Shown) -> None:
    play(shown, repairs.certificates)
    click(shown, "remedyMore")
    click(shown, "remedy-proxy")


def write(shown: Shown, name: str, words: str) -> None:
    part(shown, QLineEdit, name).setText(words)


def test_a_proxy_is_asked_for_and_only_then_chosen(shown: Shown) -> None:
    ask_for_proxy(shown)
    assert wanted(shown) == []
    assert not part(shown, QPushButton, "proxySet").isEnabled()
    write(shown, "proxyUrl", " http://proxy.corp.example:8080 ")
    write(shown, "proxyPast", "localhost, .corp.example")
    click(shown, "proxySet")
    assert wanted(shown) == [
        ChooseSetting(project=FOLDER, key=SettingKey.NO_PROXY, value="localhost, .corp.example"),
        ChooseSetting(project=FOLDER, key=SettingKey.PROXY, value="http://proxy.corp.example:8080", then=SYNC),
    ]


def test_without_exceptions_none_of_an_earlier_choice_stays_in_force(shown: Shown) -> None:
    ask_for_proxy(shown)
    write(shown, "proxyUrl", "socks5://proxy.corp.example:1080")
    click(shown, "proxySet")
    profile = with_setting(Profile(project=FOLDER), SettingKey.NO_PROXY, "nexus.corp.example")
    for command in wanted(shown):
        assert isinstance(command, ChooseSetting)
        profile = with_setting(profile, command.key, command.value)
    assert profile == with_setting(Profile(project=FOLDER), SettingKey.PROXY, "socks5://proxy.corp.example:1080")
    assert value_in(profile, SettingKey.NO_PROXY) is None


@pytest.mark.parametrize(
    ("url", "part_of_sentence"),
    [
        ("ftp://proxy.corp.example:21", "scheme"),
        ("http://proxy.corp.example", "port"),
        ("http://:8080", "host"),
        ("http://person:secret@proxy.corp.example:8080", "keyring"),
        ("http://person@proxy.corp.example:8080", "keyring"),
        ("http://proxy.corp.example:8080/path", "nothing may follow"),
        ("http://proxy.corp.example:many", "URL"),
    ],
)
def test_what_is_wrong_is_said_while_it_is_typed(shown: Shown, url: str, part_of_sentence: str) -> None:
    ask_for_proxy(shown)
    write(shown, "proxyUrl", url)
    assert part_of_sentence in text(shown, "proxyUrlSaid")
    assert part(shown, QLineEdit, "proxyUrl").accessibleDescription() == text(shown, "proxyUrlSaid")
    assert part(shown, QLabel, "proxyUrlSaid").property("kind") == "bad"
    assert not part(shown, QPushButton, "proxySet").isEnabled()
    write(shown, "proxyUrl", "http://proxy.corp.example:8080")
    assert part(shown, QLabel, "proxyUrlSaid").property("kind") == "muted"
    assert part(shown, QLineEdit, "proxyUrl").accessibleDescription() == text(shown, "proxyUrlSaid")
    assert part(shown, QLineEdit, "proxyPast").accessibleDescription() == text(shown, "proxyPastSaid")
    assert part(shown, QPushButton, "proxySet").isEnabled()


def test_a_proxy_that_is_not_given_changes_nothing(shown: Shown, qtbot: QtBot) -> None:
    ask_for_proxy(shown)
    write(shown, "proxyUrl", "http://proxy.corp.example:8080")
    click(shown, "proxyCancel")
    assert wanted(shown) == []
    qtbot.waitUntil(lambda: shown.window.findChild(QDialog, "proxyDialog") is None)
    # It can be asked for again.
    click(shown, "remedy-proxy")
    assert part(shown, QDialog, "proxyDialog").isVisible()


def test_a_box_that_is_unchecked_holds_for_what_is_asked_for(shown: Shown) -> None:
    ask_for_proxy(shown)
    part(shown, QDialog, "proxyDialog").reject()
    part(shown, QCheckBox, "remedy-proxy-then").setChecked(False)
    click(shown, "remedy-proxy")
    write(shown, "proxyUrl", "http://proxy.corp.example:8080")
    click(shown, "proxySet")
    chosen = wanted(shown)[-1]
    assert isinstance(chosen, ChooseSetting)
    assert chosen.then is None


@pytest.mark.parametrize(
    ("scene", "name", "key"),
    [
        (repairs.certificates, "certificate-file", SettingKey.CERTIFICATE_FILE),
        (repairs.many_remedies, "choose-python", SettingKey.PYTHON),
    ],
    ids=["certificate", "python"],
)
def test_a_file_is_chosen(shown: Shown, tmp_path: Path, scene: Scene, name: str, key: SettingKey) -> None:
    file = tmp_path / "chosen"
    file.write_text("x", encoding="utf-8")
    play(shown, scene)
    more = part(shown, QPushButton, "remedyMore")
    if not more.isChecked():
        click(shown, "remedyMore")
    click(shown, f"remedy-{name}")
    assert wanted(shown) == []
    dialog = part(shown, QFileDialog, "fileDialog")
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile(str(file))
    dialog.accept()
    assert wanted(shown)[-1] == ChooseSetting(project=FOLDER, key=key, value=str(file), then=SYNC)


def open_at(shown: Shown) -> OpenSetting:
    play(shown, repairs.many_remedies)
    click(shown, "remedy-open")
    command = wanted(shown)[-1]
    assert isinstance(command, OpenSetting)
    return command


def test_a_file_that_could_not_be_opened_is_said_above_the_page(shown: Shown) -> None:
    command = open_at(shown)
    shown.session.begin(command, at=NOW, job="open-1")
    problem = Problem(category=Category.OTHER, title="No editor opened it.", explanation="Open it yourself.")
    shown.session.end(FOLDER, Failed(problem=problem), job="open-1")
    assert "No editor opened it." in shown.window.notices.message.text
    assert str(command.file) in shown.window.notices.message.text
    # The problem that it was opened for is still the one that is shown.
    assert text(shown, "problemTitle") != problem.title


def test_an_opened_file_is_said_where_there_is_something_to_say(shown: Shown) -> None:
    command = open_at(shown)
    shown.session.begin(command, at=NOW, job="open-1")
    shown.session.end(FOLDER, Succeeded(repaired="pyproject.toml is open in the editor."), job="open-1")
    assert shown.window.notices.message.text == "pyproject.toml is open in the editor."
