"""The page of the network: opened and left, read when that may have changed, checked, and what its rows say."""

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QProgressBar, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.model.commands import CheckNetwork, ChooseSetting, Lock, ReadNetwork
from core.model.network import Endpoint, EndpointReport, EndpointUse
from core.model.outcome import Cancelled, Failed, Succeeded
from core.model.problem import Category, Problem
from core.model.setting_keys import SettingKey
from gui.widgets.raw_text import RawText
from gui.widgets.remedy_button import RemedyButton
from tests.fakes import network, scenes
from tests.fakes.findings import FOLDER
from tests.unit.gui.conftest import NOW, Shown
from tests.unit.gui.looking import click, is_shown, part, text
from tests.unit.gui.network_opened import check_all, checked, found, open_network, row, said
from tests.unit.gui.wheels_opened import asked, end, job_of, submitted

PROBLEM = Problem(category=Category.OTHER, title="pyproject.toml cannot be read.", explanation="Mend it.")


def named(url: str, report: EndpointReport = network.FINE) -> EndpointReport:
    """Return the report of an address that a person named."""
    return replace(report, endpoint=Endpoint(url=url, uses=(EndpointUse.NAMED,)))


def test_a_key_opens_it_and_escape_leads_back(shown: Shown, qtbot: QtBot) -> None:
    shown.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is shown.window, timeout=20_000)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(QApplication.focusWidget() or shown.window, Qt.Key.Key_N, both)
    assert is_shown(shown, "networkPage")
    assert asked(shown) == [ReadNetwork(project=FOLDER)]
    assert text(shown, "networkName") == "Network of risk-dashboard"
    assert not is_shown(shown, "endpointsCard")
    end(shown, ReadNetwork, Succeeded(network=network.view()))
    assert text(shown, "networkSentence") == "5 servers, not checked yet"
    assert is_shown(shown, "endpointsCard")
    assert asked(shown) == [ReadNetwork(project=FOLDER)]  # no server is asked before a person wants it
    QTest.keyClick(QApplication.focusWidget() or shown.window, Qt.Key.Key_Escape)
    assert is_shown(shown, "projectPage")


def test_buttons_open_it_and_lead_back_and_the_menu_has_it(shown: Shown) -> None:
    click(shown, "networkButton")
    assert is_shown(shown, "networkPage")
    click(shown, "networkBack")
    assert is_shown(shown, "projectPage")
    assert shown.window.actions_.network in shown.window.sidebar.menu.actions()


def test_a_row_says_its_server_and_what_it_is_for(shown: Shown) -> None:
    open_network(shown)
    corp, extra = row(shown, network.CORP), row(shown, network.EXTRA)
    assert said(corp, "endpointHost") == "nexus.risiko-auswertung.müller-grundstücksverwaltung.example"
    assert said(corp, "endpointUses") == "index corp · 48 packages"
    assert said(extra, "endpointHost") == "gitlab.example:8443"
    assert said(extra, "endpointUses") == "indexes notes, tools · files of 1 package"
    assert not corp.more.isVisible()


def test_rows_fill_as_results_come(shown: Shown) -> None:
    page = open_network(shown)
    click(shown, "networkCheck")
    assert asked(shown)[-1] == CheckNetwork(project=FOLDER)
    found(shown, network.ENDPOINTS)
    assert text(shown, "networkDoing") == "Checking the servers · 0 of 5"
    checked(shown, network.FINE)
    assert text(shown, "networkDoing") == "Checking the servers · 1 of 5"
    assert part(shown, QProgressBar, "networkLine").value() == 200
    assert said(row(shown, network.FILES), "endpointSaid") == "uv can use it."
    assert said(row(shown, network.CORP), "endpointSaid") == "Is being checked …"
    # A later report of the same address takes its place, and is not counted twice.
    checked(shown, replace(network.FINE, sentence="The real uv can use it."))
    assert text(shown, "networkDoing") == "Checking the servers · 1 of 5"
    assert said(row(shown, network.FILES), "endpointSaid") == "The real uv can use it."
    for report in network.REPORTS:
        checked(shown, report)
    assert text(shown, "networkDoing") == "Letting the real uv try them"
    end(shown, CheckNetwork, Succeeded(endpoints=network.REPORTS))
    assert not is_shown(shown, "networkDoing")
    assert text(shown, "networkSentence") == "5 servers: 2 cannot be used, 1 worth a look, 1 not found out"
    assert [each.more.isChecked() for each in page.endpoints.rows] == [True, False, False, False, False]


