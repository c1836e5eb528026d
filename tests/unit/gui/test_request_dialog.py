"""The request to the IT department: shown whoever asked for it, copied, saved by the core, handed to a mail program."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QPlainTextEdit, QPushButton, QTabWidget
from pytestqt.qtbot import QtBot

from core.model.commands import PrepareRequest, Sync
from core.model.events import Finished, Queued
from core.model.outcome import Cancelled, Failed, Outcome, Succeeded
from core.model.problem import Category, Problem
from core.model.request import Request
from tests.fakes import scenes
from tests.fakes.findings import FOLDER
from tests.unit.gui.conftest import NOW, Shown
from tests.unit.gui.looking import click, is_shown, last, part, text
from tests.unit.gui.pasts import REQUEST

PROBLEM = Problem(category=Category.DISK_FULL, title="The disk is full.", explanation="Make room, then save again.")


class Mails(QObject):
    """Stands in for the person's mail program."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[QUrl] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.urls.append(url)


@pytest.fixture
def mails() -> Iterator[Mails]:
    made = Mails()
    QDesktopServices.setUrlHandler("mailto", made, "take")  # type: ignore[arg-type]  # it wants text, whatever its stub says
    yield made
    QDesktopServices.unsetUrlHandler("mailto")


def finish(shown: Shown, outcome: Outcome, *, job: str = "") -> None:
    job = job or f"job-{len(shown.session.submitted)}"
    shown.session.play(Finished(job=job, project=FOLDER, outcome=outcome, seconds=0.4))


def opened(shown: Shown, request: Request = REQUEST) -> QDialog:
    # A dialog that a test closed before is gone when the loop has run.
    QTest.qWait(0)
    shown.window.actions_.request.trigger()
    assert last(shown) == PrepareRequest(project=FOLDER)
    dialog = part(shown, QDialog, "requestDialog")
    finish(shown, Succeeded(request=request))
    return dialog


def test_it_is_written_then_shown(shown: Shown) -> None:
    shown.window.actions_.request.trigger()
    dialog = part(shown, QDialog, "requestDialog")
    assert text(shown, "requestSubject") == "Writing the request …"
    assert is_shown(shown, "requestLine")
    for name in ("requestCopy", "requestSave", "requestMail"):
        assert not part(shown, QPushButton, name).isEnabled()
    finish(shown, Succeeded(request=REQUEST))
    assert text(shown, "requestSubject") == REQUEST.subject
    assert not is_shown(shown, "requestLine")
    assert part(shown, QPlainTextEdit, "requestMarkdown").toPlainText() == REQUEST.markdown
    assert "no user name" in text(shown, "requestContents")
    assert dialog.windowTitle() == "Request to the IT department – risk-dashboard"  # noqa: RUF001 - a dash
    dialog.reject()


def test_a_request_that_a_remedy_asked_for_is_shown_once(shown: Shown) -> None:
    shown.session.play(Queued(job="job-9", project=None, command=PrepareRequest(project=FOLDER)))
    dialog = part(shown, QDialog, "requestDialog")
    finish(shown, Succeeded(request=REQUEST), job="job-9")
    assert text(shown, "requestSubject") == REQUEST.subject
    assert len(shown.window.findChildren(QDialog, "requestDialog")) == 1
    dialog.reject()


def test_a_request_whose_begin_nobody_saw_is_shown_too(shown: Shown) -> None:
    finish(shown, Succeeded(request=REQUEST), job="job-77")
    assert text(shown, "requestSubject") == REQUEST.subject
    part(shown, QDialog, "requestDialog").reject()


def test_a_request_of_another_project_is_not_shown(shown: Shown) -> None:
    shown.session.play(
        Queued(job="job-9", project=None, command=PrepareRequest(project=scenes.OTHER)),
        Finished(job="job-9", project=scenes.OTHER, outcome=Succeeded(request=REQUEST), seconds=0.4),
    )
    assert shown.window.findChild(QDialog, "requestDialog") is None


