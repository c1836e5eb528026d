"""The local files of one project: its yards, what lies in them, what fits where, and what is wrong."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from core.model.checks import Check
from core.model.events import FilesProgressed
from core.model.state import Badge, ProjectState
from core.model.wheels import FitTable, WheelsReport, YardFile
from gui import wheel_words
from gui.signs import Sign
from gui.theme import XL, L, M, S, Tone, set_kind
from gui.widgets.buttons import PushButton
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.message_bar import MessageBar
from gui.widgets.progress_line import ProgressLine
from gui.widgets.steady_scroll import ScrolledContent, SteadyScrollArea
from gui.widgets.text import ElidedLabel, label
from gui.widgets.wheel_findings import WheelFindings
from gui.widgets.yard_files_table import YardFilesTable
from gui.widgets.yards_card import YardsCard

_BUSY = frozenset({Badge.RUNNING, Badge.WAITING})


class WheelsPage(QWidget):
    """Shows a report of yards and findings; the signals of it and of its parts say what a person wants."""

    back_wanted = Signal()
    add_wanted = Signal()
    keep_wanted = Signal()
    check_wanted = Signal()
    collect_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("wheelsPage")
        set_kind(self, "page")
        self._report: WheelsReport | None = None
        self._back = PushButton(self.tr("Back"), "wheelsBack", icon_name="left", hint=self.tr("Back to the project"))
        self._name = ElidedLabel(kind="title", mode=Qt.TextElideMode.ElideRight)
        self._name.setObjectName("wheelsName")
        self._add = PushButton(self.tr("Add files…"), "wheelsAdd", icon_name="add", kind="primary")
        self._check = PushButton(self.tr("Check"), "wheelsCheck", icon_name="gauge")
        self._keep = PushButton(self.tr("Keep a yard…"), "wheelsKeep", icon_name="folder-add")
        self._collect = PushButton(self.tr("Collect a wheelhouse…"), "wheelsCollect", icon_name="download")
        self._sentence = label(kind="heading", wrap=True, name="wheelsSentence")
        self.message = MessageBar("wheelsMessage")
        self._doing = label(kind="muted", wrap=True, name="wheelsDoing")
        self._line = ProgressLine("wheelsLine", self.tr("Looking through the yards"))
        self._cancel = PushButton(self.tr("Cancel"), "wheelsCancel", icon_name="stop")
        self.yards = YardsCard()
        self.findings = WheelFindings()
        self.files = YardFilesTable()
        self._build()
        self._connect()
        self.show_reading()

    def _build(self) -> None:
        title = QHBoxLayout()
        title.setSpacing(M)
        title.addWidget(self._back)
        title.addWidget(self._name, 1)
        buttons = FlowLayout(across=S, down=S)
        for button in (self._add, self._check, self._keep, self._collect):
            buttons.addWidget(button)
        header = QVBoxLayout()
        header.setContentsMargins(XL, L, XL, M)
        header.setSpacing(M)
        header.addLayout(title)
        header.addLayout(buttons)
        line = QFrame()
        set_kind(line, "line")
        content = ScrolledContent()
        set_kind(content, "scrolled")
        column = QVBoxLayout(content)
        column.setContentsMargins(XL, L, XL, XL)
        column.setSpacing(L)
        column.addWidget(self.message)
        column.addWidget(self._sentence)
        column.addWidget(self._working())
        for card in (self.yards, self.findings, self.files):
            column.addWidget(card)
        column.addStretch(1)
        self._scroll = SteadyScrollArea()
        self._scroll.setObjectName("wheelsScroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        # Keys that scroll reach it from what stands in it; on its own it would be a stop that shows no ring.
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setMinimumHeight(L)
        self._scroll.setWidget(content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(header)
        layout.addWidget(line)
        layout.addWidget(self._scroll, 1)

    def _working(self) -> QWidget:
        self._work = QWidget()
        words = QVBoxLayout()
        words.setSpacing(S - 2)
        words.addWidget(self._doing)
        words.addWidget(self._line)
        row = QHBoxLayout(self._work)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(M)
        row.addLayout(words, 1)
        row.addWidget(self._cancel, 0, Qt.AlignmentFlag.AlignVCenter)
        self._work.hide()
        return self._work

    def _connect(self) -> None:
        for button, signal in (
            (self._back, self.back_wanted),
            (self._add, self.add_wanted),
            (self._keep, self.keep_wanted),
            (self._check, self.check_wanted),
            (self._collect, self.collect_wanted),
            (self._cancel, self.cancel_wanted),
        ):
            button.clicked.connect(signal)
        for key in (Qt.Key.Key_Escape, Qt.Key.Key_Back):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.back_wanted)
        self.files.view.activated.connect(self._on_activated)
        find = QShortcut(QKeySequence("/"), self.files.view)
        find.setContext(Qt.ShortcutContext.WidgetShortcut)
        find.activated.connect(self.files.search.setFocus)

    @property
    def report(self) -> WheelsReport | None:
        """What is shown."""
        return self._report

    def take_focus(self) -> None:
        """Take the keyboard to the way back; what there is to read comes after it."""
        self._back.setFocus()

    def _on_activated(self) -> None:
        """Bring the details of the chosen file into sight: Return and a double click ask for more."""
        details, bar = self.files.details, self._scroll.verticalScrollBar()
        self._scroll.ensureWidgetVisible(details, 0, S)
        # Of details that are higher than the view, the beginning.
        below = details.mapTo(self._scroll.viewport(), QPoint(0, -S)).y()
        bar.setValue(bar.value() + min(0, below))

    def show_entry(self, entry: ProjectState) -> None:
        """Name the project, and let what changes it wait while something runs there."""
        self._name.show_text(self.tr("Wheels of {name}").format(name=entry.project.name))
        self.findings.set_busy(busy=entry.badge in _BUSY)

    def show_reading(self) -> None:
        """Say that the yards are being looked through; nothing of before is shown meanwhile."""
        self._report = None
        self.message.hide()
        self._sentence.setText(self.tr("Looking through the yards …"))
        self.yards.hide()
        self.files.hide()
        self.files.clear()
        self.findings.clear()
        self._check.setEnabled(False)

    def show_report(self, report: WheelsReport) -> None:
        """Show what lies in the yards; what is the same as before stays as it is."""
        if report == self._report:
            return
        self._report = report
        with self._scroll.steady():
            self._sentence.setText(wheel_words.report_text(report))
            self.yards.show_yards(report.yards)
            self.yards.show()
            self.files.show_report(report)
            self.files.show()
        self._check.setEnabled(True)

    def show_checks(self, checks: tuple[Check, ...], *, opened: bool) -> None:
        """Show what the check found."""
        with self._scroll.steady():
            self.findings.show_checks(checks, opened=opened)
        if opened:
            self._scroll.ensureWidgetVisible(self.findings, 0, S)

    def show_inspected(self, inspected: Mapping[Path, tuple[YardFile, FitTable | None]]) -> None:
        """Show what was found out about files that were read wholly."""
        with self._scroll.steady():
            self.files.show_inspected(inspected)

    def show_working(self, doing: str, files: FilesProgressed | None = None) -> None:
        """Say what is under way and how far it came; empty words say that nothing is."""
        self._work.setVisible(bool(doing))
        if not doing:
            return
        self._line.setAccessibleName(doing)
        if files is None:
            self._doing.setText(doing)
            self._line.show_share(None)
            return
        said = wheel_words.progress_text(files.done, files.total, files.done_bytes, files.total_bytes)
        self._doing.setText(f"{doing} · {said}")
        self._line.show_share(None if not files.total else min(1.0, files.done / files.total))

    def show_stopped(self) -> None:
        """Say that looking was given up; what was seen before stays."""
        if self._report is None:
            self._sentence.setText(self.tr("The yards were not looked through."))

    def say_done(self, sentence: str) -> None:
        """Say what was done."""
        self.message.say(Sign("ok", Tone.OK), sentence)

    def say_failed(self, title: str, explanation: str) -> None:
        """Say what could not be done; what was seen before stays."""
        self.show_stopped()
        self.message.say(Sign("warning", Tone.WARN), title, explanation)