def test_signs_have_words_for_who_does_not_see_them(shown: Shown) -> None:
    open_network(shown)
    check_all(shown)
    signs = [
        each.findChild(QWidget, "endpointSign").accessibleName()  # type: ignore[union-attr]  # every row has one
        for each in shown.window.network_page.endpoints.rows
    ]
    assert signs == ["Wrong", "Wrong", "In order", "Worth a look", "Not found out"]


def test_what_a_person_opened_stays_as_it_is(shown: Shown) -> None:
    page = open_network(shown)
    check_all(shown)
    page.endpoints.rows[0].more.setChecked(False)
    page.endpoints.rows[2].more.setChecked(True)
    check_all(shown)
    assert [each.more.isChecked() for each in page.endpoints.rows] == [False, False, True, False, False]


def test_cancel_stops_the_check_and_keeps_what_was_found(shown: Shown) -> None:
    open_network(shown)
    click(shown, "networkCheck")
    found(shown, network.ENDPOINTS)
    checked(shown, network.FINE)
    click(shown, "networkCancel")
    assert shown.session.cancelled == [job_of(shown, CheckNetwork)]
    end(shown, CheckNetwork, Cancelled())
    assert not is_shown(shown, "networkDoing")
    assert said(row(shown, network.FILES), "endpointSaid") == "uv can use it."
    assert text(shown, "networkSentence") == "5 servers: 4 not checked yet"
    click(shown, "networkCheck")
    assert len(submitted(shown, CheckNetwork)) == 2


def test_one_server_is_checked_alone(shown: Shown) -> None:
    open_network(shown)
    row(shown, network.FILES).check.click()
    assert asked(shown)[-1] == CheckNetwork(project=FOLDER, urls=(network.FILES,))
    # One check at a time: a second one has to wait.
    row(shown, network.CORP).check.click()
    shown.window.network_page.check.click()
    assert len(submitted(shown, CheckNetwork)) == 1
    end(shown, CheckNetwork, Succeeded(endpoints=(network.FINE,)))
    assert text(shown, "networkSentence") == "5 servers: 4 not checked yet"


def test_an_address_of_a_persons_own_is_checked_and_stands_first(shown: Shown) -> None:
    page = open_network(shown)
    field = part(shown, QLineEdit, "networkAddress")
    field.setFocus()
    QTest.keyClicks(field, "other.example/simple")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert asked(shown)[-1] == CheckNetwork(project=FOLDER, urls=("https://other.example/simple",))
    end(shown, CheckNetwork, Succeeded(endpoints=(named("https://other.example/simple"),)))
    assert [each.endpoint.url for each in page.endpoints.rows][:2] == ["https://other.example/simple", network.CORP]
    assert said(page.endpoints.rows[0], "endpointUses") == "asked for by you · 0.1 s"
    shown.window.actions_.refresh.trigger()
    end(shown, ReadNetwork, Succeeded(network=network.view()))
    assert page.endpoints.rows[0].endpoint.url == "https://other.example/simple"


def test_an_address_with_a_login_is_not_handed_on(shown: Shown) -> None:
    open_network(shown)
    field = part(shown, QLineEdit, "networkAddress")
    field.setFocus()
    QTest.keyClicks(field, "https://someone:hunter2@other.example/simple")
    assert "which does not belong into an address" in text(shown, "networkAddressWrong")
    assert field.accessibleDescription() == text(shown, "networkAddressWrong")
    QTest.keyClick(field, Qt.Key.Key_Return)
    click(shown, "networkAddressCheck")
    assert submitted(shown, CheckNetwork) == []
    for wrong in ("ftp://other.example", "https://", "https://a b.example", "https://host:99999/x"):
        field.setText(wrong)
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert text(shown, "networkAddressWrong"), wrong
    assert submitted(shown, CheckNetwork) == []


def test_details_say_what_was_found_and_uvs_words_are_masked(shown: Shown) -> None:
    open_network(shown)
    check_all(shown)
    intercepted = row(shown, network.PYPI)
    intercepted.more.setChecked(True)
    details = intercepted.findChildren(QWidget, "endpointFact")
    facts = [fact.accessibleName() for fact in details]
    assert "Certificate made by: Zscaler" in facts
    assert "This computer's certificates: accept the server" in facts
    assert "Proxy: http://proxy.corp.example:8080, named by HTTPS_PROXY" in facts
    tries = [label.text() for label in intercepted.findChildren(QWidget, "endpointTry")]  # type: ignore[attr-defined]
    assert tries == [
        "uv itself: does not reach it (1.2 s)",
        "uv with: Trust the certificates that this computer trusts: reaches it (1.0 s) with system-certs = true",
    ]
    words = intercepted.findChild(RawText, "endpointWords")
    assert isinstance(words, RawText)
    assert "UnknownIssuer" in words.toPlainText()
    assert "hunter2" not in words.toPlainText()


