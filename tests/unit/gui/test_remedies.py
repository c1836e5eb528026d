"""Remedies in the panel: one large, the rest behind it, what they change, and the command that follows."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton

from core.model.commands import ChooseSetting, RepairCommand, Sync
from core.model.outcome import Failed
from core.model.problem import Problem
from core.model.setting_keys import SettingKey
from gui.widgets.remedies import FirstRemedy, RemedyRow
from tests.fakes import findings, repairs, scenes
from tests.fakes.findings import FOLDER
from tests.unit.gui.conftest import NOW, Shown
from tests.unit.gui.looking import click, is_shown, part, play, text, wanted

CERTIFICATES = ChooseSetting(project=FOLDER, key=SettingKey.SYSTEM_CERTS, value="true", then=Sync(project=FOLDER))


def met(shown: Shown, problem: Problem) -> None:
    """Let a sync meet a problem."""
    repairs.failed(shown.session, problem, at=NOW)
    # What was shown before is gone when the loop has run.
    QTest.qWait(20)


def texts(shown: Shown, name: str) -> list[str]:
    return [label.text() for label in shown.window.page.problem.findChildren(QLabel, name) if label.isVisible()]


def test_the_first_that_can_act_is_large_and_the_rest_is_behind_it(shown: Shown) -> None:
    play(shown, repairs.certificates)
    assert isinstance(part(shown, FirstRemedy, "remedyRow-system-certs"), FirstRemedy)
    assert part(shown, QPushButton, "remedy-system-certs").property("kind") == "primary"
    assert part(shown, QPushButton, "remedyMore").text() == "More that can help (4)"
    assert not is_shown(shown, "remedyRow-proxy")
    click(shown, "remedyMore")
    assert is_shown(shown, "remedyRow-proxy")
    assert isinstance(part(shown, RemedyRow, "remedyRow-ask-it"), RemedyRow)
    primary = [
        button for button in shown.window.page.problem.findChildren(QPushButton) if button.property("kind") == "primary"
    ]
    assert [button.objectName() for button in primary] == ["remedy-system-certs"]


def test_it_says_what_it_will_change_before_it_does(shown: Shown) -> None:
    play(shown, repairs.certificates)
    changes = repairs.certificate_problem().remedies[0].changes
    assert tuple(texts(shown, "change-system-certs")) == changes
    assert all(change in part(shown, QPushButton, "remedy-system-certs").accessibleDescription() for change in changes)
    assert wanted(shown) == []


def test_then_sync_again_is_on_and_can_be_unchecked(shown: Shown) -> None:
    play(shown, repairs.certificates)
    box = part(shown, QCheckBox, "remedy-system-certs-then")
    assert (box.text(), box.isChecked()) == ("Then sync again", True)
    assert box.accessibleDescription() == repairs.certificate_problem().remedies[0].title
    click(shown, "remedy-system-certs")
    assert wanted(shown)[-1] == CERTIFICATES
    QTest.mouseClick(box, Qt.MouseButton.LeftButton)
    click(shown, "remedy-system-certs")
    assert wanted(shown)[-1] == replace(CERTIFICATES, then=None)


def test_the_box_of_one_remedy_is_not_that_of_another(shown: Shown) -> None:
    play(shown, repairs.many_remedies)
    QTest.mouseClick(part(shown, QCheckBox, "remedy-recreate-then"), Qt.MouseButton.LeftButton)
    click(shown, "remedy-recreate")
    recreated = wanted(shown)[-1]
    assert isinstance(recreated, RepairCommand)
    assert recreated.then is None
    click(shown, "remedy-own-uv")
    chosen = wanted(shown)[-1]
    assert isinstance(chosen, RepairCommand)
    assert chosen.then == Sync(project=FOLDER)


def test_there_is_no_box_where_nothing_follows(shown: Shown) -> None:
    play(shown, repairs.many_remedies)
    assert shown.window.findChild(QCheckBox, "remedy-open-then") is None
    scenes.refused_rename(shown.session, at=NOW)
    assert shown.window.findChild(QCheckBox, "remedy-sync-patient-then") is None


def test_a_new_problem_has_its_box_checked_again(shown: Shown) -> None:
    play(shown, repairs.certificates)
    part(shown, QCheckBox, "remedy-system-certs-then").setChecked(False)
    met(shown, replace(repairs.certificate_problem(), title="Another host is not trusted"))
    QTest.qWait(20)
    assert part(shown, QCheckBox, "remedy-system-certs-then").isChecked()


def test_the_rest_is_open_where_the_surest_is_only_advice(shown: Shown) -> None:
    play(shown, repairs.many_remedies)
    assert part(shown, QPushButton, "remedyMore").isChecked()
    assert is_shown(shown, "remedyRow-ask-it")
    assert isinstance(part(shown, FirstRemedy, "remedyRow-link-mode"), FirstRemedy)


def test_whether_it_is_open_is_kept_for_each_problem(shown: Shown) -> None:
    one, other = repairs.certificate_problem(), findings.rename_problem()
    met(shown, one)
    click(shown, "remedyMore")
    met(shown, other)
    assert not part(shown, QPushButton, "remedyMore").isChecked()
    met(shown, one)
    assert part(shown, QPushButton, "remedyMore").isChecked()
    assert is_shown(shown, "remedyRow-proxy")


def test_one_remedy_has_nothing_behind_it(shown: Shown) -> None:
    scenes.none_clear(shown.session, at=NOW)
    QTest.qWait(20)
    assert not is_shown(shown, "remedyMore")
    assert is_shown(shown, "remedy-sync-patient")


def test_advice_alone_is_shown_without_a_button(shown: Shown) -> None:
    met(shown, replace(repairs.certificate_problem(), remedies=(repairs.ADVICE,)))
    assert is_shown(shown, "remedyRow-ask-it")
    assert shown.window.findChild(QPushButton, "remedy-ask-it") is None


def test_the_keyboard_opens_the_rest(shown: Shown) -> None:
    play(shown, repairs.certificates)
    more = part(shown, QPushButton, "remedyMore")
    more.setFocus()
    QTest.keyClick(more, Qt.Key.Key_Space)
    assert is_shown(shown, "remedyRow-proxy")
    QTest.keyClick(more, Qt.Key.Key_Return)
    assert not is_shown(shown, "remedyRow-proxy")


def test_what_was_not_found_out_is_no_finding(shown: Shown) -> None:
    play(shown, repairs.certificates)
    assert text(shown, "notFoundOut") == (
        "Not found out: proxy that uv uses, beside the system's; security products that run here."
    )
    said = [label.text() for label in shown.window.page.problem.findChildren(QLabel)]
    assert "The programs and services of this computer could not be listed." not in said
    assert not any("answer" in sentence for sentence in said)
    click(shown, "problemCopy")
    assert "- The programs and services of this computer could not be listed." in QGuiApplication.clipboard().text()


def test_a_problem_without_gaps_says_nothing_of_any(shown: Shown) -> None:
    play(shown, repairs.certificates)
    scenes.refused_rename(shown.session, at=NOW)
    QTest.qWait(20)
    assert not texts(shown, "notFoundOut")


@pytest.mark.parametrize("name", [remedy.id for remedy in repairs.every_repair()])
def test_every_repair_can_be_asked_for_in_its_own_words(shown: Shown, name: str) -> None:
    play(shown, repairs.many_remedies)
    buttons = [part(shown, QPushButton, f"remedy-{remedy.id}") for remedy in repairs.every_repair()]
    words = {button.objectName(): button.text() for button in buttons}
    assert len(set(words.values())) == len(buttons)
    button = part(shown, QPushButton, f"remedy-{name}")
    assert not button.icon().isNull()
    assert button.accessibleName() == f"Do what {name} does"


def test_while_a_job_runs_the_remedies_wait(shown: Shown) -> None:
    play(shown, repairs.certificates)
    shown.session.begin(replace(CERTIFICATES, then=None), at=NOW, job="job-2")
    # A choice settles nothing by itself, so what it is about stays to be read.
    assert is_shown(shown, "problemPanel")
    assert not part(shown, QPushButton, "remedy-system-certs").isEnabled()
    shown.session.end(FOLDER, Failed(problem=repairs.certificate_problem()), job="job-2")
    assert part(shown, QPushButton, "remedy-system-certs").isEnabled()
