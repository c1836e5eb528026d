"""The check of the configuration: shown with what needs a person first, mended from there, made again after that."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QToolButton

from core.model.checks import Check, CheckRemedy, CheckStatus
from core.model.commands import (
    CheckConfiguration,
    ChooseSetting,
    OpenSetting,
    PrepareRequest,
    RelocatePlace,
)
from core.model.outcome import Cancelled, Failed, Succeeded
from core.model.problem import Category, Problem
from core.model.setting_keys import SettingKey
from gui.dialogs.doctor import DoctorDialog
from gui.widgets.check_row import CheckRow
from tests.fakes.findings import FOLDER
from tests.unit.gui.conftest import NOW, Shown
from tests.unit.gui.looking import click, ended, is_shown, last, part, text, wanted

PROBLEM = Problem(category=Category.OTHER, title="It cannot be checked.", explanation="Try again.")
FILE = FOLDER / "pyproject.toml"
CERTIFICATES = ChooseSetting(project=FOLDER, key=SettingKey.SYSTEM_CERTS, value="true")
MOVE = RelocatePlace(project=FOLDER, to=Path("/data/cache"))

FINE = Check(id="uv", status=CheckStatus.OK, title="uv 0.13.9 runs", detail="/opt/uv")
KEY = Check(
    id="unknown-key",
    status=CheckStatus.FAIL,
    title="uv ignores the whole table",
    detail="The key native-tlss is unknown.",
    file=FILE,
    line=48,
    column=1,
    remedies=(CheckRemedy(title="Trust what this computer trusts", command=("uvx", "a b"), action=CERTIFICATES),),
)
BLANK = Check(
    id="blank",
    status=CheckStatus.WARN,
    title="UV_CACHE_DIR ends with a blank",
    remedies=(
        CheckRemedy(title="Take the blank out", command=("export", "UV_CACHE_DIR=/c")),
        CheckRemedy(title="Move the cache", action=MOVE),
    ),
)
PROXY = Check(id="proxy", status=CheckStatus.UNKNOWN, title="The proxy was not found out")
CHECKS = (FINE, PROXY, BLANK, KEY, replace(FINE, id="python", title="Python fits"))


def opened(shown: Shown, checks: tuple[Check, ...] = CHECKS) -> DoctorDialog:
    shown.window.actions_.check.trigger()
    dialog = part(shown, DoctorDialog, "doctorDialog")
    assert last(shown) == CheckConfiguration(project=FOLDER)
    ended(shown, Succeeded(checks=checks))
    return dialog


def checks_made(shown: Shown) -> int:
    return sum(isinstance(command, CheckConfiguration) for command in shown.session.submitted)


def titles(dialog: QDialog) -> list[str]:
    # What came into sight just now is shown when the loop has run.
    QTest.qWait(30)
    return [each.text() for each in dialog.findChildren(QLabel, "checkTitle") if each.isVisible()]


def test_while_it_is_made_nothing_can_be_copied(shown: Shown) -> None:
    shown.window.actions_.check.trigger()
    assert text(shown, "doctorSummary") == "Checking uv, the project and its settings …"
    assert is_shown(shown, "doctorLine")
    for name in ("doctorCopy", "doctorAgain"):
        assert not part(shown, QPushButton, name).isEnabled()
    part(shown, QDialog, "doctorDialog").reject()
    assert shown.session.cancelled == [f"job-{len(shown.session.submitted)}"]


def test_what_needs_a_person_comes_first_and_the_rest_is_folded(shown: Shown) -> None:
    dialog = opened(shown)
    assert text(shown, "doctorSummary") == "1 thing is wrong, 1 worth a look"
    assert not is_shown(shown, "doctorLine")
    assert titles(dialog) == [KEY.title, BLANK.title, PROXY.title]
    assert part(shown, QPushButton, "doctorFine").text() == "In order (2)"
    click(shown, "doctorFine")
    assert titles(dialog) == [KEY.title, BLANK.title, PROXY.title, "uv 0.13.9 runs", "Python fits"]
    dialog.reject()


def test_a_finding_says_its_place_and_how_it_ended_without_its_colour(shown: Shown) -> None:
    dialog = opened(shown)
    row = part(shown, CheckRow, "check-unknown-key")
    assert [each.text() for each in row.findChildren(QLabel, "checkPlace")] == [f"{FILE}:48:1"]
    (title,) = row.findChildren(QLabel, "checkTitle")
    assert title.accessibleName() == f"Wrong: {KEY.title}"
    dialog.reject()


@pytest.mark.parametrize(
    ("statuses", "sentence"),
    [
        ((CheckStatus.FAIL, CheckStatus.FAIL), "2 things are wrong"),
        ((CheckStatus.WARN, CheckStatus.OK), "1 thing is worth a look"),
        ((CheckStatus.UNKNOWN, CheckStatus.OK), "Nothing wrong was found, but not everything could be checked"),
        ((CheckStatus.OK,), "Everything is in order"),
    ],
    ids=str,
)
def test_the_whole_in_a_sentence(shown: Shown, statuses: tuple[CheckStatus, ...], sentence: str) -> None:
    dialog = opened(shown, tuple(replace(FINE, id=str(n), status=status) for n, status in enumerate(statuses)))
    assert text(shown, "doctorSummary") == sentence
    assert is_shown(shown, "doctorFine") == (CheckStatus.OK in statuses)
    dialog.reject()


def test_a_remedy_is_done_and_the_check_made_again(shown: Shown) -> None:
    dialog = opened(shown)
    button = part(shown, QPushButton, "check-unknown-key-0")
    assert button.text() == "Trust what this computer trusts"
    assert button.toolTip().endswith("uvx 'a b'")
    click(shown, "check-unknown-key-0")
    assert last(shown) == CERTIFICATES
    job = f"job-{len(shown.session.submitted)}"
    shown.session.begin(CERTIFICATES, at=NOW, job=job)
    assert is_shown(shown, "doctorLine")
    QTest.mouseClick(part(shown, QPushButton, "check-blank-0"), Qt.MouseButton.LeftButton)
    assert last(shown) == CERTIFICATES
    shown.session.end(FOLDER, Succeeded(repaired="uv trusts it now."), job=job)
    assert text(shown, "doctorMessageTitle") == "uv trusts it now."
    assert checks_made(shown) == 2
    # What was found before stays in sight until the new check is there.
    assert KEY.title in titles(dialog)
    ended(shown, Succeeded(checks=(FINE,)))
    assert titles(dialog) == []
    assert text(shown, "doctorSummary") == "Everything is in order"
    dialog.reject()


def test_a_remedy_that_fails_says_why_and_can_be_tried_again(shown: Shown) -> None:
    dialog = opened(shown)
    click(shown, "check-blank-0")
    assert last(shown) == MOVE
    ended(shown, Failed(problem=PROBLEM))
    assert text(shown, "doctorMessageTitle") == "It cannot be checked."
    assert checks_made(shown) == 1
    click(shown, "check-blank-0")
    ended(shown, Cancelled())
    click(shown, "check-blank-0")
    assert [command for command in wanted(shown) if command == MOVE] == [MOVE] * 3
    dialog.reject()


def test_the_place_of_a_finding_is_opened_and_nothing_counts_as_mended(shown: Shown) -> None:
    dialog = opened(shown)
    assert part(shown, QPushButton, "check-unknown-key-1").text() == "Open at line 48"
    click(shown, "check-unknown-key-1")
    assert last(shown) == OpenSetting(project=FOLDER, file=FILE, line=48, column=1)
    ended(shown, Succeeded(repaired="It is open in code."))
    assert text(shown, "doctorMessageTitle") == "It is open in code."
    assert checks_made(shown) == 1
    dialog.reject()


def test_a_remedy_that_opens_the_place_is_not_offered_twice(shown: Shown) -> None:
    leads = CheckRemedy(title="Open pyproject.toml at line 48", action=OpenSetting(file=FILE, line=48))
    dialog = opened(shown, (replace(KEY, remedies=(leads,)),))
    row = part(shown, CheckRow, "check-unknown-key")
    assert [button.text() for button in row.findChildren(QPushButton)] == ["Open pyproject.toml at line 48"]
    click(shown, "check-unknown-key-0")
    assert last(shown) == OpenSetting(project=FOLDER, file=FILE, line=48)
    dialog.reject()


def test_what_a_remedy_leaves_open_is_asked_for(shown: Shown) -> None:
    proxy = CheckRemedy(title="Set the proxy", action=ChooseSetting(project=FOLDER, key=SettingKey.PROXY))
    dialog = opened(shown, (replace(PROXY, remedies=(proxy,)),))
    click(shown, "check-proxy-0")
    asking = part(shown, QDialog, "proxyDialog")
    assert isinstance(last(shown), CheckConfiguration)
    asking.reject()
    # It was called off, so the button is there again.
    assert part(shown, QPushButton, "check-proxy-0").isEnabled()
    dialog.reject()


def test_a_command_that_only_a_person_can_run_is_copied(shown: Shown) -> None:
    dialog = opened(shown)
    part(shown, QToolButton, "checkCommandCopy").click()
    assert QApplication.clipboard().text() == "export UV_CACHE_DIR=/c"
    dialog.reject()


def test_a_request_has_the_stage_for_itself(shown: Shown) -> None:
    request = CheckRemedy(title="Write the request", action=PrepareRequest(project=FOLDER))
    dialog = opened(shown, (replace(PROXY, remedies=(request,)),))
    click(shown, "check-proxy-0")
    assert last(shown) == PrepareRequest(project=FOLDER)
    assert not dialog.isVisible()


def test_all_of_it_is_copied_as_text(shown: Shown) -> None:
    dialog = opened(shown)
    click(shown, "doctorCopy")
    assert QApplication.clipboard().text() == (
        "Check of risk-dashboard: 1 thing is wrong, 1 worth a look.\n"
        "[Wrong] uv ignores the whole table\n"
        "    The key native-tlss is unknown.\n"
        f"    {FILE}:48:1\n"
        "    Trust what this computer trusts: uvx 'a b'\n"
        "[Worth a look] UV_CACHE_DIR ends with a blank\n"
        "    Take the blank out: export UV_CACHE_DIR=/c\n"
        "[Not found out] The proxy was not found out\n"
        "[In order] uv 0.13.9 runs\n"
        "    /opt/uv\n"
        "[In order] Python fits\n"
        "    /opt/uv\n"
    )
    dialog.reject()


def test_checking_again_keeps_what_is_open(shown: Shown) -> None:
    dialog = opened(shown)
    click(shown, "doctorFine")
    click(shown, "doctorAgain")
    assert checks_made(shown) == 2
    ended(shown, Succeeded(checks=CHECKS))
    assert part(shown, QPushButton, "doctorFine").isChecked()
    assert "Python fits" in titles(dialog)
    dialog.reject()


def test_a_check_that_fails_says_why(shown: Shown) -> None:
    shown.window.actions_.check.trigger()
    ended(shown, Failed(problem=PROBLEM))
    assert text(shown, "doctorSummary") == "The check was not made"
    assert text(shown, "doctorMessageTitle") == "It cannot be checked."
    assert part(shown, QPushButton, "doctorAgain").isEnabled()
    part(shown, QDialog, "doctorDialog").reject()


def test_late_events_meet_no_dialog(shown: Shown) -> None:
    dialog = opened(shown)
    click(shown, "check-unknown-key-0")
    job = f"job-{len(shown.session.submitted)}"
    shown.session.begin(CERTIFICATES, at=NOW, job=job)
    dialog.reject()
    shown.session.end(FOLDER, Succeeded(), job=job)
    assert checks_made(shown) == 1


def test_a_project_that_goes_takes_its_check_along(shown: Shown) -> None:
    dialog = opened(shown)
    shown.session.remove(FOLDER)
    assert not dialog.isVisible()