def test_a_remedy_is_submitted_said_and_what_was_in_trouble_checked_again(shown: Shown) -> None:
    open_network(shown)
    check_all(shown)
    intercepted = row(shown, network.PYPI)
    intercepted.more.setChecked(True)
    QTest.qWait(20)
    button = intercepted.findChild(RemedyButton, "remedy-system-certs")
    assert isinstance(button, RemedyButton)
    button.click()
    command = asked(shown)[-1]
    assert command == ChooseSetting(project=FOLDER, key=SettingKey.SYSTEM_CERTS, value="true")
    shown.session.begin(command, at=NOW, job=job_of(shown, ChooseSetting))
    assert button.waiting
    end(shown, ChooseSetting, Succeeded(repaired="uv trusts what this computer trusts."))
    assert text(shown, "networkMessageTitle") == "uv trusts what this computer trusts."
    assert asked(shown)[-2] == ReadNetwork(project=FOLDER)
    again = asked(shown)[-1]
    assert isinstance(again, CheckNetwork)
    assert set(again.urls) == {network.CORP, network.PYPI, network.EXTRA, network.PYTHONS}


def test_a_remedy_that_fails_says_so_and_checks_nothing(shown: Shown) -> None:
    open_network(shown)
    check_all(shown)
    button = row(shown, network.CORP).findChild(QPushButton, "remedy-store-credential")
    assert isinstance(button, QPushButton)
    button.click()
    before = len(submitted(shown, CheckNetwork))
    shown.session.end(FOLDER, Failed(problem=PROBLEM), job=f"job-{len(shown.session.submitted)}")
    assert text(shown, "networkMessageTitle") == PROBLEM.title
    assert len(submitted(shown, CheckNetwork)) == before


def test_it_goes_with_the_selected_project_and_takes_nothing_of_the_one_before(shown: Shown) -> None:
    open_network(shown)
    click(shown, "networkCheck")
    job = job_of(shown, CheckNetwork)
    part(shown, QLineEdit, "networkAddress").setText("half an address")
    shown.window.actions_.next_project.trigger()
    assert job in shown.session.cancelled
    assert asked(shown)[-1] == ReadNetwork(project=scenes.OTHER)
    assert text(shown, "networkName") == "Network of pricing"
    checked(shown, network.FINE)
    shown.session.end(FOLDER, Succeeded(endpoints=network.REPORTS), job=job)
    end(shown, ReadNetwork, Succeeded(network=replace(network.view(), endpoints=network.many(2))))
    assert text(shown, "networkSentence") == "2 servers, not checked yet"
    assert part(shown, QLineEdit, "networkAddress").text() == ""


def test_a_view_that_comes_late_is_another_projects(shown: Shown) -> None:
    click(shown, "networkButton")
    job = job_of(shown, ReadNetwork)
    shown.window.actions_.next_project.trigger()
    shown.session.end(FOLDER, Succeeded(network=network.view()), job=job)
    assert not is_shown(shown, "endpointsCard")
    assert shown.window.network_page.view is None


def test_leaving_calls_off_what_nobody_waits_for(shown: Shown) -> None:
    open_network(shown)
    click(shown, "networkCheck")
    click(shown, "networkBack")
    assert shown.session.cancelled == [job_of(shown, CheckNetwork)]
    end(shown, CheckNetwork, Succeeded(endpoints=network.REPORTS))
    assert is_shown(shown, "projectPage")


def test_it_is_read_again_after_what_may_have_changed_it(shown: Shown) -> None:
    open_network(shown)
    shown.session.begin(Lock(project=FOLDER), at=NOW, job="other")
    shown.session.end(FOLDER, Succeeded(), job="other")
    assert len(submitted(shown, ReadNetwork)) == 2
    shown.session.begin(Lock(project=scenes.OTHER), at=NOW, job="elsewhere")
    shown.session.end(scenes.OTHER, Succeeded(), job="elsewhere")
    assert len(submitted(shown, ReadNetwork)) == 2
    # What changes while it is read may have been read already.
    shown.session.begin(Lock(project=FOLDER), at=NOW, job="third")
    shown.session.end(FOLDER, Succeeded(), job="third")
    end(shown, ReadNetwork, Succeeded(network=network.view()))
    assert len(submitted(shown, ReadNetwork)) == 3


def test_a_project_that_cannot_be_read_says_why(shown: Shown) -> None:
    click(shown, "networkButton")
    end(shown, ReadNetwork, Failed(problem=PROBLEM))
    assert text(shown, "networkMessageTitle") == PROBLEM.title
    assert text(shown, "networkSentence") == "What the project says of its network was not read."