def test_a_request_that_fails_says_why(shown: Shown) -> None:
    shown.window.actions_.request.trigger()
    finish(shown, Failed(problem=PROBLEM))
    assert text(shown, "requestSubject") == "The request was not written"
    assert text(shown, "requestMessageTitle") == "The disk is full."
    assert not is_shown(shown, "requestTabs")
    assert not part(shown, QPushButton, "requestSave").isEnabled()
    part(shown, QDialog, "requestDialog").reject()


def test_one_that_was_cancelled_goes_away(shown: Shown) -> None:
    shown.window.actions_.request.trigger()
    dialog = part(shown, QDialog, "requestDialog")
    finish(shown, Cancelled())
    assert not dialog.isVisible()


def test_closing_it_calls_the_writing_off(shown: Shown) -> None:
    shown.window.actions_.request.trigger()
    part(shown, QDialog, "requestDialog").reject()
    assert shown.session.cancelled == [f"job-{len(shown.session.submitted)}"]


def test_the_form_in_front_is_copied(shown: Shown) -> None:
    dialog = opened(shown)
    click(shown, "requestCopy")
    assert QApplication.clipboard().text() == REQUEST.markdown
    assert text(shown, "requestMessageTitle") == "The Markdown was copied."
    part(shown, QTabWidget, "requestTabs").setCurrentIndex(1)
    click(shown, "requestCopy")
    assert QApplication.clipboard().text() == REQUEST.text
    assert text(shown, "requestMessageTitle") == "The plain text was copied."
    dialog.reject()


