"""What the check of a project and of its configuration found, with what needs a person first."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.model.checks import Check, CheckStatus
from gui import check_words, clipboard
from gui.signs import Sign
from gui.theme import XL, L, M, S, Tone, set_kind
from gui.widgets.boxes import column_box, emptied
from gui.widgets.buttons import PushButton
from gui.widgets.check_row import CheckRow
from gui.widgets.disclosure import Disclosure
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.icon_view import IconView
from gui.widgets.message_bar import MessageBar
from gui.widgets.progress_line import ProgressLine
from gui.widgets.steady_scroll import ScrolledContent, SteadyScrollArea
from gui.widgets.text import label


class DoctorDialog(QDialog):
    """Shows checks; ``action_wanted`` carries the command of a button, ``check_wanted`` asks for another check."""

    action_wanted = Signal(object)
    check_wanted = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("doctorDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Check of the configuration – {name}").format(name=name))  # noqa: RUF001 - a dash
        self.setAccessibleName(self.windowTitle())
        self._name = name
        self._checks: tuple[Check, ...] = ()
        self._rows: list[CheckRow] = []
        self._icon = IconView("gauge", size=22)
        self._summary = label(kind="heading", wrap=True, name="doctorSummary")
        self._line = ProgressLine("doctorLine", self.tr("Checking"))
        self.message = MessageBar("doctorMessage")
        found, self._found = column_box(M)
        fine, self._fine = column_box(S)
        self._fold = Disclosure("", "doctorFine", fine)
        self._fold.setAutoDefault(False)
        self._again = PushButton(self.tr("Check again"), "doctorAgain", icon_name="sync")
        self._copy = PushButton(self.tr("Copy as text"), "doctorCopy", icon_name="copy")
        self._close = PushButton(self.tr("Close"), "doctorClose")
        self._again.clicked.connect(self.check_wanted)
        self._copy.clicked.connect(self._on_copy)
        self._close.clicked.connect(self.reject)
        self._build(found, fine)
        self._close.setFocus()
        self.show_checking()
        room = parent.window().size()
        self.resize(min(780, max(500, room.width() - 60)), min(680, max(320, room.height() - 40)))

    def _build(self, found: QWidget, fine: QWidget) -> None:
        head = QHBoxLayout()
        head.setSpacing(M)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._summary, 1)
        content = ScrolledContent()
        set_kind(content, "scrolled")
        column = QVBoxLayout(content)
        column.setContentsMargins(XL, L + 4, XL, L)
        column.setSpacing(M)
        column.addLayout(head)
        for widget in (self._line, self.message, found, self._fold, fine):
            column.addWidget(widget)
        column.addStretch(1)
        self._scroll = SteadyScrollArea()
        self._scroll.setObjectName("doctorScroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(content)
        line = QFrame()
        set_kind(line, "line")
        foot = QWidget()
        buttons = FlowLayout(foot, across=S, down=S, last_right=True)
        buttons.setContentsMargins(XL, M, XL, M)
        for button in (self._again, self._copy, self._close):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(line)
        layout.addWidget(foot)

    def show_checking(self) -> None:
        """Say that the check is under way; what an earlier one found stays in sight."""
        if not self._checks:
            self._icon.show_sign(Sign("gauge", Tone.INFO))
            self._summary.setText(self.tr("Checking uv, the project and its settings …"))
        self._line.show_share(None)
        self._follow(busy=True)

    def show_checks(self, checks: tuple[Check, ...]) -> None:
        """Show what a check found."""
        self._checks = check_words.sorted_checks(checks)
        self._icon.show_sign(check_words.SIGNS[self._checks[0].status if checks else CheckStatus.UNKNOWN])
        self._summary.setText(check_words.summary_text(checks))
        self._rows.clear()
        emptied(self._found)
        emptied(self._fine)
        fine = [check for check in self._checks if check.status is CheckStatus.OK]
        for check in self._checks:
            if check.status is not CheckStatus.OK:
                row = CheckRow(check)
                row.action_wanted.connect(self.action_wanted)
                self._rows.append(row)
                self._found.addWidget(row)
        for check in fine:
            self._fine.addWidget(_in_order(check))
        self._fold.setText(self.tr("In order ({count})").format(count=len(fine)))
        self._fold.setVisible(bool(fine))
        self._fold.setChecked(self._fold.isChecked() and bool(fine))
        self._follow(busy=False)
        self.setAccessibleDescription(self._summary.text())

    def show_working(self) -> None:
        """Say that what a button asked for is under way."""
        self.message.hide()
        self._follow(busy=True)

    def say_done(self, sentence: str) -> None:
        """Say what was done."""
        self.message.say(Sign("ok", Tone.OK), sentence)
        self._follow(busy=False)

    def say_cancelled(self) -> None:
        """Offer the buttons again: what one of them asked for was called off."""
        self._follow(busy=False)

    def say_failed(self, title: str, explanation: str) -> None:
        """Say what went wrong; what was found before stays."""
        if not self._checks:
            self._icon.show_sign(check_words.SIGNS[CheckStatus.UNKNOWN])
            self._summary.setText(self.tr("The check was not made"))
        self.message.say(Sign("warning", Tone.WARN), title, explanation)
        self._follow(busy=False)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._scroll.scroll_by(event):
            super().keyPressEvent(event)

    def _follow(self, *, busy: bool) -> None:
        self._line.setVisible(busy)
        self._again.setEnabled(not busy)
        self._copy.setEnabled(bool(self._checks))
        self._fold.setVisible(any(check.status is CheckStatus.OK for check in self._checks))
        for row in self._rows:
            row.set_busy(busy=busy)

    def _on_copy(self) -> None:
        clipboard.copy(check_words.report_text(self._name, self._checks))
        self.message.say(Sign("ok", Tone.OK), self.tr("The whole check was copied."))


def _in_order(check: Check) -> QWidget:
    """Return one line for a check that found nothing wrong; what it looked at is in its tooltip."""
    part = QWidget()
    icon = IconView("ok")
    icon.show_sign(check_words.SIGNS[CheckStatus.OK])
    line = QHBoxLayout(part)
    line.setContentsMargins(M, 0, 0, 0)
    line.setSpacing(S)
    title = label(check.title, wrap=True, name="checkTitle")
    title.setToolTip(check.detail)
    line.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(title, 1)
    return part
