"""Proxy, indexes and logins on the page of the network: what is said of them, and what their buttons ask for."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QWidget

from core.model.commands import (
    ChooseSetting,
    ExportCertificates,
    ForgetCredential,
    ForgetProxyLogin,
    MoveLogins,
    OpenSetting,
    OpenTerminal,
    ReadNetwork,
    ShareLogins,
    StoreCredential,
    StoreProxyLogin,
)
from core.model.network import ExportedCertificates, OpenLogin, ProxyView
from core.model.outcome import Failed, Succeeded
from core.model.problem import Category, Problem
from core.model.setting_keys import SettingKey
from core.model.settings import Origin, OriginKind
from gui.dialogs.export_certificates import ExportDialog
from gui.dialogs.proxy import ProxyDialog
from gui.questions import QuestionDialog
from tests.fakes import network
from tests.fakes.findings import FOLDER
from tests.unit.gui.conftest import Shown
from tests.unit.gui.looking import click, is_shown, part, points, text
from tests.unit.gui.network_opened import check_all, menu, open_network
from tests.unit.gui.wheels_opened import asked, end

PROBLEM = Problem(category=Category.OTHER, title="No terminal was found.", explanation="Install one.")


def facts(shown: Shown) -> list[str]:
    QTest.qWait(20)
    labels = part(shown, QWidget, "proxyCard").findChildren(QLabel, "proxyFact")
    return [label.accessibleName() for label in labels if label.isVisible()]


def test_the_proxy_says_which_uv_uses_and_what_the_computer_has(shown: Shown) -> None:
    open_network(shown)
    assert text(shown, "proxySaid") == network.PROXIES.sentence
    assert facts(shown) == [
        "uv uses: http://proxy.corp.example:8080, named by HTTPS_PROXY",
        "Also named: http://other.corp.example:3128, named by ALL_PROXY; with a login that lies open there",
        "Reached without it: localhost, .corp.example",
        "This computer's proxy: https: proxy.corp.example:8080, from the settings of Windows",
        "Reached without that: *.local",
        "Its script: http://wpad.corp.example/proxy.pac",
        "The script's answer: http://proxy.corp.example:8080",
    ]


def test_a_proxys_login_is_stored_renewed_and_forgotten(shown: Shown) -> None:
    open_network(shown)
    assert part(shown, QPushButton, "proxyStore").text() == "Store a login…"
    assert not is_shown(shown, "proxyForget")
    click(shown, "proxyStore")
    assert asked(shown)[-1] == StoreProxyLogin(project=FOLDER)
    used = replace(network.PROXY, has_login=True, user="jgrossmann")
    with_login = replace(network.PROXIES, used=used, named=(used,))
    end(shown, StoreProxyLogin, Succeeded(repaired="The login of the proxy is kept."))
    end(shown, ReadNetwork, Succeeded(network=replace(network.view(), proxies=with_login)))
    assert part(shown, QPushButton, "proxyStore").text() == "Renew the login…"
    assert "as jgrossmann, whose login Wheelyard keeps" in facts(shown)[0]
    click(shown, "proxyForget")
    assert asked(shown)[-1] == ForgetProxyLogin(project=FOLDER)


def test_without_a_proxy_there_is_no_login_to_store(shown: Shown) -> None:
    open_network(shown, replace(network.view(), proxies=ProxyView(sentence="uv uses no proxy.")))
    assert facts(shown) == ["uv uses: no proxy"]
    assert not is_shown(shown, "proxyStore")
    click(shown, "proxySetButton")
    dialog = part(shown, ProxyDialog, "proxyDialog")
    dialog.reject()
    assert not [command for command in asked(shown) if isinstance(command, ChooseSetting)]


def test_indexes_say_where_they_stand_and_which_login_they_get(shown: Shown) -> None:
    open_network(shown)
    assert text(shown, "indexesTitle") == "Indexes (3)"
    assert text(shown, "index-0-name") == "corp"
    assert text(shown, "index-0-origin") == "From pyproject.toml, line 31 (everyone in this project)."
    assert text(shown, "index-0-login") == "No login is known."
    assert text(shown, "index-1-kind") == "Explicit: only for packages that name it."
    assert text(shown, "index-1-login") == "Login: jürgen.großmann, from the keyring."
    assert not is_shown(shown, "index-2-packages")
    click(shown, "index-2-more-packages")
    assert text(shown, "index-2-packages") == "numpy, pandas, scipy"


def test_an_index_says_what_its_test_found(shown: Shown) -> None:
    open_network(shown)
    assert not is_shown(shown, "index-0-tested")
    click(shown, "index-1-test")
    command = asked(shown)[-1]
    assert command.urls == (network.EXTRA,)  # type: ignore[union-attr]  # a check
    slow = replace(network.SLOW, sentence=f"{network.SLOW.sentence} More is said at its server.")
    shown.session.end(FOLDER, Succeeded(endpoints=(slow,)), job=f"job-{len(shown.session.submitted)}")
    assert text(shown, "index-1-tested") == network.SLOW.sentence
    assert not is_shown(shown, "index-0-tested")
    check_all(shown)
    assert text(shown, "index-0-tested") == network.WANTED.sentence


def test_the_menu_of_an_index_stores_and_forgets_its_login(shown: Shown) -> None:
    open_network(shown)
    assert not menu(shown, 0)["Forget the login"].isEnabled()
    menu(shown, 0)["Store a login…"].trigger()
    assert asked(shown)[-1] == StoreCredential(project=FOLDER, index="corp")
    menu(shown, 1)["Renew the login…"].trigger()
    assert asked(shown)[-1] == StoreCredential(project=FOLDER, index="notes", user="jürgen.großmann")
    menu(shown, 1)["Forget the login"].trigger()
    assert asked(shown)[-1] == ForgetCredential(project=FOLDER, index="notes")


def test_an_index_moves_among_those_of_its_own_file(shown: Shown) -> None:
    variable = replace(network.INDEXES[2], origin=Origin(OriginKind.ENVIRONMENT, "UV_INDEX"), name="shell")
    open_network(shown, replace(network.view(), indexes=(*network.INDEXES, variable)))
    able = [
        [menu(shown, number)[words].isEnabled() for words in ("Move up…", "Move down…", "Remove…")]
        for number in range(4)
    ]
    assert able == [[False, True, True], [True, False, True], [False, False, True], [False, False, False]]


def test_kept_logins_are_renewed_and_forgotten(shown: Shown) -> None:
    open_network(shown)
    assert text(shown, "login-0-title") == "jürgen.großmann for the index notes"
    assert text(shown, "login-0-said") == f"{network.EXTRA} · in the keyring"
    assert text(shown, "login-1-title") == "jgrossmann for the proxy"
    assert text(shown, "login-1-said").endswith("kept until Wheelyard is closed")
    assert text(shown, "login-2-said").endswith("The index has another address now, so uv does not get it.")
    click(shown, "login-0-renew")
    assert asked(shown)[-1] == StoreCredential(project=FOLDER, index="notes", user="jürgen.großmann")
    click(shown, "login-0-forget")
    assert asked(shown)[-1] == ForgetCredential(project=FOLDER, index="notes")
    click(shown, "login-1-renew")
    assert asked(shown)[-1] == StoreProxyLogin(project=FOLDER, url="http://proxy.corp.example:8080", user="jgrossmann")
    click(shown, "login-1-forget")
    assert asked(shown)[-1] == ForgetProxyLogin(project=FOLDER)
    click(shown, "login-2-forget")
    assert asked(shown)[-1] == ForgetCredential(project=FOLDER, index="https://old.example/simple")


def test_open_logins_are_shown_with_stars_and_moved_after_a_question(shown: Shown) -> None:
    open_network(shown)
    assert text(shown, "openLoginsTitle") == "Logins that lie open (3)"
    assert text(shown, "open-login-0-shown") == 'url = "https://****@packages.example/simple"'
    assert text(shown, "open-login-0-place") == f"{network.PYPROJECT}:44"
    assert text(shown, "open-login-1-place") == "variable HTTPS_PROXY"
    assert text(shown, "open-login-1-why") == network.OPEN_VARIABLE.why_not
    assert shown.window.findChild(QPushButton, "open-login-1-move") is None
    click(shown, "open-login-0-move")
    assert f"Taken out of: {network.PYPROJECT}:44." in points(shown)
    assert not [command for command in asked(shown) if isinstance(command, MoveLogins)]
    click(shown, "questionAccept")
    assert asked(shown)[-1] == MoveLogins(project=FOLDER, ids=("open-1",))


def test_all_open_logins_that_can_be_moved_are_moved_at_once(shown: Shown) -> None:
    open_network(shown)
    click(shown, "loginsMoveAll")
    click(shown, "questionAccept")
    assert asked(shown)[-1] == MoveLogins(project=FOLDER, ids=("open-1", "open-3"))


def test_a_question_of_another_project_moves_nothing(shown: Shown) -> None:
    open_network(shown)
    click(shown, "loginsMoveAll")
    dialog = part(shown, QuestionDialog, "questionDialog")
    shown.window.actions_.next_project.trigger()
    dialog.accept()
    assert not [command for command in asked(shown) if isinstance(command, MoveLogins)]


def test_the_file_of_an_open_login_is_opened_at_its_line(shown: Shown) -> None:
    open_network(shown)
    click(shown, "open-login-0-file")
    assert asked(shown)[-1] == OpenSetting(project=FOLDER, file=network.PYPROJECT, line=44)


def test_a_secret_in_a_value_is_never_shown(shown: Shown) -> None:
    bare = OpenLogin(id="x", shown="https://someone:hunter2@packages.example/simple", variable="UV_INDEX")
    indexes = tuple(replace(each, url="https://someone:hunter2@packages.example/simple") for each in network.INDEXES)
    open_network(shown, replace(network.view(), open_logins=(bare,), indexes=indexes))
    said = [label.text() + label.toolTip() + label.accessibleName() for label in shown.window.findChildren(QLabel)]
    assert not [each for each in said if "hunter2" in each]


def test_a_keyring_that_cannot_be_used_is_said_and_nothing_is_moved(shown: Shown) -> None:
    open_network(shown, replace(network.view(), keyring_trouble="No service answers."))
    assert "No service answers." in text(shown, "keyringTroubleText")
    assert shown.window.findChild(QPushButton, "open-login-0-move") is None
    assert not is_shown(shown, "loginsMoveAll")


@pytest.mark.parametrize("program", [Path("/usr/bin/keyring"), None], ids=str)
def test_terminals_ask_the_keyring_where_its_program_is(shown: Shown, program: Path | None) -> None:
    open_network(shown, replace(network.view(), keyring_program=program))
    box = part(shown, QCheckBox, "loginsShare")
    assert box.isEnabled() is (program is not None)
    assert ("no program" in text(shown, "loginsShareSaid")) is (program is None)
    if program is not None:
        box.click()
        assert asked(shown)[-1] == ShareLogins(project=FOLDER, share=True)


def test_sharing_can_be_ended_when_the_program_has_gone(shown: Shown) -> None:
    open_network(shown, replace(network.view(), keyring_program=None, shares_logins=True))
    box = part(shown, QCheckBox, "loginsShare")
    assert box.isChecked()
    box.click()
    assert asked(shown)[-1] == ShareLogins(project=FOLDER, share=False)


def test_a_terminal_is_given_the_logins_where_any_is_kept(shown: Shown) -> None:
    open_network(shown)
    click(shown, "loginsTerminal")
    assert asked(shown)[-1] == OpenTerminal(project=FOLDER, with_logins=True)
    end(shown, OpenTerminal, Failed(problem=PROBLEM))
    assert text(shown, "networkMessageTitle") == PROBLEM.title
    shown.window.actions_.refresh.trigger()
    end(shown, ReadNetwork, Succeeded(network=replace(network.view(), logins=())))
    assert not is_shown(shown, "loginsTerminal")


def test_certificates_are_exported_as_the_dialog_says(shown: Shown, tmp_path: Path) -> None:
    open_network(shown)
    click(shown, "networkExport")
    dialog = part(shown, ExportDialog, "exportDialog")
    assert changes(dialog) == [
        "A file in Wheelyard's own folder is written anew.",
        "uv trusts these certificates in this project from then on, in place of others.",
    ]
    dialog.take_target(tmp_path / "roots.pem")
    dialog.take_more(tmp_path / "company.crt")
    dialog.take_more(tmp_path / "company.crt")
    part(shown, QCheckBox, "exportOthers").click()
    part(shown, QCheckBox, "exportUse").click()
    assert changes(dialog) == [
        f"{tmp_path / 'roots.pem'} is written anew.",
        "Terminals of this project get REQUESTS_CA_BUNDLE and PIP_CERT, which pip and requests read.",
    ]
    click(shown, "exportStart")
    assert asked(shown)[-1] == ExportCertificates(
        project=FOLDER, to=tmp_path / "roots.pem", use=False, others=True, more=(tmp_path / "company.crt",)
    )
    made = ExportedCertificates(file=tmp_path / "roots.pem", count=143, used_by=("pip", "requests"))
    end(shown, ExportCertificates, Succeeded(certificates=made))
    assert text(shown, "networkMessageTitle") == "143 certificates were exported. Used by: pip, requests."
    message = shown.window.network_page.message.text
    assert str(tmp_path / "roots.pem") in message


def test_a_certificate_file_can_be_left_out_again(shown: Shown, tmp_path: Path) -> None:
    open_network(shown)
    click(shown, "networkExport")
    dialog = part(shown, ExportDialog, "exportDialog")
    dialog.take_more(tmp_path / "one.crt")
    dialog.take_more(tmp_path / "two.crt")
    part(shown, QWidget, "exportMore-0-away").click()  # type: ignore[attr-defined]  # a button
    click(shown, "exportStart")
    assert asked(shown)[-1] == ExportCertificates(project=FOLDER, more=(tmp_path / "two.crt",))


def changes(dialog: ExportDialog) -> list[str]:
    QTest.qWait(20)
    return [label.text() for label in dialog.findChildren(QLabel, "exportChange") if label.isVisible()]


def test_setting_the_proxy_asks_and_then_chooses(shown: Shown) -> None:
    open_network(shown)
    click(shown, "proxySetButton")
    part(shown, ProxyDialog, "proxyDialog")._url.setText("http://proxy.example:8080")
    click(shown, "proxySet")
    assert asked(shown)[-1] == ChooseSetting(project=FOLDER, key=SettingKey.PROXY, value="http://proxy.example:8080")