def test_it_is_read_and_marked_by_keyboard(shown: Shown, qtbot: QtBot) -> None:
    dialog = opened(shown)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog, timeout=20_000)
    page = part(shown, QPlainTextEdit, "requestMarkdown")
    page.setFocus()
    QTest.keySequence(page, QKeySequence(QKeySequence.StandardKey.SelectAll))
    QTest.keySequence(page, QKeySequence(QKeySequence.StandardKey.Copy))
    assert QApplication.clipboard().text() == REQUEST.markdown
    QTest.keyClicks(page, "changed")
    assert page.toPlainText() == REQUEST.markdown
    assert page.font().families() == page.document().defaultFont().families()
    assert page.font().styleHint() == page.font().StyleHint.Monospace
    # Tab leads on, and does not stay in the text.
    QTest.keyClick(page, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is part(shown, QPushButton, "requestCopy")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


@pytest.mark.parametrize(("form", "suffix"), [(0, "md"), (1, "txt")])
def test_saving_is_the_cores_work(shown: Shown, qtbot: QtBot, tmp_path: Path, form: int, suffix: str) -> None:
    dialog = opened(shown)
    part(shown, QTabWidget, "requestTabs").setCurrentIndex(form)
    click(shown, "requestSave")
    chooser = part(shown, QFileDialog, "requestFileDialog")
    assert chooser.isVisible()
    assert chooser.defaultSuffix() == suffix
    assert Path(chooser.selectedFiles()[0]).name == f"request to IT, risk-dashboard.{suffix}"
    chooser.setDirectory(str(tmp_path))
    chooser.selectFile(str(tmp_path / f"request.{suffix}"))
    chooser.accept()
    wanted = tmp_path / f"request.{suffix}"
    assert last(shown) == PrepareRequest(project=FOLDER, out=wanted)
    assert not wanted.exists()
    finish(shown, Succeeded(request=REQUEST))
    assert text(shown, "requestMessageTitle") == "The request was saved."
    assert is_shown(shown, "requestMessage")
    dialog.reject()
    qtbot.wait(0)


def test_a_request_about_an_address_is_saved_about_that_address(shown: Shown, qtbot: QtBot, tmp_path: Path) -> None:
    about = PrepareRequest(project=FOLDER, url="https://packages.example/simple")
    shown.session.play(Queued(job="job-9", project=None, command=about))
    finish(shown, Succeeded(request=REQUEST), job="job-9")
    click(shown, "requestSave")
    chooser = part(shown, QFileDialog, "requestFileDialog")
    chooser.setDirectory(str(tmp_path))
    chooser.selectFile(str(tmp_path / "request.md"))
    chooser.accept()
    assert last(shown) == replace(about, out=tmp_path / "request.md")
    part(shown, QDialog, "requestDialog").reject()
    qtbot.wait(0)


def test_nothing_is_written_where_no_file_was_chosen(shown: Shown) -> None:
    dialog = opened(shown)
    click(shown, "requestSave")
    part(shown, QFileDialog, "requestFileDialog").reject()
    assert last(shown) == PrepareRequest(project=FOLDER)
    dialog.reject()


def test_a_save_that_fails_leaves_the_request_in_sight(shown: Shown, tmp_path: Path) -> None:
    dialog = opened(shown)
    shown.window._request.save(tmp_path / "request.md")
    finish(shown, Failed(problem=PROBLEM))
    assert text(shown, "requestMessageTitle") == "The disk is full."
    assert text(shown, "requestSubject") == REQUEST.subject
    assert part(shown, QPushButton, "requestSave").isEnabled()
    dialog.reject()


def test_what_becomes_of_a_save_is_said_after_the_dialog_was_closed(shown: Shown, tmp_path: Path) -> None:
    dialog = opened(shown)
    shown.window._request.save(tmp_path / "request.md")
    dialog.reject()
    finish(shown, Failed(problem=PROBLEM))
    assert "The disk is full." in shown.window.notices.message.text
    assert str(tmp_path / "request.md") in shown.window.notices.message.text
    # The request that came with it is no reason to open the dialog again.
    assert not dialog.isVisible()
    assert not any(other.isVisible() for other in shown.window.findChildren(QDialog, "requestDialog"))


def test_the_mail_program_gets_the_request(shown: Shown, mails: Mails) -> None:
    dialog = opened(shown)
    click(shown, "requestMail")
    (url,) = mails.urls
    assert url.scheme() == "mailto"
    assert url.path() == REQUEST.mail_to
    assert "Exclude" in url.query(QUrl.ComponentFormattingOption.FullyDecoded)
    assert not is_shown(shown, "requestMessage")
    dialog.reject()


def test_of_a_long_request_the_mail_gets_the_beginning_and_the_clipboard_the_whole(shown: Shown, mails: Mails) -> None:
    lines = "\n".join(f"Please exclude the folder D:\\uv-cache\\{number:04}." for number in range(90))
    long = replace(REQUEST, text=lines)
    assert len(long.text) > 3_800
    QApplication.clipboard().setText("of before")
    dialog = opened(shown, long)
    click(shown, "requestMail")
    (url,) = mails.urls
    body = url.query(QUrl.ComponentFormattingOption.FullyDecoded)
    assert "folder D:\\uv-cache\\0001." in body
    assert "0089" not in body
    assert "Only the beginning" in body
    assert QApplication.clipboard().text() == long.text
    assert is_shown(shown, "requestMessage")
    assert text(shown, "requestMessageTitle") == "The mail holds the beginning."
    assert text(shown, "requestMessageText") == "The whole text was copied: paste it, or save it and attach it."
    dialog.reject()


def test_without_a_mail_program_the_clipboard_is_left_alone(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    QApplication.clipboard().setText("of before")
    dialog = opened(shown, replace(REQUEST, text="line\n" * 900))
    click(shown, "requestMail")
    assert text(shown, "requestMessageTitle") == "No mail program answered."
    assert QApplication.clipboard().text() == "of before"
    dialog.reject()


def test_one_that_is_written_after_its_dialog_was_closed_stays_closed(shown: Shown) -> None:
    shown.window.actions_.request.trigger()
    job = f"job-{len(shown.session.submitted)}"
    part(shown, QDialog, "requestDialog").reject()
    finish(shown, Succeeded(request=REQUEST), job=job)
    assert not any(other.isVisible() for other in shown.window.findChildren(QDialog, "requestDialog"))
    # It can be asked for again.
    opened(shown).reject()


def test_it_closes_with_its_project(shown: Shown) -> None:
    dialog = opened(shown)
    shown.session.remove(FOLDER)
    assert not dialog.isVisible()


def test_while_something_runs_none_is_begun(shown: Shown) -> None:
    shown.session.begin(Sync(project=FOLDER), at=NOW)
    assert not shown.window.actions_.request.isEnabled()
