"""The request to the IT department: to read, to copy, to save and to mail."""

from enum import IntEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from core.model.request import Request
from gui import clipboard
from gui.signs import Sign
from gui.theme import XL, L, M, S, Tone, mono_font, set_kind
from gui.widgets.buttons import PushButton
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.icon_view import IconView
from gui.widgets.message_bar import MessageBar
from gui.widgets.progress_line import ProgressLine
from gui.widgets.tabs import Tabs
from gui.widgets.text import ElidedLabel, label


class Form(IntEnum):
    """The two forms of the same page, by the number of their tab."""

    MARKDOWN = 0
    TEXT = 1


class RequestDialog(QDialog):
    """Shows a request; ``save_wanted`` carries the form that is in front, ``mail_wanted`` nothing."""

    save_wanted = Signal(object)
    mail_wanted = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("requestDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Request to the IT department – {name}").format(name=name))  # noqa: RUF001 - a dash
        self.setAccessibleName(self.windowTitle())
        self._request: Request | None = None
        self._subject = ElidedLabel(kind="heading", mode=Qt.TextElideMode.ElideRight)
        self._subject.setObjectName("requestSubject")
        self._line = ProgressLine("requestLine", self.tr("Writing the request"))
        self.message = MessageBar("requestMessage")
        self._tabs = Tabs("requestTabs", self.tr("The request, in two forms"))
        self._markdown = _page("requestMarkdown", self.tr("The request as Markdown"))
        self._text = _page("requestText", self.tr("The request as plain text"))
        self._copy = PushButton(self.tr("Copy"), "requestCopy", icon_name="copy", kind="primary")
        self._save = PushButton(self.tr("Save…"), "requestSave", icon_name="save")
        self._mail = PushButton(self.tr("Mail…"), "requestMail", icon_name="mail")
        self._close = PushButton(self.tr("Close"), "requestClose")
        self._build()
        self._copy.clicked.connect(self._on_copy)
        self._save.clicked.connect(self._on_save)
        self._mail.clicked.connect(self.mail_wanted)
        self._close.clicked.connect(self.reject)
        self._close.setFocus()
        self.show_writing()
        room = parent.window().size()
        self.resize(min(780, max(520, room.width() - 60)), min(680, max(340, room.height() - 40)))

    def _build(self) -> None:
        self._tabs.tabBar().setDrawBase(False)
        self._tabs.addTab(self._markdown, self.tr("Markdown"))
        self._tabs.addTab(self._text, self.tr("Plain text"))
        contents = label(
            self.tr(
                "It says what fails and how often, what was measured, which products were found and which folders and "
                "programs to exclude. It holds no password, no token and no user name."
            ),
            "muted",
            wrap=True,
            name="requestContents",
        )
        note = QHBoxLayout()
        note.setSpacing(S)
        note.addWidget(IconView("shield", Tone.INFO), 0, Qt.AlignmentFlag.AlignTop)
        note.addWidget(contents, 1)
        column = QVBoxLayout()
        column.setContentsMargins(XL, L + 4, XL, L)
        column.setSpacing(M)
        column.addWidget(self._subject)
        column.addLayout(note)
        column.addWidget(self._line)
        column.addWidget(self.message)
        column.addWidget(self._tabs, 1)
        line = QFrame()
        set_kind(line, "line")
        foot = QWidget()
        buttons = FlowLayout(foot, across=S, down=S, last_right=True)
        buttons.setContentsMargins(XL, M, XL, M)
        for button in (self._copy, self._save, self._mail, self._close):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(column, 1)
        layout.addWidget(line)
        layout.addWidget(foot)

    @property
    def request(self) -> Request | None:
        """What is shown, None while it is being written."""
        return self._request

    def show_writing(self) -> None:
        """Say that the request is being written: what belongs into it is being looked up."""
        self._subject.show_text(self.tr("Writing the request …"))
        self._line.show_share(None)
        self._follow(writing=True)

    def show_request(self, request: Request) -> None:
        """Show a request."""
        self._request = request
        self._subject.show_text(request.subject)
        self._markdown.setPlainText(request.markdown)
        self._text.setPlainText(request.text)
        self._follow(writing=False)

    def say_failed(self, title: str, explanation: str) -> None:
        """Say what went wrong; a request that is there stays."""
        if self._request is None:
            self._subject.show_text(self.tr("The request was not written"))
        self.message.say(Sign("warning", Tone.WARN), title, explanation)
        self._follow(writing=False)

    def say_done(self, sentence: str, path: str = "") -> None:
        """Say what was done."""
        self.message.say(Sign("ok", Tone.OK), sentence, detail=path)

    def copy_whole(self) -> None:
        """Put the whole text on the clipboard and say so: a mail was opened that holds its beginning alone."""
        if self._request is None:
            return
        clipboard.copy(self._request.text)
        self.message.say(
            Sign("info", Tone.INFO),
            self.tr("The mail holds the beginning."),
            self.tr("The whole text was copied: paste it, or save it and attach it."),
        )

    def _follow(self, *, writing: bool) -> None:
        self._line.setVisible(writing)
        there = self._request is not None
        # Empty, it keeps the room that the buttons would move into.
        self._tabs.setVisible(there or writing)
        self._tabs.setEnabled(there)
        for button in (self._copy, self._save, self._mail):
            button.setEnabled(there)

    def _form(self) -> Form:
        return Form(self._tabs.currentIndex())

    def _on_copy(self) -> None:
        if self._request is None:
            return
        if self._form() is Form.MARKDOWN:
            clipboard.copy(self._request.markdown)
            self.say_done(self.tr("The Markdown was copied."))
        else:
            clipboard.copy(self._request.text)
            self.say_done(self.tr("The plain text was copied."))

    def _on_save(self) -> None:
        self.save_wanted.emit(self._form())


def _page(name: str, accessible: str) -> QPlainTextEdit:
    """Return a page that can be read, marked and copied by mouse and keyboard."""
    page = QPlainTextEdit()
    page.setObjectName(name)
    page.setAccessibleName(accessible)
    # Not by set_kind: what is polished before it has its font loses that font later.
    page.setProperty("kind", "raw")
    page.setReadOnly(True)
    page.setFont(mono_font())
    page.setTabChangesFocus(True)
    page.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return page
