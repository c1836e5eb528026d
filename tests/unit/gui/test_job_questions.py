"""What jobs ask: dialogs that open by themselves, answer once, and close when the question is settled."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from core.model.events import Finished, PreflightFound, ProgramStarted, QuestionSettled
from core.model.outcome import Cancelled
from core.model.programs import RunningProgram
from core.model.questions import (
    Choice,
    Credential,
    CredentialQuestion,
    EndQuestion,
    PreflightFinding,
    PreflightId,
    PreflightQuestion,
)
from core.model.secrets import Secret
from gui.dialogs.asking import AskingDialog
from tests.fakes import repairs
from tests.fakes.findings import FOLDER
from tests.unit.gui.conftest import NOW, Shown
from tests.unit.gui.looking import click, is_shown, part, play, text


def dialogs(shown: Shown) -> list[AskingDialog]:
    return [dialog for dialog in shown.window.findChildren(AskingDialog) if dialog.isVisible()]


def texts(shown: Shown, name: str) -> list[str]:
    """Return what the labels of a name in the open dialog say."""
    (dialog,) = dialogs(shown)
    return [label.text() for label in dialog.findChildren(QLabel, name)]


def holder(shown: Shown) -> str:
    """Return the name of the part of the open dialog that has the keyboard."""
    (dialog,) = dialogs(shown)
    widget = dialog.focusWidget()
    return "" if widget is None else widget.objectName()


def settled(shown: Shown, number: int = 1, job: str = "job-1") -> None:
    shown.session.play(QuestionSettled(job=job, project=FOLDER, number=number))


def test_what_was_found_is_said_with_its_programs(shown: Shown) -> None:
    play(shown, repairs.asked_before)
    assert text(shown, "preflightSubject") == "Sync of risk-dashboard"
    assert texts(shown, "foundSentence") == [finding.sentence for finding in repairs.preflight().findings]
    assert texts(shown, "foundProgram") == ["Code.exe", "ruff.exe"]
    assert repairs.EDITOR.window is not None
    assert repairs.EDITOR.window in texts(shown, "foundProgramDetail")[0]
    assert "process 9920" in texts(shown, "foundProgramDetail")[1]


@pytest.mark.parametrize("choice", list(Choice))
def test_each_choice_is_handed_to_the_job(shown: Shown, choice: Choice) -> None:
    shown.session.begin(repairs.SYNC, at=NOW)
    findings = repairs.preflight().findings
    repairs.ask(shown.session, PreflightQuestion(findings=findings, choices=tuple(Choice)))
    click(shown, f"preflight-{choice.value}")
    assert shown.session.answered == [("job-1", 1, choice)]
    assert dialogs(shown) == []
    settled(shown)
    assert shown.session.answered == [("job-1", 1, choice)]


def test_stopping_names_the_programs_and_what_is_lost(shown: Shown) -> None:
    play(shown, repairs.asked_before)
    assert part(shown, QPushButton, "preflight-stop").text() == "Stop them"
    said = next(sentence for sentence in texts(shown, "preflightConsequence") if sentence.startswith("Stop"))
    assert "Code.exe (process 4711) and ruff.exe (process 9920)" in said
    assert "not saved in them is lost" in said
    assert part(shown, QPushButton, "preflight-stop").accessibleDescription() == said


def test_one_program_is_it(shown: Shown) -> None:
    shown.session.begin(repairs.SYNC, at=NOW)
    repairs.ask(shown.session, repairs.preflight(programs=(repairs.LINTER,)))
    assert part(shown, QPushButton, "preflight-stop").text() == "Stop it"


def test_of_many_programs_the_first_are_named(shown: Shown) -> None:
    many = tuple(RunningProgram(name=f"python-{number}.exe", process=number) for number in range(1, 31))
    shown.session.begin(repairs.SYNC, at=NOW)
    repairs.ask(shown.session, repairs.preflight(programs=many))
    assert len(texts(shown, "foundProgram")) < 10
    assert "… and 24 more." in texts(shown, "foundMore")
    said = next(sentence for sentence in texts(shown, "preflightConsequence") if sentence.startswith("Stop"))
    assert "and 27 more" in said
    (dialog,) = dialogs(shown)
    assert dialog.height() < 760


@pytest.mark.parametrize(
    ("choices", "name"),
    [
        ((Choice.WAIT, Choice.STOP, Choice.GO_ON, Choice.CANCEL), "preflight-wait"),
        ((Choice.GO_ON, Choice.STOP, Choice.WAIT, Choice.CANCEL), "preflight-wait"),
        ((Choice.GO_ON, Choice.CANCEL), "preflight-cancel"),
        ((Choice.STOP, Choice.CANCEL), "preflight-cancel"),
    ],
    ids=str,
)
def test_the_safe_answer_has_the_keyboard(shown: Shown, choices: tuple[Choice, ...], name: str) -> None:
    shown.session.begin(repairs.SYNC, at=NOW)
    repairs.ask(shown.session, PreflightQuestion(findings=repairs.preflight().findings, choices=choices))
    assert holder(shown) == name
    (dialog,) = dialogs(shown)
    shown_choices = [button for button in dialog.findChildren(QPushButton) if button.objectName().startswith("pre")]
    assert len(shown_choices) == len(choices)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert shown.session.answered == [("job-1", 1, Choice(name.removeprefix("preflight-")))]


def test_where_there_is_no_program_there_is_nothing_to_stop(shown: Shown) -> None:
    finding = PreflightFinding(id=PreflightId.LITTLE_ROOM, sentence="There is little room.")
    shown.session.begin(repairs.SYNC, at=NOW)
    repairs.ask(shown.session, PreflightQuestion(findings=(finding,), choices=tuple(Choice)))
    assert shown.window.findChild(QPushButton, "preflight-stop") is None
    assert holder(shown) == "preflight-wait"


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (repairs.preflight(), Choice.CANCEL),
        (EndQuestion(program=repairs.EDITOR), False),
        (CredentialQuestion(index="nexus", url=repairs.INDEX_URL), None),
    ],
    ids=["preflight", "end", "credential"],
)
def test_escape_gives_the_answer_that_does_least(
    shown: Shown, question: PreflightQuestion | EndQuestion | CredentialQuestion, answer: object
) -> None:
    shown.session.begin(repairs.SYNC, at=NOW)
    repairs.ask(shown.session, question)
    (dialog,) = dialogs(shown)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert shown.session.answered == [("job-1", 1, answer)]


@pytest.mark.parametrize("ends", ["settled", "finished"])
def test_a_question_that_needs_no_answer_any_more_goes_by_itself(shown: Shown, ends: str) -> None:
    play(shown, repairs.asked_before)
    assert len(dialogs(shown)) == 1
    if ends == "settled":
        settled(shown)
    else:
        shown.session.play(Finished(job="job-1", project=FOLDER, outcome=Cancelled(), seconds=1.0))
    assert dialogs(shown) == []
    assert shown.session.answered == []


def test_questions_come_one_after_the_other(shown: Shown) -> None:
    play(shown, repairs.asked_before)
    repairs.ask(shown.session, EndQuestion(program=repairs.EDITOR), job="job-2", number=2)
    repairs.ask(shown.session, EndQuestion(program=repairs.LINTER), job="job-2", number=3)
    assert [dialog.objectName() for dialog in dialogs(shown)] == ["preflightDialog"]
    # One that waits behind the shown one can be settled, too.
    settled(shown, number=2, job="job-2")
    click(shown, "preflight-go-on")
    (dialog,) = dialogs(shown)
    assert dialog.windowTitle() == "End ruff.exe?"
    click(shown, "endProgramEnd")
    assert shown.session.answered == [("job-1", 1, Choice.GO_ON), ("job-2", 3, True)]
    assert dialogs(shown) == []


def test_ending_a_program_names_it_and_leaving_it_is_plain(shown: Shown) -> None:
    play(shown, repairs.asked_to_end)
    (dialog,) = dialogs(shown)
    said = "\n".join(label.text() for label in dialog.findChildren(QLabel))
    program = repairs.EDITOR
    for fact in (program.name, str(program.process), program.owner, program.window, program.program):
        assert fact is not None
        assert fact in said
    assert text(shown, "endProgramWarning") == "What it has not saved is lost."
    assert holder(shown) == "endProgramLeave"
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert shown.session.answered == [("job-1", 1, False)]


def test_what_is_not_known_of_a_program_is_not_claimed(shown: Shown) -> None:
    shown.session.begin(repairs.SYNC, at=NOW)
    repairs.ask(shown.session, EndQuestion(program=RunningProgram(name="x.exe", process=7)))
    assert text(shown, "endProgram-owner") == "not told"
    assert shown.window.findChild(QLabel, "endProgram-window") is None


def secret_field(shown: Shown) -> QLineEdit:
    return part(shown, QLineEdit, "credentialSecret")


def test_a_credential_is_handed_over_and_forgotten(shown: Shown, qtbot: QtBot) -> None:
    play(shown, repairs.asked_for_credential)
    store = part(shown, QPushButton, "credentialStore")
    field = secret_field(shown)
    assert not store.isEnabled()
    assert holder(shown) == "credentialUser"
    QTest.keyClicks(part(shown, QLineEdit, "credentialUser"), " person ")
    assert not store.isEnabled()
    QTest.keyClicks(field, " s3cret ")
    assert store.isEnabled()
    assert field.displayText() != field.text()
    (dialog,) = dialogs(shown)
    click(shown, "credentialStore")
    assert shown.session.answered == [("job-1", 1, Credential(user="person", secret=Secret(" s3cret ")))]
    assert "s3cret" not in repr(shown.session.answered)
    assert field.text() == ""
    field.undo()
    assert field.text() == ""
    qtbot.waitUntil(lambda: dialog not in shown.window.findChildren(QDialog))


def test_a_cancelled_credential_is_forgotten_as_well(shown: Shown) -> None:
    play(shown, repairs.asked_for_credential)
    field = secret_field(shown)
    QTest.keyClicks(field, "s3cret")
    click(shown, "credentialCancel")
    assert field.text() == ""
    assert shown.session.answered == [("job-1", 1, None)]


def test_a_secret_shows_itself_only_while_the_button_is_in(shown: Shown) -> None:
    play(shown, repairs.asked_for_credential)
    field = secret_field(shown)
    QTest.keyClicks(field, "s3cret")
    reveal = part(shown, QToolButton, "credentialSecretReveal")
    assert reveal.accessibleName() == "Show what is typed"
    QTest.mouseClick(reveal, Qt.MouseButton.LeftButton)
    assert field.displayText() == "s3cret"
    assert reveal.accessibleName() == "Hide what is typed"
    QTest.mouseClick(reveal, Qt.MouseButton.LeftButton)
    assert field.displayText() != "s3cret"


def test_it_says_where_the_secret_is_kept_and_knows_the_user(shown: Shown) -> None:
    shown.session.begin(repairs.SYNC, at=NOW)
    repairs.ask(shown.session, CredentialQuestion(index="nexus", url=repairs.INDEX_URL, user="person"))
    assert "Credential Manager" in text(shown, "credentialWhere")
    assert "never in a file" in text(shown, "credentialWhere")
    assert text(shown, "credentialUrl") == repairs.INDEX_URL
    assert part(shown, QLineEdit, "credentialUser").text() == "person"
    assert holder(shown) == "credentialSecret"


def test_the_card_says_what_is_waited_for(shown: Shown) -> None:
    play(shown, repairs.asked_before)
    assert text(shown, "stageLabel") == "Sync: Waiting for your answer"
    assert not is_shown(shown, "activityFound")
    click(shown, "preflight-wait")
    settled(shown)
    assert text(shown, "stageLabel") == "Sync: Waiting before uv changes anything"
    said = [label.text() for label in part(shown, QWidget, "activityFound").findChildren(QLabel, "foundProgram")]
    assert said == ["Code.exe", "ruff.exe"]
    cancel = part(shown, QAbstractButton, "foundCancelButton")
    assert cancel.isVisible()
    cancel.click()
    assert shown.session.cancelled == ["job-1"]


@pytest.mark.parametrize("goes_on", ["passed", "uv runs"])
def test_the_card_forgets_it_when_uv_begins(shown: Shown, goes_on: str) -> None:
    play(shown, repairs.waits)
    assert is_shown(shown, "activityFound")
    if goes_on == "passed":
        shown.session.play(PreflightFound(job="job-1", project=FOLDER, findings=()))
    else:
        shown.session.play(ProgramStarted(job="job-1", project=FOLDER, argv=("uv", "sync")))
    assert not is_shown(shown, "activityFound")
    assert not is_shown(shown, "foundCancelButton")


def test_the_problem_stays_in_sight_while_its_repair_asks(shown: Shown) -> None:
    play(shown, repairs.certificates)
    play(shown, repairs.asked_for_credential)
    assert is_shown(shown, "problemPanel")
    assert text(shown, "problemWhat").startswith("From earlier: Sync failed at")


def test_a_repair_says_what_it_changed(shown: Shown) -> None:
    play(shown, repairs.repaired)
    sentence = "uv uses the certificates of the system in this project from now on."
    assert text(shown, "stageLabel") == sentence
    assert is_shown(shown, "problemPanel")
    shown.session.begin(repairs.SYNC, at=NOW + 30, job="job-3")
    assert text(shown, "repairedLabel") == sentence
    assert text(shown, "stageLabel").startswith("Sync:")
    shown.session.end(FOLDER, Cancelled(), job="job-3")
    shown.session.begin(repairs.SYNC, at=NOW + 60, job="job-4")
    assert not is_shown(shown, "repairedLabel")
